using System.Text.Json;

namespace CseBot.Teams;

/// <summary>What a pressed button brought along. It is in the client's hands, so every field may be missing, changed or made up.</summary>
internal readonly struct PressData(JsonElement? data)
{
    public string? this[string field] =>
        data is { ValueKind: JsonValueKind.Object } fields && fields.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    public Guid? Guid(string field) => System.Guid.TryParse(this[field], out var guid) ? guid : null;
}
