namespace CseBot.Concerns;

/// <summary>Who may do what with a concern, asked again at every press (design 2, rule 7; 6, "Who may").</summary>
internal static class ConcernAccess
{
    /// <summary>Open, read and acknowledge: the school's leads and deputies, and others once they have been told. Never anybody left out.</summary>
    public static bool MayOpen(Concern concern, School school, NamedPerson person) =>
        concern.Raised.School == school.Id
        && !concern.Raised.Excluded.Contains(person.Key)
        && (person.IsLead || concern.Alerted.ContainsKey(person.Key));
}
