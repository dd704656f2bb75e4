using CseBot.Concerns;
using FsCheck;
using FsCheck.Fluent;

namespace CseBot.Tests.Concerns;

public sealed class WhoIsWhoTests
{
    private static readonly string[] _people = ["lee", "dee", "hari", "ann", "bob", "cat"];

    private static readonly School _school = new(
        "rowan",
        "Rowan",
        "practice-shire",
        "01632 960100",
        [
            new NamedPerson("lee", "lee", "Lee", [Role.Lead], "01632 960102"),
            new NamedPerson("dee", "dee", "Dee", [Role.Deputy, Role.SeniorLeader], null),
            new NamedPerson("hari", "hari", "Hari", [Role.Headteacher], null),
            new NamedPerson("cal", null, "Cal", [Role.ChairOfGovernors], "01632 960106"),
        ]);

    [Fact]
    public void Whoever_has_left_the_leads_group_is_no_lead_and_keeps_their_other_roles()
    {
        var now = _school.WithLeads([new GroupMember("lee", "Lee")]);

        Assert.Equal([Role.SeniorLeader], now.Find("dee")!.Roles);
        Assert.True(now.Find("lee")!.IsLead);
    }

    [Fact]
    public void Whoever_is_new_in_the_leads_group_is_a_deputy_and_whoever_is_named_already_becomes_one_too()
    {
        var now = _school.WithLeads([new GroupMember("lee", "Lee"), new GroupMember("ann", "Ann"), new GroupMember("hari", "Hari")]);

        Assert.Equal(new NamedPerson("ann", "ann", "Ann", [Role.Deputy], null).Name, now.Find("ann")!.Name);
        Assert.Equal([Role.Deputy, Role.Headteacher], now.Find("hari")!.Roles);
        Assert.NotNull(now.Named("cal"));
    }

    [Fact]
    public void A_school_is_never_left_without_a_lead_and_nobody_outside_the_group_is_one() => Prop.ForAll(
        Gen.SubListOf(_people).ToArbitrary(),
        members =>
        {
            var now = _school.WithLeads([.. members.Select(member => new GroupMember(member, member))]);
            var leads = now.People.Where(person => person.IsLead).Select(person => person.EntraId!).ToHashSet(StringComparer.Ordinal);

            Assert.NotEmpty(leads);
            Assert.Equal(members.Count == 0 ? ["lee", "dee"] : members.ToHashSet(StringComparer.Ordinal), leads);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    [Fact]
    public void Only_somebody_known_to_be_on_no_list_and_not_named_does_not_count_as_staff() => Prop.ForAll(
        Gen.Elements(_people).ToArbitrary(),
        Gen.SubListOf(_people).OrNull().Two().ToArbitrary(),
        (person, lists) =>
        {
            var other = _school with { Id = "hazel", People = [] };
            var standing = Standing.Of(person, [new StaffList(_school, lists.Item1?.ToHashSet()), new StaffList(other, lists.Item2?.ToHashSet())]);
            var isKnownToBeNobody = _school.Find(person) is null && lists.Item1?.Contains(person) is false && lists.Item2?.Contains(person) is false;

            Assert.Equal(!isKnownToBeNobody, standing.IsStaff);
            Assert.NotEmpty(standing.Schools);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void Somebody_who_belongs_to_one_school_is_never_asked_about_another_that_nobody_can_say_about() => Assert.Equal(
        ["rowan"],
        Standing.Of("ann", [new StaffList(_school, new HashSet<string>(["ann"])), new StaffList(_school with { Id = "hazel" }, Staff: null)]).Schools.Select(school => school.Id));

    [Fact]
    public void A_LADOs_number_is_shown_only_once_it_has_been_checked()
    {
        var lado = new NamedPerson("lado", null, "LADO", [Role.Lado], "01632 960107");

        Assert.Null(lado.PhoneToRing);
        Assert.Equal("01632 960107", (lado with { CheckedOn = new DateOnly(2026, 9, 1) }).PhoneToRing);
    }
}
