using CseBot.Dialogs.Flows;

namespace CseBot.Dialogs.Tests.Flows;

public sealed class ChildrenTests
{
    private static readonly (string Step, string Said)[] _two =
    [
        ("who.1", "Robin Vale"), ("class.1", "9B"), ("anyone-else.1", "yes"), ("who.2", "Rowan Hill"), ("class.2", "7A"), ("role.2", "saw-or-heard"),
    ];

    [Fact]
    public void One_child_is_the_one_that_somebody_is_worried_about()
    {
        var state = Walk.To("about-an-adult", ("who.1", "Robin Vale"), ("class.1", "9B"));

        Assert.Equal([new ChildSaid("Robin Vale", "9B", IsNotOurs: false, "worried-about")], state.Answers.ChildrenSaid);
    }

    [Fact]
    public void Somebody_who_types_is_asked_the_class_and_from_the_second_child_on_the_part_in_it()
    {
        var state = Walk.To("about-an-adult", _two);

        Assert.Equal(["in-danger-now", "who.1", "class.1", "anyone-else.1", "who.2", "class.2", "role.2", "anyone-else.2", "about-an-adult"], state.Way());
        Assert.Equal(
            [new ChildSaid("Robin Vale", "9B", IsNotOurs: false, "worried-about"), new ChildSaid("Rowan Hill", "7A", IsNotOurs: false, "saw-or-heard")],
            state.Answers.ChildrenSaid);
    }

    [Fact]
    public void A_card_answers_class_and_part_beside_the_name_and_neither_is_asked_again()
    {
        var named = Dialog.Take(RaiseConcern.Flow, Walk.To("who.1"), new Reply(Answer.Wrote("Robin Vale")));
        Assert.Equal(["class.1", "role.1"], named.Answered!.Beside.Select(question => question.Id));

        var placed = Dialog.Take(RaiseConcern.Flow, named.State, new Reply(Answer.Wrote("9B"), "class.1"));
        var turn = Dialog.Take(RaiseConcern.Flow, placed.State, new Reply(Answer.Chose("may-have-caused-harm"), "role.1"));

        Assert.Equal("anyone-else.1", turn.Here.Id);
        Assert.Equal(["in-danger-now", "who.1", "class.1", "role.1", "anyone-else.1"], turn.State.Way());
        Assert.Equal([new ChildSaid("Robin Vale", "9B", IsNotOurs: false, "may-have-caused-harm")], turn.State.Answers.ChildrenSaid);
    }

    [Fact]
    public void There_are_at_most_eight()
    {
        var state = Walk.To(
            "about-an-adult",
            [
                .. Enumerable.Range(1, 8).Select(child => ($"who.{child}", $"Child {child}")),
                .. Enumerable.Range(1, 7).Select(child => ($"anyone-else.{child}", "yes")),
            ]);

        Assert.Equal(Enumerable.Range(1, 8).Select(child => $"Child {child}"), state.Answers.ChildrenSaid.Select(child => child.Name));
        Assert.Equal(["who.8", "class.8", "role.8", "about-an-adult"], state.Way().TakeLast(4));
    }

    [Theory]
    [InlineData("who.0")]
    [InlineData("who.9")]
    [InlineData("class.9")]
    [InlineData("role.-1")]
    [InlineData("anyone-else.8")]
    [InlineData("who.one")]
    [InlineData("who")]
    public void Nothing_is_asked_about_a_child_that_cannot_be(string step) => Assert.Null(RaiseConcern.Flow.Find(step));

    [Fact]
    public void A_child_without_a_name_is_a_child()
    {
        var state = Walk.To("about-an-adult", ("who.1", "dont-know"), ("class.1", "not-ours"));

        Assert.Equal([new ChildSaid(null, null, IsNotOurs: true, "worried-about")], state.Answers.ChildrenSaid);
    }

    [Fact]
    public void Whoever_says_after_all_that_there_is_no_other_child_keeps_what_they_wrote_and_the_other_child_is_left_out()
    {
        var changed = Walk.To("what-happened", _two).Changes("anyone-else.1", "no");

        Assert.Equal(["Robin Vale"], changed.Answers.ChildrenSaid.Select(child => child.Name));
        Assert.Equal(["in-danger-now", "who.1", "class.1", "anyone-else.1", "about-an-adult", "what-happened"], changed.Way());
        Assert.Equal(Answer.Wrote("Rowan Hill"), changed.Answers.To("who.2"));
        Assert.Equal(["Robin Vale", "Rowan Hill"], changed.Changes("anyone-else.1", "yes").Answers.ChildrenSaid.Select(child => child.Name));
    }

    [Fact]
    public void Children_who_were_named_before_danger_was_said_are_not_asked_for_again() => Assert.Equal(
        ["in-danger-now", "which-adult-now", "tell-adult-route-now", "send-known-of-adult", "who.1", "class.1", "anyone-else.1", "who.2", "class.2", "role.2", "anyone-else.2", "what-happened"],
        Walk.To("what-happened", _two).Changes("in-danger-now", "yes-about-someone-here").Changes("which-adult-now", "sam").Way());

    [Theory]
    [InlineData("Robin Vale", "9B", 9)]
    [InlineData("Robin Vale, 9B", "dont-know", 9)]
    [InlineData("Robin Vale, 9B", "7A", 7)]
    [InlineData("Robin Vale, 9B", "not-ours", null)]
    [InlineData("Robin Vale", "dont-know", null)]
    [InlineData("dont-know", "dont-know", null)]
    public void The_year_is_in_the_class_or_behind_the_name(string name, string itsClass, int? year) =>
        Assert.Equal(year, Assert.Single(Walk.Known(("who.1", name), ("class.1", itsClass)).ChildrenSaid).Year);
}
