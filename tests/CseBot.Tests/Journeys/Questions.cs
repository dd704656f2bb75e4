using System.Globalization;
using CseBot.Dialogs;
using CseBot.Tests.Support;

namespace CseBot.Tests.Journeys;

public sealed class Questions
{
    private static readonly string[] _vague =
    [
        "she's not herself since half term, new friends, new things, bit odd", "he is different lately and out a lot", "something is off with this girl, always out and always on her phone",
        "new trainers, new mates, stopped talking to us", "why would a child go along with it", "he's angry and tired and his marks are down",
    ];

    [Fact]
    public async Task Are_answered_with_what_the_guidance_says_and_where_and_that_nobody_has_been_told()
    {
        await using var app = await TestApp.StartAsync();

        await app.Reporter.SaysAsync("is a second phone a sign?");
        await app.SettleAsync();

        Assert.Contains("More than one phone", app.Reporter.Newest, StringComparison.Ordinal);
        Assert.Contains("This is not proof, and it does not need to be.", app.Reporter.Newest, StringComparison.Ordinal);
        Assert.Contains("Written in:", app.Reporter.Newest, StringComparison.Ordinal);
        Assert.Contains("I have not told anyone.", app.Reporter.Newest, StringComparison.Ordinal);
        Assert.Equal(0, await app.CountAsync(db => db.Conversations.Where(row => row.Draft != null)));
    }

    [Fact]
    public async Task Can_become_a_concern_that_carries_the_words_over()
    {
        await using var app = await TestApp.StartAsync();
        await app.Reporter.SaysAsync("year 9 lad with a second phone, is that a sign?");

        await app.Reporter.PressesAsync("Tell the DSL");
        await app.Reporter.PressesAsync("Yes");
        await app.SettleAsync();

        Assert.Equal("year 9 lad with a second phone, is that a sign?", (await app.ConcernAsync(app.OnlyReference)).Raised.Account.Said("first-words"));
    }

    [Fact]
    public async Task That_are_not_in_the_guidance_never_end_in_nothing()
    {
        await using var app = await TestApp.StartAsync();

        await app.Reporter.SaysAsync("zxqv wibble?");

        Assert.Contains("That does not mean the child is safe.", app.Reporter.Newest, StringComparison.Ordinal);
        Assert.True(app.Reporter.Sees("Tell the DSL"));
    }

    [Fact]
    public async Task Lead_to_a_related_entry_in_the_same_place()
    {
        await using var app = await TestApp.StartAsync();
        await app.Reporter.SaysAsync("is a second phone a sign?");

        await app.Reporter.PressesAsync("See also: Money or new things nobody can explain");

        Assert.Contains("Money, a new phone, clothes or other things", app.Reporter.Newest, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("she's just got in a car with a man and driven off", "Ring 999 now.")]
    [InlineData("a pupil just told me that her uncle touches her", "Thank you. You did right to take it seriously.")]
    [InlineData("a TA is messaging a pupil on snapchat", "NOT SENT. NOBODY HAS BEEN TOLD.")]
    [InlineData("I'm worried about Robin, she's just got in a car with a man and driven off", "Ring 999 now.")]
    [InlineData("I'm worried about a lad in my form and I can't stop crying about it", "Is a child in danger right now?")]
    [InlineData("I'm not coping, I can't stop crying about this case", "116 123")]
    public async Task That_are_not_questions_any_more_lead_to_the_right_place_and_send_nothing(string typed, string says)
    {
        await using var app = await TestApp.StartAsync();

        await app.Reporter.SaysAsync(typed);
        await app.SettleAsync();

        Assert.Contains(says, app.Reporter.Seen, StringComparison.Ordinal);
        Assert.Empty(app.Stage.Graph.Rows);
    }

    [Fact]
    public async Task Show_behind_why_the_words_that_they_were_understood_by()
    {
        await using var app = await TestApp.StartAsync();
        await app.Reporter.SaysAsync("one of my form has got *two* mobiles on him, is that anything?");

        await app.Reporter.PressesAsync("Why?");

        Assert.Contains("These words made me think of it", app.Reporter.Newest, StringComparison.Ordinal);
        Assert.Contains("mobiles", app.Reporter.Newest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task That_fit_several_entries_offer_them_and_none_of_these()
    {
        await using var app = await TestApp.StartAsync();
        var typed = _vague.First(question => app.Get<GuidanceMatcher>().Match(question) is { Route: QuestionRoute.Answer, IsSure: false, Entries.Count: > 1 });
        await app.Reporter.SaysAsync(typed);
        Assert.Contains("It may be one of these.", app.Reporter.Newest, StringComparison.Ordinal);
        Assert.Contains("I have not told anyone.", app.Reporter.Newest, StringComparison.Ordinal);

        await app.Reporter.PressesAsync("None of these");

        Assert.Contains("That does not mean the child is safe.", app.Reporter.Newest, StringComparison.Ordinal);
        await app.Reporter.PressesAsync("Tell the DSL");
        await app.Reporter.PressesAsync("Yes");
        await app.SettleAsync();
        Assert.Equal(typed, (await app.ConcernAsync(app.OnlyReference)).Raised.Account.Said("first-words"));
    }

    [Theory]
    [InlineData("2026-11-27T16:59:00", "01632 960200, option 2", "01632 960201")]
    [InlineData("2026-11-27T17:01:00", "01632 960201", "01632 960200")]
    [InlineData("2026-12-28T12:00:00", "01632 960201", "01632 960200")]
    public async Task About_whom_to_tell_show_the_number_that_answers_now_and_no_other(string local, string rings, string not)
    {
        await using var app = await TestApp.StartAsync();
        app.Stage.Clock.Advance(DateTimeOffset.Parse($"{local}Z", CultureInfo.InvariantCulture) - TestApp.Monday);

        await app.Reporter.SaysAsync("who do I tell?");

        Assert.Contains("Whom to ring now", app.Reporter.Newest, StringComparison.Ordinal);
        Assert.Contains(rings, app.Reporter.Newest, StringComparison.Ordinal);
        Assert.DoesNotContain(not, app.Reporter.Newest, StringComparison.Ordinal);
        Assert.Contains("01632 960102", app.Reporter.Newest, StringComparison.Ordinal);
        Assert.Contains("find the home council's children's services", app.Reporter.Newest, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("northamptonshire", "I hold no checked number of Northamptonshire that answers now.")]
    [InlineData("dudley", "I hold no checked number of Dudley that answers now.")]
    [InlineData("manchester", "I hold no checked number of Manchester that answers now.")]
    [InlineData("nowhere", "Find the number of children's services of the council where the child lives.")]
    public async Task About_whom_to_tell_show_101_where_no_number_has_been_checked(string area, string says)
    {
        await using var app = await TestApp.StartAsync(configure: builder => builder.Configuration["Schools:0:Area"] = area);

        await app.Reporter.SaysAsync("who do I tell?");

        Assert.Contains(says, app.Reporter.Newest, StringComparison.Ordinal);
        Assert.Contains("101", app.Reporter.Newest, StringComparison.Ordinal);
        Assert.DoesNotMatch("0300 126|01604|0300 555|01384|0161", app.Reporter.Newest);
    }

    [Fact]
    public async Task Asked_where_an_account_is_wanted_are_kept_as_the_account_and_answered_besides()
    {
        await using var app = await TestApp.StartAsync();
        await app.Reporter.SaysAsync("I'm worried about a child");
        await app.Reporter.SaysAsync("no");
        await app.Reporter.SaysAsync("Robin Hollins, Year 9");

        await app.Reporter.SaysAsync("He has got two mobiles on him, is that a sign?");

        Assert.Contains("More than one phone", app.Reporter.Seen, StringComparison.Ordinal);
        Assert.DoesNotContain("More than one phone", app.Reporter.Newest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Are_carried_along_through_a_related_entry_too()
    {
        await using var app = await TestApp.StartAsync();
        await app.Reporter.SaysAsync("is a second phone a sign?");
        await app.Reporter.PressesAsync("See also: Money or new things nobody can explain");

        await app.Reporter.PressesAsync("Tell the DSL");
        await app.Reporter.PressesAsync("Yes");
        await app.SettleAsync();

        Assert.Equal("is a second phone a sign?", (await app.ConcernAsync(app.OnlyReference)).Raised.Account.Said("first-words"));
    }

    [Fact]
    public async Task That_turn_out_to_be_distress_carry_what_was_written_to_a_concern()
    {
        await using var app = await TestApp.StartAsync();
        await app.Reporter.SaysAsync("I'm not coping, I can't stop crying about this case");
        Assert.Contains("116 123", app.Reporter.Newest, StringComparison.Ordinal);

        await app.Reporter.PressesAsync("Tell the DSL");
        await app.Reporter.PressesAsync("Yes");
        await app.SettleAsync();

        Assert.Equal("I'm not coping, I can't stop crying about this case", (await app.ConcernAsync(app.OnlyReference)).Raised.Account.Said("first-words"));
    }

    [Fact]
    public async Task Where_a_choice_is_asked_what_a_pupil_told_is_kept()
    {
        await using var app = await TestApp.StartAsync();
        await app.Reporter.SaysAsync("I'm worried about a child");

        await app.Reporter.SaysAsync("a pupil just told me that her uncle touches her");
        await app.Reporter.PressesAsync("Yes");
        await app.SettleAsync();

        Assert.Contains("Thank you. You did right to take it seriously.", app.Reporter.Seen, StringComparison.Ordinal);
        Assert.Contains("a pupil just told me that her uncle touches her", (await app.ConcernAsync(app.OnlyReference)).Raised.Account.Said("first-words"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_and_hello_say_what_can_be_done()
    {
        await using var app = await TestApp.StartAsync();

        await app.Reporter.SaysAsync("hello");

        Assert.Contains("What I can do", app.Reporter.Newest, StringComparison.Ordinal);
    }
}
