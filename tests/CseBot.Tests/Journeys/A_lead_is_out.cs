using CseBot.Concerns;
using CseBot.Practice;
using CseBot.Storage;
using CseBot.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CseBot.Tests.Journeys;

/// <summary>A lead says in their chat that they are out, until when, and who covers.</summary>
public sealed class A_lead_is_out
{
    private const string NobodyCovers = "From now on no safeguarding lead of Rowan Hill School is in";

    [Fact]
    public async Task Until_a_day_and_covered_by_somebody_who_is_told_first()
    {
        await using var app = await TestApp.StartAsync();

        await IsOutAsync(app.Lead, "2026-11-25", app.Chat("senior"));
        Assert.Contains("you are out until Wed 25 Nov 2026, 07:45, and whoever covers is told in your place", app.Lead.Newest, StringComparison.Ordinal);
        await app.SettleAsync();
        Assert.DoesNotContain(NobodyCovers, app.Chat("senior").Posted, StringComparison.Ordinal);
        await app.Reporter.SendsAConcernAsync();

        Assert.All([app.Lead, app.Deputy, app.Chat("senior")], person => Assert.Single(person.Alerts));
        await app.Chat("senior").PressesAsync("Open");
        Assert.Contains("Robin Vale", app.Chat("senior").Newest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_the_day_has_come_they_are_in_again_without_saying_so()
    {
        await using var app = await TestApp.StartAsync();
        await IsOutAsync(app.Lead, "2026-11-24", coveredBy: null);
        await app.Lead.PressesAsync("Close");
        Assert.True(app.Lead.Sees("I'm back"));

        await app.PassAsync(new DateTimeOffset(2026, 11, 24, 7, 45, 0, TimeSpan.Zero) - app.Stage.Clock.GetUtcNow());
        await app.Lead.SaysAsync("my desk");

        Assert.Contains("I'm out", app.Lead.Newest, StringComparison.Ordinal);
        Assert.DoesNotContain("I'm back", app.Lead.Newest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task They_are_back_as_soon_as_they_say_so_and_can_be_out_again()
    {
        await using var app = await TestApp.StartAsync();
        await IsOutAsync(app.Lead, "2026-11-25", app.Chat("senior"));
        await app.Lead.PressesAsync("Close");

        await app.Lead.PressesAsync("I'm back");
        Assert.Contains("Welcome back", app.Lead.Newest, StringComparison.Ordinal);
        await app.Lead.PressesAsync("Close");
        Assert.False(app.Lead.Sees("I'm back"));
        await app.Reporter.SendsAConcernAsync();
        Assert.Empty(app.Chat("senior").Alerts);

        await IsOutAsync(app.Lead, "2026-11-26", app.Chat("senior"));
        Assert.Contains("Thu 26 Nov 2026", app.Lead.Newest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_covers_and_senior_leaders_and_the_trusts_lead_are_told_at_once_and_once()
    {
        await using var app = await WithTrustLeadAsync();
        await IsOutAsync(app.Lead, "2026-11-25", coveredBy: null);
        await app.SettleAsync();
        Assert.Contains("and nobody covers for you", app.Lead.Newest, StringComparison.Ordinal);
        Assert.Equal((0, 0), Told(app));

        await IsOutAsync(app.Deputy, "2026-11-25", coveredBy: null);
        await app.SettleAsync();
        Assert.Equal((1, 1), Told(app));
        Assert.DoesNotContain(NobodyCovers, app.Head.Posted, StringComparison.Ordinal);
        Assert.DoesNotContain("Lee Ward", app.Chat("senior").Posted, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_covers_and_is_out_themself_covers_nobody()
    {
        await using var app = await WithTrustLeadAsync();
        await IsOutAsync(app.Lead, "2026-11-25", app.Deputy);
        await IsOutAsync(app.Deputy, "2026-11-25", coveredBy: null);
        await app.SettleAsync();

        Assert.Equal((1, 1), Told(app));
    }

    [Theory]
    [InlineData("2026-11-23", null)]
    [InlineData("2026-11-20", null)]
    [InlineData("soon", null)]
    [InlineData("2026-11-25", "reporter")]
    [InlineData("2026-11-25", "lead")]
    public async Task A_day_that_has_come_or_somebody_who_cannot_cover_is_asked_again(string until, string? coveredBy)
    {
        await using var app = await TestApp.StartAsync();

        await IsOutAsync(app.Lead, until, coveredBy is null ? null : app.Chat(coveredBy));

        Assert.Contains("Nothing is saved yet.", app.Lead.Newest, StringComparison.Ordinal);
        Assert.Equal(0, await app.CountAsync(db => db.Absences));
    }

    [Fact]
    public async Task A_lead_of_two_schools_is_out_of_both()
    {
        await using var app = await TestApp.StartAsync(configure: builder =>
        {
            foreach (var (key, value) in new[]
            {
                ("Id", "hazel-bank"), ("Name", "Hazel Bank School"), ("Area", "practice-shire"), ("Phone", "01632 960200"), ("Record:SiteId", MadeUpSchool.SiteId), ("Record:ListId", MadeUpTrust.HazelListId),
                ("People:0:Id", "5f3c1d7e-0000-4000-8000-000000000002"), ("People:0:Name", "Lee Ward"), ("People:0:Roles:0", "Lead"), ("People:0:Phone", "01632 960202"),
                ("People:1:Id", "5f3c1d7e-0000-4000-8000-000000000005"), ("People:1:Name", "Hari Stone"), ("People:1:Roles:0", "Headteacher"), ("People:1:Phone", "01632 960205"),
            })
            {
                builder.Configuration[$"Schools:1:{key}"] = value;
            }
        });
        await IsOutAsync(app.Lead, "2026-11-25", app.Deputy);
        Assert.Equal([("hazel-bank", null), ("rowan-hill", app.Deputy.Person.EntraId)], await AbsencesAsync(app));

        await app.Lead.PressesAsync("Close");
        await app.Lead.PressesAsync("I'm back");

        foreach (var configured in app.Get<IDirectory>().Configured)
        {
            var school = await app.Get<IDirectory>().SchoolAsync(configured.Id, CancellationToken.None);
            Assert.False(school.IsOut(school.Find(app.Lead.Person.EntraId)!, app.Stage.Clock.GetUtcNow()));
        }
    }

    private static async Task<List<(string, string?)>> AbsencesAsync(TestApp app)
    {
        await using var db = await app.Get<IDbContextFactory<CseBotDb>>().CreateDbContextAsync();
        var rows = await db.Absences.OrderBy(row => row.School).ToListAsync();

        return rows.ConvertAll(row => (row.School, row.CoveredBy));
    }

    private static (int, int) Told(TestApp app) => (Count(app.Chat("senior")), Count(app.Chat("pupil")));

    private static int Count(Chat person) => person.Person.Messages.Count(message => message.Card?.ToJsonString().Contains(NobodyCovers, StringComparison.Ordinal) is true);

    private static async Task IsOutAsync(Chat lead, string until, Chat? coveredBy)
    {
        await lead.SaysAsync("I'm out");
        await lead.PressesAsync("I'm out");
        await lead.PressesAsync("Save", [("out-until", until), .. coveredBy is null ? Array.Empty<(string, string)>() : [("covered-by", coveredBy.Person.EntraId)]]);
    }

    /// <summary>The school with a trust's lead who has Teams.</summary>
    private static Task<TestApp> WithTrustLeadAsync() => TestApp.StartAsync(configure: builder =>
    {
        builder.Configuration["Schools:0:People:5:Id"] = "5f3c1d7e-0000-4000-8000-000000000006";
        builder.Configuration["Schools:0:People:5:Name"] = "Sol Tarn";
        builder.Configuration["Schools:0:People:5:Roles:0"] = "TrustLead";
    });
}
