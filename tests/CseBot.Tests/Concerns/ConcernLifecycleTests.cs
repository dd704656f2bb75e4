using CseBot.Concerns;
using CseBot.Tests.Support;
using FsCheck;
using FsCheck.Fluent;

namespace CseBot.Tests.Concerns;

public sealed class ConcernLifecycleTests
{
    private static readonly DateTimeOffset _now = TestApp.Monday;
    private static readonly Actor _reporter = new("rae", "Rae");
    private static readonly Actor _lee = new("lee", "Lee", Role.Lead);
    private static readonly Actor _dee = new("dee", "Dee", Role.Deputy);

    private static readonly School _school = new(
        "rowan",
        "Rowan",
        "practice-shire",
        "01632 960100",
        [Person("lee", Role.Lead), Person("dee", Role.Deputy), Person("sam", Role.SeniorLeader), Person("hari", Role.Headteacher), new("cal", null, "Cal", [Role.Cover], null)]);

    [Fact]
    public void The_first_to_acknowledge_takes_it_and_the_second_is_refused()
    {
        var taken = Do(Raised(), concern => ConcernLifecycle.Acknowledge(concern, _lee, _school, _now.AddMinutes(4)));

        Assert.Equal((ConcernStatus.Acknowledged, _lee), (taken.Status, taken.Holder));
        Assert.Equal(Refusal.AlreadyAcknowledged, ConcernLifecycle.Acknowledge(taken, _dee, _school, _now.AddMinutes(5)).Refusal);
    }

    [Fact]
    public void Only_the_holder_decides_and_a_decision_stops_the_clock()
    {
        var taken = Do(Raised(), concern => ConcernLifecycle.Acknowledge(concern, _lee, _school, _now));

        Assert.Equal(Refusal.NotTheHolder, Handling.Decide(taken, _dee, new Deciding(DecisionKind.Refer, "why", Guid.NewGuid(), [], []), _school, _now).Refusal);
        Assert.Equal(_lee, Do(Raised(), concern => Handling.Decide(concern, _lee, new Deciding(DecisionKind.Refer, "why", Guid.NewGuid(), [], []), _school, _now)).Holder);
        Assert.Null(Do(taken, concern => Handling.Decide(concern, _lee, new Deciding(DecisionKind.Refer, "why", Guid.NewGuid(), [], []), _school, _now)).DueAt);
    }

    [Fact]
    public void A_decision_is_changed_by_another_and_both_stay()
    {
        var taken = Do(Raised(), concern => ConcernLifecycle.Acknowledge(concern, _lee, _school, _now));
        var once = Do(taken, concern => Handling.Decide(concern, _lee, new Deciding(DecisionKind.Monitor, "first", Guid.NewGuid(), [], []), _school, _now));
        var twice = Do(once, concern => Handling.Decide(concern, _lee, new Deciding(DecisionKind.Refer, "second", Guid.NewGuid(), [], []), _school, _now));

        Assert.Equal(["first", "second"], twice.History.OfType<Decided>().Select(decided => decided.Reason));
        Assert.Equal(DecisionKind.Refer, twice.Decision!.Decision);
    }

    [Fact]
    public void An_emergency_that_is_acknowledged_and_not_acted_on_in_five_minutes_starts_again_although_it_was_opened()
    {
        var raised = Raise(Response.Now);
        var taken = Do(raised, concern => ConcernLifecycle.Acknowledge(concern, _lee, _school, _now));
        var opened = Do(taken, concern => ConcernLifecycle.Open(concern, _lee, _school, _now.AddMinutes(1)));

        Assert.Equal(Refusal.NothingDue, ConcernLifecycle.ComeDue(opened, _school, _now.AddMinutes(4.9)).Refusal);
        var again = Do(opened, concern => ConcernLifecycle.ComeDue(concern, _school, _now.AddMinutes(5)));
        Assert.Equal((ConcernStatus.Raised, 1, null), (again.Status, again.Rung, again.Holder));
    }

    [Fact]
    public void With_nobody_to_tell_the_reporter_is_told_to_phone_and_the_ladder_moves_on_at_once()
    {
        var decision = ConcernLifecycle.Raise(Guid.NewGuid(), _reporter, _school, Response.Today, Nothing, ["lee", "dee"], _now);
        var concern = Concern.From("SC-2026-CCCCC", decision.Events);

        Assert.DoesNotContain(decision.Work, work => work is Work.AlertLead);
        Assert.Equal(_now, concern.DueAt);
    }

    [Fact]
    public void A_failed_delivery_brings_forward_people_one_by_one_and_never_the_same_twice()
    {
        var first = ConcernLifecycle.FailDelivery(Raised(), "lee", 1, DeliveryFailure.BlockedOrNotInstalled, _school, _now);
        var afterFirst = Do(Raised(), _ => first);
        var second = ConcernLifecycle.FailDelivery(afterFirst, "dee", 1, DeliveryFailure.BlockedOrNotInstalled, _school, _now);

        Assert.Equal("sam", ((DeliveryFailed)first.Events[0]).BroughtForward);
        Assert.DoesNotContain(first.Work, work => work is Work.TellReporter);
        Assert.Equal("hari", ((DeliveryFailed)second.Events[0]).BroughtForward);
        Assert.Contains(new Work.TellReporter(Told.Phone), second.Work);
    }

    [Fact]
    public void Nothing_that_can_happen_loses_what_happened_before_nor_shows_it_to_anybody_left_out()
    {
        var steps = Gen.Choose(0, 10).ListOf(40);
        var leftOut = Gen.SubListOf(_school.People.Select(person => person.Key));

        Prop.ForAll(steps.ToArbitrary(), leftOut.ToArbitrary(), (moves, excluded) =>
        {
            var concern = Concern.From("SC-2026-CCCCC", ConcernLifecycle.Raise(Guid.NewGuid(), _reporter, _school, Response.Today, Nothing, [.. excluded], _now).Events);
            var now = _now;

            foreach (var move in moves)
            {
                now = now.AddMinutes(7);
                var lead = move % 2 == 0 ? _lee : _dee;
                var isLeftOut = concern.Excluded.Contains(lead.EntraId);
                var decision = move switch
                {
                    0 or 1 or 2 or 3 or 6 when isLeftOut => Refusal.NothingDue,
                    0 or 1 => ConcernLifecycle.Acknowledge(concern, lead, _school, now),
                    2 => ConcernLifecycle.Open(concern, lead, _school, now),
                    3 => Handling.Decide(concern, lead, new Deciding(DecisionKind.Refer, "why", Guid.NewGuid(), [], []), _school, now),
                    4 => ConcernLifecycle.Add(concern, _reporter, Nothing, Guid.NewGuid(), _school, now),
                    5 => ConcernLifecycle.FailDelivery(concern, "lee", concern.Round, DeliveryFailure.NotAnswered, _school, now),
                    6 => ConcernLifecycle.Alert(lead.EntraId, concern.Round, now),
                    9 => ConcernLifecycle.LeaveOut(concern, _reporter, [lead.EntraId], _school, now),
                    10 => ConcernLifecycle.Ring(concern, _reporter, "lado", now),
                    _ => ConcernLifecycle.ComeDue(concern, _school, now),
                };
                var next = decision.Events.Aggregate(concern, (so, happened) => so.After(happened));

                Assert.Equal(concern.History, next.History.Take(concern.History.Length));
                Assert.Equal(next, Concern.From(next.Reference, next.History) with { History = next.History, Excluded = next.Excluded, Alerted = next.Alerted, Unreached = next.Unreached, BroughtForward = next.BroughtForward, OpenedBy = next.OpenedBy });
                Assert.DoesNotContain(decision.Work.OfType<Work.AlertLead>(), alert => next.Excluded.Contains(alert.Person));
                Assert.True(next.Status != ConcernStatus.Raised || next.DueAt is not null || next.Rang is not null, "A concern nobody has acknowledged must never go quiet.");
                concern = next;
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    [Fact]
    public void A_reference_cannot_be_misread_and_never_says_what_it_is_about()
    {
        var references = Enumerable.Range(0, 500).Select(_ => Reference.Next("SC", _now)).ToArray();

        Assert.All(references, reference => Assert.Matches("^SC-2026-[CDFGHJKMNPQRTVWX34679]{5}$", reference));
        Assert.Equal(references.Length, references.Distinct().Count());
        Assert.StartsWith("SC-2027-", Reference.Next("SC", new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero)), StringComparison.Ordinal);
    }

    private static Account Nothing { get; } = Account.Empty;

    private static NamedPerson Person(string key, Role role) => new(key, key, key, [role], "01632 960101");

    private static Concern Raised() => Raise(Response.Today);

    private static Concern Raise(Response response) =>
        Concern.From("SC-2026-CCCCC", ConcernLifecycle.Raise(Guid.NewGuid(), _reporter, _school, response, Nothing, [], _now).Events);

    private static Concern Do(Concern concern, Func<Concern, Decision> move)
    {
        var decision = move(concern);
        Assert.Null(decision.Refusal);

        return decision.Events.Aggregate(concern, (now, happened) => now.After(happened));
    }
}
