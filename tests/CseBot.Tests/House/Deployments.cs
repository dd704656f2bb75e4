using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CseBot.Concerns;
using CseBot.Operations;
using CseBot.Teams;
using Microsoft.Extensions.Configuration;

namespace CseBot.Tests.House;

/// <summary>The samples in docs/settings are deployments that would start, and one that is wrong is told how, one sentence for each fault.</summary>
public sealed class Deployments : IDisposable
{
    private readonly string _certificate = Path.GetTempFileName();

    public Deployments()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=csebot ring", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddYears(2));
        File.WriteAllBytes(_certificate, certificate.Export(X509ContentType.Pkcs12));
    }

    /// <summary>Each way to be wrong, by key and value. A value of nothing takes the key away.</summary>
    public static IReadOnlyList<(string Key, string? Value)> WaysToBeWrong { get; } =
    [
        ("Bot:AppId", null),
        ("Bot:AppId", "csebot"),
        ("Bot:TenantId", "rowanhill.example"),
        ("Bot:Credential", "None"),
        ("Bot:Credential", "ClientSecret"),
        ("Bot:Secret", "hunter2"),
        ("Bot:OpenIdMetadata", "http://login.example/keys"),
        ("Bot:ServiceHosts:0", "*.trafficmanager.net"),
        ("Bot:AllowAnonymousLoopback", "true"),
        ("Graph:BaseUrl", "http://graph.microsoft.com/v1.0"),
        ("Graph:MailSender", "the office"),
        ("Storage:Provider", "MySql"),
        ("Storage:ConnectionString", ""),
        ("Storage:ReferencePrefix", "cse-"),
        ("DataProtection:Certificate", null),
        ("DataProtection:Certificate", "/nowhere/ring.pfx"),
        ("Drafts:Hours", "9999"),
        ("Drafts:Hours", "three days"),
        ("Schools:0:Id", "Rowan Hill"),
        ("Schools:0:Name", ""),
        ("Schools:0:Area", null),
        ("Schools:0:Phone", "ask at the desk"),
        ("Schools:0:Headteacher", "Hari Stone"),
        ("Schools:0:LeadsGroupId", "DSLs"),
        ("Schools:0:Record:SiteId", ""),
        ("Schools:0:Record:ListId", ""),
        ("Schools:0:WithheldRecord:List", "Safeguarding"),
        ("Schools:0:People:0:Id", "lee.ward@rowanhill.example"),
        ("Schools:0:People:0:Name", ""),
        ("Schools:0:People:0:Roles:0", "DSL"),
        ("Schools:0:People:5:CheckedOn", "last week"),
        ("Schools:0:People:3:Roles:0", "SeniorLeader"),
        ("Schools:0:People:1:Id", "5f3c1d7e-0000-4000-8000-000000000002"),
        ("Schools:0:Calendar:Hours", "8 to 5"),
        ("Schools:0:Calendar:HomeTime", "15.20"),
        ("Schools:0:Calendar:Terms:0", "autumn"),
        ("Schools:0:Calendar:Inset:0", "2026-02-30"),
        ("Schools:0:Calendar:Cover:0:Id", "5f3c1d7e-0000-4000-8000-00000000ffff"),
        ("Schools:0:Ladder:Today:Rungs:1:After", "ten minutes"),
        ("Schools:0:Ladder:Today:Rungs:2:After", "00:05"),
        ("Schools:0:Ladder:Today:Rungs:1:BeforeHome", "01:00"),
        ("Schools:0:Ladder:Today:Rungs:2:BeforeHome", "an hour"),
        ("Schools:0:Ladder:Today:Again", "00:00"),
        ("Schools:0:Ladder:Tomorrow:Again", "00:30"),
        ("Schools:0:LeadsGroupId", "5f3c1d7e-0000-4000-8000-0000000000f1"),
        ("Schools:0:StaffGroupId", "{5f3c1d7e-0000-4000-8000-0000000000f1}"),
        ("Schools:0:People:1:Roles:0", "Lead,Headteacher"),
        ("Schools:0:People:2:Roles:0", "3"),
        ("Schools:0:Ladder:Today:Rungs:0:Tell:1", "SafeguardingGovernor"),
        ("Schools:0:Ladder:Now:OpenedWithin", "nonsense"),
        ("Schools:0:Ladder:Now", "quick"),
        ("Bot:Issuer", ""),
        ("Bot:Credential", "7"),
        ("Bot:ServiceHosts", "smba.example"),
        ("Graph:BaseUrl", "https://graph.microsoft.com"),
    ];

    [Theory]
    [InlineData("one-school.json", "rowan-hill")]
    [InlineData("trust-of-three.json", "alder-vale, brook-end, cedar-park")]
    public void A_sample_would_start(string file, string schools) =>
        Assert.Equal(schools, string.Join(", ", Read(file, _ => { }).Schools.Select(setup => setup.School.Id)));

    [Fact]
    public void The_samples_terms_cover_and_ladder_are_understood()
    {
        var school = Read("one-school.json", _ => { }).Schools[0].School;

        Assert.Equal((new TimeOnly(7, 30), new TimeOnly(17, 30), new TimeOnly(15, 20)), (school.Calendar.Opens, school.Calendar.Closes, school.Calendar.HomeTime));
        Assert.Equal((6, 2, 1), (school.Calendar.Terms.Count, school.Calendar.Inset.Count, school.Calendar.Cover.Count));
        Assert.Equal([0, 10, 20], school.Ladders.Today.Rungs.Select(rung => rung.After.TotalMinutes));
        Assert.Equal(Ladder.Now, school.Ladders.Now);
        Assert.Equal(new DateOnly(2026, 9, 1), school.People[5].CheckedOn);
    }

    [Fact]
    public void Each_way_to_be_wrong_gets_its_own_sentence_that_names_the_key_and_repeats_no_value()
    {
        var told = WaysToBeWrong.Select(wrong =>
        {
            var faults = Assert.Throws<ConfigurationFault>(() => Read("one-school.json", settings => settings[wrong.Key] = wrong.Value)).Faults;
            Assert.All(faults, fault => Assert.Matches(@"^[A-Z][\w:]+: .+\.$", fault));
            Assert.True(wrong.Value is null or "" or nameof(BotCredential.None) || faults.All(fault => !fault.Split(": ", 2)[1].Contains(wrong.Value, StringComparison.OrdinalIgnoreCase)), $"A value is repeated: {faults[0]}");
            Assert.Contains(faults, fault => wrong.Key.StartsWith(fault.Split(": ")[0], StringComparison.Ordinal) || fault.StartsWith("Bot:ClientSecret", StringComparison.Ordinal));

            return string.Join(' ', faults);
        }).ToArray();

        Assert.Empty(told.GroupBy(sentences => sentences).Where(same => same.Count() > 1).Select(same => same.Key));
    }

    [Fact]
    public void Several_faults_are_all_told_at_once() => Assert.True(
        Assert.Throws<ConfigurationFault>(() => Read("trust-of-three.json", settings =>
        {
            settings["Schools:0:Name"] = null;
            settings["Schools:1:Phone"] = "none";
            settings["Schools:2:Id"] = "alder-vale";
        })).Faults.Count >= 3);

    [Fact]
    public void Two_schools_never_share_a_list() => Assert.Contains(
        "Schools: give every Record, AdultRecord and WithheldRecord a list of its own: whoever can open one list must not find another's concerns in it.",
        Assert.Throws<ConfigurationFault>(() => Read("trust-of-three.json", settings =>
        {
            settings["Schools:1:Record:SiteId"] = settings["Schools:0:Record:SiteId"];
            settings["Schools:1:Record:ListId"] = settings["Schools:0:Record:ListId"];
        })).Faults);

    public void Dispose() => File.Delete(_certificate);

    private Settings Read(string sample, Action<Dictionary<string, string?>> change)
    {
        var settings = new ConfigurationBuilder().AddJsonFile(Source.PathTo("docs", "settings", sample)).Build().AsEnumerable()
            .Where(pair => pair.Value is not null)
            .ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.OrdinalIgnoreCase);
        settings["DataProtection:Certificate"] = _certificate;

        if (settings.ContainsKey("Bot:CertificatePath"))
        {
            settings["Bot:CertificatePath"] = _certificate;
        }

        change(settings);

        return Settings.Read(new ConfigurationBuilder().AddInMemoryCollection(settings).Build(), development: false);
    }
}
