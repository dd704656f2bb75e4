using System.Text.Json;

namespace CseBot.Evaluation;

/// <summary>A question whose answers are known; none when it is not ours.</summary>
internal sealed record AskedQuestion(string Q, IReadOnlyList<string> Accept, string Kind);

/// <summary>A message whose route is known; <c>none</c> when it is an answer or "I can't find this".</summary>
internal sealed record RoutedMessage(string Q, string Route);

/// <summary>An account whose signs are known.</summary>
internal sealed record JudgedAccount(string Text, IReadOnlyList<string> Signs, bool Immediate);

/// <summary>What is measured on, and never learned from.</summary>
internal sealed record Questions(IReadOnlyList<AskedQuestion> Asked, IReadOnlyList<RoutedMessage> Routed, IReadOnlyList<JudgedAccount> Accounts)
{
    public static Questions Read() => new(Lines<AskedQuestion>("ask"), Lines<RoutedMessage>("urgent"), Lines<JudgedAccount>("concerns"));

    /// <summary>Examples that were held out of learning, in the same shape.</summary>
    public static Questions Of(IReadOnlyList<Example> held) => new(
        [.. held.Where(one => one.Entries is not null && one.Voice != Example.Ours).Select(one => new AskedQuestion(one.Text, one.Entries!, "held out"))],
        [.. held.Where(one => one.Entries is null && one.Signs is null).Select(one => new RoutedMessage(one.Text, one.Route is null or "answer" ? "none" : one.Route))],
        [.. held.Where(one => one.Entries is null && one.Signs is not null).Select(one => new JudgedAccount(one.Text, one.Signs!, Immediate: false))]);

    private static T[] Lines<T>(string file) =>
        [.. File.ReadLines(Path.Combine(Root.Folder, "tests", "Evaluation", "data", $"{file}.jsonl")).Select(line => JsonSerializer.Deserialize<T>(line, JsonSerializerOptions.Web)!)];
}
