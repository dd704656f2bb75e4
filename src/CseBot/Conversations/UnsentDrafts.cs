using CseBot.Concerns;
using CseBot.Dialogs.Flows;
using CseBot.Outbox;
using CseBot.Storage;

namespace CseBot.Conversations;

/// <summary>Looks after what nobody has sent: says so in time, and deletes it when it is too old (design 2, rule 10).</summary>
internal sealed partial class UnsentDrafts(Ledgers ledgers, Unlisted unlisted, IDirectory directory, Protection protection, TimeProvider clock, ILogger<UnsentDrafts> logger)
{
    public async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        await using var reading = ledgers.Open();

        foreach (var id in await reading.ConversationsDueAsync(clock.GetUtcNow(), cancellationToken))
        {
            try
            {
                await ledgers.DoAsync(ledger => LookAfterAsync(ledger, id, cancellationToken), cancellationToken);
            }
            catch (Exception fault) when (fault is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                Log.Stuck(logger, fault.GetType().Name);
            }
        }
    }

    private async Task<bool> LookAfterAsync(Ledger ledger, string id, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();

        if (await ledger.ConversationAsync(id, cancellationToken) is not { DraftId: not null } row)
        {
            return false;
        }

        if (Draft.In(row, protection, now) is not { } draft)
        {
            var nothingWasWritten = row.AddsTo is not null && row.AskedStep == AddInformation.WhatElse;
            var adds = row.AddsTo;
            row.Forget();

            if (!nothingWasWritten)
            {
                ledger.Add(adds is null ? OutboxKinds.Tell(id, OutboxKinds.Expired, now) : OutboxKinds.Row(new Work.TellReporter(Told.NotAdded), adds, now));
            }
        }
        else if (row.RemindAt <= now && draft.IsUnlisted)
        {
            var writer = new Actor(row.EntraId, draft.WriterName ?? string.Empty);
            await unlisted.TellLeadsAsync(ledger, row, writer, draft, Unverified.SaidNothing, cancellationToken);
        }
        else if (row.RemindAt <= now)
        {
            row.Reminded++;
            row.RemindAt = Reminders.Next(draft, row.Reminded, directory.Configured.FirstOrDefault(school => school.Id == row.School)?.Calendar, now);

            if (draft.HasWords)
            {
                ledger.Add(OutboxKinds.Tell(id, OutboxKinds.NotSent, now));
            }
        }

        return true;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Critical, "A draft could not be looked after: {Fault}. The others go on.")]
        public static partial void Stuck(ILogger logger, string fault);
    }
}
