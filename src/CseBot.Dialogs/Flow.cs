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
    {
        Name = name;
        Steps = steps;
        _steps = new Dictionary<string, Step>(StringComparer.Ordinal);

        foreach (var step in steps)
        {
            if (!_steps.TryAdd(step.Id, step))
            {
                throw new ArgumentException($"Flow '{name}' has two steps called '{step.Id}'.", nameof(steps));
            }
        }

        if (steps.Count == 0)
        {
            throw new ArgumentException($"Flow '{name}' has no steps.", nameof(steps));
        }

        var reached = new HashSet<string>(StringComparer.Ordinal);
        Visit(Start, [], reached);

        if (steps.FirstOrDefault(step => !reached.Contains(step.Id)) is { } orphan)
        {
            throw new ArgumentException($"Flow '{name}' never reaches '{orphan.Id}'.", nameof(steps));
        }
    }

    public string Name { get; }

    public IReadOnlyList<Step> Steps { get; }

    public Step Start => Steps[0];

    public Step? Find(string? id) => id is null ? null : _steps.GetValueOrDefault(id);

    /// <summary>Walks the answers from the start and stops at the first step that still needs one.</summary>
    public IReadOnlyList<Step> Replay(Answers answers)
    {
        List<Step> walked = [Start];

        while (walked[^1] is Question question && answers.To(question.Id) is { } answer && question.After(answer) is { } next)
        {
            walked.Add(_steps[next]);
        }

        return walked;
    }

    /// <summary>How many questions the longest way from <paramref name="step"/> to an outcome still has, itself included.</summary>
    public int QuestionsLeft(Step step) => step is Question question
        ? 1 + question.Exits.Max(exit => QuestionsLeft(_steps[exit]))
        : 0;

    private void Visit(Step step, HashSet<string> path, HashSet<string> reached)
    {
        if (!path.Add(step.Id))
        {
            throw new ArgumentException($"Flow '{Name}' leads in a circle through '{step.Id}'.");
        }

        reached.Add(step.Id);

        foreach (var exit in step.Exits)
        {
            Visit(
                Find(exit) ?? throw new ArgumentException($"Flow '{Name}': '{step.Id}' leads to '{exit}', which is not there."),
                path,
                reached);
        }

        path.Remove(step.Id);
    }
}
