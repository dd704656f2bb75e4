namespace CseBot.Dialogs;

/// <summary>England's bank holidays: those that follow a rule (Banking and Financial Dealings Act 1971, schedule 1, and royal proclamation), and the exceptions in <c>Guidance/bank-holidays.md</c>.</summary>
public sealed class BankHolidays
{
    private const string Path = "Guidance/bank-holidays.md";

    private readonly HashSet<DateOnly> _extra = [];
    private readonly HashSet<DateOnly> _movedAway = [];

    internal BankHolidays(GuidanceFile file)
    {
        foreach (var (key, value) in file.Parts[0].Values(file))
        {
            var dates = value.Split(" to ").Select(date => DateOnly.TryParseExact(date, "yyyy-MM-dd", out var day) ? day : throw file.Fault(key, $"has '{date}', which is not a date like 2026-12-25")).ToList();

            switch (key, dates)
            {
                case ("extra", [var day]):
                    _extra.Add(day);
                    break;

                case ("moved", [var from, var to]):
                    _movedAway.Add(from);
                    _extra.Add(to);
                    break;

                default:
                    throw file.Fault(key, "is not 'extra: date' or 'moved: date to date'");
            }
        }
    }

    /// <exception cref="InvalidDataException">The file is broken; the message names the key and the fault.</exception>
    public static BankHolidays Load() => new(GuidanceFile.Embedded(Path));

    public bool Contain(DateOnly day) => _extra.Contains(day) || (!_movedAway.Contains(day) && FollowsRule(day));

    /// <summary>The first day after another on which offices work.</summary>
    public DateOnly NextWorkingDay(DateOnly day)
    {
        do
        {
            day = day.AddDays(1);
        }
        while (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday || Contain(day));

        return day;
    }

    private static bool FollowsRule(DateOnly day)
    {
        var easter = Easter(day.Year);

        return day == easter.AddDays(-2)
            || day == easter.AddDays(1)
            || day == FirstMonday(day.Year, 5)
            || day == LastMonday(day.Year, 5)
            || day == LastMonday(day.Year, 8)
            || day is { Month: 1, Day: 1 } or { Month: 12, Day: 25 or 26 }
            || day == Weekday(new DateOnly(day.Year, 1, 1), 1)
            || day == Weekday(new DateOnly(day.Year, 12, 25), 1)
            || day == Weekday(new DateOnly(day.Year, 12, 25), 2);
    }

    /// <summary>The first or second weekday from a day on: the one on which a holiday that falls on a weekend is kept.</summary>
    private static DateOnly Weekday(DateOnly from, int which)
    {
        var day = from;

        for (var weekdays = 0; ; day = day.AddDays(1))
        {
            if (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && ++weekdays == which)
            {
                return day;
            }
        }
    }

    private static DateOnly FirstMonday(int year, int month)
    {
        DateOnly first = new(year, month, 1);

        return first.AddDays((DayOfWeek.Monday - first.DayOfWeek + 7) % 7);
    }

    private static DateOnly LastMonday(int year, int month) => FirstMonday(year, month).AddDays(28) is var fifth && fifth.Month == month ? fifth : fifth.AddDays(-7);

    /// <summary>The anonymous Gregorian algorithm (Nature, 20 April 1876).</summary>
    private static DateOnly Easter(int year)
    {
        var (golden, century, rest) = (year % 19, year / 100, year % 100);
        var moon = ((19 * golden) + century - (century / 4) - ((century - ((century + 8) / 25) + 1) / 3) + 15) % 30;
        var sunday = (32 + (2 * (century % 4)) + (2 * (rest / 4)) - moon - (rest % 4)) % 7;
        var late = (golden + (11 * moon) + (22 * sunday)) / 451;
        var date = moon + sunday - (7 * late) + 114;

        return new DateOnly(year, date / 31, (date % 31) + 1);
    }
}
