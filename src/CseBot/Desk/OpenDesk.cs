using CseBot.Concerns;
using CseBot.Storage;
using CseBot.Teams;

namespace CseBot.Desk;

/// <summary>Closes desks again that have been open for too long, so that nothing is left lying in a chat.</summary>
internal sealed class OpenDesk(Ledgers ledgers, DeskCards cards, IDirectory directory, ConnectorClient connector, TimeProvider clock)
{
    private static readonly TimeSpan _again = TimeSpan.FromMinutes(1);

    /// <summary>Remembers until when a card may show what it shows; nothing: it is closed.</summary>
    public static async Task RememberAsync(Ledger ledger, Activity activity, string activityId, DateTimeOffset? until, CancellationToken cancellationToken)
    {
        var row = await ledger.DeskCardAsync(activity.Conversation.Id, activityId, cancellationToken);

        switch (row, until)
        {
            case (null, { } open):
                ledger.Add(new DeskCardRow
                {
                    ConversationId = activity.Conversation.Id,
                    ActivityId = activityId,
                    ServiceUrl = activity.ServiceUrl,
                    EntraId = activity.From.AadObjectId!.ToLowerInvariant(),
                    ViewUntil = open,
                });
                break;

            case ({ } known, { } open):
                known.ViewUntil = open;
                break;

            case ({ } known, null):
                ledger.Remove(known);
                break;
        }
    }

    public async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        await using var reading = ledgers.Open();

        foreach (var due in await reading.DeskCardsDueAsync(clock.GetUtcNow(), cancellationToken))
        {
            List<School> schools = [];

            foreach (var configured in directory.Configured)
            {
                schools.Add(await directory.SchoolAsync(configured.Id, cancellationToken));
            }

            var answer = await connector.UpdateAsync(new ConversationReference(due.ServiceUrl, due.ConversationId), due.ActivityId, cards.Post(cards.Door(schools, due.EntraId)), cancellationToken);
            var isLater = answer.Fault is { Kind: ConnectorFaultKind.Later or ConnectorFaultKind.Uncertain };

            await ledgers.DoAsync(
                async ledger =>
                {
                    if (await ledger.DeskCardAsync(due.ConversationId, due.ActivityId, cancellationToken) is { } card && card.ViewUntil == due.ViewUntil)
                    {
                        if (isLater)
                        {
                            card.ViewUntil = clock.GetUtcNow() + (answer.Fault!.RetryAfter ?? _again);
                        }
                        else
                        {
                            ledger.Remove(card);
                        }
                    }

                    return true;
                },
                cancellationToken);
        }
    }
}
