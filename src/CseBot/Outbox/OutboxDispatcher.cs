using CseBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace CseBot.Outbox;

/// <summary>Does the work that commits have made: takes rows that are due, one node each, and tries again what failed.</summary>
/// <remarks>One dispatcher for each far side, so that a slow Graph never holds up an alert.</remarks>
internal sealed partial class OutboxDispatcher(
    IReadOnlyList<IOutboxHandler> handlers,
    IDbContextFactory<CseBotDb> databases,
    OutboxSignal signal,
    TimeProvider clock,
    ILogger<OutboxDispatcher> logger)
    : BackgroundService
{
    private const int AtOnce = 32;
    private const int AbreastOf = 8;

    private static readonly TimeSpan _lease = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan _poll = TimeSpan.FromSeconds(5);

    private readonly Guid _node = Guid.NewGuid();
    private readonly string[] _kinds = [.. handlers.Select(handler => handler.Kind)];

    /// <summary>Does everything that is due now.</summary>
    /// <returns>How many rows were tried.</returns>
    public async Task<int> RunOnceAsync(CancellationToken cancellationToken)
    {
        var due = await LeaseAsync(cancellationToken);

        await Parallel.ForEachAsync(
            due.GroupBy(row => row.Reference ?? row.ConversationId),
            new ParallelOptions { MaxDegreeOfParallelism = AbreastOf, CancellationToken = cancellationToken },
            async (rows, stopping) =>
            {
                foreach (var row in rows)
                {
                    await HandleAsync(row, stopping);
                }
            });

        return due.Count;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var committed = signal.Next;
            var tried = 0;

            try
            {
                tried = await RunOnceAsync(stoppingToken);
            }
            catch (Exception fault) when (fault is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                Log.NoTurn(logger, fault.GetType().Name);
            }

            if (tried == 0)
            {
                await Task.WhenAny(committed, Task.Delay(_poll, clock, stoppingToken));
            }
        }
    }

    private async Task<IReadOnlyList<OutboxRow>> LeaseAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var free = db.Outbox.Where(row => _kinds.Contains(row.Kind) && row.DueAt <= now && (row.LeasedUntil == null || row.LeasedUntil < now));
        var ids = await free.OrderBy(row => row.Id).Select(row => row.Id).Take(AtOnce).ToListAsync(cancellationToken);

        if (ids.Count == 0)
        {
            return [];
        }

        await free.Where(row => ids.Contains(row.Id)).ExecuteUpdateAsync(
            row => row.SetProperty(one => one.LeasedBy, _node).SetProperty(one => one.LeasedUntil, now + _lease), cancellationToken);

        return await db.Outbox.AsNoTracking()
            .Where(row => ids.Contains(row.Id) && row.LeasedBy == _node && row.LeasedUntil == now + _lease)
            .OrderBy(row => row.Id)
            .ToListAsync(cancellationToken);
    }

    private async Task HandleAsync(OutboxRow row, CancellationToken cancellationToken)
    {
        Handled handled;

        try
        {
            handled = await handlers.Single(handler => handler.Kind == row.Kind).HandleAsync(row, cancellationToken);
        }
        catch (Exception fault) when (fault is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            Log.Failed(logger, row.Kind, row.Reference ?? "a draft", fault.GetType().Name);
            handled = Handled.Later();
        }

        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var mine = db.Outbox.Where(one => one.Id == row.Id && one.LeasedBy == _node);

        if (handled.IsDone)
        {
            await mine.ExecuteDeleteAsync(cancellationToken);
            return;
        }

        var attempts = row.Attempts + 1;
        var dueAt = clock.GetUtcNow() + RetrySchedule.After(attempts, handled.RetryAfter, Random.Shared.NextDouble());
        await mine.ExecuteUpdateAsync(
            one => one.SetProperty(r => r.Attempts, r => r.Attempts + 1).SetProperty(r => r.DueAt, dueAt).SetProperty(r => r.LeasedUntil, (DateTimeOffset?)null),
            cancellationToken);
        Log.Postponed(logger, row.Kind, row.Reference ?? "a draft", attempts);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "The outbox could not take its turn: {Fault}.")]
        public static partial void NoTurn(ILogger logger, string fault);

        [LoggerMessage(LogLevel.Error, "{Kind} for {Reference} failed: {Fault}.")]
        public static partial void Failed(ILogger logger, string kind, string reference, string fault);

        [LoggerMessage(LogLevel.Warning, "{Kind} for {Reference} will be tried again; attempts so far: {Attempts}.")]
        public static partial void Postponed(ILogger logger, string kind, string reference, int attempts);
    }
}
