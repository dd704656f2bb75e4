using System.Globalization;
using CseBot.Concerns;
using CseBot.Dialogs;

namespace CseBot.Desk;

/// <summary>One line of a school's figures.</summary>
/// <param name="Cells">What it is in each period.</param>
internal sealed record SheetRow(string Label, IReadOnlyList<string> Cells);

/// <summary>Figures in words: the same on a card, in a file and in a terminal.</summary>
internal sealed class FiguresSheet(Wording words)
{
    /// <summary>What a spreadsheet would take for the beginning of a formula.</summary>
    private static readonly char[] _formula = ['=', '+', '-', '@', '\t', '\r', '\n'];

    private static readonly char[] _quoted = ['"', ',', '\r', '\n'];

    public string Name(Period period) => words.Say(
        $"figures.period.{period.First}{period.Last}", ("year", Number(period.First == Term.Autumn ? period.Year : period.Year + 1)), ("next", ((period.Year + 1) % 100).ToString("00", CultureInfo.InvariantCulture)));

    /// <summary>A period and its days.</summary>
    public string Days(Period period) => words.Say("figures.days", ("period", Name(period)), ("from", Day(period.Days.From)), ("to", Day(period.Days.To)));

    public string Say(Count count) => count switch
    {
        { IsExact: true } => Number(count.Least),
        _ when count == Count.Few => words.Say("figures.few"),
        _ => words.Say("figures.range", ("least", Number(count.Least)), ("most", Number(count.Most))),
    };

    public string Name(Figure figure) => words.Say($"figures.{figure}");

    public IReadOnlyList<SheetRow> Rows(IReadOnlyList<Figures> periods)
    {
        List<SheetRow> rows = [.. Enum.GetValues<Figure>().Select(figure => Row(Name(figure), one => Say(one.Counts[figure])))];

        rows.InsertRange(
            (int)Figure.NotAcknowledged + 1,
            [Row(words.Say("figures.median"), one => Say(one.Median)), Row(words.Say("figures.ninetieth"), one => Say(one.Ninetieth))]);

        return
        [
            .. rows,
            Row(words.Say("figures.drills"), one => Number(one.Drills.Held)),
            Row(words.Say("figures.drills.reached"), one => Share(one.Drills.Reached)),
            Row(words.Say("figures.drills.acknowledged"), one => Share(one.Drills.Acknowledged)),
        ];

        SheetRow Row(string label, Func<Figures, string> say) => new(label, [.. periods.Select(say)]);
    }

    /// <summary>The line above the lines of any number of schools.</summary>
    public string CsvHeading => Line(words.Say("figures.csv.school"), words.Say("figures.csv.period"), words.Say("figures.csv.from"), words.Say("figures.csv.to"), words.Say("figures.csv.figure"), words.Say("figures.csv.number"));

    /// <summary>A line for each figure and period.</summary>
    public IEnumerable<string> Csv(School school, IReadOnlyList<Figures> periods) =>
        from pair in periods.Select((figures, column) => (figures.Period, Column: column))
        from row in Rows(periods)
        select Line(school.Id, Name(pair.Period), Date(pair.Period.Days.From), Date(pair.Period.Days.To), row.Label, row.Cells[pair.Column]);

    private string Say(TimeSpan? time) => time switch
    {
        null => words.Say("figures.too-few"),
        { TotalHours: < 1 } soon => words.Say("figures.minutes", ("minutes", Number(soon.Minutes))),
        { TotalDays: < 1 } some => words.Say("figures.hours", ("hours", Number(some.Hours)), ("minutes", Number(some.Minutes))),
        { } days => words.Say("figures.whole-days", ("days", Number(days.Days)), ("hours", Number(days.Hours))),
    };

    private string Share(int? percent) => percent is { } share ? words.Say("figures.share", ("percent", Number(share))) : words.Say("figures.none-held");

    /// <summary>A line that no spreadsheet takes for anything but text and numbers.</summary>
    private static string Line(params IEnumerable<string> cells) => string.Join(',', cells.Select(Cell));

    private static string Cell(string text)
    {
        var safe = text.Length > 0 && _formula.Contains(text[0]) ? $"'{text}" : text;

        return safe.IndexOfAny(_quoted) < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Day(DateOnly day) => day.ToString("d MMM yyyy", CultureInfo.GetCultureInfo("en-GB"));

    private static string Date(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);
}
