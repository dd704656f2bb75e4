using CseBot.Dialogs;
using CseBot.Practice.Emulators;

namespace CseBot.Practice;

/// <summary>Rowan Hill School and its people. The school and everybody in it are made up; the numbers are ones kept for drama.</summary>
public static class MadeUpSchool
{
    public const string Name = "Rowan Hill School";
    public const string TenantId = "5f3c1d7e-0000-4000-8000-0000000000aa";
    public const string AppId = "5f3c1d7e-0000-4000-8000-0000000000bb";
    public const string SiteId = "rowanhill.example,5f3c1d7e-0000-4000-8000-0000000000cc,5f3c1d7e-0000-4000-8000-0000000000dd";
    public const string ListId = "5f3c1d7e-0000-4000-8000-0000000000ee";

    public const string StaffGroupId = "5f3c1d7e-0000-4000-8000-0000000000f1";
    public const string LeadsGroupId = "5f3c1d7e-0000-4000-8000-0000000000f2";

    /// <summary>The areas that we hold, and two that are made up, whose numbers count as checked.</summary>
    public static AreaLibrary Areas { get; } = AreaLibrary.Load(typeof(MadeUpSchool).Assembly.GetManifestResourceNames().Select(name => KeyValuePair.Create(name, Text(name))));

    public static IReadOnlyList<TeamsPerson> People() =>
    [
        new TeamsPerson("reporter", "5f3c1d7e-0000-4000-8000-000000000001", "Rae Summers", "Teacher"),
        new TeamsPerson("lead", "5f3c1d7e-0000-4000-8000-000000000002", "Lee Ward", "Safeguarding lead"),
        new TeamsPerson("deputy", "5f3c1d7e-0000-4000-8000-000000000003", "Dee Marsh", "Deputy lead"),
        new TeamsPerson("head", "5f3c1d7e-0000-4000-8000-000000000005", "Hari Stone", "Headteacher"),
        new TeamsPerson("senior", "5f3c1d7e-0000-4000-8000-000000000004", "Sam Field", "Senior leader"),
        new TeamsPerson("pupil", "5f3c1d7e-0000-4000-8000-000000000006", "Pip Arden", "Pupil"),
    ];

    /// <summary>What an operator of this school would configure, with the emulators in the place of Microsoft's services.</summary>
    public static Dictionary<string, string?> Configuration(Uri emulators, string database) => new(StringComparer.Ordinal)
    {
        ["Bot:AppId"] = AppId,
        ["Bot:TenantId"] = TenantId,
        ["Bot:Credential"] = "None",
        ["Bot:OpenIdMetadata"] = new Uri(emulators, "teams/.well-known/openidconfiguration").AbsoluteUri,
        ["Graph:BaseUrl"] = new Uri(emulators, "graph/v1.0").AbsoluteUri,
        ["Graph:Credential"] = "None",
        ["Storage:ConnectionString"] = $"Data Source={database}",
        ["Schools:0:Id"] = "rowan-hill",
        ["Schools:0:Name"] = Name,
        ["Schools:0:Area"] = "practice-shire",
        ["Schools:0:StaffGroupId"] = StaffGroupId,
        ["Schools:0:Phone"] = "01632 960100",
        ["Schools:0:Record:SiteId"] = SiteId,
        ["Schools:0:Record:ListId"] = ListId,
        ["Schools:0:People:0:Id"] = "5f3c1d7e-0000-4000-8000-000000000002",
        ["Schools:0:People:0:Name"] = "Lee Ward",
        ["Schools:0:People:0:Roles:0"] = "Lead",
        ["Schools:0:People:0:Phone"] = "01632 960102",
        ["Schools:0:People:1:Id"] = "5f3c1d7e-0000-4000-8000-000000000003",
        ["Schools:0:People:1:Name"] = "Dee Marsh",
        ["Schools:0:People:1:Roles:0"] = "Deputy",
        ["Schools:0:People:1:Phone"] = "01632 960103",
        ["Schools:0:People:2:Id"] = "5f3c1d7e-0000-4000-8000-000000000004",
        ["Schools:0:People:2:Name"] = "Sam Field",
        ["Schools:0:People:2:Roles:0"] = "SeniorLeader",
        ["Schools:0:People:2:Phone"] = "01632 960104",
        ["Schools:0:People:3:Id"] = "5f3c1d7e-0000-4000-8000-000000000005",
        ["Schools:0:People:3:Name"] = "Hari Stone",
        ["Schools:0:People:3:Roles:0"] = "Headteacher",
        ["Schools:0:People:3:Phone"] = "01632 960105",
        ["Schools:0:People:4:Name"] = "Cal Brook",
        ["Schools:0:People:4:Roles:0"] = "ChairOfGovernors",
        ["Schools:0:People:4:Phone"] = "01632 960106",
    };

    private static string Text(string area)
    {
        using StreamReader reader = new(typeof(MadeUpSchool).Assembly.GetManifestResourceStream(area)!);

        return reader.ReadToEnd();
    }
}
