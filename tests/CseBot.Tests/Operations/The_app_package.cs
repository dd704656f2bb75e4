using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CseBot.Dialogs;
using CseBot.Operations;
using CseBot.Practice;
using CseBot.Tests.House;
using CseBot.Tests.Judges;
using CseBot.Tests.Support;
using Microsoft.Extensions.Configuration;

namespace CseBot.Tests.Operations;

public sealed class The_app_package : IDisposable
{
    private const string Zeros = "00000000-0000-0000-0000-000000000000";

    private static readonly (string Key, string Value)[] _configured =
    [
        ("Bot:AppId", MadeUpSchool.AppId),
        ("Package:DeveloperName", "Rowan Hill Trust"),
        ("Package:WebsiteUrl", "https://rowanhill.example/"),
        ("Package:PrivacyUrl", "https://rowanhill.example/privacy"),
        ("Package:TermsOfUseUrl", "https://rowanhill.example/terms"),
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("csebot-package-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [NodeFact]
    public async Task Has_a_manifest_that_Microsofts_schema_has_nothing_against_configured_or_not()
    {
        var objections = await Judge.RuleAsync([Manifest(_configured), Manifest()]);

        Assert.All(objections, Assert.Empty);
    }

    [NodeFact]
    public async Task Has_a_manifest_of_the_lowest_version_that_has_what_it_uses()
    {
        var manifest = Manifest(_configured);
        var version = Version.Parse((string)manifest["manifestVersion"]!);
        var before = new Version(version.Major, version.Minor - 1).ToString();
        manifest["$schema"] = ((string)manifest["$schema"]!).Replace($"/v{version}/", $"/v{before}/", StringComparison.Ordinal);
        manifest["manifestVersion"] = before;

        var objections = (await Judge.RuleAsync([manifest]))[0];

        Assert.NotEmpty(objections);
        Assert.DoesNotContain(objections, objection => objection.StartsWith("/manifestVersion", StringComparison.Ordinal));
    }

    [NodeFact]
    public async Task Would_be_objected_to_with_a_name_that_is_too_long_or_an_id_that_is_none()
    {
        var (longName, noId) = (Manifest(_configured), Manifest(_configured));
        longName["name"]!["short"] = new string('a', 31);
        noId["id"] = "bot";

        var objections = await Judge.RuleAsync([longName, noId]);

        Assert.Contains("/name/short", Assert.Single(objections[0]), StringComparison.Ordinal);
        Assert.Contains("/id", Assert.Single(objections[1]), StringComparison.Ordinal);
    }

    [Fact]
    public void Holds_the_manifest_and_what_it_names_and_nothing_else()
    {
        using var zip = Open(Package(_configured).Zip());
        var icons = Manifest(_configured)["icons"]!.AsObject().Select(icon => (string)icon.Value!);

        Assert.Equal(icons.Prepend("manifest.json"), zip.Entries.Select(entry => entry.FullName));
    }

    [Fact]
    public void Is_the_same_to_the_byte_whenever_it_is_built()
    {
        var bytes = Package(_configured).Zip();
        using var zip = Open(bytes);

        Assert.Equal(bytes, Package(_configured).Zip());
        Assert.All(zip.Entries, entry =>
        {
            Assert.Equal(new DateTime(1980, 1, 1, 0, 0, 0, DateTimeKind.Unspecified), entry.LastWriteTime.DateTime);
            Assert.Equal(entry.Length, entry.CompressedLength);
        });
        Assert.DoesNotContain("\r", Text(zip, "manifest.json"), StringComparison.Ordinal);
    }

    [Fact]
    public void Says_who_the_bot_is_and_who_stands_behind_it_once_that_is_configured()
    {
        var package = Package(_configured);
        var manifest = package.Manifest;

        Assert.Empty(package.Warnings);
        Assert.Equal(new AppIds(MadeUpSchool.AppId, MadeUpSchool.AppId, MadeUpSchool.AppId), package.Ids);
        Assert.Equal("Rowan Hill Trust", (string?)manifest["developer"]!["name"]);
        Assert.Equal("https://rowanhill.example/", (string?)manifest["developer"]!["websiteUrl"]);
        Assert.Equal("https://rowanhill.example/privacy", (string?)manifest["developer"]!["privacyUrl"]);
        Assert.Equal("https://rowanhill.example/terms", (string?)manifest["developer"]!["termsOfUseUrl"]);
        Assert.Equal(typeof(AppPackage).Assembly.GetName().Version, Version.Parse($"{package.Version}.0"));
        Assert.DoesNotMatch("(?i)example trust|example\\.org|0000-000000000000|\"0\\.0\\.0\"|[{][{]|[$][{]", manifest.ToJsonString());
    }

    [Theory]
    [InlineData("Bot:AppId", Zeros)]
    [InlineData("Package:DeveloperName", "Example Trust")]
    [InlineData("Package:WebsiteUrl", "https://www.example.org/safeguarding")]
    [InlineData("Package:PrivacyUrl", "https://www.example.org/safeguarding/privacy")]
    [InlineData("Package:TermsOfUseUrl", "https://www.example.org/safeguarding/terms")]
    public void Warns_of_each_placeholder_that_is_left(string key, string placeholder)
    {
        var package = Package([.. _configured.Where(setting => setting.Key != key)]);

        Assert.Equal(
            $"{key} is not set: the package says {placeholder}, which is only a placeholder. Set it before the package goes to Teams.",
            Assert.Single(package.Warnings));
        Assert.Contains($"\"{placeholder}\"", package.Manifest.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains($"`{key}`", Source.Read("README.md"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Bot:AppId", "heliotrope", "Bot:AppId: give the bot's Microsoft App ID, which is a GUID.")]
    [InlineData("Bot:AppId", Zeros, "Bot:AppId: give the bot's Microsoft App ID, which is a GUID.")]
    [InlineData("Package:DeveloperName", "The Heliotrope Trust of Rowan Hill", "Package:DeveloperName: give a name of at most 32 characters.")]
    [InlineData("Package:WebsiteUrl", "http://heliotrope.example/", "Package:WebsiteUrl: use an https address.")]
    [InlineData("Package:PrivacyUrl", "heliotrope", "Package:PrivacyUrl: use an https address.")]
    [InlineData("Package:TermsOfUseUrl", "/heliotrope", "Package:TermsOfUseUrl: use an https address.")]
    public void Is_not_built_with_anything_that_Teams_would_refuse(string key, string value, string sentence) =>
        Assert.Equal([sentence], Assert.Throws<ConfigurationFault>(() => Package([.. _configured, (key, value)])).Faults);

    [Fact]
    public void Asks_for_a_private_chat_and_nothing_more()
    {
        var manifest = Manifest();
        var bot = Assert.Single(manifest["bots"]!.AsArray())!;

        Assert.Equal(["personal"], bot["scopes"]!.AsArray().Select(scope => (string)scope!));
        Assert.False((bool)bot["supportsFiles"]!);
        Assert.Empty(manifest["validDomains"]!.AsArray());
        var search = Assert.Single(manifest["composeExtensions"]!.AsArray())!;
        Assert.Equal((string)bot["botId"]!, (string)search["botId"]!);
        Assert.Equal(["query", "action"], search["commands"]!.AsArray().Select(command => (string)command!["type"]!));
        Assert.Equal(["id"], manifest["webApplicationInfo"]!.AsObject().Select(pair => pair.Key));
        Assert.All(["permissions", "devicePermissions", "authorization", "staticTabs"], property => Assert.False(manifest.ContainsKey(property)));
    }

    /// <summary>Commands that mean something only while a question is asked. Teams shows ten at most.</summary>
    private static readonly string[] _withinAWalk = ["back", "skip", "why", "send-now", "go-on", "start-new", "add"];

    /// <summary>Commands that are buttons on the desk.</summary>
    private static readonly string[] _onTheDesk = ["search", "figures", "drill", "out"];

    [Fact]
    public void Offers_every_command_that_the_bot_hears_and_a_question_that_it_answers()
    {
        var (words, matcher) = (Wording.Load(), new GuidanceMatcher(GuidanceLibrary.Load()));
        var titles = Manifest()["bots"]![0]!["commandLists"]![0]!["commands"]!.AsArray().Select(command => (string)command!["title"]!).ToArray();
        var heard = titles.Select(words.Command).ToList();

        Assert.Equal(["emergency", "raise", null, "my-concerns", "leads", "desk", "resume", "stop", "discard", "help"], heard);
        Assert.Equal(QuestionRoute.Answer, matcher.Match(Assert.Single(titles, title => words.Command(title) is null)).Route);
        Assert.Equal(CommandsHeard().Except(_withinAWalk).Except(_onTheDesk).Order(StringComparer.Ordinal), heard.OfType<string>().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Never_says_what_it_is_about()
    {
        Assert.Equal("Safeguarding", (string?)Manifest()["name"]!["short"]);
        Assert.All(
            CardFiles.Texts(Manifest(_configured)),
            text => Assert.DoesNotMatch(new Regex("sexual|exploit|abuse|groom|\\bcse", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)), text.Text));
    }

    [Theory]
    [InlineData("color.png", 192)]
    [InlineData("outline.png", 32)]
    public void Has_icons_of_the_sizes_that_Teams_asks_for(string name, int size)
    {
        var icon = Icon(name);

        Assert.Equal((size, size), (icon.Width, icon.Height));
    }

    [Fact]
    public void Has_an_outline_that_is_white_on_transparent_and_a_picture_that_fills_its_square()
    {
        var outline = Icon("outline.png").Pixels;

        Assert.All(outline.Where(pixel => pixel.Alpha > 0), pixel => Assert.Equal((255, 255, 255), (pixel.Red, pixel.Green, pixel.Blue)));
        Assert.Contains(outline, pixel => pixel.Alpha == 255);
        Assert.Contains(outline, pixel => pixel.Alpha == 0);
        Assert.All(Icon("color.png").Pixels, pixel => Assert.Equal(255, pixel.Alpha));
    }

    [Fact]
    public async Task Is_built_with_no_configuration_at_all_and_the_zeros_are_told_on_standard_error()
    {
        var run = await CommandLineRun.RunAsync(_folder, ["package"]);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains($"Bot:AppId is not set: the package says {Zeros}", run.Error, StringComparison.Ordinal);
        Assert.StartsWith(Path.Combine(_folder, "safeguarding.zip"), run.Output, StringComparison.Ordinal);
        Assert.Equal(Package().Zip(), await File.ReadAllBytesAsync(Path.Combine(_folder, "safeguarding.zip")));
    }

    [Fact]
    public async Task Is_told_to_scripts_in_one_object()
    {
        var run = await CommandLineRun.RunAsync(_folder, ["package", "--output", "app.zip", "--json"], _configured[0]);
        var file = Path.Combine(_folder, "app.zip");
        var expected = new JsonObject
        {
            ["file"] = file,
            ["sha256"] = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(file))),
            ["ids"] = new JsonObject { ["app"] = MadeUpSchool.AppId, ["bot"] = MadeUpSchool.AppId, ["webApplication"] = MadeUpSchool.AppId },
            ["warnings"] = new JsonArray([.. run.Error.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries).Select(line => JsonValue.Create(line))]),
        };

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(4, expected["warnings"]!.AsArray().Count);
        Assert.True(JsonNode.DeepEquals(expected, JsonNode.Parse(run.Output)), run.Output);
    }

    [Fact]
    public async Task Is_built_whatever_is_wrong_with_settings_that_it_does_not_need()
    {
        var run = await CommandLineRun.RunAsync(_folder, ["package"], [.. _configured, ("Bot:Credential", "heliotrope"), ("Storage:Provider", "Paper")]);

        Assert.Equal((0, string.Empty), (run.ExitCode, run.Error));
    }

    [Fact]
    public async Task Is_not_built_with_a_wrong_id_and_leaves_nothing_behind()
    {
        var run = await CommandLineRun.RunAsync(_folder, ["package"], ("Bot:AppId", "heliotrope"));

        Assert.Equal((1, $"Bot:AppId: give the bot's Microsoft App ID, which is a GUID.{Environment.NewLine}"), (run.ExitCode, run.Error));
        Assert.Empty(Directory.EnumerateFiles(_folder));
    }

    [Theory]
    [InlineData("missing/app.zip")]
    [InlineData(".")]
    public async Task Says_so_when_it_cannot_be_written(string file)
    {
        var run = await CommandLineRun.RunAsync(_folder, ["package", "--output", file], _configured);

        Assert.Equal((1, string.Empty), (run.ExitCode, run.Output));
        Assert.Equal(
            $"{Path.GetFullPath(file, _folder)} could not be written. With --output, name a file in a folder that exists and that you may write to.{Environment.NewLine}",
            run.Error);
    }

    [Theory]
    [InlineData("package", "surprise")]
    [InlineData("package", "--output")]
    public async Task Is_not_built_when_the_command_is_wrong(params string[] arguments)
    {
        var run = await CommandLineRun.RunAsync(_folder, arguments);

        Assert.Equal((2, string.Empty), (run.ExitCode, run.Output));
        Assert.NotEmpty(run.Error);
        Assert.Empty(Directory.EnumerateFiles(_folder));
    }

    private static AppPackage Package(params IReadOnlyList<(string Key, string Value)> settings)
    {
        var configuration = new Dictionary<string, string?>(StringComparer.Ordinal);

        foreach (var (key, value) in settings)
        {
            configuration[key] = value;
        }

        return AppPackage.Read(new ConfigurationBuilder().AddInMemoryCollection(configuration).Build());
    }

    /// <summary>The manifest as it lies in the package.</summary>
    private static JsonObject Manifest(params IReadOnlyList<(string Key, string Value)> settings)
    {
        using var zip = Open(Package(settings).Zip());

        return JsonNode.Parse(Text(zip, "manifest.json"))!.AsObject();
    }

    private static Png Icon(string name)
    {
        using var zip = Open(Package().Zip());
        using var file = zip.GetEntry(name)!.Open();
        using var bytes = new MemoryStream();
        file.CopyTo(bytes);

        return Png.Read(bytes.ToArray());
    }

    private static IEnumerable<string> CommandsHeard() =>
        JsonNode.Parse(Source.Read("src", "CseBot.Dialogs", "Wording", "en-GB", "heard.json"))!["commands"]!.AsObject().Select(command => command.Key);

    private static ZipArchive Open(byte[] zip) => new(new MemoryStream(zip), ZipArchiveMode.Read);

    private static string Text(ZipArchive zip, string name)
    {
        using var reader = new StreamReader(zip.GetEntry(name)!.Open());

        return reader.ReadToEnd();
    }
}
