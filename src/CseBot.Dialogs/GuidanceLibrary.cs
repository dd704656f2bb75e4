namespace CseBot.Dialogs;

/// <summary>Everything the bot can teach, read once from the files under <c>Guidance/</c>.</summary>
public sealed class GuidanceLibrary
{
    /// <summary>The folders that entries lie in.</summary>
    internal static readonly IReadOnlyDictionary<string, GuidanceKind> Folders = new Dictionary<string, GuidanceKind>(StringComparer.Ordinal)
    {
        ["signs"] = GuidanceKind.Sign,
        ["vulnerabilities"] = GuidanceKind.Vulnerability,
        ["pull-factors"] = GuidanceKind.PullFactor,
        ["topics"] = GuidanceKind.Topic,
        ["myths"] = GuidanceKind.Myth,
    };

    private static readonly string[] Groups = ["physical", "psychological", "behavioural", "online"];

    private static readonly string[] KnownKeys = ["title", "group", "sources", "related", "also", "ring", "reviewed", "review-by"];

    private readonly Dictionary<string, GuidanceEntry> _byId = new(StringComparer.Ordinal);

    internal GuidanceLibrary(IEnumerable<GuidanceFile> files)
    {
        var all = files.ToDictionary(file => file.Path, StringComparer.Ordinal);
        var documents = GuidanceSources.In(all.Values);

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

    private static GuidanceEntry Entry(GuidanceFile file, string id, GuidanceKind kind, GuidanceSources documents)
    {
        file.AllowOnly(KnownKeys);

        return new GuidanceEntry(
            id,
            kind,
            Group(file, kind),
            file.Value("title"),
            file.Text("answer"),
            file.Text("Why it matters"),
            file.Text("What to notice or write down"),
            [.. file.List("sources").Select(source => documents.Read(file, source))],
            file.List("related"),
            file.List("also"),
            file.Keys.ContainsKey("ring") ? [.. file.List("ring").Select(name => Situations.Read(name) ?? throw file.Fault("ring", $"must be one or more of {string.Join(", ", Situations.Names)}"))] : [],
            file.Date("reviewed"),
            file.ReviewBy());
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
}
