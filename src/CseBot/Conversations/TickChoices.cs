using System.Globalization;
using CseBot.Concerns;
using CseBot.Dialogs;
using CseBot.Dialogs.Flows;

namespace CseBot.Conversations;

/// <summary>What stands on a list of boxes: the school's people, or signs and harms in a few plain words.</summary>
internal sealed class TickChoices(Wording words, GuidanceLibrary guidance, Notices notices)
{
    /// <summary>The ids that can be ticked and what is said beside each, in the order they are shown.</summary>
    public IReadOnlyList<(string Id, string Title)> Of(Ticks ticks, Draft draft, School school, string reporter) =>
        [.. Unnumbered(ticks, draft, school, reporter).Index().Select(choice => (choice.Item.Id, words.Say("tick.numbered", ("number", $"{choice.Index + 1}"), ("title", choice.Item.Title))))];

    /// <summary>Typed numbers, or the very words beside the boxes, as ticks; nothing is ticked for words that are neither.</summary>
    public Answer Read(Ticks ticks, Draft draft, School school, string reporter, string typed)
    {
        var choices = Unnumbered(ticks, draft, school, reporter).ToArray();
        string?[] ids =
        [
            .. typed.Split([',', ';', '\n', '&', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Where(piece => piece is not "and")
                .Select(piece => int.TryParse(piece.TrimEnd('.'), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= choices.Length ? choices[number - 1].Id : null),
        ];

        return ids.Length > 0 && !ids.Contains(null)
            ? Ticks.Tick(ids.OfType<string>().Distinct(StringComparer.Ordinal))
            : Ticks.Tick(choices.Where(choice => ticks.Of != TickList.People && string.Equals(words.Tick(choice.Id)?.Name, typed.Trim(), StringComparison.OrdinalIgnoreCase)).Select(choice => choice.Id));
    }

    /// <summary>Whether everything that is ticked can be.</summary>
    public bool Hold(Ticks ticks, Draft draft, School school, string reporter, Answer answer) =>
        !Ticks.Ticked(answer).Except(Unnumbered(ticks, draft, school, reporter).Select(choice => choice.Id)).Any();

    private IEnumerable<(string Id, string Title)> Unnumbered(Ticks ticks, Draft draft, School school, string reporter) => ticks.Of switch
    {
        TickList.People => school.People
            .Where(person => !IsOut(ticks, draft, school, reporter, person))
            .Select(person => (person.Key, words.Say("phone.person", ("name", person.Name), ("role", notices.RoleName(person.MainRole))))),
        TickList.Recognised => draft.State.Answers.RecognisedSigns.Select(Titled).OfType<(string, string)>(),
        TickList.Harms => words.Tickable.Where(id => guidance.Find(id) is null).Select(Titled).OfType<(string, string)>(),
        TickList.Vulnerabilities => Guided(entry => entry.Kind == GuidanceKind.Vulnerability),
        var group => Guided(entry => entry is { Kind: GuidanceKind.Sign } && string.Equals(entry.Group, group.ToString(), StringComparison.OrdinalIgnoreCase))
            .Where(choice => !draft.State.Answers.RecognisedSigns.Contains(choice.Id)),
    };

    /// <summary>Whoever it is about is not among those who may be close to it; everything of theirs drops out.</summary>
    private static bool IsOut(Ticks ticks, Draft draft, School school, string reporter, NamedPerson person) =>
        ticks.Id is RaiseConcern.Related or RaiseConcern.RelatedThenSend && draft.About(school, reporter).Contains(person.Key);

    private IEnumerable<(string Id, string Title)> Guided(Func<GuidanceEntry, bool> isWanted) =>
        words.Tickable.Where(id => guidance.Find(id) is { } entry && isWanted(entry)).Select(Titled).OfType<(string, string)>();

    private (string, string)? Titled(string id) => words.Tick(id) is { } tick ? (id, words.Say("tick.explained", ("name", tick.Name), ("line", tick.Line))) : null;
}
