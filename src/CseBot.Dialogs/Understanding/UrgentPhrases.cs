using System.Text.RegularExpressions;

namespace CseBot.Dialogs;

/// <summary>The phrases of <c>Guidance/routes.md</c>: words after which a person comes before an answer, whatever was learned.</summary>
internal sealed class UrgentPhrases
{
    private const string Path = "Guidance/routes.md";

    private static readonly Lazy<UrgentPhrases> _ours = new(() => new UrgentPhrases(GuidanceFile.Embedded(Path)));

    private static readonly QuestionRoute[] _routes = [QuestionRoute.Emergency, QuestionRoute.StaffAllegation, QuestionRoute.Disclosure, QuestionRoute.OwnDistress];

    private readonly List<(QuestionRoute Route, Regex Phrase)> _phrases = [];

    public UrgentPhrases(GuidanceFile file)
    {
        foreach (var part in file.Parts.Skip(1))
        {
            var route = Route(part.Heading) ?? throw file.Fault(part.Heading, $"is not one of {string.Join(", ", _routes)}");
            _phrases.AddRange(part.Bullets.Select(phrase => (route, Pattern(file, phrase))));
        }
    }

    public static UrgentPhrases Ours => _ours.Value;

    /// <summary>The route of the first phrase in the file that the text has, if any.</summary>
    public QuestionRoute? In(IReadOnlyList<Token> tokens)
    {
        var text = $" {string.Join(' ', tokens.Select((token, at) => at > 0 && tokens[at - 1].Sentence != token.Sentence ? $". {token.Stem}" : token.Stem))} ";

        return _phrases.FirstOrDefault(one => one.Phrase.IsMatch(text)) is { Phrase: not null, Route: var route } ? route : null;
    }

    private static QuestionRoute? Route(string heading) =>
        Enum.TryParse<QuestionRoute>(heading.Replace(" ", string.Empty, StringComparison.Ordinal), ignoreCase: true, out var route) && _routes.Contains(route) ? route : null;

    private static Regex Pattern(GuidanceFile file, string phrase)
    {
        var parts = phrase.Split("...", StringSplitOptions.TrimEntries).Select(Token.In).ToList();

        return parts.TrueForAll(part => part.Count > 0)
            ? new Regex($" {string.Join(@" (?:[^ .]+ ){0,8}", parts.Select(part => string.Join(' ', part.Select(token => Regex.Escape(token.Stem)))))} ", RegexOptions.CultureInvariant)
            : throw file.Fault(phrase, "needs words before and after '...'");
    }
}
