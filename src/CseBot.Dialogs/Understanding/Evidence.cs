namespace CseBot.Dialogs;

/// <summary>The words that a finding rests on.</summary>
internal static class Evidence
{
    /// <summary>Words with less than this share of what the strongest says are not worth showing.</summary>
    private const float LeastOfStrongest = 0.3f;

    /// <param name="worth">How much each word speaks for what was found.</param>
    /// <returns>The words as they were typed, in their order; neighbours together.</returns>
    public static IReadOnlyList<string> In(string text, IReadOnlyList<Token> tokens, float[] worth, int most)
    {
        var strongest = worth.DefaultIfEmpty().Max();
        int[] chosen = [.. Enumerable.Range(0, worth.Length)
            .Where(word => worth[word] > 0 && worth[word] >= LeastOfStrongest * strongest)
            .OrderByDescending(word => worth[word])
            .Take(most)
            .Order()];
        List<string> runs = [];

        for (var at = 0; at < chosen.Length; at++)
        {
            var first = chosen[at];

            while (at + 1 < chosen.Length && chosen[at + 1] == chosen[at] + 1 && tokens[chosen[at + 1]].Sentence == tokens[first].Sentence)
            {
                at++;
            }

            runs.Add(text[tokens[first].Start..tokens[chosen[at]].End]);
        }

        return runs;
    }
}
