namespace CseBot.Dialogs;

/// <summary>Everything the bot can teach, read once from the files under <c>Guidance/</c>.</summary>
public sealed class GuidanceLibrary
{
    private const string Sources = "Guidance/sources.md";

    private static readonly Dictionary<string, GuidanceKind> Folders = new(StringComparer.Ordinal)
    {
        ["signs"] = GuidanceKind.Sign,
        ["vulnerabilities"] = GuidanceKind.Vulnerability,
        ["pull-factors"] = GuidanceKind.PullFactor,
        ["topics"] = GuidanceKind.Topic,
        ["myths"] = GuidanceKind.Myth,
    };

    private static readonly string[] Groups = ["physical", "psychological", "behavioural", "online"];

    private static readonly string[] KnownKeys = ["title", "group", "sources", "related", "also", "reviewed", "review-by"];

    private readonly Dictionary<string, GuidanceEntry> _byId = new(StringComparer.Ordinal);

    internal GuidanceLibrary(IEnumerable<GuidanceFile> files)
    {
        var all = files.ToDictionary(file => file.Path, StringComparer.Ordinal);
        var documents = all.GetValueOrDefault(Sources)?.Keys
            ?? throw new InvalidDataException($"{Sources}: the file that names the source documents is missing.");

        foreach (var file in all.Values)
        {
            if (file.Path.Split('/') is ["Guidance", var folder, var name] && Folders.TryGetValue(folder, out var kind))
            {
                var entry = Entry(file, name[..^".md".Length], kind, documents);
                if (!_byId.TryAdd(entry.Id, entry))
                {
                    throw file.Fault(entry.Id, "is the id of another file too");
                }
            }
        }

        foreach (var file in all.Values.Where(file => file.Keys.ContainsKey("related")))
        {
            if (file.List("related").FirstOrDefault(id => !_byId.ContainsKey(id)) is { } stranger)
            {
                throw file.Fault("related", $"names '{stranger}', and there is no entry with that id");
            }
        }

        Entries = [.. _byId.Values];
    }

    public IReadOnlyList<GuidanceEntry> Entries { get; }

    /// <summary>Reads every entry.</summary>
    /// <exception cref="InvalidDataException">A file is broken; the message names the file, the key and the fault.</exception>
    public static GuidanceLibrary Load() => new(GuidanceFile.Embedded());

    public GuidanceEntry? Find(string id) => _byId.GetValueOrDefault(id);

    private static GuidanceEntry Entry(GuidanceFile file, string id, GuidanceKind kind, IReadOnlyDictionary<string, string> documents)
    {
        if (file.Keys.Keys.FirstOrDefault(key => !KnownKeys.Contains(key)) is { } unknown)
        {
            throw file.Fault(unknown, "is not a key that we know");
        }

        var reviewed = file.Date("reviewed");
        var reviewBy = file.Date("review-by");
        if (reviewBy <= reviewed)
        {
            throw file.Fault("review-by", "is not after 'reviewed'");
        }

        return new GuidanceEntry(
            id,
            kind,
            Group(file, kind),
            file.Value("title"),
            file.Text("answer"),
            file.Text("Why it matters"),
            file.Text("What to notice or write down"),
            [.. file.List("sources").Select(source => Source(file, source, documents))],
            file.List("related"),
            file.List("also"),
            reviewed,
            reviewBy);
    }

    private static string? Group(GuidanceFile file, GuidanceKind kind)
    {
        if (kind != GuidanceKind.Sign)
        {
            return file.Keys.ContainsKey("group") ? throw file.Fault("group", "is for signs only") : null;
        }

        var group = file.Value("group");
        return Groups.Contains(group) ? group : throw file.Fault("group", $"must be one of {string.Join(", ", Groups)}");
    }

    private static GuidanceSource Source(GuidanceFile file, string source, IReadOnlyDictionary<string, string> documents)
    {
        var (code, section) = source.Split(' ', 2) is [var first, var rest] ? (first, rest) : (source, "");
        if (!documents.TryGetValue(code, out var document))
        {
            throw file.Fault("sources", $"names document '{code}', which is not in {Sources}");
        }

        return section.Length > 0 ? new GuidanceSource(document, section) : throw file.Fault("sources", $"does not say where in document {code}");
    }
}
