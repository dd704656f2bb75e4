using CseBot.Concerns;
using CseBot.Practice;
using CseBot.Storage;
using CseBot.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CseBot.Tests.Journeys;

/// <summary>Somebody writes who is on no staff list and is not named: it may be a pupil.</summary>
public sealed class Somebody_on_no_list
{
    private const string Words = "he keeps messaging me and i am scared";

    [Fact]
    public async Task A_child_is_told_of_999_and_Childline_and_asked_who_they_are_before_anything_else()
    {
        await using var app = await TestApp.StartAsync();
        await Pupil(app).SaysAsync(Words);

        Assert.Contains("ring 999", Pupil(app).Seen, StringComparison.Ordinal);
        Assert.Contains("0800 1111", Pupil(app).Seen, StringComparison.Ordinal);
        Assert.Contains("Tell any adult here", Pupil(app).Seen, StringComparison.Ordinal);
        Assert.All(new[] { "I work here", "I am a pupil", "It is about an adult here" }, button => Assert.True(Pupil(app).Sees(button)));
        Assert.DoesNotContain(Words, Pupil(app).Posted, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pupil_is_told_that_the_lead_is_being_told_and_the_lead_reads_their_own_words()
    {
        await using var app = await TestApp.StartAsync();
        await Pupil(app).SaysAsync(Words);
        await Pupil(app).PressesAsync("I am a pupil");
        await app.SettleAsync();

        Assert.Contains("I am telling the safeguarding lead that you wrote", Pupil(app).Seen, StringComparison.Ordinal);
        Assert.DoesNotContain("SC-", Pupil(app).Seen, StringComparison.Ordinal);
        Assert.DoesNotContain("Lee Ward", Pupil(app).Seen, StringComparison.Ordinal);
        await app.Lead.PressesAsync("Open");
        Assert.Contains($"\n{Words}", app.Lead.Seen, StringComparison.Ordinal);
        Assert.Contains("They say that they are a pupil", app.Lead.Seen, StringComparison.Ordinal);
        Assert.Contains("Pip Arden", app.Lead.Seen, StringComparison.Ordinal);
        Assert.Equal(Response.Today, (await app.ConcernAsync(app.OnlyReference)).Raised.Response);
    }

    [Fact]
    public async Task Who_presses_nothing_for_two_minutes_is_heard_all_the_same()
    {
        await using var app = await TestApp.StartAsync();
        await Pupil(app).SaysAsync(Words);
        await app.PassAsync(TimeSpan.FromSeconds(119));
        Assert.Empty(app.Lead.Alerts);

        await Pupil(app).SaysAsync("please");
        await app.PassAsync(TimeSpan.FromSeconds(1));

        Assert.Single(app.Lead.Alerts);
        Assert.Contains("I am telling the safeguarding lead that you wrote", Pupil(app).Seen, StringComparison.Ordinal);
        await app.Lead.PressesAsync("Open");
        Assert.Contains($"{Words}\nplease", app.Lead.Seen, StringComparison.Ordinal);
        Assert.Contains("They did not say who they are", app.Lead.Seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_they_write_later_that_day_is_added_and_the_next_day_is_another_concern()
    {
        await using var app = await TestApp.StartAsync();
        await Pupil(app).SaysAsync(Words);
        await Pupil(app).PressesAsync("I am a pupil");
        await app.SettleAsync();
        await Pupil(app).SaysAsync("his name is Kit");
        await app.SettleAsync();

        var concern = await app.ConcernAsync(app.OnlyReference);
        Assert.Equal(["his name is Kit"], concern.Additions.Select(addition => addition.Account.Said("first-words")));
        Assert.Contains("I have passed that on too", Pupil(app).Newest, StringComparison.Ordinal);

        await app.PassAsync(TimeSpan.FromDays(1));
        await Pupil(app).SaysAsync("he is here again");
        Assert.True(Pupil(app).Sees("I am a pupil"));
        await app.PassAsync(TimeSpan.FromMinutes(2));

        await using var db = await app.Get<IDbContextFactory<CseBotDb>>().CreateDbContextAsync();
        Assert.Equal(2, await db.Concerns.CountAsync());
    }

    [Fact]
    public async Task Somebody_who_says_that_they_work_here_walks_the_walk_and_the_record_says_that_they_are_on_no_list()
    {
        await using var app = await TestApp.StartAsync();
        await Pupil(app).SaysAsync("worried about a girl in my form");
        await Pupil(app).PressesAsync("I work here");
        await Pupil(app).PressesAsync("No");
        await Pupil(app).PressesAsync("Next", ("text", "Robin Vale"), ("class", "9B"));
        await Pupil(app).PressesAsync("No");
        await Pupil(app).PressesAsync("No");
        await Pupil(app).PressesAsync("Next", ("text", "A different car every Friday"));
        await Pupil(app).PressesAsync("Send now");
        await Pupil(app).PressesAsync("Nobody: send it");
        await app.SettleAsync();

        await app.Lead.PressesAsync("Open");
        Assert.Contains("They say that they work here. Please make sure of it.", app.Lead.Seen, StringComparison.Ordinal);
        Assert.Contains("worried about a girl in my form", app.Lead.Seen, StringComparison.Ordinal);
        Assert.Contains("A different car every Friday", app.Lead.Seen, StringComparison.Ordinal);
        Assert.Contains("Received: SC-", Pupil(app).Seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_they_are_can_be_typed_and_is_not_taken_for_part_of_what_they_wrote()
    {
        await using var app = await TestApp.StartAsync();
        await Pupil(app).SaysAsync(Words);
        await Pupil(app).SaysAsync("I'm a pupil");
        await app.SettleAsync();

        Assert.Equal(Words, (await app.ConcernAsync(app.OnlyReference)).Raised.Account.Said("first-words"));
        Assert.Equal(Unverified.SaysPupil, (await app.ConcernAsync(app.OnlyReference)).Raised.Unverified);
        Assert.False(Pupil(app).Sees("Change"));
    }

    [Fact]
    public async Task Somebody_who_said_that_they_work_here_can_add_to_what_they_sent()
    {
        await using var app = await TestApp.StartAsync();
        await Pupil(app).SaysAsync("worried about a girl in my form");
        await Pupil(app).PressesAsync("I work here");
        await Pupil(app).PressesAsync("Yes");
        await app.SettleAsync();
        await Pupil(app).PressesAsync("Next", ("text", "Robin Vale"), ("class", "9B"));
        await Pupil(app).PressesAsync("No");
        await Pupil(app).PressesAsync("No");
        await Pupil(app).SaysAsync("he is walking to the gate");
        await Pupil(app).PressesAsync("Send now");
        await Pupil(app).PressesAsync("Nobody: send it");
        await app.SettleAsync();
        await app.Lead.PressesAsync("Acknowledge");
        await app.SettleAsync();
        await Pupil(app).SaysAsync("delete what I wrote");

        Assert.Equal(["he is walking to the gate"], (await app.ConcernAsync(app.OnlyReference)).Additions.Select(addition => addition.Account.Said("what-happened")));
    }

    [Fact]
    public async Task I_work_here_is_still_heard_after_the_leads_were_told()
    {
        await using var app = await TestApp.StartAsync();
        await Pupil(app).SaysAsync(Words);
        var (card, worksHere) = Pupil(app).Find("I work here");
        await app.PassAsync(TimeSpan.FromMinutes(2));

        await Pupil(app).PressAsync(card, worksHere);

        Assert.Contains("Is a child in danger right now?", Pupil(app).Newest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task About_an_adult_here_nothing_is_sent_and_the_right_people_to_ring_are_shown()
    {
        await using var app = await TestApp.StartAsync();
        await Pupil(app).SaysAsync("a teacher keeps touching me");
        await Pupil(app).PressesAsync("It is about an adult here");
        await app.PassAsync(TimeSpan.FromMinutes(10));

        Assert.Contains("I have told nobody yet", Pupil(app).Newest, StringComparison.Ordinal);
        Assert.Contains("01632 960105", Pupil(app).Newest, StringComparison.Ordinal);
        Assert.Contains("0800 1111", Pupil(app).Seen, StringComparison.Ordinal);
        Assert.All(app.Everybody, person => Assert.Empty(person.Alerts));
    }

    [Fact]
    public async Task About_an_adult_here_only_whoever_they_choose_is_told()
    {
        await using var app = await TestApp.StartAsync();
        await Pupil(app).SaysAsync("a teacher keeps touching me");
        await Pupil(app).PressesAsync("It is about an adult here");
        await Pupil(app).PressesAsync("The headteacher");
        await app.SettleAsync();

        Assert.Single(app.Head.Alerts);
        Assert.All([app.Lead, app.Deputy], lead => Assert.Empty(lead.Alerts));
        await app.Head.PressesAsync("Open");
        Assert.Contains("a teacher keeps touching me", app.Head.Seen, StringComparison.Ordinal);
        Assert.DoesNotContain("SC-", Pupil(app).Seen, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("is a new phone a sign?")]
    [InlineData("help")]
    [InlineData("999")]
    public async Task Nothing_is_looked_up_for_them(string text)
    {
        await using var app = await TestApp.StartAsync();
        await Pupil(app).SaysAsync(text);

        Assert.Contains("Who are you?", Pupil(app).Newest, StringComparison.Ordinal);
        Assert.DoesNotContain("Written in:", Pupil(app).Seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_card_from_when_they_were_staff_opens_nothing()
    {
        await using var app = await TestApp.StartAsync();
        await app.Reporter.SaysAsync("is a new phone a sign?");
        var (card, tell) = app.Reporter.Find("Tell the DSL");
        MadeUpTrust.PutInGroup(app.Stage, MadeUpSchool.StaffGroupId, "lead", "deputy");
        await app.PassAsync(TimeSpan.FromMinutes(5.1));

        Assert.Contains("This is not open to you", (await app.Reporter.PressAsync(card, tell)).ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_message_twice_is_one_message()
    {
        await using var app = await TestApp.StartAsync();
        await Pupil(app).SaysAsync(Words, "1");
        await Pupil(app).SaysAsync(Words, "1");
        await app.PassAsync(TimeSpan.FromMinutes(2));

        await app.Lead.PressesAsync("Open");
        Assert.DoesNotContain($"{Words}\n{Words}", app.Lead.Seen, StringComparison.Ordinal);
        Assert.Single(app.Lead.Alerts);
    }

    [Fact]
    public async Task They_are_told_when_somebody_has_seen_it_and_to_tell_an_adult_when_nobody_has()
    {
        await using var app = await TestApp.StartAsync();
        await Pupil(app).SaysAsync(Words);
        await Pupil(app).PressesAsync("I am a pupil");
        await app.SettleAsync();
        await app.PassAsync(TimeSpan.FromMinutes(31));
        Assert.Contains("Please tell an adult as well", Pupil(app).Seen, StringComparison.Ordinal);

        await app.Lead.PressesAsync("Acknowledge");
        await app.SettleAsync();
        Assert.Contains("The safeguarding lead has seen that you wrote", Pupil(app).Newest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_promise_to_tell_the_lead_outlives_any_outage()
    {
        await using var app = await TestApp.StartAsync(configure: builder => builder.Configuration["Drafts:Hours"] = "1");
        await Pupil(app).SaysAsync(Words);
        await app.PassAsync(TimeSpan.FromHours(80));

        Assert.Single(app.Lead.Alerts);
        Assert.DoesNotContain("deleted", Pupil(app).Seen, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_Graph_that_goes_away_meanwhile_makes_nobody_staff_who_was_not(bool told)
    {
        await using var app = await TestApp.StartAsync();
        await Pupil(app).SaysAsync(Words);

        if (told)
        {
            await Pupil(app).PressesAsync("I am a pupil");
            await app.SettleAsync();
        }

        app.Stage.Wire.Fail(request => request.Path.Value!.Contains("/groups/", StringComparison.Ordinal), 503);
        app.Stage.Clock.Advance(TimeSpan.FromMinutes(6));
        await Pupil(app).SaysAsync("his name is Kit and he came to my house last night");
        await app.SettleAsync();

        Assert.DoesNotContain("Written in:", Pupil(app).Seen, StringComparison.Ordinal);
        await app.Lead.PressesAsync("Open");
        Assert.Contains("his name is Kit", app.Lead.Seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_began_while_nobody_could_say_who_they_are_is_on_the_record_as_not_on_the_list()
    {
        await using var app = await TestApp.StartAsync(arrange: stage => stage.Wire.Fail(request => request.Path.Value!.Contains("/groups/", StringComparison.Ordinal), 503));
        await Pupil(app).WritesAConcernAsync();
        app.Stage.Wire.Heal();
        await app.PassAsync(TimeSpan.FromMinutes(1));
        await Pupil(app).PressesAsync("Send");
        await app.SettleAsync();

        Assert.Equal(Unverified.SaysStaff, (await app.ConcernAsync(app.OnlyReference)).Raised.Unverified);
    }

    [Theory]
    [InlineData("I am a pupil", "I am telling the safeguarding lead that you wrote")]
    [InlineData("It is about an adult here", "I have told nobody yet")]
    public async Task A_button_pressed_after_two_minutes_is_answered_kindly(string button, string answer)
    {
        await using var app = await TestApp.StartAsync();
        await Pupil(app).SaysAsync(Words);
        var (card, late) = Pupil(app).Find(button);
        await app.PassAsync(TimeSpan.FromMinutes(2));

        Assert.Contains(answer, (await Pupil(app).PressAsync(card, late)).ToJsonString(), StringComparison.Ordinal);
        Assert.Contains(answer, (await Pupil(app).PressAsync(card, late)).ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_child_writes_on_about_an_adult_here_is_kept_and_answered_with_numbers_that_a_child_may_ring()
    {
        await using var app = await TestApp.StartAsync();
        await Pupil(app).SaysAsync("a teacher keeps touching me");
        await Pupil(app).PressesAsync("It is about an adult here");
        await Pupil(app).SaysAsync("and my uncle hits me every night");

        Assert.Contains("0800 1111", Pupil(app).Newest, StringComparison.Ordinal);
        Assert.Contains("01632 960105", Pupil(app).Seen, StringComparison.Ordinal);
        Assert.DoesNotContain("do not look into it", Pupil(app).Seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_picture_alone_is_a_child_who_wrote_and_is_never_blamed()
    {
        await using var app = await TestApp.StartAsync();
        var activity = app.Stage.Teams.Activity(Pupil(app).Person, "message", app.Stage.Teams.NextId());
        activity["attachments"] = new System.Text.Json.Nodes.JsonArray(new System.Text.Json.Nodes.JsonObject { ["contentType"] = "image/png", ["name"] = "1.png" });
        using var sent = await app.Stage.Teams.PostAsync(activity);
        await app.PassAsync(TimeSpan.FromMinutes(2));

        Assert.Contains("It is not your fault", Pupil(app).Seen, StringComparison.Ordinal);
        Assert.DoesNotContain("please don't send", Pupil(app).Seen, StringComparison.Ordinal);
        Assert.Single(app.Lead.Alerts);
    }

    [Fact]
    public async Task Two_messages_before_anybody_is_reached_still_bring_the_next_person_forward()
    {
        await using var app = await TestApp.StartAsync();
        (app.Lead.Person.IsReachable, app.Deputy.Person.IsReachable) = (false, false);
        await Pupil(app).SaysAsync(Words);
        await Pupil(app).PressesAsync("I am a pupil");
        await Pupil(app).SaysAsync("please");
        await app.SettleAsync();

        Assert.NotEmpty(app.Head.Alerts.Concat(app.Chat("senior").Alerts));
        Assert.Contains("Please tell an adult as well", Pupil(app).Seen, StringComparison.Ordinal);
    }

    private static Chat Pupil(TestApp app) => app.Chat("pupil");
}
