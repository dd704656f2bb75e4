using CseBot.Concerns;
using CseBot.Storage;

namespace CseBot.Escalation;

/// <summary>
/// Moves the ladder of every concern whose time has come, and starts that of every concern again whose holder is one of the school's people no more.
/// The time is on the concern, so nothing is forgotten over a restart.
/// </summary>
internal sealed partial class EscalationSweep(Ledgers ledgers, IDirectory directory, TimeProvider clock, ILogger<EscalationSweep> logger)
{
    /// <summary>As old as what is known of the groups may be.</summary>
    private static readonly TimeSpan _holdersEvery = TimeSpan.FromMinutes(5);

    private DateTimeOffset _holdersAt = DateTimeOffset.MinValue;

    public async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var reading = ledgers.Open();

        foreach (var reference in await reading.ConcernsDueAsync(now, cancellationToken))
        {
            await MoveAsync(reference, ConcernLifecycle.ComeDue, cancellationToken);
        }

        if ((now - _holdersAt).Duration() >= _holdersEvery)
        {
            _holdersAt = now;
            await LookAtHoldersAsync(reading, cancellationToken);
        }
    }

    /// <summary>Most holders are leads, whose concerns need not be read.</summary>
    private async Task LookAtHoldersAsync(Ledger reading, CancellationToken cancellationToken)
    {
        foreach (var (configured, holder) in await reading.HoldersAsync(cancellationToken))
        {
            if ((await directory.SchoolAsync(configured, cancellationToken)).Find(holder) is { IsLead: true })
            {
                continue;
            }

            foreach (var reference in await reading.HeldByAsync(configured, holder, cancellationToken))
            {
                await MoveAsync(reference, ConcernLifecycle.LoseHolder, cancellationToken);
            }
        }
    }

    private async Task MoveAsync(string reference, Func<Concern, School, DateTimeOffset, Decision> move, CancellationToken cancellationToken)
    {
        try
        {
            while (await ledgers.DoAsync(ledger => MoveAsync(ledger, reference, move, cancellationToken), cancellationToken))
            {
            }
        }
        catch (Exception fault) when (fault is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            Log.Stuck(logger, reference, fault.GetType().Name);
        }
    }

    /// <returns>Whether it moved, and so may be due again: a time that has passed already is due now.</returns>
    private async Task<bool> MoveAsync(Ledger ledger, string reference, Func<Concern, School, DateTimeOffset, Decision> move, CancellationToken cancellationToken)
    {
        var concern = (await ledger.ConcernAsync(reference, cancellationToken))!;
        var school = await directory.SchoolAsync(concern.Raised.School, cancellationToken);
        var decision = move(concern, school, clock.GetUtcNow());

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
