using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace CseBot.Practice.Emulators;

/// <summary>Microsoft Graph as far as the bot uses it: one SharePoint list with an indexed, unique Reference (protocol 6.1, 6.4).</summary>
public sealed partial class GraphEmulator(Wire wire, string siteId, string listId)
{
    /// <summary>The columns the list was made with, in the order a person reads them.</summary>
    public static IReadOnlyList<string> Columns { get; } =
    [
        "Reference", "School", "RaisedAt", "Response", "Status", "ActBy", "AcknowledgedBy", "AcknowledgedAt", "Decision", "Reason", "ReferredTo",
        "ReferredAt", "ReferralReference", "FollowUpAt", "Outcome", "ClosedAt", "ReviewAt", "Hold", "Events", "ChainHead",
    ];

    private const int MembersAtOnce = 3;

    /// <summary>SharePoint has answered a duplicate with each of these (protocol 6.4).</summary>
    private static readonly int[] _duplicateAnswers = [400, 409, 500];

    private readonly Lock _lock = new();
    private readonly List<Item> _items = [];
    private readonly Dictionary<string, IReadOnlyList<TeamsPerson>> _groups = new(StringComparer.Ordinal);
    private int _duplicates;

    public IReadOnlyList<JsonObject> Rows
    {
        get
        {
            lock (_lock)
            {
                return [.. _items.Select(item => item.Fields.DeepClone().AsObject())];
            }
        }
    }

    /// <summary>Serves Graph below <c>/graph/v1.0</c>.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        var items = routes.MapGroup($"/graph/v1.0/sites/{siteId}/lists/{listId}/items");
        items.MapGet(string.Empty, http => wire.CarryAsync(http, "Graph", FindAsync));
        items.MapPost(string.Empty, http => wire.CarryAsync(http, "Graph", CreateAsync));
        items.MapPatch("/{id}/fields", http => wire.CarryAsync(http, "Graph", ChangeAsync));
        routes.MapGet("/graph/v1.0/groups/{id}/transitiveMembers/graph.user", http => wire.CarryAsync(http, "Graph", MembersAsync));
        routes.Map("/graph/{**rest}", http => wire.CarryAsync(http, "Graph", (unknown, _) => RefuseAsync(unknown, 404, "itemNotFound")));
    }

    /// <summary>Makes these people, and nobody else, the members of a group.</summary>
    public void PutInGroup(string group, IReadOnlyList<TeamsPerson> people)
    {
        lock (_lock)
        {
            _groups[group] = people;
        }
    }

    /// <summary>Members come a few at a time, as they do from a group of any size.</summary>
    private Task MembersAsync(HttpContext http, string? body)
    {
        IReadOnlyList<TeamsPerson>? people;

        lock (_lock)
        {
            people = _groups.GetValueOrDefault((string)http.GetRouteValue("id")!);
        }

        if (people is null)
        {
            return RefuseAsync(http, 404, "Request_ResourceNotFound");
        }

        _ = int.TryParse(http.Request.Query["$skiptoken"], NumberStyles.None, CultureInfo.InvariantCulture, out var skip);
        var page = new JsonObject
        {
            ["value"] = new JsonArray([.. people.Skip(skip).Take(MembersAtOnce).Select(person => new JsonObject
            {
                ["@odata.type"] = "#microsoft.graph.user",
                ["id"] = person.EntraId,
                ["displayName"] = person.Name,
                ["accountEnabled"] = true,
            })]),
        };

        if (skip + MembersAtOnce < people.Count)
        {
            page["@odata.nextLink"] = $"{http.Request.Scheme}://{http.Request.Host}{http.Request.Path}?$skiptoken={skip + MembersAtOnce}";
        }

        return http.Response.WriteAsJsonAsync(page);
    }

    private static Task RefuseAsync(HttpContext http, int status, string code)
    {
        http.Response.StatusCode = status;

        return http.Response.WriteAsJsonAsync(new { error = new { code, message = code, innerError = new { } } });
    }

    private Task FindAsync(HttpContext http, string? body)
    {
        var filter = ReferenceFilter().Match(http.Request.Query["$filter"].ToString());

        if (!filter.Success)
        {
            return RefuseAsync(http, 400, "invalidRequest");
        }

        lock (_lock)
        {
            var found = _items.Where(item => item.Reference == filter.Groups["reference"].Value).Select(item => item.ToJson());

            return http.Response.WriteAsJsonAsync(new JsonObject { ["value"] = new JsonArray([.. found]) });
        }
    }

    private Task CreateAsync(HttpContext http, string? body)
    {
        if (JsonNode.Parse(body ?? "{}")?["fields"]?.AsObject() is not { } fields || UnknownColumn(fields))
        {
            return RefuseAsync(http, 400, "invalidRequest");
        }

        lock (_lock)
        {
            if (_items.Any(item => item.Reference == fields["Reference"]?.GetValue<string>()))
            {
                return RefuseAsync(http, _duplicateAnswers[_duplicates++ % _duplicateAnswers.Length], "nameAlreadyExists");
            }

            var made = new Item((_items.Count + 1).ToString(CultureInfo.InvariantCulture), Clean(fields));
            _items.Add(made);
            http.Response.StatusCode = 201;

            return http.Response.WriteAsJsonAsync(made.ToJson());
        }
    }

    private Task ChangeAsync(HttpContext http, string? body)
    {
        if (JsonNode.Parse(body ?? "{}")?.AsObject() is not { } fields || UnknownColumn(fields))
        {
            return RefuseAsync(http, 400, "invalidRequest");
        }

        lock (_lock)
        {
            var item = _items.FirstOrDefault(one => one.Id == (string)http.GetRouteValue("id")!);

            if (item is null)
            {
                return RefuseAsync(http, 404, "itemNotFound");
            }

            if (http.Request.Headers.IfMatch.ToString() is { Length: > 0 } expected && expected != item.ETag)
            {
                return RefuseAsync(http, 412, "preconditionFailed");
            }

            item.Change(Clean(fields));

            return http.Response.WriteAsJsonAsync(item.Fields.DeepClone());
        }
    }

    private static bool UnknownColumn(JsonObject fields) => fields.Any(field => !field.Key.StartsWith('@') && !Columns.Contains(field.Key));

    private static JsonObject Clean(JsonObject fields) => new(fields
        .Where(field => !field.Key.StartsWith('@'))
        .Select(field => KeyValuePair.Create(field.Key, field.Value?.DeepClone())));

    [GeneratedRegex("^fields/Reference eq '(?<reference>[A-Z0-9-]+)'$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ReferenceFilter();

    private sealed class Item(string id, JsonObject fields)
    {
        private int _version = 1;

        public string Id => id;

        public JsonObject Fields => fields;

        public string ETag => $"\"{id},{_version}\"";

        public string? Reference => fields[nameof(Reference)]?.GetValue<string>();

        public void Change(JsonObject changes)
        {
            foreach (var (column, value) in changes)
            {
                fields[column] = value?.DeepClone();
            }

            _version++;
        }

        public JsonObject ToJson() => new()
        {
            ["@odata.etag"] = ETag,
            ["id"] = id,
            ["eTag"] = ETag,
            ["fields"] = fields.DeepClone(),
        };
    }
}
