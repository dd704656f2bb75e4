using System.Globalization;
using CseBot.Concerns;
using CseBot.Conversations;
using CseBot.Graph;
using CseBot.Storage;
using CseBot.Teams;

namespace CseBot.Operations;

/// <summary>Everything an operator configures (design 7), read once. What is wrong is told in one sentence each, and stops the start.</summary>
internal sealed record Settings(
    BotOptions Bot, GraphOptions Graph, StorageOptions Storage, ConversationOptions Drafts, School School, RecordLocation Record, string? RingCertificate)
{
    /// <exception cref="ConfigurationFault">Something is wrong or missing.</exception>
    public static Settings Read(IConfiguration configuration, bool development)
    {
        var reader = new Reader(configuration, development);
        var settings = reader.Read();

        return reader.Faults.Count == 0 ? settings : throw new ConfigurationFault(reader.Faults);
    }

    private sealed class Reader(IConfiguration configuration, bool development)
    {
        public List<string> Faults { get; } = [];

        public Settings Read()
        {
            var bot = Bind<BotOptions>(BotOptions.Section);
            var graph = Bind<GraphOptions>(GraphOptions.Section);
            var storage = Bind<StorageOptions>(StorageOptions.Section);
            var drafts = Bind<ConversationOptions>(ConversationOptions.Section);

            CheckBot(bot);
            CheckGraph(graph);
            CheckStorage(storage);
            Check(drafts.Hours is >= 1 and <= 720, "Drafts:Hours", "say for how many hours an unsent draft is kept, from 1 to 720");

            return new Settings(bot, graph, storage, drafts, ReadSchool(), ReadRecord(), RingCertificate());
        }

        private T Bind<T>(string section)
            where T : new()
        {
            var options = new T();

            try
            {
                configuration.GetSection(section).Bind(options);
            }
            catch (InvalidOperationException fault)
            {
                Faults.Add($"{section}: a value cannot be understood ({fault.InnerException?.GetType().Name ?? "unknown name"}); compare it with the settings table.");
            }

            return options;
        }

        private void CheckBot(BotOptions bot)
        {
            Check(bot.AppId.Length > 0, "Bot:AppId", "give the bot's Microsoft App ID");
            Check(bot.TenantId.Length > 0, "Bot:TenantId", "give the Entra tenant whose staff may use the bot");
            Check(bot.Credential != BotCredential.ClientSecret || bot.ClientSecret is { Length: > 0 }, "Bot:ClientSecret", "give the secret, or choose another Bot:Credential");
            Check(bot.Credential != BotCredential.Certificate || File.Exists(bot.CertificatePath), "Bot:CertificatePath", "name the certificate's file, which was not found");
            Check(bot.Credential != BotCredential.None || development, "Bot:Credential", "choose a credential: None is for Development on loopback only");
            Check(!bot.AllowAnonymousLoopback || development, "Bot:AllowAnonymousLoopback", "turn it off: it is for Development only");
            Check(!bot.AllowAnonymousLoopback || ListensOnLoopbackOnly(), "Bot:AllowAnonymousLoopback", "turn it off, or listen on localhost only");
            Check(IsSafe(bot.OpenIdMetadata), "Bot:OpenIdMetadata", "use an https address");
            Check(bot.ServiceHosts.All(host => Uri.CheckHostName(host) == UriHostNameType.Dns), "Bot:ServiceHosts", "list host names only, without https:// and without wildcards");
        }

        private void CheckGraph(GraphOptions graph)
        {
            Check(
                graph.IsMicrosofts() || (development && graph.BaseUrl.IsAbsoluteUri && ServiceHosts.IsLoopback(graph.BaseUrl)),
                "Graph:BaseUrl",
                $"use https and one of Microsoft's own hosts, {GraphOptions.Hosts}");
            Check(graph.Credential != GraphCredential.None || development, "Graph:Credential", "choose a credential: None is for Development on loopback only");
        }

        private void CheckStorage(StorageOptions storage)
        {
            Check(storage.Provider == "Sqlite", "Storage:Provider", "use Sqlite: it is the only one so far");
            Check(storage.ConnectionString.Length > 0, "Storage:ConnectionString", "say where the database is, such as Data Source=/var/lib/csebot/csebot.db");
            Check(
                storage.ReferencePrefix is { Length: >= 1 and <= 8 } prefix && prefix.All(char.IsAsciiLetterUpper),
                "Storage:ReferencePrefix",
                "use one to eight capital letters that do not say what a concern is about");
        }

        private School ReadSchool()
        {
            var schools = configuration.GetSection("Schools").GetChildren().ToArray();
            Check(schools.Length == 1, "Schools", schools.Length == 0 ? "name the school" : "name one school: several are not served yet");

            if (schools is not [var section, ..])
            {
                return new School(string.Empty, string.Empty, string.Empty, []);
            }

            var key = section.Path;
            var people = section.GetSection("People").GetChildren().Select(ReadPerson).ToArray();
            Check(section["Id"] is { Length: > 0 }, $"{key}:Id", "give the school a short id that never changes");
            Check(section["Name"] is { Length: > 0 }, $"{key}:Name", "give the school's name");
            Check(section["Phone"] is { Length: > 0 }, $"{key}:Phone", "give the number that is answered in school hours");
            Check(people.Any(person => person is { IsLead: true, EntraId: not null }), $"{key}:People", "name at least one person with the role Lead and an Id");
            Check(people.Any(person => person.Roles.Contains(Role.Headteacher)), $"{key}:People", "name the person with the role Headteacher");
            Check(people.Select(person => person.Key).Distinct().Count() == people.Length, $"{key}:People", "give each person an Id of their own");

            return new School(section["Id"] ?? string.Empty, section["Name"] ?? string.Empty, section["Phone"] ?? string.Empty, people);
        }

        private NamedPerson ReadPerson(IConfigurationSection section)
        {
            var roles = section.GetSection("Roles").GetChildren().Select(role => role.Value).ToArray();
            var id = section["Id"]?.ToLowerInvariant();
            Check(section["Name"] is { Length: > 0 }, $"{section.Path}:Name", "give the person's name");
            Check(roles.Length > 0, $"{section.Path}:Roles", "give the person a role");
            Check(roles.All(role => Enum.TryParse<Role>(role, out _)), $"{section.Path}:Roles", $"use these roles only: {string.Join(", ", Enum.GetNames<Role>())}");

            return new NamedPerson(
                id ?? $"person-{section.Key}",
                id,
                section["Name"] ?? string.Empty,
                [.. roles.Where(role => Enum.TryParse<Role>(role, out _)).Select(role => Enum.Parse<Role>(role!))],
                section["Phone"]);
        }

        private RecordLocation ReadRecord()
        {
            var section = configuration.GetSection("Schools").GetChildren().FirstOrDefault()?.GetSection("Record");
            Check(section?["SiteId"] is { Length: > 0 }, "Schools:0:Record:SiteId", "name the SharePoint site that holds the school's record");
            Check(section?["ListId"] is { Length: > 0 }, "Schools:0:Record:ListId", "name the list that holds the school's record");

            return new RecordLocation(section?["SiteId"] ?? string.Empty, section?["ListId"] ?? string.Empty);
        }

        private string? RingCertificate()
        {
            var path = configuration["DataProtection:Certificate"];
            Check(path is not null || development, "DataProtection:Certificate", "name the certificate that protects the keys: without it, a stolen database could be read");
            Check(path is null || File.Exists(path), "DataProtection:Certificate", "name the certificate's file, which was not found");

            return path;
        }

        private bool IsSafe(Uri address) => address is { IsAbsoluteUri: true } && (address.Scheme == "https" || (development && ServiceHosts.IsLoopback(address)));

        private bool ListensOnLoopbackOnly()
        {
            var addresses = (configuration["urls"] ?? string.Empty).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Concat(configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"] ?? string.Empty));

            return string.IsNullOrEmpty(configuration["http_ports"])
                && string.IsNullOrEmpty(configuration["https_ports"])
                && addresses.All(address => Uri.TryCreate(address, UriKind.Absolute, out var uri) && ServiceHosts.IsLoopback(uri));
        }

        private void Check(bool isRight, string key, string remedy)
        {
            if (!isRight)
            {
                Faults.Add(string.Create(CultureInfo.InvariantCulture, $"{key}: {remedy}."));
            }
        }
    }
}

/// <summary>The configuration is wrong. Each sentence names a key and says what to do; none repeats a value.</summary>
internal sealed class ConfigurationFault(IReadOnlyList<string> faults) : Exception(string.Join(Environment.NewLine, faults))
{
    public IReadOnlyList<string> Faults => faults;
}
