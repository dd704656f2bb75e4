using CseBot.Dialogs.Flows;

namespace CseBot.Dialogs.Tests.Content;

public sealed class WordingTests
{
    private static readonly Wording _words = Wording.Load();

    /// <summary>Every question that is ever asked: in place of the frame for targeted questions, those that it is filled with.</summary>
    private static readonly Question[] _asked =
    [
        .. AllFlows.All.SelectMany(flow => flow.Questions).Where(question => question.Name != Targeted.Asks),
        .. QuestionBank.Ours.Questions.Select(question => (Question)RaiseConcern.Flow.Find($"{Targeted.Asks}.{question.Id}")!),
    ];

    [Theory]
    [InlineData("in-danger-now", "Y", "yes")]
    [InlineData("in-danger-now", "nope!", "no")]
    [InlineData("in-danger-now", "I’m not sure", "not-sure")]
    [InlineData("who.3", "no idea", "dont-know")]
    [InlineData("class.1", "Not at our school!", "not-ours")]
    [InlineData("role.2", "a witness", "saw-or-heard")]
    [InlineData("anyone-else.1", "that's all", "no")]
    [InlineData("about-an-adult", "it's about me", "me")]
    [InlineData("which-adult-now", "someone else", "not-listed")]
    [InlineData("whom-to-tell", "the LADO", "lado")]
    [InlineData("childs-words", "skip", "skip")]
    [InlineData("signs-online", "no more lists", "enough")]
    [InlineData("under-13", "12", "yes")]
    [InlineData("under-13", "13", "no")]
    [InlineData("ask.person", "Rather not say", "skip")]
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
    public void No_words_are_two_buttons_of_one_question()
    {
        foreach (var question in AllFlows.All.SelectMany(flow => flow.Questions))
        {
            var typed = question.Options
                .Select(option => _words.For(question).Options[option.Value])
                .SelectMany(words => words.Typed.Append(words.Title).Select(Phrase.Normal).Distinct())
                .ToArray();

            Assert.Equal(typed.Distinct(), typed);
        }
    }

    [Fact]
    public void Every_question_says_it_only_wants_what_is_known_or_is_one_tap() => Assert.All(
        _asked.OfType<FreeText>().Where(question => question.MaxLength > 200),
        question => Assert.Matches("(?i)only what you already know|please don't go back and ask", _words.For(question).Help));

    [Fact]
    public void Every_question_says_why_it_is_asked() => Assert.All(_asked, question => Assert.NotEmpty(_words.For(question).Why));

    [Fact]
    public void No_question_has_a_long_dash_in_it() => Assert.All(
        _asked, question => Assert.DoesNotContain('\u2014', $"{_words.For(question).Ask} {_words.For(question).Help} {_words.For(question).Why}"));

    [Fact]
    public void Every_sign_and_vulnerability_of_the_guidance_can_be_ticked() => Assert.All(
        GuidanceLibrary.Load().Entries.Where(entry => entry.Kind is GuidanceKind.Sign or GuidanceKind.Vulnerability), entry => Assert.NotNull(_words.Tick(entry.Id)));
}
