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

    private static int[] Alerts(TestApp app) => [app.Lead.Alerts.Count, app.Deputy.Alerts.Count, app.Chat("senior").Alerts.Count, app.Head.Alerts.Count];
}
