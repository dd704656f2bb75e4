using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using CseBot.Dialogs;

namespace CseBot.Evaluation;

/// <summary>One example: what somebody might type, in which voice, and what it is about.</summary>
/// <param name="Route">What it calls for; nothing where nobody said, as in a file that is marked <c>urgency: mixed</c>.</param>
/// <param name="Entries">The entries that answer it, the first above all. None: it is not ours.</param>
/// <param name="Signs">The signs and vulnerabilities that it states about a child; nothing where nobody said.</param>
internal sealed record Example(string Voice, string Text, string? Route, IReadOnlyList<string>? Entries, IReadOnlyList<string>? Signs)
{
    /// <summary>The voice of what is not a person's question but our own words.</summary>
    public const string Ours = "ours";
}

/// <summary>Everything that the bot learns from, as it lies under <c>src/CseBot.Dialogs/Guidance</c>.</summary>
internal sealed partial class Examples
{
    private readonly GuidanceLibrary _library;

    private Examples(GuidanceLibrary library, IReadOnlyList<Example> all, byte[] digest) => (_library, All, Digest) = (library, all, digest);

    public IReadOnlyList<Example> All { get; }

    /// <summary>Of everything read: when it changes, what was learned is out of date.</summary>
    public byte[] Digest { get; }

    public IEnumerable<string> EntryIds => _library.Entries.Select(entry => entry.Id).Order(StringComparer.Ordinal);

    public IEnumerable<string> SignIds => _library.Entries
        .Where(entry => entry.Kind is GuidanceKind.Sign or GuidanceKind.Vulnerability).Select(entry => entry.Id).Order(StringComparer.Ordinal);

    public static Examples Read()
    {
        var library = GuidanceLibrary.Load();
        var folder = Path.Combine(Root.Folder, "src", "CseBot.Dialogs", "Guidance");
        var files = Directory.GetFiles(Path.Combine(folder, "examples"), "*.md", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/'))
            .Order(StringComparer.Ordinal)
            .ToList();
        List<Example> all = [];

        foreach (var path in files)
        {
            GuidanceFile file = new($"Guidance/{path}", File.ReadAllText(Path.Combine(folder, path)));
            all.AddRange(file.Parts.SelectMany(part => part.Bullets.Select(line => Read(file, part.Heading, line, library))));
        }

        all.AddRange(library.Entries.SelectMany(OurWords));

        var digest = Encoding.UTF8.GetBytes(string.Join('\n', all.Select(one => $"{one.Voice}|{one.Text}|{one.Route}|{Joined(one.Entries)}|{Joined(one.Signs)}")
            .Append(File.ReadAllText(Path.Combine(folder, "concepts.md")).ReplaceLineEndings("\n"))
            .Append(File.ReadAllText(Path.Combine(folder, "small-words.md")).ReplaceLineEndings("\n"))));

        return new Examples(library, all, SHA256.HashData(digest));
    }

    private static string Joined(IReadOnlyList<string>? ids) => ids is null ? "?" : string.Join(' ', ids);

    /// <exception cref="InvalidDataException">The line names an id that there is not.</exception>
    private static Example Read(GuidanceFile file, string voice, string line, GuidanceLibrary library)
    {
        var match = Ids().Match(line);
        var text = match.Success ? line[..match.Index] : line;
        string[] ids = [.. match.Groups["id"].Captures.Select(id => id.Value)];

        if (ids.FirstOrDefault(id => library.Find(id) is null) is { } stranger)
        {
            throw file.Fault(line, $"names '{stranger}', and there is no entry with that id");
        }

        return file.Path.Split('/') switch
        {
            [_, _, "accounts", _] => new Example(voice, text, "answer", Entries: null, ids),
            [_, _, "routes", var name] => new Example(voice, text, RouteOf(name), Entries: null, Signs: null),
            [_, _, "none.md"] => new Example(voice, text, "answer", [], []),
            [_, _, var folder, var name] when GuidanceLibrary.Folders.ContainsKey(folder) =>
                About(voice, text, file.Keys.ContainsKey("urgency") ? null : "answer", [Path.GetFileNameWithoutExtension(name), .. ids], library),
            _ => throw file.Fault("file", "is in no folder that examples are read from"),
        };
    }

    private static string RouteOf(string name) => name.StartsWith("answer", StringComparison.Ordinal) ? "answer" : Path.GetFileNameWithoutExtension(name);

    private static Example About(string voice, string text, string? route, IReadOnlyList<string> entries, GuidanceLibrary library) =>
        new(voice, text, route, entries, [.. entries.Where(id => library.Find(id)!.Kind is GuidanceKind.Sign or GuidanceKind.Vulnerability)]);

    /// <summary>What an entry itself says, in pieces of about the length of a question.</summary>
    private static IEnumerable<Example> OurWords(GuidanceEntry entry) =>
        entry.Also.Chunk(3).Select(words => string.Join(". ", words))
            .Concat(entry.Answer.Split("\n\n"))
            .Concat([entry.Title, entry.WhyItMatters, entry.Notice])
            .Select(text => new Example(Example.Ours, text, "answer", [entry.Id], Signs: null));

    [GeneratedRegex(@"\s*\[(?:also: *)?(?:(?<id>[a-z0-9-]+)(?:, *)?)*\]\s*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Ids();
}
