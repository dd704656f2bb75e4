using System.Text.Json.Serialization;
using CseBot.Concerns;
using CseBot.Tests.Support;

namespace CseBot.Tests.Desk;

/// <summary>One event of every kind, at a made-up school, in an order in which they can happen.</summary>
internal static class MadeUpEvents
{
    public static readonly DateTimeOffset Now = TestApp.Monday;
    public static readonly Actor Rae = new("rae", "Rae Summers");
    public static readonly Actor Lee = new("lee", "Lee Ward", Role.Lead);
    public static readonly Actor Dee = new("dee", "Dee Marsh", Role.Deputy);
    public static readonly Actor Hari = new("hari", "Hari Stone", Role.Headteacher);

    public static readonly School School = new(
        "rowan",
        "Rowan Hill School",
        "manchester",
        "01632 960100",
        [
            new NamedPerson("lee", "lee", "Lee Ward", [Role.Lead], null),
            new NamedPerson("dee", "dee", "Dee Marsh", [Role.Deputy], null),
            new NamedPerson("hari", "hari", "Hari Stone", [Role.Headteacher], null),
            new NamedPerson("cal", null, "Cal Brook", [Role.ChairOfGovernors], null),
        ]);

    private static readonly Guid _asked = Guid.CreateVersion7();
    private static readonly Guid _decided = Guid.CreateVersion7();
    private static readonly Guid _followUp = Guid.CreateVersion7();

    /// <summary>What every kind is.</summary>
    public static IEnumerable<Type> Kinds => typeof(ConcernEvent).GetCustomAttributes(typeof(JsonDerivedTypeAttribute), inherit: false).Cast<JsonDerivedTypeAttribute>().Select(kind => kind.DerivedType);

    public static ConcernRaised Raised(Account account, ConcernRoute route = ConcernRoute.Child) =>
        new(Now, Guid.CreateVersion7(), Rae, School.Id, Response.Today, account, ["cal"], Now.AddMinutes(15)) { Route = route };

    /// <summary>Everything that can happen to a concern after it was raised.</summary>
    public static IReadOnlyList<ConcernEvent> Since(Account added) =>
    [
        new LeadAlerted(At(1), "lee", 1),
        new DeliveryFailed(At(2), "dee", 1, DeliveryFailure.NotAnswered, "hari"),
        new LeadMailed(At(3), "dee", IsCertain: false),
        new RungReached(At(15), 2, 2, At(30)),
        new PeopleLeftOut(At(16), Rae, ["sam"]),
        new ReporterRang(At(17), Rae, "childrens-services"),
        new Acknowledged(At(18), Lee, At(48)),
        new Opened(At(19), Lee),
        new ConcernAdded(At(20), Rae, added, 3),
        new Acted(At(21), Lee, LeadAct.WithTheChild),
        new ReporterAsked(At(22), Lee, "Where was the zebra crossing?") { Key = _asked },
        new ReporterAnswered(At(23), Rae, "By the yellow lamp.", _asked),
        new NoteAdded(At(24), Lee, "Spoke with the form tutor, purple."),
        new ChildrenLinked(At(25), Lee, "SC-2026-LLLLL"),
        new HandedOver(At(26), Lee, "dee", At(36)),
        new HandOverLapsed(At(36), At(48)),
        new HandedOver(At(37), Lee, "dee", At(47)),
        new HandOverAccepted(At(38), Dee, At(60)),
        new TakenOver(At(39), Lee, At(60)),
        new Decided(At(40), Lee, DecisionKind.Monitor, "We wait for the crimson answer.")
        {
            Key = _decided,
            Second = "dee",
            Details = [new Detail("wishes", "What the child wants", "To stay at the turquoise school.")],
        },
        new SecondAgreed(At(41), Dee, _decided, Agrees: true, "I see it the same ochre way."),
        new Referred(At(42), Lee, ReferredTo.FrontDoor, At(41), "Mo Lane, duty worker", ReferredBy.Telephone, "REF-77")
        {
            Details = [new Detail("parents", "Whether the parents know", "Told at the indigo gate.")],
        },
        new MeetingCalled(At(43), Lee, At(600), 45, ["dee"]),
        new FollowUpSet(At(44), Lee, new DateOnly(2026, 11, 30), "Ring the silver nurse") { Key = _followUp },
        new FollowUpDone(At(45), Lee, _followUp, "The nurse has seen the amber arm."),
        new RecordedElsewhere(At(46), Lee, "CPOMS", "C-4711"),
        new Closed(At(47), Lee, ConcernOutcome.SupportedInSchool, "The teal plan holds.", new DateOnly(2026, 11, 27)),
        new ReviewDateSet(At(48), Lee, new DateOnly(2036, 5, 4), new DateOnly(2011, 5, 4)),
        new SecondReviewed(At(49), Dee, Agrees: false, "The maroon sign was not looked at."),
        new Reopened(At(50), Dee, "It was the maroon sign.", At(90)),
        new HoldSet(At(51), Dee, "A beige court has asked."),
        new HoldLifted(At(52), Dee, "The court has finished, mauve."),
        new Exported(At(53), Dee),
    ];

    /// <summary>A concern to which everything has happened.</summary>
    public static Concern Concern(Account account, Account added, ConcernRoute route = ConcernRoute.Child) =>
        CseBot.Concerns.Concern.From("SC-2026-CCCCC", [Raised(account, route), .. Since(added)]);

    private static DateTimeOffset At(int minutes) => Now.AddMinutes(minutes);
}
