using System.Text.Json;
using System.Text.Json.Nodes;
using CseBot.Concerns;
using CseBot.Dialogs;
using CseBot.Teams;

namespace CseBot.Conversations;

/// <summary>Looks entries up for somebody who writes to somebody else: the search command of the message extension (protocol 3.6.4). It keeps nothing.</summary>
internal sealed class Lookup(GuidanceMatcher matcher, GuidanceLibrary guidance, GuidanceCards cards, IDirectory directory, Wording words)
{
    private const string Preview = "application/vnd.microsoft.card.thumbnail";

    /// <summary>What is shown before anything has been typed.</summary>
    private static readonly string[] _first = ["what-staff-do", "who-to-tell", "definition", "grooming-process", "key-facts"];

    public async Task<JsonObject> FindAsync(Activity activity, CancellationToken cancellationToken)
    {
        if (activity.From.AadObjectId is not { } person || !(await directory.StandingAsync(person, cancellationToken)).IsStaff)
        {
            return Say(words.Say("lookup.not-staff"));
        }

        var typed = Typed(activity.Value);
        var match = matcher.Match(typed ?? string.Empty);

        return match.Route switch
        {
            _ when string.IsNullOrWhiteSpace(typed) => Results(_first.Select(guidance.Find).OfType<GuidanceEntry>()),
            QuestionRoute.Answer => Results(match.Entries.Select(found => found.Entry)),
            QuestionRoute.Unknown => Say(words.Say("lookup.nothing")),
            var route => Say(words.Say($"lookup.{route}")),
        };
    }

    private static string? Typed(JsonElement? value)
    {
        if (value is not { ValueKind: JsonValueKind.Object } query
            || !query.TryGetProperty("parameters", out var parameters)
            || parameters.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        foreach (var parameter in parameters.EnumerateArray())
        {
            if (parameter.ValueKind == JsonValueKind.Object
                && parameter.TryGetProperty("name", out var name) && name.ValueKind == JsonValueKind.String && name.GetString() == "question"
                && parameter.TryGetProperty("value", out var typed) && typed.ValueKind == JsonValueKind.String)
            {
                return typed.GetString();
            }
        }

        return null;
    }

    private static JsonObject Say(string line) => new() { ["composeExtension"] = new JsonObject { ["type"] = "message", ["text"] = line } };

    private JsonObject Results(IEnumerable<GuidanceEntry> entries) => new()
    {
        ["composeExtension"] = new JsonObject
        {
            ["type"] = "result",
            ["attachmentLayout"] = "list",
            ["attachments"] = new JsonArray([.. entries.Select(entry => new JsonObject
            {
                ["contentType"] = OutgoingAttachment.AdaptiveCard,
                ["content"] = cards.Result(entry),
                ["preview"] = new JsonObject
                {
                    ["contentType"] = Preview,
                    ["content"] = new JsonObject { ["title"] = entry.Title, ["text"] = FirstSentence(entry.Answer) },
                },
            })]),
        },
    };

    private static string FirstSentence(string text) => text.IndexOf(". ", StringComparison.Ordinal) is > 0 and var end ? text[..(end + 1)] : text;
}
