using System.Text.Json;
using CseBot.Dialogs;

namespace CseBot.Operations;

/// <summary>Names the signs and vulnerabilities in accounts, one line out for every line in. Needs no configuration, and keeps nothing.</summary>
internal sealed class SuggestCommand(TextReader input, TextWriter output)
{
    private static readonly GuidanceLibrary _library = GuidanceLibrary.Load();

    private readonly GuidanceMatcher _matcher = new(_library);
    private readonly SignFinder _finder = new(_library);

    public Task<int> RunAsync(string? account, bool asJson) => Lines.EachAsync(account, input, line => output.WriteLineAsync(Answer(line, asJson)));

    private string Answer(string account, bool asJson)
    {
        var found = _finder.Suggest(account);
        var suggested = new Suggested(
            [.. Ids(GuidanceKind.Sign)],
            [.. Ids(GuidanceKind.Vulnerability)],
            AskCommand.Name(_matcher.Match(account).Route),
            found.ToDictionary(one => one.Entry.Id, one => one.Evidence, StringComparer.Ordinal));

        return asJson
            ? JsonSerializer.Serialize(suggested, AskJson.Readable.Suggested)
            : $"{suggested.Route,-16} {string.Join(", ", found.Select(one => $"{one.Entry.Title} ({one.Entry.Id}: {string.Join(" … ", one.Evidence)})"))}".TrimEnd();

        IEnumerable<string> Ids(GuidanceKind kind) => found.Where(one => one.Entry.Kind == kind).Select(one => one.Entry.Id);
    }
}

internal sealed record Suggested(
    IReadOnlyList<string> Signs, IReadOnlyList<string> Vulnerabilities, string Route, IReadOnlyDictionary<string, IReadOnlyList<string>> Evidence);
