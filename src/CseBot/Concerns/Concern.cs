using System.Collections.Immutable;

namespace CseBot.Concerns;

internal enum ConcernStatus
{
    Raised,
    Acknowledged,
    Closed,
}

/// <summary>A concern as it stands: everything here follows from what has happened to it, and from nothing else.</summary>
internal sealed record Concern
{
    public required string Reference { get; init; }

    public required ImmutableArray<ConcernEvent> History { get; init; }

    public required ConcernRaised Raised { get; init; }

    /// <summary>The keys of people who must never hear of it: those named when it was raised, and those named since.</summary>
    public ImmutableHashSet<string> Excluded { get; init; } = [];

    public ConcernStatus Status { get; init; } = ConcernStatus.Raised;

    /// <summary>The rung the ladder has reached, from 1.</summary>
    public int Rung { get; init; } = 1;

    /// <summary>Counts the times people have been told, so that each telling happens once.</summary>
    public int Round { get; init; } = 1;

    public DateTimeOffset LadderStartedAt { get; init; }

    /// <summary>When the ladder moves next, unless something happens first. Nothing: it waits for nobody.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Who is acting on it.</summary>
    public Actor? Holder { get; init; }

    public DateTimeOffset? AcknowledgedAt { get; init; }

    public Decided? Decision { get; init; }

    /// <summary>Who has been told, and in which round last.</summary>
    public ImmutableDictionary<string, int> Alerted { get; init; } = ImmutableDictionary<string, int>.Empty;

    /// <summary>Who could not be told in this round.</summary>
    public ImmutableHashSet<string> Unreached { get; init; } = [];

    /// <summary>Who is told before their rung, because somebody else could not be.</summary>
    public ImmutableHashSet<string> BroughtForward { get; init; } = [];

    public ImmutableHashSet<string> OpenedBy { get; init; } = [];

    /// <summary>When somebody has to have acknowledged before the ladder moves, as a sealed card shows it.</summary>
    public DateTimeOffset? ActBy => Status == ConcernStatus.Raised ? DueAt : null;

    public IEnumerable<ConcernAdded> Additions => History.OfType<ConcernAdded>();

    /// <summary>What was written when it was raised, and whatever was added since.</summary>
    public IEnumerable<Account> Accounts => Additions.Select(addition => addition.Account).Prepend(Raised.Account);

    public bool IsAboutAnAdultElsewhere => Accounts.Any(account => account.AdultElsewhere);

    /// <summary>Whether somebody is left out who may be able to open the list where it would go.</summary>
    public bool IsWithheld => Raised.IsWithheld || History.OfType<PeopleLeftOut>().Any(left => left.IsWithheld);

    /// <summary>Whether nobody can be told in Teams, so that the reporter has to ring.</summary>
    public bool HasNobody { get; init; }

    /// <summary>Whether nobody could be told in Teams, and nobody is known to have been told otherwise.</summary>
    public bool WaitsForACall => HasNobody && Status == ConcernStatus.Raised && (Rang is not { } rang || Additions.Any(addition => addition.At > rang.At));

    /// <summary>Whether a lead raised it, and so is acting on it from the first moment.</summary>
    public bool IsHeldByReporter => Holder is { } holder && holder.EntraId == Raised.Reporter.EntraId && AcknowledgedAt == Raised.At;

    /// <summary>Whom the reporter says that they rang, because nobody could be told in Teams.</summary>
    public ReporterRang? Rang => History.OfType<ReporterRang>().LastOrDefault();

    /// <exception cref="InvalidOperationException">The history does not begin with the concern being raised, or has a step that is not allowed.</exception>
    public static Concern From(string reference, IReadOnlyList<ConcernEvent> history)
    {
        if (history is not [ConcernRaised raised, ..])
        {
            throw new InvalidOperationException("A concern's history begins with its being raised.");
        }

        var concern = new Concern
        {
            Reference = reference,
            History = [raised],
            Raised = raised,
            Excluded = [.. raised.Excluded],
            HasNobody = raised.HasNobody,
            LadderStartedAt = raised.At,
            DueAt = raised.DueAt,
        };

        return history.Skip(1).Aggregate(concern, (now, happened) => now.After(happened));
    }

    public Concern After(ConcernEvent happened)
    {
        var status = ConcernLifecycle.Next(Status, happened)
            ?? throw new InvalidOperationException($"{happened.Kind} cannot happen to a concern that is {Status}.");
        var next = this with { Status = status, History = History.Add(happened) };

        return happened switch
        {
            ConcernAdded added => next with { Round = added.Round, Unreached = [], DueAt = added.DueAt ?? DueAt },
            PeopleLeftOut left => next with { Excluded = Excluded.Union(left.People), HasNobody = left.HasNobody },
            ReporterRang => next with { DueAt = null },
            LeadAlerted alerted => next with { Alerted = Alerted.SetItem(alerted.Person, alerted.Round), Unreached = Unreached.Remove(alerted.Person) },
            DeliveryFailed failed => next with
            {
                Unreached = failed.Round == Round ? Unreached.Add(failed.Person) : Unreached,
                BroughtForward = failed.BroughtForward is { } person ? BroughtForward.Add(person) : BroughtForward,
            },
            RungReached { StartsAgain: true } reached => next with
            {
                Rung = reached.Rung,
                Round = reached.Round,
                DueAt = reached.DueAt,
                HasNobody = reached.HasNobody,
                LadderStartedAt = reached.At,
                Holder = null,
                AcknowledgedAt = null,
                Unreached = [],
                BroughtForward = [],
                OpenedBy = [],
            },
            RungReached reached => next with { Rung = reached.Rung, Round = reached.Round, DueAt = reached.DueAt, HasNobody = reached.HasNobody, Unreached = [] },
            Acknowledged acknowledged => next with { Holder = acknowledged.Lead, AcknowledgedAt = acknowledged.At, DueAt = acknowledged.DueAt },
            Opened opened => next with
            {
                OpenedBy = OpenedBy.Add(opened.Lead.EntraId),
                DueAt = opened.DueAt ?? DueAt,
            },
            Decided decided => next with { Decision = decided, DueAt = null },
            _ => next,
        };
    }
}
