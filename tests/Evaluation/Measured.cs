using System.Runtime.InteropServices;
using CseBot.Dialogs;

namespace CseBot.Evaluation;

/// <summary>How often something was so, of how many.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Rate(int Of, int All)
{
    public double Share => All == 0 ? 0 : (double)Of / All;

    public static Rate Count<T>(IReadOnlyCollection<T> all, Func<T, bool> isSo) => new(all.Count(isSo), all.Count);

    public static Rate operator +(Rate one, Rate other) => new(one.Of + other.Of, one.All + other.All);
}

/// <summary>How well a matcher does on questions whose answers are known.</summary>
/// <param name="First">The right entry came first.</param>
/// <param name="AmongThree">The right entry was among the first three.</param>
/// <param name="WrongAnswers">A question that is not ours was answered.</param>
/// <param name="Recognised">By route: something urgent was recognised as urgent.</param>
/// <param name="RightRoute">Something urgent was given its own route.</param>
/// <param name="FalseAlarms">A message that needs only an answer was taken for something urgent.</param>
/// <param name="Precision">Of the signs that were suggested, those that are there.</param>
/// <param name="Recall">Of the signs that are there, those that were suggested.</param>
internal sealed record Measured(
    Rate First,
    Rate AmongThree,
    IReadOnlyDictionary<string, Rate> FirstByKind,
    Rate WrongAnswers,
    IReadOnlyDictionary<string, Rate> Recognised,
    Rate RightRoute,
    Rate FalseAlarms,
    Rate FalseAlarmsOfQuestions,
    Rate Precision,
    Rate Recall)
{
    public double F1 => Precision.Of == 0 ? 0 : 2 * Precision.Share * Recall.Share / (Precision.Share + Recall.Share);

    public Rate RecognisedAtAll => Recognised.Values.Aggregate(default(Rate), (sum, one) => sum + one);

    public static Measured Of(GuidanceMatcher matcher, SignFinder finder, Questions questions)
    {
        var asked = questions.Asked.AsParallel().AsOrdered().Select(one => (One: one, Match: matcher.Match(one.Q))).ToList();
        var ours = asked.Where(one => one.One.Accept.Count > 0).ToList();
        var notOurs = asked.Where(one => one.One.Accept.Count == 0).ToList();
        var routed = questions.Routed.AsParallel().AsOrdered().Select(one => (One: one, Route: Name(matcher.Match(one.Q).Route))).ToList();
        var urgent = routed.Where(one => one.One.Route != "none").ToList();
        var calm = routed.Where(one => one.One.Route == "none").ToList();
        var accounts = questions.Accounts.AsParallel().AsOrdered().Select(one => (
            Right: one.Signs.Order(StringComparer.Ordinal).ToList(),
            Found: finder.Suggest(one.Text).Where(found => found.Entry.Kind == GuidanceKind.Sign).Select(found => found.Entry.Id).ToList())).ToList();

        return new Measured(
            Rate.Count(ours, one => IsAmong(one, 1)),
            Rate.Count(ours, one => IsAmong(one, 3)),
            ours.GroupBy(one => one.One.Kind).ToDictionary(kind => kind.Key, kind => Rate.Count([.. kind], one => IsAmong(one, 1))),
            Rate.Count(notOurs, one => one.Match.Entries.Count > 0),
            urgent.GroupBy(one => one.One.Route).ToDictionary(kind => kind.Key, kind => Rate.Count([.. kind], one => IsUrgent(one.Route))),
            Rate.Count(urgent, one => one.Route == one.One.Route),
            Rate.Count(calm, one => IsUrgent(one.Route)),
            Rate.Count(asked, one => IsUrgent(Name(one.Match.Route))),
            new Rate(accounts.Sum(one => one.Found.Count(one.Right.Contains)), accounts.Sum(one => one.Found.Count)),
            new Rate(accounts.Sum(one => one.Right.Count(one.Found.Contains)), accounts.Sum(one => one.Right.Count)));
    }

    public static string Name(QuestionRoute route) => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(route.ToString());

    private static bool IsUrgent(string route) => route is not ("answer" or "unknown");

    private static bool IsAmong((AskedQuestion One, GuidanceMatch Match) asked, int first) =>
        asked.Match.Entries.Take(first).Any(entry => asked.One.Accept.Contains(entry.Entry.Id));
}
