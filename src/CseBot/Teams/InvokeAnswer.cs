using System.Text.Json.Nodes;

namespace CseBot.Teams;

/// <summary>The answer to a press: always HTTP 200, with the real status inside (protocol 3.6.1). Never empty.</summary>
internal sealed record InvokeAnswer(int StatusCode, string Type, JsonNode Value)
{
    /// <summary>A card that takes the pressed one's place, for the person who pressed.</summary>
    public static InvokeAnswer Card(JsonObject card) => new(200, OutgoingAttachment.AdaptiveCard, card);

    /// <summary>A line shown to the person who pressed, that leaves the card as it was.</summary>
    public static InvokeAnswer Message(string line) => new(200, "application/vnd.microsoft.activity.message", line);

    /// <summary>Something went wrong; <paramref name="line"/> tells the person what to do.</summary>
    public static InvokeAnswer Error(int statusCode, string code, string line) =>
        new(statusCode, "application/vnd.microsoft.error", new JsonObject { ["code"] = code, ["message"] = line });
}
