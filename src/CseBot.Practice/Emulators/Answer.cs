using System.Text.Json;
using System.Text.Json.Nodes;

namespace CseBot.Practice.Emulators;

/// <summary>What Graph answers.</summary>
internal sealed record Answer(int Status, JsonObject? Body = null)
{
    public static Answer NotThere => Refused(404, "itemNotFound");

    public static Answer NoSuchPerson => Refused(404, "Request_ResourceNotFound");

    public static Answer NotAllowed => Refused(403, "accessDenied");

    public static Answer NotAccepted => Refused(400, "invalidRequest");

    public static Answer Ok(JsonObject body) => new(200, body);

    public static Answer Refused(int status, string code) =>
        new(status, new JsonObject { ["error"] = new JsonObject { ["code"] = code, ["message"] = code, ["innerError"] = new JsonObject() } });

    public Task WriteAsync(HttpContext http)
    {
        http.Response.StatusCode = Status;

        return Body is null ? Task.CompletedTask : http.Response.WriteAsJsonAsync(Body);
    }
}

/// <summary>Looks at what was asked as closely as Graph does: a property or an option that it does not know is refused.</summary>
internal static class Asked
{
    /// <summary>The body as an object that has all of <paramref name="required"/> and nothing but these and <paramref name="optional"/>; nothing where it is not.</summary>
    public static JsonObject? Object(JsonNode? body, string[] required, params string[] optional) =>
        body is JsonObject asked
        && required.All(name => Has(asked, name))
        && asked.All(pair => pair.Key.StartsWith("@odata.", StringComparison.Ordinal) || required.Concat(optional).Contains(pair.Key, StringComparer.OrdinalIgnoreCase))
            ? asked
            : null;

    public static JsonObject? Object(string? body, string[] required, params string[] optional)
    {
        try
        {
            return Object(JsonNode.Parse(body ?? string.Empty, new JsonNodeOptions { PropertyNameCaseInsensitive = true }), required, optional);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    /// <summary>Whether the query has these options and no others.</summary>
    public static bool Only(HttpContext http, params string[] options) => http.Request.Query.Keys.Order(StringComparer.Ordinal).SequenceEqual(options.Order(StringComparer.Ordinal));

    public static string Option(HttpContext http, string option) => http.Request.Query[option].ToString();

    public static string Route(HttpContext http, string part) => (string)http.GetRouteValue(part)!;

    private static bool Has(JsonObject asked, string name) => asked[name] is not null;
}
