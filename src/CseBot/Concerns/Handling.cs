namespace CseBot.Concerns;

/// <summary>What is done with a concern once somebody is acting on it (design 6, "Who may"). Pure: whether the person may open it at all has been asked before.</summary>
internal static class Handling
{
    /// <summary>How long somebody has to accept what is handed to them. Then it is the holder's again.</summary>
    public static readonly TimeSpan OfferStands = TimeSpan.FromMinutes(10);

    /// <summary>How long whoever is acting on it has to read what is new.</summary>
    private static readonly TimeSpan _reading = TimeSpan.FromMinutes(15);

    /// <summary>School days in which a second lead looks at a sign of harm that was closed without a referral.</summary>
    public const int SecondLookDays = 5;

    /// <summary>Years after birth, or where that is not known after closing, when somebody decides whether it is still needed (field (d) 31).</summary>
    public const int YearsKept = 25;

    /// <summary>The head takes a child's concern over, or a lead takes it from whoever has it.</summary>
    public static Decision TakeOver(Concern concern, Actor lead, School school, DateTimeOffset now)
    {
        if (concern.Status == ConcernStatus.Closed)
        {
            return Refusal.IsClosed;
        }

        if (concern.Holder?.EntraId == lead.EntraId)
        {
            return Refusal.AlreadyDone;
        }

        return Decision.Accepted(
            [new TakenOver(now, lead, Due(concern, lead, school, now))],
            [
                .. concern.Holder is { } before ? [new Work.TellLead(before.EntraId, LeadTold.TakenOver)] : Array.Empty<Work>(),
                new Work.RefreshCards(),
                new Work.TellReporter(concern.Holder is null ? Told.Seen : Told.HandedOn),
                new Work.PutListItem(),
            ]);
    }

    /// <summary>Whoever is acting on it offers it to another named person who may open it.</summary>
    public static Decision HandOver(Concern concern, Actor lead, string to, School school, DateTimeOffset now)
    {
        if (NotHeldBy(concern, lead) is { } no)
        {
            return no;
        }

        if (concern.Offer is not null)
        {
            return Refusal.AlreadyDone;
        }

        if (school.Named(to) is not { EntraId: { } entraId } person || entraId == lead.EntraId || !ConcernAccess.MayHold(concern, school, person))
        {
            return Refusal.NotThem;
        }

        return Decision.Accepted(
            [new HandedOver(now, lead, to, concern.DueAt is { } dueAt && dueAt < now + OfferStands ? dueAt : now + OfferStands)], new Work.TellLead(to, LeadTold.HandOverOffered), new Work.RefreshCards(), new Work.PutListItem());
    }

    public static Decision Accept(Concern concern, Actor lead, School school, DateTimeOffset now) => concern switch
    {
        { Offer: { } offer, Holder: { } holder } when school.Find(lead.EntraId)?.Key == offer.To => Decision.Accepted(
            [new HandOverAccepted(now, lead, Due(concern, lead, school, now))],
            new Work.TellLead(holder.EntraId, LeadTold.HandOverAccepted),
            new Work.RefreshCards(),
            new Work.TellReporter(Told.HandedOn),
            new Work.PutListItem()),
        _ => Refusal.NothingDue,
    };

    /// <summary>The offer is taken back by the holder, or declined by whoever it was made to.</summary>
    public static Decision Decline(Concern concern, Actor lead, School school, DateTimeOffset now) =>
        concern.Offer is { } offer && (concern.Holder?.EntraId == lead.EntraId || school.Find(lead.EntraId)?.Key == offer.To) ? Lapse(concern, school, now) : Refusal.NothingDue;

    /// <summary>Nobody accepted: it is the holder's again, or, when they are out or gone, it starts from the top.</summary>
    public static Decision Lapse(Concern concern, School school, DateTimeOffset now)
    {
        var lapsed = new HandOverLapsed(now, concern.HeldDueAt);
        var back = concern.After(lapsed);

        if (concern.Holder is { } holder && !HolderIsGone(back, school, now))
        {
            return Decision.Accepted([lapsed], new Work.TellLead(holder.EntraId, LeadTold.HandOverLapsed), new Work.RefreshCards(), new Work.PutListItem());
        }

        var again = ConcernLifecycle.StartAgain(back, school, now);

        return again with { Events = [lapsed, .. again.Events] };
    }

    /// <summary>Whoever is acting on it asks the reporter something. Not somebody who may be a pupil: they are spoken with.</summary>
    public static Decision Ask(Concern concern, Actor lead, string words, Guid key, DateTimeOffset now) => concern switch
    {
        _ when ConcernLifecycle.IsDone(concern, key) => Refusal.AlreadyDone,
        _ when NotHeldBy(concern, lead) is { } no => no,
        { Raised.Unverified: Unverified.SaysPupil or Unverified.SaidNothing } => Refusal.NotThem,
        _ => Acting(concern, lead, [new ReporterAsked(now, lead, words) { Key = key }], new Work.AskReporter(key)),
    };

    /// <summary>The reporter answers. Whoever is acting on it is told; where nobody is any more, it starts from the top.</summary>
    public static Decision Answer(Concern concern, Actor reporter, string words, Guid question, School school, DateTimeOffset now)
    {
        if (concern.Unanswered.All(asked => asked.Key != question))
        {
            return Refusal.AlreadyDone;
        }

        var answered = new ReporterAnswered(now, reporter, words, question) { DueAt = ReadBy(concern, school, now) };

        return concern.Holder switch
        {
            { } holder when concern.Status == ConcernStatus.Acknowledged && !HolderIsGone(concern, school, now) =>
                Decision.Accepted([answered], new Work.TellLead(holder.EntraId, LeadTold.ReporterAnswered), new Work.PutListItem()),
            null when concern.Status == ConcernStatus.Raised => Decision.Accepted([answered], new Work.RefreshCards(), new Work.PutListItem()),
            _ => ConcernLifecycle.StartAgain(concern.After(answered), school, now) is var again ? again with { Events = [answered, .. again.Events] } : again,
        };
    }

    /// <summary>Whether whoever was acting on it is not there any more, or out, or may not open it any more. Then somebody else has to.</summary>
    public static bool HolderIsGone(Concern concern, School school, DateTimeOffset now) => concern.Holder is { } holder
        && (school.Find(holder.EntraId) is not { } person || !ConcernAccess.MayHold(concern, school, person) || school.IsOut(person, now));

    /// <summary>When whoever is acting on it has to have read what is new; nothing where nobody is, or something is waited for sooner.</summary>
    public static DateTimeOffset? ReadBy(Concern concern, School school, DateTimeOffset now) => concern switch
    {
        { Status: not ConcernStatus.Acknowledged } or { Holder: null } => null,
        { DueAt: { } dueAt } when dueAt <= now + _reading => null,
        _ => ConcernLifecycle.LadderOf(concern, school).IsByTheClock ? now + _reading : school.Calendar.AfterStaffed(now, _reading),
    };

    public static Decision Note(Concern concern, Actor lead, string words, Guid key, DateTimeOffset now) => ConcernLifecycle.IsDone(concern, key)
        ? Refusal.AlreadyDone
        : Acting(concern, lead, [new NoteAdded(now, lead, words) { Key = key }]);

    /// <summary>One tap: 999 was called, or the lead is with the child. Where nobody has acknowledged, doing it is acknowledging.</summary>
    public static Decision Act(Concern concern, Actor lead, LeadAct act, DateTimeOffset now) => concern switch
    {
        { Status: ConcernStatus.Closed } => Refusal.IsClosed,
        _ when concern.History.OfType<Acted>().Any(acted => acted.Act == act && acted.Lead.EntraId == lead.EntraId && acted.At >= concern.AcknowledgedAt) => Refusal.AlreadyDone,
        { Holder: null } => Acting(concern, lead, [new Acknowledged(now, lead, null), new Acted(now, lead, act)]),
        _ => Acting(concern, lead, [new Acted(now, lead, act)]),
    };

    /// <summary>Two concerns are about the same child.</summary>
    /// <returns>What happens to the first, and what happens to the second.</returns>
    public static (Decision One, Decision Other) Link(Concern concern, Concern other, Actor lead, DateTimeOffset now) => concern.Linked.Contains(other.Reference)
        ? (Refusal.AlreadyDone, Refusal.AlreadyDone)
        : (LinkTo(concern, other, lead, now), LinkTo(other, concern, lead, now));

    /// <summary>A concern says of another only where everybody who is left out of that one is left out of this one too: nobody learns of it who must not.</summary>
    private static Decision LinkTo(Concern concern, Concern other, Actor lead, DateTimeOffset now) => other.Excluded.IsSubsetOf(concern.Excluded)
        ? Acting(concern, lead, [new ChildrenLinked(now, lead, other.Reference)])
        : Refusal.AlreadyDone;

    /// <summary>
    /// What is decided, with everything that goes with it, at once. Where nobody is acting on it, because the ladder has started again meanwhile, deciding is acting.
    /// Possible sexual activity with a child under 13 is referred, unless a second named lead agrees that it is not (field (d) 35).
    /// </summary>
    public static Decision Decide(Concern concern, Actor lead, Deciding deciding, School school, DateTimeOffset now)
    {
        if (ConcernLifecycle.IsDone(concern, deciding.Key))
        {
            return Refusal.AlreadyDone;
        }

        if (concern.Status == ConcernStatus.Closed)
        {
            return Refusal.IsClosed;
        }

        if (concern.Holder is { } holder && holder.EntraId != lead.EntraId)
        {
            return Refusal.NotTheHolder;
        }

        var needsSecond = NeedsSecond(concern, deciding);

        if (needsSecond && (deciding.Second is not { } key || school.Named(key) is not { } second || second.EntraId == lead.EntraId || !Seconds(concern, school, lead).Contains(second)))
        {
            return Refusal.NeedsSecond;
        }

        var decided = new Decided(now, lead, deciding.Kind, deciding.Reason) { Key = deciding.Key, Details = deciding.Details };

        if (needsSecond)
        {
            decided = decided with { Second = deciding.Second, Then = deciding.With, DueAt = ConcernLifecycle.LadderOf(concern, school).TakenOnDue(school.Calendar, now, isOpened: true) };
        }

        IEnumerable<ConcernEvent> events =
        [
            .. concern.Holder is null ? [new Acknowledged(now, lead, ConcernLifecycle.LadderOf(concern, school).TakenOnDue(school.Calendar, now, isOpened: true))] : Array.Empty<ConcernEvent>(),
            decided,
            .. needsSecond ? [] : deciding.With,
        ];

        return Acting(
            concern,
            lead,
            events,
            [
                .. needsSecond ? [new Work.TellLead(deciding.Second!, LeadTold.SecondAsked)] : Array.Empty<Work>(),
                .. needsSecond ? [] : Meetings(deciding.With),
            ]);
    }

    /// <summary>Whether a decision counts only when a second lead agrees: a child may be under 13, there may have been sexual activity, and it is not referred.</summary>
    public static bool NeedsSecond(Concern concern, Deciding deciding) =>
        concern.Raised.Route == ConcernRoute.Child
        && deciding.Kind is not (DecisionKind.Refer or DecisionKind.Emergency)
        && !concern.IsReferred
        && (deciding.MayBeUnder13 || concern.History.OfType<Decided>().Any(decided => decided.Second is not null) || (concern.MayBeUnder13 && concern.HasSignsOfHarm));

    /// <summary>Who can be the second: another lead who may open it; where there is none, the head (design 6).</summary>
    public static IReadOnlyList<NamedPerson> Seconds(Concern concern, School school, Actor lead)
    {
        NamedPerson[] others = [.. school.People.Where(person => person.EntraId is not null && person.EntraId != lead.EntraId && !concern.Excluded.Contains(person.Key))];
        NamedPerson[] leads = [.. others.Where(person => person.IsLead)];

        return leads.Length > 0 ? leads : [.. others.Where(person => person.Roles.Contains(Role.Headteacher))];
    }

    /// <summary>The second lead agrees with a decision, or does not: then it does not count, and the holder decides again.</summary>
    /// <param name="decision">The key of the decision that they have read.</param>
    public static Decision Agree(Concern concern, Actor lead, Guid decision, bool agrees, string reason, School school, DateTimeOffset now) => concern switch
    {
        { Undecided: null } or { Status: not ConcernStatus.Acknowledged } => Refusal.NothingDue,
        { Undecided: { } undecided } when undecided.Key != decision => Refusal.NothingDue,
        { Undecided: { } undecided } when school.Find(lead.EntraId)?.Key != undecided.Second => Refusal.NeedsAnother,
        { Undecided: { } undecided } => Decision.Accepted(
            [new SecondAgreed(now, lead, decision, agrees, reason), .. agrees ? undecided.Then.Select(then => then with { At = now }) : []],
            [
                new Work.TellLead((concern.Holder ?? undecided.Lead).EntraId, LeadTold.SecondAnswered),
                .. agrees ? Meetings(undecided.Then) : [],
                .. agrees && !concern.HasActed ? [new Work.TellReporter(Told.Acting)] : Array.Empty<Work>(),
                new Work.RefreshCards(),
                new Work.PutListItem(),
            ]),
    };

    /// <summary>A further referral, or the reference of the last one, which often comes later.</summary>
    public static Decision Refer(Concern concern, Actor lead, Referred referred) => concern switch
    {
        _ when ConcernLifecycle.IsDone(concern, referred.Key!.Value) => Refusal.AlreadyDone,
        _ when concern.Holder?.EntraId != lead.EntraId => Refusal.NotTheHolder,
        _ => Acting(concern, lead, [referred]),
    };

    public static Decision FollowUp(Concern concern, Actor lead, DateOnly on, string what, Guid key, DateTimeOffset now) => concern switch
    {
        _ when ConcernLifecycle.IsDone(concern, key) => Refusal.AlreadyDone,
        _ when NotHeldBy(concern, lead) is { } no => no,
        _ => Acting(concern, lead, [new FollowUpSet(now, lead, on, what) { Key = key }]),
    };

    public static Decision FinishFollowUp(Concern concern, Actor lead, Guid followUp, string words, DateTimeOffset now) =>
        concern.FollowUps.All(one => one.Key != followUp) ? Refusal.AlreadyDone : Acting(concern, lead, [new FollowUpDone(now, lead, followUp, words)]);

    public static Decision RecordElsewhere(Concern concern, Actor lead, string system, string number, Guid key, DateTimeOffset now) => ConcernLifecycle.IsDone(concern, key)
        ? Refusal.AlreadyDone
        : Acting(concern, lead, [new RecordedElsewhere(now, lead, system, number) { Key = key }]);

    /// <summary>
    /// It is over. A sign of harm that is closed without a referral is looked at by a second lead within five school days. The review date follows from the
    /// date of birth where it is known; where not, from today, which is never sooner.
    /// </summary>
    public static Decision Close(Concern concern, Actor lead, ConcernOutcome outcome, string reason, DateOnly? bornOn, Guid key, School school, DateTimeOffset now)
    {
        if (ConcernLifecycle.IsDone(concern, key))
        {
            return Refusal.AlreadyDone;
        }

        if (NotHeldBy(concern, lead) is { } no)
        {
            return no;
        }

        if (!concern.IsDecided || concern.Undecided is not null)
        {
            return Refusal.NotDecided;
        }

        if (concern.FollowUps.Length > 0)
        {
            return Refusal.FollowUpsOpen;
        }

        var today = School.Day(now);
        var isLookedAt = concern.Raised.Route == ConcernRoute.Child && concern.HasSignsOfHarm && !concern.IsReferred;
        var born = bornOn ?? concern.History.OfType<ReviewDateSet>().LastOrDefault(review => review.BornOn is not null)?.BornOn;
        var closed = new Closed(now, lead, outcome, reason, isLookedAt ? school.Calendar.AfterSchoolDays(today, SecondLookDays) : null) { Key = key };

        return Decision.Accepted(
            [closed, new ReviewDateSet(now, lead, (born ?? today).AddYears(YearsKept), born)],
            [
                .. isLookedAt ? Seconds(concern, school, lead).Select(person => new Work.TellLead(person.Key, LeadTold.SecondLook)) : [],
                new Work.RefreshCards(),
                new Work.TellReporter(Told.Closed),
                new Work.PutListItem(),
                new Work.FileDocument(),
            ]);
    }

    /// <summary>A second lead has looked. If they do not agree, it is open again and theirs.</summary>
    /// <param name="closed">The key of the closing that they have read.</param>
    public static Decision LookAgain(Concern concern, Actor lead, Guid closed, bool agrees, string words, School school, DateTimeOffset now)
    {
        if (concern.Closing is not { SecondLookBy: not null } closing || closing.Key != closed)
        {
            return Refusal.NothingDue;
        }

        if (Seconds(concern, school, closing.Lead).All(second => second.EntraId != lead.EntraId))
        {
            return Refusal.NeedsAnother;
        }

        var looked = new SecondReviewed(now, lead, agrees, words);

        if (agrees)
        {
            return Decision.Accepted([looked], new Work.RefreshCards(), new Work.PutListItem(), new Work.FileDocument());
        }

        var again = Reopen(concern.After(looked), lead, words, school, now);

        return again with { Events = [looked, .. again.Events] };
    }

    public static Decision Reopen(Concern concern, Actor lead, string reason, School school, DateTimeOffset now) => concern.Status != ConcernStatus.Closed
        ? Refusal.NotYet
        : Decision.Accepted(
            [new Reopened(now, lead, reason, Due(concern, lead, school, now))],
            [
                .. concern.Closing is { } closing && closing.Lead.EntraId != lead.EntraId ? [new Work.TellLead(closing.Lead.EntraId, LeadTold.Reopened)] : Array.Empty<Work>(),
                new Work.RefreshCards(),
                new Work.TellReporter(Told.Acting),
                new Work.PutListItem(),
            ]);

    public static Decision Hold(Concern concern, Actor lead, string reason, DateTimeOffset now) => concern.IsHeld
        ? Refusal.AlreadyDone
        : Decision.Accepted([new HoldSet(now, lead, reason)], new Work.PutListItem());

    public static Decision LiftHold(Concern concern, Actor lead, string reason, DateTimeOffset now) => concern.IsHeld
        ? Decision.Accepted([new HoldLifted(now, lead, reason)], new Work.PutListItem())
        : Refusal.AlreadyDone;

    public static Decision SetReviewDate(Concern concern, Actor lead, DateOnly bornOn, DateTimeOffset now) =>
        Decision.Accepted([new ReviewDateSet(now, lead, bornOn.AddYears(YearsKept), bornOn)], new Work.PutListItem());

    /// <summary>The full record is filed anew, as it is now.</summary>
    public static Decision Export(Actor lead, DateTimeOffset now) => Decision.Accepted([new Exported(now, lead)], new Work.FileDocument(), new Work.PutListItem());

    private static IEnumerable<Work> Meetings(IEnumerable<ConcernEvent> happened) => happened.OfType<MeetingCalled>().Select(called => new Work.CreateMeeting(called.Key!.Value));

    /// <summary>What follows from doing something: the first thing that the holder does is told to the reporter, in no detail.</summary>
    private static Decision Acting(Concern concern, Actor lead, IEnumerable<ConcernEvent> happened, params IEnumerable<Work> work)
    {
        ConcernEvent[] events = [.. happened];
        var after = events.Aggregate(concern, (now, next) => now.After(next));

        return Decision.Accepted(
            events,
            [
                .. work,
                .. after.HasActed && !concern.HasActed && after.Holder?.EntraId == lead.EntraId ? [new Work.TellReporter(Told.Acting)] : Array.Empty<Work>(),
                new Work.RefreshCards(),
                new Work.PutListItem(),
            ]);
    }

    private static Refusal? NotHeldBy(Concern concern, Actor lead) => concern switch
    {
        { Status: ConcernStatus.Closed } => Refusal.IsClosed,
        { Holder: null } => Refusal.NotYet,
        { Holder: { } holder } when holder.EntraId != lead.EntraId => Refusal.NotTheHolder,
        _ => null,
    };

    /// <summary>When whoever has it now has to have opened it, or done something.</summary>
    internal static DateTimeOffset Due(Concern concern, Actor lead, School school, DateTimeOffset now) =>
        ConcernLifecycle.LadderOf(concern, school).TakenOnDue(school.Calendar, now, concern.OpenedBy.Contains(lead.EntraId));
}

/// <summary>A decision with everything that goes with it.</summary>
/// <param name="Key">The key of the form, so that saving it twice is one decision.</param>
/// <param name="Details">What else was asked and written.</param>
/// <param name="With">What happens with it: a referral, a meeting, a follow-up.</param>
internal sealed record Deciding(DecisionKind Kind, string Reason, Guid Key, IReadOnlyList<Detail> Details, IReadOnlyList<ConcernEvent> With)
{
    /// <summary>Whether the lead says that there may have been sexual activity with a child under 13.</summary>
    public bool MayBeUnder13 { get; init; }

    /// <summary>The key of the second lead who is asked to agree.</summary>
    public string? Second { get; init; }
}
