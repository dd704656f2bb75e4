using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CseBot.Graph;

namespace CseBot.Practice.Emulators;

/// <summary>Microsoft Graph as far as the bot uses it: groups, SharePoint sites with lists and libraries, and beside them people, apps and mailboxes (protocol 6.1, 6.4).</summary>
public sealed partial class GraphEmulator(Wire wire, TeamsEmulator teams, string appId, string siteId, string listId)
{
    private const int MembersAtOnce = 3;

    /// <summary>Lists and libraries come a few at a time, as they do from a site of any age.</summary>
    private const int PlacesAtOnce = 2;

    private static readonly string[] _facets = ["text", "number", "dateTime", "boolean", "choice", "personOrGroup", "lookup", "currency"];

    private readonly Lock _lock = new();
    private readonly Dictionary<string, EmulatedSite> _sites = new(StringComparer.Ordinal) { [siteId] = Ready("Rowan Hill Safeguarding", listId) };
    private readonly Dictionary<string, IReadOnlyList<TeamsPerson>> _groups = new(StringComparer.Ordinal);

    /// <summary>Who people are, and whether they are there.</summary>
    public EmulatedPeople People { get; } = new(wire, teams);

    /// <summary>Mail and calendars.</summary>
    public EmulatedMailboxes Mailboxes => field ??= new(wire, People);

    /// <summary>Who has the app.</summary>
    public EmulatedApps Apps => field ??= new(wire, teams, People, appId);

    /// <summary>Whether the app has a role on the sites at all.</summary>
    public bool IsGranted { get; set; } = true;

    /// <summary>Whether the app may make lists and columns. With the role write of Sites.Selected it may not.</summary>
    public bool MayManage { get; set; } = true;

    /// <summary>The columns that were made in the school's list, in the order in which they were made.</summary>
    public IReadOnlyList<string> Columns => Read(() => _sites[siteId].Find(listId)!.Columns.ConvertAll(column => (string)column["name"]!));

    public IReadOnlyList<JsonObject> Rows => RowsOf(listId);

    /// <summary>The names of everything on a site, by id.</summary>
    public IReadOnlyDictionary<string, string> Places(string site) => Read(() => _sites[site].Lists.ToDictionary(list => list.Id, list => list.Name, StringComparer.Ordinal));

    public IReadOnlyList<JsonObject> RowsOf(string list) => Read<IReadOnlyList<JsonObject>>(() => [.. Find(list).Items.Select(item => item.Fields.DeepClone().AsObject())]);

    /// <summary>A site with nothing on it.</summary>
    public void AddSite(string id, string name) => Read(() => _sites[id] = new EmulatedSite(name));

    /// <summary>Changes a column that is there, as somebody with the list's settings open would.</summary>
    public void ChangeColumn(string list, string column, Action<JsonObject> change) => Read(() =>
    {
        change(Find(list).Column(column)!);

        return true;
    });

    public void RemoveColumn(string list, string column) => Read(() => Find(list).Columns.RemoveAll(one => (string)one["name"]! == column));

    /// <summary>Puts an item on a list, past every check.</summary>
    public void PutItem(string list, JsonObject fields) => Read(() => Find(list).Add(fields));

    /// <summary>Serves Graph below <c>/graph/v1.0</c>.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        var sites = routes.MapGroup("/graph/v1.0/sites/{site}");
        sites.MapGet(string.Empty, http => CarryAsync(http, (site, _) => Answer.Ok(new JsonObject { ["id"] = (string)http.GetRouteValue("site")!, ["displayName"] = site.Name, ["webUrl"] = $"https://sharepoint.example/{Uri.EscapeDataString(site.Name)}" })));
        sites.MapGet("/lists", http => CarryAsync(http, (site, _) => Page(http, site.Lists.ConvertAll(list => list.ToJson()))));
        sites.MapPost("/lists", http => CarryAsync(http, MakeList));
        sites.MapGet("/drives", http => CarryAsync(http, (site, _) => Page(http, site.Lists.Where(list => list.IsLibrary).Select(list => list.ToDrive()).ToList())));

        var lists = sites.MapGroup("/lists/{list}");
        lists.MapGet(string.Empty, http => CarryAsync(http, (_, list, _) => Answer.Ok(list.ToJson())));
        lists.MapGet("/drive", http => CarryAsync(http, (_, list, _) => list.IsLibrary ? Answer.Ok(list.ToDrive()) : Answer.NotThere));
        lists.MapGet("/columns", http => CarryAsync(http, (_, list, _) => Page(http, list.Columns)));
        lists.MapPost("/columns", http => CarryAsync(http, (_, list, body) => AddColumn(list, body)));
        lists.MapGet("/items", http => CarryAsync(http, (_, list, _) => FindItems(list, http.Request.Query["$filter"].ToString())));
        lists.MapPost("/items", http => CarryAsync(http, (_, list, body) => CreateItem(list, body)));
        lists.MapPatch("/items/{id}/fields", http => CarryAsync(http, (_, list, body) => ChangeItem(http, list, body)));
        lists.MapDelete("/items/{id}", http => CarryAsync(http, (_, list, _) => list.Items.RemoveAll(item => item.Id == (string)http.GetRouteValue("id")!) > 0 ? new Answer(204) : Answer.NotThere));

        var drives = routes.MapGroup("/graph/v1.0/drives/{drive}");
        drives.MapPut("/root:/{name}:/content", http => wire.CarryAsync(http, "Graph", async (_, _) => await (await PutDocumentAsync(http)).WriteAsync(http)));
        drives.MapDelete("/root:/{name}:", http => wire.CarryAsync(http, "Graph", (_, _) => DeleteDocument(http).WriteAsync(http)));

        var graph = routes.MapGroup("/graph/v1.0");
        People.Map(graph);
        Apps.Map(graph);
        Mailboxes.Map(graph);

        routes.MapGet("/graph/v1.0/groups/{id}/transitiveMembers/graph.user", http => wire.CarryAsync(http, "Graph", MembersAsync));
        routes.Map("/graph/{**rest}", http => wire.CarryAsync(http, "Graph", (unknown, _) => Answer.NotThere.WriteAsync(unknown)));
    }

    /// <summary>Makes these people, and nobody else, the members of a group.</summary>
    public void PutInGroup(string group, IReadOnlyList<TeamsPerson> people) => Read(() => _groups[group] = people);

    /// <summary>Makes another list on a site, ready for concerns.</summary>
    public void AddList(string site, string listId) => Read(() =>
    {
        _sites[site].Lists.Add(Ready(listId));

        return listId;
    });

    /// <summary>What a library is called by as a drive.</summary>
    public static string DriveOf(string library) => EmulatedList.DriveOf(library);

    /// <summary>Makes a library on a site.</summary>
    /// <returns>What the library is called by as a drive.</returns>
    public string AddLibrary(string site, string id, string name) => Read(() =>
    {
        var library = new EmulatedList(id, name, isLibrary: true);
        _sites[site].Lists.Add(library);

        return library.DriveId;
    });

    /// <summary>The documents in a library, each with every version that was put there, oldest first.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<byte[]>> DocumentsIn(string drive) => Read(
        () => FindLibrary(drive)!.Documents.ToDictionary(document => document.Key, document => (IReadOnlyList<byte[]>)[.. document.Value], StringComparer.Ordinal));

    private static EmulatedSite Ready(string name, string listId)
    {
        var site = new EmulatedSite(name);
        site.Lists.Add(Ready(listId));

        return site;
    }

    private static EmulatedList Ready(string listId)
    {
        var list = new EmulatedList(listId, "Safeguarding record", isLibrary: false);
        list.Columns.AddRange(RecordColumn.All.Select(column => new JsonObject
        {
            ["name"] = column.Name,
            ["displayName"] = column.Name,
            ["indexed"] = column.IsKey,
            ["enforceUniqueValues"] = column.IsKey,
            [column.Kind == ColumnKind.Number ? "number" : "text"] =
                column.Kind == ColumnKind.Number ? new JsonObject() : new JsonObject { ["allowMultipleLines"] = column.Kind == ColumnKind.Lines },
        }));

        return list;
    }

    private T Read<T>(Func<T> read)
    {
        lock (_lock)
        {
            return read();
        }
    }

    private EmulatedList Find(string list) => _sites.Values.SelectMany(site => site.Lists).Single(one => one.Id == list);

    /// <summary>Members come a few at a time, as they do from a group of any size.</summary>
    private Task MembersAsync(HttpContext http, string? body)
    {
        var people = Read(() => _groups.GetValueOrDefault((string)http.GetRouteValue("id")!));

        return people is null
            ? Answer.Refused(404, "Request_ResourceNotFound").WriteAsync(http)
            : Page(
                http,
                [
                    .. people.Select(person => new JsonObject
                    {
                        ["@odata.type"] = "#microsoft.graph.user",
                        ["id"] = person.EntraId,
                        ["displayName"] = person.Name,
                        ["accountEnabled"] = true,
                    }),
                ],
                MembersAtOnce).WriteAsync(http);
    }

    private Task CarryAsync(HttpContext http, Func<EmulatedSite, JsonObject?, Answer> handle) => wire.CarryAsync(http, "Graph", (_, body) => Read(() =>
        !IsGranted ? Answer.NotAllowed
        : _sites.GetValueOrDefault((string)http.GetRouteValue("site")!) is { } site ? handle(site, JsonNode.Parse(body ?? "{}")?.AsObject())
        : Answer.NotThere).WriteAsync(http));

    private Task CarryAsync(HttpContext http, Func<EmulatedSite, EmulatedList, JsonObject?, Answer> handle) => CarryAsync(
        http, (site, body) => site.Find((string)http.GetRouteValue("list")!) is { } list ? handle(site, list, body) : Answer.NotThere);

    private EmulatedList? FindLibrary(string drive) => _sites.Values.SelectMany(site => site.Lists).FirstOrDefault(list => list.IsLibrary && list.DriveId == drive);

    /// <summary>A document takes the place of the one of that name, which stays as an earlier version.</summary>
    private async Task<Answer> PutDocumentAsync(HttpContext http)
    {
        using var content = new MemoryStream();
        await http.Request.Body.CopyToAsync(content);
        var name = Asked.Route(http, "name");

        return Read(() =>
            !IsGranted ? Answer.NotAllowed
            : !Asked.Only(http) || content.Length == 0 || !DocumentName().IsMatch(name) ? Answer.NotAccepted
            : FindLibrary(Asked.Route(http, "drive")) is not { } library ? Answer.NotThere
            : library.Put(name, content.ToArray()));
    }

    private Answer DeleteDocument(HttpContext http) => Read(() =>
        !IsGranted ? Answer.NotAllowed
        : FindLibrary(Asked.Route(http, "drive")) is { } library && library.Documents.Remove(Asked.Route(http, "name")) ? new Answer(204)
        : Answer.NotThere);

    private Answer MakeList(EmulatedSite site, JsonObject? body)
    {
        if (!MayManage)
        {
            return Answer.NotAllowed;
        }

        if (body?["displayName"]?.GetValue<string>() is not { Length: > 0 } name || body["list"]?["template"]?.GetValue<string>() is not ("genericList" or "documentLibrary"))
        {
            return Answer.NotAccepted;
        }

        if (site.Lists.Exists(list => string.Equals(list.Name, name, StringComparison.OrdinalIgnoreCase)))
        {
            return Answer.Refused(409, "nameAlreadyExists");
        }

        var made = new EmulatedList(Guid.NewGuid().ToString(), name, body["list"]!["template"]!.GetValue<string>() == "documentLibrary");
        site.Lists.Add(made);

        return new Answer(201, made.ToJson());
    }

    private Answer AddColumn(EmulatedList list, JsonObject? body) => (body, body?["name"]?.GetValue<string>()) switch
    {
        _ when !MayManage => Answer.NotAllowed,
        (null, _) or (_, null or "") => Answer.NotAccepted,
        var (column, _) when _facets.Count(facet => column[facet] is not null) != 1 => Answer.NotAccepted,
        ({ } column, _) when column["enforceUniqueValues"]?.GetValue<bool>() is true && column["indexed"]?.GetValue<bool>() is not true => Answer.NotAccepted,
        ({ } column, { } name) => list.Column(name) is null ? Added(list, column) : Answer.Refused(409, "nameAlreadyExists"),
    };

    private static Answer Added(EmulatedList list, JsonObject column)
    {
        list.Columns.Add(column);

        return new Answer(201, column.DeepClone().AsObject());
    }

    private static Answer FindItems(EmulatedList list, string filter)
    {
        var (equal, begins) = (ReferenceFilter().Match(filter), PrefixFilter().Match(filter));

        // SharePoint refuses to search a column that is not indexed.
        if ((!equal.Success && !begins.Success) || list.Column(RecordColumn.Reference)?["indexed"]?.GetValue<bool>() is not true)
        {
            return Answer.NotAccepted;
        }

        var found = list.Items.Where(item => equal.Success
            ? item.Reference == equal.Groups["reference"].Value
            : item.Reference?.StartsWith(begins.Groups["prefix"].Value, StringComparison.Ordinal) is true);

        return Answer.Ok(new JsonObject { ["value"] = new JsonArray([.. found.Select(item => item.ToJson())]) });
    }

    private static Answer CreateItem(EmulatedList list, JsonObject? body) => body?["fields"]?.AsObject() is not { } fields || !list.Takes(fields)
        ? Answer.NotAccepted
        : list.Has(fields) ? Answer.Refused(list.NextDuplicateAnswer(), "nameAlreadyExists")
        : new Answer(201, list.Add(Clean(fields)).ToJson());

    private static Answer ChangeItem(HttpContext http, EmulatedList list, JsonObject? fields)
    {
        if (fields is null || !list.Takes(fields))
        {
            return Answer.NotAccepted;
        }

        if (list.Items.Find(one => one.Id == (string)http.GetRouteValue("id")!) is not { } item)
        {
            return Answer.NotThere;
        }

        if (http.Request.Headers.IfMatch.ToString() is { Length: > 0 } expected && expected != item.ETag)
        {
            return Answer.Refused(412, "preconditionFailed");
        }

        item.Change(Clean(fields));

        return Answer.Ok(item.Fields.DeepClone().AsObject());
    }

    private static Answer Page(HttpContext http, List<JsonObject> all, int atOnce = PlacesAtOnce)
    {
        _ = int.TryParse(http.Request.Query["$skiptoken"], NumberStyles.None, CultureInfo.InvariantCulture, out var skip);
        var page = new JsonObject { ["value"] = new JsonArray([.. all.Skip(skip).Take(atOnce).Select(one => one.DeepClone())]) };

        if (skip + atOnce < all.Count)
        {
            page["@odata.nextLink"] = $"{http.Request.Scheme}://{http.Request.Host}{http.Request.Path}?$skiptoken={skip + atOnce}";
        }

        return Answer.Ok(page);
    }

    private static JsonObject Clean(JsonObject fields) => new(fields
        .Where(field => !field.Key.StartsWith('@'))
        .Select(field => KeyValuePair.Create(field.Key, field.Value?.DeepClone())));

    [GeneratedRegex("""^[^"*:<>?/\\|]+$""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DocumentName();

    [GeneratedRegex("^fields/Reference eq '(?<reference>[A-Z0-9-]+)'$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ReferenceFilter();

    [GeneratedRegex("^startswith\\(fields/Reference,'(?<prefix>[A-Z0-9-]+)'\\)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PrefixFilter();
}
