namespace CseBot.Concerns;

/// <summary>How soon something has to happen. Never called risk (design 6).</summary>
public enum Response
{
    /// <summary>There is or may be danger at this moment.</summary>
    Now,

    /// <summary>Something has to happen before the child goes home, or nobody can say that it has not.</summary>
    Today,

    /// <summary>Nothing has to happen before the child goes home.</summary>
    SameDay,
}

/// <summary>One step of a ladder.</summary>
/// <param name="After">How long after the ladder started.</param>
/// <param name="Tell">Whom, in order. People who were told before are told again.</param>
/// <param name="ReporterToPhone">Whether the reporter is asked to phone now.</param>
public sealed record Rung(TimeSpan After, IReadOnlyList<Role> Tell, bool ReporterToPhone = false)
{
    /// <summary>How long before the end of the school day on which the rung before it came due, in the place of <see cref="After"/>. Where that has passed, at once.</summary>
    public TimeSpan? BeforeHome { get; init; }
}

/// <summary>By when something has to be done once somebody has acknowledged.</summary>
public enum ActedBy
{
    /// <summary>Before the school day ends, or, when it has, before the school closes.</summary>
    EndOfDay,

    /// <summary>By the end of the day: if not, whoever comes in the next morning is told.</summary>
    NextMorning,
}

/// <summary>Who is told when, until somebody acknowledges, and what an acknowledgement has to be followed by (design 6). Times count while there are staff at the school.</summary>
/// <param name="Again">How often everybody is told again after the last rung. It never goes quiet.</param>
/// <param name="OpenedWithin">How soon after acknowledging it has to be opened.</param>
/// <param name="ActedWithin">How soon after acknowledging something has to be done, where that is not by <see cref="ActedBy"/>.</param>
public sealed record Ladder(IReadOnlyList<Rung> Rungs, TimeSpan Again, TimeSpan? OpenedWithin, TimeSpan? ActedWithin)
{
    /// <summary>How often whoever is on cover is told again while the school is closed.</summary>
    internal static readonly TimeSpan CoverAgain = TimeSpan.FromHours(24);

    private static readonly TimeSpan _longestWeekend = TimeSpan.FromDays(4);

    private static readonly Role[] _leads = [Role.Duty, Role.Lead, Role.Deputy];

    /// <summary>Who is told at once, with the leads, where every lead is out and nobody covers for any of them.</summary>
    private static readonly Role[] _whereLeadsAreOut = [Role.SeniorLeader, Role.TrustLead];

    /// <summary>The ladder of an emergency, where a school has none of its own.</summary>
    public static Ladder Now { get; } = new(
        [
            new Rung(TimeSpan.Zero, [.. _leads, Role.Headteacher], ReporterToPhone: true),
            new Rung(TimeSpan.FromMinutes(3), [.. _leads, Role.Headteacher]),
            new Rung(TimeSpan.FromMinutes(6), [.. _leads, Role.Headteacher, Role.SeniorLeader]),
        ],
        Again: TimeSpan.FromMinutes(10),
        OpenedWithin: null,
        ActedWithin: TimeSpan.FromMinutes(5))
    {
        IsByTheClock = true,
    };

    /// <summary>The ladder of what has to happen today, where a school has none of its own.</summary>
    public static Ladder Today { get; } = new(
        [
            new Rung(TimeSpan.Zero, _leads),
            new Rung(TimeSpan.FromMinutes(15), _leads),
            new Rung(TimeSpan.FromMinutes(30), [Role.SeniorLeader, Role.Headteacher], ReporterToPhone: true),
        ],
        Again: TimeSpan.FromMinutes(30),
        OpenedWithin: TimeSpan.FromMinutes(15),
        ActedWithin: null);

    /// <summary>The ladder of what can wait until later in the day, where a school has none of its own.</summary>
    public static Ladder SameDay { get; } = new(
        [
            new Rung(TimeSpan.Zero, _leads),
            new Rung(TimeSpan.FromMinutes(60), _leads),
            new Rung(TimeSpan.Zero, [Role.SeniorLeader], ReporterToPhone: true) { BeforeHome = TimeSpan.FromHours(1) },
        ],
        Again: TimeSpan.FromHours(1),
        OpenedWithin: null,
        ActedWithin: null)
    {
        ActedBy = ActedBy.NextMorning,
    };

    /// <summary>The ladder about an adult who works at the school, where a school has none of its own.</summary>
    public static Ladder Adult { get; } = new(
        [
            new Rung(TimeSpan.Zero, [Role.Headteacher]),
            new Rung(TimeSpan.FromMinutes(15), [Role.Headteacher, Role.ActingHead]),
            new Rung(TimeSpan.FromMinutes(30), [Role.Headteacher, Role.ActingHead, Role.ChairOfGovernors], ReporterToPhone: true),
        ],
        Again: TimeSpan.FromMinutes(30),
        OpenedWithin: TimeSpan.FromMinutes(15),
        ActedWithin: null)
    {
        IsAboutAChild = false,
    };

    /// <summary>Whether it goes by the clock, day and night.</summary>
    public bool IsByTheClock { get; init; }

    public ActedBy ActedBy { get; init; }

    /// <summary>Whether it is for concerns about children. Cover is for those alone, and so are the people who stand in where all leads are out.</summary>
    public bool IsAboutAChild { get; init; } = true;

    /// <summary>Everybody's role who is on it.</summary>
    public IEnumerable<Role> Roles => Rungs.SelectMany(rung => rung.Tell).Distinct();

    /// <summary>The same people at the times of <paramref name="emergency"/>.</summary>
    public Ladder At(Ladder emergency) => emergency with
    {
        Rungs = [.. emergency.Rungs.Select((rung, step) => rung with { Tell = Rungs[Math.Min(step, Rungs.Count - 1)].Tell })],
        IsAboutAChild = IsAboutAChild,
    };

    /// <summary>When a rung comes due.</summary>
    /// <param name="rung">From 1.</param>
    public DateTimeOffset RungDue(int rung, Calendar calendar, DateTimeOffset startedAt)
    {
        if (rung == 1)
        {
            return startedAt;
        }

        if (Rungs[rung - 1].BeforeHome is not { } before)
        {
            return Later(calendar, startedAt, Rungs[rung - 1].After);
        }

        var earliest = RungDue(rung - 1, calendar, startedAt);
        var wanted = calendar.DayEnds(School.Day(earliest)) - before;

        return wanted > earliest ? wanted : earliest;
    }

    /// <summary>When the ladder moves next by itself, if nothing happens.</summary>
    /// <param name="reached">The rung it has reached, from 1.</param>
    /// <param name="reachedAt">When it last moved.</param>
    public DateTimeOffset MovesAt(int reached, Calendar calendar, DateTimeOffset startedAt, DateTimeOffset reachedAt) =>
        reached < Rungs.Count ? RungDue(reached + 1, calendar, startedAt) : Later(calendar, reachedAt, Again);

    /// <summary>When whoever took it on at <paramref name="at"/> has to have opened it, or done something.</summary>
    /// <param name="isOpened">Whether they know what is in it.</param>
    public DateTimeOffset TakenOnDue(Calendar calendar, DateTimeOffset at, bool isOpened)
    {
        var act = (ActedWithin, ActedBy) switch
        {
            ({ } within, _) => Later(calendar, at, within),
            (_, ActedBy.EndOfDay) => calendar.EndOfDay(at),
            _ => calendar.NextMorning(at),
        };

        var due = !isOpened && OpenedWithin is { } opened && Later(calendar, at, opened) is var open && open < act ? open : act;

        // A weekend is waited out (design 6); but nobody's tap in the holidays keeps it quiet for weeks.
        return IsAboutAChild && !calendar.IsStaffed(at) && due > at + _longestWeekend ? at + CoverAgain : due;
    }

    private DateTimeOffset Later(Calendar calendar, DateTimeOffset at, TimeSpan span) => IsByTheClock ? at + span : calendar.AfterStaffed(at, span);

    /// <summary>
    /// The people of a rung who can be told, each once, in the order they are told. While the school is closed, whoever is on cover is told first; where all
    /// leads are out and nobody covers for any of them, those who stand in for them are told at once too.
    /// </summary>
    /// <param name="rung">From 1. A ladder that has been made shorter since stays on its last.</param>
    /// <param name="without">The keys of people who must never hear of it.</param>
    public IReadOnlyList<NamedPerson> PeopleAt(int rung, School school, IReadOnlyCollection<string> without, DateTimeOffset at)
    {
        var roles = Rungs[Math.Min(rung, Rungs.Count) - 1].Tell;
        var standIns = rung == 1 && IsAboutAChild && school.AllLeadsAreOut(without, at) ? _whereLeadsAreOut : [];

        return
        [
            .. (rung == 1 ? OnCover(school, without, at) : [])
                .Concat(school.InOrder([.. roles, .. standIns], at, School.MayCover(IsAboutAChild)))
                .Where(person => person.EntraId is not null && !without.Contains(person.Key))
                .DistinctBy(person => person.Key),
        ];
    }

    /// <summary>Whoever is on cover at the moment and can be told: nobody while the school is staffed, nor about an adult.</summary>
    /// <param name="without">The keys of people who must never hear of it.</param>
    public IReadOnlyList<NamedPerson> OnCover(School school, IReadOnlyCollection<string> without, DateTimeOffset at) => IsAboutAChild
        ? [
            .. school.Calendar.OnCover(school, at)
                .SelectMany(person => school.WithCover(person, at, School.MayCover(isAboutAChild: true)))
                .Where(person => person.EntraId is not null && !without.Contains(person.Key))
                .OrderBy(person => school.IsOut(person, at))
                .DistinctBy(person => person.Key),
        ]
        : [];

    /// <summary>Everybody on the ladder who can be told, in the order they come up.</summary>
    public IReadOnlyList<NamedPerson> Everybody(School school, IReadOnlyCollection<string> without, DateTimeOffset at) =>
        UpTo(Rungs.Count, school, without, at);

    /// <summary>Everybody who can be told by the time that a rung is reached, in the order they come up.</summary>
    public IReadOnlyList<NamedPerson> UpTo(int rung, School school, IReadOnlyCollection<string> without, DateTimeOffset at) =>
        [.. Enumerable.Range(1, rung).SelectMany(one => PeopleAt(one, school, without, at)).DistinctBy(person => person.Key)];
}

/// <summary>A school's ladders: its own, or the ones of design 6.</summary>
public sealed record Ladders
{
    public Ladder Now { get; init; } = Ladder.Now;

    public Ladder Today { get; init; } = Ladder.Today;

    public Ladder SameDay { get; init; } = Ladder.SameDay;

    public Ladder Adult { get; init; } = Ladder.Adult;

    internal Ladder For(ConcernRaised raised) => For(raised.Route, raised.Response);

    internal Ladder For(ConcernRoute route, Response response) => (route, response) switch
    {
        (ConcernRoute.Adult, Response.Now) => Adult.At(Now),
        (ConcernRoute.Adult, _) => Adult,
        (_, Response.Now) => Now,
        (_, Response.Today) => Today,
        (_, Response.SameDay) => SameDay,
        _ => throw new ArgumentOutOfRangeException(nameof(response)),
    };
}
