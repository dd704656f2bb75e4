using System.Text.Json.Nodes;

namespace CseBot.Teams;

/// <summary>What we may fill in when we send something. Where it goes is an argument of the call, never part of the message.</summary>
internal sealed record OutgoingActivity
{
    public string Type { get; init; } = "message";

    public string? Text { get; init; }

    /// <summary>What a lock screen may show in place of a card: content-free, always.</summary>
    public string? Summary { get; init; }

    public IReadOnlyList<OutgoingAttachment>? Attachments { get; init; }

    /// <summary>A card goes alone: text beside it would be split off, and the card could never be updated (protocol 2.2).</summary>
    public static OutgoingActivity Card(JsonObject card, string summary) => new()
    {
        Summary = summary,
        Attachments = [new OutgoingAttachment(OutgoingAttachment.AdaptiveCard, card)],
    };
}

internal sealed record OutgoingAttachment(string ContentType, JsonObject Content)
{
    public const string AdaptiveCard = "application/vnd.microsoft.card.adaptive";
}

internal sealed record NewConversation(bool IsGroup, IReadOnlyList<NewMember> Members, string TenantId, NewMember Bot);

internal sealed record NewMember(string Id);

/// <summary>What the connector answers to a send, an update or a new conversation. The id may be missing (protocol 2.2).</summary>
internal sealed record ResourceId(string? Id);



