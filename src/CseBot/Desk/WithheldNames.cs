using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CseBot.Dialogs;

namespace CseBot.Desk;

/// <summary>
/// Takes the names of other children out of what was written, for the file of one. A name is found whole and by each of its words, in any case, with or without accents,
/// and in the possessive. A word that is part of the child's own name as well stays, unless it stands beside one that is not.
/// </summary>
internal sealed partial class WithheldNames
{
    private static readonly HashSet<string> _noNames = [.. NoNames.Load().Select(Key)];

    private readonly Wording _words;
    private readonly HashSet<string> _own;
    private readonly OtherName[] _others;

    /// <param name="words">What stands in the place of a name.</param>
    /// <param name="own">What the child of the file is called; nothing where nobody knows.</param>
    /// <param name="others">What the other children are called.</param>
    public WithheldNames(Wording words, string? own, IEnumerable<string> others)
    {
        _words = words;
        _own = Keys(own ?? string.Empty);
        _others = [.. others.Where(name => !Keys(name).IsSubsetOf(_own)).Select(Other)];
    }

    /// <summary>What was written, to the letter, apart from the names.</summary>
    public string From(string text)
    {
        Match[] found = [.. Word().Matches(text).AsEnumerable()];
        var without = new StringBuilder(text.Length);
        var copied = 0;

        for (var at = 0; at < found.Length; at++)
        {
            if (found[at].Index < copied || _others.Select(other => Find(text, found, at, copied, other)).FirstOrDefault(span => span.Length > 0) is not { Length: > 0 } name)
            {
                continue;
            }

            without.Append(text, copied, name.Start - copied).Append(_words.Say(name.IsPossessive ? "handover.another-childs" : "handover.another-child"));
            copied = name.Start + name.Length;
        }

        return without.Append(text, copied, text.Length - copied).ToString();
    }

    /// <summary>Where a name stands that a word belongs to, with the words of it that stand beside; of no length where it is no name.</summary>
    private Span Find(string text, Match[] found, int at, int from, OtherName other)
    {
        if (other.Telling.Count == 0)
        {
            var isTyped = string.CompareOrdinal(text, found[at].Index, other.Typed, 0, other.Typed.Length) == 0 && found.Any(word => word.Index + word.Length == found[at].Index + other.Typed.Length);

            return isTyped ? Ended(text, found[at].Index, found[at].Index + other.Typed.Length, isPossessive: false) : default;
        }

        if (!Tells(other, found[at], text))
        {
            return default;
        }

        var (first, last) = (at, at);

        while (first > 0 && found[first - 1].Index >= from && Joins(text, found[first - 1], found[first]) && other.All.Contains(Key(found[first - 1].Value)))
        {
            first--;
        }

        while (last + 1 < found.Length && Joins(text, found[last], found[last + 1]) && Belongs(other, Key(found[last + 1].Value)))
        {
            last++;
        }

        return Ended(text, found[first].Index, found[last].Index + found[last].Length, IsPossessive(other, Key(found[last].Value)));
    }

    private static Span Ended(string text, int start, int end, bool isPossessive) => !isPossessive && ApostropheS().Match(text, end) is { Success: true } suffix
        ? new Span(start, end + suffix.Length - start, IsPossessive: true)
        : new Span(start, end - start, isPossessive);

    /// <summary>Whether a word by itself tells who another child is. A letter does where it is a capital and stands alone.</summary>
    private bool Tells(OtherName other, Match word, string text) => Key(word.Value) switch
    {
        var key when _own.Contains(key) => false,
        { Length: 1 } key => other.All.Contains(key) && char.IsUpper(word.Value[0]) && !IsApostrophe(text, word.Index - 1) && !IsApostrophe(text, word.Index + word.Length),
        var key => other.Telling.Contains(key) || IsPossessive(other, key),
    };

    private bool Belongs(OtherName other, string key) => other.All.Contains(key) || (IsPossessive(other, key) && !_own.Contains(key));

    /// <summary>Whether a word is a name with an <c>s</c> and no apostrophe, as people type it.</summary>
    private static bool IsPossessive(OtherName other, string key) => key.EndsWith('S') && !other.All.Contains(key) && other.Telling.Contains(key[..^1]);

    private OtherName Other(string name)
    {
        var all = Keys(name);
        Match[] found = [.. Word().Matches(name).AsEnumerable()];

        return new OtherName(
            name[found[0].Index..(found[^1].Index + found[^1].Length)],
            all,
            [.. all.Where(word => word.Length > 1 && !_noNames.Contains(word) && !_own.Contains(word))]);
    }

    private static HashSet<string> Keys(string name) => [.. Word().Matches(name).Select(word => Key(word.Value))];

    /// <summary>A word as it is compared: in capitals, without accents.</summary>
    private static string Key(string word) => string.Concat(word.Normalize(NormalizationForm.FormKD).Where(letter => CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark))
        .ToUpperInvariant();

    private static bool Joins(string text, Match one, Match next) => Between().IsMatch(text[(one.Index + one.Length)..next.Index]);

    private static bool IsApostrophe(string text, int at) => at >= 0 && at < text.Length && text[at] is '\'' or '’';

    [GeneratedRegex(@"\p{L}[\p{L}\p{M}]*", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();

    [GeneratedRegex(@"\A[\s'’-]*\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Between();

    [GeneratedRegex(@"\G['’][sS](?![\p{L}\p{M}])", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ApostropheS();

    /// <param name="Typed">As it was given, from its first letter to its last.</param>
    /// <param name="All">Its words, as they are compared.</param>
    /// <param name="Telling">Those that tell who it is by themselves. None: it is found only whole, and as it was typed.</param>
    private sealed record OtherName(string Typed, HashSet<string> All, HashSet<string> Telling);

    private readonly record struct Span(int Start, int Length, bool IsPossessive);
}
