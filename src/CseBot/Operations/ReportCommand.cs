using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using CseBot.Concerns;
using CseBot.Desk;
using Spectre.Console;

namespace CseBot.Operations;

/// <param name="School">The one school, or all of them.</param>
/// <param name="Days">Whole terms or school years that are over; nothing: the last ones.</param>
internal sealed record ReportAsked(string? School, Days? Days, bool AsJson, bool AsCsv);

/// <summary>Says a school's figures, of whole terms and school years alone: of other days, somebody could subtract.</summary>
internal sealed class ReportCommand(TermFigures figures, FiguresSheet sheet, IDirectory directory, Terminal terminal)
{
    private const int WrongUse = 2;

    /// <summary>How many periods a "no" names.</summary>
    private const int Named = 6;

    public async Task<int> RunAsync(ReportAsked asked, CancellationToken cancellationToken)
    {
        List<(School School, IReadOnlyList<Figures> Periods)> found = [];

        foreach (var configured in directory.Configured.Where(school => asked.School is null || school.Id == asked.School))
        {
            var school = await directory.SchoolAsync(configured.Id, cancellationToken);

            if (await PeriodsAsync(school, asked.Days, cancellationToken) is not { } periods)
            {
                return WrongUse;
            }

            found.Add((school, periods));
        }

        if (found.Count == 0)
        {
            await terminal.Error.WriteLineAsync($"No school has this id. There are: {string.Join(", ", directory.Configured.Select(school => school.Id))}.");
            return WrongUse;
        }

        if (asked.AsCsv)
        {
            await terminal.SayAsync(sheet.CsvHeading);
        }

        foreach (var (school, periods) in found)
        {
            await SayAsync(asked, school, periods);
        }

        return 0;
    }

    /// <returns>Nothing where the days are not whole periods; that has been said.</returns>
    private async Task<IReadOnlyList<Figures>?> PeriodsAsync(School school, Days? days, CancellationToken cancellationToken)
    {
        if (days is not { } asked)
        {
            return await figures.LastAsync(school, cancellationToken);
        }

        var all = await figures.SinceAsync(school, asked.From, cancellationToken);
        Figures[] within = [.. all.Where(one => one.Period.Days.From >= asked.From && one.Period.Days.To <= asked.To)];

        if (within is [var first, ..] && first.Period.Days.From == asked.From && within[^1].Period.Days.To == asked.To)
        {
            return within;
        }

        var there = string.Join("; ", all.TakeLast(Named).Select(one => $"--from {Date(one.Period.Days.From)} --to {Date(one.Period.Days.To)}"));
        await terminal.Error.WriteLineAsync($"{school.Name}: figures are of whole terms or school years that are over, and a term with few concerns is only shown with the rest of its year. These would do, or several together: {there}.");

        return null;
    }

    private async Task SayAsync(ReportAsked asked, School school, IReadOnlyList<Figures> periods)
    {
        if (asked.AsJson)
        {
            foreach (var line in periods.SelectMany(one => ReportLine.Of(school, one)))
            {
                await terminal.SayAsync(JsonSerializer.Serialize(line, ReportJson.Default.ReportLine));
            }
        }
        else if (asked.AsCsv)
        {
            foreach (var line in sheet.Csv(school, periods))
            {
                await terminal.SayAsync(line);
            }
        }
        else if (periods.Count == 0)
        {
            terminal.Console.WriteLine($"{school.Name}: there are no figures yet. They come once a term is over, or the school year where there are few concerns.");
        }
        else
        {
            terminal.Console.Write(Table(school, periods));
        }
    }

    private Table Table(School school, IReadOnlyList<Figures> periods)
    {
        var table = new Table().Title(new TableTitle(Markup.Escape(school.Name))).AddColumn("Figure");

        foreach (var one in periods)
        {
            table.AddColumn(Markup.Escape($"{sheet.Name(one.Period)}\n{Date(one.Period.Days.From)} to {Date(one.Period.Days.To)}"));
        }

        foreach (var row in sheet.Rows(periods))
        {
            table.AddRow([new Text(row.Label), .. row.Cells.Select(cell => new Text(cell))]);
        }

        return table;
    }

    private static string Date(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);
}

/// <summary>One figure of one period, for scripts: what it is at least and at most. Neither: it is not shown.</summary>
internal sealed record ReportLine(string School, DateOnly From, DateOnly To, string Figure, int? Least, int? Most)
{
    public static IEnumerable<ReportLine> Of(School school, Figures figures)
    {
        foreach (var figure in Enum.GetValues<Figure>())
        {
            yield return new ReportLine(
                school.Id, figures.Period.Days.From, figures.Period.Days.To, JsonNamingPolicy.KebabCaseLower.ConvertName(figure.ToString()), figures.Counts[figure].Least, figures.Counts[figure].Most);
        }

        yield return One("median-minutes", (int?)figures.Median?.TotalMinutes);
        yield return One("ninetieth-minutes", (int?)figures.Ninetieth?.TotalMinutes);
        yield return One("drills", figures.Drills.Held);
        yield return One("drills-reached-percent", figures.Drills.Reached);
        yield return One("drills-acknowledged-percent", figures.Drills.Acknowledged);

        ReportLine One(string figure, int? number) => new(school.Id, figures.Period.Days.From, figures.Period.Days.To, figure, number, number);
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ReportLine))]
internal sealed partial class ReportJson : JsonSerializerContext;
