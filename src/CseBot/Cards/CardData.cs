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
    public static JsonObject Section(string label, string words, params IEnumerable<JsonObject> buttons) => Section(label, words, heading: null, hint: null, buttons);

    /// <param name="label">What it is.</param>
    /// <param name="words">Exactly as typed.</param>
    /// <param name="heading">What begins with it, if anything does.</param>
    /// <param name="hint">A line of ours beneath it.</param>
    /// <param name="buttons">What can be done with it.</param>
    public static JsonObject Section(string label, string words, string? heading, string? hint, params IEnumerable<JsonObject> buttons) => new()
    {
        ["hasHeading"] = heading is not null,
        ["heading"] = heading,
        ["label"] = label,
        ["words"] = words,
        ["hasHint"] = hint is not null,
        ["hint"] = hint,
        ["actions"] = List(buttons),
    };
}
