using CseBot.Concerns;
using CseBot.Storage;
using CseBot.Tests.Support;

namespace CseBot.Tests.Storage;

public sealed class What_leads_look_for
{
    private const string RowanHill = "rowan-hill";

    private static readonly Actor _rae = new("rae", "Rae Finch");
    private static readonly Actor _lee = new("lee", "Lee Ward", Role.Lead);
    private static readonly DateOnly _today = School.Day(TestApp.Monday);

    private static readonly School _school = new(
        RowanHill,
        "Rowan Hill",
        "practice-shire",
        "01632 960100",
        [Person("lee", Role.Lead), Person("dee", Role.Deputy), Person("hari", Role.Headteacher)]);

    [Fact]
    public async Task A_reference_is_found_however_it_is_typed()
    {
        await using var app = await TestApp.StartAsync();
        var reference = await RaiseAsync(app, About("Robin Vale"));
        var elsewhere = await RaiseAsync(app, About("Robin Vale"), school: "elsewhere");

        foreach (var typed in new[] { reference, reference.ToLowerInvariant(), $" {reference[3..]} ", reference[8..], reference[8..].ToLowerInvariant(), $"please find {reference}" })
        {
            Assert.Equal([reference], await SearchAsync(app, typed));
        }

        Assert.Empty(await SearchAsync(app, elsewhere));
    }

    [Fact]
    public async Task A_child_a_vehicle_a_place_and_a_name_are_found_and_whatever_has_all_words_comes_first()
    {
        await using var app = await TestApp.StartAsync();
        var first = await RaiseAsync(app, About("Robin Vale", "A silver car, AB12 CDE, with Danny Marsh.", "Mill Road"));
        var second = await RaiseAsync(app, About("Robin Ash", "Nothing else."), TestApp.Monday.AddHours(1));
        await RaiseAsync(app, About("Robin Vale", "A silver car, AB12 CDE"), school: "elsewhere");

        Assert.Equal([second, first], await SearchAsync(app, "ROBIN"));
        Assert.Equal([first, second], await SearchAsync(app, "Robin Vale"));
        Assert.Equal([first], await SearchAsync(app, "ab12cde"));
        Assert.Equal([first, second], await SearchAsync(app, "robin in the ab12 cde"));
        Assert.Equal([first], await SearchAsync(app, "mill road"));
        Assert.Equal([first], await SearchAsync(app, "Danny's"));
        Assert.Equal([second], await SearchAsync(app, "robin", most: 1));
        Assert.Empty(await SearchAsync(app, "heliotrope"));
        Assert.Empty(await SearchAsync(app, "  ? "));
    }

    [Fact]
    public async Task What_is_added_noted_and_answered_is_found_too_and_the_same_word_twice_does_no_harm()
    {
        await using var app = await TestApp.StartAsync();
        var reference = await RaiseAsync(app, About("Robin Vale", "With Danny."));
        var question = Guid.NewGuid();

        await HappensAsync(app, reference, new ConcernAdded(TestApp.Monday, _rae, About("Robin Vale", "With Kyle, in AB12 CDE"), 2));
        await HappensAsync(app, reference, new Acknowledged(TestApp.Monday, _lee, null), new NoteAdded(TestApp.Monday, _lee, "Perhaps Kyle Marsh of Mill Road."));
        await HappensAsync(app, reference, new ReporterAsked(TestApp.Monday, _lee, "Who else?") { Key = question });
        await HappensAsync(app, reference, new ReporterAnswered(TestApp.Monday, _rae, "A man whom they call Baz.", question));

        foreach (var typed in new[] { "robin", "danny", "kyle", "marsh", "mill", "AB12CDE", "baz" })
        {
            Assert.Equal([reference], await SearchAsync(app, typed));
        }
    }

    [Fact]
    public async Task A_concern_about_an_adult_is_never_found_nor_hinted_at()
    {
        await using var app = await TestApp.StartAsync();
        var account = About("Robin Vale", "A silver car, AB12 CDE, with Danny Marsh.", "Mill Road");
        var adult = await RaiseAsync(app, account, route: ConcernRoute.Adult);
        var child = await RaiseAsync(app, account);

        Assert.Equal([child], await SearchAsync(app, "robin vale ab12cde mill danny"));
        Assert.Empty(await SearchAsync(app, adult));
        Assert.Empty(await SearchAsync(app, adult[8..]));
        Assert.Empty(await SeenBeforeAsync(app, child));
        Assert.Empty(await SeenBeforeAsync(app, adult));
        Assert.Contains(adult, await app.FindAsync(TokenKind.Child, "robin"));
    }

    [Theory]
    [InlineData("Robin Vale", "He was in the AB12 CDE again.", "Mill Road", TokenKind.Child)]
    [InlineData("Alex Ash", "He was in the AB12 CDE again.", "Mill Road", TokenKind.Vehicle)]
    [InlineData("Alex Ash", "With Danny Marsh.", "By the shop on Mill Road", TokenKind.Place)]
    [InlineData("Alex Ash", "With Danny Marsh.", "Online", TokenKind.Name)]
    [InlineData("Danny Marsh", "Nothing else.", "Online", TokenKind.Child)]
    [InlineData("Alex Ash", "I saw Robin Vale there.", "Online", TokenKind.Name)]
    [InlineData("Alex Ash", "She said Danny did.", "Online", TokenKind.Name)]
    [InlineData("Robin Ash", "Nothing else.", "The bus stop", null)]
    [InlineData("Alex Ash", "Nothing else.", "Station Road", null)]
    public async Task What_was_seen_before_is_hinted_at_and_by_what_says_most(string child, string what, string where, object? shared)
    {
        await using var app = await TestApp.StartAsync();
        var before = await RaiseAsync(app, About("Robin Vale", "A silver car, AB12 CDE, with Danny Marsh.", "Mill Road, by the bus stop"));
        await RaiseAsync(app, About("Robin Vale", "A silver car, AB12 CDE"), school: "elsewhere");
        var now = await RaiseAsync(app, About(child, what, where));

        Assert.Equal(shared is TokenKind kind ? [new SeenBefore(before, kind)] : [], await SeenBeforeAsync(app, now));
    }

    [Fact]
    public async Task A_first_name_that_many_have_is_no_hint_and_neither_is_what_is_linked_already()
    {
        await using var app = await TestApp.StartAsync();
        var others = new List<string>();

        for (var count = 0; count < 4; count++)
        {
            others.Add(await RaiseAsync(app, About($"Child Number{(char)('A' + count)}", "She said Danny did."), TestApp.Monday.AddMinutes(count)));
        }

        var linked = await RaiseAsync(app, About("Robin Vale"));
        var now = await RaiseAsync(app, About("Robin Vale", "He said Danny did."));
        Assert.Equal([new SeenBefore(linked, TokenKind.Child)], await SeenBeforeAsync(app, now));

        await HappensAsync(app, now, new ChildrenLinked(TestApp.Monday, _lee, linked));
        Assert.Empty(await SeenBeforeAsync(app, now));
        Assert.Equal([others[3], others[2]], (await SeenBeforeAsync(app, others[0], most: 2)).Select(seen => seen.Reference).Concat([others[3], others[2]]).Distinct());
    }

    [Fact]
    public async Task Each_list_of_the_desk_has_what_it_says_the_most_urgent_first()
    {
        await using var app = await TestApp.StartAsync();
        await OnTheDeskAsync(app);
    }

    [PostgresFact]
    public async Task Each_list_of_the_desk_has_what_it_says_on_PostgreSQL_too()
    {
        await using var app = await TestApp.StartAsync(database: await PostgresDatabase.CreateAsync());
        await OnTheDeskAsync(app);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => SearchedAsync(app, "robin")));
        Assert.Equal(0, (await app.RunAsync("verify")).ExitCode);
    }

    [Fact]
    public async Task No_question_reads_all_concerns()
    {
        var plans = new Plans();
        await using var app = await TestApp.StartAsync(replace: plans.AddTo);
        await AskEverythingAsync(app, plans);

        Assert.NotEmpty(plans.Steps);
        Assert.All(plans.Steps, step => Assert.DoesNotMatch(@"^SCAN \w", step));
    }

    [PostgresFact]
    public async Task No_question_reads_all_concerns_on_PostgreSQL()
    {
        var plans = new Plans();
        await using var app = await TestApp.StartAsync(replace: plans.AddTo, database: await PostgresDatabase.CreateAsync());
        await AskEverythingAsync(app, plans);

        Assert.NotEmpty(plans.Steps);
        Assert.All(plans.Steps, step => Assert.DoesNotContain("Seq Scan", step, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_chronology_goes_from_link_to_link_and_stays_at_the_school_and_on_the_route()
    {
        await using var app = await TestApp.StartAsync();
        var one = await RaiseAsync(app, About("Robin Vale"));
        var two = await RaiseAsync(app, About("Robin Vale"));
        var three = await RaiseAsync(app, About("Robin Vale"));
        var adult = await RaiseAsync(app, About("Robin Vale"), route: ConcernRoute.Adult);
        var elsewhere = await RaiseAsync(app, About("Robin Vale"), school: "elsewhere");
        await RaiseAsync(app, About("Robin Vale"));

        foreach (var (from, to) in new[] { (one, two), (two, one), (two, three), (three, two), (three, adult), (adult, three), (one, elsewhere) })
        {
            await HappensAsync(app, from, new ChildrenLinked(TestApp.Monday, _lee, to));
        }

        Assert.Equal([one, two, three], await ReadAsync(app, ledger => References(ledger.ChronologyAsync(one, default))));
        Assert.Equal([three, two, one], await ReadAsync(app, ledger => References(ledger.ChronologyAsync(three, default))));
        Assert.Empty(await ReadAsync(app, ledger => References(ledger.ChronologyAsync(adult, default))));
        Assert.Empty(await ReadAsync(app, ledger => References(ledger.ChronologyAsync("SC-2026-99999", default))));

        static async Task<IReadOnlyList<string>> References(Task<IReadOnlyList<Concern>> concerns) => [.. (await concerns).Select(concern => concern.Reference)];
    }

    private static async Task OnTheDeskAsync(TestApp app)
    {
        var later = await RaiseAsync(app, About("Robin Vale"), response: Response.SameDay);
        var today = await RaiseAsync(app, About("Robin Vale"));
        var now = await RaiseAsync(app, About("Robin Vale"), TestApp.Monday.AddHours(1), response: Response.Now);
        var mine = await RaiseAsync(app, About("Robin Vale"));
        var theirs = await RaiseAsync(app, About("Robin Vale"));
        var closed = await RaiseAsync(app, About("Robin Vale"), TestApp.Monday.AddHours(2));
        var adult = await RaiseAsync(app, About("Robin Vale"), route: ConcernRoute.Adult);
        await RaiseAsync(app, About("Robin Vale"), school: "elsewhere");
        var followUp = Guid.NewGuid();

        await HappensAsync(
            app,
            mine,
            new Acknowledged(TestApp.Monday, _lee, TestApp.Monday.AddHours(4)),
            new FollowUpSet(TestApp.Monday, _lee, _today.AddDays(3), "Ask again") { Key = Guid.NewGuid() },
            new FollowUpSet(TestApp.Monday, _lee, _today, "Look again") { Key = followUp },
            new RecordedElsewhere(TestApp.Monday, _lee, "CPOMS", "1"));
        await HappensAsync(app, theirs, new Acknowledged(TestApp.Monday, _lee with { EntraId = "dee" }, null));
        await HappensAsync(app, closed, new Acknowledged(TestApp.Monday, _lee, null), new Closed(TestApp.Monday, _lee, ConcernOutcome.NothingFurther, "why", _today.AddDays(5)));

        Assert.Equal([mine], await OnAsync(DeskList.Mine));
        Assert.Equal([now, today, later], await OnAsync(DeskList.Unacknowledged));
        Assert.Equal([mine], await OnAsync(DeskList.FollowUpsDue));
        Assert.Equal([now, closed], (await OnAsync(DeskList.NotElsewhere)).TakeLast(2));
        Assert.Equal([closed], await OnAsync(DeskList.SecondLooks));
        Assert.Equal([now, today, later], (await OnAsync(DeskList.All)).Take(3));
        Assert.Equal(await OnAsync(DeskList.All), await ReadAsync(app, ledger => ledger.OpenAsync(RowanHill, default)));
        Assert.Equal([adult], await OnAsync(DeskList.All, ConcernRoute.Adult));
        var counts = await ReadAsync(app, ledger => ledger.DeskCountsAsync(RowanHill, ConcernRoute.Child, "lee", _today, default));
        Assert.Equal([1, 3, 1, 5, 1, 5], Enum.GetValues<DeskList>().Select(list => counts[list]));
        var (page, total) = await ReadAsync(app, ledger => ledger.DeskAsync(RowanHill, ConcernRoute.Child, DeskList.Unacknowledged, "lee", _today, 1, 1, default));
        Assert.Equal((today, 3), (page.Single(), total));

        await HappensAsync(app, mine, new FollowUpDone(TestApp.Monday, _lee, followUp, "Done"));
        await HappensAsync(app, closed, new SecondReviewed(TestApp.Monday, _lee with { EntraId = "dee" }, Agrees: true, "Yes"));
        Assert.Empty(await OnAsync(DeskList.FollowUpsDue));
        Assert.Empty(await OnAsync(DeskList.SecondLooks));
        Assert.Equal(0, (await app.RunAsync("verify")).ExitCode);

        async Task<IReadOnlyList<string>> OnAsync(DeskList list, ConcernRoute route = ConcernRoute.Child) =>
            (await ReadAsync(app, ledger => ledger.DeskAsync(RowanHill, route, list, "lee", _today, 0, 20, default))).References;
    }

    private static async Task AskEverythingAsync(TestApp app, Plans plans)
    {
        var reference = await RaiseAsync(app, About("Robin Vale", "A silver car, AB12 CDE, with Danny Marsh.", "Mill Road"));
        await RaiseAsync(app, About("Robin Vale", "A silver car, AB12 CDE, with Danny Marsh.", "Mill Road"));
        plans.Look();

        await SearchAsync(app, "Robin Vale AB12 CDE Mill Road");
        await SearchAsync(app, reference[8..]);
        await SeenBeforeAsync(app, reference);
        await ReadAsync(app, ledger => ledger.OpenAsync(RowanHill, default));
        await ReadAsync(app, ledger => ledger.DeskCountsAsync(RowanHill, ConcernRoute.Child, "lee", _today, default));
        await HappensAsync(app, reference, new NoteAdded(TestApp.Monday, _lee, "With Kyle."));

        foreach (var list in Enum.GetValues<DeskList>())
        {
            await ReadAsync(app, ledger => ledger.DeskAsync(RowanHill, ConcernRoute.Child, list, "lee", _today, 0, 10, default));
        }
    }

    internal static async Task<string> RaiseAsync(
        TestApp app, Account account, DateTimeOffset? at = null, ConcernRoute route = ConcernRoute.Child, string school = RowanHill, Response response = Response.Today, bool isTold = true)
    {
        var decision = ConcernLifecycle.Raise(Guid.NewGuid(), _rae, _school with { Id = school }, response, account, [], at ?? TestApp.Monday, route: route);
        decision = isTold ? decision : decision with { Work = [] };

        return (await app.Get<Ledgers>().DoAsync(ledger => ledger.RaiseAsync(decision, default), default)).Reference;
    }

    /// <summary>Searches as somebody does who is written down for it.</summary>
    internal static Task<IReadOnlyList<string>> SearchedAsync(TestApp app, string typed) => app.Get<Ledgers>().DoAsync(
        async ledger =>
        {
            var found = await ledger.SearchAsync(RowanHill, typed, 10, default);
            await ledger.WriteSearchedAsync(RowanHill, new Searched(TestApp.Monday, _lee, typed, found), default);

            return found;
        },
        default);

    internal static Account About(string child, string what = "A car", string? where = null) => new()
    {
        Children = [new Child(child, "9B", "worried-about")],
        Lines =
        [
            new Line(Account.WhatHappened, LineKind.Fact, "What", what),
            .. where is null ? Array.Empty<Line>() : [new Line(Account.Where, LineKind.Fact, "Where", where)],
        ],
    };

    private static Task<Concern> HappensAsync(TestApp app, string reference, params ConcernEvent[] events) => app.Get<Ledgers>().DoAsync(
        async ledger => await ledger.WriteAsync((await ledger.ConcernAsync(reference, default))!, Decision.Accepted(events), default), default);

    private static Task<IReadOnlyList<string>> SearchAsync(TestApp app, string typed, int most = 10) => ReadAsync(app, ledger => ledger.SearchAsync(RowanHill, typed, most, default));

    private static Task<IReadOnlyList<SeenBefore>> SeenBeforeAsync(TestApp app, string reference, int most = 10) =>
        ReadAsync(app, async ledger => await ledger.SeenBeforeAsync((await ledger.ConcernAsync(reference, default))!, most, default));

    private static async Task<T> ReadAsync<T>(TestApp app, Func<Ledger, Task<T>> read)
    {
        await using var ledger = app.Get<Ledgers>().Open();

        return await read(ledger);
    }

    private static NamedPerson Person(string key, Role role) => new(key, key, key, [role], "01632 960101");
}
