using System.Runtime.InteropServices;
using System.Text;

namespace CseBot.Dialogs;

/// <summary>A word as somebody typed it, made comparable: lower case, without apostrophes and endings.</summary>
/// <param name="Start">Where it begins in the text, and <paramref name="End"/> where it has ended.</param>
/// <param name="Sentence">The number of the sentence that it is in.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Token(string Word, string Stem, int Start, int End, int Sentence)
{
    /// <summary>The words of a text. Letters and digits part; a letter three times and more counts as twice.</summary>
    public static List<Token> In(string text)
    {
        List<Token> tokens = [];
        StringBuilder word = new();
        var (start, end, sentence, wordsBefore) = (0, 0, 0, 0);

        for (var at = 0; at <= text.Length; at++)
        {
            var letter = at < text.Length ? char.ToLowerInvariant(text[at]) : ' ';

            if (IsApostrophe(letter) && word.Length > 0)
            {
                continue;
            }

            var isOfWord = char.IsLetterOrDigit(letter);

            if (word.Length > 0 && (!isOfWord || char.IsDigit(letter) != char.IsDigit(word[^1])))
            {
                var whole = Usual(word.ToString());
                tokens.Add(new Token(whole, StemOf(whole), start, end, sentence));
                word.Clear();
            }

            if (isOfWord)
            {
                start = word.Length == 0 ? at : start;
                end = at + 1;

                if (word.Length < 2 || letter != word[^1] || letter != word[^2] || char.IsDigit(letter))
                {
                    word.Append(letter);
                }
            }
            else if (letter is '.' or '?' or '!' or '\n' && tokens.Count > wordsBefore)
            {
                (sentence, wordsBefore) = (sentence + 1, tokens.Count);
            }
        }

        return tokens;
    }

    /// <summary>A light stem: phone and phones, cutting and cut, shared and sharing come out alike. It need not be a word.</summary>
    private static string StemOf(string word)
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

    /// <summary>Y9, Yr 9 and Year 9 are one.</summary>
    private static string Usual(string word) => word is "y" or "yr" or "yrs" or "yo" ? "year" : word;

    private static bool IsApostrophe(char letter) => letter is '\'' or '\u2018' or '\u2019' or '`' or '\u00b4';
}
