using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CseBot.Operations;

/// <summary>The Teams app package: the manifest with what is configured filled in, and its icons, all from <c>manifest/</c>.</summary>
/// <param name="Warnings">What is still a placeholder, one sentence each.</param>
internal sealed record AppPackage(JsonObject Manifest, IReadOnlyList<string> Warnings)
{
    private const string Folder = "manifest/";
    private const string ManifestFile = "manifest.json";
    private const int LongestName = 32;
    private const int LongestAddress = 2048;

    private static readonly DateTimeOffset _always = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly JsonSerializerOptions _readable = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public string Version => Text(Manifest["version"]);

    public AppIds Ids => new(Text(Manifest["id"]), Text(Manifest["bots"]![0]!["botId"]), Text(Manifest["webApplicationInfo"]!["id"]));

    /// <remarks>The app's own id is its bot's, as Microsoft asks of an app that has one: whoever knows the bot finds the app in the catalogue.</remarks>
    /// <exception cref="ConfigurationFault">Something is configured that Teams would refuse.</exception>
    public static AppPackage Read(IConfiguration configuration)
    {
        using var template = Open(ManifestFile);
        var manifest = JsonNode.Parse(template)!.AsObject();
        var developer = manifest["developer"]!;
        var reader = new Reader(configuration);
        var id = reader.Read("Bot:AppId", Text(manifest["id"]), IsId, "give the bot's Microsoft App ID, which is a GUID");

        manifest["version"] = typeof(AppPackage).Assembly.GetName().Version!.ToString(fieldCount: 3);
        manifest["id"] = id;
        manifest["bots"]![0]!["botId"] = id;
        manifest["composeExtensions"]![0]!["botId"] = id;
        manifest["webApplicationInfo"]!["id"] = id;
        developer["name"] = reader.Read("Package:DeveloperName", Text(developer["name"]), IsName, "give a name of at most 32 characters");
        developer["websiteUrl"] = reader.Read("Package:WebsiteUrl", Text(developer["websiteUrl"]), IsAddress, "use an https address");
        developer["privacyUrl"] = reader.Read("Package:PrivacyUrl", Text(developer["privacyUrl"]), IsAddress, "use an https address");
        developer["termsOfUseUrl"] = reader.Read("Package:TermsOfUseUrl", Text(developer["termsOfUseUrl"]), IsAddress, "use an https address");

        return reader.Faults.Count == 0 ? new AppPackage(manifest, reader.Warnings) : throw new ConfigurationFault(reader.Faults);
    }

    /// <summary>The package's bytes, always the same for the same manifest.</summary>
    public byte[] Zip()
    {
        using var bytes = new MemoryStream();

        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var manifest = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(Manifest, _readable));
            using var color = Open("color.png");
            using var outline = Open("outline.png");

            Add(zip, ManifestFile, manifest);
            Add(zip, "color.png", color);
            Add(zip, "outline.png", outline);
        }

        return bytes.ToArray();
    }

    private static void Add(ZipArchive zip, string name, Stream content)
    {
        // Stored, because what deflate makes of the same bytes differs from one runtime to the next.
        var entry = zip.CreateEntry(name, CompressionLevel.NoCompression);
        entry.LastWriteTime = _always;
        using var file = entry.Open();
        content.CopyTo(file);
    }

    private static Stream Open(string file) => typeof(AppPackage).Assembly.GetManifestResourceStream(Folder + file)
        ?? throw new InvalidDataException($"{Folder}{file} is missing.");

    private static string Text(JsonNode? node) => node!.GetValue<string>();

    private static bool IsId(string value) => Guid.TryParseExact(value, "D", out var id) && id != Guid.Empty;

    private static bool IsName(string value) => value.Length <= LongestName;

    private static bool IsAddress(string value) =>
        value.Length <= LongestAddress && Uri.TryCreate(value, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps;

    /// <summary>What is missing stays a placeholder and is warned of; what is wrong is a fault.</summary>
    private sealed class Reader(IConfiguration configuration)
    {
        public List<string> Warnings { get; } = [];

        public List<string> Faults { get; } = [];

        public string Read(string key, string placeholder, Func<string, bool> isRight, string remedy)
        {
            if (configuration[key] is not { Length: > 0 } value)
            {
                Warnings.Add($"{key} is not set: the package says {placeholder}, which is only a placeholder. Set it before the package goes to Teams.");
                return placeholder;
            }

            if (!isRight(value))
            {
                Faults.Add($"{key}: {remedy}.");
            }

            return value;
        }
    }
}

/// <param name="App">The app's own, by which the organisation's catalogue knows it (its external id).</param>
internal sealed record AppIds(string App, string Bot, string WebApplication);
