using System.Text.Json.Serialization;

namespace CseBot.Concerns;

/// <summary>Somebody who wrote or did something, as the record names them.</summary>
internal sealed record Actor(string EntraId, string Name, Role? Role = null);

/// <summary>What a reporter wrote. Each field is kept exactly as typed, and they are never mixed (design 2, rule 4).</summary>
/// <param name="FirstWords">What was typed before the first question.</param>
/// <param name="ChildsWords">The child's exact words, apart from everything else.</param>
/// <param name="AdultElsewhere">Whether it is about an adult who works with children somewhere else.</param>
internal sealed record Account(string? FirstWords, string? Who, string? WhatHappened, string? ChildsWords, bool AdultElsewhere);

/// <summary>Something that happened to a concern. What has happened is never changed; there is only more of it (design 2, rule 8).</summary>
/// <param name="At">When.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(ConcernRaised), nameof(ConcernRaised))]
[JsonDerivedType(typeof(ConcernAdded), nameof(ConcernAdded))]
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
}

/// <summary>What somebody says they are who is on no school's staff list.</summary>
internal enum Unverified
{
    SaysStaff,
    SaysPupil,
    SaidNothing,
}

/// <param name="Round">The round of alerts that tells of it.</param>
internal sealed record ConcernAdded(DateTimeOffset At, Actor Reporter, string Text, int Round) : ConcernEvent(At);

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
internal sealed record RungReached(DateTimeOffset At, int Rung, int Round, DateTimeOffset DueAt, bool StartsAgain = false) : ConcernEvent(At);

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
