using CseBot.Tests.Support;

namespace CseBot.Tests.Journeys;

public sealed class The_walk
{
    [Fact]
    public async Task Every_step_can_be_answered_by_typing()
    {
        await using var app = await TestApp.StartAsync();

        foreach (var typed in new[]
            {
                "I'm worried about a child", "nope", "Robin Vale", "9B", "no", "n", "A different car every Friday", "skip", "nobody told me", "Tues after lunch", "by the bottom gate",
                "dunno", "none", "enough", "no", "nothing to add", "none", "idk", "dunno", "don't know", "nothing", "nope", "nobody", "send it",
            })
        {
            await app.Reporter.SaysAsync(typed);
        }

        await app.SettleAsync();

        var account = (await app.ConcernAsync(app.OnlyReference)).Raised.Account;
        Assert.Equal(("Robin Vale", "A different car every Friday", null), (account.Said("who.1"), account.Said("what-happened"), account.Said("childs-words")));
        Assert.Equal("I'm worried about a child", account.Said("first-words"));
    }

    [Fact]
    public async Task What_is_read_back_is_only_ever_the_answer_to_a_press()
    {
        await using var app = await TestApp.StartAsync();
        await app.Reporter.WritesAConcernAsync(what: "heliotrope marzipan");
        Assert.DoesNotContain("heliotrope", app.Reporter.Posted, StringComparison.Ordinal);

        await app.Reporter.PressesAsync("Open");

        Assert.Contains("heliotrope marzipan", app.Reporter.Newest, StringComparison.Ordinal);
        Assert.Contains("NOT SENT. NOBODY HAS BEEN TOLD.", app.Reporter.Newest, StringComparison.Ordinal);
        Assert.DoesNotContain("heliotrope", app.Reporter.Posted, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_can_be_changed_without_losing_the_others()
    {
        await using var app = await TestApp.StartAsync();
        await app.Reporter.WritesAConcernAsync();
        var (message, change) = app.Reporter.Find("Change");
        Assert.Contains("related", message.Shown!.ToJsonString(), StringComparison.Ordinal);

        await app.Reporter.PressesAsync("Open");
        var (check, changeWho) = app.Reporter.Find("Change");
        changeWho["data"]!["step"] = "who.1";
        await app.Reporter.PressAsync(check, changeWho);
        await app.Reporter.PressesAsync("Next", ("text", "Rowan Vale, 9B"));
        await app.Reporter.PressesAsync("Send");
        await app.SettleAsync();

        var account = (await app.ConcernAsync(app.OnlyReference)).Raised.Account;
        Assert.Equal(("Rowan Vale, 9B", "A different car every Friday", "He's just a mate"), (account.Said("who.1"), account.Said("what-happened"), account.Said("childs-words")));
    }

    [Fact]
    public async Task A_late_tap_answers_its_own_question()
    {
        await using var app = await TestApp.StartAsync();
        await app.Reporter.SaysAsync("I'm worried about a child");
        var (question, no) = app.Reporter.Find("No");
        var yes = app.Reporter.Find("Not sure").Action;
        await app.Reporter.PressAsync(question, no);
        await app.Reporter.PressesAsync("Next", ("text", "Robin Vale, 9B"));

        await app.Reporter.PressAsync(question, yes);

        Assert.Contains("Is any of these true right now?", app.Reporter.Newest, StringComparison.Ordinal);
        await app.Reporter.PressesAsync("None of these");
        Assert.Contains("Which year or class are they in?", app.Reporter.Newest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_now_asks_only_who_is_related_and_then_sends()
    {
        await using var app = await TestApp.StartAsync();
        await app.Reporter.WritesWhatHappenedAsync();
        await app.Reporter.PressesAsync("Send now");
        await app.Reporter.PressesAsync("Nobody: send it");
        await app.SettleAsync();

        Assert.Single(app.Lead.Alerts);
    }

    [Fact]
    public async Task People_who_are_related_are_left_out_of_everything()
    {
        await using var app = await TestApp.StartAsync();
        await app.Reporter.WritesWhatHappenedAsync();
        await app.Reporter.PressesAsync("Send now");
        await app.Reporter.PressesAsync("Leave them out and send", ("ticked", $"{app.Lead.Person.EntraId},{app.Head.Person.EntraId}"));
        await app.SettleAsync();
        await app.PassAsync(TimeSpan.FromMinutes(15));
        await app.PassAsync(TimeSpan.FromMinutes(15));

        Assert.Empty(app.Lead.Alerts);
        Assert.Empty(app.Head.Alerts);
        Assert.Equal(2, app.Deputy.Alerts.Count);
        Assert.Single(app.Chat("senior").Alerts);
        var afterwards = app.Reporter.Seen[app.Reporter.Seen.IndexOf("Received:", StringComparison.Ordinal)..];
        Assert.DoesNotContain("Lee Ward", afterwards, StringComparison.Ordinal);
        Assert.DoesNotContain("01632 960102", afterwards, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_who_is_not_one_of_the_schools_people_cannot_be_ticked()
    {
        await using var app = await TestApp.StartAsync();
        await app.Reporter.WritesWhatHappenedAsync();
        await app.Reporter.PressesAsync("Send now");

        var answer = await app.Reporter.PressesAsync("Leave them out and send", ("ticked", "somebody-else"));

        Assert.Contains("Please tick on the card", answer.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Something_that_is_not_an_answer_is_asked_again_kindly_and_nothing_is_lost()
    {
        await using var app = await TestApp.StartAsync();
        await app.Reporter.SaysAsync("I'm worried about a child");
        await app.Reporter.SaysAsync("purple");
        Assert.Contains("Please press one of the four answers.", app.Reporter.Newest, StringComparison.Ordinal);

        foreach (var typed in new[] { "no", "Robin Vale", "9B", "no", "no" })
        {
            await app.Reporter.SaysAsync(typed);
        }

        await app.Reporter.SaysAsync(new string('x', 4001));
        Assert.Contains("up to 4,000 characters", app.Reporter.Newest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_question_in_the_middle_is_answered_and_the_walk_goes_on()
    {
        await using var app = await TestApp.StartAsync();
        await app.Reporter.SaysAsync("I'm worried about a child");

        await app.Reporter.SaysAsync("is a second phone a sign?");

        Assert.Contains("I have not told anyone.", app.Reporter.Seen, StringComparison.Ordinal);
        Assert.Contains("Is a child in danger right now?", app.Reporter.Newest, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("**bold** <b>html</b> ${$root.secret} [link](http://example.org) \u202Eright to left\u202C 🙂 \"quotes\" \\ {}")]
    [InlineData("=HYPERLINK(\"x\")\n\n# heading\n- list\n\t tab")]
    public async Task Whatever_is_typed_comes_out_exactly_as_typed(string typed)
    {
        await using var app = await TestApp.StartAsync();
        var reference = await app.Reporter.SendsAConcernAsync(who: typed, what: typed, words: typed);

        await app.Lead.PressesAsync("Open");

        var shown = app.Lead.Person.Messages.Last(message => message.Own is not null).Own!;
        Assert.Equal(3, Support.Cards.Runs(shown).Count(run => run == typed));
        Assert.DoesNotContain(typed, Support.Cards.MarkedUp(shown));
        Assert.Equal(typed, (await app.ConcernAsync(reference)).Raised.Account.Said("what-happened"));
    }
}
