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

    /// <summary>The head of the chain that proves the history, as it was read; nothing for what has not been read.</summary>
    public string? ChainHead { get; init; }

    public required ConcernRaised Raised { get; init; }

    /// <summary>The keys of people who must never hear of it: those named when it was raised, and those named since.</summary>
    public ImmutableHashSet<string> Excluded { get; init; } = [];

    public ConcernStatus Status { get; init; } = ConcernStatus.Raised;

    /// <summary>The rung the ladder has reached, from 1.</summary>
    public int Rung { get; init; } = 1;

    /// <summary>Counts the times people have been told, so that each telling happens once.</summary>
    public int Round { get; init; } = 1;

    public DateTimeOffset LadderStartedAt { get; init; }

    /// <summary>When the ladder last moved. Telling cover that the school is closed does not move it.</summary>
    public DateTimeOffset ReachedAt { get; init; }

    /// <summary>Whether even the last rung brought nobody, and everybody has been told again since.</summary>
    public bool IsPastLastRung { get; init; }

    /// <summary>When the ladder moves next, or an offer lapses, unless something happens first. Nothing: it waits for nobody.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Who is acting on it.</summary>
    public Actor? Holder { get; init; }

    public DateTimeOffset? AcknowledgedAt { get; init; }

    /// <summary>Whether whoever is acting on it has it from somebody else.</summary>
    public bool IsHandedOn { get; init; }

    /// <summary>The last decision that counts.</summary>
    public Decided? Decision { get; init; }

    /// <summary>A decision that counts only once a second named lead agrees.</summary>
    public Decided? Undecided { get; init; }

    /// <summary>The last referral, with its own reference where that is known.</summary>
    public Referred? Referral { get; init; }

    /// <summary>To whom it has been offered, until they accept or the offer lapses.</summary>
    public HandedOver? Offer { get; init; }

    /// <summary>When something has to have been done if an offer comes to nothing.</summary>
    public DateTimeOffset? HeldDueAt { get; init; }

    /// <summary>Whether whoever is acting on it has done something that the record shows.</summary>
    public bool HasActed { get; init; }

    /// <summary>Whether something has been decided since it was last added to or opened again: what is new has to be decided on before it is closed.</summary>
    public bool IsDecided { get; init; }

    /// <summary>Whether it has been referred since it was last opened again.</summary>
    public bool IsReferred { get; init; }

    /// <summary>How it was closed, as long as it is.</summary>
    public Closed? Closing { get; init; }

    /// <summary>Whether it must not be deleted, whatever its review date says.</summary>
    public bool IsHeld { get; init; }

    public DateOnly? ReviewOn { get; init; }

    /// <summary>The references of concerns about the same child.</summary>
    public ImmutableHashSet<string> Linked { get; init; } = [];

    /// <summary>Where it is in the school's own system, once somebody has said so.</summary>
    public RecordedElsewhere? Elsewhere { get; init; }

    /// <summary>The follow-ups that are not done, the earliest first.</summary>
    public ImmutableArray<FollowUpSet> FollowUps { get; init; } = [];

    /// <summary>What the reporter has been asked and has not answered.</summary>
    public ImmutableArray<ReporterAsked> Unanswered { get; init; } = [];

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

    /// <summary>Whether a sign of harm, or harm of another kind, was ticked.</summary>
    public bool HasSignsOfHarm => Accounts.Any(account => account.Signs.Count > 0 || account.Harms.Count > 0);

    /// <summary>Whether a child whom it is about is or may be under 13.</summary>
    public bool MayBeUnder13 => Accounts.Any(account => account.MayBeUnder13);

    /// <summary>The children whom it is about, each once.</summary>
    public IEnumerable<Child> Children => Accounts.SelectMany(account => account.Children).Distinct();

    /// <summary>Whether the reporter can be asked in writing: not somebody who may be a pupil, and not whoever is acting on it.</summary>
    public bool MayBeAsked => Raised.Unverified is null or Unverified.SaysStaff && Holder?.EntraId != Raised.Reporter.EntraId;

    /// <summary>Whether children may have harmed one another.</summary>
    public bool IsBetweenChildren => Children.Any(child => child.Role == Child.MayHaveCausedHarm);

    public bool IsAboutAnAdultElsewhere => Accounts.Any(account => account.AdultElsewhere);

    /// <summary>Whether somebody is left out who may be able to open the list where it would go.</summary>
    public bool IsWithheld => Raised.IsWithheld || History.OfType<PeopleLeftOut>().Any(left => left.IsWithheld);

    /// <summary>Whether nobody can be told in Teams, so that the reporter has to ring.</summary>
    public bool HasNobody { get; init; }

    /// <summary>Whether nobody could be told in Teams, and nobody is known to have been told otherwise.</summary>
    public bool WaitsForACall => HasNobody && Status == ConcernStatus.Raised && !HasRung;

    /// <summary>Whether the reporter has said whom they rang, and has added nothing since.</summary>
    public bool HasRung => Rang is { } rang && !Additions.Any(addition => addition.At > rang.At);

    /// <summary>Whether a lead raised it, and so is acting on it from the first moment.</summary>
    public bool IsHeldByReporter => Holder is { } holder && holder.EntraId == Raised.Reporter.EntraId && AcknowledgedAt == Raised.At;

    /// <summary>Whom the reporter says that they rang last, because nobody could be told in Teams, or the school was closed.</summary>
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
            ReachedAt = raised.At,
            DueAt = raised.DueAt,
        };

        return history.Skip(1).Aggregate(concern, (now, happened) => now.After(happened));
    }

    public Concern After(ConcernEvent happened)
    {
        var status = ConcernLifecycle.Next(Status, happened)
            ?? throw new InvalidOperationException($"{happened.Kind} cannot happen to a concern that is {Status}.");
        var next = this with { Status = status, History = History.Add(happened), ChainHead = null };

        return happened switch
        {
            ConcernAdded added => next with { Round = added.Round, Unreached = [], DueAt = Offer is null ? added.DueAt ?? DueAt : DueAt, HeldDueAt = Offer is null ? HeldDueAt : added.DueAt ?? HeldDueAt, IsDecided = false },
            PeopleLeftOut left => next with { Excluded = Excluded.Union(left.People), HasNobody = left.HasNobody },
            ReporterRang when Status == ConcernStatus.Raised && HasNobody => next with { DueAt = null },
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
                ReachedAt = reached.At,
                IsPastLastRung = false,
                Holder = null,
                AcknowledgedAt = null,
                IsHandedOn = false,
                Offer = null,
                Undecided = null,
                HasActed = false,
                IsDecided = IsDecided && Status != ConcernStatus.Closed,
                IsReferred = IsReferred && Status != ConcernStatus.Closed,
                Closing = null,
                Unreached = [],
                BroughtForward = [],
                OpenedBy = [],
            },
            RungReached { OnlyCover: true } stays => next with { Round = stays.Round, DueAt = stays.DueAt, HasNobody = stays.HasNobody, Unreached = [] },
            RungReached reached => next with
            {
                Rung = reached.Rung,
                Round = reached.Round,
                DueAt = reached.DueAt,
                HasNobody = reached.HasNobody,
                ReachedAt = reached.At,
                IsPastLastRung = reached.IsPastLast,
                Unreached = [],
            },
            Acknowledged acknowledged => next.HeldBy(acknowledged.Lead, acknowledged.At, acknowledged.DueAt),
            TakenOver taken => next.HeldBy(taken.Lead, taken.At, taken.DueAt) with { IsHandedOn = Holder is not null },
            HandOverAccepted accepted => next.HeldBy(accepted.Lead, accepted.At, accepted.DueAt) with { IsHandedOn = true },
            Reopened reopened => next.HeldBy(reopened.Lead, reopened.At, reopened.DueAt) with { Closing = null, IsDecided = false, IsReferred = false },
            HandedOver offer => next with { Offer = offer, HeldDueAt = Offer is null ? DueAt : HeldDueAt, DueAt = offer.DueAt },
            HandOverLapsed lapsed => next with { Offer = null, DueAt = lapsed.DueAt },
            Opened opened => next.OpenedNow(opened),
            Decided { Second: not null } undecided => next with { Undecided = undecided, DueAt = Offer is null ? DueAt ?? undecided.DueAt : DueAt },
            Decided decided => next.ActedOn(decided.Lead) with { Decision = decided, Undecided = null, IsDecided = true },
            SecondAgreed { Agrees: true } when Undecided is { } agreed => next.ActedOn(Holder ?? agreed.Lead) with { Decision = agreed, Undecided = null, IsDecided = true },
            SecondAgreed => next with { Undecided = null },
            Referred referred => next.ActedOn(referred.Lead) with { Referral = referred, IsReferred = true },
            NoteAdded note => next.ActedOn(note.Lead),
            Acted acted => next.ActedOn(acted.Lead),
            MeetingCalled called => next.ActedOn(called.Lead),
            ReporterAsked asked => next.ActedOn(asked.Lead) with { Unanswered = Unanswered.Add(asked) },
            ReporterAnswered answered => next with { Unanswered = Unanswered.RemoveAll(asked => asked.Key == answered.Question), DueAt = Offer is null ? answered.DueAt ?? DueAt : DueAt },
            ChildrenLinked linked => next with { Linked = Linked.Add(linked.Other) },
            FollowUpSet set => next with { FollowUps = [.. FollowUps.Add(set).OrderBy(one => one.On)] },
            FollowUpDone done => next with { FollowUps = FollowUps.RemoveAll(one => one.Key == done.FollowUp) },
            RecordedElsewhere elsewhere => next with { Elsewhere = elsewhere },
            Closed closed => next with { Closing = closed, DueAt = null, Offer = null },
            SecondReviewed => next with { Closing = Closing is { } closing ? closing with { SecondLookBy = null } : null },
            HoldSet => next with { IsHeld = true },
            HoldLifted => next with { IsHeld = false },
            ReviewDateSet review => next with { ReviewOn = review.On },
            _ => next,
        };
    }

    /// <summary>Whoever is acting on it knows what is in it by now. If they have acted on it before, that is all that was waited for.</summary>
    private Concern OpenedNow(Opened opened)
    {
        var isHolder = Holder?.EntraId == opened.Lead.EntraId && Status == ConcernStatus.Acknowledged;
        var dueAt = (isHolder, HasActed && Undecided is null) switch
        {
            (true, true) => null,
            (true, _) => opened.DueAt ?? (Offer is null ? DueAt : HeldDueAt),
            _ => Offer is null ? DueAt : HeldDueAt,
        };

        return this with { OpenedBy = OpenedBy.Add(opened.Lead.EntraId), DueAt = Offer is null ? dueAt : DueAt, HeldDueAt = Offer is null ? HeldDueAt : dueAt };
    }

    private Concern HeldBy(Actor lead, DateTimeOffset at, DateTimeOffset? dueAt) =>
        this with { Holder = lead, AcknowledgedAt = at, DueAt = dueAt, HeldDueAt = null, Offer = null, HasActed = false, IsHandedOn = false, IsPastLastRung = false };

    /// <summary>Something was done. By whoever is acting on it, it stops the clock.</summary>
    private Concern ActedOn(Actor lead) => Holder?.EntraId != lead.EntraId || Status == ConcernStatus.Closed
        ? this
        : this with { HasActed = true, DueAt = Offer is null ? null : DueAt, HeldDueAt = null };
}
