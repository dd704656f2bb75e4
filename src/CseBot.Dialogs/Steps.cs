namespace CseBot.Dialogs;

/// <summary>One thing the bot asks, says or does. The family is closed: a new kind is a deliberate event.</summary>
/// <param name="Id">A permanent name: drafts and cards that are still open somewhere refer to it.</param>
public abstract record Step(string Id)
{
    /// <summary>Every step that can come next, so that a flow can be drawn and checked without being run.</summary>
    public abstract IEnumerable<string> Exits { get; }
}

/// <summary>A step that waits for an answer.</summary>
public abstract record Question(string Id) : Step(Id)
{
    /// <summary>What can be answered with one tap. Empty where only words or ticks will do.</summary>
    public virtual IReadOnlyList<Option> Options => [];

    /// <summary>The name its words go by: one that is asked several times is called <c>name.1</c>, <c>name.2</c>.</summary>
    public string Name => Id.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot ? Id[..dot] : Id;

    /// <summary>Questions that the same card answers with it. Somebody who types is asked each by itself.</summary>
    public IReadOnlyList<Question> Beside { get; init; } = [];

    /// <summary>The step that <paramref name="answer"/> leads to, or <see langword="null"/> when it cannot be accepted.</summary>
    public abstract string? After(Answer answer);

    /// <summary>Where somebody comes to who passes it over.</summary>
    public virtual string Onward => Options.FirstOrDefault(option => option.Value == "no")?.Then ?? Exits.First();

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

    /// <summary>Whether it asks when something happened, so that the words are read as a day and a time too.</summary>
    public bool AsksWhen { get; init; }

    public override IReadOnlyList<Option> Options => _options;

    public override IEnumerable<string> Exits => _options.Select(option => option.Then).Prepend(Then).Distinct();

    public override string? After(Answer answer) => answer switch
    {
        { Option: not null } => AfterOption(answer),
        { Text: { } text } when !string.IsNullOrWhiteSpace(text) && text.Length <= MaxLength => Then,
        _ => null,
    };
}

/// <summary>A question answered by ticking any of a list, or none. Nothing is ever ticked beforehand (design 2, rule 3).</summary>
/// <remarks>What is on the list is known where the question is asked: the school's people, or the signs of a group.</remarks>
public sealed record Ticks : Question
{
    private readonly IReadOnlyList<Option> _options;

    /// <param name="id">A permanent name.</param>
    /// <param name="of">Which list.</param>
    /// <param name="then">The step that ticks lead to.</param>
    /// <param name="options">What can be said instead of ticking.</param>
    public Ticks(string id, TickList of, string then, params IReadOnlyList<Option> options)
        : base(id) => (Of, Then, _options) = (of, then, options);

    public TickList Of { get; }

    public string Then { get; }

    public override IReadOnlyList<Option> Options => _options;

    public override IEnumerable<string> Exits => _options.Select(option => option.Then).Prepend(Then).Distinct();

    public override string? After(Answer answer) => answer switch
    {
        { Option: not null } => AfterOption(answer),
        { Text: not null } when Ticked(answer).Count > 0 => Then,
        _ => null,
    };

    /// <summary>What is ticked in <paramref name="answer"/>, as the ids it was offered under.</summary>
    public static IReadOnlyList<string> Ticked(Answer? answer) =>
        (answer?.Text ?? string.Empty).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>An answer that ticks <paramref name="ids"/>.</summary>
    public static Answer Tick(IEnumerable<string> ids) => Answer.Wrote(string.Join(',', ids));
}

/// <summary>What can be ticked.</summary>
public enum TickList
{
    /// <summary>The school's named people.</summary>
    People,

    /// <summary>The signs that were recognised in what somebody wrote.</summary>
    Recognised,
    Physical,
    Psychological,
    Behavioural,
    Online,

    /// <summary>Harm of another kind than exploitation, all of which is taken in too.</summary>
    Harms,
    Vulnerabilities,
}

/// <summary>A way on that is open from here to the end and is never asked for: whoever does not take it just goes on.</summary>
public sealed record Shortcut(string Id, string Then, string Otherwise) : Question(Id)
{
    public const string Taken = "yes";
    public const string NotTaken = "no";

    public override IReadOnlyList<Option> Options => [new(Taken, Then), new(NotTaken, Otherwise)];

    public override IEnumerable<string> Exits => [Then, Otherwise];

    public override string? After(Answer answer) => AfterOption(answer);
}

/// <summary>Questions of which the answers so far decide how many there are, and which.</summary>
public abstract record Passage(string Id, string Then) : Step(Id)
{
    public override IEnumerable<string> Exits => [Then];

    /// <summary>Each kind of question that it can ask.</summary>
    public abstract IReadOnlyList<Question> Kinds { get; }

    /// <summary>The questions that <paramref name="answers"/> ask for, in order. It is read up to the first that has no answer.</summary>
    public abstract IEnumerable<Question> Questions(Answers answers);

    public abstract Question? Find(string id);
}

/// <summary>One question that is asked only if the answers so far make it worth asking.</summary>
public sealed record Sometimes(string Id, Question Asks, Func<Answers, bool> When, string Then) : Passage(Id, Then)
{
    public override IReadOnlyList<Question> Kinds => [Asks];

    public override IEnumerable<Question> Questions(Answers answers) => When(answers) ? [Asks] : [];

    public override Question? Find(string id) => id == Asks.Id ? Asks : null;
}

/// <summary>Something that has to be done before the next question, such as telling the leads of an emergency.</summary>
/// <param name="Id">A permanent name.</param>
/// <param name="Then">What comes next.</param>
/// <param name="Of">What it depends on: when that changes, it is done again.</param>
public sealed record Act(string Id, string Then, Func<Answers, string> Of) : Step(Id)
{
    public override IEnumerable<string> Exits => [Then];

    public bool IsDone(Answers answers) => answers.To(Id)?.Text == Of(answers);
}

/// <summary>The end of a flow, and the name of what has to happen now.</summary>
public sealed record Outcome(string Id) : Step(Id)
{
    public override IEnumerable<string> Exits => [];
}

/// <summary>A stretch of a flow, as somebody who walks it sees how far they are.</summary>
public sealed record Part(string Name, params IReadOnlyList<Step> Steps);
