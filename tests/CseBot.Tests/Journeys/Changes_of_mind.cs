using CseBot.Concerns;
using CseBot.Storage;
using CseBot.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CseBot.Tests.Journeys;

/// <summary>Somebody answers again, says more, or thinks better of it, in the middle of a worry that may have been told of already.</summary>
public sealed class Changes_of_mind
{
    [Fact]
    public async Task An_answer_that_brings_a_new_question_loses_none_of_those_that_come_after()
    {
        await using var app = await TestApp.StartAsync();
        await app.Reporter.WritesAConcernAsync(what: "He was upset on Monday");
        await ChangesAsync(app, "done-so-far");
        await app.Reporter.PressesAsync("Next", ("text", "I rang the office"));
        await ChangesAsync(app, "what-happened");
        await app.Reporter.PressesAsync("Next", ("text", "He has a second phone and new trainers nobody can explain, and men pick him up in cars"));
        Assert.Contains("These may be in what you wrote.", app.Reporter.Newest, StringComparison.Ordinal);
        await app.Reporter.PressesAsync("Send now");
        await app.Reporter.PressesAsync("Nobody: send it");
        await app.SettleAsync();

        Assert.Equal("I rang the office", (await app.ConcernAsync(app.OnlyReference)).Raised.Account.Said("done-so-far"));
    }

    [Fact]
    public async Task To_change_an_answer_what_was_written_stands_in_the_box_for_whoever_pressed_and_nowhere_else()
    {
        await using var app = await TestApp.StartAsync();
        await app.Reporter.WritesAConcernAsync(what: "heliotrope marzipan");
        await ChangesAsync(app, "what-happened");

        Assert.Contains("heliotrope marzipan", app.Reporter.Person.Messages.Last(message => message.Own is not null).Own!.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("heliotrope", app.Reporter.Posted, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("She told me her stepdad touches her at night, what do I do?")]
    [InlineData("Robin came in with a new phone and a second one and men pick him up in cars, is that a sign?")]
    [InlineData("I saw marks on her arm again at lunch and she pulled her sleeve down")]
    public async Task What_answers_no_question_is_kept_even_where_it_ends_like_one(string typed)
    {
        await using var app = await TestApp.StartAsync();
        await SaysAsync(app.Reporter, "raise a concern", typed, "no", "Robin Vale", "9B", "no", "no", "see above", "send now", "nobody");
        await app.SettleAsync();

        Assert.Contains(typed, (await app.ConcernAsync(app.OnlyReference)).Raised.Account.Said("first-words"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_too_long_for_a_name_is_kept_with_what_was_typed_besides()
    {
        await using var app = await TestApp.StartAsync();
        var account = $"She sits alone at lunch and is quiet {new string('x', 200)}";
        await SaysAsync(app.Reporter, "raise a concern", "no", account);
        Assert.Contains("I kept that with what you typed before.", app.Reporter.Newest, StringComparison.Ordinal);
        await SaysAsync(app.Reporter, "Robin Vale", "9B", "no", "no", "see above", "send now", "nobody");
        await app.SettleAsync();

        Assert.Equal(account, (await app.ConcernAsync(app.OnlyReference)).Raised.Account.Said("first-words"));
    }

    [Fact]
    public async Task What_is_being_added_to_one_concern_is_not_lost_to_another()
    {
        await using var app = await TestApp.StartAsync();
        var first = await app.Reporter.SendsAConcernAsync();
        var second = await app.Reporter.SendsAConcernAsync(who: "Kit Moss");
        await SaysAsync(app.Reporter, $"add to {first}", "he told me more", $"add to {second}");
        Assert.Contains("NOT ADDED YET", app.Reporter.Newest, StringComparison.Ordinal);
        await SaysAsync(app.Reporter, "and he had a black eye as well", "send");
        await app.SettleAsync();

        var added = (await app.ConcernAsync(first)).Additions.Single().Account.Lines.Single().Words;
        Assert.Contains("he told me more", added, StringComparison.Ordinal);
        Assert.Contains("black eye", added, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reference_in_a_sentence_is_part_of_the_sentence()
    {
        await using var app = await TestApp.StartAsync();
        var first = await app.Reporter.SendsAConcernAsync();
        await SaysAsync(app.Reporter, "raise a concern", "no", "Robin Vale", "9B", "no", "no", $"as in {first}", "send now", "nobody");
        await app.SettleAsync();

        await using var db = await app.Get<IDbContextFactory<CseBotDb>>().CreateDbContextAsync();
        var last = await db.Concerns.Where(concern => concern.Reference != first).SingleAsync();
        Assert.Equal($"as in {first}", (await app.ConcernAsync(last.Reference)).Raised.Account.Said("what-happened"));
    }

    [Fact]
    public async Task A_late_press_on_Start_a_new_one_deletes_nothing()
    {
        await using var app = await TestApp.StartAsync();
        await app.Reporter.WritesWhatHappenedAsync();
        await app.PassAsync(TimeSpan.FromHours(20));
        await app.Reporter.SaysAsync("she was crying again this morning");
        var (card, startNew) = app.Reporter.Find("Start a new one");
        await app.Reporter.SaysAsync("carry on");
        await app.Reporter.PressesAsync("Next", ("text", "he is just a mate"));

        await app.Reporter.PressAsync(card, startNew);
        await SaysAsync(app.Reporter, "send now", "nobody");
        await app.SettleAsync();

        var account = (await app.ConcernAsync(app.OnlyReference)).Raised.Account;
        Assert.Equal(("A different car every Friday", "he is just a mate"), (account.Said("what-happened"), account.Said("childs-words")));
        Assert.Contains("crying again", account.Said("first-words"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Danger_that_turns_out_not_to_be_about_someone_here_reaches_the_leads()
    {
        await using var app = await TestApp.StartAsync();
        await app.Reporter.SaysAsync("raise a concern");
        await app.Reporter.PressesAsync("Yes, and it may be about someone here");
        await app.Reporter.PressesAsync("Somebody else, or I'm not sure");
        await app.Reporter.PressesAsync("Nobody here: council's officer (LADO)");
        await app.SettleAsync();
        Assert.Empty(app.Lead.Alerts);

        await app.Reporter.SaysAsync("999");
        await app.Reporter.PressesAsync("Yes");
        await app.SettleAsync();

        Assert.Single(app.Lead.Alerts);
        Assert.Single(app.Head.Alerts);
    }

    [Fact]
    public async Task Whoever_turns_out_to_be_the_one_loses_the_first_reference_too()
    {
        await using var app = await TestApp.StartAsync();
        await app.Reporter.TellsOfDangerAsync();
        await app.Reporter.NamesAChildAsync();
        await app.Reporter.PressesAsync("Yes, someone here");
        await app.Reporter.PressesAsync("It is about them", ("ticked", app.Lead.Person.EntraId));
        await app.SettleAsync();
        await ChangesTheNewestAsync(app, "which-adult");
        await app.Reporter.PressesAsync("It is about them", ("ticked", $"{app.Lead.Person.EntraId},{app.Deputy.Person.EntraId}"));
        await app.SettleAsync();

        Assert.Contains("this is no longer open to you", app.Deputy.Newest, StringComparison.Ordinal);
        Assert.False(app.Deputy.Sees("Open"));
    }

    [Fact]
    public async Task A_name_that_was_taken_back_does_not_reach_whoever_it_named()
    {
        await using var app = await TestApp.StartAsync();
        await SaysAsync(app.Reporter, "raise a concern", "no", "Robin Vale", "9B", "no");
        await app.Reporter.PressesAsync("Not sure");
        await app.Reporter.PressesAsync("It is about them", ("ticked", app.Lead.Person.EntraId));
        await SaysAsync(app.Reporter, "back", "back");
        await app.Reporter.PressesAsync("No");
        await app.Reporter.SaysAsync("999");
        await app.Reporter.PressesAsync("Yes");
        await app.SettleAsync();

        await app.Lead.PressesAsync("Open");
        Assert.DoesNotContain("It is or may be about", app.Lead.Newest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_it_is_about_is_offered_to_nobody_to_ring_neither_in_a_reminder_nor_at_999()
    {
        await using var app = await TestApp.StartAsync();
        await SaysAsync(app.Reporter, "raise a concern", "no", "Robin Vale", "9B", "no");
        await app.Reporter.PressesAsync("Yes, someone here");
        await app.Reporter.PressesAsync("It is about them", ("ticked", app.Head.Person.EntraId));
        var before = app.Reporter.Seen.Length;
        await app.PassAsync(TimeSpan.FromMinutes(11));
        await app.Reporter.SaysAsync("999");

        Assert.Contains("Cal Brook", app.Reporter.Seen[before..], StringComparison.Ordinal);
        Assert.DoesNotContain("Hari Stone", app.Reporter.Seen[before..], StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_everybody_turns_out_to_be_close_to_it_the_reporter_is_asked_whom_they_rang_and_the_record_is_whole()
    {
        await using var app = await TestApp.StartAsync();
        await app.Reporter.TellsOfDangerAsync();
        await app.Lead.PressesAsync("Acknowledge");
        await app.Lead.DecidesAsync(DecisionKind.Monitor, ("reason", "nothing"));
        await SaysAsync(app.Reporter, "Robin Vale", "9B", "no", "no", "he is in the car", "send now");
        await app.Reporter.PressesAsync(
            "Leave them out and send", ("ticked", string.Join(',', new[] { app.Lead, app.Deputy, app.Head, app.Chat("senior") }.Select(chat => chat.Person.EntraId))));
        await app.SettleAsync();
        await app.PassAsync(TimeSpan.FromMinutes(20));

        Assert.Contains("whom did you ring?", app.Reporter.Seen, StringComparison.Ordinal);
        Assert.Contains("nobody could be told of in Teams", await app.HealthAsync(), StringComparison.Ordinal);
        Assert.Equal(0, (await app.RunAsync("verify")).ExitCode);
    }

    [Fact]
    public async Task The_rest_of_an_emergency_that_a_lead_raised_reaches_everybody_who_was_told()
    {
        await using var app = await TestApp.StartAsync();
        await app.Deputy.SaysAsync("raise a concern");
        await app.Deputy.PressesAsync("Yes");
        await app.SettleAsync();
        await SaysAsync(app.Deputy, "Robin Vale");
        await app.Deputy.PressesAsync("Send now");
        await app.Deputy.PressesAsync("Nobody: send it");
        await app.SettleAsync();

        Assert.Equal(2, app.Lead.Alerts.Count);
        await app.Lead.PressesAsync("Open");
        Assert.Contains("Robin Vale", app.Lead.Newest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lead_who_is_close_to_it_can_leave_themself_out()
    {
        await using var app = await TestApp.StartAsync();
        await app.Deputy.WritesWhatHappenedAsync();
        await app.Deputy.PressesAsync("Send now");
        await app.Deputy.PressesAsync("Leave them out and send", ("ticked", app.Deputy.Person.EntraId));
        await app.SettleAsync();

        Assert.Null((await app.ConcernAsync(app.OnlyReference)).Holder);
        Assert.Empty(app.Deputy.Alerts);
        Assert.Single(app.Lead.Alerts);
    }

    [Fact]
    public async Task Saying_whom_one_rang_stops_no_ladder_that_has_people_on_it()
    {
        await using var app = await TestApp.StartAsync();
        var reference = await app.Reporter.SendsAConcernAsync();
        await app.Stage.Teams.PressAsync(
            app.Reporter.Person, app.Reporter.Person.Messages[^1].Id, "rang", new System.Text.Json.Nodes.JsonObject { ["reference"] = reference, ["whom"] = "police" });

        await app.PassAsync(TimeSpan.FromMinutes(15));

        Assert.Equal(2, app.Lead.Alerts.Count);
    }

    [Fact]
    public async Task Danger_in_the_box_when_Send_now_is_pressed_is_asked_about_first()
    {
        await using var app = await TestApp.StartAsync();
        await SaysAsync(app.Reporter, "raise a concern", "no", "Robin Vale", "9B", "no", "no");
        await app.Reporter.PressesAsync("Send now", ("text", "He says he will kill himself tonight, he has pills"));

        Assert.Contains("Ring 999 now.", app.Reporter.Seen, StringComparison.Ordinal);
        await app.Reporter.PressesAsync("Yes");
        await app.SettleAsync();
        Assert.Contains("he has pills", (await app.ConcernAsync(app.OnlyReference)).Raised.Account.Said("what-happened"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_who_types_alone_can_answer_more_before_sending()
    {
        await using var app = await TestApp.StartAsync();
        await app.Reporter.WritesWhatHappenedAsync();
        await SaysAsync(app.Reporter, "send now", "back", "he said he is scared");
        Assert.Contains("Did somebody else tell you any of this?", app.Reporter.Newest, StringComparison.Ordinal);

        await SaysAsync(app.Reporter, "send now", "answer more first");
        Assert.Contains("Did somebody else tell you any of this?", app.Reporter.Newest, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Mia Jones, 10", "I don't know")]
    [InlineData("Mia Jones", "10 years old")]
    public async Task An_age_is_not_taken_for_a_school_year(string name, string schoolClass)
    {
        await using var app = await TestApp.StartAsync();
        await SaysAsync(app.Reporter, "raise a concern", "no", name, schoolClass, "no", "no", "Something was odd", "skip", "skip", "skip", "skip", "no", "1", "send now", "nobody");
        await app.SettleAsync();

        Assert.Equal(Response.Today, (await app.ConcernAsync(app.OnlyReference)).Raised.Response);
    }

    [Fact]
    public async Task Somebody_at_two_schools_is_asked_which_again_and_commands_are_no_part_of_the_account()
    {
        await using var app = await MadeUpTrust.StartAsync();
        var tess = app.Chat("tess");
        await tess.SaysAsync("I'm worried about Robin in my band");
        await tess.PressesAsync("Raise a concern");
        Assert.True(tess.Sees("Hazel Bank School"));
        await SaysAsync(tess, "why", "999");
        Assert.Contains("Ring 999 now.", tess.Seen, StringComparison.Ordinal);
        await tess.PressesAsync("Hazel Bank School");
        await tess.PressesAsync("Yes");
        await app.SettleAsync();

        Assert.Equal("I'm worried about Robin in my band", (await app.ConcernAsync(app.OnlyReference)).Raised.Account.Said("first-words"));
    }

    [Fact]
    public async Task What_was_told_already_is_never_called_not_sent()
    {
        await using var app = await TestApp.StartAsync();
        await app.Reporter.TellsOfDangerAsync();
        await SaysAsync(app.Reporter, "Robin Vale", "9B", "no");
        var before = app.Reporter.Posted.Length;
        await app.Reporter.SaysAsync("999");
        await app.Reporter.PressesAsync("Yes");
        await app.Reporter.PressesAsync("Yes, someone here");
        var said = app.Reporter.Posted[before..];

        Assert.DoesNotContain("Nothing has been sent yet", said, StringComparison.Ordinal);
        Assert.DoesNotContain("NOBODY HAS BEEN TOLD", said, StringComparison.Ordinal);
        Assert.Contains(app.OnlyReference, said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_late_press_after_an_addition_was_sent_says_what_became_of_it()
    {
        await using var app = await TestApp.StartAsync();
        await app.Reporter.TellsOfDangerAsync();
        await SaysAsync(app.Reporter, "Robin Vale");
        var (card, next) = app.Reporter.Find("Next");
        await app.Reporter.PressesAsync("Send now");
        await app.Reporter.PressesAsync("Nobody: send it");

        var answer = await app.Reporter.PressAsync(card, next, [("text", "9B")]);

        Assert.Contains($"This was sent as {app.OnlyReference}", answer.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pupil_who_writes_again_about_an_adult_here_is_heard_by_whoever_they_chose_and_by_nobody_else()
    {
        await using var app = await TestApp.StartAsync();
        var pupil = app.Chat("pupil");
        await pupil.SaysAsync("mr ward hurt me");
        await pupil.PressesAsync("It is about an adult here");
        await pupil.PressesAsync("The headteacher");
        await app.SettleAsync();
        await pupil.SaysAsync("mr ward did it again");
        await app.PassAsync(TimeSpan.FromMinutes(3));

        Assert.All([app.Lead, app.Deputy], lead => Assert.Empty(lead.Alerts));
        Assert.Equal(2, app.Head.Alerts.Count);
        Assert.DoesNotContain("safeguarding lead", pupil.Newest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pupil_whose_chair_is_not_in_Teams_is_told_that_nobody_could_be_reached()
    {
        await using var app = await TestApp.StartAsync();
        var pupil = app.Chat("pupil");
        await pupil.SaysAsync("the head hurt me");
        await pupil.PressesAsync("It is about an adult here");
        await pupil.PressesAsync("The chair of governors, because it is about the headteacher");
        await app.PassAsync(TimeSpan.FromMinutes(6));

        Assert.Contains("I could not reach the right person for you here.", pupil.Newest, StringComparison.Ordinal);
        Assert.Contains("0800 1111", pupil.Newest, StringComparison.Ordinal);
        Assert.DoesNotContain("Hari Stone", pupil.Newest, StringComparison.Ordinal);
        Assert.Equal(0, await app.CountAsync(db => db.Outbox));
    }

    [Fact]
    public async Task Not_sure_is_asked_about_again_when_danger_comes_up_again()
    {
        await using var app = await TestApp.StartAsync();
        await SaysAsync(
            app.Reporter, "raise a concern", "not sure", "none of these", "Robin Vale", "9B", "no", "no", "He says he will kill himself tonight, he has pills", "not sure");
        Assert.Contains("Is any of these true right now?", app.Reporter.Newest, StringComparison.Ordinal);

        await app.Reporter.SaysAsync("not sure");
        await app.SettleAsync();
        Assert.Single(app.Lead.Alerts);
    }

    [Fact]
    public async Task An_addition_leaves_out_whom_its_concern_leaves_out_and_so_does_an_emergency_that_is_begun_from_it()
    {
        await using var app = await TestApp.StartAsync();
        await SaysAsync(app.Reporter, "raise a concern", "no", "Robin Vale", "9B", "no");
        await app.Reporter.PressesAsync("Yes, someone here");
        await app.Reporter.PressesAsync("It is about them", ("ticked", app.Lead.Person.EntraId));
        await SaysAsync(app.Reporter, "He was alone with Robin", "send now", "nobody");
        await app.SettleAsync();
        var before = app.Reporter.Seen.Length;
        await SaysAsync(
            app.Reporter, $"add to {app.OnlyReference}", "He says he will kill himself tonight, he has pills", "who are our DSLs", "and there is a black eye as well, I saw it", "999");
        await app.Reporter.PressesAsync("Yes");
        Assert.DoesNotContain("Lee Ward", app.Reporter.Seen[before..app.Reporter.Seen.LastIndexOf("Is it about one of these people?", StringComparison.Ordinal)], StringComparison.Ordinal);

        await app.Reporter.PressesAsync("It is about them", ("ticked", app.Lead.Person.EntraId));
        await app.SettleAsync();
        Assert.Empty(app.Lead.Alerts);
        await app.Head.PressesAsync("Open");
        Assert.Contains("black eye", app.Head.Newest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_added_after_somebody_was_rung_has_to_be_rung_through_too()
    {
        await using var app = await TestApp.StartAsync();
        await app.Reporter.SaysAsync("raise a concern");
        await app.Reporter.PressesAsync("Yes, and it may be about someone here");
        await app.Reporter.PressesAsync("It is about them", ("ticked", app.Head.Person.EntraId));
        await app.SettleAsync();
        await app.Reporter.PressesAsync("I rang the police");
        await SaysAsync(app.Reporter, "Robin Vale", "9B", "no", "He locked the store with Robin in it", "send now", "nobody");
        await app.SettleAsync();

        Assert.DoesNotContain("are being told that you added", app.Reporter.Seen, StringComparison.Ordinal);
        await app.PassAsync(TimeSpan.FromMinutes(5));
        Assert.Contains("whom did you ring?", app.Reporter.Newest, StringComparison.Ordinal);
        Assert.Contains("nobody could be told of in Teams", await app.HealthAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_who_thinks_better_of_whom_to_tell_reaches_them()
    {
        await using var app = await TestApp.StartAsync();
        await app.Reporter.SaysAsync("raise a concern");
        await app.Reporter.PressesAsync("Yes, and it may be about someone here");
        await app.Reporter.PressesAsync("Somebody else, or I'm not sure");
        await app.Reporter.PressesAsync("The chair of governors");
        await app.SettleAsync();
        Assert.Empty(app.Head.Alerts);
        await app.Reporter.SaysAsync("back");
        await app.Reporter.PressesAsync("The headteacher");
        await app.SettleAsync();

        Assert.Single(app.Head.Alerts);
        Assert.Empty(app.Lead.Alerts);
    }

    [Fact]
    public async Task Danger_that_is_said_again_is_told_again_to_everybody()
    {
        await using var app = await TestApp.StartAsync();
        await app.Reporter.TellsOfDangerAsync();
        await app.Lead.PressesAsync("Acknowledge");
        await app.Lead.DecidesAsync(DecisionKind.Monitor, ("reason", "nothing"));
        await app.PassAsync(TimeSpan.FromHours(2));
        var before = app.Deputy.Alerts.Count;
        await app.Reporter.SaysAsync("999");
        await app.Reporter.PressesAsync("Yes");
        await app.SettleAsync();

        Assert.Equal(before + 1, app.Deputy.Alerts.Count);
        Assert.Equal(ConcernStatus.Raised, (await app.ConcernAsync(app.OnlyReference)).Status);
    }

    [Fact]
    public async Task A_worry_begun_from_an_addition_is_asked_for_its_school()
    {
        await using var app = await MadeUpTrust.StartAsync();
        var tess = app.Chat("tess");
        await tess.SaysAsync("999");
        await tess.PressesAsync("Rowan Hill School");
        await tess.PressesAsync("Yes");
        await app.SettleAsync();
        await SaysAsync(tess, "delete what I wrote", $"add to {app.OnlyReference}", "999");

        Assert.Contains("Which school is this about?", tess.Newest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_on_no_list_who_works_here_can_say_whom_they_rang()
    {
        await using var app = await TestApp.StartAsync();
        var cook = app.Chat("pupil");
        await cook.SaysAsync("worried about a boy");
        await cook.PressesAsync("I work here");
        await SaysAsync(cook, "no", "Robin Vale", "9B", "no");
        await cook.PressesAsync("Yes, someone here");
        await cook.PressesAsync("It is about them", ("ticked", app.Head.Person.EntraId));
        await SaysAsync(cook, "He locked the store", "send now", "nobody");
        await app.SettleAsync();
        await cook.PressesAsync("I rang the police");

        Assert.NotNull((await app.ConcernAsync(app.OnlyReference)).Rang);
    }

    [Fact]
    public async Task A_pupil_who_says_late_that_it_is_about_an_adult_here_is_not_heard_by_the_leads_whatever_they_press_next()
    {
        await using var app = await TestApp.StartAsync();
        var pupil = app.Chat("pupil");
        await pupil.SaysAsync("i am scared");
        var (card, isPupil) = pupil.Find("I am a pupil");
        var adult = pupil.Find("It is about an adult here").Action;
        await app.PassAsync(TimeSpan.FromMinutes(3));
        await pupil.PressAsync(card, adult);
        await pupil.SaysAsync("mr ward keeps touching me");
        await pupil.PressAsync(card, isPupil);
        await app.SettleAsync();
        Assert.Empty((await app.ConcernAsync(app.OnlyReference)).Additions);

        await pupil.PressesAsync("The headteacher");
        await app.SettleAsync();
        await app.Head.PressesAsync("Open");
        Assert.Contains("i am scared", app.Head.Newest, StringComparison.Ordinal);
        Assert.Contains("mr ward keeps touching me", app.Head.Newest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_who_knows_by_now_that_it_is_not_about_staff_reaches_the_leads()
    {
        await using var app = await TestApp.StartAsync();
        await SaysAsync(app.Reporter, "raise a concern", "no", "Robin Vale", "9B", "no");
        await app.Reporter.PressesAsync("Not sure");
        await app.Reporter.SaysAsync("999");
        await app.Reporter.PressesAsync("Yes");
        await app.SettleAsync();
        Assert.Empty(app.Lead.Alerts);

        await app.Reporter.SaysAsync("999");
        await app.Reporter.PressesAsync("Yes");
        await app.SettleAsync();
        Assert.Single(app.Lead.Alerts);
    }

    private static async Task SaysAsync(Chat chat, params string[] typed)
    {
        foreach (var text in typed)
        {
            await chat.SaysAsync(text);
        }
    }

    private static async Task ChangesAsync(TestApp app, string step)
    {
        await app.Reporter.PressesAsync("Open");
        await ChangesTheNewestAsync(app, step);
    }

    private static async Task ChangesTheNewestAsync(TestApp app, string step)
    {
        var (card, change) = app.Reporter.Find("Change");
        var other = change.DeepClone().AsObject();
        other["data"]!["step"] = step;
        await app.Reporter.PressAsync(card, other);
    }
}
