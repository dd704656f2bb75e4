using System.Text.Json;
using Spectre.Console;

namespace CseBot.Operations;

/// <summary>Tells an operator what was found: a table at the end, or for scripts one JSON object a line as it is found.</summary>
internal static class CheckReport
{
    private const int WidthOfAFile = 160;

    /// <returns>The exit code: 1 when anything is wrong.</returns>
    public static async Task<int> WriteAsync(IAsyncEnumerable<Check> checks, TextWriter output, bool asJson)
    {
        List<Check> found = [];

        if (asJson)
        {
            await foreach (var check in checks)
            {
                found.Add(check);
                await output.WriteLineAsync(JsonSerializer.Serialize(check, CheckJson.Readable.Check));
            }
        }
        else
        {
            var terminal = new Terminal(output, TextWriter.Null);
            var console = terminal.Console;

            if (terminal.IsWatched)
            {
                await console.Status().StartAsync("Looking…", status => CollectAsync(checks, found, check => status.Status(Markup.Escape($"{check.What} ✓"))));
            }
            else
            {
                console.Profile.Width = WidthOfAFile;
                await CollectAsync(checks, found, _ => { });
            }

            console.Write(Table(found));
            await WriteWhatToDoAsync(found, output);
        }

        return found.Exists(check => check.State == CheckState.Wrong) ? 1 : 0;
    }

    private static async Task CollectAsync(IAsyncEnumerable<Check> checks, List<Check> found, Action<Check> progress)
    {
        await foreach (var check in checks)
        {
            found.Add(check);
            progress(check);
        }
    }

    private static Table Table(IEnumerable<Check> checks)
    {
        var table = new Table().Border(TableBorder.Horizontal).AddColumn("What").AddColumn("State").AddColumn("What to do");

        foreach (var check in checks)
        {
            table.AddRow(new Text(check.What), new Text(Name(check.State), Style(check.State)), new Text(check.Says));
        }

        return table;
    }

    private static string Name(CheckState state) => state switch
    {
        CheckState.Ok => "ok",
        CheckState.Weak => "weak",
        _ => "wrong",
    };

    private static Style Style(CheckState state) => state switch
    {
        CheckState.Ok => Color.Green,
        CheckState.Weak => Color.Yellow,
        _ => new Style(Color.Red, decoration: Decoration.Bold),
    };

    /// <summary>Steps and settings as they are to be copied: no table breaks them into lines.</summary>
    private static async Task WriteWhatToDoAsync(IEnumerable<Check> checks, TextWriter output)
    {
        foreach (var check in checks.Where(check => check.Steps is not null || check.Set is not null))
        {
            await output.WriteLineAsync();
            await output.WriteLineAsync(check.Steps is null ? $"Set for {check.What}:" : $"What an administrator has to do for {check.What}:");

            foreach (var (number, step) in (check.Steps ?? []).Index())
            {
                await output.WriteLineAsync($"{number + 1}. {step}");
            }

            foreach (var (key, value) in check.Set ?? new Dictionary<string, string>(StringComparer.Ordinal))
            {
                await output.WriteLineAsync($"{key} = {value}");
            }
        }
    }
}
