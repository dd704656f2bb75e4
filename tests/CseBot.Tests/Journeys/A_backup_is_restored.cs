using CseBot.Operations;
using CseBot.Storage;
using CseBot.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CseBot.Tests.Journeys;

public sealed class A_backup_is_restored
{
    [Fact]
    public async Task With_its_certificate_the_lead_opens_the_old_concern_and_its_chain_is_whole()
    {
        using var certificates = new CertificateFolder();
        var certificate = certificates.Make();
        await using var app = await StartAsync(() => certificate);
        var reference = await app.Reporter.SendsAConcernAsync(who: "Robin Vale, 9B");

        await app.MoveToAsync(await app.Database.RestoreAsync());
        await app.Lead.PressesAsync("Open");

        Assert.Contains("Robin Vale, 9B", app.Lead.Seen, StringComparison.Ordinal);
        Assert.Null(await FirstBrokenAsync(app, reference));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Without_it_the_program_does_not_start_says_which_is_missing_and_makes_no_new_key(bool withAnother)
    {
        using var certificates = new CertificateFolder();
        var its = certificates.Make();
        var given = its;
        await using var app = await StartAsync(() => given);
        await app.Reporter.SendsAConcernAsync();
        given = withAnother ? certificates.Make() : null;

        var refused = await Assert.ThrowsAsync<ConfigurationFault>(async () => await app.MoveToAsync(await app.Database.RestoreAsync()));

        Assert.Equal(
            [$"DataProtection:Certificate: give the certificate with the thumbprint {CertificateFolder.Thumbprint(its)}: the keys in this database are protected by it, and without it nothing that was written can be read."],
            refused.Faults);
        given = its;
        await app.Stage.StartBotAsync();
        Assert.Equal(1, await app.CountAsync(db => db.RingKeys));
    }

    [Fact]
    public async Task Without_the_keys_themselves_the_program_does_not_start()
    {
        await using var app = await TestApp.StartAsync();
        await app.Reporter.SendsAConcernAsync();
        await using (var db = await app.Get<IDbContextFactory<CseBotDb>>().CreateDbContextAsync())
        {
            await db.RingKeys.ExecuteDeleteAsync();
        }

        var refused = await Assert.ThrowsAsync<ConfigurationFault>(app.RestartAsync);

        Assert.Equal(["The database holds concerns and no keys to read them with: restore it whole from a backup, with its table RingKeys."], refused.Faults);
    }

    private static Task<TestApp> StartAsync(Func<string?> certificate) =>
        TestApp.StartAsync(configure: bot => bot.Configuration["DataProtection:Certificate"] = certificate());

    private static async Task<ChainFault?> FirstBrokenAsync(TestApp app, string reference)
    {
        await using var db = await app.Get<IDbContextFactory<CseBotDb>>().CreateDbContextAsync();
        var links = await db.Events.AsNoTracking().Where(link => link.Reference == reference).OrderBy(link => link.Number).ToListAsync();

        return AuditChain.FirstBroken(await db.Concerns.SingleAsync(), links);
    }
}
