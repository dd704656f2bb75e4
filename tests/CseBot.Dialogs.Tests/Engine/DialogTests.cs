using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;

namespace CseBot.Dialogs.Tests.Engine;

public sealed class DialogTests
{
    private static readonly Flow _flow = new(
        "test",
        new Choice("safe", new Option("yes", Then: "who"), new Option("no", Then: "danger")),
        new FreeText("danger", then: "who"),
        new FreeText("who", then: "check") { MaxLength = 20 },
        new Choice("check", new Option("send", Then: "sent")),
        new Outcome("sent"));

    /// <summary>The same conversation after an update: a step added, one removed, the rest in another order.</summary>
    private static readonly Flow _newer = new(
        "test",
        new FreeText("who", then: "where") { MaxLength = 20 },
        new FreeText("where", then: "safe"),
        new Choice("safe", new Option("yes", Then: "check"), new Option("no", Then: "check")),
        new Choice("check", new Option("send", Then: "sent")),
        new Outcome("sent"));

    [Fact]
    public void An_earlier_answer_can_be_changed_without_losing_later_ones()
    {
        var reviewing = Say(Dialog.Begin(_flow), Answer.Chose("yes"), Answer.Wrote("Robin")).State;

        var changing = Dialog.AskAgain(_flow, reviewing, "who").State;
        var turn = Dialog.Take(_flow, changing, new Reply(Answer.Wrote("Rowan")));

        Assert.Equal("check", turn.Here.Id);
        Assert.Equal(Answer.Wrote("Rowan"), turn.State.Answers.To("who"));
        Assert.Equal(Answer.Chose("yes"), turn.State.Answers.To("safe"));
    }

    [Fact]
    public void A_late_tap_answers_its_own_question()
    {
        var asking = Say(Dialog.Begin(_flow), Answer.Chose("yes")).State;

        var turn = Dialog.Take(_flow, asking, new Reply(Answer.Chose("no"), To: "safe"));

        Assert.Equal(("danger", "safe"), (turn.Here.Id, turn.Answered!.Id));
    }

    [Fact]
    public void An_answer_that_cannot_be_accepted_changes_nothing()
    {
        var begun = Dialog.Begin(_flow);

        var turn = Dialog.Take(_flow, begun.State, new Reply(Answer.Wrote("purple")));

        Assert.Null(turn.Answered);
        Assert.Equal(begun.State, turn.State);
        Assert.Equal("safe", turn.Here.Id);
    }

    [Fact]
    public void A_card_of_a_step_that_is_gone_asks_what_is_to_be_answered_now()
    {
        var turn = Dialog.Take(_newer, Say(Dialog.Begin(_flow), Answer.Chose("no")).State, new Reply(Answer.Wrote("x"), To: "danger"));

        Assert.Equal(("who", null), (turn.Here.Id, turn.Answered));
    }

    [Fact]
    public void Words_that_are_too_long_are_refused_and_never_cut()
    {
        var asking = Say(Dialog.Begin(_flow), Answer.Chose("yes"));

        Assert.Null(Dialog.Take(_flow, asking.State, new Reply(Answer.Wrote(new string('x', 21)))).Answered);
        Assert.NotNull(Dialog.Take(_flow, asking.State, new Reply(Answer.Wrote(new string('x', 20)))).Answered);
    }

    [Fact]
    public void Whatever_is_answered_in_whatever_order_and_over_an_update_no_answer_is_lost_and_none_is_asked_for_twice()
    {
        var steps = _flow.Steps.OfType<Question>().Select(question => question.Id).Append("no-such-step").ToArray();
        var said = from step in Gen.Elements(steps.Append(null!).ToArray())
                   from text in Gen.Elements("yes", "no", "send", "Robin", "", "a very long answer that is refused")
                   from option in Gen.Elements(true, false)
                   from again in Gen.Choose(0, 9)
                   select (step, text, option, again);

        Prop.ForAll(said.ListOf(30).ToArbitrary(), replies =>
        {
            var flow = _flow;
            var state = Dialog.Begin(flow, "first words").State;
            var given = ImmutableDictionary<string, Answer>.Empty;

            foreach (var (step, text, option, again) in replies)
            {
                flow = again == 0 ? _newer : flow;
                state = again == 1 ? Dialog.AskAgain(flow, state, text).State : state;
                var turn = Dialog.Take(flow, state, new Reply(option ? Answer.Chose(text) : Answer.Wrote(text), step));

                if (turn.Answered is { } answered)
                {
                    given = given.SetItem(answered.Id, option ? Answer.Chose(text) : Answer.Wrote(text));
                    Assert.Equal(flow.Replay(turn.State.Answers)[^1], turn.Here);
                }

                state = turn.State;
                Assert.Equal(new Answers(given), state.Answers);
                Assert.Equal("first words", state.FirstWords);
                Assert.Null(flow.Replay(state.Answers)[^1] is Question asked && state.Answers.To(asked.Id) is { } answer ? asked.After(answer) : null);
            }
        }).QuickCheckThrowOnFailure();
    }

    private static Turn Say(Turn turn, params IReadOnlyList<Answer> answers) =>
        answers.Aggregate(turn, (now, answer) => Dialog.Take(_flow, now.State, new Reply(answer)));
}
