namespace CseBot.Concerns;

/// <summary>A third of a school year.</summary>
internal enum Term
{
    Autumn,
    Spring,
    Summer,
}

/// <summary>Whole terms of one school year, one after the other. Holidays belong to the term before them, so that every day is in a term.</summary>
/// <remarks>
/// The year begins on 1 September, or in August where a school's own terms do; the spring term on 1 January; the summer term when the school's own does, or on a
/// fixed day where that is not configured.
/// </remarks>
/// <param name="Year">The year in which the school year begins.</param>
internal sealed record Period(int Year, Term First, Term Last, Days Days)
{
    private const int EarliestInAugust = 10;

    /// <summary>Where a school's own terms are not known: a day in everybody's Easter holidays.</summary>
    private static readonly (int Month, int Day) _usualSummer = (4, 8);

    public DateTimeOffset Begins => School.At(Days.From, TimeOnly.MinValue);

    /// <summary>The first moment that is no longer in it.</summary>
    public DateTimeOffset Ends => School.At(Days.To.AddDays(1), TimeOnly.MinValue);

    public static Period Of(Calendar calendar, int year, Term first, Term last) => new(
        year, first, last, new Days(Start(calendar, year, first), (last == Term.Summer ? Start(calendar, year + 1, Term.Autumn) : Start(calendar, year, last + 1)).AddDays(-1)));

    /// <summary>The year in which the school year of a day began.</summary>
    public static int YearOf(Calendar calendar, DateOnly day) => day >= Start(calendar, day.Year, Term.Autumn) ? day.Year : day.Year - 1;

    private static DateOnly Start(Calendar calendar, int year, Term term) => term switch
    {
        Term.Autumn => Configured(calendar, new Days(new DateOnly(year, 8, EarliestInAugust), new DateOnly(year, 9, 1))) ?? new DateOnly(year, 9, 1),
        Term.Spring => new DateOnly(year + 1, 1, 1),
        _ => Configured(calendar, new Days(new DateOnly(year + 1, 3, 15), new DateOnly(year + 1, 5, 15))) ?? new DateOnly(year + 1, _usualSummer.Month, _usualSummer.Day),
    };

    /// <summary>The first day on which one of the school's own terms begins within some days.</summary>
    private static DateOnly? Configured(Calendar calendar, Days within) =>
        calendar.Terms.Where(term => within.Contain(term.From)).Select(term => (DateOnly?)term.From).Min();
}
