using System.Text.Json.Nodes;
using CseBot.Cards;
using CseBot.Concerns;
using CseBot.Dialogs;
using CseBot.Teams;

namespace CseBot.Alerts;

/// <summary>What is sent in a drill. Whatever of it is seen, on a lock screen too, begins by saying that it is a test.</summary>
internal sealed class DrillCards(CardLibrary cards, Wording words)
{
    public const string Verb = "acknowledge-drill";

    public OutgoingActivity Alert(Guid drill, IEnumerable<School> schools, DateTimeOffset sentAt) => Post(cards.Bind("alert-drill", new JsonObject
    {
        ["fallback"] = words.Say("drill.heading"),
        ["heading"] = words.Say("drill.heading"),
        ["note"] = words.Say("drill.note"),
        ["facts"] = CardData.List(
        [
            CardData.Choice(words.Say("alert.fact.school"), string.Join(", ", schools.Select(school => school.Name))),
            CardData.Choice(words.Say("drill.fact.sent"), School.DayAndTime(sentAt)),
        ]),
        ["actions"] = CardData.List([CardData.Button(words.Say("action.acknowledge-drill"), Verb, new JsonObject { ["drill"] = drill })]),
    }));

    public JsonObject Acknowledged(DateTimeOffset at) => cards.Bind("answered", new JsonObject
    {
        ["fallback"] = words.Say("drill.heading"),
        ["heading"] = words.Say("drill.acknowledged", ("time", School.Time(at))),
        ["actions"] = new JsonArray(),
    });

    public OutgoingActivity Post(JsonObject card) => OutgoingActivity.Card(card, words.Say("drill.heading"));
}
