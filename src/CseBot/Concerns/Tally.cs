using System.Collections.Immutable;

namespace CseBot.Concerns;

/// <summary>Something that is counted for those who look after safeguarding as a whole, in the order it is shown.</summary>
internal enum Figure
{
    Raised,
    Now,
    Today,
    SameDay,

    /// <summary>Of those raised: while the school was closed.</summary>
    OutOfHours,

    /// <summary>How often somebody was alerted because they were on cover.</summary>
    CoverAlerts,

    /// <summary>Of those raised: more people had to be told, because nobody had acknowledged in time.</summary>
    Escalated,

    /// <summary>Of those raised: everybody was told from the top again.</summary>
    StartedAgain,

    /// <summary>Of those raised: nobody had acknowledged by the end.</summary>
    NotAcknowledged,
    Additions,
    Referrals,
    SocialWorker,
    FrontDoor,
    OutsideSchool,
    Police,
    Lado,

    /// <summary>How often a second lead looked at what was closed.</summary>
    SecondLooks,

    /// <summary>Follow-ups whose day had passed by the end, and that were not done.</summary>
    FollowUpsOverdue,

    /// <summary>How often a concern was closed.</summary>
    Closings,
}

/// <summary>What happened in a period, as it was counted. It is never shown: <see cref="Figures"/> is.</summary>
/// <param name="Times">How long it took until somebody acknowledged, for each concern that somebody else than its reporter did.</param>
internal sealed record Tally(ImmutableDictionary<Figure, int> Counts, ImmutableArray<TimeSpan> Times)
{
    /// <summary>What happens to a concern later than this after it was raised is not counted.</summary>
    public static readonly TimeSpan LookBack = TimeSpan.FromDays(2 * 366);

    public int this[Figure figure] => Counts.GetValueOrDefault(figure);

    /// <summary>Counts what happened to children's concerns until the period's end. What came later changes nothing.</summary>
    public static Tally Of(IReadOnlyList<Concern> concerns, School school, Period period)
    {
        Concern[] known =
        [
            .. from concern in concerns
               let raised = concern.Raised
               where raised.School == school.Id && raised.Route == ConcernRoute.Child && raised.At >= period.Begins - LookBack && raised.At < period.Ends
               select Concern.From(concern.Reference, [.. concern.History.TakeWhile(happened => happened.At < period.Ends)]),
        ];
        Concern[] fresh = [.. known.Where(concern => concern.Raised.At >= period.Begins)];
        ConcernEvent[] happened = [.. known.SelectMany(concern => concern.History).Where(one => one.At >= period.Begins)];
        var counts = Enum.GetValues<Figure>().ToImmutableDictionary(figure => figure, figure => figure switch
        {
            Figure.Raised => fresh.Length,
            Figure.Now => fresh.Count(concern => concern.Raised.Response == Response.Now),
            Figure.Today => fresh.Count(concern => concern.Raised.Response == Response.Today),
            Figure.SameDay => fresh.Count(concern => concern.Raised.Response == Response.SameDay),
            Figure.OutOfHours => fresh.Count(concern => !school.Calendar.IsStaffed(concern.Raised.At)),
            Figure.CoverAlerts => happened.OfType<LeadAlerted>().Count(alerted => school.Calendar.OnCover(school, alerted.At).Any(person => person.Key == alerted.Person)),
            Figure.Escalated => fresh.Count(concern => concern.History.OfType<RungReached>().Any(reached => reached is { Rung: > 1, StartsAgain: false, HasNobody: false })),
            Figure.StartedAgain => fresh.Count(concern => concern.History.OfType<RungReached>().Any(reached => reached.StartsAgain)),
            Figure.NotAcknowledged => fresh.Count(concern => FirstAcknowledged(concern) is null),
            Figure.Additions => happened.OfType<ConcernAdded>().Count(),
            Figure.Referrals => happened.OfType<Referred>().Count(),
            Figure.SocialWorker => Referred(ReferredTo.SocialWorker),
            Figure.FrontDoor => Referred(ReferredTo.FrontDoor),
            Figure.OutsideSchool => Referred(ReferredTo.OutsideSchool),
            Figure.Police => Referred(ReferredTo.Police),
            Figure.Lado => Referred(ReferredTo.Lado),
            Figure.SecondLooks => happened.OfType<SecondReviewed>().Count(),
            Figure.FollowUpsOverdue => known.Sum(concern => concern.FollowUps.Count(followUp => followUp.On <= period.Days.To)),
            Figure.Closings => happened.OfType<Closed>().Count(),
            _ => throw new ArgumentOutOfRangeException(nameof(period)),
        });

        return new Tally(counts, [.. fresh.Select(Waited).OfType<TimeSpan>()]);

        int Referred(ReferredTo whom) => happened.OfType<Referred>().Count(referred => referred.To == whom);
    }

    private static ConcernEvent? FirstAcknowledged(Concern concern) => concern.History.FirstOrDefault(happened => happened is Acknowledged or TakenOver);

    /// <summary>A lead who raises a concern is acting on it from that moment: nobody had to wait for them, and it counts as no answer.</summary>
    private static TimeSpan? Waited(Concern concern) => FirstAcknowledged(concern) switch
    {
        Acknowledged acknowledged when acknowledged.Lead.EntraId == concern.Raised.Reporter.EntraId && acknowledged.At == concern.Raised.At => null,
        { } first => first.At - concern.Raised.At,
        null => null,
    };
}
