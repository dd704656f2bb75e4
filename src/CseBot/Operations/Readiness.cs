using CseBot.Outbox;
using CseBot.Storage;
using CseBot.Teams;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CseBot.Operations;

/// <summary>Whether the program can do its work, and what is late. It names nobody.</summary>
internal sealed class Readiness(IDbContextFactory<CseBotDb> databases, SigningKeys keys, BotOptions bot) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);

        if ((await db.Database.GetPendingMigrationsAsync(cancellationToken)).Any())
        {
            return HealthCheckResult.Unhealthy("The database's schema is not up to date: run the migrate command.");
        }

        var tried = RetrySchedule.Intervals.Count;
        var late = await db.Outbox.Where(row => row.Attempts >= tried).GroupBy(row => row.Kind).Select(kind => $"{kind.Count()} × {kind.Key}").ToListAsync(cancellationToken);

        return (late, keys.AreUsable || bot.AllowAnonymousLoopback || !keys.WereAskedFor) switch
        {
            ({ Count: > 0 }, _) => HealthCheckResult.Degraded($"Waiting for long and still being tried: {string.Join(", ", late)}."),
            (_, false) => HealthCheckResult.Degraded("The keys that sign Teams' tokens cannot be fetched: nobody can be let in."),
            _ => HealthCheckResult.Healthy(),
        };
    }
}
