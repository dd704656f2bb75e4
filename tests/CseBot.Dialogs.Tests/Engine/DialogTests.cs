using System.Collections.Immutable;
using CseBot.Dialogs.Flows;
using CseBot.Dialogs.Tests.Flows;
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

    /// <summary>The concern after an update: a question has gone, one has come, and two have changed places.</summary>
    private static readonly Flow _redeployed = new(
        RaiseConcern.Flow.Name,
        [
            .. RaiseConcern.Flow.Parts.Select(part => new Part(
                part.Name,
                [
                    .. part.Steps.Where(step => step.Id != "where").SelectMany(step =>
                        step.Id == "asked-the-child" ? new[] { new FreeText("how-often", then: "asked-the-child"), step } : [Moved(step)]),
                ])),
        ]);

    /// <summary>What a card can still be open for.</summary>
    private static readonly string[] _steps =
    [
        .. RaiseConcern.Flow.Questions.Select(question => question.Id),
        .. Enumerable.Range(2, 7).SelectMany(child => new[] { $"who.{child}", $"class.{child}", $"role.{child}", $"anyone-else.{child}" }),
        .. QuestionBank.Ours.Questions.Select(question => $"ask.{question.Id}"),
        "send-now", "send-now", "how-often", "no-such-step",
    ];

    /// <summary>What happens to somebody on the way: an answer to the question on screen or to another, and much that is none.</summary>
    private static readonly Gen<(Happens What, string? Step, int Way)[]> _walks =
        from count in Gen.Choose(1, 60)
        from walk in Gen.Frequency(
            (8, from way in Gen.Choose(0, 99) select (Happens.Replied, (string?)null, way)),
            (5, from step in Gen.Elements(_steps) from way in Gen.Choose(0, 99) select (Happens.Replied, (string?)step, way)),
            (1, from step in Gen.Elements(_steps) select (Happens.AskedAgain, (string?)step, 0)),
            (2, Gen.Constant((Happens.ActWasDone, (string?)null, 0))),
            (3, from what in Gen.Elements(Happens.WentBack, Happens.CameBack, Happens.Noticed, Happens.Restarted, Happens.Redeployed)
                select (what, (string?)null, 0))).ListOf(count)
        select walk.ToArray();

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

    [Fact]
    public void Whatever_happens_on_the_way_through_a_concern_nothing_is_lost_nothing_is_asked_twice_and_the_end_can_be_reached() => Prop.ForAll(_walks.ToArbitrary(), walk =>
    {
        var (flow, other) = (RaiseConcern.Flow, _redeployed);
        var (state, given) = (Dialog.Begin(flow, "first words").State, Answers.None);
        string? again = null;

        foreach (var (what, step, way) in walk)
        {
            switch (what)
            {
                case Happens.Redeployed:
                    (flow, other) = (other, flow);
                    continue;

                case Happens.Restarted:
                    state = state with { Answers = state.Answers.ByStep.Aggregate(Answers.None, (all, pair) => all.With(pair.Key, pair.Value)) };
                    continue;

                case Happens.Noticed:
                    given = given.With(WhatIsKnown.RecognisedIn, Ticks.Tick(["self-harm"]));
                    state = state with { Answers = given };
                    continue;
            }

            var answer = AnswerTo(flow.Find(step ?? state.Asked), way);
            var toDo = what == Happens.ActWasDone ? Dialog.Resume(flow, state).Here as Act : null;
            var turn = what switch
            {
                Happens.Replied => Dialog.Take(flow, state, new Reply(answer, step)),
                Happens.AskedAgain => Dialog.AskAgain(flow, state, step!),
                Happens.WentBack => Dialog.Back(flow, state),
                _ => toDo is null ? Dialog.Resume(flow, state) : Dialog.Done(flow, state, toDo),
            };

            again = what is Happens.AskedAgain or Happens.WentBack || (turn.Answered is null && turn.Here.Id == again) ? turn.Here.Id : null;
            given = turn.Answered is { } answered ? given.With(answered.Id, answer) : given;
            given = what is Happens.WentBack ? WithoutShortcuts(flow, given) : given;
            given = toDo is not null ? given.With(toDo.Id, Answer.Wrote(toDo.Of(given))) : given;
            state = turn.State;

            Assert.Equal(given, state.Answers);
            Assert.Equal("first words", state.FirstWords);
            Assert.False(turn.Here is Question asked && asked.Id != again && given.To(asked.Id) is { } known && asked.After(known) is not null, $"{turn.Here.Id} is asked twice.");
        }

        Assert.IsType<Outcome>(End(flow, state, question => question.Options.Count > 0 ? Answer.Chose(question.Options[0].Value) : Answer.Wrote("self-harm")));
        Assert.IsType<Outcome>(End(flow, state, question => question is Choice ? Answer.Chose(question.Options[^1].Value) : Answer.Wrote("self-harm")));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(150));

    /// <summary>Whoever goes back from the way to the end is on the long way again: that is no answer, and nothing that was written.</summary>
    private static Answers WithoutShortcuts(Flow flow, Answers given)
    {
        var shortcuts = flow.Steps.OfType<Shortcut>().Select(shortcut => shortcut.Id).ToArray();

        return shortcuts.Any(shortcut => given.To(shortcut)?.Option == Shortcut.Taken) ? new Answers(given.ByStep.RemoveRange(shortcuts)) : given;
    }

    /// <summary>One of the answers that somebody could give, sensible or not.</summary>
    private static Answer AnswerTo(Step? step, int way)
    {
        Answer[] all =
        [
            .. step is Question question ? question.Options.Select(option => Answer.Chose(option.Value)) : [],
            Answer.Wrote("Robin Vale, 7A"), Ticks.Tick(["going-missing", "image-threats"]), Ticks.Tick(["neglect", "domestic-abuse"]),
            Answer.Wrote(" "), Answer.Wrote(new string('x', 4001)), Answer.Chose("no-such-option"),
        ];

        return all[way % all.Length];
    }

    /// <summary>Where somebody comes to who does whatever has to be done and answers whatever is asked.</summary>
    private static Step End(Flow flow, DialogState state, Func<Question, Answer> says)
    {
        var turn = flow.Find(state.Asked) is Question asked ? new Turn(state, asked, null) : Dialog.Resume(flow, state);

        for (var turns = 0; turns < Walk.Longest && turn.Here is not Outcome; turns++)
        {
            turn = turn.Here is Act act ? Dialog.Done(flow, turn.State, act) : Dialog.Take(flow, turn.State, new Reply(says((Question)turn.Here)));
        }

        return turn.Here;
    }

    private static Step Moved(Step step) => step switch
    {
        Choice choice => new Choice(choice.Id, Moved(choice)),
        FreeText text => new FreeText(text.Id, Moved(text, text.Then), Moved(text)) { MaxLength = text.MaxLength },
        Passage passage => passage with { Then = Moved(passage, passage.Then) },
        _ => step,
    };

    private static Option[] Moved(Question question) => [.. question.Options.Select(option => option with { Then = Moved(question, option.Then) })];

    private static string Moved(Step from, string then) => (from.Id, then) switch
    {
        (_, "where") => "before-home",
        ("more-questions", _) => "social-care",
        ("social-care", _) => "on-system",
        ("on-system", _) => "parents",
        ("done-so-far", _) => "how-often",
        _ => then,
    };

    private static Turn Say(Turn turn, params IReadOnlyList<Answer> answers) =>
        answers.Aggregate(turn, (now, answer) => Dialog.Take(_flow, now.State, new Reply(answer)));

    private enum Happens
    {
        Replied,
        AskedAgain,
        WentBack,
        CameBack,
        ActWasDone,
        Noticed,
        Restarted,
        Redeployed,
    }
}
