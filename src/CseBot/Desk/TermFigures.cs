using CseBot.Concerns;
using CseBot.Storage;

namespace CseBot.Desk;

/// <summary>Reads what the figures of a school are made of. Nothing else of it leaves.</summary>
internal sealed class TermFigures(Ledgers ledgers, TimeProvider clock)
{
    /// <summary>As many periods as fit beside each other on a phone.</summary>
    public const int Most = 3;

    /// <summary>School years before the running one: in as many, even a school that is shown by year has enough periods.</summary>
    private const int Years = 3;

    /// <summary>School years before the running one that can be asked for.</summary>
    private const int Longest = 10;

    /// <summary>The last periods that are over, the oldest first. Those before anything happened are left out.</summary>
    public async Task<IReadOnlyList<Figures>> LastAsync(School school, CancellationToken cancellationToken) =>
        [.. (await SinceAsync(school, Running(school) - Years, cancellationToken)).TakeLast(Most).SkipWhile(figures => figures.IsEmpty)];

    /// <summary>Every period that is over, from the school year of a day on, the oldest first.</summary>
    public Task<IReadOnlyList<Figures>> SinceAsync(School school, DateOnly day, CancellationToken cancellationToken) =>
        SinceAsync(school, Math.Clamp(Period.YearOf(school.Calendar, day), Running(school) - Longest, Running(school) - 1), cancellationToken);

    private async Task<IReadOnlyList<Figures>> SinceAsync(School school, int year, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var begins = Period.Of(school.Calendar, year, Term.Autumn, Term.Autumn).Begins;
        await using var ledger = ledgers.Open();
        var concerns = await ledger.ConcernsRaisedAsync(school.Id, begins - Tally.LookBack, now, cancellationToken);
        Drilled[] drilled =
        [
            .. (await ledger.DrillsAsync(school.Id, begins, now, cancellationToken))
                .Select(row => new Drilled(row.Drill, row.SentAt, row.ReachedAt is not null, row.AcknowledgedAt is not null)),
        ];

        return [.. Enumerable.Range(year, Running(school) - year + 1).SelectMany(one => Figures.OfYear(concerns, drilled, school, one, now))];
    }

    private int Running(School school) => Period.YearOf(school.Calendar, School.Day(clock.GetUtcNow()));
}
