using CseBot.Concerns;
using CseBot.Graph;
using CseBot.Outbox;
using CseBot.Storage;
using CseBot.Teams;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CseBot.Operations;

/// <summary>Whether the program can do its work, and what is late. It names nobody.</summary>
internal sealed class Readiness(
    IDbContextFactory<CseBotDb> databases, SigningKeys keys, GroupDirectory directory, IReadOnlyList<SchoolSetup> schools, TimeProvider clock)
    : IHealthCheck
{
    private static readonly TimeSpan _longestUnacknowledged = TimeSpan.FromHours(1);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);

        if ((await db.Database.GetPendingMigrationsAsync(cancellationToken)).Any())
        {
            return HealthCheckResult.Unhealthy("The database's schema is not up to date: run the migrate command.");
        }

        string[] reasons =
        [
            .. await WaitingForACallAsync(db, cancellationToken),
            .. await LateAsync(db, cancellationToken),
            .. await UnacknowledgedAsync(db, cancellationToken),
            .. await PastLastRungAsync(db, cancellationToken),
            .. await SecondLooksAsync(db, cancellationToken),
            .. await WithheldAsync(db, cancellationToken),
            .. await NotFiledAsync(db, cancellationToken),
            .. await Reconciliation.TroublesAsync(db, directory.Configured, cancellationToken),
            .. Keys(),
            .. directory.Troubles(),
        ];

        return reasons.Length == 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded(string.Join(' ', reasons));
    }

    private static async Task<IEnumerable<string>> LateAsync(CseBotDb db, CancellationToken cancellationToken)
    {
        var tried = RetrySchedule.Intervals.Count;
        var late = await db.Outbox.Where(row => row.Attempts >= tried)
            .GroupBy(row => row.Kind)
            .Select(kind => new { kind.Key, Count = kind.Count() })
            .ToListAsync(cancellationToken);

        return late.Select(kind => $"Tried for long and still being tried: {kind.Count} × {kind.Key}.");
    }

    private async Task<IEnumerable<string>> UnacknowledgedAsync(CseBotDb db, CancellationToken cancellationToken)
    {
        var longAgo = clock.GetUtcNow() - _longestUnacknowledged;
        var waiting = await db.Concerns.CountAsync(concern => concern.Status == ConcernStatus.Raised && concern.RaisedAt <= longAgo, cancellationToken);

        return waiting == 0 ? [] : [$"Nobody has acknowledged {waiting} of the concerns raised more than an hour ago."];
    }

    private static async Task<IEnumerable<string>> PastLastRungAsync(CseBotDb db, CancellationToken cancellationToken)
    {
        var past = await db.Concerns.CountAsync(concern => concern.Status == ConcernStatus.Raised && concern.IsPastLastRung, cancellationToken);

        return past == 0 ? [] : [$"Concerns past the last rung of their ladder, which nobody has acknowledged although everybody on it has been told: {past}. Ring the school."];
    }

    private static async Task<IEnumerable<string>> WaitingForACallAsync(CseBotDb db, CancellationToken cancellationToken)
    {
        var waiting = await db.Concerns.CountAsync(concern => concern.WaitsForACall, cancellationToken);

        return waiting == 0 ? [] : [$"Concerns that nobody could be told of in Teams, and whose reporter has not said whom they rang: {waiting}. Ask the chair of governors or the council's LADO to ring the school."];
    }

    private async Task<IEnumerable<string>> SecondLooksAsync(CseBotDb db, CancellationToken cancellationToken)
    {
        var today = School.Day(clock.GetUtcNow());
        var overdue = await db.Concerns.CountAsync(concern => concern.SecondLookBy < today, cancellationToken);

        return overdue == 0 ? [] : [$"Closed without a referral, and not looked at by a second lead in time: {overdue}."];
    }

    private async Task<IEnumerable<string>> WithheldAsync(CseBotDb db, CancellationToken cancellationToken)
    {
        var withoutWithheld = schools.Where(setup => setup.WithheldRecord is null).Select(setup => setup.School.Id).ToArray();
        var withoutAdult = schools.Where(setup => setup.AdultRecord is null).Select(setup => setup.School.Id).ToArray();
        var withheld = await db.Concerns.CountAsync(
            concern => (concern.IsWithheld && withoutWithheld.Contains(concern.School))
                || (concern.Route == ConcernRoute.Adult && !concern.IsWithheld && withoutAdult.Contains(concern.School)),
            cancellationToken);

        return withheld == 0 ? [] : [$"Concerns that may not go on the school's ordinary list, and so are on none (no WithheldRecord or AdultRecord is set): {withheld}."];
    }

    /// <summary>The closed concerns whose full record has no library to lie in.</summary>
    private async Task<IEnumerable<string>> NotFiledAsync(CseBotDb db, CancellationToken cancellationToken)
    {
        var closed = await db.Concerns.Where(concern => concern.Status == ConcernStatus.Closed)
            .GroupBy(concern => new { concern.School, concern.Route, concern.IsWithheld })
            .Select(group => new { group.Key.School, group.Key.Route, group.Key.IsWithheld, Count = group.Count() })
            .ToListAsync(cancellationToken);
        var notFiled = closed.Where(group => schools.FirstOrDefault(setup => setup.School.Id == group.School)?.RecordFor(group.Route, group.IsWithheld)?.DriveId is null or "").Sum(group => group.Count);

        return notFiled == 0 ? [] : [$"Closed concerns whose full record is in no library (no DriveId is set for them): {notFiled}."];
    }

    private IEnumerable<string> Keys() => keys switch
    {
        { AreAway: false } => [],
        { AreUsable: true } => ["The keys that sign Teams' tokens could not be fetched. The ones held serve until they are three days old; after that nobody can be let in."],
        _ => ["The keys that sign Teams' tokens cannot be fetched: nobody can be let in."],
    };
}
