namespace CseBot.Concerns;

/// <summary>Who may do what with a concern, asked again at every press (design 2, rule 7; 6, "Who may").</summary>
internal static class ConcernAccess
{
    /// <summary>
    /// Open, read and acknowledge: about a child, the school's leads and deputies, and others once they have been told; about an adult, the people of the adult
    /// route and nobody else. Never anybody left out.
    /// </summary>
    public static bool MayOpen(Concern concern, School school, NamedPerson person) =>
        concern.Raised.School == school.Id
        && !concern.Excluded.Contains(person.Key)
        && (concern.Raised.Route, person.IsLead) switch
        {
            (ConcernRoute.Adult, _) => school.Ladders.Adult.Roles.Intersect(person.Roles).Any(),
            (_, true) => true,
            _ when IsAskedAsSecond(concern, school, person) => true,
            _ when IsHeadOnAChildsConcern(concern, person) => concern.Holder?.EntraId == person.EntraId && IsAlerted(concern, school, person),
            _ => IsAlerted(concern, school, person),
        };

    /// <summary>Whether somebody decides what becomes of it: a lead, or whoever is acting on it; about an adult, whoever may open it. Whoever was once told to help does not (design 6).</summary>
    public static bool IsInCharge(Concern concern, School school, NamedPerson person) =>
        MayOpen(concern, school, person) && (concern.Raised.Route == ConcernRoute.Adult || person.IsLead || concern.Holder?.EntraId == person.EntraId || person.Roles.Contains(Role.Headteacher));

    /// <summary>Whether somebody may act on it: whoever may open it, and the head, who takes a child's concern over before opening it.</summary>
    public static bool MayHold(Concern concern, School school, NamedPerson person) => MayOpen(concern, school, person) || MayTakeOver(concern, school, person);

    /// <summary>
    /// Take over: leads, and the head once they have been told (design 6). To the head a child's concern is sealed until they do. About an adult, whoever may open it.
    /// </summary>
    public static bool MayTakeOver(Concern concern, School school, NamedPerson person) =>
        (MayOpen(concern, school, person) && (IsInCharge(concern, school, person) || concern.Holder is null)) || (IsHeadOnAChildsConcern(concern, person) && IsAlerted(concern, school, person));

    /// <summary>Whether somebody is the second whose answer is waited for. Where there is no second lead, that is the head (design 6).</summary>
    private static bool IsAskedAsSecond(Concern concern, School school, NamedPerson person) => concern switch
    {
        { Undecided: { } undecided } when undecided.Second == person.Key => Handling.Seconds(concern, school, undecided.Lead).Contains(person),
        { Closing: { SecondLookBy: not null } closing } => Handling.Seconds(concern, school, closing.Lead).Contains(person),
        _ => false,
    };

    private static bool IsAlerted(Concern concern, School school, NamedPerson person) =>
        concern.Raised.School == school.Id && !concern.Excluded.Contains(person.Key) && concern.Alerted.ContainsKey(person.Key) && Acts(concern, school, person);

    private static bool IsHeadOnAChildsConcern(Concern concern, NamedPerson person) =>
        concern.Raised.Route == ConcernRoute.Child && !person.IsLead && person.Roles.Contains(Role.Headteacher);

    /// <summary>
    /// Whether somebody still is what they were told for: whoever is no lead any more does not keep what a lead sees because they are something else too.
    /// Whoever covers for one of the people stands where that one does, and may finish what they took on when the other is back.
    /// </summary>
    private static bool Acts(Concern concern, School school, NamedPerson person)
    {
        Role[] roles = [.. school.Ladders.For(concern.Raised).Roles, Role.Cover];

        return roles.Intersect(person.Roles).Any()
            || school.Calendar.Cover.Any(cover => cover.EntraId == person.EntraId)
            || school.Absences.Any(absence => absence.CoveredBy == person.Key && school.Named(absence.Person) is { } away && roles.Intersect(away.Roles).Any())
            || IsToldBecauseAllLeadsAreOut(concern, school, person);
    }

    private static bool IsToldBecauseAllLeadsAreOut(Concern concern, School school, NamedPerson person) =>
        concern.Raised.Route == ConcernRoute.Child
        && person.Roles.Any(role => role is Role.SeniorLeader or Role.TrustLead)
        && concern.History.OfType<LeadAlerted>().Any(alerted => alerted.Person == person.Key && school.AllLeadsAreOut(concern.Excluded, alerted.At));
}
