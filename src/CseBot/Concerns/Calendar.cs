using System.Runtime.InteropServices;

namespace CseBot.Concerns;

/// <summary>A run of days, both ends within.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Days(DateOnly From, DateOnly To)
{
    public bool Contain(DateOnly day) => day >= From && day <= To;
}

/// <summary>Days on which a person is on cover whenever the school is closed.</summary>
public sealed record Cover(string EntraId, Days Days);

/// <summary>When a school is staffed, and who is on cover when it is not (design 6). Times are those of the school's clocks.</summary>
public sealed record Calendar
{
    /// <summary>Days, more than any holiday has.</summary>
    private const int LongestHoliday = 60;

    public TimeOnly Opens { get; init; } = new(7, 45);

    public TimeOnly Closes { get; init; } = new(17, 0);

    /// <summary>When children go home.</summary>
    public TimeOnly HomeTime { get; init; } = new(15, 15);

    /// <summary>The terms, each half of one by itself. None, or none that is near: every weekday counts as a school day, and nothing waits for a term that nobody has told us of.</summary>
    public IReadOnlyList<Days> Terms { get; init; } = [];

    /// <summary>Days on which there are staff and no children.</summary>
    public IReadOnlyList<DateOnly> Inset { get; init; } = [];

    public IReadOnlyList<Cover> Cover { get; init; } = [];

    /// <summary>Whether there are staff at the school on <paramref name="day"/>.</summary>
    public bool IsStaffed(DateOnly day) =>
        Inset.Contains(day)
        || (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && (Terms.Any(term => term.Contain(day)) || !Terms.Any(term => IsNear(term, day))));

    /// <summary>Whether there are staff at the school now.</summary>
    public bool IsStaffed(DateTimeOffset at)
    {
        var local = School.Local(at);

        return IsStaffed(DateOnly.FromDateTime(local.DateTime)) && TimeOnly.FromDateTime(local.DateTime) is var time && time >= Opens && time < Closes;
    }

    /// <summary>When there are staff at the school: now, or from when they are there next.</summary>
    public DateTimeOffset NextStaffed(DateTimeOffset at)
    {
        if (IsStaffed(at))
        {
            return at;
        }

        var day = School.Day(at);

        while (!IsStaffed(day) || School.At(day, Opens) <= at)
        {
            day = day.AddDays(1);
        }

        return School.At(day, Opens);
    }

    /// <summary>When the school closes next, after <paramref name="at"/>.</summary>
    public DateTimeOffset NextClosing(DateTimeOffset at) => School.At(School.Day(NextStaffed(at)), Closes);

    /// <summary>The moment at which so much time has gone by in which there were staff at the school. It is never one at which there are none.</summary>
    public DateTimeOffset AfterStaffed(DateTimeOffset at, TimeSpan span)
    {
        for (var from = NextStaffed(at); ; from = NextStaffed(NextClosing(from)))
        {
            var there = NextClosing(from) - from;

            if (span < there)
            {
                return from + span;
            }

            span -= there;
        }
    }

    /// <summary>When the school day ends: children go home, or, where there are none that day, the school closes.</summary>
    public DateTimeOffset DayEnds(DateOnly day) => School.At(day, Inset.Contains(day) || HomeTime <= Opens || HomeTime > Closes ? Closes : HomeTime);

    /// <summary>By when something that was taken on at <paramref name="at"/> has to have been done: before the school day ends, or, once it has, before the school closes.</summary>
    public DateTimeOffset EndOfDay(DateTimeOffset at) => NextStaffed(at) is var from && DayEnds(School.Day(from)) is var end && end > from ? end : NextClosing(from);

    /// <summary>The morning after the day on which something was taken on.</summary>
    public DateTimeOffset NextMorning(DateTimeOffset at) => NextStaffed(NextClosing(at));

    /// <summary>When children go home next, after <paramref name="at"/>; nothing where the terms that are known are over.</summary>
    public DateTimeOffset? NextHomeTime(DateTimeOffset at)
    {
        var today = School.Day(at);

        for (var day = today; day <= today.AddDays(LongestHoliday); day = day.AddDays(1))
        {
            if (IsStaffed(day) && !Inset.Contains(day) && School.At(day, HomeTime) is var end && end > at)
            {
                return end;
            }
        }

        return null;
    }

    /// <summary>The day that is so many school days after another.</summary>
    public DateOnly AfterSchoolDays(DateOnly day, int count)
    {
        var furthest = day.AddDays(count + LongestHoliday);

        while (count > 0 && day < furthest)
        {
            day = day.AddDays(1);
            count -= IsStaffed(day) ? 1 : 0;
        }

        return day;
    }

    private static bool IsNear(Days term, DateOnly day) => term.From.AddDays(-LongestHoliday) <= day && day <= term.To.AddDays(LongestHoliday);

    /// <summary>Who is on cover: nobody while the school is staffed.</summary>
    public IEnumerable<NamedPerson> OnCover(School school, DateTimeOffset at) => IsStaffed(at)
        ? []
        : school.People.Where(person =>
            person.Roles.Contains(Role.Cover) || Cover.Any(cover => cover.EntraId == person.EntraId && cover.Days.Contain(School.Day(at))));
}
