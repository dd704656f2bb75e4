using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;

namespace CseBot.Dialogs;

/// <summary>When somebody says that something happened, as far as it could be understood. No day of it is after it was said.</summary>
/// <param name="From">The day, or the first of several.</param>
/// <param name="To">The same day, or the last of several.</param>
/// <param name="At">The time of day, if one was said.</param>
/// <param name="IsAbout">Whether the day or the time is approximate.</param>
public sealed record SpokenTime(DateOnly From, DateOnly To, TimeOnly? At, bool IsAbout)
{
    /// <summary>Reads what somebody typed, such as <c>Tues after lunch</c>, <c>2 weeks ago</c> or <c>17/11 about 3</c>.</summary>
    /// <param name="now">The local time at the school.</param>
    /// <returns>Nothing where no date or time could be told, which is better than a wrong one.</returns>
    public static SpokenTime? Read(string typed, DateTime now) => new TimeListener(TimeWords.In(typed), now).Understood();
}

/// <summary>Finds the phrases of a table among words, and makes one time of what they mean together.</summary>
file sealed class TimeListener(List<string> words, DateTime now)
{
    private const string PartOfDay = "morning|afternoon|evening|night";
    private const string Around = "about|around|by|before|after|approx|approximately|roughly|circa|nearly|almost|gone";

    private static readonly Moment _morning = new(new(10, 0), new(0, 0), new(12, 0), Precision.Loose);
    private static readonly Moment _afternoon = new(new(14, 30), new(12, 0), new(18, 0), Precision.Loose);
    private static readonly Moment _evening = new(new(19, 0), new(17, 0), new(0, 0), Precision.Loose);
    private static readonly Moment _night = new(new(22, 0), new(18, 0), new(6, 0), Precision.Loose);
    private static readonly Moment[] _parts = [_morning, _afternoon, _evening, _night];

    private static readonly Moment _beforeSchool = new(new(8, 30), new(6, 0), new(9, 0), Precision.Named);
    private static readonly Moment _firstThing = new(new(8, 45), new(7, 0), new(10, 0), Precision.Named);
    private static readonly Moment _break = new(new(10, 45), new(10, 15), new(12, 0), Precision.Named);
    private static readonly Moment _midday = new(new(12, 0), new(12, 0), new(13, 0), Precision.Named);
    private static readonly Moment _lunch = new(new(12, 30), new(11, 30), new(14, 0), Precision.Named);
    private static readonly Moment _afterLunch = new(new(13, 30), new(12, 30), new(16, 0), Precision.Named);
    private static readonly Moment _afterSchool = new(new(15, 30), new(15, 0), new(22, 0), Precision.Named);
    private static readonly Moment _midnight = new(new(0, 0), new(0, 0), new(1, 0), Precision.Named);

    /// <summary>The phrases, in the order in which they are tried. <c>|</c> is "or", <c>?</c> "or nothing", and <c>#</c> a kind of word. What was
    /// said in each place of a phrase is a number: which of its words, or what the kind makes of it, or -1 if it was left out.</summary>
    private static readonly Form[] _forms =
    [
        // What happens again and again, is still to come, or is in the school's calendar alone: then nothing is told.
        new("every|always|usually|often|sometimes|regularly|daily|weekly|24/7 / each|most #weekday", Meaning.Untold),
        new($"each|most day|days|week|weeks|{PartOfDay} / sundays|mondays|tuesdays|wednesdays|thursdays|fridays|saturdays", Meaning.Untold),
        new("weekends|mornings|afternoons|evenings|nights / term|halfterm|christmas|xmas|easter|holiday|holidays|hols", Meaning.Untold),
        new("the|last|this|over summer / last|next|new year / year|years ago|back / before last", Meaning.Untold),
        new("tomorrow|tomorow|tmrw / next week|weekend|month / week|wk|w beginning|commencing|starting|c", Meaning.Untold),

        // What looks like a date or a time and is none.
        new("room|class|year|yr|y|form|set|group|period|lesson|p|page|number|flat|bus|gate|table|team|level|stage|ks|£ #number", Meaning.None),
        new($"aged|age about|around? #number / #n to|and|or #n am|pm / #n to|until|till #digits / good {PartOfDay}", Meaning.None),
        new($"before|after break|breaktime / before lunch|lunchtime / early|late|hours of? the? {PartOfDay} / the {PartOfDay} before|after", Meaning.None),
        new("the first thing / first thing i|he|she|they|we|that|to / the? weekend before|after|of", Meaning.None),
        new("a week|fortnight last|past|on #weekday / #weekday week|next|coming / the other #weekday", Meaning.None),

        // Days.
        new("the? day before #yesterday", (on, _) => on.Day(2)),
        new("#yesterday", (on, _) => on.Day(1)),
        new("last night", (on, _) => on.Day(1, _night)),
        new("today|todays", (on, _) => on.Day(0)),
        new("tonight", (on, _) => on.Day(0, _evening)),
        new($"early|late|hours of? this {PartOfDay}", (on, _) => on.Day(0)),
        new($"this {PartOfDay}", (on, said) => on.Day(0, _parts[said[1]])),
        new("this am|pm", (on, said) => on.Day(0, _parts[said[1]])),
        new("this lunch|lunchtime", (on, _) => on.Day(0, _lunch)),
        new("just|right now", (on, _) => on.Ago(0, Unit.Minutes)),
        new("now", (on, said) => said.Length == on.Count ? on.Ago(0, Unit.Minutes, isExact: true) : null),
        new("the #weekday before|after|of|following", (on, said) => on.Tells(said.End - 1) ? null : Meaning.None),
        new("this #weekday", (on, said) => on.Back((DayOfWeek)said[1]) >= on.Back(DayOfWeek.Monday) ? Meaning.On(said[1]) : Meaning.None),
        new("last|past #weekday", (_, said) => Meaning.On(said[1], atLeast: 1)),
        new("#weekday", (on, said) => on.MayBeNoDay(said) ? on.IfEnds(said, Meaning.On(said[0]) with { NeedsTime = true }) : Meaning.On(said[0])),
        new("#date", (on, said) => on.IfEnds(said, on.Date(said[0] / 10000, said[0] / 100 % 100, said[0] % 100), or: said[0] > 10000 || on.IsPlace(said.End))),
        new("the? #day st|nd|rd|th? to|and|or the? #day st|nd|rd|th? of? #month ,? #year?", (on, said) => on.Date(said, 10, 8, 1).To(on.Date(said, 10, 8, 5))),
        new("the? #day st|nd|rd|th? of? #month ,? #year?", (on, said) => on.IfEnds(said, on.Date(said, 6, 4, 1), or: said[6] > 0 || said[4] is not (3 or 5))),
        new("#month the? #day st|nd|rd|th? ,? #year?", (on, said) => on.IfEnds(said, on.Date(said, 5, 0, 2), or: said[5] > 0 || said[3] >= 0)),
        new("the|on? #day st|nd|rd|th", (on, said) => on.IfEnds(said, on.Date(said[1]) with { NeedsTime = said[0] < 0 })),

        // Some time ago, and several days.
        new("half an? hour ago", (on, _) => on.Ago(30, Unit.Minutes)),
        new("a? couple|few of? #unit ago|back", (on, said) => on.Ago(said[1] + 2, (Unit)said[3]) with { IsAbout = true }),
        new("#count #unit or? so? ago|back today?", (on, said) => on.Ago(said[0], (Unit)said[1], isExact: said[5] >= 0)),
        new("#count or|to #count #unit ago|back", (on, said) => on.Past(said[2], (Unit)said[3], until: said[0])),
        new("#count #unit or #count ago|back", (on, said) => on.Past(said[3], (Unit)said[1], until: said[0])),
        new("last|past couple|few of? #unit", (on, said) => on.Past(said[1] + 2, (Unit)said[3])),
        new("last|past #count #unit", (on, said) => on.Past(said[1], (Unit)said[2])),
        new("last|this week", (on, said) => Meaning.Over(on.Back(DayOfWeek.Monday).AddDays(said[0] is 0 ? -7 : 0), 7)),
        new("last|past weekend", (on, _) => Meaning.Over(on.Back(DayOfWeek.Saturday, atLeast: 2), 2)),
        new("the|this|at|over|during? weekend", (on, said) => Meaning.Over(on.Back(DayOfWeek.Saturday), 2) with { NeedsTime = said[0] < 0 }),

        // Times of day.
        new("#n o? clock|oclock am|pm?", (_, said) => Meaning.Clock(said[0], 0, said[3])),
        new("#n am|pm", (_, said) => Meaning.Clock(said[0], 0, said[1])),
        new("#n ish", (_, said) => Meaning.Clock(said[0]) with { IsAbout = true }),
        new("half past? #n am|pm?", (_, said) => Meaning.Clock(said[2], 30, said[3])),
        new("a? #minutes five? minutes|mins|min? past #n am|pm?", (_, said) => Meaning.Clock(said[5], Minutes(said), said[6])),
        new("a? #minutes five? minutes|mins|min? to #n am|pm?", (on, said) => on.MayBeHours(said) ? Meaning.None : Meaning.Clock(said[5], -Minutes(said), said[6])),
        new("at|about|around|by #digits am|pm?", (_, said) => Meaning.Clock(said[1] / 60, said[1] % 60, said[2]) with { IsAbout = said[0] > 0 }),
        new("#clock am|pm|hrs|hours?", (_, said) => Meaning.Clock(said[0] / 60, said[0] % 60, said[1])),
        new("#fourdigits am|pm|hrs|hours?", (on, said) => on.IfEnds(said, Meaning.Clock(said[0] / 60, said[0] % 60, said[1]))),
        new("at #n", (on, said) => on.IfEnds(said, Meaning.Clock(said[1]), or: on.IsPlace(said.End))),
        new($"at? {Around} #n", (on, said) => on.IfEnds(said, Meaning.Clock(said[2]) with { IsAbout = true }, or: said[0] >= 0 && on.IsPlace(said.End))),
        new("#hour", (on, said) => on.IfEnds(said, Meaning.Clock(said[0]) with { NeedsDay = !on.IsOfPart(said) })),

        // Parts of the day.
        new("before school", Meaning.At(_beforeSchool)),
        new("first thing", Meaning.At(_firstThing)),
        new("in|at|during? the? afternoon break", Meaning.At(_afternoon)),
        new("morning|at|during|in|over? break|breaktime time?", (_, said) => Meaning.At(_break) with { NeedsTime = IsPlain(said) }),
        new("12? midday|noon", Meaning.At(_midday)),
        new("after lunch|lunchtime", Meaning.At(_afterLunch)),
        new("at|during|in|over|around|about? lunch|lunchtime time|break|hour?", (_, said) => Meaning.At(_lunch) with { NeedsTime = IsPlain(said) }),
        new("after school / home time / hometime", Meaning.At(_afterSchool)),
        new("12? midnight", Meaning.At(_midnight)),
        new($"in|on|by|during|at|that? the? {PartOfDay}", (_, said) => Meaning.At(_parts[said[2]]) with { NeedsTime = said.Length == 1 }),
        new("am|pm", (_, said) => Meaning.At(_parts[said[0]]) with { NeedsTime = true }),

        // How sure somebody is.
        new("approx|approximately|roughly|circa|maybe|probably|perhaps|possibly|sometime|think|ish / not sure / or so", Meaning.About),
        new("about|around|nearly|almost", (on, said) => on.Tells(said.End) ? Meaning.About : null),
    ];

    /// <summary>Words before a day that make it another one or none: "not on Monday", "after the 17th", and of a weekday "a Tuesday", "Miss Friday".</summary>
    private static readonly FrozenSet<string> _refusing = TimeWords.Set("not t isnt wasnt before after since until till born birth dob birthday");
    private static readonly FrozenSet<string> _refusingWeekday = TimeWords.Set("a one any some another next coming by mr mrs ms miss dr");

    /// <summary>Words beside a time alone that do not make it one of another day.</summary>
    private static readonly FrozenSet<string> _filling = TimeWords.Set(", it was happened at in on the just i so and or about around");
    private static readonly FrozenSet<string> _joining = TimeWords.Set(", and or to on the s");
    private static readonly FrozenSet<string> _parting = TimeWords.Set("and or again then but also");
    private static readonly FrozenSet<string> _places = TimeWords.Set("in on outside inside near behind by with from during");
    private static readonly FrozenSet<string> _leading = TimeWords.Set("on at this the to until till or and");
    private static readonly FrozenSet<string> _goingOn = TimeWords.Set("i he she they we it when while as because but so then");

    private readonly Meaning?[] _found = new Meaning?[words.Count];

    private int Count => words.Count;

    private DateOnly Today => DateOnly.FromDateTime(now);

    private TimeOnly Time => TimeOnly.FromDateTime(now);

    public SpokenTime? Understood()
    {
        // From the last word to the first, since what a phrase means can depend on what comes after it.
        for (var at = Count - 1; at >= 0; at--)
        {
            _found[at] = _forms.Select(form => form.HearIn(words, at, this)).FirstOrDefault(means => means is not null);
        }

        var heard = Heard();

        return heard.Exists(means => means.IsUntold) ? null : Together(heard);
    }

    private List<Meaning> Heard()
    {
        List<Meaning> heard = [];

        for (var at = 0; at < Count;)
        {
            var means = _found[at] is { } found && Stands(found, heard.LastOrDefault()) ? found : null;

            if (means is { TellsAnything: true } && !IsRefused(means, heard.LastOrDefault()))
            {
                heard.Add(means);
            }

            at = means?.End ?? at + 1;
        }

        return heard;
    }

    /// <summary>Whether a word that means much else, as "lunch" and "3" do, is so near to a day or a time that it is one itself.</summary>
    private bool Stands(Meaning means, Meaning? before)
    {
        var next = words.FindIndex(means.End, word => !_joining.Contains(word));
        var after = next < 0 ? null : _found[next];
        var isFirst = means.Start == 0 || Word(means.Start - 1) is ",";

        return !(means.NeedsDay || means.NeedsTime)
            || (before is not null && words[before.End..means.Start].TrueForAll(_joining.Contains))
            || (isFirst && (means.NeedsDay ? after is { TellsDay: true } : means.End == Count || after is { TellsAnything: true }))
            || (means.TellsDay && Found(means.End) is { NeedsTime: true });
    }

    private bool IsRefused(Meaning means, Meaning? last)
    {
        var before = means.Start - 1;

        while (Word(before) is "on" or "the" or "is" or "was")
        {
            before--;
        }

        var isUntil = Word(before) is "until" or "till" && last?.End == before;

        return (means.TellsDay && !isUntil && _refusing.Contains(Word(before)) && Word(means.End) is not "s")
            || (means.Weekday is not null && _refusingWeekday.Contains(Word(means.Start - 1)));
    }

    private SpokenTime? Together(List<Meaning> heard)
    {
        var moments = Moments(heard);
        var moment = moments.Count == 1 ? moments[0] : null;
        var isAbout = moments.Count > 1 || moment is { Precision: not Precision.Clock } || heard.Exists(means => means.IsAbout);

        return (AllDays(heard, moment), moment) switch
        {
            ([], _) when moment is null || !IsNoMoreThanTime(heard) => null,
            ([], _) when moment.Begins > Time => new(Today.AddDays(-1), Today.AddDays(-1), moment.At, IsAbout: true),
            ([], _) => Once(new Days(Today, Today), moment, isAbout),
            ([var days], _) => Once(days, moment, isAbout),
            (var several, _) => new(several.Min(days => days.From), several.Max(days => days.To), At: null, IsAbout: true),
        };
    }

    /// <summary>A time that is still to come cannot be told. The small hours of Monday night are on Tuesday, if not on Monday.</summary>
    private SpokenTime? Once(Days days, Moment? moment, bool isAbout) => moment switch
    {
        { IsOfSmallHours: true } when days.From == days.To && days.To < Today => new(days.From, days.To.AddDays(1), moment.At, IsAbout: true),
        not null when moment.At > Time && days.From == Today => moment.Begins > Time ? null : new(days.From, days.To, At: null, IsAbout: true),
        _ => new(days.From, days.To, moment?.At, isAbout),
    };

    /// <summary>Only then may it be of today, or else of yesterday: "at 3", but not "at 3 in October".</summary>
    private bool IsNoMoreThanTime(List<Meaning> heard) => !heard.Exists(means => means.TellsDay)
        && Enumerable.Range(0, Count).All(at => _filling.Contains(words[at]) || heard.Exists(means => at >= means.Start && at < means.End));

    /// <summary>The most precise times of the day that were said: "yesterday morning at 9" is at 9.</summary>
    private static List<Moment> Moments(List<Meaning> heard)
    {
        var all = heard.Select(means => means.Moment).OfType<Moment>().ToList();
        var parts = all.FindAll(moment => moment.Precision is not Precision.Clock);

        return [.. all.Where(moment => moment.Precision == all.Max(other => other.Precision)).Select(moment => moment.Within(parts)).DistinctBy(moment => moment.At)];
    }

    private List<Days> AllDays(List<Meaning> heard, Moment? moment)
    {
        var weekdays = heard.FindAll(means => means.Weekday is not null);
        var others = heard.FindAll(means => means.Days is not null);
        List<Days> all = [];

        foreach (var (means, weekday) in weekdays.Select(means => (means, means.Weekday!.Value)))
        {
            // "Friday last week" and "Friday 13 November" are one day.
            var frame = others.Find(other => other.Only(weekday) is not null && (other.IsOneDay || (weekdays.Count == 1 && !AreApart(means, other))));
            var isStillToCome = weekday == Today.DayOfWeek && moment?.At > Time;
            var day = frame?.Only(weekday) ?? Back(weekday, isStillToCome ? 1 : means.AtLeast);

            others = others.FindAll(other => other != frame);
            all.Add(new Days(day, day));
        }

        return
        [
            .. all.Concat(others.Select(means => means.Days!))
                .Where(days => days.From <= Today)
                .Select(days => days with { To = days.To < Today ? days.To : Today })
                .Distinct(),
        ];
    }

    private bool AreApart(Meaning one, Meaning other) =>
        words[Math.Min(one.End, other.End)..Math.Max(one.Start, other.Start)].Exists(_parting.Contains);

    private string Word(int at) => at >= 0 && at < Count ? words[at] : string.Empty;

    private Meaning? Found(int at) => at < Count ? _found[words[at] is "," ? at + 1 : at] : null;

    private bool Tells(int at) => Found(at) is { TellsAnything: true };

    /// <summary>What is meant unless something is counted: "at 3 he left" is a time, "at 3 shops" is not.</summary>
    private Meaning? IfEnds(Said said, Meaning means, bool or = false)
    {
        var (next, nextButOne) = (Word(said.End), Word(said.End + 1));
        var ends = next is "" or "," || Word(said.End - 1) is "," || _goingOn.Contains(next) || Tells(said.End);
        var tellsMore = _leading.Contains(next) && Tells(said.End + 1);
        var countsNoMore = next is "and" && nextButOne is not ("a" or "half") && !char.IsAsciiDigit(nextButOne.FirstOrDefault());

        return or || ends || tellsMore || countsNoMore ? means : null;
    }

    private bool IsPlace(int at) => _places.Contains(Word(at));

    /// <summary>"3 in the afternoon", "8 at night".</summary>
    private bool IsOfPart(Said said) => Word(said.End) is "in" or "at" && Found(said.End) is { Moment.Precision: Precision.Loose };

    /// <summary>"He sat", "the sun", "wed" for "we'd".</summary>
    private bool MayBeNoDay(Said said) =>
        (Word(said.Start), Word(said.Start - 1)) is ("sat" or "sun", not ("on" or "this")) or ("wed", not ("on" or "this" or "was"));

    /// <summary>"His lunch", "a break".</summary>
    private static bool IsPlain(Said said) => said[0] < 0 && said[1] is 0 && said[2] < 0;

    /// <summary>"10 to 11": ten minutes, or an hour.</summary>
    private bool MayBeHours(Said said) => Minutes(said) <= said[5] && said[3] < 0 && said[6] < 0 && Word(said.Start - 1) is not "at";

    /// <summary>"Ten", "twenty five".</summary>
    private static int Minutes(Said said) => said[1] + (said[2] < 0 ? 0 : 5);

    private Meaning Day(int back, Moment? moment = null) => Meaning.Over(Today.AddDays(-back), 1) with { Moment = moment };

    private DateOnly Back(DayOfWeek weekday, int atLeast = 0)
    {
        var day = Today.AddDays(-atLeast);

        return day.AddDays(-(((int)day.DayOfWeek - (int)weekday + 7) % 7));
    }

    private Meaning Date(int day) => Latest(Enumerable.Range(0, 12).Select(back => Today.AddMonths(-back)), day);

    /// <summary>The latest such date. One that is still to come tells nothing.</summary>
    private Meaning Date(Said said, int year, int month, int day) => Date(said[year], said[month], said[day]);

    private Meaning Date(int year, int month, int day) =>
        Latest(year > 0 ? [new DateOnly(year, month, 1)] : Enumerable.Range(0, 9).Select(back => new DateOnly(Today.Year - back, month, 1)), day);

    private Meaning Latest(IEnumerable<DateOnly> months, int day) => months
        .Where(month => day <= DateTime.DaysInMonth(month.Year, month.Month))
        .Select(month => new DateOnly(month.Year, month.Month, day))
        .Where(date => date <= Today)
        .Select(date => Meaning.Over(date, 1))
        .FirstOrDefault(Meaning.None);

    private Meaning Ago(int count, Unit unit, bool isExact = false)
    {
        var then = Before(count, unit);
        var means = Meaning.Over(DateOnly.FromDateTime(then), 1);

        return unit switch
        {
            Unit.Minutes or Unit.Hours => means with { Moment = Moment.Of(then.Hour, then.Minute), IsAbout = !isExact },
            Unit.Days => means,
            _ => means with { IsAbout = !isExact, Slack = isExact ? 0 : 3 },
        };
    }

    private Meaning Past(int count, Unit unit, int until = 0)
    {
        var (from, to) = (DateOnly.FromDateTime(Before(count, unit)), DateOnly.FromDateTime(Before(until, unit)));

        return Meaning.Over(from, 1).To(Meaning.Over(to, 1));
    }

    private DateTime Before(int count, Unit unit) => unit switch
    {
        Unit.Minutes => now.AddMinutes(-count),
        Unit.Hours => now.AddHours(-count),
        Unit.Days => now.AddDays(-count),
        Unit.Weeks => now.AddDays(-7 * count),
        Unit.Fortnights => now.AddDays(-14 * count),
        _ => now.AddMonths(-count),
    };
}

/// <summary>A phrase, or several with slashes between, and what it means.</summary>
file sealed class Form(string phrases, Func<TimeListener, Said, Meaning?> means)
{
    private readonly (Func<string, int?> Value, bool IsOptional)[][] _phrases =
        [.. phrases.Split(" / ").Select(phrase => phrase.Split(' ').Select(place => (TimeWords.Kind(place.TrimEnd('?')), place.EndsWith('?'))).ToArray())];

    public Form(string phrases, Meaning means)
        : this(phrases, (_, _) => means)
    {
    }

    public Meaning? HearIn(List<string> words, int start, TimeListener listener) => Enumerable.Range(0, _phrases.Length)
        .Select(phrase => Find(phrase, words, start) is { } said && means(listener, said) is { } heard ? heard with { Start = start, End = said.End } : null)
        .FirstOrDefault(heard => heard is not null);

    private Said? Find(int phrase, List<string> words, int start)
    {
        List<int> values = [];
        var at = start;

        foreach (var place in _phrases[phrase])
        {
            var value = at < words.Count ? place.Value(words[at]) : null;

            if (value is null && !place.IsOptional)
            {
                return null;
            }

            values.Add(value ?? -1);
            at += value is null ? 0 : 1;
        }

        return new Said(start, at, values);
    }
}

/// <summary>Where a phrase was found, and what was said in each place of it.</summary>
file sealed record Said(int Start, int End, List<int> Values)
{
    public int Length => End - Start;

    public int this[int place] => Values[place];
}

file enum Unit { Minutes, Hours, Days, Weeks, Fortnights, Months }

file enum Precision { Loose, Named, Clock }

file sealed record Days(DateOnly From, DateOnly To);

/// <summary>A time of day, and from when until when it can be called so.</summary>
file sealed record Moment(TimeOnly At, TimeOnly Begins, TimeOnly Ends, Precision Precision)
{
    private static readonly TimeOnly _dawn = new(6, 0);

    public bool IsOfSmallHours { get; private init; }

    private bool IsBare { get; init; }

    public static Moment Of(int hour, int minutes, bool isBare = false)
    {
        var at = new TimeOnly(hour, 0).AddMinutes(minutes);

        return new(at, at, at, Precision.Clock) { IsBare = isBare };
    }

    /// <summary>The same in the half of the day that was said: 8 in an evening is 20:00.</summary>
    public Moment Within(List<Moment> parts)
    {
        var other = At.AddHours(12);
        var at = IsBare && parts.Count > 0 && parts.TrueForAll(part => !part.Contains(At) && part.Contains(other)) ? other : At;

        return this with
        {
            At = at,
            Begins = Precision is Precision.Clock ? at : Begins,
            IsOfSmallHours = at < _dawn && parts.Exists(part => part.Contains(at) && at < part.Begins),
        };
    }

    private bool Contains(TimeOnly time) => time.IsBetween(Begins, Ends);
}

/// <summary>What a phrase says of when something happened.</summary>
/// <param name="AtLeast">How many days ago the weekday is at least.</param>
/// <param name="Slack">How many days before and after the days may be meant too.</param>
/// <param name="NeedsDay">Whether it counts only next to a day, and <paramref name="NeedsTime"/> only next to anything of time.</param>
file sealed record Meaning(
    Days? Days = null,
    DayOfWeek? Weekday = null,
    Moment? Moment = null,
    int AtLeast = 0,
    int Slack = 0,
    bool IsAbout = false,
    bool IsUntold = false,
    bool NeedsDay = false,
    bool NeedsTime = false)
{
    /// <summary>Nothing, and its words are not to be taken for anything else.</summary>
    public static readonly Meaning None = new();

    /// <summary>That it cannot be told, whatever else is said.</summary>
    public static readonly Meaning Untold = new(IsUntold: true);

    public static readonly Meaning About = new(IsAbout: true);

    public int Start { get; init; }

    public int End { get; init; }

    public bool TellsDay => Days is not null || Weekday is not null;

    public bool TellsAnything => TellsDay || Moment is not null || IsAbout || IsUntold;

    public bool IsOneDay => Days is not null && Days.From == Days.To && Slack == 0;

    public static Meaning Over(DateOnly from, int days) => new(new Days(from, from.AddDays(days - 1)));

    public static Meaning On(int weekday, int atLeast = 0) => new(Weekday: (DayOfWeek)weekday, AtLeast: atLeast);

    public static Meaning At(Moment moment) => new(Moment: moment);

    /// <summary>In a school 3 is in the afternoon and 9 in the morning, unless somebody says more.</summary>
    public static Meaning Clock(int hour, int minutes = 0, int half = -1) => At(half switch
    {
        0 => Moment.Of(hour % 12, minutes),
        1 => Moment.Of((hour % 12) + 12, minutes),
        _ => Moment.Of(hour is >= 1 and <= 6 ? hour + 12 : hour, minutes, isBare: hour is >= 1 and <= 12),
    });

    public Meaning To(Meaning other) => Days?.From <= other.Days?.To ? new(new Days(Days!.From, other.Days!.To), IsAbout: true) : None;

    /// <summary>The one of its days that is such a weekday.</summary>
    public DateOnly? Only(DayOfWeek weekday)
    {
        var (first, last) = (Days!.From.AddDays(-Slack), Days.To.AddDays(Slack));
        var day = first.AddDays(((int)weekday - (int)first.DayOfWeek + 7) % 7);

        return day <= last && day.AddDays(7) > last ? day : null;
    }
}

/// <summary>The words of what somebody typed, and the kinds of words that a phrase can ask for.</summary>
file static class TimeWords
{
    /// <summary>Letters and digits part, <c>3.15</c> and <c>17/11</c> stay whole, and of what marks a pause a comma is left.</summary>
    private static readonly Regex _word = new(
        @"[0-9]+(?:[.:/-][0-9]+)*|[ap]\.m\b|\p{L}+|[£%]|(?>[,.;:!?()\n][^\p{L}0-9£]*)(?=.)", RegexOptions.CultureInvariant | RegexOptions.Singleline);

    private static readonly string[][] _numbers = Names("zero/one/two/three/four/five/six/seven/eight/nine/ten/eleven/twelve");
    private static readonly string[][] _units = Names("minutes minute mins min/hours hour hrs hr/days day/weeks week wks wk/fortnight/months month");
    private static readonly string[][] _yesterday = Names("yesterday yday yest");

    private static readonly string[][] _weekdays = Names(
        "sunday sun/monday mon/tuesday tue tues/wednesday wed weds wensday/thursday thu thur thurs/friday fri/saturday sat");

    private static readonly string[][] _months = Names(
        "january jan/february feb/march mar/april apr/may/june jun/july jul/august aug/september sep sept/october oct/november nov/december dec");

    public static List<string> In(string typed) => [.. _word.Matches(typed.ToLowerInvariant()).SelectMany(match => match.Value switch
    {
        "a.m" or "p.m" => [match.Value.Remove(1, 1)],
        [',' or '.' or ';' or ':' or '!' or '?' or '(' or ')' or '\n', ..] => [","],
        var word => word.Split('-') is [var from, var to] ? [from, "to", to] : new[] { word },
    })];

    /// <summary>What a place of a phrase makes of a word: which of some words it is, or the value that it has as one of a kind.</summary>
    public static Func<string, int?> Kind(string place)
    {
        var words = place.Split('|');

        return place switch
        {
            "#number" => word => Number(word, 0, int.MaxValue),
            "#count" => word => word is "a" or "an" ? 1 : Number(word, 1, 99) ?? Named(word, _numbers),
            "#unit" => word => Named(word, _units),
            "#hour" => word => Number(word, 1, 12),
            "#n" => word => Number(word, 1, 12) ?? (Named(word, _numbers) is > 0 and var hour ? hour : null),
            "#minutes" => Minutes,
            "#clock" => word => Clock(word.Split('.', ':')) is { } clock && (clock < 13 * 60 || word.Contains(':') || clock % 60 is 0 or > 12) ? clock : null,
            "#fourdigits" => word => word is ['1', '9', ..] or ['2', '0', ..] ? null : FourDigits(word),
            "#digits" => word => Clock(word.Split('.', ':')) ?? FourDigits(word),
            "#yesterday" => word => Named(word, _yesterday),
            "#weekday" => word => Named(word, _weekdays),
            "#day" => word => Number(word, 1, 31),
            "#month" => word => Named(word, _months) + 1,
            "#year" => word => Number(word, 2000, 2099) ?? (Number(word, 20, 39) + 2000),
            "#date" => Date,
            _ => word => Array.IndexOf(words, word) is >= 0 and var which ? which : null,
        };
    }

    public static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private static string[][] Names(string names) => [.. names.Split('/').Select(name => name.Split(' '))];

    private static int? Named(string word, string[][] names)
    {
        var which = Array.FindIndex(names, name => name.Contains(word));
        which = which < 0 ? Array.FindIndex(names, name => IsMistyped(word, name[0])) : which;

        return which < 0 ? null : which;
    }

    /// <summary>Whether a letter after the first is wrong, missing or too many, or two are swapped. In a short name only those: a match is not March.</summary>
    private static bool IsMistyped(string word, string name)
    {
        var start = word.AsSpan().CommonPrefixLength(name);
        var (typed, meant) = (word[start..], name[start..]);

        while (typed.Length > 0 && meant.Length > 0 && typed[^1] == meant[^1])
        {
            (typed, meant) = (typed[..^1], meant[..^1]);
        }

        return start > 0 && (typed.Length <= 1 && meant.Length <= 1 ? name.Length > 5 : name.Length > 3 && typed.Length == 2 && meant == $"{typed[1]}{typed[0]}");
    }

    private static int? Number(string word, int least, int most) =>
        int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number : null;

    private static int? Minutes(string word) => word switch
    {
        "quarter" => 15,
        "twenty" => 20,
        _ => (Number(word, 5, 25) ?? Named(word, _numbers)) is (5 or 10 or 20 or 25) and var minutes ? minutes : null,
    };

    /// <summary>The minutes since midnight. 03:15 is none: it may be at night, and may be in the afternoon.</summary>
    private static int? Clock(string[] parts) => parts is [not ['0', >= '1' and <= '6'], [_, _]] ? (Number(parts[0], 0, 23) * 60) + Number(parts[1], 0, 59) : null;

    private static int? FourDigits(string word) => word.Length == 4 ? Clock([word[..2], word[2..]]) : null;

    /// <summary>The year, or 0 for none, the month and the day, as 20261117. 1/2 is more often a half.</summary>
    private static int? Date(string word)
    {
        var (year, month, day) = Array.ConvertAll(word.Split('/', '.', '-'), part => Number(part, 1, 2099)) switch
        {
            [{ } first, { } second] when word.Contains('/') && word is not "1/2" => (0, second, first),
            [{ } first, { } second, { } third] => first > 31 ? (first, second, third) : (third < 100 ? 2000 + third : third, second, first),
            _ => default,
        };

        return year is 0 or >= 1900 && month is >= 1 and <= 12 && day is >= 1 and <= 31 ? (((year * 100) + month) * 100) + day : null;
    }
}
