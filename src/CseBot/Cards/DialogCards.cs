using System.Text.Json.Nodes;

namespace CseBot.Cards;

/// <summary>Cards as a Teams dialog shows them: one at a time, and with the buttons of old clients, because it has no others (protocol 3.6.3).</summary>
internal static class DialogCards
{
    /// <summary>Several cards as one, one below the other.</summary>
    public static JsonObject Joined(IReadOnlyList<JsonObject> cards)
    {
        var joined = cards[^1].DeepClone().AsObject();
        joined["body"] = new JsonArray([.. cards.SelectMany(card => card["body"]?.AsArray() ?? []).Select(part => part?.DeepClone())]);

        return joined;
    }

    /// <summary>The card with each button replaced by the one that old clients use.</summary>
    public static JsonObject ForDialog(JsonObject card) => Old(card)!.AsObject();

    private static JsonNode? Old(JsonNode? node) => node switch
    {
        JsonObject part when part["type"]?.GetValue<string>() == "Action.Execute" && part["fallback"] is JsonObject fallback => Old(fallback),
        JsonObject part => new JsonObject(part.Select(pair => KeyValuePair.Create(pair.Key, Old(pair.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Old)]),
        _ => node?.DeepClone(),
    };
}
