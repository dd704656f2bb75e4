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
    /// <summary>Whether they may open and act on any concern about a child of their school.</summary>
    public bool IsLead => Roles.Any(role => role is Role.Duty or Role.Lead or Role.Deputy);

    /// <summary>The role they are called by when somebody is told who did something.</summary>
    public Role MainRole => Roles.FirstOrDefault(role => role is not Role.Duty, Role.Lead);
}

/// <summary>A school, and the people it has named.</summary>
/// <param name="Phone">The number that is always answered in school hours.</param>
public sealed record School(string Id, string Name, string Phone, IReadOnlyList<NamedPerson> People)
{
    /// <summary>Schools in England all keep the same time.</summary>
    public static TimeZoneInfo Zone { get; } = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    /// <summary>The time on the school's clocks, such as 10:42.</summary>
    public static string Time(DateTimeOffset at) => Local(at).ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>The day and time at the school, such as Mon 23 Nov 2026, 10:42.</summary>
    public static string DayAndTime(DateTimeOffset at) => Local(at).ToString("ddd d MMM yyyy, HH:mm", CultureInfo.GetCultureInfo("en-GB"));

    private static DateTimeOffset Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Zone);

    public NamedPerson? Find(string? entraId) => entraId is null
        ? null
        : People.FirstOrDefault(person => string.Equals(person.EntraId, entraId, StringComparison.OrdinalIgnoreCase));
}
