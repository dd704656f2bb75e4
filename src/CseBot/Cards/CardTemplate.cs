using System.Text;
using System.Text.Json.Nodes;

namespace CseBot.Cards;

/// <summary>An Adaptive Card template: three features of the official templating language, <c>${path}</c>, <c>$when</c> and <c>$data</c> (protocol 4.6).</summary>
/// <remarks>
/// Binding replaces JSON values, never JSON text, so nothing that is bound can become part of the card's structure. Anything the binder does
/// not know it refuses: a card that is not certain is not sent.
/// </remarks>
internal sealed class CardTemplate(string name, JsonObject template)
{
    private const string When = "$when";
    private const string Data = "$data";

    /// <exception cref="CardFault">The template names something that is not in <paramref name="data"/>, or uses what we do not support.</exception>
    public JsonObject Bind(JsonObject data) => BindNode(template, data, data)?.AsObject()
        ?? throw new CardFault(name, "its root was left out.");

    private JsonNode? BindNode(JsonNode? node, JsonNode? scope, JsonObject root) => node switch
    {
        JsonObject part when part.ContainsKey(Data) => throw new CardFault(name, "$data is on an object that is not in a list."),
        JsonObject part => BindObject(part, scope, root),
        JsonArray list => BindArray(list, scope, root),
        JsonValue value when value.TryGetValue<string>(out var text) => BindText(text, scope, root),
        _ => node?.DeepClone(),
    };

    /// <summary>The bound object, or <see langword="null"/> when its <c>$when</c> is false.</summary>
    private JsonObject? BindObject(JsonObject part, JsonNode? scope, JsonObject root)
    {
        if (part.TryGetPropertyValue(When, out var when) && !IsTrue(when, scope, root))
        {
            return null;
        }

        var bound = new JsonObject();

        foreach (var (property, value) in part.Where(pair => pair.Key is not (When or Data)))
        {
            var filled = BindNode(value, scope, root);

            if (value is not JsonObject || filled is not null)
            {
                bound.Add(property, filled);
            }
        }

        return bound;
    }

    private JsonArray BindArray(JsonArray list, JsonNode? scope, JsonObject root)
    {
        var bound = new JsonArray();

        foreach (var item in list)
        {
            if (item is JsonObject part && part.TryGetPropertyValue(Data, out var data))
            {
                foreach (var one in Scopes(data, scope, root))
                {
                    Keep(BindObject(part, one, root));
                }
            }
            else if (item is JsonObject single)
            {
                Keep(BindObject(single, scope, root));
            }
            else
            {
                bound.Add(BindNode(item, scope, root));
            }
        }

        return bound;

        void Keep(JsonObject? part)
        {
            if (part is not null)
            {
                bound.Add((JsonNode)part);
            }
        }
    }

    private IEnumerable<JsonNode?> Scopes(JsonNode? data, JsonNode? scope, JsonObject root) =>
        data is JsonValue value && value.TryGetValue<string>(out var text) && WholePath(text) is { } path
            ? Find(path, scope, root) switch
            {
                JsonArray many => [.. many],
                JsonObject one => [one],
                _ => throw new CardFault(name, $"$data '{path}' is neither a list nor an object."),
            }
            : throw new CardFault(name, "$data is not one ${path}.");

    private bool IsTrue(JsonNode? when, JsonNode? scope, JsonObject root) =>
        when is JsonValue value && value.TryGetValue<string>(out var text) && WholePath(text) is { } path
            && Find(path, scope, root) is JsonValue found && found.TryGetValue<bool>(out var truth)
            ? truth
            : throw new CardFault(name, "$when is not one ${path} to true or false.");

    private JsonNode? BindText(string text, JsonNode? scope, JsonObject root)
    {
        if (WholePath(text) is { } whole)
        {
            return (Find(whole, scope, root) ?? throw new CardFault(name, $"'{whole}' is nothing.")).DeepClone();
        }

        var bound = new StringBuilder();
        var rest = text.AsSpan();

        while (rest.IndexOf("${", StringComparison.Ordinal) is var start and >= 0)
        {
            var end = rest[start..].IndexOf('}');

            if (end < 0)
            {
                throw new CardFault(name, "a ${ is never closed.");
            }

            bound.Append(rest[..start]).Append(Words(Path(rest[(start + 2)..(start + end)].ToString()), scope, root));
            rest = rest[(start + end + 1)..];
        }

        return bound.Append(rest).ToString();
    }

    private string Words(string path, JsonNode? scope, JsonObject root) => Find(path, scope, root) is JsonValue value
        ? value.ToString()
        : throw new CardFault(name, $"'{path}' in a text is not a single value.");

    /// <summary>The path, when the whole text is one <c>${path}</c>: then the value keeps its type.</summary>
    private string? WholePath(string text) =>
        text.StartsWith("${", StringComparison.Ordinal) && text.IndexOf('}', StringComparison.Ordinal) == text.Length - 1 ? Path(text[2..^1]) : null;

    private string Path(string path) => path.Length > 0 && path.Split('.').All(IsName)
        ? path
        : throw new CardFault(name, $"'{path}' is not a plain path.");

    private static bool IsName(string part) => part is "$root" or "$data"
        || (part.Length > 0 && char.IsAsciiLetter(part[0]) && part.All(char.IsAsciiLetterOrDigit));

    private JsonNode? Find(string path, JsonNode? scope, JsonObject root)
    {
        var parts = path.Split('.');
        JsonNode? here = scope;

        for (var index = 0; index < parts.Length; index++)
        {
            here = (parts[index], here) switch
            {
                ("$root", _) when index == 0 => root,
                ("$data", _) when index == 0 => scope,
                (var property, JsonObject part) when part.TryGetPropertyValue(property, out var value) => value,
                _ => throw new CardFault(name, $"there is no '{path}' in its data."),
            };
        }

        return here;
    }
}

/// <summary>A card template and its data do not go together: a fault of ours. It never quotes the data.</summary>
internal sealed class CardFault(string card, string fault) : Exception($"Card '{card}': {fault}");
