using System.Text.Json.Nodes;
using CseBot.Cards;
using CseBot.Concerns;
using CseBot.Dialogs;
using CseBot.Storage;
using CseBot.Teams;

namespace CseBot.Conversations;

/// <summary>
/// A concern about a message that somebody else wrote, begun from wherever it stands. The walk goes on in a dialog of its own; the draft is kept with the
/// reporter's one-to-one chat, and nothing is posted where the message is (protocol 3.6.3 and 3.6.4).
/// </summary>
internal sealed class TaskDialog(Turns turns, Reception reception, Drafts drafts, IDirectory directory, Notices notices, Wording words)
{
    public const string Command = "raise-about-message";

    /// <summary>The action was chosen on a message: it is kept as what somebody else wrote, and the first question is asked.</summary>
    public async Task<JsonObject> FetchAsync(Activity activity, CancellationToken cancellationToken)
    {
        if (activity.From.AadObjectId is not { } person || !(await directory.StandingAsync(person, cancellationToken)).IsStaff)
        {
            return Say(words.Say("lookup.not-staff"));
        }

        if (MessageAction.Read(activity.Value) is not { CommandId: Command, MessagePayload.Body.Content: { } html } action)
        {
            return Say(words.Say("copied.nothing"));
        }

        var copied = Copy(html, action.MessagePayload);
        var turned = await turns.TakeElsewhereAsync(activity, verb: null, (_, row, writer) => BeginAsync(row, writer, copied, cancellationToken), cancellationToken);

        return turned is null ? Say(words.Say("trouble.dialog")) : Show(turned);
    }

    /// <summary>Something was pressed in the dialog.</summary>
    public async Task<JsonObject> SubmitAsync(Activity activity, CancellationToken cancellationToken)
    {
        var data = new PressData(MessageAction.Read(activity.Value)?.Data);

        if (data["verb"] is not { } verb || !Reception.Has(verb))
        {
            return Say(words.Say("newer-card"));
        }

        var turned = await turns.TakeElsewhereAsync(
            activity, verb, (ledger, row, person) => reception.PressAsync(ledger, row, person, verb, data, pressedActivityId: null, cancellationToken), cancellationToken);

        return turned is null ? Say(words.Say("trouble.dialog")) : Show(turned);
    }

    private CopiedMessage Copy(string html, MessagePayload payload)
    {
        var text = MessageText.From(html);
        var files = payload.Attachments is { Count: > 0 } || MessageText.HasPicture(html) ? $"\n{words.Say("copied.files")}" : string.Empty;

        return new CopiedMessage(text + files, payload.From?.User?.DisplayName);
    }

    private async Task<Turned> BeginAsync(ConversationRow row, Actor person, CopiedMessage copied, CancellationToken cancellationToken)
    {
        var standing = await directory.StandingAsync(person.EntraId, cancellationToken);
        var kept = new Speech.Post(notices.Post(words.Say("copied.heading"), [words.Say("copied.what"), words.Say("welcome.danger")]));

        switch (drafts.In(row), standing.Schools)
        {
            case ({ IsAddition: true } or { IsUnlisted: true } or { IsAChildsAboutAnAdult: true }, _):
                return new Turned(null, new Speech.Post(notices.Post(words.Say("copied.not-now"), [])));

            case ({ IsWaitingForSchool: true } waiting, _):
                var which = drafts.Keep(row, waiting with { Copied = [.. waiting.Copied, copied] });
                return new Turned(null, kept, new Speech.Post(notices.WhichSchool(which.Id, standing.Schools)));

            case ({ } open, _):
                var with = drafts.Keep(row, open with { Copied = [.. open.Copied, copied] });
                var school = await SchoolAsync(row, standing, cancellationToken);
                return new Turned(null, [kept, .. drafts.Ask(with, school, person.EntraId)]);

            case (null, [var only]):
                return new Turned(null, [kept, .. drafts.Ask(drafts.BeginConcern(row, only, firstWords: null, copied: [copied]), only, person.EntraId)]);

            default:
                return new Turned(null, [kept, new Speech.Post(notices.WhichSchool(drafts.BeginWaiting(row, text: null, copied: [copied]).Id, standing.Schools))]);
        }
    }

    private async Task<School> SchoolAsync(ConversationRow row, Standing standing, CancellationToken cancellationToken) =>
        row.School is { } id ? await directory.SchoolAsync(id, cancellationToken) : standing.Schools[0];

    private static JsonObject Say(string line) => new() { ["task"] = new JsonObject { ["type"] = "message", ["value"] = line } };

    /// <summary>All that would have been posted, as one card; or, where there is none, the answer to the press.</summary>
    private JsonObject Show(Turned turned)
    {
        JsonObject[] cards = [.. turned.Say.OfType<Speech.Post>().Select(post => post.Activity.Attachments?[0].Content ?? notices.Line(post.Activity.Text ?? string.Empty))];

        return (cards, turned.Answer) switch
        {
            ([_, ..], _) => Continue(DialogCards.Joined(cards)),
            (_, { Type: OutgoingAttachment.AdaptiveCard, Value: JsonObject card }) => Continue(card),
            (_, { Value: var line }) => Say(line.ToString()),
            _ => Say(words.Say("please-wait")),
        };
    }

    private JsonObject Continue(JsonObject card) => new()
    {
        ["task"] = new JsonObject
        {
            ["type"] = "continue",
            ["value"] = new JsonObject
            {
                ["title"] = words.Say("summary.bot"),
                ["width"] = "medium",
                ["height"] = "large",
                ["card"] = new JsonObject { ["contentType"] = OutgoingAttachment.AdaptiveCard, ["content"] = DialogCards.ForDialog(card) },
            },
        },
    };
}
