using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace CseBot.Teams;

/// <summary>How activities are read and written: unknown fields ignored, a field given twice refused, nulls left out (protocol 0, 10).</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(Activity))]
[JsonSerializable(typeof(CardPress))]
[JsonSerializable(typeof(MessageAction))]
[JsonSerializable(typeof(OutgoingActivity))]
[JsonSerializable(typeof(InvokeAnswer))]
[JsonSerializable(typeof(NewConversation))]
[JsonSerializable(typeof(ResourceId))]
[JsonSerializable(typeof(JsonObject))]
internal sealed partial class TeamsJson : JsonSerializerContext
{
    /// <summary>With a relaxed encoder, or every accent, emoji and right-to-left letter would triple in size.</summary>
    public static TeamsJson Relaxed { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        MaxDepth = 32,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <summary>The activity in <paramref name="body"/>, or <see langword="null"/> when it is not one. What was wrong is not told: it may quote what was typed.</summary>
    public static Activity? Read(ReadOnlySpan<byte> body)
    {
        try
        {
            return Utf8.IsValid(body) ? JsonSerializer.Deserialize(body, Relaxed.Activity) : null;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>What was pressed, or <see langword="null"/> when <paramref name="value"/> is not a press. Old clients send it as a string.</summary>
    public static CardPress? ReadPress(JsonElement? value)
    {
        try
        {
            return value switch
            {
                { ValueKind: JsonValueKind.Object } press => press.Deserialize(Relaxed.CardPress),
                { ValueKind: JsonValueKind.String } press => JsonSerializer.Deserialize(press.GetString()!, Relaxed.CardPress),
                _ => null,
            };
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
