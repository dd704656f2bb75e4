using System.Globalization;
using CseBot.Concerns;
using FsCheck;
using FsCheck.Fluent;
using Calendar = CseBot.Concerns.Calendar;

namespace CseBot.Tests.Concerns;

/// <summary>The ladder of design 6 by the clocks of a school: who is told when, and what the reporter is told.</summary>
public sealed class LadderTests
{
    private static readonly Actor _reporter = new("rae", "Rae");
    private static readonly Actor _lee = new("lee", "Lee", Role.Lead);

    private static readonly Calendar _calendar = new()
    {
        Terms =
        [
            new Days(new DateOnly(2026, 9, 2), new DateOnly(2026, 10, 23)),
            new Days(new DateOnly(2026, 11, 2), new DateOnly(2026, 12, 18)),
            new Days(new DateOnly(2027, 1, 4), new DateOnly(2027, 2, 12)),
            new Days(new DateOnly(2027, 2, 22), new DateOnly(2027, 3, 26)),
            new Days(new DateOnly(2027, 4, 12), new DateOnly(2027, 5, 28)),
        ],
        Inset = [new DateOnly(2026, 9, 1), new DateOnly(2026, 11, 30)],
    };

    private static readonly School _school = new(
        "rowan",
        "Rowan",
        "practice-shire",
        "01632 960100",
        [
            Person("lee", Role.Lead),
            Person("dee", Role.Deputy),
            Person("dot", Role.Duty),
            Person("sam", Role.SeniorLeader),
            Person("hari", Role.Headteacher),
            Person("ash", Role.ActingHead),
            Person("chris", Role.ChairOfGovernors),
            Person("tru", Role.TrustLead),
        ])
    { Calendar = _calendar };

    private static readonly School _covered = _school with { People = [.. _school.People, Person("cov", Role.Cover)] };

    /// <summary>How soon, about whom, where (with cover, or without, or where no terms are known), when it is raised, and everything that follows as long as nobody acknowledges.</summary>
    [Theory]
    [InlineData("Today", "covered", "2026-11-23 10:30", "Mon 10:30 dot lee dee [Received] / Mon 10:45 dot lee dee / Mon 11:00 sam hari [Phone] / Mon 11:30 dot lee dee sam hari [Phone] / Mon 12:00 dot lee dee sam hari [Phone]")]
    [InlineData("Today", "uncovered", "2026-11-23 06:00", "Mon 06:00 dot lee dee [Received OutOfHours] / Mon 08:00 dot lee dee / Mon 08:15 sam hari [Phone] / Mon 08:45 dot lee dee sam hari [Phone]")]
    [InlineData("Today", "uncovered", "2026-11-23 16:50", "Mon 16:50 dot lee dee [Received] / Mon 17:00 [OutOfHours] / Tue 07:50 dot lee dee / Tue 08:05 sam hari [Phone]")]
    [InlineData("Today", "covered", "2026-11-23 16:20", "Mon 16:20 dot lee dee [Received] / Mon 16:35 dot lee dee / Mon 16:50 sam hari [Phone] / Mon 17:00 cov [OutOfHours] / Tue 08:05 dot lee dee sam hari [Phone]")]
    [InlineData("Today", "covered", "2026-11-27 20:00", "Fri 20:00 cov dot lee dee [Received OutOfHours] / Sat 20:00 cov / Sun 20:00 cov / Mon 08:00 dot lee dee / Mon 08:15 sam hari [Phone]")]
    [InlineData("Today", "uncovered", "2026-11-28 12:00", "Sat 12:00 dot lee dee [Received OutOfHours] / Mon 08:00 dot lee dee / Mon 08:15 sam hari [Phone]")]
    [InlineData("Today", "uncovered", "2026-10-28 10:00", "Wed 10:00 dot lee dee [Received OutOfHours] / Mon 08:00 dot lee dee / Mon 08:15 sam hari [Phone]")]
    [InlineData("Today", "terms unknown", "2026-10-23 16:50", "Fri 16:50 dot lee dee [Received] / Fri 17:00 cov [OutOfHours] / Sat 17:00 cov / Sun 16:00 cov / Mon 07:50 dot lee dee / Mon 08:05 sam hari [Phone]")]
    [InlineData("Today", "terms unknown", "2027-03-26 16:50", "Fri 16:50 dot lee dee [Received] / Fri 17:00 cov [OutOfHours] / Sat 17:00 cov / Sun 18:00 cov / Mon 07:50 dot lee dee / Mon 08:05 sam hari [Phone]")]
    [InlineData("SameDay", "covered", "2026-11-23 10:30", "Mon 10:30 dot lee dee [Received] / Mon 11:30 dot lee dee / Mon 14:15 sam [Phone] / Mon 15:15 dot lee dee sam [Phone]")]
    [InlineData("SameDay", "uncovered", "2026-11-23 05:00", "Mon 05:00 dot lee dee [Received] / Mon 08:45 dot lee dee / Mon 14:15 sam [Phone]")]
    [InlineData("SameDay", "uncovered", "2026-11-23 14:30", "Mon 14:30 dot lee dee [Received] / Mon 15:30 dot lee dee / Mon 15:30 sam [Phone] / Mon 16:30 dot lee dee sam [Phone]")]
    [InlineData("SameDay", "covered", "2026-11-23 16:30", "Mon 16:30 dot lee dee [Received] / Mon 17:00 cov [OutOfHours] / Tue 08:15 dot lee dee / Tue 14:15 sam [Phone]")]
    [InlineData("SameDay", "uncovered", "2026-11-20 18:00", "Fri 18:00 dot lee dee [Received] / Mon 08:45 dot lee dee / Mon 14:15 sam [Phone]")]
    [InlineData("SameDay", "uncovered", "2026-11-30 10:30", "Mon 10:30 dot lee dee [Received] / Mon 11:30 dot lee dee / Mon 16:00 sam [Phone] / Mon 17:00 [OutOfHours] / Tue 07:45 dot lee dee sam [Phone]")]
    [InlineData("SameDay", "covered", "2026-10-28 10:00", "Wed 10:00 cov dot lee dee [Received] / Thu 10:00 cov / Fri 10:00 cov / Sat 10:00 cov / Sun 10:00 cov / Mon 08:45 dot lee dee / Mon 14:15 sam [Phone]")]
    [InlineData("Now", "covered", "2026-11-23 10:30", "Mon 10:30 dot lee dee hari [Phone] / Mon 10:33 dot lee dee hari / Mon 10:36 dot lee dee hari sam / Mon 10:46 dot lee dee hari sam [Phone] / Mon 10:56 dot lee dee hari sam [Phone]")]
    [InlineData("Now", "uncovered", "2026-11-28 22:00", "Sat 22:00 dot lee dee hari [OutOfHours] / Sat 22:03 dot lee dee hari / Sat 22:06 dot lee dee hari sam / Sat 22:16 dot lee dee hari sam [OutOfHours]")]
    [InlineData("Now", "covered", "2026-11-28 22:00", "Sat 22:00 cov dot lee dee hari [OutOfHours] / Sat 22:03 cov / Sat 22:06 cov sam / Sat 22:16 cov [OutOfHours]")]
    [InlineData("Now", "covered", "2026-11-23 16:58", "Mon 16:58 dot lee dee hari [Phone] / Mon 17:00 cov [OutOfHours] / Mon 17:01 cov / Mon 17:04 cov sam / Mon 17:14 cov [OutOfHours]")]
    [InlineData("Now", "covered", "2026-11-23 07:43", "Mon 07:43 cov dot lee dee hari [OutOfHours] / Mon 07:46 dot lee dee hari / Mon 07:49 dot lee dee hari sam / Mon 07:59 dot lee dee hari sam [Phone]")]
    [InlineData("Now", "covered", "2026-10-28 10:00", "Wed 10:00 cov dot lee dee hari [OutOfHours] / Wed 10:03 cov / Wed 10:06 cov sam / Wed 10:16 cov [OutOfHours]")]
    [InlineData("Now", "uncovered", "2027-03-28 00:58", "Sun 00:58 dot lee dee hari [OutOfHours] / Sun 02:01 dot lee dee hari / Sun 02:04 dot lee dee hari sam / Sun 02:14 dot lee dee hari sam [OutOfHours]")]
    [InlineData("Now", "uncovered", "2026-11-30 10:30", "Mon 10:30 dot lee dee hari [Phone] / Mon 10:33 dot lee dee hari")]
    [InlineData("an adult", "covered", "2026-11-23 10:30", "Mon 10:30 hari [Received] / Mon 10:45 hari ash / Mon 11:00 hari ash chris [Phone] / Mon 11:30 hari ash chris [Phone]")]
    [InlineData("an adult", "covered", "2026-11-23 16:50", "Mon 16:50 hari [Received] / Mon 17:00 [OutOfHours] / Tue 07:50 hari ash / Tue 08:05 hari ash chris [Phone]")]
    [InlineData("an adult", "covered", "2026-11-20 20:00", "Fri 20:00 hari [Received OutOfHours] / Mon 08:00 hari ash / Mon 08:15 hari ash chris [Phone]")]
    [InlineData("an adult", "covered", "2026-10-28 10:00", "Wed 10:00 hari [Received OutOfHours] / Mon 08:00 hari ash / Mon 08:15 hari ash chris [Phone]")]
    [InlineData("an adult, now", "covered", "2026-11-28 22:00", "Sat 22:00 hari [OutOfHours] / Sat 22:03 hari ash / Sat 22:06 hari ash chris / Sat 22:16 hari ash chris [OutOfHours]")]
    public void Who_is_told_when_until_somebody_acknowledges(string what, string where, string at, string expected)
    {
        var lines = expected.Split(" / ");
        var (route, response) = what switch
        {
            "an adult" => (ConcernRoute.Adult, Response.Today),
            "an adult, now" => (ConcernRoute.Adult, Response.Now),
            _ => (ConcernRoute.Child, Enum.Parse<Response>(what)),
        };
        var school = where switch
        {
            "uncovered" => _school,
            "terms unknown" => _covered with { Calendar = new Calendar() },
            _ => _covered,
        };

        Assert.Equal(lines, Telling(school, response, route, [], At(at)).Take(lines.Length).Select(told => told.Line));
    }

    [Theory]
    [InlineData("Now", "2026-11-23 10:30", true, "Mon 23 Nov 2026, 10:35")]
    [InlineData("Now", "2026-11-28 23:58", false, "Sun 29 Nov 2026, 00:03")]
    [InlineData("Today", "2026-11-23 10:30", false, "Mon 23 Nov 2026, 10:45")]
    [InlineData("Today", "2026-11-23 10:30", true, "Mon 23 Nov 2026, 15:15")]
    [InlineData("Today", "2026-11-23 15:10", false, "Mon 23 Nov 2026, 15:15")]
    [InlineData("Today", "2026-11-23 15:20", true, "Mon 23 Nov 2026, 17:00")]
    [InlineData("Today", "2026-11-23 20:00", false, "Tue 24 Nov 2026, 08:00")]
    [InlineData("Today", "2026-11-23 20:00", true, "Tue 24 Nov 2026, 15:15")]
    [InlineData("Today", "2026-11-23 06:00", true, "Mon 23 Nov 2026, 15:15")]
    [InlineData("Today", "2026-11-27 20:00", true, "Mon 30 Nov 2026, 17:00")] // INSET
    [InlineData("Today", "2026-10-24 09:00", true, "Sun 25 Oct 2026, 08:00")]
    [InlineData("SameDay", "2026-11-23 10:30", false, "Tue 24 Nov 2026, 07:45")]
    [InlineData("SameDay", "2026-11-23 16:59", true, "Tue 24 Nov 2026, 07:45")]
    [InlineData("SameDay", "2026-11-23 20:00", true, "Wed 25 Nov 2026, 07:45")]
    [InlineData("SameDay", "2026-11-27 10:30", true, "Mon 30 Nov 2026, 07:45")]
    [InlineData("SameDay", "2026-10-23 10:30", true, "Mon 2 Nov 2026, 07:45")]
    [InlineData("Adult", "2026-11-23 16:50", false, "Mon 23 Nov 2026, 17:00")]
    [InlineData("Adult", "2026-11-23 10:30", true, "Mon 23 Nov 2026, 15:15")]
    public void By_when_whoever_took_it_on_has_to_have_done_something(string ladder, string at, bool isOpened, string due)
    {
        var taken = ladder switch
        {
            "Now" => Ladder.Now,
            "Today" => Ladder.Today,
            "SameDay" => Ladder.SameDay,
            _ => Ladder.Adult,
        };

        Assert.Equal(due, School.DayAndTime(taken.TakenOnDue(_calendar, At(at), isOpened)));
    }

    [Fact]
    public void A_school_may_still_say_how_long_it_may_take() =>
        Assert.Equal(At("2026-11-24 08:15"), (Ladder.Today with { ActedWithin = TimeSpan.FromHours(1) }).TakenOnDue(_calendar, At("2026-11-23 16:30"), isOpened: true));

    [Fact]
    public void What_was_acknowledged_for_the_day_and_not_acted_on_starts_again_with_everybody_in_the_morning()
    {
        var raised = Raise(_covered, Response.SameDay, ConcernRoute.Child, [], At("2026-11-27 14:30")).After;
        var taken = Do(raised, ConcernLifecycle.Acknowledge(raised, _lee, _covered, At("2026-11-27 14:40")));
        var again = ConcernLifecycle.ComeDue(taken, _covered, taken.DueAt!.Value);

        Assert.Equal("Mon 07:45 dot lee dee [Phone]", Line(taken.DueAt!.Value, again));
        Assert.Equal((ConcernStatus.Raised, 1, At("2026-11-30 08:45")), (Do(taken, again).Status, Do(taken, again).Rung, Do(taken, again).DueAt));
    }

    [Fact]
    public void Doing_something_stops_the_clock_and_opening_it_afterwards_does_not_start_it_again()
    {
        var raised = Raise(_covered, Response.Today, ConcernRoute.Child, [], At("2026-11-23 10:30")).After;
        var taken = Do(raised, ConcernLifecycle.Acknowledge(raised, _lee, _covered, At("2026-11-23 10:31")));
        var acted = Do(taken, Handling.Note(taken, _lee, "rang home", Guid.NewGuid(), At("2026-11-23 10:32")));

        Assert.Null(Do(acted, ConcernLifecycle.Open(acted, _lee, _covered, At("2026-11-23 10:33"))).DueAt);
    }

    [Fact]
    public void What_came_due_while_the_program_was_down_waits_for_the_school_to_open_and_cover_is_told_now()
    {
        var raised = Raise(_covered, Response.Today, ConcernRoute.Child, [], At("2026-11-20 16:00")).After;
        var late = At("2026-11-21 09:00");

        Assert.Equal("Sat 09:00 cov [OutOfHours]", Line(late, ConcernLifecycle.ComeDue(raised, _covered, late)));
        Assert.Equal(At("2026-11-22 09:00"), Do(raised, ConcernLifecycle.ComeDue(raised, _covered, late)).DueAt);
    }

    [Theory]
    [InlineData("", "dot lee dee")]
    [InlineData("lee out", "dot dee lee")]
    [InlineData("lee by hari", "dot hari dee lee")]
    [InlineData("dot by dee, dee by hari", "hari lee dee dot")]
    [InlineData("lee by lee", "dot dee lee")]
    [InlineData("dot out, lee out, dee out", "sam tru dot lee dee")]
    [InlineData("dot out, lee by sam, dee out", "sam dot lee dee")]
    [InlineData("dot out, lee by gov, dee out", "sam tru dot lee dee")]
    [InlineData("dot by lee, lee by dee, dee by dot", "sam tru dee lee dot")]
    public void Whoever_is_out_is_told_last_and_whoever_covers_for_them_in_their_place(string absences, string told)
    {
        var school = _school with { People = [.. _school.People, Person("gov", Role.SafeguardingGovernor)], Absences = Absences(absences) };

        Assert.Equal(told.Split(' '), Told(school));
    }

    [Fact]
    public void About_an_adult_nobody_covers_who_may_not_hear_of_it()
    {
        string[] With(string absences) => [.. Ladder.Adult.PeopleAt(1, _school with { Absences = Absences(absences) }, [], At("2026-11-23 10:30")).Select(person => person.Key)];

        Assert.Equal(["hari"], With("hari by lee"));
        Assert.Equal(["ash", "hari"], With("hari by ash"));
        Assert.Equal(["hari"], With("hari out, lee out, dee out, dot out"));
    }

    [Fact]
    public void Whoever_is_at_their_Teams_is_told_before_others_of_their_role_and_whoever_is_out_of_office_after_all()
    {
        var school = _school with
        {
            People =
            [
                Person("away", Role.Deputy) with { Presence = Presence.Away },
                Person("busy", Role.Deputy) with { Presence = Presence.Busy },
                Person("there", Role.Deputy) with { Presence = Presence.Available },
                Person("unknown", Role.Deputy),
                Person("gone", Role.Lead) with { Presence = Presence.OutOfOffice },
                Person("late", Role.Lead) with { Presence = Presence.Away },
            ],
        };

        Assert.Equal(["late", "there", "busy", "unknown", "away", "gone"], Told(school));
    }

    [Fact]
    public void Whatever_the_hour_it_is_never_due_in_the_past_nor_forgotten_and_everybody_on_the_ladder_is_told_in_the_end_and_nobody_left_out() => Prop.ForAll(
        (from minutes in Gen.Choose(0, 60 * 24 * 200)
         from response in Gen.Elements(Enum.GetValues<Response>())
         from route in Gen.Elements(ConcernRoute.Child, ConcernRoute.Adult)
         from excluded in Gen.SubListOf(_covered.People.Select(person => person.Key))
         from school in Schools()
         select (At: At("2026-09-01 00:00").AddMinutes(minutes), response, route, Excluded: excluded.ToArray(), school)).ToArbitrary(),
        one =>
        {
            var ladder = one.school.Ladders.For(one.route, one.response);
            var everybody = ladder.Everybody(_school with { Calendar = new Calendar() }, one.Excluded, one.At);
            var told = new HashSet<string>(StringComparer.Ordinal);
            var atOnce = 0;
            var before = DateTimeOffset.MinValue;

            foreach (var step in Telling(one.school, one.response, one.route, one.Excluded, one.At).Take(60))
            {
                atOnce = step.At == before ? atOnce + 1 : 0;
                before = step.At;
                Assert.True(atOnce <= ladder.Rungs.Count, "It never moves for ever without time going by.");
                Assert.Equal(ConcernStatus.Raised, step.After.Status);
                Assert.True(step.After.DueAt >= step.At, "Nothing is due in the past.");
                Assert.Empty(step.People.Intersect(one.Excluded, StringComparer.Ordinal));
                told.UnionWith(step.People);
            }

            Assert.Superset(everybody.Select(person => person.Key).ToHashSet(StringComparer.Ordinal), told);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void Being_out_takes_nobody_off_the_ladder() => Prop.ForAll(
        Schools().ToArbitrary(),
        Gen.Choose(0, 60 * 24 * 200).ToArbitrary(),
        (school, minutes) =>
        {
            var at = At("2026-09-01 00:00").AddMinutes(minutes);

            foreach (var rung in Enumerable.Range(1, 3))
            {
                var without = Ladder.Today.PeopleAt(rung, school with { Absences = [] }, [], at).Select(person => person.Key).ToHashSet(StringComparer.Ordinal);
                Assert.Superset(without, Ladder.Today.PeopleAt(rung, school, [], at).Select(person => person.Key).ToHashSet(StringComparer.Ordinal));
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    private static Gen<School> Schools() =>
        from school in Gen.Elements(_school, _covered, _covered with { Calendar = new Calendar() })
        from absences in (from person in Gen.Elements(_covered.People.Select(person => person.Key))
                          from cover in Gen.Elements(_covered.People.Select(person => person.Key).Append(null))
                          from day in Gen.Choose(0, 200)
                          from days in Gen.Choose(1, 40)
                          select new Absence(person, At("2026-09-01 00:00").AddDays(day), At("2026-09-01 00:00").AddDays(day + days), cover)).ListOf(3)
        select school with { Absences = [.. absences] };

    private static string[] Told(School school) => [.. Ladder.Today.PeopleAt(1, school, [], At("2026-11-23 10:30")).Select(person => person.Key)];

    private static Absence[] Absences(string written) =>
    [
        .. written.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(one => one.Split(' ') switch
        {
            [var person, "by", var by] => new Absence(person, At("2026-11-23 00:00"), At("2026-11-24 00:00"), by),
            var words => new Absence(words[0], At("2026-11-23 00:00"), At("2026-11-24 00:00"), null),
        }),
    ];

    /// <summary>Everything that happens as long as nobody acknowledges.</summary>
    private static IEnumerable<Step> Telling(School school, Response response, ConcernRoute route, string[] excluded, DateTimeOffset at)
    {
        var step = Raise(school, response, route, excluded, at);

        while (true)
        {
            yield return step;
            at = step.After.DueAt is { } dueAt && dueAt > at ? dueAt : at;
            var decision = ConcernLifecycle.ComeDue(step.After, school, at);
            step = Step.Of(at, decision, Do(step.After, decision));
        }
    }

    private static Step Raise(School school, Response response, ConcernRoute route, string[] excluded, DateTimeOffset at)
    {
        var decision = ConcernLifecycle.Raise(Guid.NewGuid(), _reporter, school, response, Account.Empty, excluded, at, route: route);

        return Step.Of(at, decision, Concern.From("SC-2026-CCCCC", decision.Events));
    }

    private static Concern Do(Concern concern, Decision decision)
    {
        Assert.Null(decision.Refusal);

        return decision.Events.Aggregate(concern, (now, happened) => now.After(happened));
    }

    private static string Line(DateTimeOffset at, Decision decision)
    {
        var people = decision.Work.OfType<Work.AlertLead>().Select(alert => $" {alert.Person}");
        var told = string.Join(' ', decision.Work.OfType<Work.TellReporter>().Select(tell => tell.What));

        return $"{School.Local(at).ToString("ddd HH:mm", CultureInfo.InvariantCulture)}{string.Concat(people)}{(told.Length > 0 ? $" [{told}]" : string.Empty)}";
    }

    private static NamedPerson Person(string key, Role role) => new(key, key, key, [role], "01632 960101");

    private static DateTimeOffset At(string local)
    {
        var time = DateTime.ParseExact(local, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

        return new DateTimeOffset(time, School.Zone.GetUtcOffset(time));
    }

    private sealed record Step(DateTimeOffset At, string Line, IReadOnlyList<string> People, Concern After)
    {
        public static Step Of(DateTimeOffset at, Decision decision, Concern after) =>
            new(at, LadderTests.Line(at, decision), [.. decision.Work.OfType<Work.AlertLead>().Select(alert => alert.Person)], after);
    }
}
