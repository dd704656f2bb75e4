namespace CseBot.Dialogs;

/// <summary>Draws a flow, so that somebody who reads no code can see it, and a test can hold the drawing to the flow.</summary>
public static class FlowDiagram
{
    /// <summary>The flow as a Mermaid flowchart: questions are boxes, outcomes are rounded.</summary>
    public static string Mermaid(Flow flow)
    {
        List<string> lines = ["flowchart TD"];

        foreach (var step in flow.Steps)
        {
            lines.Add(step is Outcome ? $"  {step.Id}([{step.Id}])" : $"  {step.Id}[{step.Id}]");
        }

        foreach (var question in flow.Steps.OfType<Question>())
        {
            foreach (var exit in question.Exits)
            {
                var answers = question.Options.Where(option => option.Then == exit).Select(option => option.Value);
                var label = string.Join(", ", IsLedToByWords(question, exit) ? answers.Prepend("answered") : answers);
                lines.Add($"  {question.Id} -->|{label}| {exit}");
            }
        }

        return string.Concat(lines.Select(line => $"{line}\n"));
    }

    private static bool IsLedToByWords(Question question, string exit) => question switch
    {
        FreeText text => text.Then == exit,
        PeoplePick people => people.Then == exit,
        _ => false,
    };
}
