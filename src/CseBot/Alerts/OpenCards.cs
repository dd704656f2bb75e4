using CseBot.Concerns;
using CseBot.Outbox;
using CseBot.Storage;

namespace CseBot.Alerts;

/// <summary>Seals cards again that have been open for too long, so that nothing is left lying in a chat.</summary>
internal sealed class OpenCards(Ledgers ledgers, TimeProvider clock)
{
    public Task RunOnceAsync(CancellationToken cancellationToken) => ledgers.DoAsync(
        async ledger =>
        {
            var now = clock.GetUtcNow();
            var due = await ledger.AlertCardsDueAsync(now, cancellationToken);

            foreach (var card in due)
            {
                (card.View, card.ViewUntil) = (AlertView.TimedOut, null);
            }

            foreach (var reference in due.Select(card => card.Reference).Distinct(StringComparer.Ordinal))
            {
                ledger.Add(OutboxKinds.Row(new Work.RefreshCards(), reference, now));
            }

            return due.Count;
        },
        cancellationToken);
}
