namespace CseBot.Concerns;

/// <summary>Why something was not done.</summary>
internal enum Refusal
{
    /// <summary>Somebody is already acting on it.</summary>
    AlreadyAcknowledged,

    /// <summary>Only whoever is acting on it may do this.</summary>
    NotTheHolder,

    /// <summary>This card has already done what it does.</summary>
    AlreadyDone,

    /// <summary>Nothing is due: it was dealt with in the meantime.</summary>
    NothingDue,

    /// <summary>It is closed: first it has to be opened again.</summary>
    IsClosed,

    /// <summary>Nobody has acknowledged it, or it is not closed: this comes later.</summary>
    NotYet,

    /// <summary>Nothing has been decided, or a decision waits for a second lead.</summary>
    NotDecided,

    /// <summary>Something is still to be followed up.</summary>
    FollowUpsOpen,

    /// <summary>They cannot be chosen: they may not open it, are not in Teams, or it is theirs.</summary>
    NotThem,

    /// <summary>A second named lead has to agree, and none was named.</summary>
    NeedsSecond,

    /// <summary>Whoever did it first cannot be the second.</summary>
    NeedsAnother,

    /// <summary>There is no such concern that they may open.</summary>
    NotThere,
}

/// <summary>What follows from a decision: the new events, and the work to be done once they are written. Or why not.</summary>
internal sealed record Decision(Refusal? Refusal, IReadOnlyList<ConcernEvent> Events, IReadOnlyList<Work> Work)
{
    public static implicit operator Decision(Refusal refusal) => new(refusal, [], []);

    public static Decision Accepted(IReadOnlyList<ConcernEvent> events, params IEnumerable<Work> work) => new(null, events, [.. work]);
}

/// <summary>How a concern can move. Pure: time and identity are arguments, and what has to be said afterwards is part of the answer.</summary>
internal static class ConcernLifecycle
{
    /// <summary>The whole life of a concern. Anything not listed here is refused.</summary>
    public static ConcernStatus? Next(ConcernStatus now, ConcernEvent happened) => (now, happened) switch
    {
        (ConcernStatus.Raised, Acknowledged) => ConcernStatus.Acknowledged,
        (ConcernStatus.Raised or ConcernStatus.Acknowledged, TakenOver) => ConcernStatus.Acknowledged,
        (_, RungReached { StartsAgain: true }) => ConcernStatus.Raised,
        (ConcernStatus.Raised, RungReached) => ConcernStatus.Raised,
        (ConcernStatus.Acknowledged, HandedOver or HandOverAccepted or HandOverLapsed) => ConcernStatus.Acknowledged,
        (ConcernStatus.Acknowledged, Decided or SecondAgreed or ReporterAsked or MeetingCalled or FollowUpSet) => ConcernStatus.Acknowledged,
        (ConcernStatus.Acknowledged, Closed) => ConcernStatus.Closed,
        (ConcernStatus.Closed, SecondReviewed) => ConcernStatus.Closed,
        (ConcernStatus.Closed, Reopened) => ConcernStatus.Acknowledged,
        (ConcernStatus.Raised or ConcernStatus.Acknowledged, Acted) => now,
        (_, ConcernAdded or PeopleLeftOut or ReporterRang or LeadAlerted or DeliveryFailed or LeadMailed or Opened or Exported) => now,
        (_, NoteAdded or ReporterAnswered or ChildrenLinked or Referred or FollowUpDone or RecordedElsewhere or HoldSet or HoldLifted or ReviewDateSet) => now,
        _ => null,
    };

    /// <summary>When a reporter is asked whom they rang, where nobody could be told in Teams; afterwards every day.</summary>
    private static readonly TimeSpan[] _askedWhomTheyRang = [TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(30)];


    public static Decision Raise(
        Guid draft,
        Actor reporter,
        School school,
        Response response,
        Account account,
        IReadOnlyList<string> excluded,
        DateTimeOffset now,
        Unverified? unverified = null,
        ConcernRoute route = ConcernRoute.Child)
    {
        var ladder = school.Ladders.For(route, response);
        var people = ladder.PeopleAt(1, school, excluded, now);
        var hasNobody = ladder.Everybody(school, excluded, now).Count == 0;
        var dueAt = (hasNobody, people.Count) switch
        {
            (true, _) => now + _askedWhomTheyRang[0],
            (_, 0) => now,
            _ => NextDue(ladder, school, excluded, ladder.MovesAt(1, school.Calendar, now, now), now),
        };
        var raised = new ConcernRaised(now, draft, reporter, school.Id, response, account, excluded, dueAt)
        {
            Unverified = unverified,
            Route = route,
            HasNobody = hasNobody,
            IsWithheld = IsWithheld(route, school, excluded),
        };

        if (route == ConcernRoute.Child && school.Find(reporter.EntraId) is { IsLead: true } lead && !excluded.Contains(lead.Key))
        {
            return RaisedByALead(raised, lead, school, ladder, people);
        }

        return Decision.Accepted(
            [raised],
            [
                .. people.Select(person => new Work.AlertLead(person.Key, 1)),
                .. TellAtOnce(raised, ladder, school).Select(what => new Work.TellReporter(what)),
                new Work.PutListItem(),
            ]);
    }

    /// <summary>What the reporter is told when it is raised. While the school is closed they are told to ring now, unless it can wait until later in the day.</summary>
    private static Told[] TellAtOnce(ConcernRaised raised, Ladder ladder, School school)
    {
        var canWait = raised is { Route: ConcernRoute.Child, Response: Response.SameDay };

        return (ladder.Rungs[0].ReporterToPhone, !canWait && !school.Calendar.IsStaffed(raised.At)) switch
        {
            _ when raised.HasNobody || raised.Unverified is Unverified.SaysPupil or Unverified.SaidNothing => [Told.Received],
            (true, true) => [Told.OutOfHours],
            (true, false) => [Told.Phone],
            (false, true) => [Told.Received, Told.OutOfHours],
            (false, false) => [Told.Received],
        };
    }

    /// <summary>A lead who raises a concern about a child holds it, and another is told; in an emergency, everybody is. Where there is no other lead, it is the head.</summary>
    private static Decision RaisedByALead(ConcernRaised raised, NamedPerson lead, School school, Ladder ladder, IReadOnlyList<NamedPerson> people)
    {
        var others = people.Where(person => person.Key != lead.Key);
        var heads = school.People.Where(person => person.Roles.Contains(Role.Headteacher) && person.EntraId is not null && person.Key != lead.Key && !raised.Excluded.Contains(person.Key));
        var told = raised.Response == Response.Now ? others.Concat(heads).DistinctBy(person => person.Key) : others.Concat(heads).Take(1);

        return Decision.Accepted(
            [raised, new Acknowledged(raised.At, raised.Reporter with { Role = lead.MainRole }, ladder.TakenOnDue(school.Calendar, raised.At, isOpened: true))],
            [
                new Work.AlertLead(lead.Key, 1),
                .. told.Select(person => new Work.AlertLead(person.Key, 1)),
                new Work.TellReporter(Told.Held),
                new Work.PutListItem(),
            ]);
    }

    /// <summary>Whether somebody is left out who may be able to open the list where it would go (design 5).</summary>
    private static bool IsWithheld(ConcernRoute route, School school, IReadOnlyCollection<string> excluded) => route switch
    {
        ConcernRoute.Adult => school.People.Any(person => excluded.Contains(person.Key) && person.IsOnAdultRoute),
        _ => excluded.Count > 0,
    };

    /// <summary>The reporter says later that somebody must not hear of it: from this moment they do not. Where one of them was acting on it, it starts again from the top.</summary>
    public static Decision LeaveOut(Concern concern, Actor reporter, IReadOnlyList<string> people, School school, DateTimeOffset now)
    {
        string[] fresh = [.. people.Except(concern.Excluded)];

        if (fresh.Length == 0)
        {
            return Refusal.AlreadyDone;
        }

        var left = new PeopleLeftOut(now, reporter, fresh)
        {
            IsWithheld = concern.IsWithheld || IsWithheld(concern.Raised.Route, school, fresh),
            HasNobody = !CanTellAnybody(concern, school, concern.Excluded.Union(fresh), now),
        };
        var without = concern.After(left);
        var isGone = concern.Holder is { } holder && school.Find(holder.EntraId) is { } person && without.Excluded.Contains(person.Key);
        var nobodyElse = concern.Status == ConcernStatus.Raised && !concern.Alerted.Keys.Except(without.Excluded).Any();

        if (isGone || nobodyElse)
        {
            var again = StartAgain(without, school, now);

            return again with { Events = [left, .. again.Events], Work = [new Work.RefreshCards(), .. FileAnew(concern), .. again.Work] };
        }

        return Decision.Accepted([left], [new Work.RefreshCards(), .. FileAnew(concern), new Work.PutListItem()]);
    }

    /// <summary>A record that has been filed is filed again, where those who are left out cannot read it.</summary>
    private static Work[] FileAnew(Concern concern) => concern.History.Any(happened => happened is Closed or Exported) ? [new Work.FileDocument()] : [];

    /// <summary>The reporter says whom they rang, because nobody could be told in Teams, or the school was closed and nobody had acknowledged it.</summary>
    public static Decision Ring(Concern concern, Actor reporter, string whom, DateTimeOffset now) => concern switch
    {
        { Status: not ConcernStatus.Raised } => Refusal.NothingDue,
        { HasRung: true } when concern.Rang!.Whom == whom => Refusal.AlreadyDone,
        _ => Decision.Accepted([new ReporterRang(now, reporter, whom)], new Work.PutListItem()),
    };

    /// <summary>The reporter adds something. Whoever is acting on it is told; until then, everybody who was told before. Where whoever was acting on it has gone, it starts again from the top.</summary>
    public static Decision Add(Concern concern, Actor reporter, Account account, Guid key, School school, DateTimeOffset now)
    {
        if (IsDone(concern, key))
        {
            return Refusal.AlreadyDone;
        }

        var round = concern.Round + 1;

        if (concern.Status == ConcernStatus.Closed || Handling.HolderIsGone(concern, school, now))
        {
            var again = StartAgain(concern, school, now);

            return again with
            {
                Events = [new ConcernAdded(now, reporter, account, round) { Key = key }, .. again.Events],
                Work = [.. again.Work, new Work.TellReporter(Told.Added)],
            };
        }

        var people = concern.Holder is { } holder
            ? concern.IsHeldByReporter ? concern.Alerted.Keys.Except(concern.Excluded) : [holder.EntraId]
            : LadderOf(concern, school).PeopleAt(concern.Rung, school, concern.Excluded, now)
                .Select(person => person.Key)
                .Union(concern.Alerted.Keys)
                .Except(concern.Excluded);

        DateTimeOffset? askedAt = CanTellAnybody(concern, school, concern.Excluded, now) ? Handling.ReadBy(concern, school, now) : now + _askedWhomTheyRang[0];

        return Decision.Accepted(
            [new ConcernAdded(now, reporter, account, round) { Key = key, DueAt = askedAt }],
            [.. people.Select(person => new Work.AlertLead(person, round)), new Work.TellReporter(Told.Added), new Work.PutListItem()]);
    }

    /// <summary>The reporter says again that there is danger now: it starts again from the top, whoever was acting on it.</summary>
    public static Decision SayAgain(Concern concern, Actor reporter, Account account, School school, DateTimeOffset now)
    {
        var added = new ConcernAdded(now, reporter, account, concern.Round + 1);
        var again = StartAgain(concern.After(added), school, now);

        return again with { Events = [added, .. again.Events] };
    }

    public static Decision Acknowledge(Concern concern, Actor lead, School school, DateTimeOffset now)
    {
        if (concern.Status != ConcernStatus.Raised)
        {
            return Refusal.AlreadyAcknowledged;
        }

        return Decision.Accepted([new Acknowledged(now, lead, Handling.Due(concern, lead, school, now))], new Work.RefreshCards(), new Work.TellReporter(Told.Seen), new Work.PutListItem());
    }

    /// <summary>Whoever is acting on it has opened it: from now on it has to be acted on, not opened, in time.</summary>
    public static Decision Open(Concern concern, Actor lead, School school, DateTimeOffset now)
    {
        DateTimeOffset? dueAt = concern is { HasActed: false, Status: ConcernStatus.Acknowledged, AcknowledgedAt: { } at } && concern.Holder?.EntraId == lead.EntraId
            ? LadderOf(concern, school).TakenOnDue(school.Calendar, at, isOpened: true)
            : null;

        return Decision.Accepted([new Opened(now, lead, dueAt)], new Work.PutListItem());
    }

    public static Decision Alert(string person, int round, DateTimeOffset now) => Decision.Accepted([new LeadAlerted(now, person, round)], new Work.PutListItem());

    /// <summary>Somebody could not be told. A failed delivery is not an alert: the next person on the ladder is told at once.</summary>
    public static Decision FailDelivery(Concern concern, string person, int round, DeliveryFailure why, School school, DateTimeOffset now)
    {
        if (concern.History.Any(happened => happened is DeliveryFailed before && before.Person == person && before.Round == round))
        {
            return Refusal.AlreadyDone;
        }

        if (concern.Status == ConcernStatus.Acknowledged && concern.Holder?.EntraId == person && round == concern.Round)
        {
            var failed = new DeliveryFailed(now, person, round, why, BroughtForward: null);
            var again = StartAgain(concern, school, now);

            return again with { Events = [failed, .. again.Events], Work = [.. MailIfNotYet(concern, person), .. again.Work] };
        }

        if ((concern.Status != ConcernStatus.Raised && !concern.IsHeldByReporter) || round != concern.Round || concern.Unreached.Contains(person))
        {
            return Decision.Accepted([new DeliveryFailed(now, person, round, why, BroughtForward: null)], new Work.PutListItem());
        }

        var excluded = concern.Excluded;
        var ladder = LadderOf(concern, school);
        var upToHere = Enumerable.Range(1, concern.Rung).SelectMany(rung => ladder.PeopleAt(rung, school, excluded, concern.LadderStartedAt));
        var next = ladder.Everybody(school, excluded, now)
            .Select(other => other.Key)
            .Except(upToHere.Select(other => other.Key))
            .Except(concern.BroughtForward)
            .FirstOrDefault(other => other != person);
        var unreached = concern.Unreached.Add(person);
        var thisRung = ladder.PeopleAt(concern.Rung, school, excluded, concern.LadderStartedAt);
        var nobodyElse = thisRung.All(other => unreached.Contains(other.Key));

        return Decision.Accepted(
            [new DeliveryFailed(now, person, round, why, next)],
            [.. MailIfNotYet(concern, person), .. next is null ? Array.Empty<Work>() : [new Work.AlertLead(next, round)], .. nobodyElse ? [Phone(school, now)] : Array.Empty<Work>(), new Work.PutListItem()]);
    }

    /// <summary>Its time has come: the next rung, the last one again, or, when an acknowledgement led nowhere, from the top.</summary>
    public static Decision ComeDue(Concern concern, School school, DateTimeOffset now)
    {
        if (concern.DueAt is not { } dueAt || dueAt > now)
        {
            return Refusal.NothingDue;
        }

        return concern switch
        {
            { Status: ConcernStatus.Acknowledged, Offer: not null } => Handling.Lapse(concern, school, now),
            { Status: ConcernStatus.Acknowledged } => StartAgain(concern, school, now),
            { Status: ConcernStatus.Raised } when !CanTellAnybody(concern, school, concern.Excluded, now) => AskWhomTheyRang(concern, now),
            { Status: ConcernStatus.Raised } => Move(concern, school, now),
            _ => Refusal.NothingDue,
        };
    }

    /// <summary>Whoever was acting on it may not any more: they have left the leads' group, or the school. It starts again from the top, whatever they had done.</summary>
    public static Decision LoseHolder(Concern concern, School school, DateTimeOffset now) =>
        concern is { Status: ConcernStatus.Acknowledged, Holder: { } holder } && (school.Find(holder.EntraId) is not { } person || !ConcernAccess.MayHold(concern, school, person))
            ? StartAgain(concern, school, now)
            : Refusal.NothingDue;

    private static Decision AskWhomTheyRang(Concern concern, DateTimeOffset now)
    {
        var dueAt = _askedWhomTheyRang.Select(span => concern.LadderStartedAt + span).Append(now + TimeSpan.FromDays(1)).First(at => at > now);

        return Decision.Accepted([new RungReached(now, concern.Rung + 1, concern.Round + 1, dueAt) { HasNobody = true }], new Work.TellReporter(Told.WhomDidYouRing), new Work.PutListItem());
    }

    /// <summary>
    /// The next rung, or the last one again, if its time has come. While the school is closed only an emergency moves, and what nobody at all could be told of;
    /// for everything else whoever is on cover is told, every day.
    /// </summary>
    private static Decision Move(Concern concern, School school, DateTimeOffset now)
    {
        var ladder = LadderOf(concern, school);
        var isStaffed = school.Calendar.IsStaffed(now);
        var isItsTime = MovesAt(concern, ladder, school) <= now && (isStaffed || ladder.IsByTheClock);
        var nobodyYet = ladder.UpTo(concern.Rung, school, concern.Excluded, now).Count == 0;

        return (isItsTime || nobodyYet, concern.Rung < ladder.Rungs.Count) switch
        {
            (true, true) => Climb(concern, ladder, school, now),
            (true, false) => Repeat(concern, ladder, school, now),
            _ => Stay(concern, ladder, school, now),
        };
    }

    private static Decision Climb(Concern concern, Ladder ladder, School school, DateTimeOffset now)
    {
        var rung = concern.Rung + 1;
        var excluded = concern.Excluded;
        var here = ladder.PeopleAt(rung, school, excluded, now);
        var cover = ladder.OnCover(school, excluded, now);
        var people = cover.Count == 0 ? here : [.. cover.Union(here.Except(ladder.UpTo(concern.Rung, school, excluded, now)))];
        var isEmpty = here.Count == 0 && rung < ladder.Rungs.Count;
        var dueAt = isEmpty ? now : NextDue(ladder, school, excluded, ladder.MovesAt(rung, school.Calendar, concern.LadderStartedAt, now), now);

        return Reach(concern, new RungReached(now, rung, concern.Round + 1, dueAt), people, school, ladder.Rungs[rung - 1].ReporterToPhone);
    }

    private static Decision Repeat(Concern concern, Ladder ladder, School school, DateTimeOffset now)
    {
        var cover = ladder.OnCover(school, concern.Excluded, now);
        var people = cover.Count > 0 ? cover : ladder.Everybody(school, concern.Excluded, now);
        var dueAt = NextDue(ladder, school, concern.Excluded, ladder.MovesAt(concern.Rung, school.Calendar, concern.LadderStartedAt, now), now);

        return Reach(concern, new RungReached(now, concern.Rung, concern.Round + 1, dueAt) { IsPastLast = true }, people, school, phone: true);
    }

    /// <summary>The ladder stays where it is: the school has closed, or a day has passed since cover was told, or it has opened again and the next rung is still to come.</summary>
    private static Decision Stay(Concern concern, Ladder ladder, School school, DateTimeOffset now)
    {
        var people = ladder.OnCover(school, concern.Excluded, now);
        var dueAt = NextDue(ladder, school, concern.Excluded, MovesAt(concern, ladder, school), now);

        return Reach(concern, new RungReached(now, concern.Rung, concern.Round + 1, dueAt) { OnlyCover = true }, people, school, phone: false);
    }

    /// <summary>From the top of the ladder: what was acknowledged led nowhere.</summary>
    public static Decision StartAgain(Concern concern, School school, DateTimeOffset now)
    {
        var ladder = LadderOf(concern, school);
        var people = ladder.PeopleAt(1, school, concern.Excluded, now);
        var dueAt = people.Count == 0 ? now : NextDue(ladder, school, concern.Excluded, ladder.MovesAt(1, school.Calendar, now, now), now);
        var reached = new RungReached(now, 1, concern.Round + 1, dueAt, StartsAgain: true) { HasNobody = !CanTellAnybody(concern, school, concern.Excluded, now) };

        return Reach(concern, reached, people, school, phone: true);
    }

    /// <summary>When something has to happen next: the ladder moves, the school closes, or whoever is on cover is told again. Never before now.</summary>
    /// <param name="movesAt">When the ladder moves, if there are staff at the school then.</param>
    private static DateTimeOffset NextDue(Ladder ladder, School school, IReadOnlyCollection<string> excluded, DateTimeOffset movesAt, DateTimeOffset now)
    {
        var staffed = school.Calendar.NextStaffed(now);
        var canMove = ladder.IsByTheClock ? now : staffed;
        DateTimeOffset[] times = [movesAt > canMove ? movesAt : canMove, school.Calendar.NextClosing(now), CoverAgain() ?? DateTimeOffset.MaxValue];

        return times.Min();

        DateTimeOffset? CoverAgain()
        {
            for (var at = now + Ladder.CoverAgain; at < staffed; at += Ladder.CoverAgain)
            {
                if (ladder.OnCover(school, excluded, at).Count > 0)
                {
                    return at;
                }
            }

            return null;
        }
    }

    private static DateTimeOffset MovesAt(Concern concern, Ladder ladder, School school) =>
        ladder.MovesAt(concern.Rung, school.Calendar, concern.LadderStartedAt, concern.ReachedAt);

    /// <summary>The people are told; the reporter, where they have to phone, or where the school has closed since anybody was told last.</summary>
    private static Decision Reach(Concern concern, RungReached reached, IReadOnlyList<NamedPerson> people, School school, bool phone)
    {
        var last = concern.History.Last(happened => happened is ConcernRaised or RungReached).At;
        var hasClosed = !school.Calendar.IsStaffed(reached.At) && school.Calendar.NextStaffed(last) < reached.At;

        return Decision.Accepted(
            [reached],
            [
                .. people.Select(person => new Work.AlertLead(person.Key, reached.Round)),
                .. reached.StartsAgain ? [new Work.RefreshCards()] : Array.Empty<Work>(),
                .. phone || hasClosed ? [Phone(school, reached.At)] : Array.Empty<Work>(),
                new Work.PutListItem(),
            ]);
    }

    /// <summary>The reporter is told to phone: while the school is closed, those who can be had then.</summary>
    private static Work.TellReporter Phone(School school, DateTimeOffset now) => new(school.Calendar.IsStaffed(now) ? Told.Phone : Told.OutOfHours);

    private static bool CanTellAnybody(Concern concern, School school, IReadOnlyCollection<string> without, DateTimeOffset now) =>
        LadderOf(concern, school).Everybody(school, without, now).Count > 0;

    internal static Ladder LadderOf(Concern concern, School school) => school.Ladders.For(concern.Raised);

    /// <summary>A mail without content, once, to somebody whom Teams does not reach.</summary>
    private static Work[] MailIfNotYet(Concern concern, string person) =>
        concern.History.Any(happened => happened is LeadMailed mailed && mailed.Person == person) ? [] : [new Work.SendMail(person)];

    internal static bool IsDone(Concern concern, Guid key) => concern.History.Any(happened => happened.Key == key);
}
