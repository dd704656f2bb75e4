using System.Globalization;
using CseBot.Dialogs;
using Spectre.Console;

namespace CseBot.Evaluation;

/// <summary>The figures as a table.</summary>
internal static class Report
{
    public static void Write(params IReadOnlyList<(string Name, Measured Figures)> columns)
    {
        var table = new Table().Border(TableBorder.Horizontal).AddColumn("Measured");

        foreach (var (name, _) in columns)
        {
            table.AddColumn(name);
        }

        Add("right entry first", figures => Say(figures.First));

        foreach (var kind in columns.SelectMany(column => column.Figures.FirstByKind.Keys).Distinct())
        {
            Add($"  {kind}", figures => figures.FirstByKind.TryGetValue(kind, out var rate) ? Say(rate) : string.Empty);
        }

        Add("among the first three", figures => Say(figures.AmongThree));
        Add("answered what is not ours", figures => Say(figures.WrongAnswers));

        foreach (var route in columns.SelectMany(column => column.Figures.Recognised.Keys).Distinct())
        {
            Add($"recognised: {route}", figures => figures.Recognised.TryGetValue(route, out var rate) ? Say(rate) : string.Empty);
        }

        Add("given its own route", figures => Say(figures.RightRoute));
        Add("false alarms, near misses", figures => Say(figures.FalseAlarms));
        Add("false alarms, questions", figures => Say(figures.FalseAlarmsOfQuestions));
        Add("signs: precision", figures => Say(figures.Precision));
        Add("signs: recall", figures => Say(figures.Recall));
        Add("signs: micro-F1", figures => figures.F1.ToString("0.000", CultureInfo.InvariantCulture));
        AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, 120);
        AnsiConsole.Write(table);

        void Add(string what, Func<Measured, string> say) => table.AddRow([new Text(what), .. columns.Select(column => new Text(say(column.Figures)))]);
    }

    public static void WriteWrong(GuidanceMatcher matcher, SignFinder finder, Questions questions)
    {
        foreach (var (one, match) in questions.Asked.Select(one => (one, matcher.Match(one.Q))))
        {
            var found = string.Join(' ', match.Entries.Take(3).Select(entry => string.Create(CultureInfo.InvariantCulture, $"{entry.Entry.Id}:{entry.Score:0.00}")));

            if (one.Accept.Count == 0 ? match.Entries.Count > 0 : match.Entries is not [var first, ..] || !one.Accept.Contains(first.Entry.Id))
            {
                Console.WriteLine($"ask: {string.Join(' ', one.Accept)} <> {found} <- {one.Q}");
            }

            if (match.Route is not (QuestionRoute.Answer or QuestionRoute.Unknown))
            {
                Console.WriteLine($"alarm: {match.Route} <- {one.Q}");
            }
        }

        foreach (var (one, route) in questions.Routed.Select(one => (one, Measured.Name(matcher.Match(one.Q).Route))).Where(pair => pair.one.Route != (pair.Item2 is "answer" or "unknown" ? "none" : pair.Item2)))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"route: {one.Route} <> {route} ({matcher.Urgency(one.Q):0.00}) <- {one.Q}"));
        }

        foreach (var one in questions.Accounts)
        {
            var found = finder.Suggest(one.Text).Where(found => found.Entry.Kind == GuidanceKind.Sign).Select(found => found.Entry.Id).ToList();

            if (!found.ToHashSet().SetEquals(one.Signs))
            {
                Console.WriteLine($"signs: missed {string.Join(' ', one.Signs.Except(found))}; added {string.Join(' ', found.Except(one.Signs))} <- {one.Text}");
            }
        }
    }

    private static string Say(Rate rate) => rate.All == 0 ? string.Empty : string.Create(CultureInfo.InvariantCulture, $"{rate.Share:0.000}  {rate.Of} of {rate.All}");
}
