namespace CseBot.Dialogs;

/// <summary>What a question calls for. Everything but an answer or "I can't find this" comes before any reading.</summary>
public enum QuestionRoute
{
    Answer,
    Unknown,
    Emergency,
    Disclosure,
    StaffAllegation,
    OwnDistress,
}

/// <summary>An entry and how well it fits, from 0 to 1. The score orders entries; it says nothing about a child and is never shown.</summary>
public sealed record ScoredEntry(GuidanceEntry Entry, double Score);

/// <summary>What the bot makes of a question: what it calls for, and the entries that fit, best first.</summary>
/// <param name="IsSure">Whether the first entry stands out from the others.</param>
public sealed record GuidanceMatch(QuestionRoute Route, IReadOnlyList<ScoredEntry> Entries, bool IsSure);

/// <summary>
/// Finds the entries that answer a question, and notices when it is not a question any more. It compares the words, the meanings and
/// the spelling of a text with what it learned from examples: always the same, within the process, keeping nothing.
/// </summary>
public sealed class GuidanceMatcher
{
    internal const string EntriesHead = "entries";
    internal const string RoutesHead = "routes";

    /// <summary>The label of what is not ours to answer, and that of a question that needs no person first.</summary>
    internal const string None = "none";
    internal const string Calm = "answer";

    private const int Most = 5;
    private const int MostWords = 8;
    private const int FewestSmallWords = 3;

    // Measured by tests/Evaluation.
    private const double LeastUrgent = 0.31;
    private const double LeastUrgentOfStrange = 0.45;
    private const double Strange = 0.5;
    private const double LeastUrgentWithPhrase = 0.02;
    private const double MostStrange = 0.25;
    private const double LeastScore = 0.02;
    private const double SureScore = 0.4;
    private const double SureLead = 1.5;

    private readonly Features _features;
    private readonly Learned _learned;
    private readonly int _entriesHead;
    private readonly int _routesHead;
    private readonly GuidanceEntry?[] _entries;
    private readonly QuestionRoute?[] _routes;
    private readonly int _none;
    private readonly UrgentPhrases _phrases = UrgentPhrases.Ours;

    public GuidanceMatcher(GuidanceLibrary library)
        : this(library, Features.Ours, Learned.Ours)
    {
    }

    internal GuidanceMatcher(GuidanceLibrary library, Features features, Learned learned)
    {
        (_features, _learned) = (features, learned);
        (_entriesHead, _routesHead) = (learned.HeadOf(EntriesHead), learned.HeadOf(RoutesHead));
        _entries = [.. learned.Heads[_entriesHead].Labels.Select(library.Find)];
        _none = learned.Heads[_entriesHead].Labels.ToList().IndexOf(None);
        _routes = [.. learned.Heads[_routesHead].Labels.Select(label => label == Calm ? (QuestionRoute?)null : Enum.Parse<QuestionRoute>(label.Replace("-", string.Empty, StringComparison.Ordinal), ignoreCase: true))];
    }

    public GuidanceMatch Match(string question)
    {
        var tokens = Token.In(question);
        var weighed = _learned.Weigh(_features.In(tokens));

        if (!IsUnderstood(tokens, weighed))
        {
            return new GuidanceMatch(QuestionRoute.Unknown, [], IsSure: false);
        }

        var meanings = _learned.Read(weighed);
        var shares = _learned.Shares(_entriesHead, meanings);
        var entries = Entries(shares);
        var isSure = entries is [var first, ..] && first.Score >= SureScore && (entries.Count == 1 || first.Score >= SureLead * entries[1].Score);

        return new GuidanceMatch(Urgent(tokens, meanings, isStrange: shares[_none] > Strange) ?? (entries.Count > 0 ? QuestionRoute.Answer : QuestionRoute.Unknown), entries, isSure);
    }

    /// <summary>Which words of a question made it think of an entry, as they were typed, in their order.</summary>
    public IReadOnlyList<string> Why(string question, string entryId)
    {
        var label = _learned.Heads[_entriesHead].Labels.ToList().IndexOf(entryId);

        if (label < 0)
        {
            return [];
        }

        var tokens = Token.In(question);
        var weighed = _learned.Weigh(_features.In(tokens));

        return Evidence.In(question, tokens, _learned.Worth(_entriesHead, label, weighed, _learned.Read(weighed), tokens.Count), MostWords);
    }

    /// <summary>How urgent a text seems, from 0 to 1, for measuring.</summary>
    internal double Urgency(string question) => 1 - Calmness(_learned.Shares(_routesHead, _learned.Read(_learned.Weigh(_features.In(Token.In(question))))));

    /// <summary>Whether there is anything to go by: one word that says something, or a few of those that do not.</summary>
    private bool IsUnderstood(List<Token> tokens, List<Known> weighed)
    {
        var words = weighed.Where(one => one.Kind == FeatureKind.Word && one.First >= 0).ToList();

        return words.Count >= FewestSmallWords || words.Exists(one => _features.Carries(tokens[one.First]));
    }

    private List<ScoredEntry> Entries(float[] shares)
    {
        if (shares[_none] > MostStrange)
        {
            return [];
        }

        return
        [
            .. Enumerable.Range(0, shares.Length)
                .Where(label => _entries[label] is not null && shares[label] >= LeastScore)
                .OrderByDescending(label => shares[label])
                .ThenBy(label => label)
                .Take(Most)
                .Select(label => new ScoredEntry(_entries[label]!, Math.Round(shares[label], 4))),
        ];
    }

    private QuestionRoute? Urgent(IReadOnlyList<Token> tokens, IReadOnlyList<float[]> meanings, bool isStrange)
    {
        var shares = _learned.Shares(_routesHead, meanings);
        var urgency = 1 - Calmness(shares);

        // What is plainly not ours to answer, such as a lost lanyard, has to sound more urgent before it is taken so.
        var least = isStrange ? LeastUrgentOfStrange : LeastUrgent;
        var phrase = urgency >= LeastUrgentWithPhrase ? _phrases.In(tokens) : null;

        return phrase switch
        {
            QuestionRoute.Emergency => phrase,
            _ when urgency >= least => _routes[Enumerable.Range(0, shares.Length).Where(label => _routes[label] is not null).MaxBy(label => shares[label])],
            _ => phrase,
        };
    }

    private double Calmness(float[] shares) => shares[Array.IndexOf(_routes, null)];
}
