using System.Text.Json.Nodes;
using CseBot.Alerts;
using CseBot.Conversations;
using CseBot.Desk;
using CseBot.Dialogs;
using CseBot.Teams;

namespace CseBot;

/// <summary>What an activity came to, as the endpoint answers it.</summary>
internal abstract record Routed
{
    /// <summary>Dealt with; there is nothing to answer.</summary>
    public sealed record Taken : Routed;

    public sealed record Answered(InvokeAnswer Answer) : Routed;

    /// <summary>Something was looked up.</summary>
    public sealed record Found(JsonObject Results) : Routed;

    /// <summary>An invoke that we do not have.</summary>
    public sealed record NotHere : Routed;
}

/// <summary>Decides who deals with an activity. This switch is the complete list of what the bot responds to.</summary>
internal sealed partial class ActivityRouter(
    Turns turns,
    ConcernActions concerns,
    DeskActions desk,
    FiguresActions figures,
    AskReporter questions,
    DrillActions drills,
    Lookup lookup,
    TaskDialog dialog,
    ConnectorClient connector,
    Wording words,
    ILogger<ActivityRouter> logger)
{
    public async Task<Routed> RouteAsync(Activity activity, CancellationToken cancellationToken)
    {
        switch (activity)
        {
            case { Type: "message", IsPersonal: true }:
                await turns.HearAsync(activity, cancellationToken);
                return new Routed.Taken();

            case { Type: "message" }:
                await connector.SendAsync(
                    new ConversationReference(activity.ServiceUrl, activity.Conversation.Id),
                    new OutgoingActivity { Text = words.Say("channel") },
                    cancellationToken);
                return new Routed.Taken();

            case { Type: "invoke", Name: "adaptiveCard/action" }:
                return new Routed.Answered(activity.IsPersonal ? await PressAsync(activity, cancellationToken) : InvokeAnswer.Message(words.Say("channel")));

            case { Type: "messageUpdate", IsPersonal: true, ChannelData.EventType: "editMessage" }:
                await turns.HearEditedAsync(activity, cancellationToken);
                return new Routed.Taken();

            case { Type: "invoke", Name: "composeExtension/fetchTask" }:
                return new Routed.Found(await dialog.FetchAsync(activity, cancellationToken));

            case { Type: "invoke", Name: "composeExtension/submitAction" }:
                return new Routed.Found(await dialog.SubmitAsync(activity, cancellationToken));

            case { Type: "invoke", Name: "composeExtension/query" }:
                return new Routed.Found(await lookup.FindAsync(activity, cancellationToken));

            case { Type: "invoke" }:
                Log.UnknownInvoke(logger);
                return new Routed.NotHere();

            case { Type: "installationUpdate" or "conversationUpdate", IsPersonal: true }:
                await turns.RememberAsync(activity, cancellationToken);
                return new Routed.Taken();

            default:
                return new Routed.Taken();
        }
    }

    private async Task<InvokeAnswer> PressAsync(Activity activity, CancellationToken cancellationToken)
    {
        var action = TeamsJson.ReadPress(activity.Value)?.Action;
        var data = new PressData(action?.Data);

        return (action?.Verb ?? data["verb"]) switch
        {
            { } verb when ConcernActions.Has(verb) => await concerns.PressAsync(activity, verb, data, cancellationToken),
            { } verb when DeskActions.Has(verb) => await desk.PressAsync(activity, verb, data, cancellationToken),
            { } verb when FiguresActions.Has(verb) => await figures.PressAsync(activity, verb, data, cancellationToken),
            { } verb when AskReporter.Has(verb) => await questions.PressAsync(activity, verb, data, cancellationToken),
            { } verb when DrillActions.Has(verb) => await drills.PressAsync(activity, data, cancellationToken),
            { } verb when Reception.Has(verb) => await turns.PressAsync(activity, verb, data, cancellationToken),
            _ => InvokeAnswer.Message(words.Say("newer-card")),
        };
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "An invoke that we do not have was answered with 501.")]
        public static partial void UnknownInvoke(ILogger logger);
    }
}
