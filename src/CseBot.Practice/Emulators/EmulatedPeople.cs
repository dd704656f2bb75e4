using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace CseBot.Practice.Emulators;

/// <summary>What Teams shows beside a name (protocol 6.1).</summary>
/// <param name="Availability">Such as Available, Busy or Away.</param>
/// <param name="Activity">Such as InAMeeting or OutOfOffice.</param>
/// <param name="IsOutOfOffice">Whether their mailbox answers that they are away.</param>
public sealed record EmulatedPresence(string Availability, string Activity, bool IsOutOfOffice = false);

/// <summary>People in Entra as Graph tells of them: who they are, and whether they are there (protocol 6.1).</summary>
public sealed class EmulatedPeople(Wire wire, TeamsEmulator teams)
{
    private const int MostAtOnce = 650;

    private static readonly string[] _known = ["id", "displayName", "mail", "accountEnabled"];

    /// <summary>What Teams shows beside whom, by Entra id. Whoever is not here is available.</summary>
    public ConcurrentDictionary<string, EmulatedPresence> Presences { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>People who have no mailbox, by Entra id.</summary>
    public ConcurrentDictionary<string, bool> WithoutMail { get; } = new(StringComparer.OrdinalIgnoreCase);

    internal TeamsPerson? Find(string id) => teams.People.FirstOrDefault(person => string.Equals(person.EntraId, id, StringComparison.OrdinalIgnoreCase));

    internal void Map(IEndpointRouteBuilder graph)
    {
        graph.MapPost("/communications/getPresencesByUserId", http => wire.CarryAsync(http, "Graph", (_, body) => TellPresences(http, body).WriteAsync(http)));
        graph.MapGet("/users/{id}", http => wire.CarryAsync(http, "Graph", (_, _) => TellWho(http).WriteAsync(http)));
    }

    private Answer TellPresences(HttpContext http, string? body)
    {
        if (!Asked.Only(http) || Asked.Object(body, ["ids"])?["ids"] is not JsonArray { Count: >= 1 and <= MostAtOnce } ids || !ids.All(id => Guid.TryParse(Asked.Text(id), out _)))
        {
            return Answer.NotAccepted;
        }

        var told = ids.Select(id => Find(Asked.Text(id)!)).OfType<TeamsPerson>().Select(person => (person, Presence: Presences.GetValueOrDefault(person.EntraId) ?? new EmulatedPresence("Available", "Available")));

        return Answer.Ok(new JsonObject
        {
            ["value"] = new JsonArray(
            [
                .. told.Select(one => new JsonObject
                {
                    ["id"] = one.person.EntraId,
                    ["availability"] = one.Presence.Availability,
                    ["activity"] = one.Presence.Activity,
                    ["outOfOfficeSettings"] = new JsonObject { ["isOutOfOffice"] = one.Presence.IsOutOfOffice, ["message"] = one.Presence.IsOutOfOffice ? "I am away." : null },
                }),
            ]),
        });
    }

    private Answer TellWho(HttpContext http)
    {
        string[] wanted = Asked.Option(http, "$select").Split(',');

        if (!Asked.Only(http, "$select") || !wanted.All(_known.Contains))
        {
            return Answer.NotAccepted;
        }

        if (Find(Asked.Route(http, "id")) is not { } person)
        {
            return Answer.NoSuchPerson;
        }

        var all = new JsonObject
        {
            ["id"] = person.EntraId,
            ["displayName"] = person.Name,
            ["mail"] = WithoutMail.ContainsKey(person.EntraId) ? null : person.Mail,
            ["accountEnabled"] = true,
        };

        return Answer.Ok(new JsonObject(all.Where(one => wanted.Contains(one.Key)).Select(one => KeyValuePair.Create(one.Key, one.Value?.DeepClone()))));
    }
}
