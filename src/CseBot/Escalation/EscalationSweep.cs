using CseBot.Concerns;
using CseBot.Storage;

namespace CseBot.Escalation;

/// <summary>Moves the ladder of every concern whose time has come. The time is on the concern, so nothing is forgotten over a restart.</summary>
internal sealed partial class EscalationSweep(Ledgers ledgers, IDirectory directory, TimeProvider clock, ILogger<EscalationSweep> logger)
{
    public async Task RunOnceAsync(CancellationToken cancellationToken)
    {
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
