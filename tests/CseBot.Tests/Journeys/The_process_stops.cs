using CseBot.Outbox;
using CseBot.Tests.Support;

namespace CseBot.Tests.Journeys;

public sealed class The_process_stops
{
    [Fact]
    public async Task Between_writing_a_turn_and_saying_it_the_question_is_asked_after_the_restart()
    {
        await using var app = await TestApp.StartAsync();
        var said = await app.StopsBeforeItSpeaksAsync(() => app.Reporter.SaysAsync("I'm worried about a child", activityId: "1764000000042"));
        Assert.False(said);

        await app.Stage.StartBotAsync();
        await app.SettleAsync();

        Assert.Contains("Is a child in danger right now?", app.Reporter.Newest, StringComparison.Ordinal);
        await app.Reporter.PressesAsync("No");
        Assert.Contains("Who are you worried about?", app.Reporter.Newest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task And_the_same_message_sent_again_by_Teams_begins_nothing_anew()
    {
        await using var app = await TestApp.StartAsync();
        await app.StopsBeforeItSpeaksAsync(() => app.Reporter.SaysAsync("I'm worried about a child", activityId: "1764000000042"));
        await app.Stage.StartBotAsync();

        await app.Reporter.SaysAsync("I'm worried about a child", activityId: "1764000000042");
        await app.SettleAsync();
        await app.Reporter.PressesAsync("No");

        Assert.Contains("Who are you worried about?", app.Reporter.Newest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Between_sending_a_concern_and_telling_anybody_everybody_is_told_after_the_restart_and_once()
    {
        await using var app = await TestApp.StartAsync();
        await app.Reporter.WritesAConcernAsync();
        await app.Reporter.PressesAsync("Send");

        await app.RestartAsync();
        await app.SettleAsync();

        Assert.Single(app.Lead.Alerts);
        Assert.Single(app.Deputy.Alerts);
        Assert.Single(app.Stage.Graph.Rows);
        Assert.Contains("Received:", app.Reporter.Seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_the_middle_of_telling_a_lead_the_lead_is_told_at_once_after_the_restart()
    {
        await using var app = await TestApp.StartAsync(inBackground: true);
        await app.Reporter.WritesAConcernAsync();
        var held = app.Stage.Wire.Hold(request => request.Method == "POST" && request.Path.Value!.Contains("a:lead", StringComparison.Ordinal));
        await app.Reporter.PressesAsync("Send");
        await held.Reached;
        await app.Stage.KillBotAsync();
        held.LetOthersThrough();
        Assert.Empty(app.Lead.Alerts);

        if (TestDatabase.IsPostgres)
        {
            // Another node might be at it: there, nothing is taken from one before its lease has run out.
            app.Stage.Clock.Advance(OutboxDispatcher.Lease + TimeSpan.FromSeconds(1));
        }

        var alerted = app.WhenAsync(() => app.Lead.Alerts.Count == 1);
        await app.Stage.StartBotAsync();

        await alerted.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_draft_and_what_was_sent_can_be_read_with_the_keys_of_before()
    {
        await using var app = await TestApp.StartAsync();
        var reference = await app.Reporter.SendsAConcernAsync(who: "Robin Vale, 9B");
        await app.Reporter.SaysAsync("I'm worried about another child");

        await app.RestartAsync();

        Assert.Equal("Robin Vale, 9B", (await app.ConcernAsync(reference)).Raised.Account.Said("who.1"));
        await app.Reporter.PressesAsync("No");
        Assert.Contains("Who are you worried about?", app.Reporter.Newest, StringComparison.Ordinal);
    }
}
