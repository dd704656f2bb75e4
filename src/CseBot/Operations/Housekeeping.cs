using CseBot.Concerns;
using CseBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace CseBot.Operations;

/// <summary>Forgets which activities were seen once Teams can no longer repeat them, and who wrote on a day that is over.</summary>
internal sealed class Housekeeping(IDbContextFactory<CseBotDb> databases, TimeProvider clock)
{
    private static readonly TimeSpan _remembered = TimeSpan.FromDays(3);
    private static readonly TimeSpan _every = TimeSpan.FromHours(1);

    private DateTimeOffset _last = DateTimeOffset.MinValue;

    public async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();

        if (now - _last < _every)
        {
            return;
        }

        _last = now;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var forgotten = now - _remembered;
        await db.Seen.Where(seen => seen.At < forgotten).ExecuteDeleteAsync(cancellationToken);
        var day = School.Day(forgotten);
        await db.Unlisted.Where(unlisted => unlisted.Day < day).ExecuteDeleteAsync(cancellationToken);
    }
}
