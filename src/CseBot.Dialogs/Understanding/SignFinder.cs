namespace CseBot.Dialogs;

/// <summary>A sign or vulnerability that an account seems to state, and the words that it rests on. It is offered; only a person ticks it.</summary>
public sealed record Suggestion(GuidanceEntry Entry, double Score, IReadOnlyList<string> Evidence);

/// <summary>Reads an account and names the signs and vulnerabilities in it, sentence by sentence.</summary>
public sealed class SignFinder
{
    internal const string SignsHead = "signs";

    private const int MostWords = 8;

    // Measured by tests/Evaluation on voices that were held out of learning.
    private const double LeastScore = 0.35;

    private readonly Features _features;
    private readonly Learned _learned;
    private readonly int _head;
    private readonly GuidanceEntry[] _entries;

    public SignFinder(GuidanceLibrary library)
        : this(library, Features.Ours, Learned.Ours)
    {
    }

    internal SignFinder(GuidanceLibrary library, Features features, Learned learned)
    {
        (_features, _learned, _head) = (features, learned, learned.HeadOf(SignsHead));
        _entries = [.. learned.Heads[_head].Labels.Select(id => library.Find(id) ?? throw new InvalidDataException($"What was learned names '{id}', and there is no entry with that id."))];
    }

    /// <returns>What was found, the best first.</returns>
    public IReadOnlyList<Suggestion> Suggest(string account) => Suggest(account, LeastScore);

    internal IReadOnlyList<Suggestion> Suggest(string account, double least)
    {
        Dictionary<int, Suggestion> found = [];

        foreach (var sentence in Token.In(account).GroupBy(token => token.Sentence))
        {
            Token[] tokens = [.. sentence];
            var weighed = _learned.Weigh(_features.In(tokens));
            var meanings = _learned.Read(weighed);
            var shares = _learned.Shares(_head, meanings);

            for (var label = 0; label < shares.Length; label++)
            {
                if (shares[label] >= least && !(found.TryGetValue(label, out var before) && before.Score >= shares[label]))
                {
                    found[label] = new Suggestion(_entries[label], Math.Round(shares[label], 4), Evidence.In(account, tokens, _learned.Worth(_head, label, weighed, meanings, tokens.Length), MostWords));
                }
            }
        }

        return [.. found.OrderByDescending(pair => pair.Value.Score).ThenBy(pair => pair.Key).Select(pair => pair.Value)];
    }
}
