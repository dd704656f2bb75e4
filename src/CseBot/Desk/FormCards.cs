using System.Text.Json.Nodes;
using CseBot.Cards;
using CseBot.Dialogs;

namespace CseBot.Desk;

/// <summary>Forms as cards. What somebody filled in is filled in again when something is missing.</summary>
internal sealed class FormCards(CardLibrary cards, Wording words)
{
    /// <summary>More choices than this are folded up.</summary>
    private const int MostUnfolded = 8;

    /// <param name="reference">The concern that it is about; nothing where it is about none.</param>
    /// <param name="fallback">What is seen where the card is not.</param>
    /// <param name="filled">What was sent, where it could not be taken.</param>
    /// <param name="note">What is the matter with it, where that is not that something is missing.</param>
    public JsonObject Show(Form form, string? reference, string fallback, Filled? filled = null, string? note = null)
    {
        var wrong = note ?? (filled is { Faults.Count: > 0 } ? words.Say("form.look-again", ("fields", string.Join("; ", filled.Faults.Select(id => Label(form.Fields.First(field => field.Id == id)))))) : null);
        var data = new JsonObject { ["verb"] = $"save-{form.Verb}", ["reference"] = reference, ["key"] = Guid.CreateVersion7().ToString() };

        var back = new JsonObject { ["verb"] = form.Back, ["reference"] = reference };

        foreach (var (name, value) in form.Data)
        {
            (data[name], back[name]) = (value, value);
        }

        return cards.Bind("desk-form", new JsonObject
        {
            ["fallback"] = fallback,
            ["heading"] = reference is null ? words.Say("desk.heading") : words.Say("open.heading", ("reference", reference)),
            ["hasNote"] = wrong is not null,
            ["note"] = wrong,
            ["lines"] = CardData.Lines([words.Say(form.Title), .. form.Lines]),
            ["quoted"] = CardData.List(form.Quoted.Select(one => new JsonObject { ["label"] = one.Label, ["words"] = one.Words })),
            ["hasFacts"] = form.Ring.Count > 0,
            ["facts"] = CardData.List(form.Ring.Select(one => CardData.Choice(one.Whom, one.Phone))),
            ["fields"] = CardData.List(form.Fields.Select(field => Data(field, filled))),
            ["save"] = words.Say(form.Save),
            ["verb"] = $"save-{form.Verb}",
            ["data"] = data,
            ["cancel"] = words.Say("action.cancel"),
            ["backVerb"] = form.Back,
            ["back"] = back,
        });
    }

    /// <summary>What a field asks, as the card and the record say it.</summary>
    public string Label(Field field) => words.Say($"field.{field.Saying ?? field.Id}", ("name", field.About ?? string.Empty));

    private JsonObject Data(Field field, Filled? filled)
    {
        var choice = field as Field.Choice;
        var asked = new JsonObject
        {
            ["isText"] = field is Field.Words,
            ["isChoice"] = choice is not null,
            ["isDay"] = field is Field.Day,
            ["isTime"] = field is Field.Time,
            ["id"] = field.Id,
            ["label"] = Label(field),
            ["isRequired"] = !field.IsOptional,
            ["missing"] = words.Say("field.missing"),
            ["value"] = filled?[field.Id] ?? field.Value,
        };

        if (field is Field.Words text)
        {
            (asked["isLong"], asked["maxLength"]) = (text.MaxLength > 300, text.MaxLength);
        }

        if (choice is not null)
        {
            (asked["isMany"], asked["style"]) = (choice.IsMany, choice.Choices.Count > MostUnfolded ? "compact" : "expanded");
            asked["choices"] = CardData.List(choice.Choices.Select(one => CardData.Choice(one.Title, one.Value)));
        }

        return asked;
    }
}
