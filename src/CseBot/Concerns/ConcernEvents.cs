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
    /// <summary>When the reporter is asked whom they rang, where nobody can be told in Teams.</summary>
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
}

/// <param name="DueAt">When something has to have been done.</param>
internal sealed record Acknowledged(DateTimeOffset At, Actor Lead, DateTimeOffset? DueAt) : ConcernEvent(At);

/// <param name="DueAt">When something has to have been done, if opening it is what changes that.</param>
internal sealed record Opened(DateTimeOffset At, Actor Lead, DateTimeOffset? DueAt = null) : ConcernEvent(At);

internal sealed record Decided(DateTimeOffset At, Actor Lead, DecisionKind Decision, string Reason) : ConcernEvent(At);

/// <summary>What a lead may decide. A decision is changed by another one, never edited.</summary>
internal enum DecisionKind
{
    Refer,
    TalkWithChild,
    Meeting,
    EarlyHelp,
    Monitor,
    NoFurtherAction,
}

[JsonSourceGenerationOptions(UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ConcernEvent))]
internal sealed partial class ConcernJson : JsonSerializerContext;
