using Spectre.Console;

namespace CseBot.Operations;

/// <summary>Where a command says what it found. Progress and colours are for somebody who watches, and never for a file or a pipe.</summary>
internal sealed class Terminal
{
    /// <summary>Wide enough that a table in a file is not folded.</summary>
    private const int WidthOfFiles = 240;

    private readonly TextWriter _output;

    public Terminal(TextWriter output, TextWriter error)
    {
        (_output, Error) = (output, error);
        var to = new AnsiConsoleOutput(output);
        Console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = to,
            Ansi = to.IsTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
        });

        if (!IsWatched)
        {
            Console.Profile.Width = WidthOfFiles;
        }
    }

    public IAnsiConsole Console { get; }

    public TextWriter Error { get; }

    public bool IsWatched => Console.Profile.Out.IsTerminal;

    public Task SayAsync(string line) => _output.WriteLineAsync(line);

    /// <summary>Does something that takes long, and shows how far it is.</summary>
    /// <param name="total">How many steps there are, as far as is known.</param>
    /// <param name="work">Given what to call after each step.</param>
    public Task<T> ProgressAsync<T>(string what, int total, bool quiet, Func<Action, Task<T>> work) => !IsWatched || quiet
        ? work(() => { })
        : Console.Progress().AutoClear(true).StartAsync(progress =>
        {
            var task = progress.AddTask(what, maxValue: Math.Max(total, 1));

            return work(() => task.Increment(1));
        });
}
