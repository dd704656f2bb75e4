using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace CseBot.Practice.Emulators;

/// <summary>The organisation's catalogue of Teams apps, and who has the app installed (protocol 5.6).</summary>
public sealed partial class EmulatedApps(Wire wire, TeamsEmulator teams, EmulatedPeople people, string appId)
{
    /// <summary>What the catalogue calls the app, which is not what the app calls itself.</summary>
    public const string CatalogueId = "5f3c1d7e-0000-4000-8000-0000000000a1";

    /// <summary>Whether the app has been uploaded to the catalogue. One that is only sideloaded is not in it.</summary>
    public bool IsInCatalogue { get; set; } = true;

    internal void Map(IEndpointRouteBuilder graph)
    {
        graph.MapGet("/appCatalogs/teamsApps", http => wire.CarryAsync(http, "Graph", (_, _) => Look(http).WriteAsync(http)));
        var installed = graph.MapGroup("/users/{id}/teamwork/installedApps");
        installed.MapGet(string.Empty, http => wire.CarryAsync(http, "Graph", (_, _) => Tell(http).WriteAsync(http)));
        installed.MapPost(string.Empty, http => wire.CarryAsync(http, "Graph", async (_, body) => await (await InstallAsync(http, body)).WriteAsync(http)));
        installed.MapGet("/{installation}/chat", http => wire.CarryAsync(http, "Graph", (_, _) => TellChat(http).WriteAsync(http)));
    }

    private static string Installation(TeamsPerson person) => Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"{person.EntraId}##{CatalogueId}"));

    private Answer Look(HttpContext http)
    {
        if (!Asked.Only(http, "$filter") || ExternalFilter().Match(Asked.Option(http, "$filter")) is not { Success: true } filter)
        {
            return Answer.NotAccepted;
        }

        return Answer.Ok(new JsonObject { ["value"] = new JsonArray([.. IsInCatalogue && filter.Groups["id"].Value == appId ? [App()] : Array.Empty<JsonObject>()]) });
    }

    private Answer Tell(HttpContext http)
    {
        if (!Asked.Only(http, "$expand", "$filter") || Asked.Option(http, "$expand") != "teamsApp" || AppFilter().Match(Asked.Option(http, "$filter")) is not { Success: true } filter)
        {
            return Answer.NotAccepted;
        }

        if (people.Find(Asked.Route(http, "id")) is not { } person)
        {
            return Answer.NoSuchPerson;
        }

        JsonObject[] there = person.HasApp && filter.Groups["id"].Value == CatalogueId
            ? [new JsonObject { ["id"] = Installation(person), ["teamsApp"] = App() }]
            : [];

        return Answer.Ok(new JsonObject { ["value"] = new JsonArray([.. there]) });
    }

    /// <summary>Installs the app, and Teams tells the bot, as it does of every installation.</summary>
    private async Task<Answer> InstallAsync(HttpContext http, string? body)
    {
        const string Bind = "teamsApp@odata.bind";

        if (!Asked.Only(http) || Asked.Object(body, [Bind]) is not { } asked || AppAddress().Match(Asked.Text(asked[Bind]) ?? string.Empty) is not { Success: true } app)
        {
            return Answer.NotAccepted;
        }

        if (!IsInCatalogue || app.Groups["id"].Value != CatalogueId)
        {
            return Answer.NotThere;
        }

        if (people.Find(Asked.Route(http, "id")) is not { } person)
        {
            return Answer.NoSuchPerson;
        }

        if (person.HasApp)
        {
            return Answer.Refused(409, "Conflict");
        }

        using var told = await teams.InstallAsync(person);

        return new Answer(201);
    }

    private Answer TellChat(HttpContext http) =>
        !Asked.Only(http) ? Answer.NotAccepted
        : people.Find(Asked.Route(http, "id")) is not { } person ? Answer.NoSuchPerson
        : !person.HasApp || Uri.UnescapeDataString(Asked.Route(http, "installation")) != Installation(person) ? Answer.NotThere
        : Answer.Ok(new JsonObject { ["id"] = person.ConversationId, ["chatType"] = "oneOnOne" });

    private JsonObject App() => new() { ["id"] = CatalogueId, ["externalId"] = appId, ["displayName"] = "Safeguarding", ["distributionMethod"] = "organization" };

    [GeneratedRegex("^externalId eq '(?<id>[0-9a-f-]{36})'$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ExternalFilter();

    [GeneratedRegex("^teamsApp/id eq '(?<id>[0-9a-f-]{36})'$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AppFilter();

    [GeneratedRegex("^https?://[^?#]+/v1.0/appCatalogs/teamsApps/(?<id>[0-9a-f-]{36})$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AppAddress();
}
