using CseBot.Tests.Support;

namespace CseBot.Tests.Journeys;

public sealed class A_lead_cannot_be_reached
{
    [Fact]
    public async Task The_next_person_is_told_at_once_and_the_reporter_is_not_asked_to_phone_while_somebody_of_that_rung_was_reached()
    {
        await using var app = await TestApp.StartAsync();
        app.Lead.Person.IsReachable = false;

        var reference = await app.Reporter.SendsAConcernAsync();

        Assert.Single(app.Deputy.Alerts);
        Assert.Single(app.Chat("senior").Alerts);
        Assert.Empty(app.Head.Alerts);
        Assert.DoesNotContain("Please phone", app.Reporter.Seen, StringComparison.Ordinal);
        Assert.Contains((await app.ConcernAsync(reference)).History, happened => happened is CseBot.Concerns.DeliveryFailed { Why: CseBot.Concerns.DeliveryFailure.BlockedOrNotInstalled });
    }

    [Fact]
    public async Task When_nobody_of_the_rung_can_be_reached_the_reporter_is_asked_to_phone()
    {
        await using var app = await TestApp.StartAsync();
        app.Lead.Person.IsReachable = app.Deputy.Person.IsReachable = false;

        await app.Reporter.SendsAConcernAsync();

        Assert.Single(app.Chat("senior").Alerts);
        Assert.Single(app.Head.Alerts);
        Assert.Contains("Please phone about", app.Reporter.Seen, StringComparison.Ordinal);
        Assert.Contains("01632 960102", app.Reporter.Newest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_head_who_is_brought_forward_may_take_it_over()
    {
        await using var app = await TestApp.StartAsync();
        app.Lead.Person.IsReachable = app.Deputy.Person.IsReachable = false;
        await app.Reporter.SendsAConcernAsync();

        await app.Head.PressesAsync("Take over");
        await app.SettleAsync();

        Assert.Contains("Seen by the headteacher at", app.Reporter.Seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_whose_chat_is_gone_is_written_to_in_a_new_one()
    {
        await using var app = await TestApp.StartAsync();
        app.Stage.Graph.Apps.IsInCatalogue = false;
        app.Stage.Wire.Fail(request => request.Path.Value!.Contains("a:lead", StringComparison.Ordinal), 404, times: 1);

        await app.Reporter.SendsAConcernAsync();

        Assert.Single(app.Lead.Alerts);
        Assert.Contains(app.Stage.Wire.Calls, call => call.Path == "/teams/v3/conversations" && call.Status == 201);
    }

    [Fact]
    public async Task A_reporter_whose_chat_is_gone_is_told_in_a_new_one()
    {
        await using var app = await TestApp.StartAsync();
        app.Stage.Graph.Apps.IsInCatalogue = false;
        await app.Reporter.SendsAConcernAsync();
        app.Stage.Wire.Fail(request => request.Path.Value!.Contains("a:reporter", StringComparison.Ordinal), 404, times: 1);

        await app.Lead.PressesAsync("Acknowledge");
        await app.SettleAsync();

        Assert.Contains("Seen by your lead at", app.Reporter.Newest, StringComparison.Ordinal);
        Assert.Contains(app.Stage.Wire.Calls, call => call.Path == "/teams/v3/conversations" && call.Status == 201);
    }

    [Fact]
    public async Task A_busy_Teams_is_asked_again_no_sooner_than_it_says()
    {
        await using var app = await TestApp.StartAsync();
        app.Stage.Wire.Fail(request => request.Path.Value!.Contains("a:lead", StringComparison.Ordinal), 429, times: 1, retryAfter: TimeSpan.FromSeconds(20));

        await app.Reporter.SendsAConcernAsync();
        Assert.Empty(app.Lead.Alerts);

        await app.PassAsync(TimeSpan.FromSeconds(19));
        Assert.Empty(app.Lead.Alerts);

        await app.PassAsync(TimeSpan.FromSeconds(10));
        Assert.Single(app.Lead.Alerts);
    }

    [Fact]
    public async Task When_Teams_goes_on_failing_the_next_person_is_told_and_it_is_still_being_tried()
    {
        await using var app = await TestApp.StartAsync();
        app.Stage.Wire.Fail(request => request.Path.Value!.Contains("a:lead", StringComparison.Ordinal), 503);
        await app.Reporter.SendsAConcernAsync();

        for (var minute = 0; minute < 3; minute++)
        {
            await app.PassAsync(TimeSpan.FromMinutes(1));
        }

        Assert.Single(app.Chat("senior").Alerts);

        app.Stage.Wire.Heal();
        await app.PassAsync(TimeSpan.FromMinutes(3));
        Assert.NotEmpty(app.Lead.Alerts);
    }

    [Fact]
    public async Task Work_that_has_been_tried_for_long_shows_in_health()
    {
        await using var app = await TestApp.StartAsync();
        app.Stage.Wire.Fail(request => request.Path.StartsWithSegments("/graph", StringComparison.Ordinal), 503);
        await app.Reporter.WritesAConcernAsync();
        await app.Reporter.PressesAsync("Send");

        for (var hour = 0; hour < 12; hour++)
        {
            await app.PassAsync(TimeSpan.FromMinutes(20));
        }

        Assert.Contains("put-list-item", await app.HealthAsync(), StringComparison.Ordinal);

        app.Stage.Wire.Heal();
        await app.Lead.PressesAsync("Acknowledge");
        await app.Lead.PressesAsync("Open");
        await app.PassAsync(TimeSpan.FromMinutes(20));
        Assert.Contains("Healthy", await app.HealthAsync(), StringComparison.Ordinal);
        Assert.Single(app.Stage.Graph.Rows);
    }
}
