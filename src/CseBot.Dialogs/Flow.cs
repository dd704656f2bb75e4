namespace CseBot.Dialogs;

/// <summary>The steps of one conversation and where each answer leads.</summary>
/// <remarks>
/// Where somebody is in a flow is never stored: it is found by replaying their answers from the start. So a question that is added,
/// removed or reordered while people are in the middle is simply asked next, or no longer.
/// </remarks>
public sealed class Flow
{
    private readonly Dictionary<string, Step> _steps;

    /// <exception cref="ArgumentException">A step is named twice, an exit leads nowhere, or a path leads in a circle.</exception>
    public Flow(string name, params IReadOnlyList<Step> steps)
        : this(name, [new Part(name, steps)])
    {
    }

    /// <exception cref="ArgumentException">A step is named twice, an exit leads nowhere, or a path leads in a circle.</exception>
    public Flow(string name, IReadOnlyList<Part> parts)
    {
        (Name, Parts) = (name, parts);
        Steps = [.. parts.SelectMany(part => part.Steps)];
        _steps = new Dictionary<string, Step>(StringComparer.Ordinal);

        foreach (var step in Steps)
        {
            if (!_steps.TryAdd(step.Id, step))
            {
                throw new ArgumentException($"Flow '{name}' has two steps called '{step.Id}'.", nameof(parts));
            }
        }

        if (Steps.Count == 0)
        {
            throw new ArgumentException($"Flow '{name}' has no steps.", nameof(parts));
        }

        var reached = new HashSet<string>(StringComparer.Ordinal);
        Visit(Start, [], reached);

        if (Steps.FirstOrDefault(step => !reached.Contains(step.Id)) is { } orphan)
        {
            throw new ArgumentException($"Flow '{name}' never reaches '{orphan.Id}'.", nameof(parts));
        }
    }

    public string Name { get; }

    public IReadOnlyList<Part> Parts { get; }

    public IReadOnlyList<Step> Steps { get; }

    public Step Start => Steps[0];

    /// <summary>Each kind of question that can be asked, and needs words.</summary>
    public IEnumerable<Question> Questions => Steps.SelectMany(step => step switch
    {
        Shortcut => [],
        Passage passage => passage.Kinds,
        Question question => [question],
        _ => Array.Empty<Question>(),
    }).DistinctBy(question => question.Name);

    /// <summary>A step, or a question of a passage.</summary>
    public Step? Find(string? id) => id switch
    {
        null => null,
        _ when _steps.TryGetValue(id, out var step) && step is not Passage => step,
        _ => Steps.OfType<Passage>().Select(passage => passage.Find(id)).FirstOrDefault(question => question is not null),
    };

    /// <summary>Walks the answers from the start and stops at the first step that still needs an answer, or something done.</summary>
    public IReadOnlyList<Step> Replay(Answers answers)
    {
        List<Step> walked = [];
        var step = Start;

        while (Pass(step, answers, walked) is { } next)
        {
            step = _steps[next];
        }

        return walked;
    }

    /// <summary>The questions that have been answered on the way, and the one that has not. Whoever takes a shortcut loses nothing of what they answered before.</summary>
    public IEnumerable<Question> Walked(Answers answers) =>
        Replay(new Answers(answers.ByStep.RemoveRange(Steps.OfType<Shortcut>().Select(shortcut => shortcut.Id)))).OfType<Question>().Where(question => question is not Shortcut);

    /// <summary>
    /// The questions whose answers count, wherever they were given: as walked, and on from one that has no answer as if it had been passed over. So an answer
    /// is not lost because an earlier one was changed and something new is asked in between.
    /// </summary>
    public IEnumerable<Question> Applying(Answers answers)
    {
        List<Step> walked = [];
        var step = Start;

        while (Pass(step, answers, walked, pastGaps: true) is { } next)
        {
            step = _steps[next];
        }

        return walked.OfType<Question>().Where(question => question is not Shortcut && answers.To(question.Id) is { } answer && question.After(answer) is not null);
    }

    /// <summary>The way to the end that is open to somebody who is asked <paramref name="question"/>, if there is one.</summary>
    public Shortcut? ShortcutFrom(Question question, Answers answers)
    {
        var walked = Replay(answers);

        return walked.OfType<Shortcut>().FirstOrDefault(shortcut => !Leads(shortcut.Then, question.Id) && IsBefore(shortcut, question));

        bool IsBefore(Shortcut shortcut, Question question) => walked.Contains(question)
            ? walked.TakeWhile(step => step != shortcut).All(step => step != question)
            : Leads(shortcut.Otherwise, question.Id);
    }

    /// <summary>Which part <paramref name="question"/> is in, from 1.</summary>
    public int PartOf(Question question) => 1 + Parts.Index().FirstOrDefault(part => part.Item.Steps.Any(step => Holds(step, question.Id))).Index;

    /// <summary>Goes past one step, if that can be done with these answers.</summary>
    private static string? Pass(Step step, Answers answers, List<Step> walked, bool pastGaps = false)
    {
        if (step is Passage passage)
        {
            foreach (var question in passage.Questions(answers))
            {
                walked.Add(question);

                if (!pastGaps && (answers.To(question.Id) is not { } given || question.After(given) is null))
                {
                    return null;
                }
            }

            return passage.Then;
        }

        walked.Add(step);

        return step switch
        {
            Shortcut shortcut when pastGaps => shortcut.Otherwise,
            Question question when pastGaps => (answers.To(question.Id) is { } answer ? question.After(answer) : null) ?? question.Onward,
            Act act when pastGaps => act.Then,
            Shortcut shortcut => answers.To(shortcut.Id) is { } taken ? shortcut.After(taken) : shortcut.Otherwise,
            Question question => answers.To(question.Id) is { } answer ? question.After(answer) : null,
            Act act when act.IsDone(answers) => act.Then,
            _ => null,
        };
    }

    /// <summary>Whether one step, or the way on from it, comes to another.</summary>
    private bool Leads(string from, string to)
    {
        var step = _steps[from];

        return Holds(step, to) || step.Exits.Any(exit => Leads(exit, to));
    }

    private static bool Holds(Step step, string id) => step.Id == id || (step is Passage passage && passage.Find(id) is not null);

    private void Visit(Step step, HashSet<string> path, HashSet<string> reached)
    {
        if (!path.Add(step.Id))
        {
            throw new ArgumentException($"Flow '{Name}' leads in a circle through '{step.Id}'.");
        }

        if (reached.Add(step.Id))
        {
            foreach (var exit in step.Exits)
            {
                Visit(
                    _steps.GetValueOrDefault(exit) ?? throw new ArgumentException($"Flow '{Name}': '{step.Id}' leads to '{exit}', which is not there."),
                    path,
                    reached);
            }
        }

        path.Remove(step.Id);
    }
}
