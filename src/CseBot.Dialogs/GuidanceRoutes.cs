using System.Text.RegularExpressions;

namespace CseBot.Dialogs;

/// <summary>The phrases of <c>Guidance/routes.md</c>: words after which a person must act before anybody reads an answer.</summary>
internal sealed class GuidanceRoutes
{
    private const string Path = "Guidance/routes.md";
    private const string NotAboutNow = "Not about now";

    private static readonly Dictionary<string, QuestionRoute> Headings = new(StringComparer.Ordinal)
    {
        ["Emergency"] = QuestionRoute.Emergency,
        ["Staff allegation"] = QuestionRoute.StaffAllegation,
        ["Disclosure"] = QuestionRoute.Disclosure,
        ["Own distress"] = QuestionRoute.OwnDistress,
    };

    private readonly Dictionary<string, string> _groups = new(StringComparer.Ordinal);
    private readonly List<(QuestionRoute Route, Phrases Phrases)> _routes = [];
    private readonly Phrases _notAboutNow = new([], [], []);

    public GuidanceRoutes(GuidanceFile file)
    {
        foreach (var part in file.Parts.Skip(1))
        {
            string[] lines = [.. part.Lines.Where(line => line.StartsWith("- ", StringComparison.Ordinal)).Select(line => line[2..])];
            if (part.Heading.StartsWith("Group: ", StringComparison.Ordinal))
            {
                _groups[part.Heading["Group: ".Length..]] = Alternatives(lines.SelectMany(line => line.Split(';')));
            }
            else if (part.Heading == "Small words")
            {
                SmallWords = lines.SelectMany(line => line.Split(';')).SelectMany(GuidanceWords.In).Select(GuidanceWords.Stem).ToHashSet(StringComparer.Ordinal);
            }
            else if (part.Heading == NotAboutNow)
            {
                _notAboutNow = Read(file, part.Heading, lines);
            }
            else if (Headings.TryGetValue(part.Heading, out var route))
            {
                _routes.Add((route, Read(file, part.Heading, lines)));
            }
            else
            {
                throw file.Fault(part.Heading, "is not a heading that we know");
            }
        }
    }

    public IReadOnlySet<string> SmallWords { get; } = new HashSet<string>(StringComparer.Ordinal);

    public static GuidanceRoutes Load() => new(GuidanceFile.Embedded().Single(file => file.Path == Path));

    /// <summary>The route that these words call for, or nothing when an answer will do.</summary>
    public QuestionRoute? For(IReadOnlyList<string> words)
    {
        var question = $" {string.Join(' ', words)} ";
        if (_notAboutNow.Match(question))
        {
            return null;
        }

        foreach (var (route, phrases) in _routes)
        {
            if (phrases.Match(question))
            {
                return route;
            }
        }

        return null;
    }

    private Phrases Read(GuidanceFile file, string heading, string[] lines)
    {
        Phrases phrases = new([], [], []);
        foreach (var line in lines)
        {
            var (list, phrase) = line.Split(": ", 2) switch
            {
                ["ignore", var rest] => (phrases.Ignore, rest),
                ["unless", var rest] => (phrases.Unless, rest),
                _ => (phrases.Any, line),
            };
            list.Add(Pattern(file, heading, phrase));
        }

        return phrases;
    }

    private Regex Pattern(GuidanceFile file, string heading, string phrase)
    {
        var parts = phrase.Split(' ').Select(part => part switch
        {
            "..." => @"(?:[^ .]+ ){0,8}",
            ['{', .. var group, '}'] => _groups.GetValueOrDefault(group) ?? throw file.Fault(heading, $"uses the group '{group}', which comes nowhere before it"),
            _ => Word(part),
        });
        return new Regex($" {string.Concat(parts)}", RegexOptions.CultureInvariant);
    }

    private static string Alternatives(IEnumerable<string> choices) =>
        $"(?:{string.Join('|', choices.Select(choice => string.Concat(choice.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Word))))})";

    private static string Word(string word)
    {
        var plain = Regex.Escape(string.Join(' ', GuidanceWords.In(word.TrimEnd('*'))));
        return word.EndsWith('*') ? $"{plain}[^ .]* " : $"{plain} ";
    }

    private sealed record Phrases(List<Regex> Any, List<Regex> Ignore, List<Regex> Unless)
    {
        public bool Match(string question)
        {
            if (Unless.Any(phrase => phrase.IsMatch(question)))
            {
                return false;
            }

            var rest = Ignore.Aggregate(question, (text, phrase) => phrase.Replace(text, " "));
            return Any.Any(phrase => phrase.IsMatch(rest));
        }
    }
}
