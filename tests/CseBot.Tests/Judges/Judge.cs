using System.Diagnostics;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CseBot.Tests.Judges;

/// <summary>A template with its data for the official engine, a card for the official parser, or both.</summary>
internal sealed record Case(JsonNode? Template, JsonNode? Data, JsonNode? Card = null);

/// <param name="Expanded">What the official engine makes of the template and its data.</param>
/// <param name="Objections">What the official parser has against the card.</param>
internal sealed record Verdict(JsonNode? Expanded, IReadOnlyList<string> Objections);

/// <summary>Asks Microsoft's own packages, in one Node.js process for all cases.</summary>
internal static class Judge
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What the official Adaptive Cards packages make of cards.</summary>
    public static Task<IReadOnlyList<Verdict>> RuleAsync(IEnumerable<Case> cases) => AskAsync<Case, Verdict>("judge.mjs", cases);

    /// <summary>What Microsoft's schemas have against each manifest of a Teams app, by the version that it says it is of.</summary>
    public static Task<IReadOnlyList<IReadOnlyList<string>>> RuleAsync(IEnumerable<JsonObject> manifests) =>
        AskAsync<JsonObject, IReadOnlyList<string>>("manifest-judge.mjs", manifests);

    private static async Task<IReadOnlyList<TVerdict>> AskAsync<TCase, TVerdict>(string judge, IEnumerable<TCase> cases)
    {
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        using var node = Process.Start(new ProcessStartInfo("node", [Path.Combine(CardFiles.ProjectFolder, "Judges", judge)])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = utf8,
            StandardOutputEncoding = utf8,
        })!;
        var verdicts = node.StandardOutput.ReadToEndAsync();
        var complaint = node.StandardError.ReadToEndAsync();

        await node.StandardInput.WriteAsync(JsonSerializer.Serialize(cases, _json));
        node.StandardInput.Close();
        await node.WaitForExitAsync();

        return node.ExitCode == 0
            ? JsonSerializer.Deserialize<IReadOnlyList<TVerdict>>(await verdicts, _json)!
            : throw new InvalidOperationException(await complaint);
    }
}
