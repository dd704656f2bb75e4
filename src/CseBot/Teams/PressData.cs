using System.Globalization;
using System.Text.Json;

namespace CseBot.Teams;

/// <summary>What a pressed button brought along. It is in the client's hands, so every field may be missing, changed or made up.</summary>
internal readonly struct PressData(JsonElement? data)
{
    public string? this[string field] =>
        data is { ValueKind: JsonValueKind.Object } fields && fields.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    /// <summary>Which page of a card that has several is wanted, from 1.</summary>
    public int Page => int.TryParse(this["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var page) ? page : 1;

    public Guid? Guid(string field) => System.Guid.TryParse(this[field], out var guid) ? guid : null;
}
