using CseBot.Concerns;
using CseBot.Storage;
using CseBot.Tests.Support;

namespace CseBot.Tests.Journeys;

public sealed class Somebody_is_out
{
    [Fact]
    public async Task Whoever_covers_for_a_lead_is_told_and_opens_it_and_finishes_it_when_the_lead_is_back()
    {
        await using var app = await WithTrustLeadAsync();
        await IsOutAsync(app, app.Lead, app.Chat("pupil"));
        var reference = await app.Reporter.SendsAConcernAsync();

        Assert.Single(app.Lead.Alerts);
        Assert.Single(app.Deputy.Alerts);
        Assert.Single(app.Chat("pupil").Alerts);
        Assert.Empty(app.Chat("senior").Alerts);

        await app.Chat("pupil").PressesAsync("Acknowledge");
        await IsBackAsync(app, app.Lead);
        await app.Chat("pupil").PressesAsync("Open");
        Assert.Contains("Robin Vale", app.Chat("pupil").Newest, StringComparison.Ordinal);
        Assert.Equal(app.Chat("pupil").Person.EntraId, (await app.ConcernAsync(reference)).Holder!.EntraId);
    }

    [Fact]
    public async Task Where_all_leads_are_out_and_nobody_covers_senior_leaders_and_the_trusts_lead_are_told_at_once_and_may_open_it()
    {
        await using var app = await WithTrustLeadAsync();
        await IsOutAsync(app, app.Lead, coveredBy: null);
        await IsOutAsync(app, app.Deputy, coveredBy: null);
        var reference = await app.Reporter.SendsAConcernAsync();

        Assert.All([app.Lead, app.Deputy, app.Chat("senior"), app.Chat("pupil")], person => Assert.Single(person.Alerts));
        await app.Chat("pupil").PressesAsync("Acknowledge");
        await app.Chat("pupil").PressesAsync("Open");
        Assert.Contains("Robin Vale", app.Chat("pupil").Newest, StringComparison.Ordinal);
        Assert.Equal(Role.TrustLead, (await app.ConcernAsync(reference)).Holder!.Role);
    }

    [Fact]
    public async Task Whoever_covers_is_nobody_to_a_concern_that_they_were_not_told_of()
    {
        await using var app = await WithTrustLeadAsync();
        var reference = await app.Reporter.SendsAConcernAsync();
        await IsOutAsync(app, app.Lead, app.Chat("pupil"));
        var (card, open) = app.Lead.Find("Open");

        Assert.Equal(reference, open["data"]!["reference"]!.GetValue<string>());
        Assert.Contains("This is not open to you.", (await app.Chat("pupil").PressAsync(card, open)).ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_has_one_absence_at_a_time_and_is_back_when_they_say_so()
    {
        await using var app = await WithTrustLeadAsync();
        await IsOutAsync(app, app.Lead, app.Deputy);
        await IsOutAsync(app, app.Lead, app.Head);

        await using var ledger = app.Get<Ledgers>().Open();
        Assert.Equal([app.Head.Person.EntraId], (await ledger.AbsencesAsync("rowan-hill", CancellationToken.None)).Select(absence => absence.CoveredBy));

        await IsBackAsync(app, app.Lead);
        Assert.Empty(await ledger.AbsencesAsync("rowan-hill", CancellationToken.None));
    }

    [Fact]
    public async Task Whoever_is_out_is_rung_last()
    {
        await using var app = await TestApp.StartAsync();
        await IsOutAsync(app, app.Lead, coveredBy: null);
        await app.Reporter.SaysAsync("999");

        var seen = app.Reporter.Seen;
        Assert.Contains("01632 960102", seen, StringComparison.Ordinal);
        Assert.True(seen.LastIndexOf("01632 960104", StringComparison.Ordinal) < seen.LastIndexOf("01632 960102", StringComparison.Ordinal));
        Assert.True(seen.LastIndexOf("01632 960103", StringComparison.Ordinal) < seen.LastIndexOf("01632 960104", StringComparison.Ordinal));
    }

    /// <summary>The school with a trust's lead who has Teams.</summary>
    private static Task<TestApp> WithTrustLeadAsync() => TestApp.StartAsync(configure: builder =>
    {
        builder.Configuration["Schools:0:People:5:Id"] = "5f3c1d7e-0000-4000-8000-000000000006";
        builder.Configuration["Schools:0:People:5:Name"] = "Sol Tarn";
        builder.Configuration["Schools:0:People:5:Roles:0"] = "TrustLead";
    });

    private static Task IsOutAsync(TestApp app, Chat person, Chat? coveredBy) => InAsync(app, ledger => ledger.SetAbsenceAsync(
        "rowan-hill",
        new Absence(person.Person.EntraId, app.Stage.Clock.GetUtcNow(), app.Stage.Clock.GetUtcNow().AddDays(2), coveredBy?.Person.EntraId),
        CancellationToken.None));

    private static async Task IsBackAsync(TestApp app, Chat person)
    {
        app.Stage.Clock.Advance(TimeSpan.FromSeconds(1));
        await InAsync(app, ledger => ledger.EndAbsenceAsync("rowan-hill", person.Person.EntraId, CancellationToken.None));
    }

    private static async Task InAsync(TestApp app, Func<Ledger, Task> write)
    {
        await using var ledger = app.Get<Ledgers>().Open();
        await write(ledger);
        await ledger.CommitAsync(CancellationToken.None);
    }
}
