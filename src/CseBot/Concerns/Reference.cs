using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace CseBot.Concerns;

/// <summary>What a concern is called everywhere. It says nothing about the concern, and the next cannot be guessed from the last (design 6).</summary>
internal static partial class Reference
{
    /// <summary>No letter or digit that can be read as another, and no vowel, so no word.</summary>
    public const string Alphabet = "CDFGHJKMNPQRTVWX34679";

    public const int Length = 5;

    /// <summary>Nothing was written down before.</summary>
    private const int FirstYear = 2026;

    public static string Next(string prefix, DateTimeOffset now) => string.Create(
        CultureInfo.InvariantCulture, $"{prefix}-{TimeZoneInfo.ConvertTime(now, School.Zone).Year}-{RandomNumberGenerator.GetString(Alphabet, Length)}");

    /// <summary>Whether something that is called a reference is shaped like one.</summary>
    public static bool Is(string reference) => Shape().IsMatch(reference);

    /// <summary>The reference that somebody has typed, however it is written; nothing where there is none.</summary>
    public static string? In(string typed) => Mention().Match(typed.ToUpperInvariant()) is { Success: true, Value: var reference } ? reference : null;

    /// <summary>
    /// The references that somebody may have typed, whole or without their beginning: the year alone, or five characters. Without a year it may be of any year until now.
    /// </summary>
    public static IReadOnlyList<string> Typed(string typed, string prefix, DateTimeOffset now) => (In(typed), Ending().Match(typed.Trim().ToUpperInvariant())) switch
    {
        ({ } reference, _) => [reference],
        (_, { Success: true } ending) when ending.Groups["year"] is { Success: true, Value: var year } => [$"{prefix}-{year}-{ending.Groups["code"].Value}"],
        (_, { Success: true } ending) => [.. Enumerable.Range(FirstYear, School.Local(now).Year - FirstYear + 1).Select(year => string.Create(CultureInfo.InvariantCulture, $"{prefix}-{year}-{ending.Groups["code"].Value}"))],
        _ => [],
    };

    [GeneratedRegex($@"\A(?:(?<year>[0-9]{{4}})-)?(?<code>[{Alphabet}]{{5}})\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Ending();

    [GeneratedRegex($@"\b[A-Z]{{1,8}}-[0-9]{{4}}-[{Alphabet}]{{5}}\b", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Mention();

    [GeneratedRegex($@"\A[A-Z]{{1,8}}-[0-9]{{4}}-[{Alphabet}]{{5}}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Shape();
}
