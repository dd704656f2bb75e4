using CseBot.Concerns;
using CseBot.Dialogs;
using CseBot.Dialogs.Flows;
using CseBot.Storage;

namespace CseBot.Conversations;

/// <summary>An unsent concern or addition: whose card it answers to, what it adds to, and what has been answered.</summary>
/// <param name="AddsTo">The concern that it adds to: because somebody is adding, or because an emergency was told of at once and the rest is added.</param>
internal sealed record Draft(Guid Id, DialogState State, string? AddsTo)
{
    /// <summary>What somebody on no staff list says that they are.</summary>
    public Unverified? Unverified { get; init; }

    /// <summary>The name of somebody on no staff list, for when they are heard without having pressed anything.</summary>
    public string? WriterName { get; init; }

    /// <summary>Messages of others that it was begun from.</summary>
    public IReadOnlyList<CopiedMessage> Copied { get; init; } = [];

    /// <summary>Concerns that were told of from it before, and are not what it adds to any more: because it turned out to be about someone here, or not to be.</summary>
    public IReadOnlyList<string> AlsoTold { get; init; } = [];

    /// <summary>The keys of people whom the concern leaves out that it adds to, or was begun from.</summary>
    public IReadOnlyList<string> AlwaysOut { get; init; } = [];

    /// <summary>Whether the concern that it adds to, or was begun from, is about an adult here.</summary>
    public bool IsOfAdultRoute { get; init; }

    /// <summary>A concern that was told of from it, if one was.</summary>
    public string? ToldAs => AddsTo ?? (AlsoTold.Count > 0 ? AlsoTold[0] : null);

    /// <summary>What was typed after a long pause, until its writer says whether it goes with this or begins something new.</summary>
    public string? Pending { get; init; }

    /// <summary>Whether its writer has been told how to delete a message that they typed.</summary>
    public bool HasBeenToldToDelete { get; init; }

    /// <summary>Whether it waits for its writer to say which school it is about.</summary>
    public bool IsWaitingForSchool => Flow == WhichSchool.Flow;

    /// <summary>Whether somebody is adding to a concern, and not walking through one.</summary>
    public bool IsAddition => Flow == AddInformation.Flow;

    /// <summary>Whether it is what somebody wrote who is on no list, and who has been promised that the leads will be told.</summary>
    public bool IsUnlisted => !IsAChildsAboutAnAdult && (Flow == WhoAreYou.Flow || (IsWaitingForSchool && Unverified is not null));

    /// <summary>Whether somebody who may be a pupil has said that it is about an adult here: nothing of it is sent until they choose whom to tell.</summary>
    public bool IsAChildsAboutAnAdult => Flow == WhoAreYou.Flow && State.Answers.To(WhoAreYou.AreYou)?.Option == WhoAreYou.AboutAnAdult;

    /// <summary>Whether it is about danger now, and nobody has been told yet because it is about someone here.</summary>
    public bool IsUntoldDanger => AddsTo is null && State.Answers.IsDangerAboutSomeoneHere;

    public Flow Flow => AllFlows.Find(State.Flow) ?? RaiseConcern.Flow;

    /// <summary>Whether anything has been written in it that could be lost.</summary>
    public bool HasWords => AddsTo is null || State.FirstWords is not null || State.Answers.ByStep.Values.Any(answer => answer.Text is not null);

    /// <summary>The draft of a conversation, if it has one that is not too old.</summary>
    public static Draft? In(ConversationRow row, Protection protection, DateTimeOffset now)
    {
        if (row is not { DraftId: { } id, Draft: { } kept } || row.ExpiresAt <= now)
        {
            return null;
        }

        var state = protection.ReadDraft<KeptState>(kept);

        return new Draft(id, state.ToState(), row.AddsTo)
        {
            Unverified = state.Unverified,
            WriterName = state.WriterName,
            Copied = state.Copied,
            AlsoTold = state.AlsoTold,
            AlwaysOut = state.AlwaysOut,
            IsOfAdultRoute = state.IsOfAdultRoute,
            Pending = state.Pending,
            HasBeenToldToDelete = state.HasBeenToldToDelete,
        };
    }

    public void Keep(ConversationRow row, Protection protection, TimeSpan keptFor, DateTimeOffset now)
    {
        var isNew = row.DraftId != Id;
        (row.DraftId, row.AddsTo, row.Draft) = (Id, AddsTo, protection.Draft(KeptState.Of(this)));
        row.ExpiresAt = (IsUnlisted, isNew) switch
        {
            (true, _) => null,
            (_, true) => now + keptFor,
            _ => row.ExpiresAt ?? now + keptFor,
        };
        (row.RemindAt, row.Reminded) = (isNew || !IsUnlisted ? now + Reminders.First(this) : row.RemindAt, 0);
        row.TouchedAt = now;
    }

    /// <summary>Whom it goes to.</summary>
    public ConcernRoute Route => State.Answers.IsAboutSomeoneHere || IsOfAdultRoute ? ConcernRoute.Adult : ConcernRoute.Child;

    /// <summary>How soon something has to happen, as far as is known now. What was not answered means today.</summary>
    public Response Response => State.Answers switch
    {
        { IsInDanger: true } => Response.Now,
        { CanWait: true } => Response.SameDay,
        _ => Response.Today,
    };

    /// <summary>The keys of the named people who are left out of it when it is sent: those related or close, and those whom it is or may be about.</summary>
    public IReadOnlyList<string> Excluded(School school, string reporter) =>
        [.. State.Answers.RelatedPeople.Union(AlwaysOut).Union(State.Answers.IsAboutSomeoneHere ? AdultRoute.LeftOut(school, [.. About(school, reporter)], FirstTold) : [])];

    /// <summary>The keys of the named people whom it is or may be about.</summary>
    public IEnumerable<string> About(School school, string reporter) =>
        State.Answers.IsAboutTheReporter && school.Find(reporter) is { } themself ? [.. State.Answers.AdultsPicked, themself.Key] : State.Answers.AdultsPicked;

    /// <summary>The keys of the named people who are not offered as somebody to ring: when it is about someone here, and nobody has said who, it may be any of them.</summary>
    public IReadOnlyList<string> LeftOut(School school, string reporter) => this switch
    {
        { IsAddition: true, IsOfAdultRoute: true } => [.. AlwaysOut.Union(school.People.Where(person => !person.IsOnAdultRoute).Select(person => person.Key))],
        { IsAddition: true } => AlwaysOut,
        { Route: ConcernRoute.Adult, FirstTold: null, State.Answers: { AdultsPicked.Count: 0, IsAboutTheReporter: false } } => [.. school.People.Select(person => person.Key)],
        _ => Excluded(school, reporter),
    };

    /// <summary>The draft with what else somebody typed, kept with what they typed first.</summary>
    public Draft WithWords(string? more) => this with
    {
        State = State with
        {
            FirstWords = (State.FirstWords, more) switch
            {
                (_, null) => State.FirstWords,
                (null, _) => more,
                var (before, after) => before.Contains(after, StringComparison.Ordinal) ? before : $"{before}\n{after}",
            },
        },
    };

    /// <summary>The draft with the question about danger asked anew, from its beginning.</summary>
    public Draft AskedAboutDanger() => this with
    {
        State = Dialog.AskAgain(
            Flow, State with { Answers = new Answers(State.Answers.ByStep.Remove(RaiseConcern.InDangerCheck)) }, RaiseConcern.InDangerNow).State,
    };

    /// <summary>All that has been written in an addition.</summary>
    public string? WrittenInAddition => IsAddition && new[] { State.FirstWords, Addition }.OfType<string>().ToArray() is { Length: > 0 } written ? string.Join('\n', written) : null;

    /// <summary>What has been written for an addition, if anything.</summary>
    public string? Addition => IsAddition ? State.Answers.To(AddInformation.WhatElse)?.Text : null;

    /// <summary>The question on screen, which typed words answer; nothing where the dialog has come to something else.</summary>
    public Question? AskedNow => Flow.Find(State.Asked) as Question;

    /// <summary>The way to Send that is open from a question.</summary>
    public Shortcut? ShortcutFrom(Question question) => Flow == RaiseConcern.Flow ? RaiseConcern.SendNowFrom(question, State.Answers) : null;

    /// <summary>The question that a press answers. The second question about danger, once it no longer applies, stands for the first.</summary>
    public Question Asked(Question pressed) =>
        pressed.Id == RaiseConcern.InDangerCheck && !Flow.Replay(State.Answers).Contains(pressed) ? (Question)Flow.Start : pressed;

    private FirstTold? FirstTold => State.Answers.WhomToTell switch
    {
        RaiseConcern.Head => Concerns.FirstTold.Head,
        RaiseConcern.Chair => Concerns.FirstTold.Chair,
        RaiseConcern.Lado => Concerns.FirstTold.Nobody,
        _ => null,
    };

    private sealed record KeptState(
        string Flow,
        string Asked,
        string? FirstWords,
        Dictionary<string, KeptAnswer> Answers,
        Unverified? Unverified,
        string? WriterName,
        IReadOnlyList<CopiedMessage> Copied,
        IReadOnlyList<string> AlsoTold,
        IReadOnlyList<string> AlwaysOut,
        bool IsOfAdultRoute,
        string? Pending,
        bool HasBeenToldToDelete)
    {
        public static KeptState Of(Draft draft) => new(
            draft.State.Flow,
            draft.State.Asked,
            draft.State.FirstWords,
            draft.State.Answers.ByStep.ToDictionary(pair => pair.Key, pair => new KeptAnswer(pair.Value.Option, pair.Value.Text, pair.Value.At, pair.Value.TakenFor), StringComparer.Ordinal),
            draft.Unverified,
            draft.WriterName,
            draft.Copied,
            draft.AlsoTold,
            draft.AlwaysOut,
            draft.IsOfAdultRoute,
            draft.Pending,
            draft.HasBeenToldToDelete);

        public DialogState ToState() => new(
            Flow,
            Answers.Aggregate(Dialogs.Answers.None, (all, answer) => all.With(answer.Key, answer.Value.ToAnswer())),
            Asked,
            FirstWords);
    }

    private sealed record KeptAnswer(string? Option, string? Text, DateTimeOffset? At, SpokenTime? TakenFor)
    {
        public Answer ToAnswer() => (Option is { } option ? Answer.Chose(option) : Answer.Wrote(Text!)) with { At = At, TakenFor = TakenFor };
    }
}

/// <summary>A message of somebody else's, copied from another conversation. The draft's writer did not write it.</summary>
internal sealed record CopiedMessage(string Text, string? Sender);

/// <summary>When somebody who has not sent is told so (design 2, rules 1 and 10).</summary>
internal static class Reminders
{
    private static readonly TimeSpan[] _inDanger = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(3), TimeSpan.FromMinutes(6)];
    private static readonly TimeSpan[] _unlisted = [TimeSpan.FromMinutes(2)];
    private static readonly TimeSpan[] _otherwise = [TimeSpan.FromMinutes(10)];

    private static readonly TimeSpan _beforeTheEnd = TimeSpan.FromMinutes(45);

    public static TimeSpan First(Draft draft) => For(draft)[0];

    /// <summary>When the next reminder comes, if there is one: at its interval, or once more before the school day ends.</summary>
    /// <param name="reminded">How often somebody has been reminded, this time included.</param>
    public static DateTimeOffset? Next(Draft draft, int reminded, Calendar? calendar, DateTimeOffset now)
    {
        var times = For(draft);

        return reminded < times.Length ? now + times[reminded] - times[reminded - 1]
            : draft.IsUnlisted ? null
            : calendar?.NextHomeTime(now + _beforeTheEnd) - _beforeTheEnd;
    }

    private static TimeSpan[] For(Draft draft) => draft switch
    {
        { IsUntoldDanger: true } => _inDanger,
        { IsUnlisted: true } => _unlisted,
        _ => _otherwise,
    };
}
