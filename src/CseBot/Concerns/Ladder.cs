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
public sealed record Rung(TimeSpan After, IReadOnlyList<Role> Tell, bool ReporterToPhone = false);

/// <summary>Who is told when, until somebody acknowledges, and what an acknowledgement has to be followed by (design 6, by the clock alone).</summary>
/// <param name="Again">How often everybody is told again after the last rung. It never goes quiet.</param>
/// <param name="OpenedWithin">How soon after acknowledging it has to be opened.</param>
/// <param name="ActedWithin">How soon after acknowledging something has to be done.</param>
public sealed record Ladder(IReadOnlyList<Rung> Rungs, TimeSpan Again, TimeSpan? OpenedWithin, TimeSpan ActedWithin)
{
    private static readonly Role[] _leads = [Role.Duty, Role.Lead, Role.Deputy];

    /// <summary>The ladder of an emergency, where a school has none of its own.</summary>
    public static Ladder Now { get; } = new(
        [
            new Rung(TimeSpan.Zero, [.. _leads, Role.Headteacher], ReporterToPhone: true),
            new Rung(TimeSpan.FromMinutes(3), [.. _leads, Role.Headteacher]),
            new Rung(TimeSpan.FromMinutes(6), [.. _leads, Role.Headteacher, Role.SeniorLeader]),
        ],
        Again: TimeSpan.FromMinutes(10),
        OpenedWithin: null,
        ActedWithin: TimeSpan.FromMinutes(5));

    /// <summary>The ladder of what has to happen today, where a school has none of its own.</summary>
    public static Ladder Today { get; } = new(
        [
            new Rung(TimeSpan.Zero, _leads),
            new Rung(TimeSpan.FromMinutes(15), _leads),
            new Rung(TimeSpan.FromMinutes(30), [Role.SeniorLeader, Role.Headteacher], ReporterToPhone: true),
        ],
        Again: TimeSpan.FromMinutes(30),
        OpenedWithin: TimeSpan.FromMinutes(15),
        ActedWithin: TimeSpan.FromHours(4));

    /// <summary>The ladder of what can wait until later in the day, where a school has none of its own. By the clock alone until the ladder knows the school's hours.</summary>
    public static Ladder SameDay { get; } = new(
        [
            new Rung(TimeSpan.Zero, _leads),
            new Rung(TimeSpan.FromMinutes(60), _leads),
            new Rung(TimeSpan.FromHours(4), [Role.SeniorLeader], ReporterToPhone: true),
        ],
        Again: TimeSpan.FromHours(24),
        OpenedWithin: null,
        ActedWithin: TimeSpan.FromHours(24));

    /// <summary>The ladder about an adult who works at the school, where a school has none of its own.</summary>
    public static Ladder Adult { get; } = new(
        [
            new Rung(TimeSpan.Zero, [Role.Headteacher]),
            new Rung(TimeSpan.FromMinutes(15), [Role.Headteacher, Role.ActingHead]),
            new Rung(TimeSpan.FromMinutes(30), [Role.Headteacher, Role.ActingHead, Role.ChairOfGovernors], ReporterToPhone: true),
        ],
        Again: TimeSpan.FromMinutes(30),
        OpenedWithin: TimeSpan.FromMinutes(15),
        ActedWithin: TimeSpan.FromHours(4))
    {
        TellsCover = false,
    };

    /// <summary>Whether whoever is on cover while the school is closed is told first. Not about an adult: cover is for children's concerns.</summary>
    public bool TellsCover { get; init; } = true;

    /// <summary>Everybody's role who is on it.</summary>
    public IEnumerable<Role> Roles => Rungs.SelectMany(rung => rung.Tell).Distinct();

    /// <summary>The same people at the times of <paramref name="emergency"/>.</summary>
    public Ladder At(Ladder emergency) => emergency with
    {
        Rungs = [.. emergency.Rungs.Select((rung, step) => rung with { Tell = Rungs[Math.Min(step, Rungs.Count - 1)].Tell })],
        TellsCover = TellsCover,
    };

    /// <summary>The people of a rung who can be told, each once, in the order they are told. While the school is closed, whoever is on cover is told first.</summary>
    /// <param name="rung">From 1. A ladder that has been made shorter since stays on its last.</param>
    /// <param name="without">The keys of people who must never hear of it.</param>
    public IReadOnlyList<NamedPerson> PeopleAt(int rung, School school, IReadOnlyCollection<string> without, DateTimeOffset at) =>
        [.. (rung == 1 && TellsCover ? school.Calendar.OnCover(school, at) : [])
            .Concat(Rungs[Math.Min(rung, Rungs.Count) - 1].Tell.SelectMany(role => school.People.Where(person => person.Roles.Contains(role))))
            .Where(person => person.EntraId is not null && !without.Contains(person.Key))
            .DistinctBy(person => person.Key)];

    /// <summary>Everybody on the ladder who can be told, in the order they come up.</summary>
    public IReadOnlyList<NamedPerson> Everybody(School school, IReadOnlyCollection<string> without, DateTimeOffset at) =>
        [.. Enumerable.Range(1, Rungs.Count).SelectMany(rung => PeopleAt(rung, school, without, at)).DistinctBy(person => person.Key)];
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
