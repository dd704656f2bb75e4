using System.Diagnostics;
using System.Globalization;
using CseBot.Dialogs;
using CseBot.Evaluation;
using Spectre.Console;

namespace CseBot.Benchmarks;

/// <summary>How long an answer takes, beside a plain full-text index on the same questions in the same run; and what it costs to start.</summary>
internal static class Understanding
{
    private const int Rounds = 20;

    public static void Run()
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var started = Stopwatch.GetTimestamp();
        var library = GuidanceLibrary.Load();
        var guidance = Stopwatch.GetElapsedTime(started);
        GuidanceMatcher matcher = new(library);
        SignFinder finder = new(library);
        var loaded = Stopwatch.GetElapsedTime(started) - guidance;
        var first = Time(() => matcher.Match("is a new phone a sign?"));
        var held = GC.GetTotalMemory(forceFullCollection: true) - before;
        var questions = Questions.Read();
        string[] asked = [.. questions.Asked.Select(one => one.Q)];
        string[] accounts = [.. questions.Accounts.Select(one => one.Text)];
        using PlainIndex plain = new(library);

        AnsiConsole.MarkupLine(string.Create(
            CultureInfo.InvariantCulture,
            $"To start: the guidance {guidance.TotalMilliseconds:0} ms, what was learned {loaded.TotalMilliseconds:0} ms, the first answer {first:0} ms. Held in memory: {held / 1024 / 1024} MiB."));
        AnsiConsole.WriteLine();

        var table = new Table().Border(TableBorder.Horizontal).AddColumns("Warm, one at a time", "median, ms", "99 in 100, ms", "slowest, ms", "times BM25, median");
        var baseline = Times(asked, question => plain.Match(question));
        Add(table, "BM25 over the entries (SQLite FTS5)", baseline, baseline);
        Add(table, "ask", Times(asked, question => matcher.Match(question)), baseline);
        Add(table, "suggest", Times(accounts, account => finder.Suggest(account)), baseline);
        AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, 120);
        AnsiConsole.Write(table);
    }

    private static double[] Times(string[] texts, Action<string> work)
    {
        foreach (var text in texts)
        {
            work(text);
        }

        return [.. Enumerable.Range(0, Rounds).SelectMany(_ => texts).Select(text => Time(() => work(text))).Order()];
    }

    private static double Time(Action work)
    {
        var started = Stopwatch.GetTimestamp();
        work();

        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    private static void Add(Table table, string what, double[] times, double[] baseline) => table.AddRow(
        what,
        Say(times[times.Length / 2]),
        Say(times[(int)(times.Length * 0.99)]),
        Say(times[^1]),
        (times[times.Length / 2] / baseline[baseline.Length / 2]).ToString("0.0", CultureInfo.InvariantCulture));

    private static string Say(double milliseconds) => milliseconds.ToString("0.000", CultureInfo.InvariantCulture);
}
