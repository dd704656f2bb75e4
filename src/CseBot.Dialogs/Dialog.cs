namespace CseBot.Dialogs;

/// <summary>All that is kept of a conversation: the answers, the question on screen, and the words it began with.</summary>
/// <param name="Flow">The name of the flow.</param>
/// <param name="Asked">The question that typed words answer. It is not a position: see <see cref="Dialogs.Flow.Replay"/>.</param>
/// <param name="FirstWords">What the person had typed before the first question, word for word; never lost on the way to a concern.</param>
public sealed record DialogState(string Flow, Answers Answers, string Asked, string? FirstWords = null);

/// <summary>An answer, and the step it is meant for. A card's answer names its own step, however late it comes.</summary>
public sealed record Reply(Answer Answer, string? To = null);

/// <summary>What came of a reply.</summary>
/// <param name="Here">What to ask or do now.</param>
/// <param name="Answered">The question that the reply answered, or <see langword="null"/> when it could not be accepted.</param>
public sealed record Turn(DialogState State, Step Here, Question? Answered);

/// <summary>Moves a conversation through a flow. No clock, no storage, no Teams: the same input always gives the same turn.</summary>
public static class Dialog
{
    public static Turn Begin(Flow flow, string? firstWords = null) =>
        Arrive(flow, Answers.None, firstWords, answered: null);

    /// <summary>Asks whatever the answers now lead to, for somebody who comes back after an interruption.</summary>
    public static Turn Resume(Flow flow, DialogState state) =>
        Arrive(flow, state.Answers, state.FirstWords, answered: null);

    /// <summary>Asks an answered question again, without forgetting anything. A step that has gone leaves the person where they were.</summary>
    public static Turn AskAgain(Flow flow, DialogState state, string step) => flow.Find(step) is Question question and not Shortcut
        ? new Turn(state with { Asked = step }, question, null)
        : Resume(flow, state);

    /// <summary>Asks the question before the one on screen again. From the first there is no way back.</summary>
    public static Turn Back(Flow flow, DialogState state)
    {
        if (flow.Steps.OfType<Shortcut>().Any(shortcut => state.Answers.To(shortcut.Id)?.Option == Shortcut.Taken))
        {
            return TakeNoShortcut(flow, state);
        }

        Question[] walked = [.. flow.Walked(state.Answers)];
        var here = Array.FindIndex(walked, question => question.Id == state.Asked);
        var before = here < 0 ? walked.Length - 1 : here - 1;

        return before < 0 ? Resume(flow, state) : AskAgain(flow, state, walked[before].Id);
    }

    /// <summary>Goes on with the questions, for somebody who was on a shortcut to the end.</summary>
    public static Turn TakeNoShortcut(Flow flow, DialogState state) => Arrive(
        flow,
        new Answers(state.Answers.ByStep.RemoveRange(flow.Steps.OfType<Shortcut>().Select(shortcut => shortcut.Id))),
        state.FirstWords,
        answered: null);

    /// <summary>Goes on after <paramref name="act"/> has been done.</summary>
    public static Turn Done(Flow flow, DialogState state, Act act) =>
        Arrive(flow, state.Answers.With(act.Id, Answer.Wrote(act.Of(state.Answers))), state.FirstWords, answered: null);

    public static Turn Take(Flow flow, DialogState state, Reply reply)
    {
        if (flow.Find(reply.To ?? state.Asked) is not Question question)
        {
            return Resume(flow, state);
        }

        if (IsAnEndFromElsewhere(flow, state, question, reply.Answer))
        {
            return Resume(flow, state);
        }

        return question.After(reply.Answer) is null
            ? new Turn(state, flow.Find(state.Asked) ?? Resume(flow, state).Here, null)
            : Arrive(flow, state.Answers.With(question.Id, reply.Answer), state.FirstWords, question);
    }

    /// <summary>Whether an answer would end the flow from a step that the answers no longer lead to: kept, it would do so later and unasked.</summary>
    private static bool IsAnEndFromElsewhere(Flow flow, DialogState state, Question question, Answer answer) =>
        flow.Find(question.After(answer)) is Outcome && !flow.Replay(state.Answers).Contains(question);

    private static Turn Arrive(Flow flow, Answers answers, string? firstWords, Question? answered)
    {
        var here = flow.Replay(answers)[^1];

        return new Turn(new DialogState(flow.Name, answers, here.Id, firstWords), here, answered);
    }
}
