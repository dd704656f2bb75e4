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

/// <summary>Whether somebody is at their Teams, as far as Graph says. It changes in which order people are told, and never who is.</summary>
public enum Presence
{
    /// <summary>Nobody can say.</summary>
    Unknown,

    Available,
    Busy,
    Away,
    OutOfOffice,
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
    /// <summary>Schools in England all keep the same time.</summary>
    public static TimeZoneInfo Zone { get; } = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    public Calendar Calendar { get; init; } = new();

    public Ladders Ladders { get; init; } = new();

    /// <summary>Who has said that they are out, and who covers for them.</summary>
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

    internal static DateTimeOffset Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Zone);

    public NamedPerson? Find(string? entraId) => entraId is null
        ? null
        : People.FirstOrDefault(person => string.Equals(person.EntraId, entraId, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether somebody has said that they are out at a moment.</summary>
    public bool IsOut(NamedPerson person, DateTimeOffset at) => Absences.Any(absence => absence.Person == person.Key && absence.From <= at && at < absence.Until);

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
