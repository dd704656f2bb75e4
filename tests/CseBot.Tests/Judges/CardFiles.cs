using System.Reflection;
using System.Text.Json.Nodes;

namespace CseBot.Tests.Judges;

/// <summary>The card templates and the samples beside them, as they lie in the repository.</summary>
internal static class CardFiles
{
    public static string ProjectFolder { get; } = typeof(CardFiles).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == nameof(ProjectFolder)).Value!;

    public static IReadOnlyDictionary<string, JsonObject> Templates { get; } = Read("cards");

    public static IReadOnlyDictionary<string, JsonObject> Samples { get; } = Read("cards/samples");

    /// <summary>An object and every object within it.</summary>
    public static IEnumerable<JsonObject> Objects(JsonNode? node) => node switch
    {
        JsonObject part => [part, .. part.SelectMany(pair => Objects(pair.Value))],
        JsonArray list => list.SelectMany(Objects),
        _ => [],
    };

    /// <summary>Every text within a node, with the object and the property that hold it.</summary>
    public static IEnumerable<(JsonObject Holder, string Property, string Text)> Texts(JsonNode? node) =>
        from part in Objects(node)
        from pair in part
        where pair.Value is JsonValue value && value.TryGetValue<string>(out _)
        select (part, pair.Key, pair.Value!.GetValue<string>());

    private static Dictionary<string, JsonObject> Read(string folder) => Directory.GetFiles(Path.Combine(ProjectFolder, "../..", folder), "*.json")
        .ToDictionary(file => Path.GetFileNameWithoutExtension(file), file => JsonNode.Parse(File.ReadAllText(file))!.AsObject(), StringComparer.Ordinal);
}
