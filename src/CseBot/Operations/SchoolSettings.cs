using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using CseBot.Concerns;
using CseBot.Graph;
using Calendar = CseBot.Concerns.Calendar;

namespace CseBot.Operations;

/// <summary>Reads the section <c>Schools</c>: who, where and when (design 7).</summary>
/// <param name="isProvisioned">Whether the lists have to be there already. Only <c>provision</c>, which makes them, can do without.</param>
internal sealed partial class SchoolSettings(IConfiguration configuration, SettingsFaults faults, bool development, bool isProvisioned)
{
    private const string IntervalRemedy = "write hours and minutes, such as 00:30, up to 24:00";
    private const string DaysRemedy = "write the first and the last day, such as 2026-09-02/2026-10-23";

    public IReadOnlyList<SchoolSetup> Read()
    {
        SchoolSetup[] schools = [.. faults.Parts(configuration.GetSection("Schools")).Select(ReadSchool)];
        faults.Check(schools.Length > 0, "Schools", "name the school: Schools:0:Id, Schools:0:Name and what goes with them");
        faults.Check(
            schools.Select(setup => setup.School.Id).Distinct(StringComparer.OrdinalIgnoreCase).Count() == schools.Length, "Schools", "give each school an Id of its own");
        faults.Check(
            !schools.Any(setup => setup.LeadsGroupId is not null && schools.Any(other => other.StaffGroupId == setup.LeadsGroupId)),
            "Schools",
            "give LeadsGroupId a group of its own: everybody in it may open every concern, so it must not be a StaffGroupId");
        faults.Check(
            AreApart(schools), "Schools", "give every Record, AdultRecord and WithheldRecord a list of its own: whoever can open one list must not find another's concerns in it");

        return schools;
    }

    private static bool AreApart(IEnumerable<SchoolSetup> schools)
    {
        string[] lists =
        [
            .. schools.SelectMany(setup => new[] { setup.Record, setup.AdultRecord, setup.WithheldRecord })
                .OfType<RecordLocation>()
                .Where(record => record.ListId.Length > 0)
                .Select(record => $"{record.SiteId}/{record.ListId}"),
        ];

        return lists.Distinct(StringComparer.OrdinalIgnoreCase).Count() == lists.Length;
    }

    private SchoolSetup ReadSchool(IConfigurationSection section)
    {
        faults.CheckKeys(
            section, "Id", "Name", "Area", "Phone", "People", "StaffGroupId", "LeadsGroupId", "Record", "AdultRecord", "WithheldRecord", "Calendar", "Ladder");
        var people = faults.Parts(section.GetSection("People")).Select(ReadPerson).ToArray();
        var school = new School(
            faults.Needed(section, "Id", "give the school a short id that never changes, such as rowan-hill"),
            faults.Needed(section, "Name", "give the school's name"),
            faults.Needed(section, "Area", "name the council whose area the school is in, such as northamptonshire"),
            ReadPhone(section) ?? faults.Needed(section, "Phone", "give the number that is answered in school hours"),
            people)
        {
            Calendar = ReadCalendar(section.GetSection("Calendar"), people),
            Ladders = ReadLadders(section.GetSection("Ladder")),
            FilesRecords = !string.IsNullOrWhiteSpace(section["Record:DriveId"]),
        };

        faults.Check(school.Id.Length == 0 || ShortId().IsMatch(school.Id), $"{section.Path}:Id", "use small letters, digits and hyphens, such as rowan-hill");
        faults.Check(school.Area.Length == 0 || ShortId().IsMatch(school.Area), $"{section.Path}:Area", "use small letters and hyphens, such as northamptonshire");
        faults.Check(people.Any(person => person is { IsLead: true, EntraId: not null }), $"{section.Path}:People", "name at least one person with the role Lead and an Id");
        faults.Check(people.Any(person => person.Roles.Contains(Role.Headteacher)), $"{section.Path}:People", "name the person with the role Headteacher");
        faults.Check(people.DistinctBy(person => person.Key).Count() == people.Length, $"{section.Path}:People", "name each person once, with all their roles");

        return new SchoolSetup(
            school,
            ReadGroup(section, "StaffGroupId"),
            ReadGroup(section, "LeadsGroupId"),
            ReadRecord(section.GetSection("Record"), needed: true)!,
            ReadRecord(section.GetSection("AdultRecord"), needed: false),
            ReadRecord(section.GetSection("WithheldRecord"), needed: false));
    }

    private NamedPerson ReadPerson(IConfigurationSection section)
    {
        faults.CheckKeys(section, "Id", "Name", "Roles", "Phone", "CheckedOn");
        var id = string.IsNullOrWhiteSpace(section["Id"]) ? null : section["Id"]!.Trim().ToLowerInvariant();
        var name = faults.Needed(section, "Name", "give the person's name");
        var roles = faults.ReadAll<Role>(
            section.GetSection("Roles"), ReadRole, $"use one of the roles {string.Join(", ", Enum.GetNames<Role>())}");
        faults.Check(section.GetSection("Roles").Exists(), $"{section.Path}:Roles", "give the person a role");
        faults.Check(id is null || development || SettingsFaults.Id(id) is not null, $"{section.Path}:Id", "give the person's object id in Entra, not their e-mail address");

        return new NamedPerson(id ?? KeyOf(name), id, name, roles, ReadPhone(section))
        {
            CheckedOn = faults.Read<DateOnly>(section.GetSection("CheckedOn"), ReadDay, "write the day on which somebody last made sure of the number, such as 2026-09-01"),
        };
    }

    /// <summary>What somebody outside the tenant is called on the record: the same however the people are put in order.</summary>
    private static string KeyOf(string name) => $"outside-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..12]}";

    private string? ReadPhone(IConfigurationSection section)
    {
        var phone = section["Phone"]?.Trim();
        faults.Check(
            phone is null or "" || Telephone().IsMatch(phone), $"{section.Path}:Phone", "write a telephone number in digits and spaces, such as 01632 960100");

        return string.IsNullOrEmpty(phone) ? null : phone;
    }

    private string? ReadGroup(IConfigurationSection section, string key)
    {
        var id = section[key]?.Trim();
        faults.Check(id is null or "" || SettingsFaults.Id(id) is not null, $"{section.Path}:{key}", "give the group's object id in Entra, not its name");

        return string.IsNullOrEmpty(id) ? null : id.ToLowerInvariant();
    }

    private RecordLocation? ReadRecord(IConfigurationSection section, bool needed)
    {
        if (!needed && !section.Exists())
        {
            return null;
        }

        faults.CheckKeys(section, "SiteId", "ListId", "DriveId");
        var site = faults.Needed(section, "SiteId", "name the SharePoint site that holds the list");

        if (isProvisioned)
        {
            faults.Needed(section, "ListId", "name the list; the provision command makes it, and says its id");
        }

        return new RecordLocation(site, section["ListId"] ?? string.Empty, section["DriveId"]);
    }

    private Calendar ReadCalendar(IConfigurationSection section, NamedPerson[] people)
    {
        faults.CheckKeys(section, "Hours", "HomeTime", "Terms", "Inset", "Cover");
        var usual = new Calendar();
        var (opens, closes) = faults.Read(
            section, "Hours", (usual.Opens, usual.Closes), ReadHours, "write when the first and the last member of staff can be had, such as 07:45-17:00");

        return new Calendar
        {
            Opens = opens,
            Closes = closes,
            HomeTime = faults.Read(section, "HomeTime", usual.HomeTime, ReadTime, "write when children go home, such as 15:15"),
            Terms = faults.ReadAll<Days>(section.GetSection("Terms"), ReadDays, DaysRemedy),
            Inset = faults.ReadAll<DateOnly>(section.GetSection("Inset"), ReadDay, "write a day, such as 2026-09-01"),
            Cover = [.. faults.Parts(section.GetSection("Cover")).Select(cover => ReadCover(cover, people)).OfType<Cover>()],
        };
    }

    private Cover? ReadCover(IConfigurationSection section, NamedPerson[] people)
    {
        faults.CheckKeys(section, "Id", "Days");
        var id = section["Id"]?.Trim().ToLowerInvariant();
        var days = faults.Read<Days>(section.GetSection("Days"), ReadDays, DaysRemedy);
        faults.Check(section["Days"] is not null, $"{section.Path}:Days", DaysRemedy);
        faults.Check(people.Any(person => person.EntraId is not null && person.EntraId == id), $"{section.Path}:Id", "give the Id of one of the school's People");

        return id is null || days is null ? null : new Cover(id, days.Value);
    }

    private Ladders ReadLadders(IConfigurationSection section)
    {
        faults.CheckKeys(section, "Now", "Today", "SameDay", "Adult");

        return new Ladders
        {
            Now = ReadLadder(section.GetSection("Now"), Ladder.Now),
            Today = ReadLadder(section.GetSection("Today"), Ladder.Today),
            SameDay = ReadLadder(section.GetSection("SameDay"), Ladder.SameDay),
            Adult = ReadAdultLadder(section.GetSection("Adult")),
        };
    }

    private Ladder ReadLadder(IConfigurationSection section, Ladder usual) => ReadLadder(
        section,
        usual,
        NamedPerson.IsLeads,
        "let the first rung tell a Duty, Lead or Deputy",
        role => role is not (Role.SafeguardingGovernor or Role.Lado or Role.ChairOfGovernors),
        "name people who act on a concern about a child: not the governors, and not the LADO");

    private Ladder ReadAdultLadder(IConfigurationSection section) => ReadLadder(
        section,
        Ladder.Adult,
        role => role == Role.Headteacher,
        "let the first rung tell the Headteacher",
        AdultRoute.People.Contains,
        "name only people who deal with concerns about adults: Headteacher, ActingHead, ChairOfGovernors");

    private Ladder ReadLadder(IConfigurationSection section, Ladder usual, Func<Role, bool> isFirst, string firstRemedy, Func<Role, bool> may, string mayRemedy)
    {
        faults.CheckKeys(section, "Rungs", "Again", "OpenedWithin", "ActedWithin");
        Rung[] rungs = [.. faults.Parts(section.GetSection("Rungs")).Select(rung => ReadRung(rung, may, mayRemedy))];
        var key = $"{section.Path}:Rungs";

        if (rungs.Length > 0)
        {
            faults.Check(rungs[0] is { BeforeHome: null } && rungs[0].After == TimeSpan.Zero, key, "let the first rung be at once (After 00:00)");
            faults.Check(rungs[0].Tell.Any(isFirst), key, firstRemedy);
            faults.Check(rungs.Length > 1, key, "give at least two rungs, or nobody else is ever told");
            faults.Check(rungs.Zip(rungs.Skip(1)).All(pair => IsBefore(pair.First, pair.Second)), key, "put the rungs in the order of their times, and those with BeforeHome last");
            faults.Check(!usual.IsByTheClock || rungs.All(rung => rung.BeforeHome is null), key, "give an emergency no BeforeHome: it goes by the clock");
            faults.Check(rungs.Any(rung => rung.ReporterToPhone), key, "let one rung ask the reporter to phone (ReporterToPhone true)");
        }

        return usual with
        {
            Rungs = rungs.Length > 0 ? rungs : usual.Rungs,
            Again = Interval(section, "Again", usual.Again),
            OpenedWithin = faults.Read<TimeSpan>(section.GetSection("OpenedWithin"), ReadPositive, IntervalRemedy) ?? usual.OpenedWithin,
            ActedWithin = faults.Read<TimeSpan>(section.GetSection("ActedWithin"), ReadPositive, IntervalRemedy) ?? usual.ActedWithin,
        };
    }

    private static bool IsBefore(Rung first, Rung second) => (first.BeforeHome, second.BeforeHome) switch
    {
        (null, null) => first.After < second.After,
        ({ } earlier, { } later) => earlier > later,
        (null, _) => true,
        _ => false,
    };

    private Rung ReadRung(IConfigurationSection section, Func<Role, bool> may, string mayRemedy)
    {
        faults.CheckKeys(section, "After", "BeforeHome", "Tell", "ReporterToPhone");
        faults.Check(section["After"] is null || section["BeforeHome"] is null, section.Path, "say After or BeforeHome, and not both");
        var tell = faults.ReadAll<Role>(
            section.GetSection("Tell"), ReadRole, $"use one of the roles {string.Join(", ", Enum.GetNames<Role>())}");
        faults.Check(tell.Length > 0, $"{section.Path}:Tell", "say which roles are told");
        faults.Check(
            tell.All(may), $"{section.Path}:Tell", mayRemedy);

        return new Rung(
            faults.Read(section, "After", TimeSpan.Zero, ReadInterval, "write hours and minutes after the start, such as 00:15"),
            tell,
            faults.Read<bool>(section.GetSection("ReporterToPhone"), yes => bool.TryParse(yes, out var toPhone) ? toPhone : null, "write true or false") ?? false)
        {
            BeforeHome = faults.Read<TimeSpan>(section.GetSection("BeforeHome"), ReadInterval, "write hours and minutes before children go home, such as 01:00"),
        };
    }

    private TimeSpan Interval(IConfigurationSection section, string key, TimeSpan usual) => faults.Read(section, key, usual, ReadPositive, IntervalRemedy);

    private static TimeSpan? ReadPositive(string written) => ReadInterval(written) is { } interval && interval > TimeSpan.Zero ? interval : null;

    /// <summary>By its exact name: what .NET would also take for one, such as two names with a comma, is another role than either.</summary>
    private static Role? ReadRole(string written) => Enum.GetNames<Role>().Contains(written, StringComparer.Ordinal) ? Enum.Parse<Role>(written) : null;

    private static TimeSpan? ReadInterval(string written) =>
        HoursAndMinutes().Match(written) is { Success: true } match
        && TimeSpan.FromHours(int.Parse(match.Groups["hours"].ValueSpan, CultureInfo.InvariantCulture))
            + TimeSpan.FromMinutes(int.Parse(match.Groups["minutes"].ValueSpan, CultureInfo.InvariantCulture)) is var interval
        && interval <= TimeSpan.FromHours(24)
            ? interval
            : null;

    private static TimeOnly? ReadTime(string written) =>
        TimeOnly.TryParseExact(written, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;

    private static DateOnly? ReadDay(string written) =>
        DateOnly.TryParseExact(written, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static (TimeOnly Opens, TimeOnly Closes)? ReadHours(string written) =>
        written.Split('-') is [var from, var to] && ReadTime(from) is { } opens && ReadTime(to) is { } closes && opens < closes ? (opens, closes) : null;

    private static Days? ReadDays(string written) =>
        written.Split('/') is [var first, var last] && ReadDay(first) is { } from && ReadDay(last) is { } to && from <= to ? new Days(from, to) : null;

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ShortId();

    [GeneratedRegex(@"^\+?[0-9][0-9 ()]{1,24}[0-9]( ext\.? ?[0-9]+)?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Telephone();

    [GeneratedRegex("^(?<hours>[0-9]{1,2}):(?<minutes>[0-5][0-9])$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HoursAndMinutes();
}
