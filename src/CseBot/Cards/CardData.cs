using System.Text.Json.Nodes;

namespace CseBot.Cards;

/// <summary>The shapes that every template's data is made of.</summary>
internal static class CardData
{
    public static JsonObject Button(string title, string verb, JsonObject data)
    {
        data["verb"] = verb;

        return new JsonObject { ["title"] = title, ["verb"] = verb, ["data"] = data };
    }

    public static JsonObject Choice(string title, string value) => new() { ["title"] = title, ["value"] = value };

    public static JsonArray List(IEnumerable<JsonObject> items) => new([.. items]);

    public static JsonArray Lines(params IEnumerable<string> lines) => List(lines.Select(line => new JsonObject { ["text"] = line }));

    /// <summary>Something that was written by a person, and what it is. It is only ever shown as it was typed, in a run without markup.</summary>
    public static JsonObject Section(string label, string words, params IEnumerable<JsonObject> buttons) =>
        new() { ["label"] = label, ["words"] = words, ["actions"] = List(buttons) };
}
