using System.Globalization;

namespace CseBot.Dialogs;

/// <summary>The year that a class is in, as far as its name says so.</summary>
public static class SchoolYear
{
    private const int Last = 13;
    private static readonly string[] _ofAnAge = ["age", "aged", "old", "yo", "yrs", "years", "months"];
    private static readonly string[] _beforeYearOne = ["reception", "nursery", "eyfs", "preschool", "foundation"];

    /// <returns>The year, with 0 for reception and nursery; <see langword="null"/> when the words name none, or several, or an age.</returns>
    /// <param name="written">What somebody wrote for a class.</param>
    /// <param name="isBareEnough">Whether a number alone is a year. Beside a name it may be an age.</param>
    public static int? In(string? written, bool isBareEnough = true)
    {
        var words = Phrase.Normal(written ?? string.Empty).Split(' ', StringSplitOptions.RemoveEmptyEntries);

        return !words.Intersect(_ofAnAge).Any() && words.Where(word => isBareEnough || !word.All(char.IsAsciiDigit)).Select(Year).OfType<int>().Distinct().ToArray() is [var only] ? only : null;
    }

    /// <summary>9, 9B, y9, yr9, year9 or reception.</summary>
    private static int? Year(string word)
    {
        if (_beforeYearOne.Contains(word) || word is "yr" or "r")
        {
            return word is "yr" or "r" ? null : 0;
        }

        var digits = word.TrimStart("year".ToCharArray());
        var end = digits.TakeWhile(char.IsAsciiDigit).Count();

        return end is 1 or 2
            && digits.Length - end <= 2
            && int.Parse(digits.AsSpan(0, end), CultureInfo.InvariantCulture) is >= 1 and <= Last and var year
                ? year
                : null;
    }
}
