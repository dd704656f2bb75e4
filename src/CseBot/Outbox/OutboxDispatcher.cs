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
    /// <summary>How long a row is one node's. A node that dies takes its rows with it for as long as that.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    private const int AtOnce = 32;
    private const int AbreastOf = 8;

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
                // A lease that has run out while the row waited its turn may be another node's by now.
                foreach (var row in rows.TakeWhile(row => row.LeasedUntil > clock.GetUtcNow()))
                {
                    await HandleAsync(row, stopping);
                }
            });

        return due.Count;
    }

    /// <summary>Stops, and lets go of what it had taken and has not done, so that it waits for no lease to run out.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);

        if (ExecuteTask is not { IsCompleted: true })
        {
            return;
        }

        try
        {
            await using var db = await databases.CreateDbContextAsync(cancellationToken);
            await db.Outbox.Where(row => row.LeasedBy == _node && row.LeasedUntil != null)
                .ExecuteUpdateAsync(row => row.SetProperty(one => one.LeasedUntil, (DateTimeOffset?)null), cancellationToken);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Log.NotLetGo(logger, fault.GetType().Name);
        }
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

    /// <summary>Takes what is due and free. What belongs to one concern or conversation is one node's at a time, so that it stays in order.</summary>
    private async Task<IReadOnlyList<OutboxRow>> LeaseAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var alone = await db.AloneAsync(cancellationToken);
        var ours = db.Outbox.Where(row => _kinds.Contains(row.Kind));
        var leased = ours.Where(row => row.LeasedUntil >= now);
        var free = ours.Where(row => row.DueAt <= now
            && (row.LeasedUntil == null || row.LeasedUntil < now)
            && !leased.Any(other => other.Reference == row.Reference && other.ConversationId == row.ConversationId));
        var ids = await free.OrderBy(row => row.Id).Select(row => row.Id).Take(AtOnce).ToListAsync(cancellationToken);

        if (ids.Count == 0)
        {
            return [];
        }

        await free.Where(row => ids.Contains(row.Id)).ExecuteUpdateAsync(
            row => row.SetProperty(one => one.LeasedBy, _node).SetProperty(one => one.LeasedUntil, now + Lease), cancellationToken);

        var rows = await db.Outbox.AsNoTracking()
            .Where(row => ids.Contains(row.Id) && row.LeasedBy == _node && row.LeasedUntil == now + Lease)
            .OrderBy(row => row.Id)
            .ToListAsync(cancellationToken);

        if (alone is not null)
        {
            await alone.CommitAsync(cancellationToken);
        }

        return rows;
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

        // What outlived its lease is free already, and postponing it would only hold up whoever takes it next.
        var now = clock.GetUtcNow();
        var attempts = row.Attempts + 1;
        var dueAt = now + RetrySchedule.After(attempts, handled.RetryAfter, Random.Shared.NextDouble());
        await mine.Where(one => one.LeasedUntil >= now).ExecuteUpdateAsync(
            one => one.SetProperty(r => r.Attempts, r => r.Attempts + 1).SetProperty(r => r.DueAt, dueAt).SetProperty(r => r.LeasedUntil, (DateTimeOffset?)null),
            cancellationToken);
        Log.Postponed(logger, row.Kind, row.Reference ?? "a draft", attempts);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "The outbox could not take its turn: {Fault}.")]
        public static partial void NoTurn(ILogger logger, string fault);

        [LoggerMessage(LogLevel.Warning, "The outbox could not let go of its work: {Fault}. It is free again when its lease runs out.")]
        public static partial void NotLetGo(ILogger logger, string fault);

        [LoggerMessage(LogLevel.Error, "{Kind} for {Reference} failed: {Fault}.")]
        public static partial void Failed(ILogger logger, string kind, string reference, string fault);

        [LoggerMessage(LogLevel.Warning, "{Kind} for {Reference} will be tried again; attempts so far: {Attempts}.")]
        public static partial void Postponed(ILogger logger, string kind, string reference, int attempts);
    }
}
