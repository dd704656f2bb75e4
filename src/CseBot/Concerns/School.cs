using System.Globalization;

namespace CseBot.Concerns;

/// <summary>What somebody is to the school, and so when they are told (design 7).</summary>
public enum Role
{
    Duty,
    Lead,
    Deputy,
    SeniorLeader,
    Headteacher,
    ActingHead,
    ChairOfGovernors,
    SafeguardingGovernor,
    TrustLead,
    Lado,
    Cover,
}

/// <summary>One of the people a school has named.</summary>
/// <param name="Key">What they are called in cards and on the record: their Entra id, or a number where they are outside the tenant.</param>
/// <param name="EntraId">Missing for somebody who is not in the tenant, and so cannot be written to in Teams.</param>
public sealed record NamedPerson(string Key, string? EntraId, string Name, IReadOnlyList<Role> Roles, string? Phone)
{
    /// <summary>When somebody last made sure that the number is right.</summary>
    public DateOnly? CheckedOn { get; init; }

    /// <summary>Whether they are at their Teams at this moment.</summary>
    public Presence Presence { get; init; }

    /// <summary>The number where somebody may have to ring it. The school's own numbers are shown; one outside the school only once it has been checked (design 2, rule 16).</summary>
    public string? PhoneToRing => Roles.Contains(Role.Lado) && CheckedOn is null ? null : Phone;

    /// <summary>Whether they may open and act on any concern about a child of their school.</summary>
    public bool IsLead => Roles.Any(IsLeads);

    public static bool IsLeads(Role role) => role is Role.Duty or Role.Lead or Role.Deputy;

    /// <summary>Whether they are one of those who may hear of a concern about an adult who works at the school.</summary>
    internal bool IsOnAdultRoute => Roles.Any(AdultRoute.People.Contains);

    /// <summary>The role they are called by when somebody is told who did something.</summary>
    public Role MainRole => Roles.FirstOrDefault(role => role is not Role.Duty, Role.Lead);
}

/// <summary>A named person is out.</summary>
/// <param name="Person">Their key.</param>
/// <param name="CoveredBy">The key of whoever covers for them, if somebody does.</param>
public sealed record Absence(string Person, DateTimeOffset From, DateTimeOffset Until, string? CoveredBy);

/// <summary>Somebody in one of a school's groups in Entra.</summary>
public sealed record GroupMember(string EntraId, string Name);

/// <summary>A school, and the people it has named.</summary>
/// <param name="Area">The council whose area the school is in.</param>
/// <param name="Phone">The number that is always answered in school hours.</param>
public sealed record School(string Id, string Name, string Area, string Phone, IReadOnlyList<NamedPerson> People)
{
    private static readonly Role[] _neverAboutAChild = [Role.SafeguardingGovernor, Role.Lado, Role.ChairOfGovernors];

    /// <summary>Schools in England all keep the same time.</summary>
    public static TimeZoneInfo Zone { get; } = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    public Calendar Calendar { get; init; } = new();

    public Ladders Ladders { get; init; } = new();

    /// <summary>Whether there is a library that full records are filed in.</summary>
    public bool FilesRecords { get; init; }

    /// <summary>Who has said that they are out, and who covers for them. Some are over: whoever has taken something on meanwhile may finish it.</summary>
    public IReadOnlyList<Absence> Absences { get; init; } = [];

    /// <summary>The time on the school's clocks, such as 10:42.</summary>
    public static string Time(DateTimeOffset at) => Local(at).ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>The day and time at the school, such as Mon 23 Nov 2026, 10:42.</summary>
    public static string DayAndTime(DateTimeOffset at) => Local(at).ToString("ddd d MMM yyyy, HH:mm", CultureInfo.GetCultureInfo("en-GB"));

    /// <summary>The day at the school.</summary>
    public static DateOnly Day(DateTimeOffset at) => DateOnly.FromDateTime(Local(at).DateTime);

    /// <summary>The moment of a time on the school's clocks. One that the clocks leave out in spring is the hour after.</summary>
    public static DateTimeOffset At(DateOnly day, TimeOnly time)
    {
        var local = day.ToDateTime(time);

        return new DateTimeOffset(local, Zone.GetUtcOffset(local));
    }

    /// <summary>The time on the school's clocks, with the day where it is another than that of <paramref name="seen"/>.</summary>
    public static string TimeSeenAt(DateTimeOffset at, DateTimeOffset seen) => Day(at) == Day(seen) ? Time(at) : DayAndTime(at);

    internal static DateTimeOffset Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Zone);

    public NamedPerson? Find(string? entraId) => entraId is null
        ? null
        : People.FirstOrDefault(person => string.Equals(person.EntraId, entraId, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether somebody has said that they are out at a moment.</summary>
    public bool IsOut(NamedPerson person, DateTimeOffset at) => Absences.Any(absence => absence.Person == person.Key && IsNow(absence, at));

    /// <summary>
    /// The people with some roles, in the order in which they are told or rung: whoever is out last; then as the roles are named; then whoever is at their
    /// Teams. Whoever covers for somebody stands where that somebody does. Nobody is left out for being out (design 6).
    /// </summary>
    /// <param name="may">Whether somebody may cover here: not everybody may hear of everything.</param>
    public IReadOnlyList<NamedPerson> InOrder(IEnumerable<Role> roles, DateTimeOffset at, Func<NamedPerson, bool> may) =>
    [
        .. roles
            .SelectMany((role, rank) => People.Where(person => person.Roles.Contains(role)).SelectMany(person => WithCover(person, at, may)).Select(person => (Person: person, Rank: rank)))
            .OrderBy(one => IsAway(one.Person, at))
            .ThenBy(one => one.Rank)
            .ThenBy(one => AtTeams(one.Person.Presence))
            .Select(one => one.Person)
            .DistinctBy(person => person.Key),
    ];

    /// <summary>Whether every lead who could be told is out, and nobody who could be told covers for any of them.</summary>
    /// <param name="without">The keys of people who must never hear of it.</param>
    public bool AllLeadsAreOut(IReadOnlyCollection<string> without, DateTimeOffset at)
    {
        NamedPerson[] leads = [.. People.Where(person => person.IsLead && CanBeTold(person))];

        return leads.Length > 0 && leads.All(lead => WithCover(lead, at, MayCover(isAboutAChild: true)).All(person => !CanBeTold(person) || IsOut(person, at)));

        bool CanBeTold(NamedPerson person) => person.EntraId is not null && !without.Contains(person.Key);
    }

    /// <summary>Who may cover: about an adult who works here, only the people of the adult route; about a child, nobody who is there only for figures or for adults.</summary>
    public static Func<NamedPerson, bool> MayCover(bool isAboutAChild) =>
        person => isAboutAChild ? person.Roles.Any(role => !_neverAboutAChild.Contains(role)) : person.IsOnAdultRoute;

    /// <summary>Somebody, and whoever covers for them while they are out, first.</summary>
    internal IReadOnlyList<NamedPerson> WithCover(NamedPerson person, DateTimeOffset at, Func<NamedPerson, bool> may)
    {
        List<NamedPerson> together = [person];

        while (Absences.FirstOrDefault(absence => absence.Person == together[0].Key && IsNow(absence, at)) is { CoveredBy: { } key }
            && Named(key) is { } next
            && may(next)
            && !together.Contains(next))
        {
            together.Insert(0, next);
        }

        return together;
    }

    private bool IsAway(NamedPerson person, DateTimeOffset at) => person.Presence == Presence.OutOfOffice || IsOut(person, at);

    private static bool IsNow(Absence absence, DateTimeOffset at) => absence.From <= at && at < absence.Until;

    private static int AtTeams(Presence presence) => presence switch
    {
        Presence.Available => 0,
        Presence.Away => 2,
        _ => 1,
    };

    public NamedPerson? Named(string? key) => People.FirstOrDefault(person => person.Key == key);

    /// <summary>
    /// The school with the people of its leads' group in the place of those configured as leads: whoever has left the group is none any more, and
    /// whoever is new in it is a deputy. A group that would leave the school without any lead is not believed.
    /// </summary>
    public School WithLeads(IReadOnlyList<GroupMember> group)
    {
        var members = group.ToDictionary(member => member.EntraId, StringComparer.OrdinalIgnoreCase);
        var named = People.Select(person => person.EntraId is { } id && !members.ContainsKey(id) ? person with { Roles = [.. person.Roles.Where(role => !NamedPerson.IsLeads(role))] } : person);
        var fresh = group.Where(member => Find(member.EntraId) is not { IsLead: true });
        var people = named.Select(person => fresh.Any(member => member.EntraId == person.EntraId) ? person with { Roles = [Role.Deputy, .. person.Roles] } : person)
            .Concat(fresh.Where(member => Find(member.EntraId) is null).Select(member => new NamedPerson(member.EntraId, member.EntraId, member.Name, [Role.Deputy], Phone: null)))
            .Where(person => person.Roles.Count > 0)
            .ToArray();

        return people.Any(person => person is { IsLead: true, EntraId: not null }) ? this with { People = people } : this;
    }
}
