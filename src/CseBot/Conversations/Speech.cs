using System.Text.Json.Nodes;
using CseBot.Teams;

namespace CseBot.Conversations;

/// <summary>What is to be said once a turn is written.</summary>
internal abstract record Speech
{
    /// <param name="Asks">The step whose question this is, if it is one.</param>
    public sealed record Post(OutgoingActivity Activity, string? Asks = null) : Speech;

    /// <summary>Change a card that is there already.</summary>
    public sealed record Redraw(string ActivityId, JsonObject Card) : Speech;
}

/// <summary>What came of a turn: the answer to a press, and what to say.</summary>
internal sealed record Turned(InvokeAnswer? Answer, params IReadOnlyList<Speech> Say)
{
    /// <summary>The same, and something that is said before anything new is: after the cards that change, before the next question.</summary>
    public Turned SayingFirst(params IReadOnlyList<Speech> first) => this with { Say = [.. Say.OfType<Speech.Redraw>(), .. first, .. Say.Where(speech => speech is not Speech.Redraw)] };
}
