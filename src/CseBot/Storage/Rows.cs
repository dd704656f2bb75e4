using CseBot.Concerns;

namespace CseBot.Storage;

/// <summary>A person we can write to. Clear: it says nothing about any concern.</summary>
internal sealed class PersonRow
{
    public required string EntraId { get; init; }

    public required string ConversationId { get; set; }

    public required string ServiceUrl { get; set; }

    public bool IsInstalled { get; set; } = true;

    public DateTimeOffset? WelcomedAt { get; set; }

    public DateTimeOffset HeardAt { get; set; }
}

/// <summary>A one-to-one conversation and the draft in it. What was typed is in <see cref="Draft"/>, encrypted.</summary>
internal sealed class ConversationRow
{
    public required string Id { get; init; }

    public required string EntraId { get; set; }

    /// <summary>The school that it is about, once that is known.</summary>
    public string? School { get; set; }

    /// <summary>Counts every change, so that two turns at once never lose one.</summary>
    public int Version { get; set; }

    public Guid? DraftId { get; set; }

    public byte[]? Draft { get; set; }

    /// <summary>The concern that the draft adds to, if it does.</summary>
    public string? AddsTo { get; set; }

    /// <summary>The message with the question on screen, which becomes a line once it is answered.</summary>
    public string? AskedActivityId { get; set; }

    /// <summary>The step whose question that message asks.</summary>
    public string? AskedStep { get; set; }

    /// <summary>When the draft was last worked on.</summary>
    public DateTimeOffset? TouchedAt { get; set; }

    public DateTimeOffset? RemindAt { get; set; }

    /// <summary>How often somebody has been reminded that it has not been sent, since they last did something.</summary>
    public int Reminded { get; set; }

    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>The last draft that was part of a concern, and the concern: so that a late press is told so.</summary>
    public Guid? EndedDraft { get; set; }

    public string? EndedAs { get; set; }

    /// <param name="endedAs">The concern that the draft belonged to, if it did.</param>
    public void Forget(string? endedAs = null)
    {
        (EndedDraft, EndedAs) = endedAs is null ? (EndedDraft, EndedAs) : (DraftId, endedAs);
        (DraftId, Draft, AddsTo, School, AskedActivityId, AskedStep) = (null, null, null, null, null, null);
        (TouchedAt, RemindAt, Reminded, ExpiresAt) = (null, null, 0, null);
    }
}

/// <summary>An activity that has been dealt with. No content: what it did, so that a repeat does nothing twice.</summary>
internal sealed class SeenRow
{
    public required string ConversationId { get; init; }

    public required string ActivityId { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>For a press, its verb.</summary>
    public string? Verb { get; init; }

    /// <summary>For a press, the concern.</summary>
    public string? Reference { get; init; }

    /// <summary>For a press, what came of it.</summary>
    public string? Result { get; init; }

    /// <summary>Whether what had to be said has been said. If not, it is said when the activity comes again, or when the program starts.</summary>
    public bool WasAnswered { get; set; }
}

/// <summary>The columns of a concern that queries need, as they follow from its events.</summary>
internal sealed class ConcernRow : IChainRow
{
    public required string Reference { get; init; }

    public required Guid Draft { get; init; }

    public required string School { get; init; }

    public Response Response { get; init; }

    public DateTimeOffset RaisedAt { get; init; }

    public ConcernRoute Route { get; init; }

    /// <summary>Whether somebody is left out who may be able to open the list where it would go.</summary>
    public bool IsWithheld { get; set; }

    /// <summary>Whether nobody could be told in Teams, and nobody is known to have been told otherwise.</summary>
    public bool WaitsForACall { get; set; }

    public ConcernStatus Status { get; set; }

    public DateTimeOffset? DueAt { get; set; }

    /// <summary>The rung the ladder has reached, from 1.</summary>
    public int Rung { get; set; }

    /// <summary>Whether even the last rung brought nobody.</summary>
    public bool IsPastLastRung { get; set; }

    /// <summary>The Entra id of whoever is acting on it, or was when it was closed.</summary>
    public string? Holder { get; set; }

    /// <summary>The day of the earliest follow-up that is not done.</summary>
    public DateOnly? FollowUpOn { get; set; }

    /// <summary>By when a second lead looks at it again.</summary>
    public DateOnly? SecondLookBy { get; set; }

    /// <summary>Whether it is in the school's own system.</summary>
    public bool IsElsewhere { get; set; }

    /// <summary>When it was closed, as long as it is.</summary>
    public DateTimeOffset? ClosedAt { get; set; }

    public int Events { get; set; }

    public byte[] ChainHead { get; set; } = [];

    /// <summary>Takes over what follows from the concern's events, as it stands now.</summary>
    public void Follow(Concern concern) =>
        (IsWithheld, WaitsForACall, Status, DueAt, Holder, FollowUpOn, SecondLookBy, IsElsewhere, ClosedAt, Rung, IsPastLastRung) = Columns(concern);

    /// <summary>Whether the columns are what the concern's events say.</summary>
    public bool Says(Concern concern)
    {
        var raised = concern.Raised;

        return (Draft, School, Response, Route, RaisedAt) == (raised.Draft, raised.School, raised.Response, raised.Route, raised.At)
            && (IsWithheld, WaitsForACall, Status, DueAt, Holder, FollowUpOn, SecondLookBy, IsElsewhere, ClosedAt, Rung, IsPastLastRung) == Columns(concern);
    }

    private static (bool, bool, ConcernStatus, DateTimeOffset?, string?, DateOnly?, DateOnly?, bool, DateTimeOffset?, int, bool) Columns(Concern concern) =>
    (
        concern.IsWithheld,
        concern.WaitsForACall,
        concern.Status,
        concern.DueAt,
        concern.Holder?.EntraId,
        concern.FollowUps.FirstOrDefault()?.On,
        concern.Closing?.SecondLookBy,
        concern.Elsewhere is not null,
        concern.Closing?.At,
        concern.Rung,
        concern.IsPastLastRung);
}

/// <summary>The chain of what happened at a school and to no concern: who searched, and when.</summary>
internal sealed class SchoolChainRow : IChainRow
{
    /// <summary>The school's id behind a word. No concern's reference can look like it.</summary>
    public required string Reference { get; init; }

    public int Events { get; set; }

    public byte[] ChainHead { get; set; } = [];

    public static string ReferenceOf(string school) => $"school/{school}";
}

/// <summary>The row that a chain of events hangs from: it says how long the chain is and how it ends.</summary>
internal interface IChainRow
{
    /// <summary>What the events go by.</summary>
    string Reference { get; }

    /// <summary>How many events there are: every change adds one, so it is the row's version too.</summary>
    int Events { get; set; }

    /// <summary>The hash of the last event.</summary>
    byte[] ChainHead { get; set; }
}

/// <summary>A named person is out. Ids and times only.</summary>
internal sealed class AbsenceRow
{
    public long Id { get; init; }

    public required string School { get; init; }

    /// <summary>The key of whoever is out.</summary>
    public required string Person { get; init; }

    public required DateTimeOffset From { get; init; }

    public required DateTimeOffset Until { get; set; }

    /// <summary>The key of whoever covers for them, if somebody does.</summary>
    public string? CoveredBy { get; init; }

    public Absence Absence => new(Person, From, Until, CoveredBy);
}

/// <summary>What somebody who is on no staff list wrote on a day: one concern, and everything else that day is added to it.</summary>
internal sealed class UnlistedRow
{
    public required string EntraId { get; init; }

    public required string School { get; init; }

    /// <summary>The day at the school.</summary>
    public required DateOnly Day { get; init; }

    public required string Reference { get; set; }
}

/// <summary>Who was in a group in Entra when it was last read. The names are encrypted.</summary>
internal sealed class GroupRow
{
    public required string Id { get; init; }

    public DateTimeOffset ReadAt { get; set; }

    public required byte[] Members { get; set; }
}

/// <summary>One event of a concern: a link of its chain. Only ever added.</summary>
internal sealed class EventRow
{
    public required string Reference { get; init; }

    /// <summary>From 1.</summary>
    public required int Number { get; init; }

    public required string Kind { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>The salt and the detail, encrypted.</summary>
    public byte[]? Detail { get; init; }

    /// <summary>The salted digest of the detail, which stays when the detail is erased or encrypted anew.</summary>
    public required byte[] Digest { get; init; }

    public required byte[] Hash { get; init; }
}

/// <summary>A word that leads may look for, as a keyed hash (design 6): it can be matched, and not read.</summary>
internal sealed class TokenRow
{
    public required string Reference { get; init; }

    public required TokenKind Kind { get; init; }

    public required byte[] Token { get; init; }
}

internal enum TokenKind
{
    Child,
    Reporter,
    Vehicle,
    Place,

    /// <summary>Somebody else who is named.</summary>
    Name,
}

/// <summary>Another concern that shares something with one that is being read.</summary>
/// <param name="What">What they share. Where it is more than one thing, the one that says most.</param>
internal sealed record SeenBefore(string Reference, TokenKind What);

/// <summary>A card that was sent to a lead, and what is on it now.</summary>
internal sealed class AlertCardRow
{
    public long Id { get; init; }

    public required string Reference { get; init; }

    public required string Person { get; init; }

    public required int Round { get; init; }

    public required string ConversationId { get; init; }

    public required string ServiceUrl { get; init; }

    /// <summary>What it was sent to tell, where that is not that there is a concern.</summary>
    public LeadTold? Told { get; init; }

    /// <summary>Missing when Teams did not say: then it cannot be updated.</summary>
    public string? ActivityId { get; init; }

    public AlertView View { get; set; }

    /// <summary>When a card that is open is sealed again, unless something is pressed on it.</summary>
    public DateTimeOffset? ViewUntil { get; set; }

    /// <summary>Whether a later card took its place.</summary>
    public bool IsSuperseded { get; set; }

    /// <summary>Whether it says so by now. Then nothing on it changes any more.</summary>
    public bool IsRetired { get; set; }
}

/// <summary>A card of somebody's desk that shows more than it may go on showing. It belongs to no concern.</summary>
internal sealed class DeskCardRow
{
    public required string ConversationId { get; init; }

    public required string ActivityId { get; init; }

    public required string ServiceUrl { get; init; }

    /// <summary>Whose desk it is.</summary>
    public required string EntraId { get; init; }

    /// <summary>When it is closed again, unless something is pressed on it.</summary>
    public DateTimeOffset? ViewUntil { get; set; }
}

/// <summary>Somebody has been told this morning what waits for them. Ids only.</summary>
internal sealed class DigestRow
{
    public required string School { get; init; }

    public required string Person { get; init; }

    /// <summary>The day at the school.</summary>
    public required DateOnly Day { get; init; }
}

/// <summary>What a drill came to for one person of a school. Ids and times only: a drill is no concern, and never counts as one.</summary>
internal sealed class DrillRow
{
    public required Guid Drill { get; init; }

    public required string School { get; init; }

    public required string Person { get; init; }

    public required DateTimeOffset SentAt { get; init; }

    public DateTimeOffset? ReachedAt { get; set; }

    /// <summary>Why they were not reached. Nothing, and not reached either: the drill was cut short.</summary>
    public DeliveryFailure? Failure { get; set; }

    public DateTimeOffset? AcknowledgedAt { get; set; }
}

internal enum AlertView
{
    Sealed,
    Open,
    Form,

    /// <summary>It was open for too long: it is to be sealed, saying so.</summary>
    TimedOut,
}

/// <summary>Something to be done after a commit. Ids only.</summary>
internal sealed class OutboxRow
{
    public long Id { get; init; }

    public required string Kind { get; init; }

    public string? Reference { get; init; }

    public string? Person { get; init; }

    public string? ConversationId { get; init; }

    /// <summary>Which of its kind: a round, a card, or what is told.</summary>
    public string? What { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset DueAt { get; set; }

    public int Attempts { get; set; }

    public Guid? LeasedBy { get; set; }

    public DateTimeOffset? LeasedUntil { get; set; }
}

/// <summary>A key of the Data Protection ring, itself encrypted by the certificate. Never deleted.</summary>
internal sealed class RingKeyRow
{
    public required string Name { get; init; }

    public required string Xml { get; init; }
}

/// <summary>The key of a school's blind index, encrypted.</summary>
internal sealed class SchoolKeyRow
{
    public required string School { get; init; }

    public required byte[] Key { get; init; }
}
