using System.Text.Json;

namespace CseBot.Teams;

/// <summary>What the action command of the message extension brings: the message it was called on, or what was pressed in its dialog (protocol 3.6.4).</summary>
internal sealed record MessageAction(string? CommandId, MessagePayload? MessagePayload, JsonElement? Data)
{
    /// <summary>The action in <paramref name="value"/>, or nothing when it is none.</summary>
    public static MessageAction? Read(JsonElement? value)
    {
        try
        {
            return value is { ValueKind: JsonValueKind.Object } action ? action.Deserialize(TeamsJson.Relaxed.MessageAction) : null;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}

internal sealed record MessagePayload(MessageBody? Body, MessageFrom? From, IReadOnlyList<Attachment>? Attachments);

internal sealed record MessageBody(string? ContentType, string? Content);

internal sealed record MessageFrom(MessageSender? User);

internal sealed record MessageSender(string? DisplayName);
