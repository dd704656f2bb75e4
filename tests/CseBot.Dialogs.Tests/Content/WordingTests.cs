using CseBot.Dialogs.Flows;

namespace CseBot.Dialogs.Tests.Content;

public sealed class WordingTests
{
    private static readonly Wording _words = Wording.Load();

    [Theory]
    [InlineData("in-danger-now", "Y", "yes")]
    [InlineData("in-danger-now", "nope!", "no")]
    [InlineData("in-danger-now", "I’m not sure", "not-sure")]
    [InlineData("childs-words", "skip", "skip")]
    [InlineData("related", "no one", "nobody")]
    [InlineData("check", "Send it.", "send")]
    public void What_people_type_is_read_as_the_button_they_mean(string step, string typed, string option)
    {
        var question = (Question)RaiseConcern.Flow.Find(step)!;

        Assert.Equal(Answer.Chose(option), _words.For(question).Read(question, typed));
    }

    [Fact]
    public void Words_are_read_as_a_button_only_when_they_are_the_whole_message()
    {
        var question = (Question)RaiseConcern.Flow.Find("childs-words")!;

        Assert.Equal(Answer.Wrote("he said skip it, nothing happened"), _words.For(question).Read(question, "he said skip it, nothing happened"));
    }

    [Theory]
    [InlineData("999", "emergency")]
    [InlineData("STOP", "stop")]
    [InlineData("delete what i wrote.", "discard")]
    [InlineData("I want to stop smoking", null)]
    public void Commands_count_only_as_whole_messages(string typed, string? command) => Assert.Equal(command, _words.Command(typed));

    [Theory]
    [InlineData("I'm worried about a child", true)]
    [InlineData("im worried about a lad in y9", true)]
    [InlineData("I have a concern", true)]
    [InlineData("is a new phone a sign?", false)]
    public void A_worry_is_heard(string typed, bool worried) => Assert.Equal(worried, _words.SoundsWorried(typed));

    [Fact]
    public void A_sentence_without_the_names_it_needs_is_not_said() => Assert.Throws<ArgumentException>(() => _words.Say("welcome.heading"));

    [Fact]
    public void Every_question_says_it_only_wants_what_is_known_or_is_one_tap()
    {
        foreach (var question in AllFlows.All.SelectMany(flow => flow.Steps).OfType<FreeText>().Where(question => question.MaxLength > 200))
        {
            Assert.Matches("(?i)only what you already know|please don't go back and ask", _words.For(question).Help);
        }
    }
}
