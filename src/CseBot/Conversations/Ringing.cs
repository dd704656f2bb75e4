using CseBot.Concerns;

namespace CseBot.Conversations;

/// <summary>Whom somebody may be told to ring: the people of these schools, without those who are left out.</summary>
internal sealed record Ringing(IReadOnlyList<School> Schools, IReadOnlyCollection<string> Without);
