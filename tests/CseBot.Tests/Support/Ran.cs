using System.Text.Json.Nodes;

namespace CseBot.Tests.Support;

/// <summary>What a command came to.</summary>
internal sealed record Ran(int ExitCode, string Output, string Error)
{
    /// <summary>What it said with --json.</summary>
    public IReadOnlyList<JsonObject> Lines => [.. Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!.AsObject())];
}
