using System.Text.Json.Serialization;

namespace CseBot.Concerns;

/// <summary>What a reporter wrote, as the record keeps it: every line exactly as typed, each of its own kind, and never mixed (design 2, rules 3 and 4).</summary>
/// <remarks>A line keeps the question too, so that it can be understood years later, whatever is asked then.</remarks>
internal sealed record Account
{
    /// <summary>The step that asks what was seen or heard (a permanent name of the dialog's, as the others are).</summary>
    public const string WhatHappened = "what-happened";

    public const string When = "when";
    public const string Where = "where";

    public static Account Empty { get; } = new();

    public IReadOnlyList<Line> Lines { get; init; } = [];

    public IReadOnlyList<Child> Children { get; init; } = [];

    /// <summary>The ids of the signs of harm that the reporter ticked.</summary>
    public IReadOnlyList<string> Signs { get; init; } = [];

    /// <summary>The ids of harm of another kind.</summary>
    public IReadOnlyList<string> Harms { get; init; } = [];

    /// <summary>The ids of what makes a child easier to exploit, and is no sign of it.</summary>
    public IReadOnlyList<string> Vulnerabilities { get; init; } = [];

    /// <summary>Whether it is about an adult who works with children somewhere else.</summary>
    public bool AdultElsewhere { get; init; }

    /// <summary>Whether a child who may have come to harm is under 13, or nobody can say that they are not.</summary>
    public bool MayBeUnder13 { get; init; }

    /// <summary>What was written in answer to a step; nothing where it was not answered.</summary>
    public string? Said(string step) => Lines.FirstOrDefault(line => line.Step == step)?.Words;

    /// <summary>An account of one line.</summary>
    public static Account Of(Line line) => new() { Lines = [line] };
}

/// <summary>One child that it is about, and their part in it.</summary>
/// <param name="Name">Missing where nobody knows it.</param>
internal sealed record Child(string? Name, string? Class, string Role)
{
    /// <summary>The part of a child about whom nothing else was said (a permanent name of the dialog's).</summary>
    public const string WorriedAbout = "worried-about";

    /// <summary>The part of a child who may have harmed another (a permanent name of the dialog's).</summary>
    public const string MayHaveCausedHarm = "may-have-caused-harm";

    /// <summary>Whether a line says no more than what a child is called, or their class (permanent names of the dialog's).</summary>
    public static bool Says(Line line) => line.Kind == LineKind.People && (line.Step.StartsWith("who.", StringComparison.Ordinal) || line.Step.StartsWith("class.", StringComparison.Ordinal));
}

/// <summary>One thing that was written or ticked.</summary>
/// <param name="Step">The step that asked. It is a permanent name.</param>
/// <param name="Asked">What was asked, in a few words.</param>
/// <param name="Words">What was answered, exactly as typed.</param>
internal sealed record Line(string Step, LineKind Kind, string Asked, string Words)
{
    /// <summary>When it was typed, where it came as a message of its own.</summary>
    public DateTimeOffset? WrittenAt { get; init; }

    /// <summary>When something happened, as the words were understood when they were written. The words stand beside it.</summary>
    public Moment? TakenFor { get; init; }
}

/// <summary>A day or several, and perhaps a time, that somebody has named.</summary>
internal sealed record Moment(DateOnly From, DateOnly To, TimeOnly? At, bool IsAbout);

/// <summary>What kind of thing a line is. They are shown apart (design 2, rule 4), in this order.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LineKind>))]
internal enum LineKind
{
    People,
    Fact,
    ChildsWords,
    SaidByOthers,

    /// <summary>Signs of harm that the reporter ticked.</summary>
    Signs,

    /// <summary>The reporter's own view.</summary>
    Worry,
    Vulnerabilities,

    /// <summary>What the school should know besides.</summary>
    Context,
}
