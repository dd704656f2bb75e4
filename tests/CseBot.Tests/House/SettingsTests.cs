using CseBot.Operations;
using CseBot.Practice;
using CseBot.Tests.Support;
using Microsoft.Extensions.Configuration;

namespace CseBot.Tests.House;

public sealed class SettingsTests
{
    private const string NotGraph =
        "Graph:BaseUrl: use https and one of Microsoft's own hosts, graph.microsoft.com, graph.microsoft.us, dod-graph.microsoft.us, microsoftgraph.chinacloudapi.cn.";

    private static readonly Uri _loopback = new("http://localhost:1/");

    [Fact]
    public void The_made_up_schools_configuration_is_right() => Assert.Equal("Rowan Hill School", Assert.Single(Read(_ => { }).Schools).School.Name);

    [Theory]
    [InlineData("Bot:AppId", "", "Bot:AppId: give the bot's Microsoft App ID.")]
    [InlineData("Bot:TenantId", "", "Bot:TenantId: give the Entra tenant whose staff may use the bot.")]
    [InlineData("Bot:Credential", "ClientSecret", "Bot:ClientSecret: give the secret, or choose another Bot:Credential.")]
    [InlineData("Bot:Credential", "Certificate", "Bot:CertificatePath: name the certificate's file, which was not found.")]
    [InlineData("Bot:OpenIdMetadata", "http://login.example/keys", "Bot:OpenIdMetadata: use an https address.")]
    [InlineData("Bot:ServiceHosts:0", "https://smba.example/", "Bot:ServiceHosts: list host names only, without https:// and without wildcards.")]
    [InlineData("Graph:BaseUrl", "http://graph.microsoft.com/v1.0", NotGraph)]
    [InlineData("Graph:BaseUrl", "https://graph.example/v1.0", NotGraph)]
    [InlineData("Graph:BaseUrl", "https://graph.microsoft.com.evil.example/v1.0", NotGraph)]
    [InlineData("Graph:BaseUrl", "https://graph.microsoft.com@evil.example/v1.0", NotGraph)]
    [InlineData("Graph:BaseUrl", "https://evil.graph.microsoft.com/v1.0", NotGraph)]
    [InlineData("Graph:BaseUrl", "https://graph.microsoft.com.:443/v1.0", NotGraph)]
    [InlineData("Graph:BaseUrl", "https://graph.microsoft.com:8443/v1.0", NotGraph)]
    [InlineData("Graph:BaseUrl", "/v1.0", NotGraph)]
    [InlineData("Storage:Provider", "Paper", "Storage:Provider: use Sqlite, or Postgres where there are several nodes.")]
    [InlineData("Storage:ConnectionString", "", "Storage:ConnectionString: say where the database is, such as Data Source=/var/lib/csebot/csebot.db.")]
    [InlineData("Storage:ConnectionString", "Data Sauce=csebot.db", "Storage:ConnectionString: say where the database is, such as Data Source=/var/lib/csebot/csebot.db.")]
    [InlineData("Storage:Provider", "Postgres", "Storage:ConnectionString: say where the database is, such as Host=db.internal;Database=csebot;Username=csebot.")]
    [InlineData("Storage:ReferencePrefix", "cse", "Storage:ReferencePrefix: use one to eight capital letters that do not say what a concern is about.")]
    [InlineData("Storage:ReferencePrefix", "PROBE", "Storage:ReferencePrefix: use one to eight capital letters that do not say what a concern is about.")]
    [InlineData("Drafts:Hours", "0", "Drafts:Hours: say for how many hours an unsent draft is kept, from 1 to 720.")]
    [InlineData("DataProtection:Certificate", "/nowhere.pfx", "DataProtection:Certificate: name the certificate's file, which was not found.")]
    [InlineData("Schools:0:Phone", "", "Schools:0:Phone: give the number that is answered in school hours.")]
    [InlineData("Schools:0:Record:ListId", "", "Schools:0:Record:ListId: name the list; the provision command makes it, and says its id.")]
    public void Each_fault_has_a_sentence_that_says_what_to_do(string key, string value, string sentence) =>
        Assert.Contains(sentence, Assert.Throws<ConfigurationFault>(() => Read(settings => settings[key] = value)).Faults);

    [Fact]
    public void A_value_that_cannot_be_understood_is_told_without_repeating_it()
    {
        var fault = Assert.Throws<ConfigurationFault>(() => Read(settings => settings["Bot:Credential"] = "heliotrope"));

        Assert.Contains(fault.Faults, sentence => sentence == "Bot:Credential: use one of ClientSecret, Certificate, ManagedIdentity, None.");
        Assert.DoesNotContain("heliotrope", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Bot:Credential: choose a credential: None is for Development on loopback only.")]
    [InlineData("Graph:Credential: choose a credential: None is for Development on loopback only.")]
    [InlineData("Bot:AllowAnonymousLoopback: turn it off: it is for Development only.")]
    [InlineData("Bot:OpenIdMetadata: use an https address.")]
    [InlineData(NotGraph)]
    [InlineData("DataProtection:Certificate: name the certificate that protects the keys: without it, a stolen database could be read.")]
    public void What_is_for_Development_stops_the_start_anywhere_else(string sentence) => Assert.Contains(
        sentence,
        Assert.Throws<ConfigurationFault>(() => Read(settings => settings["Bot:AllowAnonymousLoopback"] = "true", development: false)).Faults);

    [Fact]
    public void A_certificate_has_to_be_one_that_can_protect_the_keys_and_open_them_again()
    {
        using var folder = new CertificateFolder();

        Assert.NotNull(Read(settings => settings["DataProtection:Certificate"] = folder.Make()).RingCertificate);
        Assert.Equal(
            ["DataProtection:Certificate: give a PKCS #12 file without a password: this one cannot be read."], Faults(folder.Write("no certificate"u8.ToArray())));
        Assert.Equal(
            ["DataProtection:Certificate: give a PKCS #12 file without a password: this one cannot be read."], Faults(folder.Make(password: "heliotrope")));
        Assert.Equal(
            ["DataProtection:Certificate: give the certificate together with its private key, or nothing that it protects could be read again."],
            Faults(folder.Make(withPrivateKey: false)));
        Assert.Equal(["DataProtection:Certificate: give an RSA certificate: no other kind can protect the keys."], Faults(folder.Make(isRsa: false)));

        static IReadOnlyList<string> Faults(string certificate) =>
            Assert.Throws<ConfigurationFault>(() => Read(settings => settings["DataProtection:Certificate"] = certificate)).Faults;
    }

    [Theory]
    [InlineData("https://graph.microsoft.com/v1.0")]
    [InlineData("https://GRAPH.microsoft.com/v1.0/")]
    [InlineData("https://graph.microsoft.us/v1.0")]
    [InlineData("https://dod-graph.microsoft.us/v1.0")]
    [InlineData("https://microsoftgraph.chinacloudapi.cn/v1.0")]
    public void Graph_is_one_of_Microsofts_own_hosts(string address) => Assert.DoesNotContain(
        Assert.Throws<ConfigurationFault>(() => Read(settings => settings["Graph:BaseUrl"] = address, development: false)).Faults,
        sentence => sentence.StartsWith("Graph:BaseUrl", StringComparison.Ordinal));

    [Theory]
    [InlineData("urls", "http://0.0.0.0:5000")]
    [InlineData("urls", "http://localhost:5000;http://*:80")]
    [InlineData("http_ports", "8080")]
    [InlineData("Kestrel:Endpoints:Http:Url", "http://192.0.2.1:80")]
    public void Requests_without_a_token_are_for_loopback_only(string key, string value) => Assert.Contains(
        "Bot:AllowAnonymousLoopback: turn it off, or listen on localhost only.",
        Assert.Throws<ConfigurationFault>(() => Read(settings => (settings["Bot:AllowAnonymousLoopback"], settings[key]) = ("true", value))).Faults);

    [Fact]
    public void The_readme_tells_of_every_key()
    {
        var readme = Source.Read("README.md");

        foreach (var options in new[] { typeof(CseBot.Teams.BotOptions), typeof(CseBot.Graph.GraphOptions), typeof(CseBot.Storage.StorageOptions), typeof(CseBot.Conversations.ConversationOptions) })
        {
            var section = (string)options.GetField("Section")!.GetRawConstantValue()!;

            Assert.All(options.GetProperties(), property => Assert.Contains($"`{section}:{property.Name}`", readme, StringComparison.Ordinal));
        }
    }

    private static Settings Read(Action<Dictionary<string, string?>> change, bool development = true)
    {
        var settings = MadeUpSchool.Configuration(_loopback, "practice.db");
        change(settings);

        return Settings.Read(new ConfigurationBuilder().AddInMemoryCollection(settings).Build(), development);
    }
}
