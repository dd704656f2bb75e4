using System.Text.RegularExpressions;

namespace CseBot.Tests.House;

/// <summary>Which folder may mention which. The compiler holds the projects apart; this holds the folders.</summary>
public sealed partial class Boundaries
{
    private static readonly string[] _folders =
        ["Teams", "Chats", "Conversations", "Concerns", "Alerts", "Escalation", "Outbox", "Graph", "Cards", "Documents", "Desk", "Storage", "Operations", "Dialogs"];

    public static TheoryData<string, string[]> Allowed => new()
    {
        { "Teams", [] },
        { "Cards", [] },
        { "Documents", [] },
        { "Chats", ["Storage", "Teams"] },
        { "Concerns", [] },
        { "Storage", ["Concerns", "Outbox"] },
        { "Outbox", ["Concerns", "Storage"] },
        { "Escalation", ["Concerns", "Storage"] },
        { "Graph", ["Concerns", "Storage", "Outbox", "Chats", "Dialogs"] },
        { "Conversations", ["Dialogs", "Concerns", "Storage", "Outbox", "Teams", "Chats", "Cards"] },
        { "Desk", ["Dialogs", "Concerns", "Storage", "Outbox", "Teams", "Chats", "Cards", "Documents", "Alerts", "Conversations"] },
        { "Alerts", ["Dialogs", "Concerns", "Storage", "Outbox", "Teams", "Chats", "Cards"] },
    };

    [Theory]
    [MemberData(nameof(Allowed))]
    public void A_folder_mentions_only_what_it_may(string folder, string[] may)
    {
        var mentions = Source.Files("src", "CseBot", folder)
            .SelectMany(file => Mention().Matches(File.ReadAllText(file)).Select(match => (File: Path.GetFileName(file), Folder: match.Groups["folder"].Value)))
            .Where(mention => _folders.Contains(mention.Folder) && mention.Folder != folder && !may.Contains(mention.Folder));

        Assert.Empty(mentions);
    }

    [Fact]
    public void Only_the_Graph_folder_and_the_assembly_of_the_program_mention_Microsoft_Graph() => Assert.Equal(
        ["AppInstaller.cs", "CreateMeeting.cs", "CseBotHost.cs", "FileDocument.cs", "Groups.cs", "People.cs", "Presences.cs", "PutListItem.cs", "RecordProbe.cs", "RecordSite.cs", "SchoolRecord.cs", "SendMail.cs"],
        Source.Files("src", "CseBot").Where(file => File.ReadAllText(file).Contains("Microsoft.Graph", StringComparison.Ordinal)).Select(Path.GetFileName).Order(StringComparer.Ordinal));

    [Fact]
    public void Concerns_know_nothing_of_the_web() =>
        Assert.All(Source.Files("src", "CseBot", "Concerns"), file => Assert.DoesNotContain("Microsoft.AspNetCore", File.ReadAllText(file), StringComparison.Ordinal));

    [Fact]
    public void Dialogs_reference_nothing_but_the_base_library()
    {
        Assert.DoesNotContain("Reference Include", Source.Read("src", "CseBot.Dialogs", "CseBot.Dialogs.csproj"), StringComparison.Ordinal);
        Assert.All(typeof(CseBot.Dialogs.Flow).Assembly.GetReferencedAssemblies(), assembly => Assert.StartsWith("System.", assembly.Name, StringComparison.Ordinal));
    }

    [Fact]
    public void Dialogs_have_no_clock_and_touch_nothing() => Assert.All(Source.Files("src", "CseBot.Dialogs"), file =>
    {
        foreach (var effect in new[] { "DateTime.Now", "DateTime.UtcNow", "DateTimeOffset.UtcNow", "TimeProvider", "HttpClient", " File.", "Environment.", "Random." })
        {
            Assert.DoesNotContain(effect, File.ReadAllText(file), StringComparison.Ordinal);
        }
    });

    [Fact]
    public void Nothing_of_the_emulators_can_be_reached_from_the_bot() =>
        Assert.All(Source.Files("src", "CseBot"), file => Assert.DoesNotContain("CseBot.Practice", File.ReadAllText(file), StringComparison.Ordinal));

    [Fact]
    public void No_test_waits_for_the_clock_on_the_wall() => Assert.All(
        Source.Files("tests").Where(file => !file.EndsWith("Boundaries.cs", StringComparison.Ordinal)),
        file =>
        {
            Assert.DoesNotContain("Task.Delay", File.ReadAllText(file), StringComparison.Ordinal);
            Assert.DoesNotContain("Thread.Sleep", File.ReadAllText(file), StringComparison.Ordinal);
        });

    [GeneratedRegex(@"\bCseBot\.(?<folder>[A-Z]\w+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Mention();
}
