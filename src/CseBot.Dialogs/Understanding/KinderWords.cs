namespace CseBot.Dialogs;

/// <summary>Words that somebody wrote, and a way to say it that blames no child.</summary>
public sealed record KinderWord(string Written, string Instead);

/// <summary>Offers kinder words for the writer's own view. Nothing is ever changed, and a child's words and an account are never looked at (design 2, rule 4).</summary>
public sealed class KinderWords
{
    private const string File = "Guidance/language.md";

    private readonly (string Phrase, string Instead)[] _phrases;

    internal KinderWords(GuidanceFile file) => _phrases =
    [
        .. file.Parts.SelectMany(part => part.Values(file))
            .SelectMany(pair => pair.Key.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(phrase => (Phrase.Normal(phrase), pair.Value))),
    ];

    public static KinderWords Load() => new(GuidanceFile.Embedded(File));

    public IReadOnlyList<KinderWord> In(string typed)
    {
        var said = $" {Phrase.Normal(typed)} ";

        return [.. _phrases.Where(pair => said.Contains($" {pair.Phrase} ", StringComparison.Ordinal)).Select(pair => new KinderWord(pair.Phrase, pair.Instead)).DistinctBy(word => word.Instead)];
    }

    /// <summary>Whether what should be a name is only its first letters: somebody may read it years from now.</summary>
    public static bool AreInitials(string name)
    {
        var letters = Phrase.Normal(name.Split(',')[0]).Split(' ', StringSplitOptions.RemoveEmptyEntries);

        return letters.Length > 0
            && letters.Where(word => !word.Any(char.IsDigit)).ToArray() is { Length: > 0 } words
            && (words.All(word => word.Length == 1) || (words is [{ Length: <= 3 } only] && name.Trim().StartsWith(only, StringComparison.OrdinalIgnoreCase) && name.Trim()[..only.Length].All(char.IsUpper)));
    }
}
