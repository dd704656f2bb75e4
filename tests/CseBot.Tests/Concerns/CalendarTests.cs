using CseBot.Concerns;
using FsCheck;
using FsCheck.Fluent;

namespace CseBot.Tests.Concerns;

public sealed class CalendarTests
{
    private static readonly Calendar _calendar = new()
    {
        Terms = [new Days(new DateOnly(2026, 9, 2), new DateOnly(2026, 10, 23)), new Days(new DateOnly(2026, 11, 2), new DateOnly(2026, 12, 18))],
        Inset = [new DateOnly(2026, 9, 1)],
        Cover = [new Cover("lee", new Days(new DateOnly(2026, 10, 24), new DateOnly(2026, 11, 1)))],
    };

    private static readonly School _school = new(
        "rowan",
        "Rowan",
        "practice-shire",
        "01632 960100",
        [
            new NamedPerson("lee", "lee", "Lee", [Role.Lead], null),
            new NamedPerson("dee", "dee", "Dee", [Role.Deputy], null),
            new NamedPerson("sam", "sam", "Sam", [Role.Cover], null),
            new NamedPerson("hari", "hari", "Hari", [Role.Headteacher], null),
        ])
    { Calendar = _calendar };

    [Theory]
    [InlineData("2026-09-01 10:00", true)] // INSET: staff and no children
    [InlineData("2026-09-02 07:44", false)]
    [InlineData("2026-09-02 07:45", true)]
    [InlineData("2026-09-02 16:59", true)]
    [InlineData("2026-09-02 17:00", false)]
    [InlineData("2026-09-05 10:00", false)] // a Saturday
    [InlineData("2026-10-26 10:00", false)] // half-term
    [InlineData("2026-11-02 07:45", true)] // after the clocks have gone back
    [InlineData("2026-12-19 10:00", false)]
    public void A_school_is_staffed_in_its_hours_on_its_days_by_its_own_clocks(string local, bool staffed) => Assert.Equal(staffed, _calendar.IsStaffed(At(local)));

    [Fact]
    public void Where_no_terms_are_known_every_weekday_is_a_school_day() =>
        Assert.Equal(5, Enumerable.Range(0, 7).Count(day => new Calendar().IsStaffed(new DateOnly(2026, 11, 23).AddDays(day))));

    [Fact]
    public void Whoever_is_on_cover_is_told_first_while_the_school_is_closed_and_not_while_it_is_open()
    {
        Assert.Equal(["lee", "dee"], Told("2026-11-02 10:00"));
        Assert.Equal(["sam", "lee", "dee"], Told("2026-11-02 18:00"));
        Assert.Equal(["lee", "sam", "dee"], Told("2026-10-27 10:00"));
    }

    [Fact]
    public void Cover_adds_people_and_never_takes_anybody_off_the_ladder_nor_tells_anybody_who_is_left_out() => Prop.ForAll(
        Gen.Choose(0, 60 * 24 * 120).ToArbitrary(),
        Gen.SubListOf(_school.People.Select(person => person.Key)).ToArbitrary(),
        (minutes, leftOut) =>
        {
            var at = At("2026-09-01 00:00").AddMinutes(minutes);
            var told = Ladder.Today.PeopleAt(1, _school, [.. leftOut], at).Select(person => person.Key).ToArray();

            Assert.Superset(new[] { "lee", "dee" }.Except(leftOut).ToHashSet(StringComparer.Ordinal), told.ToHashSet(StringComparer.Ordinal));
            Assert.Empty(told.Intersect(leftOut, StringComparer.Ordinal));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    private static string[] Told(string local) => [.. Ladder.Today.PeopleAt(1, _school, [], At(local)).Select(person => person.Key)];

    private static DateTimeOffset At(string local)
    {
        var time = DateTime.ParseExact(local, "yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture);

        return new DateTimeOffset(time, School.Zone.GetUtcOffset(time));
    }
}
