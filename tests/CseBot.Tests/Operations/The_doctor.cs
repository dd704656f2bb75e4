using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Azure.Core;
using Azure.Identity;
using CseBot.Operations;
using CseBot.Practice;
using CseBot.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CseBot.Tests.Operations;

public sealed class The_doctor : IDisposable
{
    private const string NobodysId = "5f3c1d7e-0000-4000-8000-000000000099";

    private readonly string _folder = Directory.CreateTempSubdirectory("csebot-doctor-").FullName;

    public static TheoryData<string> Answers => [.. GraphAnswers.Sentences.Keys];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Finds_a_right_deployment_right_but_that_it_is_practice()
    {
        await using var app = await TestApp.StartAsync();

        var told = await (await RightAsync(app)).AsksTheDoctorAsync();

        Assert.Equal(["environment"], told.NotOk);
        Assert.Equal(0, told.ExitCode);
    }

    [Theory]
    [InlineData("dudley", "area dudley: Children's services", "weak: Nobody has checked it, so staff are told 101 instead. Ring 0300 555 0050, option 4")]
    [InlineData("northamptonshire", "area northamptonshire: Exploitation team (RISE)", "ask for the new one")]
    [InlineData("nowhere", "area nowhere", "weak: We hold no area of that name")]
    [InlineData("practice-borough", "area practice-borough: Multi-agency hub", "ok")]
    public async Task Lists_what_nobody_has_checked_in_the_schools_areas(string area, string what, string says)
    {
        await using var app = await TestApp.StartAsync(configure: builder => builder.Configuration["Schools:0:Area"] = area);

        Assert.Contains(says, (await (await RightAsync(app)).AsksTheDoctorAsync()).Of(what), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_what_is_due_to_be_read_again()
    {
        await using var app = await TestApp.StartAsync();
        var who = await RightAsync(app);
        app.Stage.Clock.Advance(TimeSpan.FromDays(400));

        var told = await who.AsksTheDoctorAsync();

        Assert.Contains("extra-phones", told.Of("guidance"), StringComparison.Ordinal);
        Assert.Contains("due to be read again", told.Of("area practice-shire"), StringComparison.Ordinal);
        Assert.Contains("more than a year ago", told.Of("area practice-shire: Children's services"), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Says_what_to_do_whatever_Graph_answers_and_goes_on(string answer)
    {
        await using var app = await TestApp.StartAsync();
        var who = await RightAsync(app);
        GraphAnswers.Begin(app, who, answer, GraphAnswers.IsGraph);

        var told = await who.AsksTheDoctorAsync();

        Assert.Contains(GraphAnswers.Sentences[answer], told.Of("rowan-hill: Record, site"), StringComparison.Ordinal);
        Assert.StartsWith("wrong", told.Of("rowan-hill: staff"), StringComparison.Ordinal);
        Assert.StartsWith("ok", told.Of("database"), StringComparison.Ordinal);
        Assert.StartsWith("ok", told.Of("rowan-hill: Lee Ward"), StringComparison.Ordinal);
        Assert.Equal(1, told.ExitCode);
        Provisioning.AssertIsPlain(told.Output);
    }

    [Theory]
    [InlineData("401", "wrong: Teams refused our token (401).")]
    [InlineData("403", "wrong: They have blocked the app or do not have it (403)")]
    [InlineData("404", "wrong: Their chat is gone (404).")]
    [InlineData("409", "wrong: Teams could not say (409).")]
    [InlineData("412", "wrong: Teams could not say (412).")]
    [InlineData("429", "wrong: Teams could not say (429).")]
    [InlineData("500", "wrong: Teams could not say (500).")]
    [InlineData("503", "wrong: Teams could not say (503).")]
    [InlineData("slow", "wrong: Teams did not answer in time.")]
    [InlineData("cut", "wrong: Teams did not answer in time.")]
    public async Task Says_what_to_do_whatever_Teams_answers_and_goes_on(string answer, string says)
    {
        await using var app = await TestApp.StartAsync();
        var who = await RightAsync(app);
        GraphAnswers.Begin(app, who, answer, request => request.Path.StartsWithSegments("/teams/v3", StringComparison.Ordinal));

        var told = await who.AsksTheDoctorAsync();

        Assert.StartsWith(says, told.Of("rowan-hill: Lee Ward"), StringComparison.Ordinal);
        Assert.StartsWith("ok", told.Of("rowan-hill: Record, columns"), StringComparison.Ordinal);
        Assert.Equal(1, told.ExitCode);
        Provisioning.AssertIsPlain(told.Output);
    }

    [Theory]
    [InlineData("urls", "http://0.0.0.0:5000", "listening", "weak: It listens on http beyond this machine.")]
    [InlineData("DataProtection:Certificate", null, "key certificate", "weak: There is none")]
    [InlineData("Storage:ConnectionString", "Data Source=/nowhere/at-all.db", "database", "wrong: There is no database")]
    [InlineData("Bot:OpenIdMetadata", "http://127.0.0.1:1/keys", "signing keys of Teams", "wrong: They cannot be had")]
    [InlineData("Bot:OpenIdMetadata", "http://127.0.0.1:1/keys", "clock", "weak: It could not be compared")]
    [InlineData("Schools:0:StaffGroupId", "", "rowan-hill: staff", "weak: No StaffGroupId is set")]
    [InlineData("Schools:0:StaffGroupId", NobodysId, "rowan-hill: staff", "wrong: The group of StaffGroupId is not there (404).")]
    [InlineData("Schools:0:Calendar:Terms:0", "2025-09-01/2025-10-23", "rowan-hill: terms", "weak: All are over")]
    [InlineData("Schools:0:Calendar:Terms:0", null, "rowan-hill: terms", "weak: None are set")]
    [InlineData("Schools:0:AdultRecord:SiteId", null, "rowan-hill: AdultRecord", "weak: None is set")]
    [InlineData("Schools:0:WithheldRecord:SiteId", null, "rowan-hill: WithheldRecord", "weak: None is set")]
    [InlineData("Schools:0:Record:SiteId", "elsewhere", "rowan-hill: Record, site", "wrong: The site of Schools:0:Record:SiteId is not there (404).")]
    [InlineData("Schools:0:Record:ListId", NobodysId, "rowan-hill: Record, list", "wrong: There is no list with the id of Schools:0:Record:ListId")]
    [InlineData("Schools:0:Record:DriveId", "b!0", "rowan-hill: Record, library", "wrong: There is no library with the id of Schools:0:Record:DriveId")]
    [InlineData("Schools:0:Record:DriveId", null, "rowan-hill: Record, library", "weak: \"Safeguarding documents of Rowan Hill School\" is there and not configured.")]
    [InlineData("Schools:0:People:0:CheckedOn", null, "rowan-hill: number of Lee Ward", "weak: Nobody has checked it.")]
    [InlineData("Schools:0:People:0:CheckedOn", "2025-11-22", "rowan-hill: number of Lee Ward", "weak: It was checked more than a year ago.")]
    [InlineData("Schools:0:People:0:Phone", "", "rowan-hill: number of Lee Ward", "weak: None is set")]
    [InlineData("Schools:0:People:0:Id", NobodysId, "rowan-hill: Lee Ward", "weak: They have never been met in Teams. The drill command")]
    [InlineData("Schools:0:People:0:Id", NobodysId, "rowan-hill: leads", "weak: Named as leads and not in the group, so they are not told: Lee Ward.")]
    [InlineData("Schools:0:People:1:Roles:0", "SeniorLeader", "rowan-hill: roles", "weak: There is no Deputy; only one lead.")]
    [InlineData("Schools:0:People:2:Roles:1", "SeniorLeader", "rowan-hill: roles", "weak: There is nobody on Cover while the school is closed.")]
    [InlineData("Schools:0:People:4:Roles:0", "Lado", "rowan-hill: roles", "weak: There is no ChairOfGovernors")]
    [InlineData("Schools:0:People:5:Roles:0", "ChairOfGovernors", "rowan-hill: roles", "weak: There is no Lado")]
    [InlineData("Schools:0:Phone", "", "configuration", "wrong: Schools:0:Phone: give the number that is answered in school hours.")]
    public async Task Says_what_is_weak_or_wrong(string key, string? value, string what, string says)
    {
        await using var app = await TestApp.StartAsync();
        var who = await RightAsync(app);
        Change(who, key, value);

        var told = await who.AsksTheDoctorAsync();

        Assert.StartsWith(says, told.Of(what), StringComparison.Ordinal);
        Assert.Equal(told.Rows.Any(row => (string)row["state"]! == "wrong") ? 1 : 0, told.ExitCode);
        Provisioning.AssertIsPlain(told.Output);
    }

    [Fact]
    public async Task Tells_every_fault_of_the_configuration_and_never_a_secret()
    {
        await using var app = await TestApp.StartAsync();
        var who = new Operator(app) { Settings = { ["Bot:AppId"] = "", ["Bot:ClientSecret"] = "heliotrope", ["Graph:BaseUrl"] = "ftp://heliotrope.example" } };

        var told = await who.AsksTheDoctorAsync();

        Assert.Equal(["configuration", "configuration"], told.NotOk);
        Assert.DoesNotContain("heliotrope", told.Output, StringComparison.Ordinal);
        Assert.Equal(1, told.ExitCode);
    }

    [Theory]
    [InlineData(1, "ok")]
    [InlineData(3, "weak: This machine's clock is 3 minutes off.")]
    [InlineData(-6, "wrong: This machine's clock is 6 minutes off")]
    public async Task Compares_the_clock(int minutes, string says)
    {
        await using var app = await TestApp.StartAsync();
        var who = await RightAsync(app);
        who.Replace += services => services.AddSingleton<TimeProvider>(new MovableClock(TestApp.Monday.AddMinutes(minutes), runs: false));

        Assert.StartsWith(says, (await who.AsksTheDoctorAsync()).Of("clock"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_which_token_cannot_be_had_and_nothing_of_what_Entra_wrote()
    {
        await using var app = await TestApp.StartAsync();
        var who = await RightAsync(app);
        who.Replace += services => services.AddSingleton(new Credentials(
            new MadeUp(() => throw new AuthenticationFailedException("AADSTS7000215: Invalid client secret heliotrope.")), new MadeUp(() => default)));

        var told = await who.AsksTheDoctorAsync();

        Assert.StartsWith("wrong: Entra does not give one (AADSTS7000215).", told.Of("token for Teams"), StringComparison.Ordinal);
        Assert.StartsWith("ok", told.Of("token for Graph"), StringComparison.Ordinal);
        Assert.DoesNotContain("heliotrope", told.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_of_the_database_what_nobody_sees_to()
    {
        await using var app = await TestApp.StartAsync();
        var who = await RightAsync(app);
        await app.Reporter.WritesAConcernAsync();
        await app.Reporter.PressesAsync("Send");
        await app.Deputy.WritesAConcernAsync(what: "heliotrope");
        await app.ChangeDatabaseAsync("update Conversations set Draft = x'00' where Draft is not null");
        await app.ChangeDatabaseAsync("update Concerns set School = 'gone'");
        app.Stage.Clock.Advance(TimeSpan.FromMinutes(6));

        var told = await who.AsksTheDoctorAsync();

        Assert.StartsWith("wrong: Late: ", told.Of("outbox"), StringComparison.Ordinal);
        Assert.StartsWith("wrong: Cannot be decrypted: 1 unsent drafts, 0 keys", told.Of("stored data"), StringComparison.Ordinal);
        Assert.StartsWith($"wrong: The school of some concerns is not configured any more: {app.OnlyReference}.", told.Of("concerns on no list"), StringComparison.Ordinal);
        Assert.DoesNotContain("heliotrope", told.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_that_the_schema_is_behind()
    {
        await using var app = await TestApp.StartAsync();
        await app.ChangeDatabaseAsync("delete from __EFMigrationsHistory");

        Assert.Equal("wrong: Its schema is not up to date. Run the migrate command.", (await new Operator(app).AsksTheDoctorAsync()).Of("database"));
    }

    [Fact]
    public async Task Makes_no_database_where_there_is_none()
    {
        await using var app = await TestApp.StartAsync();
        var database = Path.Combine(_folder, "none.db");
        var who = new Operator(app) { Settings = { ["Storage:ConnectionString"] = $"Data Source={database}" } };

        var told = await who.AsksTheDoctorAsync();

        Assert.Equal(1, told.ExitCode);
        Assert.False(File.Exists(database));
        Assert.StartsWith("ok", told.Of("rowan-hill: Record, list"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Asks_Teams_once_only_when_it_does_not_answer()
    {
        await using var app = await TestApp.StartAsync();
        var who = await RightAsync(app);
        GraphAnswers.Begin(app, who, "slow", request => request.Path.StartsWithSegments("/teams/v3", StringComparison.Ordinal));

        var told = await who.AsksTheDoctorAsync();

        Assert.StartsWith("wrong: Not asked, because Teams did not answer before.", told.Of("rowan-hill: Dee Marsh"), StringComparison.Ordinal);
        Assert.Single(app.Stage.Wire.Calls, call => call.Path.EndsWith("/members", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(-10, "weak: It expired on 13 November 2026.")]
    [InlineData(30, "weak: It expires on 23 December 2026.")]
    public async Task Says_when_the_key_certificate_expires(int days, string says)
    {
        await using var app = await TestApp.StartAsync();
        var who = new Operator(app) { Settings = { ["DataProtection:Certificate"] = Certificate(TestApp.Monday.AddDays(days)) } };

        Assert.StartsWith(says, (await who.AsksTheDoctorAsync()).Of("key certificate"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_of_a_certificate_that_it_cannot_be_opened()
    {
        await using var app = await TestApp.StartAsync();
        var file = Path.Combine(_folder, "not.pfx");
        await File.WriteAllTextAsync(file, "heliotrope");

        var told = await new Operator(app) { Settings = { ["DataProtection:Certificate"] = file } }.AsksTheDoctorAsync();

        Assert.StartsWith("wrong: DataProtection:Certificate: give a PKCS #12 file", told.Of("configuration"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_which_files_others_can_read()
    {
        await using var app = await TestApp.StartAsync();
        var settings = Path.Combine(_folder, "appsettings.Production.json");
        await File.WriteAllTextAsync(settings, """{"Bot":{"ClientSecret":"heliotrope"}}""");
        var certificate = Certificate(TestApp.Monday.AddYears(1));
        LetOthersRead(settings);
        LetOthersRead(certificate);
        var who = new Operator(app) { Settings = { ["DataProtection:Certificate"] = certificate }, Configure = builder => builder.Configuration.AddJsonFile(settings) };

        var told = await who.AsksTheDoctorAsync();

        Assert.StartsWith("weak: Bot:ClientSecret is in appsettings.Production.json, which others", told.Of("secret"), StringComparison.Ordinal);
        Assert.StartsWith("weak: Others on this machine can read its file.", told.Of("key certificate"), StringComparison.Ordinal);
        Assert.DoesNotContain("heliotrope", told.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prints_a_table()
    {
        await using var app = await TestApp.StartAsync();

        var told = await new Operator(app).AsksTheDoctorAsync(asJson: false);

        Assert.Contains("rowan-hill: Lee Ward", told.Output, StringComparison.Ordinal);
        Assert.Contains("Their chat is there.", told.Output, StringComparison.Ordinal);
        Assert.Empty(told.Rows);
    }

    private static void Change(Operator who, string key, string? value)
    {
        if (value is not null)
        {
            who.Settings[key] = value;
        }
        else if (key.EndsWith("Record:SiteId", StringComparison.Ordinal))
        {
            Array.ForEach([.. who.Settings.Keys.Where(one => one.StartsWith(key[..^"SiteId".Length], StringComparison.Ordinal))], one => who.Settings.Remove(one));
        }
        else
        {
            who.Settings.Remove(key);
        }
    }

    private static void LetOthersRead(string file)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        }
    }

    /// <summary>Everything that a school in earnest would set, but for what the emulators cannot do.</summary>
    private async Task<Operator> RightAsync(TestApp app)
    {
        app.Stage.Graph.AddSite("rowanhill.example,heads", "Heads only");
        app.Stage.Graph.AddSite("rowanhill.example,few", "The few");
        var who = new Operator(app)
        {
            Settings =
            {
                ["DataProtection:Certificate"] = Certificate(TestApp.Monday.AddYears(1)),
                ["Schools:0:LeadsGroupId"] = MadeUpSchool.LeadsGroupId,
                ["Schools:0:AdultRecord:SiteId"] = "rowanhill.example,heads",
                ["Schools:0:WithheldRecord:SiteId"] = "rowanhill.example,few",
                ["Schools:0:Calendar:Terms:0"] = "2026-11-02/2026-12-18",
                ["Schools:0:People:2:Roles:1"] = "Cover",
                ["Schools:0:People:5:Name"] = "Lou Dale",
                ["Schools:0:People:5:Roles:0"] = "Lado",
                ["Schools:0:People:5:Phone"] = "01632 960107",
            },
            Replace = services => services.AddSingleton(new Credentials(new MadeUp(() => default), new MadeUp(() => default))),
        };

        for (var person = 0; person <= 5; person++)
        {
            who.Settings[$"Schools:0:People:{person}:CheckedOn"] = "2026-09-01";
        }

        who.Set(await who.ProvisionsAsync());

        return who;
    }

    private string Certificate(DateTimeOffset until)
    {
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=csebot", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(until.AddYears(-2), until);
        var file = Path.Combine(_folder, $"{Guid.NewGuid()}.pfx");
        File.WriteAllBytes(file, certificate.Export(X509ContentType.Pkcs12));

        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        return file;
    }

    private sealed class MadeUp(Func<AccessToken> answer) : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => answer();

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) => new(answer());
    }
}
