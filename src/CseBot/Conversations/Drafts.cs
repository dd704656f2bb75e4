using CseBot.Concerns;
using CseBot.Dialogs;
using CseBot.Dialogs.Flows;
using CseBot.Storage;
using CseBot.Teams;

namespace CseBot.Conversations;

/// <summary>Keeps what is not sent yet, and asks what is still to be answered.</summary>
internal sealed class Drafts(QuestionCards questions, Notices notices, Wording words, Protection protection, ConversationOptions options, TimeProvider clock)
{
    private static readonly TimeSpan _longestPause = TimeSpan.FromHours(8);

    /// <summary>The draft of a conversation, if it has one that is not too old. What was typed after a long pause goes with it, unless its writer says otherwise.</summary>
    public Draft? In(ConversationRow row) => Draft.In(row, protection, clock.GetUtcNow()) is { } draft ? draft.WithWords(draft.Pending) with { Pending = null } : null;

    /// <summary>What was typed after a long pause, as long as nothing has been done since.</summary>
    public string? PendingIn(ConversationRow row) => Draft.In(row, protection, clock.GetUtcNow())?.Pending;

    /// <param name="row">The conversation.</param>
    /// <param name="school">The school that it is about.</param>
    /// <param name="firstWords">What has been typed already.</param>
    /// <param name="unverified">What its writer says that they are, where they are on no staff list.</param>
    /// <param name="copied">Messages of others that it is begun from.</param>
    /// <param name="from">The addition that it is begun from. Whoever that leaves out is left out of it too.</param>
    public Draft BeginConcern(
        ConversationRow row, School school, string? firstWords, Unverified? unverified = null, IReadOnlyList<CopiedMessage>? copied = null, Draft? from = null)
    {
        row.School = school.Id;

        return Keep(row, new Draft(Guid.CreateVersion7(), Dialog.Begin(RaiseConcern.Flow, firstWords).State, AddsTo: null)
            {
                Unverified = unverified,
                Copied = copied ?? [],
                AlwaysOut = from?.AlwaysOut ?? [],
                IsOfAdultRoute = from?.IsOfAdultRoute ?? false,
            });
    }

    /// <summary>Whether a draft has been left for so long that whoever writes now may mean something else.</summary>
    public bool IsFromAnotherDay(ConversationRow row) => row.TouchedAt is { } touched && clock.GetUtcNow() - touched >= _longestPause;

    public Draft BeginAddition(ConversationRow row, Concern concern)
    {
        row.School = concern.Raised.School;

        return Keep(
            row,
            new Draft(Guid.CreateVersion7(), Dialog.Begin(AddInformation.Flow).State, concern.Reference)
            {
                AlwaysOut = [.. concern.Excluded],
                IsOfAdultRoute = concern.Raised.Route == ConcernRoute.Adult,
            });
    }

    /// <summary>Keeps what somebody wrote until they say which school it is about.</summary>
    public Draft BeginWaiting(ConversationRow row, string? text, Unverified? unverified = null, string? name = null, IReadOnlyList<CopiedMessage>? copied = null)
    {
        row.School = null;

        return Keep(row, new Draft(Guid.CreateVersion7(), Dialog.Begin(WhichSchool.Flow, text).State, AddsTo: null) { Unverified = unverified, WriterName = name, Copied = copied ?? [] });
    }

    /// <summary>Keeps what else somebody typed with what they typed first.</summary>
    public Draft KeepMore(ConversationRow row, Draft draft, string? text) => Keep(row, draft.WithWords(text));

    /// <summary>Keeps what somebody wrote who is on no staff list, until they say who they are or two minutes are over.</summary>
    public Draft BeginUnlisted(ConversationRow row, string text, string name) =>
        Keep(row, new Draft(Guid.CreateVersion7(), Dialog.Begin(WhoAreYou.Flow, text).State, AddsTo: null) { WriterName = name });

    public Draft Keep(ConversationRow row, Draft draft)
    {
        draft.Keep(row, protection, TimeSpan.FromHours(options.Hours), clock.GetUtcNow());

        return draft;
    }

    /// <summary>The question on screen, or where the dialog has come to when it is none.</summary>
    public Speech[] Ask(Draft? draft, School school, string reporter, string? note = null) => draft switch
    {
        null => [],
        { IsWaitingForSchool: true } => [new Speech.Post(notices.NotSent(draft, [school], reporter))],
        _ when (draft.AskedNow ?? Dialog.Resume(draft.Flow, draft.State).Here) is Question question =>
            [new Speech.Post(questions.Ask(draft, question, school, reporter, note), question.Id)],
        _ => [new Speech.Post(notices.NotSent(draft, [school], reporter))],
    };

    /// <summary>Turns the card with the question on screen into a line, because it has been answered by typing.</summary>
    public Speech[] RedrawAsked(ConversationRow row, Draft draft) =>
        row is { AskedActivityId: { } asked, AskedStep: { } step } && step == draft.State.Asked && draft.AskedNow is { } question
            ? [new Speech.Redraw(asked, questions.Answered(draft.Id, question))]
            : [];

    /// <summary>Stops, and says what becomes of what was written.</summary>
    public OutgoingActivity Stop(ConversationRow row, Draft draft) => draft.ToldAs is not null
        ? notices.NotAdded(draft)
        : notices.Post(
            words.Say("draft.stopped.heading"),
            [words.Say("draft.stopped.kept", ("until", School.DayAndTime(row.ExpiresAt!.Value)))],
            buttons: notices.CarryOn(draft));

    /// <summary>Deletes it, and says so.</summary>
    /// <returns>What is said.</returns>
    public string Discard(ConversationRow row, Draft draft)
    {
        row.Forget(draft.ToldAs);

        return draft.ToldAs is { } reference ? words.Say("check.not-added", ("reference", reference)) : words.Say("draft.discarded");
    }
}
