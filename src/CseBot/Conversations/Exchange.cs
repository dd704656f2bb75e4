using CseBot.Concerns;
using CseBot.Storage;

namespace CseBot.Conversations;

/// <summary>One turn's who and where: who is talking, about which school, in which conversation, and the unit of work it is written in.</summary>
internal sealed record Exchange(Ledger Ledger, ConversationRow Row, Actor Person, School School)
{
    /// <summary>Whether the person counts as staff at this moment.</summary>
    public bool IsStaff { get; init; } = true;
}
