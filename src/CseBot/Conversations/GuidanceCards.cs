using System.Globalization;
using System.Text.Json.Nodes;
using CseBot.Cards;
using CseBot.Dialogs;
using CseBot.Storage;
using CseBot.Teams;

namespace CseBot.Conversations;

/// <summary>Answers to "is this a sign?": what the guidance says, where it is written, whom to ring now, and one tap to tell the DSL.</summary>
internal sealed class GuidanceCards(
    CardLibrary cards, Wording words, GuidanceLibrary guidance, GuidanceMatcher matcher, Notices notices, Contacts contacts, Protection protection)
{
    private const int SeeAlso = 2;
    private const int Candidates = 3;

    /// <summary>The answer to a question: one entry, or a choice of a few where none stands out.</summary>
    /// <param name="question">What was asked, to be carried along; nothing where it is kept already.</param>
    public OutgoingActivity Answer(GuidanceMatch match, string? question, Ringing ringing) => match switch
    {
        { Entries: [] } => Unknown(question),
        { IsSure: false, Entries: [_, _, ..] } => WhichOf(match, question),
        _ => OutgoingActivity.Card(Card(match.Entries[0].Entry, ringing, question, Others(match)), words.Say("summary.bot")),
    };

    /// <summary>An entry that was asked for by name.</summary>
    /// <param name="question">What was asked, where it is known: it goes on to the DSL with the press that begins a concern.</param>
    public JsonObject Entry(GuidanceEntry entry, Ringing ringing, string? question) => Card(entry, ringing, question, Related(entry));

    /// <summary>An entry, and the words of the question that made us think of it.</summary>
    public JsonObject Why(GuidanceEntry entry, Ringing ringing, string question) => Card(entry, ringing, question, Related(entry), matcher.Why(question, entry.Id));

    public OutgoingActivity Unknown(string? question) => notices.Post(
        words.Say("unknown.heading"), [words.Say("unknown.not-safe"), words.Say("nobody-told")], buttons: [TellLead(question), AskAgain()]);

    private OutgoingActivity WhichOf(GuidanceMatch match, string? question) => notices.Post(
        words.Say("which.heading"),
        [words.Say("which.what"), words.Say("nobody-told")],
        buttons:
        [
            TellLead(question),
            .. match.Entries.Take(Candidates).Select(found => Open(found.Entry, question, found.Entry.Title)),
            notices.Button("no-entry", Carry(question)),
        ]);

    private IEnumerable<GuidanceEntry> Others(GuidanceMatch match) =>
        match.Entries.Skip(1).Select(other => other.Entry).Concat(Related(match.Entries[0].Entry)).DistinctBy(entry => entry.Id).Take(SeeAlso);

    private IEnumerable<GuidanceEntry> Related(GuidanceEntry entry) => entry.Related.Select(guidance.Find).OfType<GuidanceEntry>().Take(SeeAlso);

    /// <summary>The way to a concern that has the question in it.</summary>
    public JsonObject TellLead(string? question) => notices.Button("raise", Carry(question), "tell-lead");

    private JsonObject AskAgain() => notices.Button("ask", new JsonObject());

    private JsonObject Open(GuidanceEntry entry, string? question, string title) => CardData.Button(title, "guidance", About(entry, question));

    private JsonObject About(GuidanceEntry entry, string? question)
    {
        var data = Carry(question);
        data["entry"] = entry.Id;

        return data;
    }

    /// <summary>What was asked goes along with the press, readable to nobody but us, so that it can begin a concern and is stored nowhere until then.</summary>
    private JsonObject Carry(string? question) => question is null ? [] : new JsonObject { ["carried"] = protection.Carry(question) };

    private JsonObject Card(GuidanceEntry entry, Ringing ringing, string? question, IEnumerable<GuidanceEntry> others, IReadOnlyList<string>? because = null)
    {
        var ring = entry.Ring.Count > 0 ? [.. notices.PeopleToRing(ringing), .. contacts.Now(ringing.Schools, entry.Ring), .. notices.Anybody()] : Array.Empty<JsonObject>();
        JsonObject[] why = question is null || because is not null ? [] : [notices.Button("why", About(entry, question))];

        return cards.Bind("guidance", new JsonObject
        {
            ["fallback"] = words.Say("newer-teams"),
            ["heading"] = entry.Title,
            ["answer"] = CardData.Lines(entry.Answer.Split("\n\n", StringSplitOptions.RemoveEmptyEntries)),
            ["whyLabel"] = words.Say("guidance.why"),
            ["why"] = entry.WhyItMatters,
            ["noticeLabel"] = words.Say("guidance.notice"),
            ["notice"] = entry.Notice,
            ["hasRing"] = ring.Length > 0,
            ["ringLabel"] = words.Say("guidance.ring"),
            ["ring"] = CardData.List(ring),
            ["ways"] = CardData.Lines(entry.Ring.Count > 0 ? contacts.Ways(ringing.Schools, entry.Ring) : []),
            ["hasBecause"] = because is not null,
            ["becauseLabel"] = words.Say(because is { Count: 0 } ? "guidance.because.nothing" : "guidance.because"),
            ["because"] = CardData.List((because ?? []).Select(typed => new JsonObject { ["words"] = typed })),
            ["hasProof"] = entry.Kind is GuidanceKind.Sign or GuidanceKind.Vulnerability or GuidanceKind.PullFactor,
            ["proof"] = words.Say("guidance.proof"),
            ["nobody"] = words.Say("nobody-told"),
            ["source"] = Source(entry),
            ["actions"] = CardData.List(
            [
                TellLead(question),
                .. others.Select(other => Open(other, question, words.Say("guidance.also", ("title", other.Title)))),
                .. why,
                AskAgain(),
            ]),
        });
    }

    private string Source(GuidanceEntry entry) => words.Say(
        "guidance.source",
        ("sources", string.Join("; ", entry.Sources.Select(source => $"{source.Document}, {source.Section}"))),
        ("reviewed", entry.ReviewedOn.ToString("d MMM yyyy", CultureInfo.GetCultureInfo("en-GB"))));

    /// <summary>An entry as it is put into a message to somebody else: nothing to press.</summary>
    public JsonObject Result(GuidanceEntry entry) => cards.Bind("guidance-result", new JsonObject
    {
        ["fallback"] = words.Say("newer-teams"),
        ["heading"] = entry.Title,
        ["answer"] = CardData.Lines(entry.Answer.Split("\n\n", StringSplitOptions.RemoveEmptyEntries)),
        ["proof"] = words.Say("lookup.proof"),
        ["source"] = Source(entry),
    });
}
