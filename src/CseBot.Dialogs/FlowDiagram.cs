namespace CseBot.Dialogs;

/// <summary>Draws a flow, so that somebody who reads no code can see it, and a test can hold the drawing to the flow.</summary>
public static class FlowDiagram
{
    /// <summary>
    /// The flow as a Mermaid flowchart, part by part: questions are boxes, several questions that depend on the answers have double sides, ways that are open from
    /// then on are diamonds, what the bot does is slanted, ends are rounded.
    /// </summary>
    public static string Mermaid(Flow flow)
    {
        List<string> lines = ["flowchart TD"];

        foreach (var part in flow.Parts)
        {
            lines.Add($"  subgraph part-{part.Name} [{part.Name}]");
            lines.AddRange(part.Steps.Select(step => $"    {step.Id}{Shape(step)}"));
            lines.Add("  end");
        }

        foreach (var step in flow.Steps)
        {
            foreach (var exit in step.Exits)
            {
                lines.Add(Label(step, exit) is { Length: > 0 } label ? $"  {step.Id} -->|{label}| {exit}" : $"  {step.Id} --> {exit}");
            }
        }

        return string.Concat(lines.Select(line => $"{line}\n"));
    }

    private static string Shape(Step step) => step switch
    {
        Outcome => $"([{step.Id}])",
        Passage => $"[[{step.Id}]]",
        Shortcut => $"{{{step.Id}}}",
        Act => $"[/{step.Id}/]",
        _ => $"[{step.Id}]",
    };

    private static string Label(Step step, string exit) => step switch
    {
        Shortcut shortcut => shortcut.Then == exit ? "at any time" : "go on",
        Question question => string.Join(
            ", ", question.Options.Where(option => option.Then == exit).Select(option => option.Value).Prepend(Answered(question, exit)).Where(label => label.Length > 0)),
        _ => string.Empty,
    };

    private static string Answered(Question question, string exit) => question switch
    {
        FreeText text when text.Then == exit => "answered",
        Ticks ticks when ticks.Then == exit => "ticked",
        _ => string.Empty,
    };
}
