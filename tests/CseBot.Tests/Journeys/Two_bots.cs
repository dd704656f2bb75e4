using CseBot.Concerns;
using CseBot.Operations;
using CseBot.Outbox;
using CseBot.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace CseBot.Tests.Journeys;

/// <summary>Two nodes on one database, as PostgreSQL serves them.</summary>
public sealed class Two_bots
{
    [PostgresFact]
    public async Task A_concern_raised_through_one_is_acknowledged_through_the_other_and_everything_goes_out_once()
    {
        await using var app = await StartAsync();
        var one = app.Stage.Bot;
        await app.Reporter.WritesAConcernAsync();
        await app.Reporter.PressesAsync("Send");
        var other = await app.Stage.StartBotAsync();

        await SettleAsync(one, other);
        await app.Lead.PressesAsync("Acknowledge");
        await SettleAsync(one, other);
        app.Stage.LetTeamsWriteTo(one);
        await app.Lead.PressesAsync("Open");

        Assert.Contains("Robin Vale, 9B", app.Lead.Seen, StringComparison.Ordinal);
        Assert.Equal((1, 1), (app.Lead.Alerts.Count, app.Deputy.Alerts.Count));
        Assert.Contains("Lee Ward, 10:30", app.Deputy.Seen, StringComparison.Ordinal);
        Assert.Equal(1, Times("Received:", app.Reporter));
        Assert.Equal(1, Times("Seen by your lead", app.Reporter));
        Assert.Equal("Lee Ward", app.Stage.Graph.Rows.Single()["AcknowledgedBy"]!.GetValue<string>());
        Assert.Equal(0, await app.CountAsync(db => db.Outbox.Where(row => row.Kind != OutboxKinds.PutListItem)));
    }

    [PostgresFact]
    public async Task What_was_written_through_one_is_answered_through_the_other()
    {
        await using var app = await StartAsync();
        await app.Reporter.SaysAsync("I'm worried about a child");
        await app.Stage.StartBotAsync();

        await app.Reporter.PressesAsync("No");

        Assert.Contains("Who are you worried about?", app.Reporter.Newest, StringComparison.Ordinal);
    }

    [PostgresFact]
    public async Task The_same_press_that_reaches_both_at_once_raises_one_concern()
    {
        await using var app = await StartAsync();
        var one = app.Stage.Bot;
        var other = await app.Stage.StartBotAsync();
        await app.Reporter.WritesAConcernAsync();
        var (message, send) = app.Reporter.Find("Send");

        var first = app.Reporter.PressAsync(message, send, activityId: "f:the-same");
        app.Stage.LetTeamsWriteTo(one);
        await Task.WhenAll(first, app.Reporter.PressAsync(message, send, activityId: "f:the-same"));
        await SettleAsync(one, other);

        Assert.Single(app.Stage.Graph.Rows);
        Assert.Single(app.Lead.Alerts);
    }

    [PostgresFact]
    public async Task A_ladder_that_both_move_at_once_moves_once()
    {
        await using var app = await StartAsync();
        var one = app.Stage.Bot;
        var reference = await app.Reporter.SendsAConcernAsync();
        var other = await app.Stage.StartBotAsync();

        app.Stage.Clock.Advance(TimeSpan.FromMinutes(16));
        await Task.WhenAll(SweepAsync(one), SweepAsync(other));
        await SettleAsync(one, other);

        Assert.Single((await app.ConcernAsync(reference)).History.OfType<RungReached>());
        Assert.Equal((2, 2), (app.Lead.Alerts.Count, app.Deputy.Alerts.Count));
    }

    [PostgresFact]
    public async Task What_one_was_doing_when_it_hung_the_other_does_once_the_lease_has_run_out_and_the_first_changes_nothing_after()
    {
        await using var app = await StartAsync();
        var one = app.Stage.Bot;
        await app.Reporter.WritesAConcernAsync();
        await app.Reporter.PressesAsync("Send");
        var held = app.Stage.Wire.Hold(request => request.Method == "POST" && request.Path.Value!.Contains("a:lead", StringComparison.Ordinal));
        var hanging = DispatchAsync(one);
        await held.Reached;
        held.LetOthersThrough();
        var other = await app.Stage.StartBotAsync();

        await DispatchAsync(other);
        Assert.Empty(app.Lead.Alerts);

        app.Stage.Clock.Advance(OutboxDispatcher.Lease + TimeSpan.FromSeconds(1));
        await DispatchAsync(other);
        Assert.Single(app.Lead.Alerts);

        held.Drop();
        await hanging;
        await SettleAsync(one, other);
        Assert.Equal((1, 1), (app.Lead.Alerts.Count, app.Deputy.Alerts.Count));
        Assert.Equal(0, await app.CountAsync(db => db.Outbox));
    }

    [PostgresFact]
    public async Task One_that_is_stopped_lets_go_of_its_work_at_once()
    {
        await using var app = await TestApp.StartAsync(inBackground: true, database: await PostgresDatabase.CreateAsync());
        var one = app.Stage.Bot;
        await app.Reporter.WritesAConcernAsync();
        var held = app.Stage.Wire.Hold(request => request.Method == "POST" && request.Path.Value!.Contains("a:lead", StringComparison.Ordinal));
        await app.Reporter.PressesAsync("Send");
        await held.Reached;
        held.LetOthersThrough();
        var alerted = app.WhenAsync(() => app.Lead.Alerts.Count == 1);

        await app.Stage.StopBotAsync();
        await app.Stage.StartBotAsync();

        await alerted.WaitAsync(TimeSpan.FromSeconds(30));
    }

    private static async Task<TestApp> StartAsync() => await TestApp.StartAsync(database: await PostgresDatabase.CreateAsync());

    private static async Task SettleAsync(params IReadOnlyList<WebApplication> bots)
    {
        await Task.WhenAll(bots.Select(SweepAsync));
        await Task.WhenAll(bots.Select(DispatchAsync));
        await DispatchAsync(bots[0]);
    }

    private static Task SweepAsync(WebApplication bot) => bot.Services.GetRequiredService<Sweeps>().RunOnceAsync(CancellationToken.None);

    private static Task DispatchAsync(WebApplication bot) => bot.Services.GetRequiredService<Dispatchers>().RunUntilNothingIsDueAsync(CancellationToken.None);

    private static int Times(string words, Chat chat) => chat.Seen.Split(words).Length - 1;
}
