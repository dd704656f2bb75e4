using CseBot.Concerns;
using CseBot.Dialogs;
using CseBot.Dialogs.Flows;
using CseBot.Storage;

namespace CseBot.Conversations;

/// <summary>An unsent concern or addition: whose card it answers to, what it adds to, and what has been answered.</summary>
internal sealed record Draft(Guid Id, DialogState State, string? AddsTo)
{
    /// <summary>What somebody on no staff list says that they are.</summary>
    public Unverified? Unverified { get; init; }

    /// <summary>The name of somebody on no staff list, for when they are heard without having pressed anything.</summary>
    public string? WriterName { get; init; }

    /// <summary>Whether it waits for its writer to say which school it is about.</summary>
    public bool IsWaitingForSchool => Flow == WhichSchool.Flow;

    /// <summary>Whether it is what somebody wrote who is on no list, and who has been promised that the leads will be told.</summary>
    public bool IsUnlisted => Flow == WhoAreYou.Flow || (IsWaitingForSchool && Unverified is not null);

    /// <summary>Whether somebody who may be a pupil has said that it is about an adult here: nothing of it is sent, and they are told whom to ring.</summary>
    public bool IsAChildsAboutAnAdult => State.Asked == RaiseConcern.AdultRoute && Unverified == Concerns.Unverified.SaidNothing;

    public Flow Flow => AllFlows.Find(State.Flow) ?? RaiseConcern.Flow;

    /// <summary>The draft of a conversation, if it has one that is not too old.</summary>
    public static Draft? In(ConversationRow row, Protection protection, DateTimeOffset now)
    {
        if (row is not { DraftId: { } id, Draft: { } kept } || row.ExpiresAt <= now)
        {
            return null;
        }

        var state = protection.ReadDraft<KeptState>(kept);

        return new Draft(id, state.ToState(), row.AddsTo) { Unverified = state.Unverified, WriterName = state.WriterName };
    }

    public void Keep(ConversationRow row, Protection protection, TimeSpan keptFor, DateTimeOffset now)
    {
        var isNew = row.DraftId != Id;
        (row.DraftId, row.AddsTo, row.Draft) = (Id, AddsTo, protection.Draft(KeptState.Of(this)));
        row.ExpiresAt = (IsUnlisted, isNew) switch
        {
            (true, _) => null,
            (_, true) => now + keptFor,
            _ => row.ExpiresAt,
        };
        (row.RemindAt, row.Reminded) = (isNew || !IsUnlisted ? now + Reminders.First(this) : row.RemindAt, 0);
    }

    /// <summary>What the leads will read. In an emergency, everything that is known; otherwise what was answered on the way here.</summary>
    public Account Account(bool everything)
    {
        var walked = Flow.Replay(State.Answers).Select(step => step.Id).ToHashSet(StringComparer.Ordinal);

        return new Account(
            State.FirstWords,
            Words(RaiseConcern.Who),
            Words(RaiseConcern.WhatHappened),
            Words(RaiseConcern.ChildsWords),
            AdultElsewhere: Option(RaiseConcern.AboutAnAdult) == "yes-elsewhere");

        string? Words(string step) => Given(step)?.Text;

        string? Option(string step) => Given(step)?.Option;

        Answer? Given(string step) => everything || walked.Contains(step) ? State.Answers.To(step) : null;
    }

    /// <summary>The named people who are left out.</summary>
    public IReadOnlyList<string> Excluded() =>
        [.. PeoplePick.Picked(State.Answers.To(RaiseConcern.Related)).Union(PeoplePick.Picked(State.Answers.To(RaiseConcern.RelatedThenSend)))];

    /// <summary>What is being added to a concern that was sent, if anything has been written yet.</summary>
    public string? Addition => AddsTo is null ? null : State.Answers.To(AddInformation.WhatElse)?.Text;

    /// <summary>Whether it has been said that it is or may be about an adult who works here: then it is not for the leads.</summary>
    public bool IsAboutSomeoneHere =>
        State.Answers.To(RaiseConcern.AboutAnAdult)?.Option is "yes-here" or "not-sure"
        || State.Answers.To(RaiseConcern.InDangerCheck)?.Option == "yes-about-someone-here"
        || State.Asked == RaiseConcern.AdultRoute;

    /// <summary>The named people who are not offered as somebody to ring: when it is about someone here, it may be any of them.</summary>
    public IReadOnlyList<string> LeftOut(School school) => IsAboutSomeoneHere ? [.. school.People.Select(person => person.Key)] : Excluded();

    /// <summary>The question that a press answers. The second question about danger, once it no longer applies, stands for the first.</summary>
    public Question Asked(Question pressed) =>
        pressed.Id == RaiseConcern.InDangerCheck && !Flow.Replay(State.Answers).Contains(pressed) ? (Question)Flow.Start : pressed;

    private sealed record KeptState(
        string Flow, string Asked, string? FirstWords, Dictionary<string, KeptAnswer> Answers, Unverified? Unverified, string? WriterName)
    {
        public static KeptState Of(Draft draft) => new(
            draft.State.Flow,
            draft.State.Asked,
            draft.State.FirstWords,
            draft.State.Answers.ByStep.ToDictionary(pair => pair.Key, pair => new KeptAnswer(pair.Value.Option, pair.Value.Text), StringComparer.Ordinal),
            draft.Unverified,
            draft.WriterName);

        public DialogState ToState() => new(
            Flow,
            Answers.Aggregate(Dialogs.Answers.None, (all, answer) => all.With(answer.Key, answer.Value.ToAnswer())),
            Asked,
            FirstWords);
    }

    private sealed record KeptAnswer(string? Option, string? Text)
    {
        public Answer ToAnswer() => Option is { } option ? Answer.Chose(option) : Answer.Wrote(Text!);
    }
}

/// <summary>When somebody who has not sent is told so (design 2, rules 1 and 10).</summary>
internal static class Reminders
{
    private static readonly TimeSpan[] _inDanger = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(3), TimeSpan.FromMinutes(6)];
    private static readonly TimeSpan[] _unlisted = [TimeSpan.FromMinutes(2)];
    private static readonly TimeSpan[] _otherwise = [TimeSpan.FromMinutes(10)];

    public static TimeSpan First(Draft draft) => For(draft)[0];

    /// <summary>How long after the last reminder the next one comes, if there is one.</summary>
    public static TimeSpan? Next(Draft draft, int reminded)
    {
        var times = For(draft);

        return reminded < times.Length ? times[reminded] - times[reminded - 1] : null;
    }

    private static TimeSpan[] For(Draft draft)
    {
        var state = draft.State;
        var saidSo = new[] { RaiseConcern.InDangerNow, RaiseConcern.InDangerCheck }
            .Any(step => state.Answers.To(step)?.Option is "yes" or "yes-about-someone-here");

        return draft switch
        {
            { State.Asked: RaiseConcern.AdultRoute } when saidSo => _inDanger,
            { IsUnlisted: true } => _unlisted,
            _ => _otherwise,
        };
    }
}
