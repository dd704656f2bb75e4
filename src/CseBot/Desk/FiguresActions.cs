using CseBot.Concerns;
using CseBot.Dialogs;
using CseBot.Teams;

namespace CseBot.Desk;

/// <summary>What can be pressed on a card of figures. Whoever presses is looked up anew each time, and nothing is posted.</summary>
internal sealed class FiguresActions(TermFigures figures, FiguresCards cards, IDirectory directory, Wording words)
{
    /// <summary>Everything that can be pressed on a card of figures.</summary>
    public static IReadOnlyList<string> Verbs { get; } = [FiguresCards.ShowVerb, FiguresCards.CsvVerb, FiguresCards.ShutVerb];

    public static bool Has(string verb) => Verbs.Contains(verb, StringComparer.Ordinal);

    public async Task<InvokeAnswer> PressAsync(Activity activity, string verb, PressData data, CancellationToken cancellationToken)
    {
        if (directory.Configured.FirstOrDefault(one => one.Id == data["school"]) is not { } configured
            || await directory.SchoolAsync(configured.Id, cancellationToken) is not { } school
            || school.Find(activity.From.AadObjectId) is not { } person
            || !FiguresAccess.MaySee(school, person))
        {
            return InvokeAnswer.Message(words.Say("not-available"));
        }

        return verb switch
        {
            FiguresCards.ShowVerb => InvokeAnswer.Card(cards.Figures(school, await figures.LastAsync(school, cancellationToken))),
            FiguresCards.CsvVerb => InvokeAnswer.Card(cards.Csv(school, await figures.LastAsync(school, cancellationToken))),
            FiguresCards.ShutVerb => InvokeAnswer.Card(cards.Shut(school)),
            _ => InvokeAnswer.Message(words.Say("not-available")),
        };
    }
}
