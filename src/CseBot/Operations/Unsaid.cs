using CseBot.Outbox;
using CseBot.Storage;

namespace CseBot.Operations;

/// <summary>At the start: whatever was written before a crash and not said is said now, whether or not Teams sends it again, and work that was under way is free again.</summary>
internal sealed class Unsaid(Ledgers ledgers, TimeProvider clock) : IHostedService
{
    private static readonly TimeSpan _since = TimeSpan.FromHours(1);

    public Task StartAsync(CancellationToken cancellationToken) => ledgers.DoAsync(
        async ledger =>
        {
            await ledger.ReleaseLeasesAsync(cancellationToken);
            var now = clock.GetUtcNow();
            var unanswered = await ledger.UnansweredAsync(now - _since, cancellationToken);

            foreach (var seen in unanswered)
            {
                seen.WasAnswered = true;
            }

            foreach (var conversation in unanswered.Select(seen => seen.ConversationId).Distinct(StringComparer.Ordinal))
            {
                ledger.Add(OutboxKinds.Tell(conversation, OutboxKinds.AskAgain, now));
            }

            return unanswered.Count;
        },
        cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
