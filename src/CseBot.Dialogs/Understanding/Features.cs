using System.Runtime.InteropServices;

namespace CseBot.Dialogs;

/// <summary>What kind of thing a feature is. Each kind counts as much in a long question as in a short one.</summary>
internal enum FeatureKind
{
    Word,
    Phrase,
    Concept,
    Letters,
    ConceptPair,
}

/// <summary>Something that a text has, such as a word, two neighbours or a meaning, and the words in which it was found.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Feature(ulong Id, FeatureKind Kind, int First, int Last);

/// <summary>Takes a text apart into what can be learned from: words, neighbours, meanings, and runs of letters for what is misspelt.</summary>
internal sealed class Features(Concepts concepts, IReadOnlySet<string> smallWords)
{
    /// <summary>Raise this when the features of a text change: what was learned from others is worth nothing then.</summary>
    public const int Version = 1;

    private const int ShortestSpelt = 4;
    private const int FewestLetters = 3;
    private const int MostLetters = 5;

    /// <summary>How many words that carry something may lie between two meanings that belong together.</summary>
    private const int Near = 6;

    private static readonly Lazy<Features> _ours = new(Load);

    /// <summary>The features that the bot knows texts by, read once.</summary>
    public static Features Ours => _ours.Value;

    public static Features Load() => new(Concepts.Load(), SmallWords.Load());

    /// <summary>Whether a word says something by itself.</summary>
    public bool Carries(Token token) => !smallWords.Contains(token.Stem);

    public List<Feature> In(IReadOnlyList<Token> tokens)
    {
        List<Feature> found = new(tokens.Count * 16);
        var meant = concepts.In(tokens);

        for (var at = 0; at < tokens.Count; at++)
        {
            var word = Hash.Add(Hash.Seed, tokens[at].Stem);
            found.Add(new Feature(Hash.Add(word, 'w'), FeatureKind.Word, at, at));

            if (IsOneSentence(tokens, at, at + 1))
            {
                var two = Hash.Add(word, tokens[at + 1].Stem);
                found.Add(new Feature(Hash.Add(two, 'n'), FeatureKind.Phrase, at, at + 1));

                if (IsOneSentence(tokens, at, at + 2))
                {
                    found.Add(new Feature(Hash.Add(Hash.Add(two, tokens[at + 2].Stem), 'n'), FeatureKind.Phrase, at, at + 2));
                }
            }

            foreach (var concept in meant[at] ?? [])
            {
                found.Add(new Feature(Hash.Add(Hash.Add(Hash.Seed, concept), 'c'), FeatureKind.Concept, at, at));
            }

            AddLetters(found, tokens[at].Word, at);
        }

        AddPairs(found, tokens, meant);

        return found;
    }

    private static bool IsOneSentence(IReadOnlyList<Token> tokens, int first, int last) => last < tokens.Count && tokens[first].Sentence == tokens[last].Sentence;

    private static void AddLetters(List<Feature> found, string word, int at)
    {
        if (word.Length < ShortestSpelt)
        {
            return;
        }

        var bounded = $" {word} ".AsSpan();

        for (var length = FewestLetters; length <= MostLetters; length++)
        {
            for (var from = 0; from + length <= bounded.Length; from++)
            {
                found.Add(new Feature(Hash.Add(Hash.Add(Hash.Seed, bounded.Slice(from, length)), 'l'), FeatureKind.Letters, at, at));
            }
        }
    }

    /// <summary>Words that carry something, beside the next and the one after: what stands between them does not matter.</summary>
    private void AddPairs(List<Feature> found, IReadOnlyList<Token> tokens, SortedSet<int>?[] meant)
    {
        int[] carrying = [.. Enumerable.Range(0, tokens.Count).Where(at => meant[at] is not null || Carries(tokens[at]))];

        for (var one = 0; one + 1 < carrying.Length; one++)
        {
            var (first, next) = (carrying[one], carrying[one + 1]);
            found.Add(new Feature(Hash.Add(Hash.Add(Hash.Add(Hash.Seed, tokens[first].Stem), tokens[next].Stem), 's'), FeatureKind.Phrase, first, next));

            foreach (var other in carrying.Skip(one + 1).Take(Near).TakeWhile(other => tokens[other].Sentence == tokens[first].Sentence))
            {
                foreach (var here in meant[first] ?? [])
                {
                    foreach (var there in meant[other] ?? [])
                    {
                        if (here != there)
                        {
                            var pair = Hash.Add(Hash.Add(Hash.Seed, Math.Min(here, there)), Math.Max(here, there));
                            found.Add(new Feature(Hash.Add(pair, 'p'), FeatureKind.ConceptPair, first, other));
                        }
                    }
                }
            }
        }
    }
}
