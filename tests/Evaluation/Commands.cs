using System.Globalization;
using CseBot.Dialogs;
using Spectre.Console;

namespace CseBot.Evaluation;

/// <summary>What can be asked of the evaluation.</summary>
internal static class Commands
{
    private const int Parts = 4;

    public static string LearnedFile { get; } = Path.Combine(Root.Folder, "src", "CseBot.Dialogs", "Guidance", "learned.bin");

    public static int Learn()
    {
        var examples = Examples.Read();
        var learned = Watched($"{examples.All.Count} examples", progress => Teacher.Teach(examples, examples.All, progress));
        using var file = File.Create(LearnedFile);
        learned.Write(file);
        AnsiConsole.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Learned from {examples.All.Count} examples: {learned.Rows} features, {file.Length / 1024} KiB. Build again, so that the bot has it."));

        return 0;
    }

    public static int Measure(bool wrong)
    {
        var library = GuidanceLibrary.Load();
        var questions = Questions.Read();
        GuidanceMatcher matcher = new(library);
        SignFinder finder = new(library);
        Report.Write(("the bot", Measured.Of(matcher, finder, questions)), ("BM25, plain words", PlainIndex.Measure(library, questions)));

        if (wrong)
        {
            Report.WriteWrong(matcher, finder, questions);
        }

        return 0;
    }

    public static int HoldOut(bool wrong)
    {
        var examples = Examples.Read();
        var library = GuidanceLibrary.Load();
        var features = Features.Load();
        string[] voices = [.. examples.All.Select(one => one.Voice).Where(voice => voice != Example.Ours).Distinct().Order(StringComparer.Ordinal)];

        for (var part = 0; part < Parts; part++)
        {
            var held = voices.Where((_, at) => at % Parts == part).ToHashSet();
            var learned = Watched($"without {string.Join(", ", held)}", progress => Teacher.Teach(examples, [.. examples.All.Where(one => !held.Contains(one.Voice))], progress));
            GuidanceMatcher matcher = new(library, features, learned);
            SignFinder finder = new(library, features, learned);
            var questions = Questions.Of([.. examples.All.Where(one => held.Contains(one.Voice))]);
            Report.Write((string.Join(", ", held), Measured.Of(matcher, finder, questions)), ("those who wrote the questions", Measured.Of(matcher, finder, Questions.Read())));

            if (wrong)
            {
                Report.WriteWrong(matcher, finder, questions);
            }
        }

        return 0;
    }

    private static T Watched<T>(string what, Func<Action<string>, T> work) => AnsiConsole.Profile.Capabilities.Interactive
        ? AnsiConsole.Status().Start(what, status => work(step => status.Status($"{what}: {step}")))
        : work(_ => { });
}
