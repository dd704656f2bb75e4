namespace CseBot.Dialogs;

/// <summary>Words that people write beside a child's name and that are no part of it, from <c>Guidance/no-names.md</c>.</summary>
public static class NoNames
{
    private const string Path = "Guidance/no-names.md";

    public static IReadOnlySet<string> Load() => GuidanceFile.Embedded(Path).Parts
        .SelectMany(part => part.Bullets)
        .SelectMany(line => line.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        .ToHashSet(StringComparer.OrdinalIgnoreCase);
}
