using System.Collections.Immutable;

namespace CseBot.Dialogs;

/// <summary>What somebody answered: one of the options offered, or words of their own, kept exactly as typed.</summary>
public sealed record Answer
{
    private Answer(string? option, string? text) => (Option, Text) = (option, text);

    public string? Option { get; }

    public string? Text { get; }

    /// <summary>When it was typed, where it came as a message.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The day and time that the words were taken for when they were written, where they say when something happened.</summary>
    public SpokenTime? TakenFor { get; init; }

    public static Answer Chose(string option) => new(option, null);

    public static Answer Wrote(string text) => new(null, text);

    /// <summary>Whether it says the same, whenever it was given.</summary>
    public bool SaysTheSameAs(Answer? other) => other is not null && (Option, Text) == (other.Option, other.Text);
}

/// <summary>Every answer given so far, by the id of the step that asked. It may hold answers to steps that no longer apply.</summary>
public sealed record Answers(ImmutableDictionary<string, Answer> ByStep)
{
    public static Answers None { get; } = new(ImmutableDictionary<string, Answer>.Empty);

    public Answer? To(string step) => ByStep.GetValueOrDefault(step);

    public Answers With(string step, Answer answer) => new(ByStep.SetItem(step, answer));

    public bool Equals(Answers? other) =>
        other is not null
        && ByStep.Count == other.ByStep.Count
        && ByStep.All(pair => other.To(pair.Key) == pair.Value);

    public override int GetHashCode() => ByStep.Count;
}
