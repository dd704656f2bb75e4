using CseBot.Concerns;
using CseBot.Practice;
using CseBot.Storage;
using CseBot.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CseBot.Tests.Journeys;

/// <summary>A worry about somebody who works or volunteers at the school goes to the headteacher, or to the chair of governors, and to nobody else (field (d) 8 and 9).</summary>
public sealed class About_an_adult_here
{
    private const string AdultsList = "5f3c1d7e-0000-4000-8000-0000000000e2";

    [Fact]
    public async Task About_a_lead_the_headteacher_is_told_and_no_lead_learns_of_it()
    {
        await using var app = await TestApp.StartAsync();
        await AnswersAsync(app, "Yes, someone here");
        await app.Reporter.PressesAsync("It is about them", ("ticked", app.Lead.Person.EntraId));
        var reference = await SendsAsync(app);

        Assert.Single(app.Head.Alerts);
        Assert.All([app.Lead, app.Deputy, app.Chat("senior")], person => Assert.Empty(person.Alerts));
        var received = app.Reporter.Seen[app.Reporter.Seen.IndexOf("Received:", StringComparison.Ordinal)..];
        Assert.Contains("Hari Stone, the headteacher", received, StringComparison.Ordinal);
        Assert.DoesNotContain("Lee Ward", received, StringComparison.Ordinal);
        Assert.DoesNotContain("01632 960102", received, StringComparison.Ordinal);
        Assert.Contains("LADO", received, StringComparison.Ordinal);

        await app.Head.PressesAsync("Open");
        Assert.Contains("It is or may be about\nLee Ward", app.Head.Seen, StringComparison.Ordinal);
        Assert.Equal(ConcernRoute.Adult, (await app.ConcernAsync(reference)).Raised.Route);
    }

    [Theory]
    [InlineData("lead")]
    [InlineData("deputy")]
    [InlineData("senior")]
    public async Task Nobody_but_the_adult_routes_people_can_open_it_with_a_reference_that_they_guessed(string who)
    {
        await using var app = await TestApp.StartAsync();
        await AnswersAsync(app, "Yes, someone here");
        await app.Reporter.PressesAsync("Somebody else, or I'm not sure");
        await app.Reporter.PressesAsync("The headteacher");
        var reference = await SendsAsync(app);
        var (card, open) = app.Head.Find("Open");

        var answer = await app.Chat(who).PressAsync(card, open);

        Assert.Contains("This is not open to you.", answer.ToJsonString(), StringComparison.Ordinal);
        Assert.Empty((await app.ConcernAsync(reference)).OpenedBy);
    }

    [Fact]
    public async Task About_the_headteacher_it_is_kept_and_the_reporter_is_asked_whom_they_rang_until_they_say()
    {
        await using var app = await TestApp.StartAsync();
        await AnswersAsync(app, "Yes, someone here");
        await app.Reporter.PressesAsync("It is about them", ("ticked", app.Head.Person.EntraId));
        var reference = await SendsAsync(app);

        Assert.All(app.Everybody, person => Assert.Empty(person.Alerts));
        Assert.Contains($"Kept as {reference}. Please ring now.", app.Reporter.Seen, StringComparison.Ordinal);
        Assert.Contains("Cal Brook, the chair of governors", app.Reporter.Newest, StringComparison.Ordinal);
        Assert.DoesNotContain("Hari Stone", app.Reporter.Newest, StringComparison.Ordinal);
        Assert.Contains("nobody could be told of in Teams", await app.HealthAsync(), StringComparison.Ordinal);

        var asked = $"{reference}: whom did you ring?";
        await app.PassAsync(TimeSpan.FromMinutes(5));
        Assert.Contains(asked, app.Reporter.Newest, StringComparison.Ordinal);
        await app.PassAsync(TimeSpan.FromMinutes(10));
        await app.PassAsync(TimeSpan.FromMinutes(15));
        Assert.Equal(3, app.Reporter.Person.Messages.Count(message => message.Card?.ToJsonString().Contains(asked, StringComparison.Ordinal) is true));

        await app.Reporter.PressesAsync("I rang the chair of governors");
        await app.PassAsync(TimeSpan.FromDays(2));

        Assert.Equal(3, app.Reporter.Person.Messages.Count(message => message.Card?.ToJsonString().Contains(asked, StringComparison.Ordinal) is true));
        Assert.NotNull((await app.ConcernAsync(reference)).Rang);
        Assert.DoesNotContain("nobody could be told of in Teams", await app.HealthAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chair_who_has_Teams_is_told_of_the_headteacher()
    {
        await using var app = await TestApp.StartAsync(configure: builder => builder.Configuration["Schools:0:People:4:Id"] = "5f3c1d7e-0000-4000-8000-000000000006");
        await AnswersAsync(app, "Yes, someone here");
        await app.Reporter.PressesAsync("It is about them", ("ticked", app.Head.Person.EntraId));
        await SendsAsync(app);

        Assert.Single(app.Chat("pupil").Alerts);
        Assert.Empty(app.Head.Alerts);
    }

    [Theory]
    [InlineData("The chair of governors")]
    [InlineData("Nobody here: council's officer (LADO)")]
    public async Task Whoever_trusts_nobody_in_Teams_is_told_whom_to_ring_and_it_is_kept(string whom)
    {
        await using var app = await TestApp.StartAsync();
        await AnswersAsync(app, "Not sure");
        await app.Reporter.PressesAsync("Somebody else, or I'm not sure");
        await app.Reporter.PressesAsync(whom);
        var reference = await SendsAsync(app);

        Assert.All(app.Everybody, person => Assert.Empty(person.Alerts));
        Assert.Contains($"Kept as {reference}", app.Reporter.Seen, StringComparison.Ordinal);
        Assert.True((await app.ConcernAsync(reference)).WaitsForACall);
    }

    [Fact]
    public async Task A_lead_who_writes_about_themself_is_left_out_of_it()
    {
        await using var app = await TestApp.StartAsync();
        await app.Deputy.SaysAsync("raise a concern");
        await app.Deputy.PressesAsync("No");
        await app.Deputy.PressesAsync("Next", ("text", "Robin Vale"), ("class", "9B"));
        await app.Deputy.PressesAsync("No");
        await app.Deputy.PressesAsync("It is about me");
        await app.Deputy.PressesAsync("Next", ("text", "I drove Robin home alone"));
        await app.Deputy.PressesAsync("Send now");
        await app.Deputy.PressesAsync("Nobody: send it");
        await app.SettleAsync();

        Assert.Single(app.Head.Alerts);
        Assert.Empty(app.Deputy.Alerts);
        Assert.Null((await app.ConcernAsync(app.OnlyReference)).Holder);
        Assert.Contains(app.Deputy.Person.EntraId, (await app.ConcernAsync(app.OnlyReference)).Excluded);
    }

    [Fact]
    public async Task In_danger_about_someone_here_the_headteacher_is_told_as_soon_as_it_is_known_about_whom()
    {
        await using var app = await TestApp.StartAsync();
        await app.Reporter.SaysAsync("raise a concern");
        await app.Reporter.PressesAsync("Yes, and it may be about someone here");
        await app.SettleAsync();
        Assert.All(app.Everybody, person => Assert.Empty(person.Alerts));
        Assert.Contains("999", app.Reporter.Seen, StringComparison.Ordinal);
        Assert.Contains("LADO", app.Reporter.Seen, StringComparison.Ordinal);

        await app.Reporter.PressesAsync("It is about them", ("ticked", app.Deputy.Person.EntraId));
        await app.SettleAsync();

        Assert.Single(app.Head.Alerts);
        Assert.All([app.Lead, app.Deputy], lead => Assert.Empty(lead.Alerts));
        Assert.Equal(Response.Now, (await app.ConcernAsync(app.OnlyReference)).Raised.Response);
        await app.PassAsync(TimeSpan.FromMinutes(3));
        Assert.Equal(2, app.Head.Alerts.Count);

        await app.Reporter.NamesAChildAsync();
        await app.Reporter.PressesAsync("Next", ("text", "They drove off together"));
        await app.Reporter.PressesAsync("Send now");
        await app.Reporter.PressesAsync("Nobody: send it");
        await app.SettleAsync();
        await app.Head.PressesAsync("Open");
        Assert.Contains("They drove off together", app.Head.Seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Exclusion_beats_an_alert_that_has_gone_out_and_everything_else_goes_to_a_new_reference()
    {
        await using var app = await TestApp.StartAsync();
        await app.Reporter.TellsOfDangerAsync();
        var first = app.OnlyReference;
        await app.Lead.PressesAsync("Acknowledge");
        await app.Lead.PressesAsync("Open");
        var (card, decide) = app.Lead.Find("Record a decision");

        await app.Reporter.NamesAChildAsync();
        await app.Reporter.PressesAsync("Yes, someone here");
        await app.Reporter.PressesAsync("It is about them", ("ticked", app.Lead.Person.EntraId));
        await app.SettleAsync();

        Assert.Contains($"{first}: this is no longer open to you.", app.Lead.Newest, StringComparison.Ordinal);
        Assert.Contains("This is not open to you.", (await app.Lead.PressAsync(card, decide)).ToJsonString(), StringComparison.Ordinal);
        Assert.Null((await app.ConcernAsync(first)).Holder);
        Assert.Equal(2, app.Head.Alerts.Select(alert => alert.Summary).Distinct().Count());
        Assert.Empty(app.Stage.Graph.Rows);

        await app.Reporter.PressesAsync("Next", ("text", "It was the lead's own car"));
        await app.Reporter.PressesAsync("Send now");
        await app.Reporter.PressesAsync("Nobody: send it");
        await app.SettleAsync();
        Assert.DoesNotContain((await app.ConcernAsync(first)).Additions, addition => addition.Account.Said("what-happened") is not null);
        await app.Head.PressesAsync("Open");
        Assert.Contains("It was the lead's own car", app.Head.Seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_who_is_close_to_it_is_left_out_of_an_emergency_that_they_were_told_of()
    {
        await using var app = await TestApp.StartAsync();
        await app.Reporter.TellsOfDangerAsync();
        await app.Reporter.NamesAChildAsync();
        await app.Reporter.PressesAsync("No");
        await app.Reporter.PressesAsync("Next", ("text", "He is getting into a car"));
        await app.Reporter.PressesAsync("Send now");
        await app.Reporter.PressesAsync("Leave them out and send", ("ticked", app.Deputy.Person.EntraId));
        await app.SettleAsync();

        Assert.Contains("this is no longer open to you", app.Deputy.Newest, StringComparison.Ordinal);
        Assert.Single(app.Deputy.Alerts);
        await app.Lead.PressesAsync("Open");
        Assert.Contains("He is getting into a car", app.Lead.Newest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_acknowledges_and_the_reporter_is_shown_the_chair_and_the_LADO()
    {
        await using var app = await TestApp.StartAsync();
        await AnswersAsync(app, "Yes, someone here");
        await app.Reporter.PressesAsync("It is about them", ("ticked", app.Deputy.Person.EntraId));
        await SendsAsync(app);
        await app.PassAsync(TimeSpan.FromMinutes(15));
        Assert.Equal(2, app.Head.Alerts.Count);

        await app.PassAsync(TimeSpan.FromMinutes(15));

        Assert.Contains("Please phone about", app.Reporter.Newest, StringComparison.Ordinal);
        Assert.Contains("Cal Brook, the chair of governors", app.Reporter.Newest, StringComparison.Ordinal);
        Assert.Contains("LADO", app.Reporter.Newest, StringComparison.Ordinal);
        Assert.DoesNotContain("Dee Marsh", app.Reporter.Newest, StringComparison.Ordinal);
        Assert.All([app.Lead, app.Deputy, app.Chat("senior")], person => Assert.Empty(person.Alerts));
    }

    [Fact]
    public async Task It_is_listed_apart_from_concerns_about_children()
    {
        await using var app = await TestApp.StartAsync(configure: builder =>
        {
            builder.Configuration["Schools:0:AdultRecord:SiteId"] = MadeUpSchool.SiteId;
            builder.Configuration["Schools:0:AdultRecord:ListId"] = AdultsList;
        });
        app.Stage.Graph.AddList(MadeUpSchool.SiteId, AdultsList);
        await AnswersAsync(app, "Yes, someone here");
        await app.Reporter.PressesAsync("It is about them", ("ticked", app.Deputy.Person.EntraId));
        var reference = await SendsAsync(app);

        Assert.Empty(app.Stage.Graph.Rows);
        Assert.Equal(reference, app.Stage.Graph.RowsOf(AdultsList).Single()["Reference"]!.GetValue<string>());
    }

    [Fact]
    public async Task Without_a_list_of_its_own_it_stays_in_the_database_and_health_says_so()
    {
        await using var app = await TestApp.StartAsync();
        await AnswersAsync(app, "Yes, someone here");
        await app.Reporter.PressesAsync("It is about them", ("ticked", app.Deputy.Person.EntraId));
        await SendsAsync(app);

        Assert.Empty(app.Stage.Graph.Rows);
        Assert.Contains("AdultRecord", await app.HealthAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task About_an_adult_elsewhere_the_leads_are_told_and_the_LADO_is_named()
    {
        await using var app = await TestApp.StartAsync();
        await AnswersAsync(app, "Yes, someone somewhere else");
        await SendsAsync(app);

        Assert.Single(app.Lead.Alerts);
        Assert.Contains("LADO", app.Reporter.Newest, StringComparison.Ordinal);
        await app.Lead.PressesAsync("Open");
        Assert.Contains("Tell the LADO of the council where they work.", app.Lead.Newest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sealed_card_does_not_say_that_it_is_about_an_adult()
    {
        await using var app = await TestApp.StartAsync();
        await AnswersAsync(app, "Yes, someone here");
        await app.Reporter.PressesAsync("It is about them", ("ticked", app.Deputy.Person.EntraId));
        await SendsAsync(app);
        var about = app.Head.Alerts.Single().Card!.ToJsonString();
        await app.Chat("senior").SendsAConcernAsync();

        var child = app.Lead.Alerts.Single().Card!.ToJsonString();
        Assert.DoesNotContain("adult", about, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(Shape(about), Shape(child));
    }

    private static int Shape(string card) => card.Split("\"type\"").Length;

    /// <summary>Walks as far as the question about adults, and answers it.</summary>
    private static async Task AnswersAsync(TestApp app, string answer)
    {
        await app.Reporter.SaysAsync("raise a concern");
        await app.Reporter.PressesAsync("No");
        await app.Reporter.NamesAChildAsync();
        await app.Reporter.PressesAsync(answer);
    }

    private static async Task<string> SendsAsync(TestApp app)
    {
        await app.Reporter.PressesAsync("Next", ("text", "He was alone with Robin in the store"));
        await app.Reporter.PressesAsync("Send now");
        await app.Reporter.PressesAsync("Nobody: send it");
        await app.SettleAsync();
        await using var db = await app.Get<IDbContextFactory<CseBotDb>>().CreateDbContextAsync();

        return (await db.Concerns.OrderByDescending(concern => concern.RaisedAt).FirstAsync()).Reference;
    }
}
