using CseBot.Concerns;
using CseBot.Storage;
using CseBot.Tests.Support;

namespace CseBot.Tests.Journeys;

public sealed class Nobody_acknowledges
{
    [Fact]
    public async Task The_next_rung_is_told_in_order_and_once_each_and_the_headteacher_last()
    {
        await using var app = await TestApp.StartAsync();
        await app.Reporter.SendsAConcernAsync();
        Assert.Equal([1, 1, 0, 0], Alerts(app));

        await app.PassAsync(TimeSpan.FromMinutes(14));
        Assert.Equal([1, 1, 0, 0], Alerts(app));

        await app.PassAsync(TimeSpan.FromMinutes(1));
        Assert.Equal([2, 2, 0, 0], Alerts(app));
        Assert.DoesNotContain("Please phone", app.Reporter.Seen, StringComparison.Ordinal);

        await app.PassAsync(TimeSpan.FromMinutes(15));
        Assert.Equal([2, 2, 1, 1], Alerts(app));
        Assert.Contains("Please phone about", app.Reporter.Seen, StringComparison.Ordinal);
        Assert.Equal(["senior", "head"], app.Stage.Wire.Calls
            .Where(call => call.Method == "POST" && call.Body?.Contains("Safeguarding alert", StringComparison.Ordinal) is true)
            .TakeLast(2)
            .Select(call => call.Path.Contains("senior", StringComparison.Ordinal) ? "senior" : "head"));

        await app.SettleAsync();
        Assert.Equal([2, 2, 1, 1], Alerts(app));
    }

    [Fact]
    public async Task It_never_goes_quiet_after_the_last_rung()
    {
        await using var app = await TestApp.StartAsync();
        await app.Reporter.SendsAConcernAsync();

        await app.PassAsync(TimeSpan.FromMinutes(30));
        await app.PassAsync(TimeSpan.FromMinutes(30));
        await app.PassAsync(TimeSpan.FromMinutes(30));

        Assert.Equal([4, 4, 3, 3], Alerts(app));
        Assert.Contains("Nobody has acknowledged 1 of the concerns", await app.HealthAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Past_the_last_rung_health_says_so_and_the_reporter_is_told_to_phone_each_time_until_somebody_acknowledges()
    {
        await using var app = await TestApp.StartAsync();
        await app.Reporter.SendsAConcernAsync();
        await app.PassAsync(TimeSpan.FromMinutes(30));
        Assert.DoesNotContain("past the last rung", await app.HealthAsync(), StringComparison.Ordinal);
        var told = app.Reporter.Count;

        await app.PassAsync(TimeSpan.FromMinutes(30));
        await app.PassAsync(TimeSpan.FromMinutes(30));
        Assert.Equal(told + 2, app.Reporter.Count);
        Assert.Contains("although everybody on it has been told: 1.", await app.HealthAsync(), StringComparison.Ordinal);

        await app.Lead.PressesAsync("Acknowledge");
        Assert.DoesNotContain("past the last rung", await app.HealthAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rungs_that_came_due_while_the_program_was_down_are_reached_when_it_starts_again()
    {
        await using var app = await TestApp.StartAsync();
        await app.Reporter.SendsAConcernAsync();

        await app.Stage.StopBotAsync();
        app.Stage.Clock.Advance(TimeSpan.FromMinutes(31));
        await app.Stage.StartBotAsync();
        await app.SettleAsync();

        Assert.Single(app.Head.Alerts);
        Assert.Contains("Please phone about", app.Reporter.Seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_who_was_told_again_has_one_card_that_can_be_acted_on_and_a_line_where_the_first_was()
    {
        await using var app = await TestApp.StartAsync();
        var reference = await app.Reporter.SendsAConcernAsync();

        await app.PassAsync(TimeSpan.FromMinutes(16));

        Assert.Contains($"{reference}: see the newer card below.", app.Lead.Seen, StringComparison.Ordinal);
        Assert.Contains("Nobody has acknowledged this yet.", app.Lead.Newest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_acknowledgement_that_is_not_followed_by_opening_it_starts_the_ladder_from_the_top()
    {
        await using var app = await TestApp.StartAsync();
        await app.Reporter.SendsAConcernAsync();
        await app.Lead.PressesAsync("Acknowledge");
        await app.SettleAsync();

        await app.PassAsync(TimeSpan.FromMinutes(15));

        Assert.True(app.Deputy.Sees("Acknowledge"));
        Assert.Contains("Please phone about", app.Reporter.Seen, StringComparison.Ordinal);
        Assert.Equal("Raised", app.Stage.Graph.Rows.Single()["Status"]!.GetValue<string>());
    }

    [Fact]
    public async Task An_acknowledgement_that_is_followed_by_opening_it_stops_the_ladder()
    {
        await using var app = await TestApp.StartAsync();
        await app.Reporter.SendsAConcernAsync();
        await app.Lead.PressesAsync("Acknowledge");
        await app.Lead.PressesAsync("Open");
        await app.SettleAsync();

        await app.PassAsync(TimeSpan.FromHours(3));

        Assert.Equal([1, 1, 0, 0], Alerts(app));
        Assert.DoesNotContain("Please phone", app.Reporter.Seen, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("10:30", "15:15")]
    [InlineData("15:20", "17:00")]
    public async Task What_was_opened_and_not_acted_on_before_the_school_day_ends_starts_again(string acknowledged, string again)
    {
        await using var app = await TestApp.StartAsync();
        app.Stage.Clock.Advance(TimeOnly.Parse(acknowledged, System.Globalization.CultureInfo.InvariantCulture) - new TimeOnly(10, 30));
        await app.Reporter.SendsAConcernAsync();
        await app.Lead.PressesAsync("Acknowledge");
        await app.Lead.PressesAsync("Open");
        await app.SettleAsync();
        var due = School.At(new DateOnly(2026, 11, 23), TimeOnly.Parse(again, System.Globalization.CultureInfo.InvariantCulture));

        await app.PassAsync(due - TimeSpan.FromSeconds(1) - app.Stage.Clock.GetUtcNow());
        Assert.Equal([1, 1, 0, 0], Alerts(app));

        await app.PassAsync(TimeSpan.FromSeconds(1));
        Assert.Equal([2, 2, 0, 0], Alerts(app));
        Assert.Equal(ConcernStatus.Raised, (await app.ConcernAsync(app.OnlyReference)).Status);
    }

    [Fact]
    public async Task The_reporter_is_told_when_another_has_it_and_when_it_is_closed_and_sees_the_same_among_their_own()
    {
        await using var app = await TestApp.StartAsync();
        var reference = await app.Reporter.SendsAConcernAsync();
        await app.Lead.PressesAsync("Acknowledge");
        await app.SettleAsync();
        await DoAsync(app, reference, (concern, school, now) => Handling.TakeOver(concern, Actor(app.Deputy, Role.Deputy), school, now));
        Assert.Contains($"{reference} is with your deputy lead now", app.Reporter.Newest, StringComparison.Ordinal);
        Assert.Contains("Handed on to your deputy lead", await MineAsync(app), StringComparison.Ordinal);

        await DoAsync(app, reference, (concern, school, now) =>
            Handling.Decide(concern, Actor(app.Deputy, Role.Deputy), new Deciding(DecisionKind.Refer, "why", Guid.NewGuid(), [], []), school, now));
        Assert.Contains("Someone is acting on it", await MineAsync(app), StringComparison.Ordinal);

        await DoAsync(app, reference, (concern, school, now) =>
            Handling.Close(concern, Actor(app.Deputy, Role.Deputy), ConcernOutcome.WithChildrensServices, "why", null, Guid.NewGuid(), school, now));
        Assert.Contains($"{reference} is closed", app.Reporter.Newest, StringComparison.Ordinal);
        Assert.Contains("Closed. Still worried? Say so.", await MineAsync(app), StringComparison.Ordinal);
        Assert.DoesNotContain("why", app.Reporter.Newest, StringComparison.Ordinal);
    }

    private static async Task<string> MineAsync(TestApp app) => (await app.Reporter.SaysAsync("my concerns")).Newest;

    private static Actor Actor(Chat person, Role role) => new(person.Person.EntraId, person.Person.Name, role);

    private static async Task DoAsync(TestApp app, string reference, Func<Concern, School, DateTimeOffset, Decision> move)
    {
        await using var ledger = app.Get<Ledgers>().Open();
        var concern = (await ledger.ConcernAsync(reference, CancellationToken.None))!;
        var school = await app.Get<IDirectory>().SchoolAsync(concern.Raised.School, CancellationToken.None);
        var decision = move(concern, school, app.Stage.Clock.GetUtcNow());
        Assert.Null(decision.Refusal);
        await ledger.WriteAsync(concern, decision, CancellationToken.None);
        await ledger.CommitAsync(CancellationToken.None);
        await app.SettleAsync();
    }

    private static int[] Alerts(TestApp app) => [app.Lead.Alerts.Count, app.Deputy.Alerts.Count, app.Chat("senior").Alerts.Count, app.Head.Alerts.Count];
}
