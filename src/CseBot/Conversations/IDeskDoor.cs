using CseBot.Concerns;
using CseBot.Teams;

namespace CseBot.Conversations;

/// <summary>Where the conversation hands over to what leads and governors ask for: their open concerns, a search, figures, a drill.</summary>
internal interface IDeskDoor
{
    /// <summary>What is said to somebody who types one of the desk's commands. It holds nothing yet: that comes as the answer to a press.</summary>
    ValueTask<OutgoingActivity> AnswerAsync(string command, Actor person, CancellationToken cancellationToken);
}
