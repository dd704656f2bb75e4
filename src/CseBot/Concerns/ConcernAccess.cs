namespace CseBot.Concerns;

/// <summary>Who may do what with a concern, asked again at every press (design 2, rule 7; 6, "Who may").</summary>
internal static class ConcernAccess
{
    /// <summary>Open, read and acknowledge: the school's leads and deputies, and others once they have been told. Never anybody left out.</summary>
    public static bool MayOpen(Concern concern, School school, NamedPerson person) =>
        concern.Raised.School == school.Id
        && !concern.Raised.Excluded.Contains(person.Key)
        && (person.IsLead || (concern.Alerted.ContainsKey(person.Key) && Acts(concern, school, person)));

    /// <summary>Whether somebody still is what they were told for: whoever is no lead any more does not keep what a lead sees because they are something else too.</summary>
    private static bool Acts(Concern concern, School school, NamedPerson person) =>
        person.Roles.Contains(Role.Cover)
        || school.Calendar.Cover.Any(cover => cover.EntraId == person.EntraId)
        || school.Ladders.For(concern.Raised.Response).Rungs.Any(rung => rung.Tell.Intersect(person.Roles).Any());
}
