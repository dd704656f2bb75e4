using CseBot.Dialogs;
using CseBot.Storage;
using CseBot.Teams;

namespace CseBot.Alerts;

/// <summary>The one thing that can be pressed in a drill, by the person it was sent to and nobody else.</summary>
internal sealed class DrillActions(Ledgers ledgers, DrillCards cards, ConnectorClient connector, Wording words, TimeProvider clock)
{
    /// <summary>Everything that can be pressed in a drill.</summary>
    public static IReadOnlyList<string> Verbs { get; } = [DrillCards.Verb];

    public static bool Has(string verb) => Verbs.Contains(verb, StringComparer.Ordinal);

    public async Task<InvokeAnswer> PressAsync(Activity activity, PressData data, CancellationToken cancellationToken)
    {
        if (data.Guid("drill") is not { } drill
            || activity.From.AadObjectId?.ToLowerInvariant() is not { } person
            || await ledgers.DoAsync(ledger => AcknowledgeAsync(ledger, drill, person, cancellationToken), cancellationToken) is not { } at)
        {
            return InvokeAnswer.Message(words.Say("not-available"));
        }

        var card = cards.Acknowledged(at);

        if (activity.ReplyToId is { } pressed)
        {
            // Without this the card would come back unpressed on their other devices (protocol 3.6.1).
            await connector.UpdateAsync(new ConversationReference(activity.ServiceUrl, activity.Conversation.Id), pressed, cards.Post(card), cancellationToken);
        }

        return InvokeAnswer.Card(card.DeepClone().AsObject());
    }

    /// <summary>Whoever presses has been reached, whatever Teams said when it was sent.</summary>
    /// <returns>When it was first acknowledged, or nothing when this drill was not sent to them.</returns>
    private async Task<DateTimeOffset?> AcknowledgeAsync(Ledger ledger, Guid drill, string person, CancellationToken cancellationToken)
    {
        var rows = await ledger.DrillAsync(drill, person, cancellationToken);

        foreach (var row in rows)
        {
            row.AcknowledgedAt ??= clock.GetUtcNow();
            row.ReachedAt ??= row.AcknowledgedAt;
            row.Failure = null;
        }

        return rows.FirstOrDefault()?.AcknowledgedAt;
    }
}
