namespace CseBot.Dialogs;

/// <summary>What a question calls for. Everything but an answer or "I can't find this" comes before any reading.</summary>
public enum QuestionRoute
{
    Answer,
    Unknown,
    Emergency,
    Disclosure,
    StaffAllegation,
    OwnDistress,
}

/// <summary>An entry and how well it fits. The score orders entries; it says nothing about a child and is never shown.</summary>
public sealed record ScoredEntry(GuidanceEntry Entry, double Score);

/// <summary>What the bot makes of a question: what it calls for, and the entries that fit, best first.</summary>
public sealed record GuidanceMatch(QuestionRoute Route, IReadOnlyList<ScoredEntry> Entries);

/// <summary>
/// Finds the entries that answer a question by the words they share: single words and pairs, in the title, the other
/// names and the answer, rarer words counting for more (BM25F), and by whole phrases among the other names. It understands
/// nothing, so it finds nothing when little fits.
/// </summary>
public sealed class GuidanceMatcher
{
    private const int Most = 5;
    private const double Saturation = 1.6;
    private const double PairWeight = 0.7;
    private const double PhraseWeight = 2;
    private const double StrangerWeight = 0.5;

    // Measured on the made-up questions beside the tests. Higher floors turn away more that is not ours, and more that is.
    private const double LeastScore = 3.5;
    private const double LeastShare = 0.36;
    private const double LeastOfBest = 0.35;

    private static readonly (double Weight, double LengthPull)[] _fields = [(2.5, 0.3), (2.2, 0.25), (0.9, 0.5)];

    private readonly GuidanceRoutes _routes = GuidanceRoutes.Load();
    private readonly Index _index;

    public GuidanceMatcher(GuidanceLibrary library) => _index = new Index(library.Entries, _routes.SmallWords);

    public GuidanceMatch Match(string question)
    {
        var words = GuidanceWords.In(question);
        var entries = _index.Search(words);
        var route = _routes.For(words) ?? (entries.Count > 0 ? QuestionRoute.Answer : QuestionRoute.Unknown);
        return new GuidanceMatch(route, entries);
    }

    private sealed class Index
    {
        private readonly IReadOnlyList<GuidanceEntry> _entries;
        private readonly IReadOnlySet<string> _smallWords;
        private readonly Dictionary<string, double[]> _weights = new(StringComparer.Ordinal);
        private readonly List<(int Entry, string Phrase, int Words)> _phrases = [];

        public Index(IReadOnlyList<GuidanceEntry> entries, IReadOnlySet<string> smallWords)
        {
            (_entries, _smallWords) = (entries, smallWords);
            for (var i = 0; i < entries.Count; i++)
            {
                _phrases.AddRange(entries[i].Also
                    .Select(GuidanceWords.In)
                    .Where(words => words is [_, _, ..] || (words is [var only] && !smallWords.Contains(GuidanceWords.Stem(only))))
                    .Select(words => (i, Stems(words), words.Count)));
            }

            for (var field = 0; field < _fields.Length; field++)
            {
                var texts = entries.Select(entry => Terms(Text(entry, field)).ToList()).ToList();
                var usual = texts.Average(terms => terms.Count);
                for (var i = 0; i < texts.Count; i++)
                {
                    var (weight, pull) = _fields[field];
                    var share = weight / (1 - pull + (pull * texts[i].Count / usual));
                    foreach (var term in texts[i])
                    {
                        if (!_weights.TryGetValue(term, out var row))
                        {
                            _weights[term] = row = new double[entries.Count];
                        }

                        row[i] += share;
                    }
                }
            }
        }

        public List<ScoredEntry> Search(IReadOnlyList<string> words)
        {
            var scores = new double[_entries.Count];
            var shares = new double[_entries.Count];
            var named = new int[_entries.Count];
            var asked = 0.0;
            foreach (var term in Terms(words).Distinct(StringComparer.Ordinal))
            {
                var pair = term.Contains(' ', StringComparison.Ordinal);
                var row = _weights.GetValueOrDefault(term);
                var rarity = Rarity(row) * (pair ? PairWeight : 1);
                asked += pair ? 0 : row is null ? rarity * StrangerWeight : rarity;
                for (var i = 0; row is not null && i < row.Length; i++)
                {
                    scores[i] += rarity * row[i] / (Saturation + row[i]);
                    shares[i] += pair || row[i] == 0 ? 0 : rarity;
                }
            }

            var question = Stems(words);
            foreach (var (entry, phrase, length) in _phrases.Where(known => question.Contains(known.Phrase, StringComparison.Ordinal)))
            {
                named[entry] = Math.Max(named[entry], length);
            }

            for (var i = 0; i < named.Length; i++)
            {
                scores[i] += PhraseWeight * named[i];
            }

            var best = scores.DefaultIfEmpty().Max();
            return [.. _entries
                .Select((entry, i) => (Entry: entry, Score: scores[i], Share: named[i] > 1 ? 1 : asked > 0 ? shares[i] / asked : 0))
                .Where(found => found.Score >= Math.Max(LeastScore, best * LeastOfBest) && found.Share >= LeastShare)
                .OrderByDescending(found => found.Score)
                .ThenBy(found => found.Entry.Id, StringComparer.Ordinal)
                .Take(Most)
                .Select(found => new ScoredEntry(found.Entry, Math.Round(found.Score, 3)))];
        }

        private static IEnumerable<string> Text(GuidanceEntry entry, int field) => field switch
        {
            0 => GuidanceWords.In(entry.Title),
            1 => entry.Also.SelectMany(also => GuidanceWords.In(also).Append(".")),
            _ => GuidanceWords.In(entry.Answer),
        };

        private static string Stems(IReadOnlyList<string> words) => $" {string.Join(' ', words.Select(GuidanceWords.Stem))} ";

        private double Rarity(double[]? row)
        {
            var holders = row?.Count(weight => weight > 0) ?? 0;
            return Math.Log(1 + ((_entries.Count - holders + 0.5) / (holders + 0.5)));
        }

        /// <summary>Stems, and pairs of neighbours within a sentence; small words are stepped over.</summary>
        private IEnumerable<string> Terms(IEnumerable<string> words)
        {
            string? before = null;
            foreach (var word in words)
            {
                if (word == ".")
                {
                    before = null;
                    continue;
                }

                var stem = GuidanceWords.Stem(word);
                if (_smallWords.Contains(stem))
                {
                    continue;
                }

                yield return stem;
                if (before is not null)
                {
                    yield return $"{before} {stem}";
                }

                before = stem;
            }
        }
    }
}
