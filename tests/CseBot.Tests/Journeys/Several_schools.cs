using CseBot.Tests.Support;

namespace CseBot.Tests.Journeys;

/// <summary>A trust: each school has its own people, and they see their own school only.</summary>
public sealed class Several_schools
{
    [Fact]
    public async Task A_concern_goes_to_the_leads_of_the_school_its_reporter_works_at()
    {
        await using var app = await MadeUpTrust.StartAsync();
        await Send(app, "hazel-teacher");

        Assert.Single(app.Chat("hazel-lead").Alerts);
        Assert.Contains("Hazel Bank School", app.Chat("hazel-lead").Seen, StringComparison.Ordinal);
        Assert.Empty(app.Lead.Alerts);
        Assert.Empty(app.Deputy.Alerts);
        Assert.DoesNotContain("Lee Ward", app.Chat("hazel-teacher").Seen, StringComparison.Ordinal);
        Assert.Contains("01632 960202", app.Chat("hazel-teacher").Seen, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("open")]
    [InlineData("acknowledge")]
    [InlineData("decide")]
    public async Task A_lead_of_another_school_who_has_the_reference_is_told_nothing(string verb)
    {
        await using var app = await MadeUpTrust.StartAsync();
        await Send(app, "hazel-teacher");
        var data = new System.Text.Json.Nodes.JsonObject { ["reference"] = app.OnlyReference };

        var answer = await app.Stage.Teams.PressAsync(app.Lead.Person, app.Lead.Person.Messages[^1].Id, verb, data);

        Assert.Contains("This is not open to you", answer!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_ladder_climbs_among_the_people_of_the_same_school()
    {
        await using var app = await MadeUpTrust.StartAsync();
        await Send(app, "hazel-teacher");
        await app.PassAsync(TimeSpan.FromMinutes(31));

        Assert.NotEmpty(app.Chat("hazel-head").Alerts);
        Assert.Empty(app.Head.Alerts);
    }

    [Fact]
    public async Task Somebody_at_two_schools_is_asked_which_and_what_they_typed_is_carried_over()
    {
        await using var app = await MadeUpTrust.StartAsync();
        var tess = app.Chat("tess");
        await tess.SaysAsync("I'm worried about Robin in my band");

        Assert.Contains("ring 999 first", tess.Newest, StringComparison.Ordinal);
        Assert.DoesNotContain("Robin", tess.Posted, StringComparison.Ordinal);
        await tess.PressesAsync("Hazel Bank School");
        Assert.Contains("Is a child in danger right now?", tess.Newest, StringComparison.Ordinal);
        await tess.PressesAsync("No");
        await tess.PressesAsync("Next", ("text", "Robin Vale"), ("class", "9B"));
        await tess.PressesAsync("No");
        await tess.PressesAsync("No");
        await tess.PressesAsync("Next", ("text", "A different car every Friday"));
        await tess.PressesAsync("Next", ("text", "He's just a mate"));
        await tess.AnswersTheRestAsync();
        Assert.DoesNotContain("Hari Stone", tess.Newest, StringComparison.Ordinal);
        await tess.PressesAsync("Nobody");
        await tess.PressesAsync("Send");
        await app.SettleAsync();

        Assert.Empty(app.Lead.Alerts);
        await app.Chat("hazel-lead").PressesAsync("Open");
        Assert.Contains("I'm worried about Robin in my band", app.Chat("hazel-lead").Seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_question_that_becomes_a_concern_asks_which_school_and_is_not_answered_again()
    {
        await using var app = await MadeUpTrust.StartAsync();
        var tess = app.Chat("tess");
        await tess.SaysAsync("is a second phone a sign?");
        Assert.Contains("Written in:", tess.Seen, StringComparison.Ordinal);
        await tess.PressesAsync("Tell the DSL");
        await tess.PressesAsync("Rowan Hill School");
        await tess.PressesAsync("Yes");
        await app.SettleForAsync(2);

        Assert.Equal("is a second phone a sign?", (await app.ConcernAsync(app.OnlyReference)).Raised.Account.Said("first-words"));
        Assert.Single(app.Lead.Alerts);
    }

    [Fact]
    public async Task The_school_is_asked_anew_for_each_worry_however_long_after()
    {
        await using var app = await MadeUpTrust.StartAsync();
        var tess = app.Chat("tess");
        await tess.SaysAsync("999");
        await tess.PressesAsync("Rowan Hill School");
        await tess.SaysAsync("delete what I wrote");
        await app.PassAsync(TimeSpan.FromDays(30));
        await tess.SaysAsync("I'm worried about Robin in my band");

        Assert.True(tess.Sees("Hazel Bank School"));
        Assert.Contains("Which school is this about?", tess.Newest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_waits_for_its_school_is_kept_reminded_of_and_added_to_and_shows_whom_to_ring()
    {
        await using var app = await MadeUpTrust.StartAsync();
        var tess = app.Chat("tess");
        await tess.SaysAsync("999");
        Assert.Contains("01632 960202", tess.Newest, StringComparison.Ordinal);
        Assert.Contains("01632 960102", tess.Newest, StringComparison.Ordinal);
        await tess.SaysAsync(new string('é', 6000));
        var before = tess.Count;
        await app.PassAsync(TimeSpan.FromMinutes(10));
        Assert.Equal(before + 1, tess.Count);
        Assert.Contains("NOT SENT", tess.Newest, StringComparison.Ordinal);
        await tess.SaysAsync("hazel bank school");
        await tess.PressesAsync("Yes");
        await app.SettleForAsync(2);

        Assert.Single(app.Chat("hazel-lead").Alerts);
        Assert.Contains("éé", (await app.ConcernAsync(app.OnlyReference)).Raised.Account.Said("first-words"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pupil_who_presses_that_they_work_here_and_chooses_no_school_is_heard_after_two_minutes()
    {
        await using var app = await MadeUpTrust.StartAsync();
        await app.Chat("pupil").SaysAsync("he hurts me");
        await app.Chat("pupil").PressesAsync("I work here");
        await app.PassAsync(TimeSpan.FromMinutes(2));

        Assert.Single(app.Lead.Alerts);
        Assert.Single(app.Chat("hazel-lead").Alerts);
    }

    [Fact]
    public async Task A_button_that_raises_asks_which_school_first()
    {
        await using var app = await MadeUpTrust.StartAsync();
        var tess = app.Chat("tess");
        await tess.PressesAsync("Raise a concern");
        await tess.PressesAsync("Hazel Bank School");
        await tess.PressesAsync("Yes");
        await app.SettleForAsync(2);

        Assert.Single(app.Chat("hazel-lead").Alerts);
        Assert.Empty(app.Lead.Alerts);
    }

    [Fact]
    public async Task The_next_concern_of_somebody_at_two_schools_may_be_at_the_other()
    {
        await using var app = await MadeUpTrust.StartAsync();
        var tess = app.Chat("tess");
        await tess.SaysAsync("999");
        await tess.PressesAsync("Hazel Bank School");
        await tess.PressesAsync("Yes");
        await app.SettleAsync();
        await tess.SaysAsync("delete what I wrote");
        await tess.SaysAsync("999");
        await tess.PressesAsync("Rowan Hill School");
        await tess.PressesAsync("Yes");
        await app.SettleAsync();

        Assert.Single(app.Chat("hazel-lead").Alerts);
        Assert.Single(app.Lead.Alerts);
    }

    [Fact]
    public async Task A_school_that_is_not_theirs_cannot_be_chosen()
    {
        await using var app = await MadeUpTrust.StartAsync();
        var data = new System.Text.Json.Nodes.JsonObject { ["school"] = "hazel-bank" };

        await app.Stage.Teams.PressAsync(app.Reporter.Person, app.Reporter.Person.Messages[^1].Id, "choose-school", data);
        await app.Reporter.TellsOfDangerAsync();

        Assert.Empty(app.Chat("hazel-lead").Alerts);
        Assert.Single(app.Lead.Alerts);
    }

    [Fact]
    public async Task A_pupil_who_does_not_say_which_school_is_heard_at_each()
    {
        await using var app = await MadeUpTrust.StartAsync();
        await app.Chat("pupil").SaysAsync("i am scared");
        await app.PassAsync(TimeSpan.FromMinutes(2));

        Assert.Single(app.Lead.Alerts);
        Assert.Single(app.Chat("hazel-lead").Alerts);
    }

    [Fact]
    public async Task Somebody_on_no_list_who_says_that_they_work_here_is_asked_where()
    {
        await using var app = await MadeUpTrust.StartAsync();
        var cook = app.Chat("pupil");
        await cook.SaysAsync("worried about a boy at lunch");
        await cook.PressesAsync("I work here");
        await cook.PressesAsync("Hazel Bank School");
        await cook.PressesAsync("Yes");
        await app.SettleAsync();

        Assert.Empty(app.Lead.Alerts);
        await app.Chat("hazel-lead").PressesAsync("Open");
        Assert.Contains("worried about a boy at lunch", app.Chat("hazel-lead").Seen, StringComparison.Ordinal);
        Assert.Contains("They say that they work here", app.Chat("hazel-lead").Seen, StringComparison.Ordinal);
    }

    private static async Task Send(TestApp app, string reporter)
    {
        await app.Chat(reporter).WritesAConcernAsync();
        await app.Chat(reporter).PressesAsync("Send");
        await app.SettleForAsync(2);
    }
}
