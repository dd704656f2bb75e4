using System.Text.Json.Serialization;

namespace CseBot.Concerns;

/// <summary>Something that happened at a school, and to no one concern: what was read. It is kept as what happens to a concern is (design 6).</summary>
/// <param name="At">When.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Searched), nameof(Searched))]
internal abstract record SchoolEvent(DateTimeOffset At)
{
    [JsonIgnore]
    public string Kind => GetType().Name;
}

/// <summary>Somebody searched the school's concerns.</summary>
/// <param name="For">What they searched for, exactly as typed.</param>
/// <param name="Found">The references that they were shown.</param>
internal sealed record Searched(DateTimeOffset At, Actor By, string For, IReadOnlyList<string> Found) : SchoolEvent(At);

[JsonSourceGenerationOptions(UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SchoolEvent))]
internal sealed partial class SchoolJson : JsonSerializerContext;
