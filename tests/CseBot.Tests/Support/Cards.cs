using System.Text.Json.Nodes;

namespace CseBot.Tests.Support;

/// <summary>Finds the texts of a card, by whether a client would read markup in them.</summary>
internal static class Cards
{
    public static IEnumerable<string> Runs(JsonNode? card) => Objects(card)
        .Where(part => part["type"]?.GetValue<string>() == "TextRun")
        .Select(part => part["text"]!.GetValue<string>());

    /// <summary>Everything but text runs and the data of buttons.</summary>
    public static IEnumerable<string> MarkedUp(JsonNode? card) => Objects(card)
        .Where(part => part["type"]?.GetValue<string>() != "TextRun")
        .SelectMany(part => part)
        .Where(pair => pair.Key != "data")
        .Select(pair => pair.Value)
        .OfType<JsonValue>()
        .Select(value => value.ToString());

    private static IEnumerable<JsonObject> Objects(JsonNode? node) => node switch
    {
        JsonObject part => part.Where(pair => pair.Key != "data").SelectMany(pair => Objects(pair.Value)).Prepend(part),
        JsonArray list => list.SelectMany(Objects),
        _ => [],
    };
}
