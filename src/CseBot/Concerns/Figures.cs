using System.Collections.Immutable;

namespace CseBot.Concerns;

/// <summary>What a drill came to for one person.</summary>
internal sealed record Drilled(Guid Drill, DateTimeOffset SentAt, bool IsReached, bool IsAcknowledged);

/// <summary>The drills of a period. They are about no child, and nothing of them is left out.</summary>
/// <param name="Reached">How many of a hundred test alerts reached somebody; nothing where there were none.</param>
/// <param name="Acknowledged">How many of a hundred were acknowledged.</param>
internal sealed record DrillFigures(int Held, int? Reached, int? Acknowledged)
{
    public static DrillFigures Of(IEnumerable<Drilled> drilled, Period period)
    {
        Drilled[] sent = [.. drilled.Where(one => one.SentAt >= period.Begins && one.SentAt < period.Ends)];

        return new DrillFigures(
            sent.Select(one => one.Drill).Distinct().Count(), Share(sent.Count(one => one.IsReached), sent.Length), Share(sent.Count(one => one.IsAcknowledged), sent.Length));
    }

    private static int? Share(int some, int all) => all == 0 ? null : 100 * some / all;
}

/// <summary>
/// The figures of a period as the governor sees them: no name, no sign, no concern about an adult, and nothing from which a number from 1 to 4 could be worked out.
/// </summary>
/// <remarks>
/// <para>
/// The rule. Every number that stands for itself is shown as it is, or, from 1 to 4, as "fewer than 5". A total is only ever worked out again from what its parts are
/// shown as: where one of them is hidden, it is a range that says no more than they do. A part of the concerns raised (out of hours, escalated …) is shown as it is only where at
/// least five are not in it too, however many were raised; otherwise as a range. Times are shown where what is shown leaves no doubt that there are enough of them: five for the
/// median, ten for the 90th percentile.
/// </para>
/// <para>
/// Nothing is shown of days that are also shown in another way: a school year is cut into periods once (<see cref="OfYear"/>), by the shown numbers alone, and there is no total
/// above them. And a period is shown once it is over and counts what had happened by then, so that two reports, whenever they are asked for, say the same of the same days.
/// </para>
/// <para>
/// What is not held: that nobody knows anything else. Somebody who knows of some of the concerns knows more of the others; closings, referrals and second looks are of concerns of
/// any term, so that nothing certain follows from them about those raised, only what is likely; and where terms, hours or cover are configured anew, figures before and after are of different days.
/// </para>
/// </remarks>
internal sealed record Figures(Period Period, ImmutableDictionary<Figure, Count> Counts, TimeSpan? Median, TimeSpan? Ninetieth, DrillFigures Drills)
{
    /// <summary>A term with certainly as many concerns is shown by itself.</summary>
    public const int FewestByTerm = 20;

    private const int FewestForNinetieth = 10;

    private static readonly Figure[] _responses = [Figure.Now, Figure.Today, Figure.SameDay];

    private static readonly Figure[] _referrals = [Figure.SocialWorker, Figure.FrontDoor, Figure.OutsideSchool, Figure.Police, Figure.Lado];

    public bool IsEmpty => Counts.Values.All(count => count == Count.None) && Drills.Held == 0;

    /// <summary>The figures of a school year, as far as it is over: by term, and from the first term on with too few concerns, of the rest of the year together.</summary>
    public static IReadOnlyList<Figures> OfYear(IReadOnlyList<Concern> concerns, IReadOnlyList<Drilled> drilled, School school, int year, DateTimeOffset now)
    {
        List<Figures> shown = [];

        foreach (var term in Enum.GetValues<Term>())
        {
            var alone = Period.Of(school.Calendar, year, term, term);

            if (alone.Ends <= now && Of(concerns, drilled, school, alone) is var figures && figures.Counts[Figure.Raised].Least >= FewestByTerm)
            {
                shown.Add(figures);
                continue;
            }

            var rest = Period.Of(school.Calendar, year, term, Term.Summer);

            return rest.Ends <= now ? [.. shown, Of(concerns, drilled, school, rest)] : shown;
        }

        return shown;
    }

    public static Figures Of(IReadOnlyList<Concern> concerns, IReadOnlyList<Drilled> drilled, School school, Period period) =>
        Of(Tally.Of(concerns, school, period), DrillFigures.Of(drilled, period), period);

    /// <summary>What may be shown of what was counted.</summary>
    public static Figures Of(Tally tally, DrillFigures drills, Period period)
    {
        var raised = Total(tally, _responses);
        var counts = Enum.GetValues<Figure>().ToImmutableDictionary(figure => figure, figure => figure switch
        {
            Figure.Raised => raised,
            Figure.Referrals => Total(tally, _referrals),
            Figure.OutOfHours or Figure.Escalated or Figure.StartedAgain or Figure.NotAcknowledged => Count.Of(tally[figure], raised),
            _ => Count.Of(tally[figure]),
        });
        var acknowledged = raised.Least - counts[Figure.NotAcknowledged].Most;

        return new Figures(period, counts, At(50, Count.Smallest), At(90, FewestForNinetieth), drills);

        TimeSpan? At(int percent, int fewest) => acknowledged >= fewest && tally.Times.Length >= fewest ? Percentile(tally.Times, percent) : null;
    }

    private static Count Total(Tally tally, IEnumerable<Figure> parts) => parts.Aggregate(Count.None, (sum, part) => sum + Count.Of(tally[part]));

    /// <summary>The shortest time within which so many of a hundred were, to the minute.</summary>
    private static TimeSpan Percentile(IEnumerable<TimeSpan> times, int percent)
    {
        var ordered = times.Order().ToArray();
        var time = ordered[(((ordered.Length * percent) + 99) / 100) - 1];

        return TimeSpan.FromMinutes(Math.Round(time.TotalMinutes, MidpointRounding.AwayFromZero));
    }
}

/// <summary>Who may see a school's figures.</summary>
internal static class FiguresAccess
{
    public static bool MaySee(School school, NamedPerson person) =>
        school.Named(person.Key) is { } named && named.Roles.Any(role => role is Role.SafeguardingGovernor or Role.Headteacher or Role.TrustLead or Role.Lead);
}
