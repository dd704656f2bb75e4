using System.Reflection;

namespace CseBot.Dialogs;

/// <summary>
/// A Markdown file with a few <c>key: value</c> lines on top, as people who write no code can keep it. A line that
/// starts with a space goes on with the one above.
/// </summary>
internal sealed class GuidanceFile
{
    private readonly Dictionary<string, string> _keys = new(StringComparer.Ordinal);
    private readonly List<Part> _parts = [];

    public GuidanceFile(string path, string text)
    {
        Path = path;
        string[] lines = [.. text.ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd())];
        var end = lines.Length > 0 && lines[0] == "---" ? Array.IndexOf(lines, "---", 1) : -1;
        if (end < 0)
        {
            throw Fault("---", "must stand alone on the first line and again after the last key");
        }

        var last = "";
        foreach (var line in lines[1..end].Where(line => line.Length > 0))
        {
            if (line[0] == ' ' && last.Length > 0)
            {
                _keys[last] += line[1..];
                continue;
            }

            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0)
            {
                throw Fault(line, "has no colon after the key");
            }

            last = line[..colon].Trim();
            if (!_keys.TryAdd(last, line[(colon + 1)..].Trim()))
            {
                throw Fault(last, "is there twice");
            }
        }

        Part part = new("answer", []);
        foreach (var line in lines[(end + 1)..])
        {
            if (line.StartsWith("## ", StringComparison.Ordinal))
            {
                _parts.Add(part);
                part = new(line[3..].Trim(), []);
            }
            else
            {
                part.Lines.Add(line);
            }
        }

        _parts.Add(part);
    }

    public string Path { get; }

    public IReadOnlyDictionary<string, string> Keys => _keys;

    /// <summary>The text before the first heading, then every heading with its text, in the file's order.</summary>
    public IReadOnlyList<Part> Parts => _parts;

    public static IEnumerable<GuidanceFile> Embedded() => EmbeddedIn("Guidance/");

    /// <summary>The files below a folder; no other is read.</summary>
    public static IEnumerable<GuidanceFile> EmbeddedIn(string folder)
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var name in assembly.GetManifestResourceNames().Order(StringComparer.Ordinal))
        {
            if (name.StartsWith(folder, StringComparison.Ordinal) && name.EndsWith(".md", StringComparison.Ordinal))
            {
                yield return Embedded(name);
            }
        }
    }

    /// <exception cref="InvalidDataException">There is no such file.</exception>
    public static GuidanceFile Embedded(string path)
    {
        using StreamReader reader = new(
            Assembly.GetExecutingAssembly().GetManifestResourceStream(path) ?? throw new InvalidDataException($"{path} is missing."));

        return new GuidanceFile(path, reader.ReadToEnd());
    }

    public string Value(string key) => _keys.TryGetValue(key, out var value) && value.Length > 0 ? value : throw Fault(key, "is missing");

    public IReadOnlyList<string> List(string key) =>
        Value(key).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public DateOnly Date(string key) =>
        DateOnly.TryParseExact(Value(key), "yyyy-MM-dd", out var date) ? date : throw Fault(key, "is not a date like 2026-09-01");

    /// <summary>The date by which somebody has to have looked again, which is after the one on which somebody last did.</summary>
    public DateOnly ReviewBy() => Date("review-by") is var by && by > Date("reviewed") ? by : throw Fault("review-by", "is not after 'reviewed'");

    public void AllowOnly(IReadOnlyCollection<string> keys)
    {
        if (_keys.Keys.FirstOrDefault(key => !keys.Contains(key)) is { } unknown)
        {
            throw Fault(unknown, "is not a key that we know");
        }
    }

    /// <summary>The text under a heading as paragraphs; a line break inside a paragraph means nothing.</summary>
    public string Text(string heading) =>
        _parts.FirstOrDefault(part => part.Heading == heading)?.Paragraphs is { Length: > 0 } text ? text : throw Fault(heading, "has no text");

    public InvalidDataException Fault(string key, string fault) => new($"{Path}: '{key}' {fault}.");

    /// <summary>A heading and what stands under it.</summary>
    internal sealed record Part(string Heading, List<string> Lines)
    {
        private const string Bullet = "- ";

        /// <summary>The lines that start with a dash.</summary>
        public IEnumerable<string> Bullets => Lines.Where(line => line.StartsWith(Bullet, StringComparison.Ordinal)).Select(line => line[Bullet.Length..].Trim());

        /// <summary>The other lines as paragraphs.</summary>
        public string Paragraphs => string.Join("\n\n", string.Join('\n', Lines.Where(line => !line.StartsWith(Bullet, StringComparison.Ordinal)))
            .Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(paragraph => paragraph.Replace('\n', ' ')));

        /// <summary>The lines that start with a dash, each of which has a key and a value.</summary>
        public IEnumerable<(string Key, string Value)> Values(GuidanceFile file) => Bullets.Select(line => line.Split(':', 2, StringSplitOptions.TrimEntries) is [var key, var value]
            ? (key, value)
            : throw file.Fault(line, "has no colon after the key"));
    }
}
