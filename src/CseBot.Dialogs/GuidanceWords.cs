using System.Text;

namespace CseBot.Dialogs;

/// <summary>Turns what somebody typed in a hurry into words that can be compared.</summary>
internal static class GuidanceWords
{
    /// <summary>Lower case, apostrophes gone, every other mark a gap; the end of a sentence stays as a full stop.</summary>
    public static IReadOnlyList<string> In(string text)
    {
        StringBuilder plain = new(text.Length + 16);
        foreach (var letter in text.Normalize(NormalizationForm.FormKC).ToLowerInvariant())
        {
            if (char.IsLetterOrDigit(letter))
            {
                plain.Append(letter);
            }
            else if (letter is '.' or '?' or '!' or '\n')
            {
                plain.Append(" . ");
            }
            else if (letter is not ('\'' or '\u2018' or '\u2019' or '`' or '\u00b4'))
            {
                plain.Append(' ');
            }
        }

        return plain.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>A light stem: phone and phones, cutting and cut, shared and sharing come out alike. It need not be a word.</summary>
    public static string Stem(string word)
    {
        if (word.Length <= 3)
        {
            return word;
        }

        var stem = word switch
        {
            _ when word.EndsWith("ies", StringComparison.Ordinal) => word[..^3] + "y",
            _ when word.EndsWith('s') && !word.EndsWith("ss", StringComparison.Ordinal) => word[..^1],
            _ => word,
        };
        stem = stem switch
        {
            _ when stem.Length > 5 && stem.EndsWith("ing", StringComparison.Ordinal) => stem[..^3],
            _ when stem.Length > 4 && stem.EndsWith("ed", StringComparison.Ordinal) => stem[..^2],
            _ when stem.Length > 3 && stem.EndsWith('e') => stem[..^1],
            _ => stem,
        };
        return stem.Length > 3 && stem[^1] == stem[^2] ? stem[..^1] : stem;
    }
}
