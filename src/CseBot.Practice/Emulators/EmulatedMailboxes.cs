using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;

namespace CseBot.Practice.Emulators;

/// <summary>A mail that Exchange has taken. Whether it arrives, nobody says (protocol 6.1).</summary>
public sealed record EmulatedMail(string From, IReadOnlyList<string> To, string Subject, string Body, bool IsKept);

/// <summary>A meeting in somebody's calendar.</summary>
/// <param name="Asked">The whole of what was asked for.</param>
public sealed record EmulatedMeeting(string Id, string Organizer, string? TransactionId, string Subject, IReadOnlyList<string> Attendees, JsonObject Asked);

/// <summary>Mail and calendars in Exchange, as Graph serves them (protocol 6.1).</summary>
public sealed class EmulatedMailboxes(Wire wire, EmulatedPeople people)
{
    /// <summary>The mailbox that the bot may send from.</summary>
    public const string Sender = "safeguarding@rowanhill.example";

    private readonly ConcurrentQueue<EmulatedMail> _mails = [];
    private readonly ConcurrentQueue<EmulatedMeeting> _meetings = [];

    public IReadOnlyList<EmulatedMail> Mails => [.. _mails];

    public IReadOnlyList<EmulatedMeeting> Meetings => [.. _meetings];

    internal void Map(IEndpointRouteBuilder graph)
    {
        graph.MapPost("/users/{sender}/sendMail", http => wire.CarryAsync(http, "Graph", (_, body) => Send(http, body).WriteAsync(http)));
        graph.MapPost("/users/{organizer}/events", http => wire.CarryAsync(http, "Graph", (_, body) => Meet(http, body).WriteAsync(http)));
    }

    private static IReadOnlyList<string>? Addresses(JsonNode? node, params string[] alsoKnown)
    {
        if (node is not JsonArray { Count: > 0 } list)
        {
            return null;
        }

        string?[] addresses =
        [
            .. list.Select(one => Asked.Object(one, ["emailAddress"], alsoKnown) is { } of && Asked.Object(of["emailAddress"], ["address"], "name") is { } at
                ? Asked.Text(at["address"])
                : null),
        ];

        return addresses.All(address => address?.Split('@') is [{ Length: > 0 }, { Length: > 0 }]) ? [.. addresses.OfType<string>()] : null;
    }

    private static bool IsBody(JsonNode? node) =>
        Asked.Object(node, ["contentType", "content"]) is { } body && Asked.Text(body["contentType"]) is "text" or "html" && Asked.Text(node!["content"]) is not null;

    private static bool IsMoment(JsonNode? node) =>
        Asked.Object(node, ["dateTime", "timeZone"]) is { } moment
        && DateTime.TryParseExact(Asked.Text(moment["dateTime"]), ["yyyy-MM-ddTHH:mm:ss", "yyyy-MM-ddTHH:mm:ss.fffffff"], CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
        && Asked.Text(moment["timeZone"]) is "Europe/London" or "GMT Standard Time" or "UTC";

    private Answer Send(HttpContext http, string? body)
    {
        if (!Asked.Only(http)
            || Asked.Object(body, ["message"], "saveToSentItems") is not { } asked
            || Asked.Object(asked["message"], ["subject", "body", "toRecipients"]) is not { } message
            || !IsBody(message["body"])
            || Addresses(message["toRecipients"]) is not { } to)
        {
            return Answer.NotAccepted;
        }

        if (Asked.Route(http, "sender") is not Sender)
        {
            return Answer.Refused(404, "ErrorInvalidUser");
        }

        _mails.Enqueue(new EmulatedMail(Sender, to, Asked.Text(message["subject"])!, Asked.Text(message["body"]!["content"])!, asked["saveToSentItems"]?.GetValue<bool>() is not false));

        return new Answer(202);
    }

    private Answer Meet(HttpContext http, string? body)
    {
        if (!Asked.Only(http)
            || Asked.Object(
                body,
                ["subject", "start", "end"],
                "attendees", "body", "isOnlineMeeting", "onlineMeetingProvider", "transactionId", "sensitivity", "showAs", "reminderMinutesBeforeStart", "allowNewTimeProposals", "hideAttendees") is not { } asked
            || !IsMoment(asked["start"])
            || !IsMoment(asked["end"])
            || (asked["body"] is { } text && !IsBody(text))
            || Asked.Text(asked["sensitivity"]) is not (null or "normal" or "personal" or "private" or "confidential")
            || Asked.Text(asked["showAs"]) is not (null or "free" or "tentative" or "busy" or "oof" or "workingElsewhere" or "unknown")
            || Asked.Text(asked["onlineMeetingProvider"]) is not (null or "teamsForBusiness" or "skypeForBusiness" or "skypeForConsumer" or "unknown")
            || (asked["attendees"] is JsonArray { Count: > 0 } && Addresses(asked["attendees"], "type") is null))
        {
            return Answer.NotAccepted;
        }

        if (people.Find(Asked.Route(http, "organizer")) is not { } organizer)
        {
            return Answer.Refused(404, "ErrorInvalidUser");
        }

        lock (_meetings)
        {
            var transaction = Asked.Text(asked["transactionId"]);
            var made = transaction is null ? null : _meetings.FirstOrDefault(one => one.Organizer == organizer.EntraId && one.TransactionId == transaction);

            if (made is null)
            {
                made = new EmulatedMeeting(
                    $"AAMk{Guid.NewGuid():N}", organizer.EntraId, transaction, Asked.Text(asked["subject"])!, Addresses(asked["attendees"], "type") ?? [], asked.DeepClone().AsObject());
                _meetings.Enqueue(made);
            }

            var answer = made.Asked.DeepClone().AsObject();
            answer["id"] = made.Id;
            answer["onlineMeeting"] = made.Asked["isOnlineMeeting"]?.GetValue<bool>() is true ? new JsonObject { ["joinUrl"] = $"https://teams.microsoft.com/l/meetup-join/{made.Id}" } : null;

            return new Answer(201, answer);
        }
    }
}
