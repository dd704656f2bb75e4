using System.Collections.Immutable;
using CseBot.Concerns;
using FsCheck;
using FsCheck.Fluent;

namespace CseBot.Tests.Concerns;

public sealed class FiguresTests
{
    private static readonly Actor _reporter = new("rae", "Rae");
    private static readonly Actor _lead = new("lee", "Lee");

    private static readonly School _school = new(
        "rowan",
        "Rowan",
        "practice-shire",
        "01632 960100",
        [
            new NamedPerson("lee", "lee", "Lee", [Role.Lead], null),
            new NamedPerson("cal", "cal", "Cal", [Role.Cover], null),
        ]);

    private static readonly Period _autumn = Period.Of(_school.Calendar, 2025, Term.Autumn, Term.Autumn);
    private static readonly Period _year = Period.Of(_school.Calendar, 2025, Term.Autumn, Term.Summer);
    private static readonly DateTimeOffset _later = new(2026, 11, 23, 10, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(1, 1, 4)]
    [InlineData(4, 1, 4)]
    [InlineData(5, 5, 5)]
    public void A_number_from_1_to_4_is_shown_as_fewer_than_5(int number, int least, int most) => Assert.Equal(new Count(least, most), Count.Of(number));

    [Theory]
    [InlineData(20, 20, 15, 15, 15)]
    [InlineData(20, 20, 16, 16, 20)]
    [InlineData(20, 20, 20, 16, 20)]
    [InlineData(20, 20, 3, 1, 4)]
    [InlineData(33, 36, 28, 28, 28)]
    [InlineData(33, 36, 36, 29, 36)]
    [InlineData(7, 7, 6, 5, 7)]
    public void A_part_that_is_nearly_the_whole_is_shown_as_a_range(int least, int most, int number, int from, int to) =>
        Assert.Equal(new Count(from, to), Count.Of(number, new Count(least, most)));

    [Fact]
    public void A_total_says_no_more_than_its_parts_do()
    {
        var figures = Show((Figure.Now, 3), (Figure.Today, 0), (Figure.SameDay, 20));

        Assert.Equal(Count.Few, figures.Counts[Figure.Now]);
        Assert.Equal(Count.None, figures.Counts[Figure.Today]);
        Assert.Equal(new Count(21, 24), figures.Counts[Figure.Raised]);
        Assert.Equal(new Count(32, 32), Show((Figure.Today, 12), (Figure.SameDay, 20)).Counts[Figure.Raised]);
    }

    /// <summary>Every school that is small enough to try: somebody who knows the rule and reads everything that is shown never knows a number from 1 to 4, nor how few were not something.</summary>
    [Fact]
    public void Whatever_is_shown_there_are_at_least_two_truths_behind_each_number_from_1_to_4()
    {
        const int Largest = 6;
        Dictionary<string, HashSet<int>[]> known = new(StringComparer.Ordinal);
        List<(string Shown, int[] Truth)> truths = [];

        for (var now = 0; now <= Largest; now++)
        {
            for (var today = 0; today <= Largest; today++)
            {
                for (var later = 0; later <= Largest; later++)
                {
                    var raised = now + today + later;

                    for (var without = 0; without <= raised; without++)
                    {
                        for (var outOfHours = 0; outOfHours <= raised; outOfHours++)
                        {
                            for (var own = 0; own <= raised - without; own += 3)
                            {
                                var figures = Show(
                                    raised - without - own, (Figure.Now, now), (Figure.Today, today), (Figure.SameDay, later), (Figure.NotAcknowledged, without), (Figure.OutOfHours, outOfHours));
                                truths.Add((Shown(figures), [now, today, later, raised, without, raised - without, outOfHours, raised - outOfHours]));
                            }
                        }
                    }
                }
            }
        }

        foreach (var (shown, truth) in truths)
        {
            if (!known.TryGetValue(shown, out var possible))
            {
                known[shown] = possible = [.. truth.Select(_ => new HashSet<int>())];
            }

            foreach (var (number, at) in truth.Select((number, at) => (number, at)))
            {
                possible[at].Add(number);
            }
        }

        Assert.All(known, one => Assert.All(one.Value, possible => Assert.True(possible.Count > 1 || possible.All(number => number is 0 or >= Count.Smallest), one.Key)));
    }

    [Fact]
    public void Each_hidden_number_could_be_any_other_hidden_one_and_everything_would_look_the_same() => Prop.ForAll(
        Gen.Choose(0, 40).ArrayOf(Enum.GetValues<Figure>().Length).ToArbitrary(),
        Gen.Choose(1, 4).ToArbitrary(),
        (numbers, other) =>
        {
            var truth = Consistent([.. numbers.Select((number, at) => at == (int)Figure.SameDay ? number + Figures.FewestByTerm : number)]);
            var shown = Shown(Figures.Of(truth, new DrillFigures(0, null, null), _autumn));

            foreach (var (figure, _) in truth.Counts.Where(pair => pair.Value is >= 1 and < Count.Smallest && !IsTotal(pair.Key)))
            {
                var another = Consistent([.. Enum.GetValues<Figure>().Select(one => one == figure ? other : truth[one])]);

                Assert.Equal(shown, Shown(Figures.Of(another, new DrillFigures(0, null, null), _autumn)));
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void What_is_shown_is_never_wrong() => Prop.ForAll(
        Gen.Choose(0, 40).ArrayOf(Enum.GetValues<Figure>().Length).ToArbitrary(),
        numbers =>
        {
            var truth = Consistent(numbers);
            var shown = Figures.Of(truth, new DrillFigures(0, null, null), _autumn).Counts;

            Assert.All(shown, pair => Assert.InRange(truth[pair.Key], pair.Value.Least, pair.Value.Most));
            Assert.All(shown, pair => Assert.False(pair.Value is { IsExact: true, Least: >= 1 and < Count.Smallest }));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Theory]
    [InlineData(20, 20, 20, 20, 20, 20, new[] { "Autumn-Autumn", "Spring-Spring", "Summer-Summer" })]
    [InlineData(20, 0, 19, 0, 40, 0, new[] { "Autumn-Autumn", "Spring-Summer" })]
    [InlineData(19, 0, 40, 0, 40, 0, new[] { "Autumn-Summer" })]
    [InlineData(17, 3, 40, 0, 40, 0, new[] { "Autumn-Summer" })] // 20 that cannot be told from 18
    [InlineData(0, 0, 0, 0, 0, 0, new[] { "Autumn-Summer" })]
    public void A_school_year_is_cut_once_and_a_term_with_too_few_is_shown_with_the_rest_of_the_year(
        int autumn, int nowInAutumn, int spring, int nowInSpring, int summer, int nowInSummer, string[] periods)
    {
        Concern[] concerns =
        [
            .. Many(autumn, "2025-10-06 10:00", Response.Today), .. Many(nowInAutumn, "2025-10-07 10:00", Response.Now),
            .. Many(spring, "2026-02-02 10:00", Response.Today), .. Many(nowInSpring, "2026-02-03 10:00", Response.Now),
            .. Many(summer, "2026-06-08 10:00", Response.Today), .. Many(nowInSummer, "2026-06-09 10:00", Response.Now),
        ];

        Assert.Equal(periods, Figures.OfYear(concerns, [], _school, 2025, _later).Select(figures => $"{figures.Period.First}-{figures.Period.Last}"));
    }

    [Fact]
    public void Nothing_is_shown_before_it_is_over()
    {
        Concern[] concerns = [.. Many(25, "2025-10-06 10:00", Response.Today)];

        Assert.Empty(Figures.OfYear(concerns, [], _school, 2025, At("2025-12-31 23:59")));
        Assert.Equal(Term.Autumn, Assert.Single(Figures.OfYear(concerns, [], _school, 2025, At("2026-01-01 00:00"))).Period.Last);
        Assert.Equal(2, Figures.OfYear(concerns, [], _school, 2025, At("2026-09-01 00:00")).Count);
    }

    [Fact]
    public void Periods_follow_each_other_without_a_gap_and_by_the_schools_own_terms() => Prop.ForAll(
        Gen.Choose(0, 12).SelectMany(weeks => Gen.Choose(-30, 30).Select(days => (weeks, days))).ToArbitrary(),
        moved =>
        {
            var calendar = new Calendar
            {
                Terms =
                [
                    Days(new DateOnly(2025, 9, 1).AddDays(moved.days), 40), Days(new DateOnly(2026, 4, 13).AddDays(moved.days), 40), Days(new DateOnly(2026, 1, 5).AddDays(7 * moved.weeks), 30),
                ],
            };
            Period[] periods = [.. Enumerable.Range(2024, 3).SelectMany(year => Enum.GetValues<Term>().Select(term => Period.Of(calendar, year, term, term)))];

            Assert.All(periods.Zip(periods.Skip(1)), pair => Assert.Equal(pair.First.Days.To.AddDays(1), pair.Second.Days.From));
            Assert.All(periods, period => Assert.Equal(period.Year, Period.YearOf(calendar, period.Days.From)));
            Assert.All(periods, period => Assert.Equal(period.Year, Period.YearOf(calendar, period.Days.To)));
            Assert.All(periods, period => Assert.InRange(period.Days.To.DayNumber - period.Days.From.DayNumber, 60, 180));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    [Fact]
    public void The_schools_own_terms_say_when_the_summer_term_begins()
    {
        var calendar = new Calendar { Terms = [new Days(new DateOnly(2026, 2, 23), new DateOnly(2026, 4, 2)), new Days(new DateOnly(2026, 4, 20), new DateOnly(2026, 5, 22))] };

        Assert.Equal(new DateOnly(2026, 4, 19), Period.Of(calendar, 2025, Term.Spring, Term.Spring).Days.To);
        Assert.Equal(new DateOnly(2026, 4, 7), Period.Of(new Calendar(), 2025, Term.Spring, Term.Spring).Days.To);
    }

    [Fact]
    public void Everything_that_is_counted_is_counted_once_and_in_its_period()
    {
        var closed = Follow(
            Raise("2025-10-06 20:00", Response.Now),
            new LeadAlerted(At("2025-10-06 20:01"), "cal", 1),
            new RungReached(At("2025-10-06 20:03"), 2, 2, At("2025-10-06 20:06")),
            new Acknowledged(At("2025-10-06 20:05"), _lead, null),
            new RungReached(At("2025-10-06 20:10"), 1, 3, At("2025-10-06 20:13"), StartsAgain: true),
            new Acknowledged(At("2025-10-06 20:12"), _lead, null),
            new ConcernAdded(At("2025-10-07 09:00"), _reporter, Account.Empty, 4),
            new Referred(At("2025-10-07 09:10"), _lead, ReferredTo.FrontDoor, At("2025-10-07 09:00"), "the front door", ReferredBy.Telephone, null),
            new Referred(At("2025-10-07 09:20"), _lead, ReferredTo.Police, At("2025-10-07 09:00"), "the police", ReferredBy.Telephone, null),
            new FollowUpSet(At("2025-10-07 09:30"), _lead, new DateOnly(2025, 12, 31), "look again") { Key = Guid.NewGuid() },
            new FollowUpSet(At("2025-10-07 09:31"), _lead, new DateOnly(2026, 1, 1), "look again") { Key = Guid.NewGuid() },
            new Closed(At("2025-11-03 09:00"), _lead, ConcernOutcome.WithPolice, string.Empty, new DateOnly(2025, 11, 10)),
            new SecondReviewed(At("2025-11-05 09:00"), _lead, Agrees: true, string.Empty));
        var own = Follow(Raise("2025-10-08 10:00", Response.SameDay, _lead), new Acknowledged(At("2025-10-08 10:00"), _lead, null));
        var quiet = Raise("2025-12-31 10:00", Response.Today);
        var late = Follow(Raise("2025-12-31 11:00", Response.Today), new Acknowledged(At("2026-01-05 09:00"), _lead, null));
        var adult = Raise("2025-10-06 10:00", Response.Today, route: ConcernRoute.Adult);
        var before = Follow(Raise("2025-07-01 10:00", Response.Today), new Acknowledged(At("2025-09-03 09:00"), _lead, null), new Closed(At("2025-09-04 09:00"), _lead, ConcernOutcome.NothingFurther, string.Empty, null));

        var tally = Tally.Of([closed, own, quiet, late, adult, before, Raise("2023-01-09 10:00", Response.Today)], _school, _autumn);

        Assert.Equal(4, tally[Figure.Raised]);
        Assert.Equal([1, 2, 1], new[] { tally[Figure.Now], tally[Figure.Today], tally[Figure.SameDay] });
        Assert.Equal(1, tally[Figure.OutOfHours]);
        Assert.Equal(1, tally[Figure.CoverAlerts]);
        Assert.Equal(1, tally[Figure.Escalated]);
        Assert.Equal(1, tally[Figure.StartedAgain]);
        Assert.Equal(2, tally[Figure.NotAcknowledged]);
        Assert.Equal(1, tally[Figure.Additions]);
        Assert.Equal([2, 0, 1, 0, 1, 0], new[] { tally[Figure.Referrals], tally[Figure.SocialWorker], tally[Figure.FrontDoor], tally[Figure.OutsideSchool], tally[Figure.Police], tally[Figure.Lado] });
        Assert.Equal(1, tally[Figure.SecondLooks]);
        Assert.Equal(1, tally[Figure.FollowUpsOverdue]);
        Assert.Equal(2, tally[Figure.Closings]);
        Assert.Equal(TimeSpan.FromMinutes(5), Assert.Single(tally.Times));
    }

    [Fact]
    public void What_comes_after_a_period_changes_nothing_of_it() => Prop.ForAll(
        Gen.Choose(0, 4).ListOf().ToArbitrary(),
        steps =>
        {
            var concern = Follow(Raise("2025-10-06 10:00", Response.Today), new Acknowledged(At("2025-10-06 10:10"), _lead, null));
            var after = steps.Aggregate((Concern: concern, At: At("2026-01-01 00:00")), (now, step) => (now.Concern.After(step switch
            {
                0 => new NoteAdded(now.At, _lead, string.Empty),
                1 => new ConcernAdded(now.At, _reporter, Account.Empty, 2),
                2 => new RungReached(now.At, 1, 2, now.At, StartsAgain: true),
                3 => new Referred(now.At, _lead, ReferredTo.Police, now.At, string.Empty, ReferredBy.Email, null),
                _ => new LeadAlerted(now.At, "cal", 2),
            }), now.At.AddMinutes(1))).Concern;

            Assert.Equal(Tally.Of([concern], _school, _autumn).Counts.OrderBy(pair => pair.Key), Tally.Of([after, Raise("2026-01-01 00:00", Response.Now)], _school, _autumn).Counts.OrderBy(pair => pair.Key));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(100));

    [Theory]
    [InlineData(4, null, null)]
    [InlineData(5, 3, null)]
    [InlineData(9, 5, null)]
    [InlineData(10, 5, 9)]
    public void Times_are_shown_where_there_are_enough_of_them(int concerns, int? median, int? ninetieth)
    {
        var figures = Figures.Of(
            [.. Enumerable.Range(1, concerns).Select(minutes => Follow(Raise("2025-10-06 10:00", Response.Today), new Acknowledged(At("2025-10-06 10:00").AddMinutes(minutes), _lead, null)))],
            [],
            _school,
            _year);

        Assert.Equal((median, ninetieth), ((int?)figures.Median?.TotalMinutes, (int?)figures.Ninetieth?.TotalMinutes));
    }

    [Fact]
    public void Times_are_not_shown_where_that_would_tell_how_few_were_never_acknowledged()
    {
        Assert.Null(Show(4, (Figure.Today, 8), (Figure.NotAcknowledged, 4)).Median);
        Assert.Null(Show(7, (Figure.Today, 8), (Figure.NotAcknowledged, 1)).Median);
        Assert.NotNull(Show(8, (Figure.Today, 9), (Figure.NotAcknowledged, 1)).Median);
    }

    [Fact]
    public void Drills_are_about_no_child_and_are_shown_as_they_are()
    {
        var drill = Guid.NewGuid();
        var figures = Figures.Of(
            [],
            [
                new Drilled(drill, At("2025-10-06 10:00"), IsReached: true, IsAcknowledged: true),
                new Drilled(drill, At("2025-10-06 10:00"), IsReached: true, IsAcknowledged: false),
                new Drilled(drill, At("2025-10-06 10:00"), IsReached: false, IsAcknowledged: false),
                new Drilled(Guid.NewGuid(), At("2026-10-06 10:00"), IsReached: false, IsAcknowledged: false),
            ],
            _school,
            _year);

        Assert.Equal(new DrillFigures(1, 66, 33), figures.Drills);
        Assert.False(figures.IsEmpty);
        Assert.True(Figures.Of([], [], _school, _autumn).IsEmpty);
    }

    [Theory]
    [InlineData(Role.SafeguardingGovernor, true)]
    [InlineData(Role.Headteacher, true)]
    [InlineData(Role.TrustLead, true)]
    [InlineData(Role.Lead, true)]
    [InlineData(Role.Deputy, false)]
    [InlineData(Role.Duty, false)]
    [InlineData(Role.SeniorLeader, false)]
    [InlineData(Role.ActingHead, false)]
    [InlineData(Role.ChairOfGovernors, false)]
    [InlineData(Role.Lado, false)]
    [InlineData(Role.Cover, false)]
    public void Figures_are_for_those_who_look_after_safeguarding_as_a_whole(Role role, bool may)
    {
        var person = new NamedPerson("pat", "pat", "Pat", [role], null);

        Assert.Equal(may, FiguresAccess.MaySee(_school with { People = [person] }, person));
        Assert.False(FiguresAccess.MaySee(_school, person));
    }

    /// <summary>Numbers that can be true together: parts of the concerns raised are no more than those.</summary>
    private static Tally Consistent(int[] numbers)
    {
        var counts = Enum.GetValues<Figure>().ToImmutableDictionary(figure => figure, figure => numbers[(int)figure]);
        var raised = counts[Figure.Now] + counts[Figure.Today] + counts[Figure.SameDay];
        counts = counts.SetItem(Figure.Raised, raised)
            .SetItem(Figure.Referrals, counts[Figure.SocialWorker] + counts[Figure.FrontDoor] + counts[Figure.OutsideSchool] + counts[Figure.Police] + counts[Figure.Lado]);

        foreach (var part in new[] { Figure.OutOfHours, Figure.Escalated, Figure.StartedAgain, Figure.NotAcknowledged })
        {
            counts = counts.SetItem(part, Math.Min(counts[part], raised));
        }

        return new Tally(counts, [.. Enumerable.Repeat(TimeSpan.FromMinutes(9), raised - counts[Figure.NotAcknowledged])]);
    }

    private static bool IsTotal(Figure figure) => figure is Figure.Raised or Figure.Referrals;

    private static Figures Show(params (Figure Figure, int Number)[] numbers) => Show(0, numbers);

    private static Figures Show(int times, params (Figure Figure, int Number)[] numbers) => Figures.Of(
        new Tally(numbers.ToImmutableDictionary(one => one.Figure, one => one.Number), [.. Enumerable.Repeat(TimeSpan.FromMinutes(9), times)]), new DrillFigures(0, null, null), _autumn);

    /// <summary>All that somebody can read.</summary>
    private static string Shown(Figures figures) => string.Join(
        ' ', figures.Counts.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key}:{pair.Value.Least}-{pair.Value.Most}").Append($"{figures.Median is null} {figures.Ninetieth is null}"));

    private static IEnumerable<Concern> Many(int count, string at, Response response) => Enumerable.Range(0, count).Select(_ => Raise(at, response));

    private static Concern Raise(string at, Response response, Actor? reporter = null, ConcernRoute route = ConcernRoute.Child) => Concern.From(
        "SC-2025-CDF34",
        [new ConcernRaised(At(at), Guid.NewGuid(), reporter ?? _reporter, "rowan", response, Account.Empty, [], At(at)) { Route = route }]);

    private static Concern Follow(Concern concern, params ConcernEvent[] events) => events.Aggregate(concern, (now, happened) => now.After(happened));

    private static Days Days(DateOnly from, int length) => new(from, from.AddDays(length));

    private static DateTimeOffset At(string local)
    {
        var time = DateTime.ParseExact(local, "yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture);

        return new DateTimeOffset(time, School.Zone.GetUtcOffset(time));
    }
}
