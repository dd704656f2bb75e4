using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CseBot.Operations;

/// <summary>One thing that was looked at, how it is, and what to do about it.</summary>
internal sealed record Check(string What, CheckState State, string Says)
{
    /// <summary>What somebody with more rights has to do, step by step.</summary>
    public IReadOnlyList<string>? Steps { get; init; }

    /// <summary>The settings to set, by key.</summary>
    public IReadOnlyDictionary<string, string>? Set { get; init; }

    public static Check Ok(string what, string says) => new(what, CheckState.Ok, says);

    public static Check Weak(string what, string says) => new(what, CheckState.Weak, says);

    public static Check Wrong(string what, string says) => new(what, CheckState.Wrong, says);
}

internal enum CheckState
{
    Ok,
    Weak,
    Wrong,
}

[JsonSourceGenerationOptions]
[JsonSerializable(typeof(Check))]
internal sealed partial class CheckJson : JsonSerializerContext
{
    public static CheckJson Readable { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter<CheckState>(JsonNamingPolicy.CamelCase) },
    });
}
