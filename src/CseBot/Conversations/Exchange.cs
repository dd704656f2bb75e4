using CseBot.Concerns;
using CseBot.Storage;

namespace CseBot.Conversations;

/// <summary>One turn's who and where: who is talking, about which school, in which conversation, and the unit of work it is written in.</summary>
internal sealed record Exchange(Ledger Ledger, ConversationRow Row, Actor Person, School School)
{
    /// <summary>The schools that it may be about, where nothing says yet which of them it is.</summary>
    public IReadOnlyList<School> Schools { get; init; } = [School];

    /// <summary>Whether the person counts as staff at this moment.</summary>
    public bool IsStaff { get; init; } = true;

    /// <summary>Whom the person may be told to ring, as far as what they are writing leaves anybody out.</summary>
    public Ringing Ringing(Draft? draft) => new(Schools, draft?.LeftOut(School, Person.EntraId) ?? []);
}
