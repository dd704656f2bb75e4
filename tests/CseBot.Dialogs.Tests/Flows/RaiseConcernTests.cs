using CseBot.Dialogs.Flows;

namespace CseBot.Dialogs.Tests.Flows;

public sealed class RaiseConcernTests
{
    [Theory]
    [InlineData("in-danger-now", "yes", "emergency")]
    [InlineData("in-danger-now", "yes-about-someone-here", "adult-route")]
    [InlineData("in-danger-now", "not-sure", "in-danger-check")]
    [InlineData("in-danger-now", "no", "who")]
    [InlineData("in-danger-check", "yes", "emergency")]
    [InlineData("in-danger-check", "yes-about-someone-here", "adult-route")]
    [InlineData("in-danger-check", "not-sure", "emergency")]
    [InlineData("in-danger-check", "no", "who")]
    [InlineData("about-an-adult", "no", "what-happened")]
    [InlineData("about-an-adult", "yes-here", "adult-route")]
    [InlineData("about-an-adult", "yes-elsewhere", "what-happened")]
    [InlineData("about-an-adult", "not-sure", "adult-route")]
    [InlineData("childs-words", "skip", "related")]
    [InlineData("childs-words", "send-now", "related-then-send")]
    [InlineData("related", "nobody", "check")]
    [InlineData("related-then-send", "nobody", "sent")]
    [InlineData("check", "send", "sent")]
    [InlineData("check", "discard", "discarded")]
    public void Each_option_leads_where_it_should(string step, string option, string then) =>
        Assert.Equal(then, Question(step).After(Answer.Chose(option)));

    [Fact]
    public void Every_option_is_in_the_table_above() => Assert.Equal(
        typeof(RaiseConcernTests).GetMethod(nameof(Each_option_leads_where_it_should))!.GetCustomAttributes(typeof(InlineDataAttribute), inherit: false).Length,
        RaiseConcern.Flow.Steps.OfType<Question>().Sum(question => question.Options.Count));

    [Theory]
    [InlineData("who", "about-an-adult")]
    [InlineData("what-happened", "childs-words")]
    [InlineData("childs-words", "related")]
    public void Words_lead_on_and_emptiness_does_not(string step, string then)
    {
        Assert.Equal(then, Question(step).After(Answer.Wrote("something")));
        Assert.Null(Question(step).After(Answer.Wrote("   ")));
    }

    [Fact]
    public void The_question_about_danger_is_always_the_first() => Assert.Equal("in-danger-now", RaiseConcern.Flow.Start.Id);

    [Fact]
    public void Step_ids_are_permanent_names() => Assert.Equal(
        [
            "in-danger-now", "in-danger-check", "who", "about-an-adult", "what-happened", "childs-words", "related", "related-then-send", "check",
            "emergency", "adult-route", "sent", "discarded",
        ],
        RaiseConcern.Flow.Steps.Select(step => step.Id));

    private static Question Question(string step) => (Question)RaiseConcern.Flow.Find(step)!;
}
