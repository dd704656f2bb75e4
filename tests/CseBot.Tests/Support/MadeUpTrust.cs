using CseBot.Practice;
using CseBot.Practice.Emulators;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace CseBot.Tests.Support;

/// <summary>Rowan Hill and a second school of the same trust. Tess teaches at both.</summary>
internal static class MadeUpTrust
{
    public const string HazelStaffGroupId = "5f3c1d7e-0000-4000-8000-0000000000f3";
    public const string HazelListId = "5f3c1d7e-0000-4000-8000-0000000000ef";

    /// <param name="more">Further people who have Teams.</param>
    /// <param name="configure">What is configured besides.</param>
    /// <param name="replace">Changes to the bot's parts.</param>
    /// <param name="staff">Those of them who are staff of Rowan Hill.</param>
    public static Task<TestApp> StartAsync(
        IReadOnlyList<TeamsPerson>? more = null, Action<WebApplicationBuilder>? configure = null, Action<IServiceCollection>? replace = null, params IReadOnlyList<string> staff) => TestApp.StartAsync(
        configure: builder =>
        {
            Configure(builder);
            configure?.Invoke(builder);
        },
        replace: replace,
        people:
        [
            .. MadeUpSchool.People(),
            new TeamsPerson("hazel-lead", "5f3c1d7e-0000-4000-8000-000000000011", "Olive Park", "Safeguarding lead"),
            new TeamsPerson("hazel-head", "5f3c1d7e-0000-4000-8000-000000000012", "Noor Hale", "Headteacher"),
            new TeamsPerson("hazel-teacher", "5f3c1d7e-0000-4000-8000-000000000013", "Ed Marlow", "Teacher"),
            new TeamsPerson("tess", "5f3c1d7e-0000-4000-8000-000000000014", "Tess Quill", "Music teacher"),
            .. more ?? [],
        ],
        arrange: stage =>
        {
            PutInGroup(stage, MadeUpSchool.StaffGroupId, ["reporter", "lead", "deputy", "head", "senior", "tess", .. staff]);
            PutInGroup(stage, HazelStaffGroupId, "hazel-lead", "hazel-head", "hazel-teacher", "tess");
        });

    public static void PutInGroup(Stage stage, string group, params IReadOnlyList<string> people) =>
        stage.Graph.PutInGroup(group, [.. people.Select(stage.Teams.Person)]);

    private static void Configure(WebApplicationBuilder builder)
    {
        (string Key, string Value)[] hazel =
        [
            ("Id", "hazel-bank"),
            ("Name", "Hazel Bank School"),
            ("Area", "practice-shire"),
            ("Phone", "01632 960200"),
            ("StaffGroupId", HazelStaffGroupId),
            ("Record:SiteId", MadeUpSchool.SiteId),
            ("Record:ListId", HazelListId),
            ("People:0:Id", "5f3c1d7e-0000-4000-8000-000000000011"),
            ("People:0:Name", "Olive Park"),
            ("People:0:Roles:0", "Lead"),
            ("People:0:Phone", "01632 960202"),
            ("People:1:Id", "5f3c1d7e-0000-4000-8000-000000000012"),
            ("People:1:Name", "Noor Hale"),
            ("People:1:Roles:0", "Headteacher"),
            ("People:1:Phone", "01632 960205"),
        ];

        foreach (var (key, value) in hazel)
        {
            builder.Configuration[$"Schools:1:{key}"] = value;
        }
    }
}
