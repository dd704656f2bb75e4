using System.Text.Json;

namespace CseBot.Teams;

/// <summary>What Teams sends us: a read model of the fields we use. Anything else in it is ignored (protocol 3.1).</summary>
/// <remarks>Every id is an opaque string.</remarks>
internal sealed record Activity
{
    public required string Type { get; init; }

    public required string Id { get; init; }

    public required string ServiceUrl { get; init; }

    public required ChannelAccount From { get; init; }

    public required ChannelAccount Recipient { get; init; }

    public required ConversationAccount Conversation { get; init; }

    public string? ChannelId { get; init; }

    /// <summary>What an invoke asks for, such as <c>adaptiveCard/action</c>.</summary>
    public string? Name { get; init; }

    /// <summary>What an installation update did: <c>add</c>, <c>remove</c>, <c>add-upgrade</c> or <c>remove-upgrade</c>.</summary>
    public string? Action { get; init; }

    public string? Text { get; init; }

    /// <summary>The bot's message whose card was pressed.</summary>
    public string? ReplyToId { get; init; }

    /// <summary>What a card or an invoke carries. An object, or in old clients a string.</summary>
    public JsonElement? Value { get; init; }

    public ChannelData? ChannelData { get; init; }

    public IReadOnlyList<Attachment>? Attachments { get; init; }

    /// <summary>The tenant the activity comes from, as both places that may name it agree; empty when they differ.</summary>
    public string? Tenant => (Conversation.TenantId, ChannelData?.Tenant?.Id) switch
    {
        ({ } conversation, { } channel) => string.Equals(conversation, channel, StringComparison.OrdinalIgnoreCase) ? conversation : string.Empty,
        var (conversation, channel) => conversation ?? channel,
    };

    /// <summary>Whether this is the one-to-one chat of a person and the bot. Anything that is not plainly that, is not.</summary>
    public bool IsPersonal =>
        string.Equals(Conversation.ConversationType, "personal", StringComparison.OrdinalIgnoreCase) && Conversation.IsGroup is not true;
}

internal sealed record ChannelAccount
{
    public required string Id { get; init; }

    public string? Name { get; init; }

    /// <summary>The person's Entra object id, set by the channel: the only identity that anything is decided by (protocol 1.6).</summary>
    public string? AadObjectId { get; init; }
}

internal sealed record ConversationAccount
{
    public required string Id { get; init; }

    public string? ConversationType { get; init; }

    public string? TenantId { get; init; }

    public bool? IsGroup { get; init; }
}

/// <param name="EventType">What happened to a message, such as <c>editMessage</c>.</param>
internal sealed record ChannelData(TenantInfo? Tenant, string? EventType = null);

internal sealed record TenantInfo(string? Id);

internal sealed record Attachment(string? ContentType);

/// <summary>What a press on a card's button brings (protocol 3.6.1).</summary>
internal sealed record CardPress(CardAction? Action);

/// <param name="Data">The action's own data with the inputs merged in. It is in the client's hands: nothing in it is believed.</param>
internal sealed record CardAction(string? Verb, JsonElement? Data);
