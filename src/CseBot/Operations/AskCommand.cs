using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using CseBot.Dialogs;

namespace CseBot.Operations;

/// <summary>Answers questions on the command line, one line out for every line in. Needs no configuration, and keeps nothing.</summary>
internal sealed class AskCommand(TextReader input, TextWriter output)
{
    private const int Most = 5;

    private readonly GuidanceMatcher _matcher = new(GuidanceLibrary.Load());

    public Task<int> RunAsync(string? question, bool asJson) => Lines.EachAsync(question, input, line => AnswerAsync(line, asJson));

    public static string Name(QuestionRoute route) => JsonNamingPolicy.KebabCaseLower.ConvertName(route.ToString());

    private Task AnswerAsync(string question, bool asJson)
    {
        var match = _matcher.Match(question);
        var entries = match.Entries.Take(Most).Select(entry => new AskedEntry(entry.Entry.Id, Math.Round(entry.Score, 4)));
        var asked = new Asked(question, Name(match.Route), [.. entries]);

        return output.WriteLineAsync(asJson
            ? JsonSerializer.Serialize(asked, AskJson.Readable.Asked)
            : $"{asked.Route,-16} {string.Join(", ", match.Entries.Select(entry => $"{entry.Entry.Title} ({entry.Entry.Id})"))}".TrimEnd());
    }
}

internal sealed record Asked(string Question, string Route, IReadOnlyList<AskedEntry> Entries);

internal sealed record AskedEntry(string Id, double Score);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Asked))]
[JsonSerializable(typeof(Suggested))]
internal sealed partial class AskJson : JsonSerializerContext
{
    public static AskJson Readable { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
