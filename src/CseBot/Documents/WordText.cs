using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using DocumentFormat.OpenXml;
using W = DocumentFormat.OpenXml.Wordprocessing;

namespace CseBot.Documents;

/// <summary>Text as Word holds it. Nothing is lost but what XML 1.0 has no way to say, and where something was stays to be seen.</summary>
internal static partial class WordText
{
    // Hebrew, Arabic and the scripts between them, and the forms in which some of their letters are joined.
    private const string RightToLeft = @"\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC";

    /// <summary><paramref name="text"/> with U+FFFD for each character, and each half of one, that XML 1.0 does not allow.</summary>
    public static string Clean(string text) => string.Concat(text.EnumerateRunes()
        .Select(rune => rune.IsBmp && !XmlConvert.IsXmlChar((char)rune.Value) ? Rune.ReplacementChar : rune));

    /// <summary><paramref name="text"/> where there is room for one line and no formatting.</summary>
    public static string OneLine(string text) => Ends().Replace(Clean(text), " ");

    /// <summary>Whether the first letter of <paramref name="text"/> belongs to a script that runs from right to left, and the paragraph with it.</summary>
    public static bool RunsRightToLeft(string text) => BeginsRightToLeft().IsMatch(text);

    /// <summary>The runs that hold <paramref name="text"/>, in its order. Only a paragraph that runs from right to left has more than one: what runs the other way in it stands apart.</summary>
    public static IEnumerable<W.Run> Runs(string text)
    {
        var clean = Clean(text);

        if (!RunsRightToLeft(clean))
        {
            yield return Run(clean);
            yield break;
        }

        var at = 0;

        foreach (Match other in LeftToRight().Matches(clean))
        {
            yield return Turned(clean[at..other.Index]);
            yield return Run(other.Value);
            at = other.Index + other.Length;
        }

        yield return Turned(clean[at..]);
    }

    private static W.Run Turned(string text)
    {
        var run = Run(text);
        run.PrependChild(new W.RunProperties(new W.RightToLeftText()));

        return run;
    }

    private static W.Run Run(string text) => new(Parts().Matches(text).Select(part => part.Value[0] switch
    {
        '\r' or '\n' => (OpenXmlElement)new W.Break(),
        '\t' => new W.TabChar(),
        _ => new W.Text(part.Value) { Space = SpaceProcessingModeValues.Preserve },
    }));

    [GeneratedRegex(@"\r\n|[\r\n\t]|[^\r\n\t]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parts();

    [GeneratedRegex(@"\r\n|[\r\n\t]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Ends();

    [GeneratedRegex($@"\A\P{{L}}*[\p{{L}}-[^{RightToLeft}]]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex BeginsRightToLeft();

    [GeneratedRegex($@"[\p{{L}}-[{RightToLeft}]](?:[^{RightToLeft}]*[\p{{L}}\p{{Nd}}-[{RightToLeft}]])?", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LeftToRight();
}
