using CseBot.Alerts;
using CseBot.Conversations;
using CseBot.Desk;
using CseBot.Escalation;
using CseBot.Graph;

namespace CseBot.Operations;

/// <summary>What happens because time passes: ladders, cards left open, drafts not sent, and traces no longer needed.</summary>
internal sealed partial class Sweeps(
    EscalationSweep escalation,
    OpenCards openCards,
    OpenDesk openDesk,
    Mornings mornings,
    UnsentDrafts drafts,
    GroupDirectory directory,
    Presences presences,
    Reconciliation reconciliation,
    Housekeeping housekeeping,
    TimeProvider clock,
    ILogger<Sweeps> logger)
    : BackgroundService
{
    private static readonly TimeSpan _every = TimeSpan.FromSeconds(5);

    public async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        Func<CancellationToken, Task>[] sweeps =
        [
            escalation.RunOnceAsync,
            openCards.RunOnceAsync,
            openDesk.RunOnceAsync,
            mornings.RunOnceAsync,
            drafts.RunOnceAsync,
            directory.RunOnceAsync,
            presences.RunOnceAsync,
            reconciliation.RunOnceAsync,
            housekeeping.RunOnceAsync,
        ];

        foreach (var sweep in sweeps)
        {
            try
            {
                await sweep(cancellationToken);
            }
            catch (Exception fault) when (fault is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                Log.Failed(logger, sweep.Method.DeclaringType!.Name, fault.GetType().Name);
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await RunOnceAsync(stoppingToken);
            await Task.Delay(_every, clock, stoppingToken);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "{Sweep} failed: {Fault}. It is tried again in a few seconds.")]
        public static partial void Failed(ILogger logger, string sweep, string fault);
    }
}
