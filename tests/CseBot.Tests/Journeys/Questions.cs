using CseBot.Tests.Support;

namespace CseBot.Tests.Journeys;

public sealed class Questions
{
    [Fact]
    public async Task Are_answered_with_what_the_guidance_says_and_where_and_that_nobody_has_been_told()
    {
        await using var app = await TestApp.StartAsync();

        await app.Reporter.SaysAsync("is a new phone a sign?");
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

        Assert.Equal("year 9 lad with a second phone, is that a sign?", (await app.ConcernAsync(app.OnlyReference)).Raised.Account.FirstWords);
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
        await app.Reporter.SaysAsync("is a new phone a sign?");

        await app.Reporter.PressesAsync("See also: Money or new things nobody can explain");

        Assert.Contains("Money or new things nobody can explain", app.Reporter.Newest, StringComparison.Ordinal);
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
    public async Task Help_and_hello_say_what_can_be_done()
    {
        await using var app = await TestApp.StartAsync();

        await app.Reporter.SaysAsync("hello");

        Assert.Contains("What I can do", app.Reporter.Newest, StringComparison.Ordinal);
    }
}
