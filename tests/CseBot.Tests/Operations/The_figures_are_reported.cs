using CseBot.Concerns;
using CseBot.Storage;
using CseBot.Tests.Support;
using Microsoft.Extensions.Configuration;

namespace CseBot.Tests.Operations;

public sealed class The_figures_are_reported
{
    private static readonly Actor _reporter = new("rae", "Rae Summers");
    private static readonly Actor _lead = new("lee", "Lee Ward");

    [Fact]
    public async Task A_small_school_is_shown_by_year_and_nothing_of_it_says_who_or_what()
    {
        await using var app = await TestApp.StartAsync();
        await RaiseAsync(app, 6, "2025-10-06 10:00", Response.Today);
        await RaiseAsync(app, 3, "2026-02-02 22:00", Response.Now);

        var ran = await app.RunAsync("report");

        Assert.Equal(0, ran.ExitCode);
        Assert.Contains("Rowan Hill School", ran.Output, StringComparison.Ordinal);
        Assert.Contains("School year 2025/26", ran.Output, StringComparison.Ordinal);
        Assert.Contains("2025-09-01 to 2026-08-31", ran.Output, StringComparison.Ordinal);
        Assert.Matches(@"Concerns raised\s+│ 7 to 10", ran.Output);
        Assert.Matches(@"Raised: danger now\s+│ fewer than 5", ran.Output);
        Assert.Matches(@"Time until acknowledged: half within\s+│ 10 min", ran.Output);
        Assert.Matches(@"Drills held\s+│ 0", ran.Output);
        Assert.DoesNotContain("Autumn", ran.Output, StringComparison.Ordinal);
        Assert.All(["Rae", "Lee", "heliotrope", "SC-"], word => Assert.DoesNotContain(word, ran.Output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_school_with_many_concerns_is_shown_by_term_and_scripts_get_one_figure_a_line()
    {
        await using var app = await TestApp.StartAsync();
        await RaiseAsync(app, 21, "2025-10-06 10:00", Response.Today);
        await RaiseAsync(app, 25, "2026-02-02 22:00", Response.SameDay);

        var ran = await app.RunAsync("report", "--json", "--from", "2025-09-01", "--to", "2026-04-07");

        Assert.Equal(0, ran.ExitCode);
        Assert.Equal(["2025-09-01", "2026-01-01"], ran.Lines.Select(line => line["from"]!.GetValue<string>()).Distinct());
        Assert.Equal((21, 21), Of(ran, "2025-09-01", "raised"));
        Assert.Equal((0, 0), Of(ran, "2025-09-01", "out-of-hours"));
        Assert.Equal((21, 25), Of(ran, "2026-01-01", "out-of-hours"));
        Assert.Equal((10, 10), Of(ran, "2026-01-01", "median-minutes"));
        Assert.Equal((null, null), Of(ran, "2026-01-01", "drills-reached-percent"));
        Assert.All(ran.Lines, line => Assert.Equal("rowan-hill", line["school"]!.GetValue<string>()));
    }

    [Fact]
    public async Task It_can_be_had_as_a_file_for_a_spreadsheet()
    {
        await using var app = await TestApp.StartAsync();
        await RaiseAsync(app, 6, "2025-10-06 10:00", Response.Today);

        var lines = (await app.RunAsync("report", "--csv")).Output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal("School,Period,From,To,Figure,Number", lines[0]);
        Assert.Contains("rowan-hill,School year 2025/26,2025-09-01,2026-08-31,Concerns raised,6", lines);
        Assert.All(lines, line => Assert.Equal(5, line.Count(letter => letter == ',')));
    }

    [Theory]
    [InlineData("2025-09-02", "2026-08-31")]
    [InlineData("2025-09-01", "2026-08-30")]
    [InlineData("2025-09-01", "2025-12-31")]
    [InlineData("2025-10-01", "2025-10-31")]
    [InlineData("2025-09-01", "2026-12-31")]
    [InlineData("2026-09-01", "2026-12-31")]
    [InlineData("2026-08-31", "2025-09-01")]
    [InlineData("0001-01-01", "9999-12-31")]
    public async Task Other_days_than_whole_terms_or_years_are_refused_with_those_that_would_do(string from, string to)
    {
        await using var app = await TestApp.StartAsync();
        await RaiseAsync(app, 6, "2025-10-06 10:00", Response.Today);

        var ran = await app.RunAsync("report", "--from", from, "--to", to);

        Assert.Equal(2, ran.ExitCode);
        Assert.Empty(ran.Output);
        Assert.Contains("figures are of whole terms or school years that are over", ran.Error, StringComparison.Ordinal);
        Assert.Contains("--from 2025-09-01 --to 2026-08-31.", ran.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--from", "2025-09-01")]
    [InlineData("--to", "2026-08-31")]
    [InlineData("--from", "1 September", "--to", "2026-08-31")]
    [InlineData("--json", "--csv")]
    [InlineData("--school", "heliotrope-hall")]
    public async Task Wrong_use_is_said(params string[] arguments)
    {
        await using var app = await TestApp.StartAsync();

        var ran = await app.RunAsync(["report", .. arguments]);

        Assert.Equal(2, ran.ExitCode);
        Assert.NotEmpty(ran.Error);
        Assert.Empty(ran.Output);
    }

    [Fact]
    public async Task Concerns_about_adults_and_those_of_another_school_are_not_counted()
    {
        await using var app = await TestApp.StartAsync(configure: builder => builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Schools:1:Id"] = "ash-lane",
            ["Schools:1:Name"] = "Ash Lane School",
            ["Schools:1:Area"] = "practice-shire",
            ["Schools:1:Phone"] = "01632 960200",
            ["Schools:1:Record:SiteId"] = "another",
            ["Schools:1:Record:ListId"] = "another",
            ["Schools:1:People:0:Id"] = "5f3c1d7e-0000-4000-8000-000000000002",
            ["Schools:1:People:0:Name"] = "Lee Ward",
            ["Schools:1:People:0:Roles:0"] = "Lead",
            ["Schools:1:People:0:Roles:1"] = "Headteacher",
        }));
        await RaiseAsync(app, 6, "2025-10-06 10:00", Response.Today);
        await RaiseAsync(app, 7, "2025-10-06 10:00", Response.Today, ConcernRoute.Adult);
        await RaiseAsync(app, 8, "2025-10-06 10:00", Response.Today, school: "ash-lane");

        Assert.Equal((6, 6), Of(await app.RunAsync("report", "--json", "--school", "rowan-hill"), "2025-09-01", "raised"));
        Assert.Equal((8, 8), Of(await app.RunAsync("report", "--json", "--school", "ash-lane"), "2025-09-01", "raised"));
        Assert.Contains("Ash Lane School", (await app.RunAsync("report")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_no_term_is_over_that_is_said()
    {
        await using var app = await TestApp.StartAsync();
        await RaiseAsync(app, 25, "2026-10-06 10:00", Response.Today);

        var ran = await app.RunAsync("report");

        Assert.Equal(0, ran.ExitCode);
        Assert.Contains("Rowan Hill School: there are no figures yet.", ran.Output, StringComparison.Ordinal);

        app.Stage.Clock.Advance(TimeSpan.FromDays(60));
        Assert.Contains("Autumn 2026", (await app.RunAsync("report")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Drills_are_among_them()
    {
        await using var app = await TestApp.StartAsync();
        await RaiseAsync(app, 25, "2026-10-06 10:00", Response.Today);
        await app.RunAsync("drill");
        await app.Lead.PressesAsync("Acknowledge this test");
        app.Stage.Clock.Advance(TimeSpan.FromDays(60));

        var ran = await app.RunAsync("report", "--json");

        Assert.Equal((1, 1), Of(ran, "2026-09-01", "drills"));
        Assert.Equal((100, 100), Of(ran, "2026-09-01", "drills-reached-percent"));
        Assert.Equal((25, 25), Of(ran, "2026-09-01", "drills-acknowledged-percent"));
    }

    private static (int? Least, int? Most) Of(Ran ran, string from, string figure)
    {
        var line = ran.Lines.Single(line => line["from"]!.GetValue<string>() == from && line["figure"]!.GetValue<string>() == figure);

        return (line["least"]?.GetValue<int>(), line["most"]?.GetValue<int>());
    }

    /// <summary>Concerns of the past, each acknowledged after ten minutes.</summary>
    private static Task<bool> RaiseAsync(TestApp app, int count, string local, Response response, ConcernRoute route = ConcernRoute.Child, string school = "rowan-hill") =>
        app.Get<Ledgers>().DoAsync(
            async ledger =>
            {
                var time = DateTime.ParseExact(local, "yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture);
                var at = new DateTimeOffset(time, School.Zone.GetUtcOffset(time));
                var account = Account.Of(new Line("what", LineKind.Fact, "What happened", "heliotrope"));

                for (var number = 0; number < count; number++)
                {
                    await ledger.RaiseAsync(
                        Decision.Accepted(
                        [
                            new ConcernRaised(at, Guid.NewGuid(), _reporter, school, response, account, [], at) { Route = route },
                            new Acknowledged(at.AddMinutes(10), _lead, null),
                        ]),
                        CancellationToken.None);
                }

                return true;
            },
            CancellationToken.None);
}
