using System.Text.Json.Nodes;
using CseBot.Cards;
using CseBot.Concerns;
using CseBot.Dialogs;

namespace CseBot.Desk;

/// <summary>The figures of a school as cards. What a lock screen shows is always the same two words.</summary>
internal sealed class FiguresCards(CardLibrary cards, Wording words, FiguresSheet sheet)
{
    public const string ShowVerb = "figures";
    public const string CsvVerb = "figures-csv";
    public const string ShutVerb = "figures-shut";

    private static readonly Figure[] _drawn = [Figure.Now, Figure.Today, Figure.SameDay];

    /// <summary>What a lock screen may show.</summary>
    public string Summary => words.Say("figures.heading");

    /// <summary>The table, and a chart where Teams draws one.</summary>
    /// <param name="school">The school.</param>
    /// <param name="periods">At most as many as fit beside each other, the oldest first.</param>
    public JsonObject Figures(School school, IReadOnlyList<Figures> periods)
    {
        var series = _drawn.Select(figure => Series(figure, periods)).ToArray();

        return cards.Bind("figures", new JsonObject
        {
            ["fallback"] = Summary,
            ["heading"] = Summary,
            ["school"] = school.Name,
            ["about"] = CardData.Lines([.. periods.Select(one => sheet.Days(one.Period)), .. periods.Count == 0 ? [words.Say("figures.none")] : Array.Empty<string>(), words.Say("figures.by-year", ("fewest", $"{Concerns.Figures.FewestByTerm}"))]),
            ["hasFigures"] = periods.Count > 0,
            ["hasChart"] = series.Any(one => one["values"]!.AsArray().Count > 0),
            ["chartTitle"] = words.Say("figures.chart"),
            ["chartInstead"] = words.Say("figures.chart.instead"),
            ["series"] = CardData.List(series),
            ["columns"] = CardData.Lines(periods.Select(one => sheet.Name(one.Period))),
            ["figureLabel"] = words.Say("figures.csv.figure"),
            ["rows"] = CardData.List(sheet.Rows(periods).Select(row => new JsonObject { ["label"] = row.Label, ["cells"] = CardData.Lines(row.Cells) })),
            ["note"] = words.Say("figures.note"),
            ["actions"] = CardData.List([.. periods.Count > 0 ? [Button("figures.as-csv", CsvVerb, school)] : Array.Empty<JsonObject>(), Button("action.shut", ShutVerb, school)]),
        });
    }

    /// <summary>The same as text that can be copied into a file.</summary>
    public JsonObject Csv(School school, IReadOnlyList<Figures> periods) => cards.Bind("figures-csv", new JsonObject
    {
        ["fallback"] = Summary,
        ["heading"] = Summary,
        ["help"] = words.Say("figures.csv"),
        ["lines"] = CardData.Lines([sheet.CsvHeading, .. sheet.Csv(school, periods)]),
        ["actions"] = CardData.List([Button("figures.show", ShowVerb, school), Button("action.shut", ShutVerb, school)]),
    });

    /// <summary>What may lie in a chat: no figure, and the way to them.</summary>
    public JsonObject Shut(School school) => cards.Bind("answered", new JsonObject
    {
        ["fallback"] = Summary,
        ["heading"] = Summary,
        ["actions"] = CardData.List([CardData.Button(words.Say("figures.show-of", ("school", school.Name)), ShowVerb, About(school))]),
    });

    /// <summary>How high the bars of one kind are. What is not shown as a number has no bar.</summary>
    private JsonObject Series(Figure figure, IReadOnlyList<Figures> periods) => new()
    {
        ["legend"] = sheet.Name(figure),
        ["values"] = CardData.List(periods
            .Where(one => one.Counts[figure].IsExact)
            .Select(one => new JsonObject { ["x"] = sheet.Name(one.Period), ["y"] = one.Counts[figure].Least })),
    };

    private JsonObject Button(string title, string verb, School school) => CardData.Button(words.Say(title), verb, About(school));

    private static JsonObject About(School school) => new() { ["school"] = school.Id };
}
