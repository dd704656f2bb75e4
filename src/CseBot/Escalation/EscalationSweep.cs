using CseBot.Concerns;
using CseBot.Storage;

namespace CseBot.Escalation;

/// <summary>Moves the ladder of every concern whose time has come. The time is on the concern, so nothing is forgotten over a restart.</summary>
internal sealed partial class EscalationSweep(Ledgers ledgers, IDirectory directory, TimeProvider clock, ILogger<EscalationSweep> logger)
{
    private static readonly TimeSpan _betweenLooks = TimeSpan.FromHours(1);

    private DateTimeOffset _holdersLookedFor;

    public async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        await LookForHoldersAsync(cancellationToken);
        await using var reading = ledgers.Open();

        foreach (var reference in await reading.ConcernsDueAsync(clock.GetUtcNow(), cancellationToken))
        {
            try
            {
                while (await ledgers.DoAsync(ledger => MoveAsync(ledger, reference, cancellationToken), cancellationToken))
                {
                }
            }
            catch (Exception fault) when (fault is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                Log.Stuck(logger, reference, fault.GetType().Name);
            }
        }
    }

    /// <summary>Every hour, looks whether those who act on something are still there and may. Where one is not, it starts from the top.</summary>
    private async Task LookForHoldersAsync(CancellationToken cancellationToken)
    {
        if (clock.GetUtcNow() < _holdersLookedFor)
        {
            return;
        }

        _holdersLookedFor = clock.GetUtcNow() + _betweenLooks;
        await using var reading = ledgers.Open();

        foreach (var configured in directory.Configured)
        {
            var school = await directory.SchoolAsync(configured.Id, cancellationToken);

            foreach (var reference in await reading.AcknowledgedAsync(school.Id, cancellationToken))
            {
                await ledgers.DoAsync(
                    async ledger =>
                    {
                        var concern = (await ledger.ConcernAsync(reference, cancellationToken))!;
                        var decision = Handling.LoseHolder(concern, school, clock.GetUtcNow());

                        return decision.Refusal is null ? await ledger.WriteAsync(concern, decision, cancellationToken) : concern;
                    },
                    cancellationToken);
            }
        }
    }

    /// <returns>Whether it moved, and so may be due again: a time that has passed already is due now.</returns>
    private async Task<bool> MoveAsync(Ledger ledger, string reference, CancellationToken cancellationToken)
    {
        var concern = (await ledger.ConcernAsync(reference, cancellationToken))!;
        var school = await directory.SchoolAsync(concern.Raised.School, cancellationToken);
        var decision = ConcernLifecycle.ComeDue(concern, school, clock.GetUtcNow());

        if (decision.Refusal is not null)
        {
            return false;
        }

        await ledger.WriteAsync(concern, decision, cancellationToken);

        return true;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Critical, "The ladder of {Reference} could not move: {Fault}. The others go on.")]
        public static partial void Stuck(ILogger logger, string reference, string fault);
    }
}
