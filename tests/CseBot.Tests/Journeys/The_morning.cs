using System.Globalization;
using CseBot.Concerns;
using CseBot.Storage;
using CseBot.Tests.Storage;
using CseBot.Tests.Support;

namespace CseBot.Tests.Journeys;

/// <summary>At the opening of every school day, whoever deals with concerns is told how much waits for them, in numbers.</summary>
public sealed class The_morning
{
    private const string Heading = "This morning at Rowan Hill School";

    [Fact]
    public async Task Each_is_told_once_on_each_school_day_how_much_waits_and_nothing_else()
    {
        await using var app = await TestApp.StartAsync();
        await HeldByTheLeadAsync(app, followUp: new DateOnly(2026, 11, 24));

        await UntilAsync(app, "2026-11-24T07:44");
        Assert.DoesNotContain(Heading, app.Lead.Posted, StringComparison.Ordinal);

        await UntilAsync(app, "2026-11-24T07:45");
        Assert.Contains($"{Heading}\nYours and open: 1\nFollow-ups due: 1\nNot yet in the school's system: 1", app.Lead.Newest, StringComparison.Ordinal);
        Assert.Contains($"{Heading}\nFollow-ups due: 1\nNot yet in the school's system: 1", app.Deputy.Newest, StringComparison.Ordinal);
        Assert.All([app.Head, app.Chat("senior"), app.Reporter], person => Assert.DoesNotContain(Heading, person.Posted, StringComparison.Ordinal));

        await UntilAsync(app, "2026-11-24T07:46");
        await UntilAsync(app, "2026-11-24T08:44");
        Assert.Equal(1, Told(app.Lead));
        await UntilAsync(app, "2026-11-25T07:45");
        Assert.Equal(2, Told(app.Lead));

        Assert.All(new[] { "Robin", "SC-", "silver" }, word => Assert.DoesNotContain(word, app.Lead.Posted, StringComparison.Ordinal));
        await app.Lead.PressesAsync("Open my desk");
        await app.Lead.PressesAsync("Mine");
        Assert.Contains("Robin Vale", app.Lead.Newest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_waits_and_nothing_is_sent()
    {
        await using var app = await TestApp.StartAsync();
        var reference = await HeldByTheLeadAsync(app);
        await HappensAsync(app, reference, new RecordedElsewhere(TestApp.Monday, By(app.Lead), "CPOMS", "1"));
        var before = app.Deputy.Count;

        await UntilAsync(app, "2026-11-24T07:45");

        Assert.Equal(before, app.Deputy.Count);
        Assert.Equal(1, Told(app.Lead));
    }

    [Theory]
    [InlineData("2026-11-23T10:30", 0)]
    [InlineData("2026-11-24T08:44", 1)]
    [InlineData("2026-11-24T08:45", 0)]
    [InlineData("2026-11-28T07:45", 0)]
    [InlineData("2026-12-21T07:45", 1)]
    [InlineData("2026-12-22T07:45", 0)]
    [InlineData("2027-01-05T07:45", 1)]
    public async Task It_is_sent_at_opening_on_school_days_and_INSET_days_and_not_later_nor_when_the_school_is_closed(string at, int told)
    {
        await using var app = await TestApp.StartAsync(configure: builder =>
        {
            builder.Configuration["Schools:0:Calendar:Terms:0"] = "2026-11-02/2026-12-18";
            builder.Configuration["Schools:0:Calendar:Terms:1"] = "2027-01-05/2027-02-12";
            builder.Configuration["Schools:0:Calendar:Inset:0"] = "2026-12-21";
        });
        await HeldByTheLeadAsync(app);

        await UntilAsync(app, at);

        Assert.Equal(told, Told(app.Lead));
    }

    [Fact]
    public async Task Whoever_is_out_is_not_told_until_they_are_back()
    {
        await using var app = await TestApp.StartAsync();
        await HeldByTheLeadAsync(app);
        await app.Lead.SaysAsync("I'm out");
        await app.Lead.PressesAsync("I'm out");
        await app.Lead.PressesAsync("Save", ("out-until", "2026-11-25"));

        await UntilAsync(app, "2026-11-24T07:45");
        Assert.Equal((0, 1), (Told(app.Lead), Told(app.Deputy)));
        await UntilAsync(app, "2026-11-25T07:45");
        Assert.Equal((1, 2), (Told(app.Lead), Told(app.Deputy)));
    }

    [Fact]
    public async Task What_leaves_a_lead_out_is_not_counted_for_them()
    {
        await using var app = await TestApp.StartAsync();
        var reference = await HeldByTheLeadAsync(app);
        await HappensAsync(app, reference, new PeopleLeftOut(TestApp.Monday, By(app.Reporter), [app.Deputy.Person.EntraId]) { IsWithheld = true });

        await UntilAsync(app, "2026-11-24T07:45");

        Assert.Equal((1, 0), (Told(app.Lead), Told(app.Deputy)));
    }

    [Fact]
    public async Task The_head_is_told_of_what_is_about_an_adult_and_nothing_says_that_it_is()
    {
        await using var app = await TestApp.StartAsync();
        var reference = await What_leads_look_for.RaiseAsync(app, What_leads_look_for.About("Robin Vale"), route: ConcernRoute.Adult, isTold: false);
        await HappensAsync(app, reference, new Acknowledged(TestApp.Monday, By(app.Head), null));

        await UntilAsync(app, "2026-11-24T07:45");

        Assert.Equal((1, 0, 0), (Told(app.Head), Told(app.Lead), Told(app.Deputy)));
        Assert.Contains($"{Heading}\nSomething waits for you at your desk.", app.Head.Newest, StringComparison.Ordinal);
        Assert.All(new[] { "adult", "Robin", "SC-" }, word => Assert.DoesNotContain(word, app.Head.Posted, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task It_is_sent_later_and_once_where_Teams_could_not_be_had_at_opening()
    {
        await using var app = await TestApp.StartAsync();
        await HeldByTheLeadAsync(app);
        app.Stage.Wire.Fail(request => request.Path.StartsWithSegments("/teams", StringComparison.Ordinal), 503);
        await UntilAsync(app, "2026-11-24T07:45");
        Assert.Equal(0, Told(app.Lead));

        app.Stage.Wire.Heal();
        await app.PassAsync(TimeSpan.FromMinutes(5));
        await app.PassAsync(TimeSpan.FromMinutes(5));

        Assert.Equal((1, 1), (Told(app.Lead), Told(app.Deputy)));
    }

    private static async Task UntilAsync(TestApp app, string at) =>
        await app.PassAsync(DateTimeOffset.Parse($"{at}Z", CultureInfo.InvariantCulture) - app.Stage.Clock.GetUtcNow());

    private static int Told(Chat person) => person.Person.Messages.Count(message => message.Card?.ToJsonString().Contains(Heading, StringComparison.Ordinal) is true);

    private static Actor By(Chat person) => new(person.Person.EntraId, person.Person.Name, Role.Lead);

    /// <summary>A concern that the lead is acting on, and about which nothing is due.</summary>
    private static async Task<string> HeldByTheLeadAsync(TestApp app, DateOnly? followUp = null)
    {
        var reference = await What_leads_look_for.RaiseAsync(app, What_leads_look_for.About("Robin Vale", "A silver car"), isTold: false);
        await HappensAsync(
            app,
            reference,
            [new Acknowledged(TestApp.Monday, By(app.Lead), null), .. followUp is { } on ? [new FollowUpSet(TestApp.Monday, By(app.Lead), on, "Ask again") { Key = Guid.NewGuid() }] : Array.Empty<ConcernEvent>()]);

        return reference;
    }

    private static Task<Concern> HappensAsync(TestApp app, string reference, params ConcernEvent[] events) => app.Get<Ledgers>().DoAsync(
        async ledger => await ledger.WriteAsync((await ledger.ConcernAsync(reference, CancellationToken.None))!, Decision.Accepted(events), CancellationToken.None), CancellationToken.None);
}
