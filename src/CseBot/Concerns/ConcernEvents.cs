using System.Text.Json.Serialization;

namespace CseBot.Concerns;

/// <summary>Somebody who wrote or did something, as the record names them.</summary>
internal sealed record Actor(string EntraId, string Name, Role? Role = null);

/// <summary>Something that happened to a concern. What has happened is never changed; there is only more of it (design 2, rule 8).</summary>
/// <param name="At">When.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(ConcernRaised), nameof(ConcernRaised))]
[JsonDerivedType(typeof(ConcernAdded), nameof(ConcernAdded))]
[JsonDerivedType(typeof(PeopleLeftOut), nameof(PeopleLeftOut))]
[JsonDerivedType(typeof(ReporterRang), nameof(ReporterRang))]
[JsonDerivedType(typeof(LeadAlerted), nameof(LeadAlerted))]
[JsonDerivedType(typeof(DeliveryFailed), nameof(DeliveryFailed))]
[JsonDerivedType(typeof(RungReached), nameof(RungReached))]
[JsonDerivedType(typeof(Acknowledged), nameof(Acknowledged))]
[JsonDerivedType(typeof(Opened), nameof(Opened))]
[JsonDerivedType(typeof(Decided), nameof(Decided))]
[JsonDerivedType(typeof(TakenOver), nameof(TakenOver))]
[JsonDerivedType(typeof(HandedOver), nameof(HandedOver))]
[JsonDerivedType(typeof(HandOverAccepted), nameof(HandOverAccepted))]
[JsonDerivedType(typeof(HandOverLapsed), nameof(HandOverLapsed))]
[JsonDerivedType(typeof(ReporterAsked), nameof(ReporterAsked))]
[JsonDerivedType(typeof(ReporterAnswered), nameof(ReporterAnswered))]
[JsonDerivedType(typeof(NoteAdded), nameof(NoteAdded))]
[JsonDerivedType(typeof(Acted), nameof(Acted))]
[JsonDerivedType(typeof(ChildrenLinked), nameof(ChildrenLinked))]
[JsonDerivedType(typeof(Referred), nameof(Referred))]
[JsonDerivedType(typeof(SecondAgreed), nameof(SecondAgreed))]
[JsonDerivedType(typeof(MeetingCalled), nameof(MeetingCalled))]
[JsonDerivedType(typeof(FollowUpSet), nameof(FollowUpSet))]
[JsonDerivedType(typeof(FollowUpDone), nameof(FollowUpDone))]
[JsonDerivedType(typeof(RecordedElsewhere), nameof(RecordedElsewhere))]
[JsonDerivedType(typeof(Closed), nameof(Closed))]
[JsonDerivedType(typeof(SecondReviewed), nameof(SecondReviewed))]
[JsonDerivedType(typeof(Reopened), nameof(Reopened))]
[JsonDerivedType(typeof(HoldSet), nameof(HoldSet))]
[JsonDerivedType(typeof(HoldLifted), nameof(HoldLifted))]
[JsonDerivedType(typeof(ReviewDateSet), nameof(ReviewDateSet))]
[JsonDerivedType(typeof(Exported), nameof(Exported))]
[JsonDerivedType(typeof(LeadMailed), nameof(LeadMailed))]
internal abstract record ConcernEvent(DateTimeOffset At)
{
    /// <summary>The key of the card that was pressed, so that pressing it twice does one thing.</summary>
    public Guid? Key { get; init; }

    [JsonIgnore]
    public string Kind => GetType().Name;
}

/// <param name="Draft">The draft it was sent from. A draft is sent once.</param>
/// <param name="Excluded">The keys of named people who are related or close to it: they never receive, open or appear.</param>
internal sealed record ConcernRaised(
    DateTimeOffset At, Guid Draft, Actor Reporter, string School, Response Response, Account Account, IReadOnlyList<string> Excluded, DateTimeOffset DueAt)
    : ConcernEvent(At)
{
    /// <summary>What the reporter says they are, where they are on no staff list. Nothing: they are staff.</summary>
    public Unverified? Unverified { get; init; }

    public ConcernRoute Route { get; init; }

    /// <summary>Whether there was nobody who could be told in Teams, so that the reporter has to ring.</summary>
    public bool HasNobody { get; init; }

    /// <summary>Whether somebody is left out who may be able to open the list where it would go.</summary>
    public bool IsWithheld { get; init; }
}

/// <summary>Whom a concern goes to (design 2, rule 7). The two never mix.</summary>
internal enum ConcernRoute
{
    /// <summary>About a child: the school's leads.</summary>
    Child,

    /// <summary>About an adult who works or volunteers at the school: the headteacher, or the chair of governors.</summary>
    Adult,
}

/// <summary>What somebody says they are who is on no school's staff list.</summary>
internal enum Unverified
{
    SaysStaff,
    SaysPupil,
    SaidNothing,
}

/// <param name="Round">The round of alerts that tells of it.</param>
internal sealed record ConcernAdded(DateTimeOffset At, Actor Reporter, Account Account, int Round) : ConcernEvent(At)
{
    /// <summary>When the reporter is asked whom they rang, where nobody can be told in Teams; or when whoever is acting on it has to have read it.</summary>
    public DateTimeOffset? DueAt { get; init; }
}

/// <summary>The reporter has said later that somebody is related or close to it, or that it is about them.</summary>
/// <param name="People">Their keys. From now on they receive nothing of it, and open nothing.</param>
internal sealed record PeopleLeftOut(DateTimeOffset At, Actor Reporter, IReadOnlyList<string> People) : ConcernEvent(At)
{
    /// <summary>Whether one of them may be able to open the list where it would go, or somebody could before.</summary>
    public bool IsWithheld { get; init; }

    /// <summary>Whether nobody is left who could be told in Teams.</summary>
    public bool HasNobody { get; init; }
}

/// <summary>Nobody could be told in Teams, and the reporter has rung somebody.</summary>
/// <param name="Whom">The key of one of the school's people, or a service such as <c>lado</c>.</param>
internal sealed record ReporterRang(DateTimeOffset At, Actor Reporter, string Whom) : ConcernEvent(At);

internal sealed record LeadAlerted(DateTimeOffset At, string Person, int Round) : ConcernEvent(At);

/// <param name="BroughtForward">The next person, who is told at once because this one could not be.</param>
internal sealed record DeliveryFailed(DateTimeOffset At, string Person, int Round, DeliveryFailure Why, string? BroughtForward) : ConcernEvent(At);

internal enum DeliveryFailure
{
    BlockedOrNotInstalled,
    NotAnswered,
    Refused,
}

/// <param name="Rung">From 1.</param>
/// <param name="StartsAgain">Whether an acknowledgement led nowhere, and the ladder starts from the top.</param>
internal sealed record RungReached(DateTimeOffset At, int Rung, int Round, DateTimeOffset DueAt, bool StartsAgain = false) : ConcernEvent(At)
{
    /// <summary>Whether nobody can be told in Teams, so that the reporter is asked whom they rang.</summary>
    public bool HasNobody { get; init; }

    /// <summary>Whether the last rung had been reached before, and everybody is told again.</summary>
    public bool IsPastLast { get; init; }

    /// <summary>Whether the ladder stays where it is because the school is closed, and only whoever is on cover is told, if anybody is.</summary>
    public bool OnlyCover { get; init; }
}

/// <param name="DueAt">When something has to have been done.</param>
internal sealed record Acknowledged(DateTimeOffset At, Actor Lead, DateTimeOffset? DueAt) : ConcernEvent(At);

/// <param name="DueAt">When something has to have been done, if opening it is what changes that.</param>
internal sealed record Opened(DateTimeOffset At, Actor Lead, DateTimeOffset? DueAt = null) : ConcernEvent(At);

/// <summary>The head takes a child's concern over, or a lead takes over from another. Whoever had it has it no longer.</summary>
internal sealed record TakenOver(DateTimeOffset At, Actor Lead, DateTimeOffset? DueAt) : ConcernEvent(At);

/// <summary>Whoever is acting on it offers it to somebody else. Until they accept, it stays where it is.</summary>
/// <param name="To">The key of the named person.</param>
/// <param name="DueAt">When the offer lapses.</param>
internal sealed record HandedOver(DateTimeOffset At, Actor Lead, string To, DateTimeOffset DueAt) : ConcernEvent(At);

internal sealed record HandOverAccepted(DateTimeOffset At, Actor Lead, DateTimeOffset? DueAt) : ConcernEvent(At);

/// <summary>Nobody accepted in time, or the offer was taken back: it is the holder's again.</summary>
/// <param name="DueAt">When something has to have been done by the holder, as it was before.</param>
internal sealed record HandOverLapsed(DateTimeOffset At, DateTimeOffset? DueAt) : ConcernEvent(At);

/// <summary>A lead asks the reporter something, through the bot. The event's key is the question's.</summary>
internal sealed record ReporterAsked(DateTimeOffset At, Actor Lead, string Words) : ConcernEvent(At);

/// <param name="Question">The key of the question.</param>
internal sealed record ReporterAnswered(DateTimeOffset At, Actor Reporter, string Words, Guid Question) : ConcernEvent(At)
{
    /// <summary>When whoever is acting on it has to have read it.</summary>
    public DateTimeOffset? DueAt { get; init; }
}

internal sealed record NoteAdded(DateTimeOffset At, Actor Lead, string Words) : ConcernEvent(At);

/// <summary>One tap: something was done that cannot wait for words.</summary>
internal sealed record Acted(DateTimeOffset At, Actor Lead, LeadAct Act) : ConcernEvent(At);

internal enum LeadAct
{
    Called999,
    WithTheChild,
}

/// <summary>Two concerns are about the same child. Each of them has this event.</summary>
/// <param name="Other">The other one's reference.</param>
internal sealed record ChildrenLinked(DateTimeOffset At, Actor Lead, string Other) : ConcernEvent(At);

/// <summary>What was decided and why. It is changed by another decision, never edited.</summary>
internal sealed record Decided(DateTimeOffset At, Actor Lead, DecisionKind Decision, string Reason) : ConcernEvent(At)
{
    /// <summary>What else was asked and written, in its order: a child's wishes, whether the parents know, when somebody was told.</summary>
    public IReadOnlyList<Detail> Details { get; init; } = [];

    /// <summary>The key of the second named lead who has to agree before it counts. Nothing: it counts.</summary>
    public string? Second { get; init; }

    /// <summary>What happens with it once the second lead agrees: a meeting, a follow-up.</summary>
    public IReadOnlyList<ConcernEvent> Then { get; init; } = [];

    /// <summary>By when the second lead has to have answered, where nothing else is waited for.</summary>
    public DateTimeOffset? DueAt { get; init; }
}

/// <summary>Something that was asked when a decision was recorded, and what was written or chosen.</summary>
/// <param name="Field">The field that asked. It is a permanent name.</param>
internal sealed record Detail(string Field, string Asked, string Words);

/// <summary>The second lead agrees with a decision, or does not.</summary>
/// <param name="Decision">The key of the decision.</param>
internal sealed record SecondAgreed(DateTimeOffset At, Actor Lead, Guid Decision, bool Agrees, string Reason) : ConcernEvent(At);

/// <summary>What a lead may decide about a child, and the head about an adult.</summary>
internal enum DecisionKind
{
    /// <summary>999 was called: immediate danger.</summary>
    Emergency,
    Refer,
    TalkWithChild,
    Meeting,
    EarlyHelp,
    Monitor,
    NoFurtherAction,

    /// <summary>About an adult: children are safe from them now.</summary>
    MadeSafe,

    /// <summary>About an adult: the police were told.</summary>
    PoliceTold,

    /// <summary>About an adult: the council's officer for allegations was asked, before any investigation and before the person was told.</summary>
    LadoConsulted,

    /// <summary>About an adult: it is in the head's log of low-level concerns.</summary>
    LowLevel,

    /// <summary>About an adult who was sent by an agency: the agency was told.</summary>
    AgencyTold,
}

/// <summary>A child was referred.</summary>
/// <param name="ReferredAt">When, which may be before it was written down.</param>
/// <param name="Whom">Who took it, and where.</param>
/// <param name="Number">The referral's own reference, when it is known.</param>
internal sealed record Referred(DateTimeOffset At, Actor Lead, ReferredTo To, DateTimeOffset ReferredAt, string Whom, ReferredBy How, string? Number) : ConcernEvent(At)
{
    public IReadOnlyList<Detail> Details { get; init; } = [];
}

internal enum ReferredTo
{
    /// <summary>A child who is open to social care: their social worker, and the area's exploitation team.</summary>
    SocialWorker,

    /// <summary>A child who is not: the council's front door, such as its MASH.</summary>
    FrontDoor,

    /// <summary>A child of another school, or of none: the area's own route.</summary>
    OutsideSchool,
    Police,
    Lado,
}

internal enum ReferredBy
{
    Telephone,
    OnlineForm,
    Email,
    InPerson,
}

/// <summary>Staff who know the child are to meet. The event's key makes the calendar's entry one, however often it is asked for.</summary>
/// <param name="People">The Entra ids of whoever is invited.</param>
internal sealed record MeetingCalled(DateTimeOffset At, Actor Lead, DateTimeOffset StartsAt, int Minutes, IReadOnlyList<string> People) : ConcernEvent(At);

/// <summary>Something is to be done or looked at on a day. The event's key is the follow-up's.</summary>
internal sealed record FollowUpSet(DateTimeOffset At, Actor Lead, DateOnly On, string What) : ConcernEvent(At);

/// <param name="FollowUp">The key of the follow-up.</param>
internal sealed record FollowUpDone(DateTimeOffset At, Actor Lead, Guid FollowUp, string Words) : ConcernEvent(At);

/// <summary>It is in the school's own system, which stays the child's file.</summary>
/// <param name="System">Which, such as CPOMS.</param>
/// <param name="Number">What it is called there.</param>
internal sealed record RecordedElsewhere(DateTimeOffset At, Actor Lead, string System, string Number) : ConcernEvent(At);

/// <param name="SecondLookBy">By when a second lead looks at it again, where a sign of harm is closed without a referral.</param>
internal sealed record Closed(DateTimeOffset At, Actor Lead, ConcernOutcome Outcome, string Reason, DateOnly? SecondLookBy) : ConcernEvent(At);

internal enum ConcernOutcome
{
    WithChildrensServices,
    WithPolice,
    EarlyHelpInPlace,
    SupportedInSchool,
    PassedToAnotherSchool,
    NothingFurther,

    /// <summary>About an adult.</summary>
    WithLado,

    /// <summary>About an adult.</summary>
    InLowLevelLog,
}

/// <summary>A second lead has looked at what was closed. If they do not agree, it is open again and theirs.</summary>
internal sealed record SecondReviewed(DateTimeOffset At, Actor Lead, bool Agrees, string Words) : ConcernEvent(At);

internal sealed record Reopened(DateTimeOffset At, Actor Lead, string Reason, DateTimeOffset? DueAt) : ConcernEvent(At);

/// <summary>It must not be deleted, whatever the review date says: an inquiry, a court, a claim.</summary>
internal sealed record HoldSet(DateTimeOffset At, Actor Lead, string Reason) : ConcernEvent(At);

internal sealed record HoldLifted(DateTimeOffset At, Actor Lead, string Reason) : ConcernEvent(At);

/// <param name="On">When somebody decides whether it is still needed. Nothing is deleted by itself.</param>
/// <param name="BornOn">The youngest child's date of birth, where it is known.</param>
internal sealed record ReviewDateSet(DateTimeOffset At, Actor Lead, DateOnly On, DateOnly? BornOn) : ConcernEvent(At);

/// <summary>Somebody had the full record filed anew.</summary>
internal sealed record Exported(DateTimeOffset At, Actor Lead) : ConcernEvent(At);

/// <summary>Somebody who could not be reached in Teams was sent a mail that says nothing but that.</summary>
/// <param name="IsCertain">Whether the mail system took it. It is not sent again either way.</param>
internal sealed record LeadMailed(DateTimeOffset At, string Person, bool IsCertain) : ConcernEvent(At);

[JsonSourceGenerationOptions(UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ConcernEvent))]
internal sealed partial class ConcernJson : JsonSerializerContext;
