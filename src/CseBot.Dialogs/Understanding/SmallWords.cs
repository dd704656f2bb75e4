namespace CseBot.Dialogs;

/// <summary>Words that carry little by themselves, from <c>Guidance/small-words.md</c>.</summary>
internal static class SmallWords
{
    private const string Path = "Guidance/small-words.md";

    public static IReadOnlySet<string> Load() => GuidanceFile.Embedded(Path).Parts
        .SelectMany(part => part.Bullets)
        .SelectMany(Token.In)
        .Select(token => token.Stem)
        .ToHashSet(StringComparer.Ordinal);
}
