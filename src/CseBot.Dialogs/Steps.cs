namespace CseBot.Dialogs;

/// <summary>One thing the bot asks or says. The family is closed: a new kind is a deliberate event.</summary>
/// <param name="Id">A permanent name: drafts and cards that are still open somewhere refer to it.</param>
public abstract record Step(string Id)
{
    /// <summary>Every step that can come next, so that a flow can be drawn and checked without being run.</summary>
    public abstract IEnumerable<string> Exits { get; }
}

/// <summary>A step that waits for an answer.</summary>
public abstract record Question(string Id) : Step(Id)
{
    /// <summary>What can be answered with one tap. Empty where only words or people will do.</summary>
    public virtual IReadOnlyList<Option> Options => [];

    /// <summary>The step that <paramref name="answer"/> leads to, or <see langword="null"/> when it cannot be accepted.</summary>
    public abstract string? After(Answer answer);

    private protected string? AfterOption(Answer answer) =>
        Options.FirstOrDefault(option => option.Value == answer.Option)?.Then;
}

/// <summary>An answer that is one tap, and the step it leads to.</summary>
public sealed record Option(string Value, string Then);

/// <summary>A question with a few fixed answers.</summary>
public sealed record Choice : Question
{
    private readonly IReadOnlyList<Option> _options;

    public Choice(string id, params IReadOnlyList<Option> options)
        : base(id) => _options = options;

    public override IReadOnlyList<Option> Options => _options;

    public override IEnumerable<string> Exits => _options.Select(option => option.Then).Distinct();

    public override string? After(Answer answer) => AfterOption(answer);
}

/// <summary>A question answered in the person's own words, which are kept exactly as typed. Options are ways past it, such as skipping.</summary>
public sealed record FreeText : Question
{
    private readonly IReadOnlyList<Option> _options;

    public FreeText(string id, string then, params IReadOnlyList<Option> options)
        : base(id) => (Then, _options) = (then, options);

    public string Then { get; }

    /// <summary>The most characters accepted. More is refused with a sentence, never cut.</summary>
    public int MaxLength { get; init; } = 4000;

    public override IReadOnlyList<Option> Options => _options;

    public override IEnumerable<string> Exits => _options.Select(option => option.Then).Prepend(Then).Distinct();

    public override string? After(Answer answer) => answer switch
    {
        { Option: not null } => AfterOption(answer),
        { Text: { } text } when !string.IsNullOrWhiteSpace(text) && text.Length <= MaxLength => Then,
        _ => null,
    };
}

/// <summary>A question answered by ticking any of the school's named people, or nobody. Nobody is ticked beforehand.</summary>
public sealed record PeoplePick(string Id, string Then) : Question(Id)
{
    public const string Nobody = "nobody";

    public override IReadOnlyList<Option> Options => [new(Nobody, Then)];

    public override IEnumerable<string> Exits => [Then];

    public override string? After(Answer answer) => answer switch
    {
        { Option: not null } => AfterOption(answer),
        { Text: { } text } when Ids(text).Length > 0 => Then,
        _ => null,
    };

    /// <summary>The people ticked in <paramref name="answer"/>, as the ids they were offered under.</summary>
    public static IReadOnlyList<string> Picked(Answer? answer) => Ids(answer?.Text ?? string.Empty);

    private static string[] Ids(string text) =>
        text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}

/// <summary>The end of a flow, and the name of what has to happen now.</summary>
public sealed record Outcome(string Id) : Step(Id)
{
    public override IEnumerable<string> Exits => [];
}
