namespace CseBot.Dialogs;

/// <summary>Words that mean much the same, from <c>Guidance/concepts.md</c>: a Corsa is a car, a fella a man.</summary>
internal sealed class Concepts
{
    private const string Path = "Guidance/concepts.md";
    private const int LongestPhrase = 6;

    private readonly Dictionary<ulong, int[]> _byPhrase = [];
    private readonly List<string> _names = [];

    public Concepts(GuidanceFile file)
    {
        Dictionary<ulong, HashSet<int>> found = [];

        foreach (var (name, words) in file.Parts.SelectMany(part => part.Values(file)))
        {
            if (_names.Contains(name))
            {
                throw file.Fault(name, "is there twice");
            }

            foreach (var phrase in words.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                var tokens = Token.In(phrase);

                if (tokens.Count is 0 or > LongestPhrase)
                {
                    throw file.Fault(name, $"has '{phrase}': up to {LongestPhrase} words are understood");
                }

                var key = tokens.Aggregate(Hash.Seed, (hash, token) => Hash.Add(hash, token.Stem));
                found.TryAdd(key, []);
                found[key].Add(_names.Count);
            }

            _names.Add(name);
        }

        _byPhrase = found.ToDictionary(pair => pair.Key, pair => pair.Value.Order().ToArray());
    }

    public static Concepts Load() => new(GuidanceFile.Embedded(Path));

    /// <summary>For each word the concepts that it is part of, if any. A phrase never goes across a sentence's end.</summary>
    public SortedSet<int>?[] In(IReadOnlyList<Token> tokens)
    {
        var concepts = new SortedSet<int>?[tokens.Count];

        for (var first = 0; first < tokens.Count; first++)
        {
            var key = Hash.Seed;

            for (var last = first; last < tokens.Count && last < first + LongestPhrase && tokens[last].Sentence == tokens[first].Sentence; last++)
            {
                key = Hash.Add(key, tokens[last].Stem);

                if (_byPhrase.TryGetValue(key, out var meant))
                {
                    for (var word = first; word <= last; word++)
                    {
                        (concepts[word] ??= []).UnionWith(meant);
                    }
                }
            }
        }

        return concepts;
    }
}
