using CseBot.Concerns;
using CseBot.Tests.Support;

namespace CseBot.Tests.Journeys;

/// <summary>What a reporter meets after Send, and after a pause.</summary>
public sealed class What_comes_after
{
    [Fact]
    public async Task Received_says_who_was_told_by_when_to_phone_whom_and_what_not_to_do()
    {
        await using var app = await TestApp.StartAsync();
        var reference = await app.Reporter.SendsAConcernAsync();

        foreach (var said in new[] { reference, "Lee Ward, your lead", "If you have not heard by 11:00", "01632 960102", "look into it", "disagree", "116 123" })
        {
            Assert.Contains(said, app.Reporter.Newest, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("{0}")]
    [InlineData("add to {0}")]
    [InlineData("Add to {0}.")]
    public async Task A_reporter_adds_by_typing_the_reference(string typed)
    {
        await using var app = await TestApp.StartAsync();
        var reference = await app.Reporter.SendsAConcernAsync();
        await app.Reporter.SaysAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, typed, reference.ToLowerInvariant()));
        await app.Reporter.SaysAsync("it was a silver car");
        await app.Reporter.SaysAsync("send it");
        await app.SettleAsync();

        Assert.Equal("it was a silver car", (await app.ConcernAsync(reference)).Additions.Single().Account.Lines.Single().Words);
    }

    [Fact]
    public async Task Nobody_elses_reference_can_be_added_to_or_is_there_at_all()
    {
        await using var app = await TestApp.StartAsync();
        var reference = await app.Reporter.SendsAConcernAsync();

        await app.Chat("senior").SaysAsync($"add to {reference}");
        var real = app.Chat("senior").Newest;
        await app.Chat("senior").SaysAsync("add to SC-2026-CCCCC");

        Assert.Equal(real, app.Chat("senior").Newest);
        Assert.Contains("This is not open to you.", real, StringComparison.Ordinal);
    }

    [Fact]
    public async Task My_concerns_lists_references_and_where_they_stand_and_nothing_else()
    {
        await using var app = await TestApp.StartAsync();
        var reference = await app.Reporter.SendsAConcernAsync();
        await app.Reporter.SaysAsync("my concerns");
        Assert.Contains($"{reference}\nReceived Mon 23 Nov 2026", app.Reporter.Newest, StringComparison.Ordinal);
        Assert.DoesNotContain("Robin", app.Reporter.Newest, StringComparison.Ordinal);

        await app.Lead.PressesAsync("Acknowledge");
        await app.SettleAsync();
        await app.Reporter.PressesAsync("My concerns");
        Assert.Contains("Seen by your lead", app.Reporter.Newest, StringComparison.Ordinal);
        await app.Reporter.PressesAsync($"Add to {reference}");
        Assert.Contains("What else do you know?", app.Reporter.Newest, StringComparison.Ordinal);

        await app.Deputy.SaysAsync("my concerns");
        Assert.DoesNotContain(reference, app.Deputy.Newest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_our_DSLs_are_can_be_had_at_any_time()
    {
        await using var app = await TestApp.StartAsync();
        await app.Reporter.SaysAsync("who are our DSLs?");

        Assert.Contains("Lee Ward, your lead", app.Reporter.Newest, StringComparison.Ordinal);
        Assert.Contains("01632 960103", app.Reporter.Newest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Changing_a_message_in_Teams_offers_to_add_and_changes_nothing_that_was_sent()
    {
        await using var app = await TestApp.StartAsync();
        var reference = await app.Reporter.SendsAConcernAsync();
        await EditsAsync(app, "something else");

        Assert.Contains("You changed a message", app.Reporter.Newest, StringComparison.Ordinal);
        Assert.True(app.Reporter.Sees($"Add to {reference}"));
        Assert.Equal("A different car every Friday", (await app.ConcernAsync(reference)).Raised.Account.Said("what-happened"));
    }

    [Fact]
    public async Task Changing_a_message_with_something_open_keeps_what_was_first_written()
    {
        await using var app = await TestApp.StartAsync();
        await app.Reporter.WritesWhatHappenedAsync();
        await EditsAsync(app, "something else");

        Assert.Contains("I kept what you first wrote.", app.Reporter.Newest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_day_away_the_draft_is_offered_and_nothing_that_was_typed_is_lost()
    {
        await using var app = await TestApp.StartAsync();
        await app.Reporter.WritesWhatHappenedAsync();
        await app.PassAsync(TimeSpan.FromHours(23));
        await app.Reporter.SaysAsync("she was crying again this morning");

        Assert.Contains("You began something before", app.Reporter.Newest, StringComparison.Ordinal);
        Assert.DoesNotContain("crying", app.Reporter.Posted, StringComparison.Ordinal);
        await app.Reporter.PressesAsync("Carry on");
        Assert.Contains("Did the child say anything?", app.Reporter.Newest, StringComparison.Ordinal);
        await app.Reporter.PressesAsync("Send now");
        await app.Reporter.PressesAsync("Nobody: send it");
        await app.SettleAsync();

        var account = (await app.ConcernAsync(app.OnlyReference)).Raised.Account;
        Assert.Contains("she was crying again this morning", account.Said("first-words"), StringComparison.Ordinal);
        Assert.Equal("A different car every Friday", account.Said("what-happened"));
    }

    [Fact]
    public async Task After_a_day_away_a_new_one_can_be_started_with_what_was_just_typed()
    {
        await using var app = await TestApp.StartAsync();
        await app.Reporter.WritesWhatHappenedAsync();
        await app.PassAsync(TimeSpan.FromHours(23));
        await app.Reporter.SaysAsync("another child was crying this morning");
        await app.Reporter.PressesAsync("Start a new one");
        Assert.Contains("Is a child in danger right now?", app.Reporter.Newest, StringComparison.Ordinal);
        await app.Reporter.PressesAsync("Yes");
        await app.SettleAsync();

        var account = (await app.ConcernAsync(app.OnlyReference)).Raised.Account;
        Assert.Equal("another child was crying this morning", account.Said("first-words"));
        Assert.Null(account.Said("what-happened"));
    }

    [Fact]
    public async Task Unsent_it_reminds_after_ten_minutes_and_before_the_school_day_ends_and_when_it_expires()
    {
        await using var app = await TestApp.StartAsync();
        await app.Reporter.WritesWhatHappenedAsync();
        List<int> reminders = [];

        foreach (var time in new[] { TimeSpan.FromMinutes(10), TimeSpan.FromHours(3), TimeSpan.FromHours(1), TimeSpan.FromHours(72) })
        {
            await app.PassAsync(time);
            reminders.Add(app.Reporter.Person.Messages.Count(message => message.Card?.ToJsonString().Contains("it has not been sent", StringComparison.Ordinal) is true));
        }

        Assert.Equal([1, 1, 2], reminders.Take(3));
        Assert.Contains("It was too old to keep and has been deleted", app.Reporter.Newest, StringComparison.Ordinal);
        Assert.Equal(0, await app.CountAsync(db => db.Conversations.Where(row => row.Draft != null)));
    }

    [Fact]
    public async Task Saved_for_later_it_says_NOT_SENT_and_goes_on_where_it_was()
    {
        await using var app = await TestApp.StartAsync();
        await app.Reporter.WritesAConcernAsync();
        await app.Reporter.PressesAsync("Save for later");
        Assert.Contains("NOT SENT. NOBODY HAS BEEN TOLD.", app.Reporter.Newest, StringComparison.Ordinal);

        await app.Reporter.SaysAsync("carry on");
        Assert.Contains("Check what will be sent", app.Reporter.Newest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lead_who_raises_a_concern_about_a_child_holds_it_and_another_lead_is_told()
    {
        await using var app = await TestApp.StartAsync();
        await app.Lead.SendsAConcernAsync();

        var concern = await app.ConcernAsync(app.OnlyReference);
        Assert.Equal((ConcernStatus.Acknowledged, app.Lead.Person.EntraId), (concern.Status, concern.Holder!.EntraId));
        Assert.Single(app.Deputy.Alerts);
        Assert.Single(app.Lead.Alerts);
        Assert.Empty(app.Head.Alerts);
        Assert.Contains("You hold", app.Lead.Seen, StringComparison.Ordinal);

        await app.PassAsync(TimeSpan.FromHours(5));
        Assert.Equal(2, app.Deputy.Alerts.Count);
    }

    [Fact]
    public async Task A_lead_who_raises_an_emergency_holds_it_and_everybody_is_told_and_told_again_when_nothing_is_done()
    {
        await using var app = await TestApp.StartAsync();
        await app.Lead.SaysAsync("raise a concern");
        await app.Lead.PressesAsync("Yes");
        await app.SettleAsync();
        Assert.All([app.Deputy, app.Head], person => Assert.Single(person.Alerts));

        await app.PassAsync(TimeSpan.FromMinutes(5));
        Assert.All([app.Deputy, app.Head], person => Assert.Equal(2, person.Alerts.Count));
    }

    private static async Task EditsAsync(TestApp app, string text)
    {
        var activity = app.Stage.Teams.Activity(app.Reporter.Person, "messageUpdate", app.Stage.Teams.NextId());
        (activity["text"], activity["channelData"]!["eventType"]) = (text, "editMessage");
        using var response = await app.Stage.Teams.PostAsync(activity);
        response.EnsureSuccessStatusCode();
    }
}
