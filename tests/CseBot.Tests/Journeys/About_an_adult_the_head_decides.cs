using CseBot.Concerns;
using CseBot.Practice;
using CseBot.Storage;
using CseBot.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;

namespace CseBot.Tests.Journeys;

/// <summary>What the headteacher does about an adult who works at the school, at a desk and on a record that no lead sees (field (d) 8 and 9).</summary>
public sealed class About_an_adult_the_head_decides
{
    private const string AdultsList = "5f3c1d7e-0000-4000-8000-0000000000e2";
    private const string AdultsLibrary = "b!adults";
    private const string Library = "b!documents";
    private const string OtherId = "5f3c1d7e-0000-4000-8000-000000000006";

    [Theory]
    [InlineData("MadeSafe", null)]
    [InlineData("PoliceTold", "Police")]
    [InlineData("LadoConsulted", "Lado")]
    [InlineData("LowLevel", null)]
    [InlineData("AgencyTold", null)]
    public async Task Each_decision_is_on_the_record_about_adults_with_all_that_goes_with_it(string decision, string? referredTo)
    {
        await using var app = await StartAsync();
        var reference = await AcknowledgedAsync(app);
        var kind = Enum.Parse<DecisionKind>(decision);

        await app.Head.DecidesAsync(kind);
        await app.SettleAsync();

        var concern = await app.ConcernAsync(reference);
        Assert.Equal((kind, "Unknown adults, and a pattern"), (concern.Decision!.Decision, concern.Decision.Reason));
        Assert.Null(concern.DueAt);
        Assert.Equal(referredTo, concern.Referral?.To.ToString());
        Assert.Contains($"Someone is acting on {reference}", app.Reporter.Seen, StringComparison.Ordinal);
        Assert.Equal(decision, (string?)app.Stage.Graph.RowsOf(AdultsList).Single()["Decision"]);
        Assert.Empty(app.Stage.Graph.Rows);
        await app.Head.PressesAsync("Open");
        Assert.Contains("Unknown adults, and a pattern", app.Head.Newest, StringComparison.Ordinal);
        Assert.Equal(kind == DecisionKind.LowLevel, app.Head.Newest.Contains("Number in the head's log LL-7", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_that_is_decided_about_a_child_can_be_decided_about_an_adult_nor_the_other_way_round()
    {
        await using var app = await StartAsync();
        var reference = await AcknowledgedAsync(app);
        await app.Head.PressesAsync("Record a decision");
        Assert.DoesNotContain("Early help", app.Head.Newest, StringComparison.Ordinal);
        var (card, decide) = app.Head.Find("The police are told");
        decide["data"]!["kind"] = nameof(DecisionKind.NoFurtherAction);

        Assert.Contains("This is not open to you.", (await app.Head.PressAsync(card, decide)).ToJsonString(), StringComparison.Ordinal);

        await app.Chat("senior").SendsAConcernAsync();
        await app.Lead.PressesAsync("Acknowledge");
        await app.Lead.PressesAsync("Record a decision");
        (card, decide) = app.Lead.Find("Early help");
        decide["data"]!["kind"] = nameof(DecisionKind.LowLevel);
        Assert.Contains("This is not open to you.", (await app.Lead.PressAsync(card, decide)).ToJsonString(), StringComparison.Ordinal);
        Assert.Null((await app.ConcernAsync(reference)).Decision);
    }

    [Theory]
    [InlineData("2026-11-23T10:30", "Tue 24 Nov 2026")]
    [InlineData("2026-11-27T10:30", "Mon 30 Nov 2026")]
    [InlineData("2026-12-18T10:30", "Mon 21 Dec 2026")]
    [InlineData("2026-12-24T10:30", "Tue 29 Dec 2026")]
    public async Task The_councils_officer_is_consulted_within_one_working_day_whether_or_not_it_is_a_school_day(string raised, string by)
    {
        await using var app = await StartAsync(builder => builder.Configuration["Schools:0:Calendar:Terms:0"] = "2026-11-02/2026-12-18");
        app.Stage.Clock.Advance(DateTimeOffset.Parse($"{raised}Z", System.Globalization.CultureInfo.InvariantCulture) - app.Stage.Clock.GetUtcNow());
        await AcknowledgedAsync(app);

        await app.Head.PressesAsync("Record a decision");
        Assert.Contains($"has to be consulted by {by}.", app.Head.Newest, StringComparison.Ordinal);
        Assert.Contains("before anything is looked into and before the person is told", app.Head.Newest, StringComparison.Ordinal);

        await app.Head.PressesAsync("Close");
        var today = raised[..10];
        await app.Head.DecidesAsync(DecisionKind.LadoConsulted, ("referred-on", today), ("referred-at", "10:30"), ("follow-up-on", string.Empty));
        await app.Head.PressesAsync("Record a decision");
        Assert.DoesNotContain("has to be consulted by", app.Head.Newest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_on_no_list_of_the_leads_in_no_search_no_hint_no_history_and_no_figure()
    {
        await using var app = await StartAsync();
        var about = await SendsAsync(app);
        var child = await app.Chat("senior").SendsAConcernAsync(who: "Robin Vale");

        await app.Lead.PressesAsync("Open");
        Assert.Contains("Robin Vale", app.Lead.Newest, StringComparison.Ordinal);
        Assert.DoesNotContain("Seen before", app.Lead.Newest, StringComparison.Ordinal);
        await app.Lead.PressesAsync("More");
        await app.Lead.PressesAsync("Chronology");
        Assert.DoesNotContain(about, app.Lead.Newest, StringComparison.Ordinal);
        await app.Lead.PressesAsync("Back to what I can do");
        await app.Lead.PressesAsync("Link a concern about the same child");
        await app.Lead.PressesAsync("Save", ("other", about));
        Assert.Empty((await app.ConcernAsync(child)).Linked);

        await app.Lead.SaysAsync("my desk");
        await app.Lead.PressesAsync("Open my desk");
        Assert.Contains("Not acknowledged: 1\n", app.Lead.Newest, StringComparison.Ordinal);
        Assert.DoesNotContain("about adults", app.Lead.Newest, StringComparison.Ordinal);
        await app.Lead.PressesAsync("All that is open");
        Assert.Contains(child, app.Lead.Newest, StringComparison.Ordinal);
        Assert.DoesNotContain(about, app.Lead.Newest, StringComparison.Ordinal);

        foreach (var look in new[] { "Robin Vale", "Dee Marsh", about })
        {
            await app.Lead.SaysAsync("search");
            await app.Lead.PressesAsync("Search");
            await app.Lead.PressesAsync("Search", ("look-for", look));
            Assert.Equal(look == "Robin Vale", app.Lead.Newest.Contains(child, StringComparison.Ordinal));
            Assert.DoesNotContain($"{about}, raised", app.Lead.Newest, StringComparison.Ordinal);
        }

        await using var ledger = app.Get<Ledgers>().Open();
        var counted = await ledger.ConcernsRaisedAsync("rowan-hill", TestApp.Monday.AddDays(-1), TestApp.Monday.AddDays(1), CancellationToken.None);
        Assert.Equal([child], counted.Select(concern => concern.Reference));
    }

    [Fact]
    public async Task The_heads_desk_lists_it_apart_and_shows_nothing_of_concerns_about_children()
    {
        await using var app = await StartAsync();
        var about = await SendsAsync(app);
        var child = await app.Chat("senior").SendsAConcernAsync();
        await app.Head.SaysAsync("my desk");

        await app.Head.PressesAsync("Open my desk");
        Assert.Contains("Rowan Hill School: about adults", app.Head.Newest, StringComparison.Ordinal);
        Assert.Contains("Not acknowledged: 1", app.Head.Newest, StringComparison.Ordinal);
        await app.Head.PressesAsync("Not acknowledged");
        Assert.Contains(about, app.Head.Newest, StringComparison.Ordinal);
        Assert.DoesNotContain(child, app.Head.Newest, StringComparison.Ordinal);

        await app.Head.PressesAsync("Open");
        Assert.Contains("He was alone with Robin in the store", app.Head.Newest, StringComparison.Ordinal);
        await app.Head.PressesAsync("Acknowledge");
        await app.SettleAsync();
        Assert.Equal(app.Head.Person.EntraId, (await app.ConcernAsync(about)).Holder!.EntraId);
        await app.Head.PressesAsync("Open my desk");
        Assert.Contains("Yours and open: 1", app.Head.Newest, StringComparison.Ordinal);

        var (card, list) = app.Head.Find("Mine");
        list["data"]!["route"] = "Child";
        Assert.Contains("This is not open to you.", (await app.Head.PressAsync(card, list)).ToJsonString(), StringComparison.Ordinal);
        await app.Head.SaysAsync("search");
        Assert.Contains("That is for the school's safeguarding leads.", app.Head.Newest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_closed_with_its_outcome_and_the_document_lies_in_the_library_about_adults()
    {
        await using var app = await StartAsync();
        var reference = await AcknowledgedAsync(app);
        await app.Head.DecidesAsync(DecisionKind.LadoConsulted, ("follow-up-on", string.Empty));
        await app.Head.DecidesAsync(DecisionKind.LowLevel);
        await app.Head.PressesAsync("More");
        Assert.Contains("nothing of it is on the leads' list or in their figures", app.Head.Newest, StringComparison.Ordinal);
        await app.Head.PressesAsync("Close the concern");
        Assert.DoesNotContain("EarlyHelpInPlace", app.Head.Person.Messages[^1].Shown!.ToJsonString(), StringComparison.Ordinal);
        await app.Head.PressesAsync("Save", ("outcome", "InLowLevelLog"), ("reason", "The officer agrees that it is low-level"));
        await app.SettleAsync();

        var closed = await app.ConcernAsync(reference);
        Assert.Equal((ConcernStatus.Closed, ConcernOutcome.InLowLevelLog), (closed.Status, closed.Closing!.Outcome));
        Assert.Null(closed.Closing.SecondLookBy);
        Assert.Contains($"{reference} is closed", app.Reporter.Newest, StringComparison.Ordinal);
        Assert.DoesNotContain("low-level", app.Reporter.Newest, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("InLowLevelLog", (string?)app.Stage.Graph.RowsOf(AdultsList).Single()["Outcome"]);
        Assert.Single(app.Stage.Graph.DocumentsIn(AdultsLibrary)[$"{reference}.docx"]);
        Assert.Empty(app.Stage.Graph.DocumentsIn(Library));
        Assert.All([app.Lead, app.Deputy], lead => Assert.DoesNotContain(reference, lead.Posted, StringComparison.Ordinal));
    }

    [Fact]
    public async Task About_the_headteacher_the_chair_decides_and_the_head_sees_nothing_of_it()
    {
        await using var app = await StartAsync(builder => builder.Configuration["Schools:0:People:4:Id"] = OtherId);
        var chair = app.Chat("pupil");
        var reference = await SendsAsync(app, about: app.Head);
        await chair.PressesAsync("Acknowledge");
        await chair.DecidesAsync(DecisionKind.LadoConsulted);
        await app.SettleAsync();

        Assert.Equal((chair.Person.EntraId, DecisionKind.LadoConsulted), ((await app.ConcernAsync(reference)).Holder!.EntraId, (await app.ConcernAsync(reference)).Decision!.Decision));
        await chair.SaysAsync("my desk");
        await chair.PressesAsync("Open my desk");
        Assert.Contains("Yours and open: 1", chair.Newest, StringComparison.Ordinal);
        await app.Head.SaysAsync("my desk");
        await app.Head.PressesAsync("Open my desk");
        Assert.Contains("Nothing at the moment.", app.Head.Newest, StringComparison.Ordinal);
        Assert.Empty(app.Stage.Graph.RowsOf(AdultsList));
    }

    [Fact]
    public async Task Where_the_head_does_not_answer_the_acting_head_decides()
    {
        await using var app = await StartAsync(builder =>
        {
            builder.Configuration["Schools:0:People:5:Id"] = OtherId;
            builder.Configuration["Schools:0:People:5:Name"] = "Ada Fenn";
            builder.Configuration["Schools:0:People:5:Roles:0"] = "ActingHead";
        });
        var acting = app.Chat("pupil");
        var reference = await SendsAsync(app);
        Assert.Empty(acting.Alerts);
        await app.PassAsync(TimeSpan.FromMinutes(15));
        Assert.Single(acting.Alerts);

        await acting.PressesAsync("Acknowledge");
        await acting.DecidesAsync(DecisionKind.MadeSafe);
        await app.SettleAsync();

        Assert.Equal(DecisionKind.MadeSafe, (await app.ConcernAsync(reference)).Decision!.Decision);
        Assert.Contains("Ada Fenn", app.Head.Newest, StringComparison.Ordinal);
        Assert.False(app.Head.Sees("Record a decision"));
    }

    private static Task<TestApp> StartAsync(Action<WebApplicationBuilder>? configure = null) => TestApp.StartAsync(
        configure: builder =>
        {
            builder.Configuration["Schools:0:Record:DriveId"] = Library;
            builder.Configuration["Schools:0:AdultRecord:SiteId"] = MadeUpSchool.SiteId;
            builder.Configuration["Schools:0:AdultRecord:ListId"] = AdultsList;
            builder.Configuration["Schools:0:AdultRecord:DriveId"] = AdultsLibrary;
            configure?.Invoke(builder);
        },
        arrange: stage =>
        {
            stage.Graph.AddList(MadeUpSchool.SiteId, AdultsList);
            stage.Graph.AddLibrary(MadeUpSchool.SiteId, "adults", "About adults");
            stage.Graph.AddLibrary(MadeUpSchool.SiteId, "documents", "Safeguarding documents");
        });

    private static async Task<string> AcknowledgedAsync(TestApp app)
    {
        var reference = await SendsAsync(app);
        await app.Head.PressesAsync("Acknowledge");
        await app.SettleAsync();

        return reference;
    }

    /// <summary>The reporter sends a concern that is about an adult who works at the school: the deputy, where it is about nobody else.</summary>
    private static async Task<string> SendsAsync(TestApp app, Chat? about = null)
    {
        await app.Reporter.SaysAsync("raise a concern");
        await app.Reporter.PressesAsync("No");
        await app.Reporter.NamesAChildAsync();
        await app.Reporter.PressesAsync("Yes, someone here");
        await app.Reporter.PressesAsync("It is about them", ("ticked", (about ?? app.Deputy).Person.EntraId));
        await app.Reporter.PressesAsync("Next", ("text", "He was alone with Robin in the store"));
        await app.Reporter.PressesAsync("Send now");
        await app.Reporter.PressesAsync("Nobody: send it");
        await app.SettleAsync();
        await using var db = await app.Get<IDbContextFactory<CseBotDb>>().CreateDbContextAsync();

        return (await db.Concerns.SingleAsync(concern => concern.Route == ConcernRoute.Adult)).Reference;
    }
}
