using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CseBot.Conversations;
using CseBot.Graph;
using CseBot.Storage;
using CseBot.Teams;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace CseBot.Operations;

/// <summary>Everything an operator configures (design 7), read once. What is wrong is told in one sentence each, and stops the start.</summary>
internal sealed record Settings(
    BotOptions Bot, GraphOptions Graph, StorageOptions Storage, ConversationOptions Drafts, IReadOnlyList<SchoolSetup> Schools, X509Certificate2? RingCertificate)
{
    /// <param name="isProvisioned">Whether the schools' lists have to be there already.</param>
    /// <exception cref="ConfigurationFault">Something is wrong or missing.</exception>
    public static Settings Read(IConfiguration configuration, bool development, bool isProvisioned = true)
    {
        var faults = new SettingsFaults();
        var settings = new Reader(configuration, faults, development).Read(isProvisioned);

        return faults.Sentences.Count == 0 ? settings : throw new ConfigurationFault(faults.Sentences);
    }

    private sealed class Reader(IConfiguration configuration, SettingsFaults faults, bool development)
    {
        public Settings Read(bool isProvisioned)
        {
            var bot = Bind<BotOptions>(BotOptions.Section);
            var graph = Bind<GraphOptions>(GraphOptions.Section);
            var storage = Bind<StorageOptions>(StorageOptions.Section);
            var drafts = Bind<ConversationOptions>(ConversationOptions.Section);

            CheckBot(bot);
            CheckGraph(graph);
            CheckStorage(storage);
            Check(drafts.Hours is >= 1 and <= 720, "Drafts:Hours", "say for how many hours an unsent draft is kept, from 1 to 720");

            return new Settings(
                bot, graph, storage, drafts, new SchoolSettings(configuration, faults, development, isProvisioned).Read(), RingCertificate());
        }

        private T Bind<T>(string section)
            where T : new()
        {
            var options = new T();
            faults.CheckKeys(configuration.GetSection(section), [.. typeof(T).GetProperties().Select(property => property.Name)]);

            foreach (var property in typeof(T).GetProperties())
            {
                BindOne(options, configuration.GetSection(section), property);
            }

            return options;
        }

        /// <summary>One at a time, so that a value that cannot be read is told by its key.</summary>
        private void BindOne(object options, IConfigurationSection section, System.Reflection.PropertyInfo property)
        {
            try
            {
                var value = section.GetSection(property.Name);

                if (!property.CanWrite)
                {
                    faults.Parts(value);
                    value.Bind(property.GetValue(options));
                }
                else if (value.Exists() && value.Get(property.PropertyType) is { } bound)
                {
                    property.SetValue(options, bound);

                    if (property.PropertyType.IsEnum && !Enum.IsDefined(property.PropertyType, bound))
                    {
                        throw new InvalidOperationException("A number is no name.");
                    }
                }
            }
            catch (InvalidOperationException)
            {
                faults.Add($"{section.Path}:{property.Name}", property.PropertyType switch
                {
                    { IsEnum: true } choices => $"use one of {string.Join(", ", Enum.GetNames(choices))}",
                    var type when type == typeof(Uri) => "write an address, such as https://graph.microsoft.com/v1.0",
                    var type when type == typeof(bool) => "write true or false",
                    _ => "write a number",
                });
            }
        }

        private void CheckBot(BotOptions bot)
        {
            Check(bot.AppId.Length > 0, "Bot:AppId", "give the bot's Microsoft App ID");
            Check(bot.AppId.Length == 0 || development || SettingsFaults.Id(bot.AppId) is not null, "Bot:AppId", "give the bot's Microsoft App ID as Entra shows it, with its hyphens");
            Check(bot.TenantId.Length > 0, "Bot:TenantId", "give the Entra tenant whose staff may use the bot");
            Check(bot.TenantId.Length == 0 || development || SettingsFaults.Id(bot.TenantId) is not null, "Bot:TenantId", "give the tenant's id as Entra shows it, not its domain");
            Check(bot.Credential != BotCredential.ClientSecret || bot.ClientSecret is { Length: > 0 }, "Bot:ClientSecret", "give the secret, or choose another Bot:Credential");
            Check(bot.Credential != BotCredential.Certificate || File.Exists(bot.CertificatePath), "Bot:CertificatePath", "name the certificate's file, which was not found");
            Check(bot.Credential != BotCredential.None || development, "Bot:Credential", "choose a credential: None is for Development on loopback only");
            Check(!bot.AllowAnonymousLoopback || development, "Bot:AllowAnonymousLoopback", "turn it off: it is for Development only");
            Check(!bot.AllowAnonymousLoopback || Listening.IsOnLoopbackOnly(configuration), "Bot:AllowAnonymousLoopback", "turn it off, or listen on localhost only");
            (bot.AppId, bot.TenantId) = (bot.AppId.Trim().ToLowerInvariant(), bot.TenantId.Trim().ToLowerInvariant());
            Check(bot.Issuer.Length > 0, "Bot:Issuer", "say who issues Teams' tokens, or leave the setting out");
            Check(IsSafe(bot.OpenIdMetadata), "Bot:OpenIdMetadata", "use an https address");
            Check(bot.ServiceHosts.All(host => Uri.CheckHostName(host) == UriHostNameType.Dns), "Bot:ServiceHosts", "list host names only, without https:// and without wildcards");
        }

        private void CheckGraph(GraphOptions graph)
        {
            Check(
                graph.IsMicrosofts() || (development && graph.BaseUrl.IsAbsoluteUri && ServiceHosts.IsLoopback(graph.BaseUrl)),
                "Graph:BaseUrl",
                $"use https and one of Microsoft's own hosts, {GraphOptions.Hosts}");
            Check(
                development || !graph.IsMicrosofts() || graph.BaseUrl.AbsolutePath.Trim('/') == "v1.0", "Graph:BaseUrl", "let the address end in /v1.0, which is what this program speaks");
            Check(graph.MailSender is null or "" || graph.MailSender.Split('@') is [{ Length: > 0 }, { Length: > 0 }], "Graph:MailSender", "give the address of the mailbox that sends, such as safeguarding@school.example");
            Check(graph.Credential != GraphCredential.None || development, "Graph:Credential", "choose a credential: None is for Development on loopback only");
        }

        private void CheckStorage(StorageOptions storage)
        {
            Check(storage.Provider is StorageOptions.Sqlite or StorageOptions.Postgres, "Storage:Provider", "use Sqlite, or Postgres where there are several nodes");
            Check(
                NamesADatabase(storage),
                "Storage:ConnectionString",
                storage.Provider == StorageOptions.Postgres
                    ? "say where the database is, such as Host=db.internal;Database=csebot;Username=csebot"
                    : "say where the database is, such as Data Source=/var/lib/csebot/csebot.db");
            Check(
                storage.ReferencePrefix is { Length: >= 1 and <= 8 } and not RecordProbe.Prefix && storage.ReferencePrefix.All(char.IsAsciiLetterUpper),
                "Storage:ReferencePrefix",
                "use one to eight capital letters that do not say what a concern is about");
        }

        private static bool NamesADatabase(StorageOptions storage)
        {
            try
            {
                return storage.Provider == StorageOptions.Postgres
                    ? new NpgsqlConnectionStringBuilder(storage.ConnectionString) is { Host.Length: > 0, Database.Length: > 0 }
                    : new SqliteConnectionStringBuilder(storage.ConnectionString) is { DataSource.Length: > 0 };
            }
            catch (Exception fault) when (fault is ArgumentException or FormatException or InvalidCastException)
            {
                return false;
            }
        }

        private X509Certificate2? RingCertificate()
        {
            const string Key = "DataProtection:Certificate";
            faults.CheckKeys(configuration.GetSection("DataProtection"), "Certificate");

            if (configuration[Key] is not { } path)
            {
                Check(development, Key, "name the certificate that protects the keys: without it, a stolen database could be read");
                return null;
            }

            if (!File.Exists(path))
            {
                Check(false, Key, "name the certificate's file, which was not found");
                return null;
            }

            try
            {
                var certificate = X509CertificateLoader.LoadPkcs12FromFile(path, password: null);
                Check(certificate.HasPrivateKey, Key, "give the certificate together with its private key, or nothing that it protects could be read again");
                Check(certificate.GetRSAPublicKey() is not null, Key, "give an RSA certificate: no other kind can protect the keys");

                return certificate;
            }
            catch (Exception fault) when (fault is CryptographicException or IOException or UnauthorizedAccessException)
            {
                Check(false, Key, "give a PKCS #12 file without a password: this one cannot be read");
                return null;
            }
        }

        private bool IsSafe(Uri address) => address is { IsAbsoluteUri: true } && (address.Scheme == "https" || (development && ServiceHosts.IsLoopback(address)));

        private void Check(bool isRight, string key, string remedy) => faults.Check(isRight, key, remedy);
    }
}

/// <summary>The configuration is wrong. Each sentence names a key and says what to do; none repeats a value.</summary>
internal sealed class ConfigurationFault(IReadOnlyList<string> faults) : Exception(string.Join(Environment.NewLine, faults))
{
    public IReadOnlyList<string> Faults => faults;
}
