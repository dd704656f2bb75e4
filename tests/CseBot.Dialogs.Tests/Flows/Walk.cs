using CseBot.Dialogs.Flows;

namespace CseBot.Dialogs.Tests.Flows;

/// <summary>Somebody who walks through a concern, says what a test has them say, and passes over whatever else is asked.</summary>
internal static class Walk
{
    /// <summary>More turns than anybody needs to come to an end.</summary>
    public const int Longest = 80;

    private static readonly string[] _waysPast = ["no", "none", "skip", "dont-know", "nobody", "send"];

    /// <summary>Every turn from the first question to the end. What is said to no question, as the signs recognised in an account, is known from the start.</summary>
    public static IReadOnlyList<Turn> Through(params IReadOnlyList<(string Step, string Said)> said)
    {
        var flow = RaiseConcern.Flow;
        var known = Known([.. said.Where(one => flow.Find(one.Step) is not Question)]);
        var replies = said.ToDictionary(one => one.Step, one => Said(one.Step, one.Said));
        var begun = Dialog.Begin(flow);
        List<Turn> turns = [begun with { State = begun.State with { Answers = known } }];

        while (turns[^1] is { Here: not Outcome } turn)
        {
            turns.Add(turn.Here is Act act
                ? Dialog.Done(flow, turn.State, act)
                : Dialog.Take(flow, turn.State, new Reply(replies.GetValueOrDefault(turn.Here.Id) ?? Past((Question)turn.Here))));
            Assert.NotSame(turn.State, turns[^1].State);
            Assert.InRange(turns.Count, 1, Longest);
        }

        return turns;
    }

    /// <summary>The turn at which <paramref name="step"/> is asked.</summary>
    public static DialogState To(string step, params IReadOnlyList<(string Step, string Said)> said) => Through(said).First(turn => turn.Here.Id == step).State;

    /// <summary>Says something else to a question that was answered before, and does what that asks for.</summary>
    public static DialogState Changes(this DialogState state, string step, string said)
    {
        var turn = Dialog.Take(RaiseConcern.Flow, state, new Reply(Said(step, said), step));

        while (turn.Here is Act act)
        {
            turn = Dialog.Done(RaiseConcern.Flow, turn.State, act);
        }

        return turn.State;
    }

    /// <summary>The steps that the answers lead past, and the one that they lead to.</summary>
    public static IEnumerable<string> Way(this DialogState state) => RaiseConcern.Flow.Replay(state.Answers).Select(step => step.Id);

    public static Answers Known(params IReadOnlyList<(string Step, string Said)> said) =>
        said.Aggregate(Answers.None, (known, one) => known.With(one.Step, Said(one.Step, one.Said)));

    /// <summary>The option of that name, where the question has one, and otherwise words or ticks.</summary>
    public static Answer Said(string step, string said) =>
        RaiseConcern.Flow.Find(step) is Question question && question.Options.Any(option => option.Value == said) ? Answer.Chose(said) : Answer.Wrote(said);

    private static Answer Past(Question question) => _waysPast.FirstOrDefault(past => question.Options.Any(option => option.Value == past)) switch
    {
        { } past => Answer.Chose(past),
        null when question is Choice => Answer.Chose(question.Options[0].Value),
        null => Answer.Wrote("something"),
    };
}
