using System.Text.Json.Nodes;

namespace CseBot.Practice.Emulators;

/// <summary>A message in a person's chat with the bot.</summary>
/// <param name="Own">What the person sees instead, because they pressed something: the answer to their own press.</param>
public sealed record ChatMessage(string Id, bool FromBot, DateTimeOffset At, string? Text, JsonObject? Card, string? Summary, JsonObject? Own = null, int Revision = 1)
{
    /// <summary>The card as this person sees it.</summary>
    public JsonObject? Shown => Own ?? Card;
}

/// <summary>Somebody with Teams, and their one-to-one chat with the bot.</summary>
public sealed class TeamsPerson(string key, string entraId, string name, string part)
{
    private readonly Lock _lock = new();
    private readonly List<ChatMessage> _messages = [];

    public string Key => key;

    public string EntraId => entraId;

    public string Name => name;

    /// <summary>What they are to the school.</summary>
    public string Part => part;

    public string TeamsId { get; } = $"29:{key}";

    public string ConversationId { get; } = $"a:{key}";

    public string Mail { get; } = $"{key}@rowanhill.example";

    /// <summary>Whether they have the app. If not, Teams lets the bot write nothing to them.</summary>
    public bool HasApp { get; set; } = true;

    /// <summary>Whether Teams delivers to them. If not, it answers 403, as when somebody has blocked the bot.</summary>
    public bool IsReachable { get; set; } = true;

    public IReadOnlyList<ChatMessage> Messages
    {
        get
        {
            lock (_lock)
            {
                return [.. _messages];
            }
        }
    }

    internal void Add(ChatMessage message)
    {
        lock (_lock)
        {
            _messages.Add(message);
        }
    }

    internal bool Change(string id, Func<ChatMessage, ChatMessage> change)
    {
        lock (_lock)
        {
            var index = _messages.FindIndex(message => message.Id == id);

            if (index >= 0)
            {
                _messages[index] = change(_messages[index]) with { Revision = _messages[index].Revision + 1 };
            }

            return index >= 0;
        }
    }
}
