using CseBot.Tests.Support;

namespace CseBot.Tests.Journeys;

public sealed class The_same_thing_twice
{
    [Fact]
    public async Task The_same_message_three_times_has_one_effect()
    {
        await using var app = await TestApp.StartAsync();

        for (var time = 0; time < 3; time++)
        {
            await app.Reporter.SaysAsync("I'm worried about a child", activityId: "1764000000042");
        }

        Assert.Equal(2, app.Reporter.Count);
        Assert.Contains("Is a child in danger right now?", app.Reporter.Newest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_press_on_Send_three_times_raises_one_concern_and_alerts_once()
    {
        await using var app = await TestApp.StartAsync();
        await app.Reporter.WritesAConcernAsync();
        var (message, send) = app.Reporter.Find("Send");

        for (var time = 0; time < 3; time++)
        {
            await app.Reporter.PressAsync(message, send, activityId: "f:the-same");
        }

        await app.SettleAsync();

        Assert.Single(app.Stage.Graph.Rows);
        Assert.Single(app.Lead.Alerts);
    }

    [Fact]
    public async Task A_double_tap_on_Send_that_comes_with_ids_of_its_own_raises_one_concern_and_says_its_reference()
    {
        await using var app = await TestApp.StartAsync();
        await app.Reporter.WritesAConcernAsync();
        var (message, send) = app.Reporter.Find("Send");

        await Task.WhenAll(app.Reporter.PressAsync(message, send), app.Reporter.PressAsync(message, send));
        await app.Reporter.PressAsync(message, send);
        await app.SettleAsync();

        var reference = app.Stage.Graph.Rows.Single()["Reference"]!.GetValue<string>();
        Assert.Single(app.Lead.Alerts);
        Assert.Contains($"This was sent as {reference}.", app.Reporter.Seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_decision_saved_twice_is_one_decision()
    {
        await using var app = await TestApp.StartAsync();
        var reference = await app.Reporter.SendsAConcernAsync();
        await app.Lead.PressesAsync("Acknowledge");
        await app.Lead.PressesAsync("Record a decision");
        await app.Lead.PressesAsync("Early help");
        var (message, save) = app.Lead.Find("Save");
        (string, string)[] inputs = [.. Chat.Filled];

        await Task.WhenAll(app.Lead.PressAsync(message, save, inputs), app.Lead.PressAsync(message, save, inputs));
        await app.Lead.PressAsync(message, save, inputs);
        await app.SettleAsync();

        Assert.Single((await app.ConcernAsync(reference)).History.OfType<CseBot.Concerns.Decided>());
    }

    [Fact]
    public async Task A_press_that_comes_again_shows_how_things_are_now_and_does_nothing()
    {
        await using var app = await TestApp.StartAsync();
        var reference = await app.Reporter.SendsAConcernAsync();
        var (message, open) = app.Lead.Find("Open");

        await app.Lead.PressAsync(message, open, activityId: "f:again");
        await app.Deputy.PressesAsync("Acknowledge");
        var again = await app.Lead.PressAsync(message, open, activityId: "f:again");

        Assert.Contains("Dee Marsh acknowledged", again.ToJsonString(), StringComparison.Ordinal);
        Assert.Single((await app.ConcernAsync(reference)).History.OfType<CseBot.Concerns.Opened>());
    }

    [Fact]
    public async Task Two_leads_who_acknowledge_at_the_same_instant_are_told_which_of_them_has_it()
    {
        await using var app = await TestApp.StartAsync();
        var reference = await app.Reporter.SendsAConcernAsync();

        var answers = await Task.WhenAll(app.Lead.PressesAsync("Acknowledge"), app.Deputy.PressesAsync("Acknowledge"));
        await app.SettleAsync();

        var holder = (await app.ConcernAsync(reference)).Holder!;
        var told = answers.Single(answer => answer["type"]!.GetValue<string>().EndsWith("activity.message", StringComparison.Ordinal));
        Assert.Contains($"{holder.Name} acknowledged this at", told.ToJsonString(), StringComparison.Ordinal);
        Assert.Single((await app.ConcernAsync(reference)).History.OfType<CseBot.Concerns.Acknowledged>());
        Assert.All([app.Lead, app.Deputy], lead => Assert.Contains(holder.Name, lead.Newest, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Two_answers_at_once_in_one_conversation_are_both_kept()
    {
        await using var app = await TestApp.StartAsync();
        await app.Reporter.SaysAsync("I'm worried about a child");
        await app.Reporter.PressesAsync("No");
        var (who, answerWho) = app.Reporter.Find("Next");
        await app.Reporter.PressesAsync("Next", ("text", "Robin Vale, 9B"), ("class", "9B"));
        await app.Reporter.PressesAsync("No");
        await app.Reporter.PressesAsync("No");
        var (what, answerWhat) = app.Reporter.Find("Next");

        await Task.WhenAll(
            app.Reporter.PressAsync(who, answerWho, [("text", "Rowan Vale, 9B")]),
            app.Reporter.PressAsync(what, answerWhat, [("text", "A silver car")]),
            app.Reporter.SaysAsync("help"));
        await app.Reporter.PressesAsync("Send now");
        await app.Reporter.PressesAsync("Nobody: send it");
        await app.SettleAsync();

        var account = (await app.ConcernAsync(app.OnlyReference)).Raised.Account;
        Assert.Equal(("Rowan Vale, 9B", "A silver car"), (account.Said("who.1"), account.Said("what-happened")));
    }
}
