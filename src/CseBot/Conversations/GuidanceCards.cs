using System.Globalization;
using System.Text.Json.Nodes;
using CseBot.Cards;
using CseBot.Dialogs;
using CseBot.Storage;
using CseBot.Teams;

namespace CseBot.Conversations;

/// <summary>Answers to "is this a sign?": what the guidance says, where it is written, and one tap to tell the DSL.</summary>
internal sealed class GuidanceCards(CardLibrary cards, Wording words, Notices notices, Protection protection)
{
    private const int SeeAlso = 2;

    public OutgoingActivity Answer(GuidanceMatch match, string question) => OutgoingActivity.Card(
        Card(match.Entries[0].Entry, match.Entries.Skip(1).Take(SeeAlso).Select(other => other.Entry), TellLead(question)), words.Say("summary.bot"));

    /// <summary>An entry that was asked for by name.</summary>
    public JsonObject Entry(GuidanceEntry entry, IEnumerable<GuidanceEntry> related) => Card(entry, related, notices.Button("raise", new JsonObject(), "tell-lead"));

    public OutgoingActivity Unknown(string question) => notices.Post(
        words.Say("unknown.heading"), [words.Say("unknown.not-safe"), words.Say("nobody-told")], buttons: TellLead(question));

    /// <summary>What was asked goes along with the press, readable to nobody but us, so that it can begin a concern and is stored nowhere until then.</summary>
    private JsonObject TellLead(string question) => notices.Button("raise", new JsonObject { ["carried"] = protection.Carry(question) }, "tell-lead");

    private JsonObject Card(GuidanceEntry entry, IEnumerable<GuidanceEntry> others, JsonObject tellLead) => cards.Bind("guidance", new JsonObject
    {
        ["fallback"] = words.Say("newer-teams"),
        ["heading"] = entry.Title,
        ["answer"] = CardData.Lines(entry.Answer.Split("\n\n", StringSplitOptions.RemoveEmptyEntries)),
        ["whyLabel"] = words.Say("guidance.why"),
        ["why"] = entry.WhyItMatters,
        ["noticeLabel"] = words.Say("guidance.notice"),
        ["notice"] = entry.Notice,
        ["proof"] = words.Say("guidance.proof"),
        ["nobody"] = words.Say("nobody-told"),
        ["source"] = words.Say(
            "guidance.source",
            ("sources", string.Join("; ", entry.Sources.Select(source => $"{source.Document}, {source.Section}"))),
            ("reviewed", entry.ReviewedOn.ToString("d MMM yyyy", CultureInfo.GetCultureInfo("en-GB")))),
        ["actions"] = CardData.List(
        [
            tellLead,
            .. others.Select(other => CardData.Button(
                words.Say("guidance.also", ("title", other.Title)), "guidance", new JsonObject { ["entry"] = other.Id })),
        ]),
    });
}
