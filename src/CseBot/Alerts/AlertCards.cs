using System.Text.Json.Nodes;
using CseBot.Cards;
using CseBot.Concerns;
using CseBot.Dialogs;

namespace CseBot.Alerts;

/// <summary>The cards a named lead sees. What is posted is sealed; the rest is only ever the answer to a press (design 2, rule 6).</summary>
internal sealed class AlertCards(CardLibrary cards, Wording words)
{
    /// <summary>How much of what has happened is shown. A card that is too large is not shown at all.</summary>
    private const int LongestHistory = 20;

    /// <summary>What is posted: enough to act on, nothing that tells whom or what it is about.</summary>
    /// <param name="viewer">The lead whose card it is.</param>
    /// <param name="timedOut">Whether it was open and has been closed again.</param>
    public JsonObject Sealed(Concern concern, School school, NamedPerson viewer, bool timedOut = false)
    {
        var note = (timedOut, concern) switch
        {
            (true, _) => words.Say("alert.timed-out"),
            (_, { Decision: not null }) => words.Say("alert.decided"),
            (_, { Status: ConcernStatus.Raised, Rung: > 1 }) => words.Say("alert.again"),
            _ => null,
        };
        List<JsonObject> facts =
        [
            Fact("alert.fact.school", school.Name),
            Fact("alert.fact.raised", School.DayAndTime(concern.Raised.At)),
        ];

        if (concern is { Holder: { } holder, AcknowledgedAt: { } at })
        {
            facts.Add(Fact("alert.fact.acknowledged", words.Say("alert.by-at", ("name", holder.Name), ("time", School.Time(at)))));
        }
        else if (concern.ActBy is { } actBy)
        {
            facts.Add(Fact("alert.fact.act-by", School.Time(actBy)));
        }

        return cards.Bind("alert-sealed", new JsonObject
        {
            ["fallback"] = Summary(concern.Reference),
            ["heading"] = words.Say("alert.heading", ("reference", concern.Reference)),
            ["hasNote"] = note is not null,
            ["note"] = note,
            ["facts"] = CardData.List(facts),
            ["actions"] = CardData.List([.. Acknowledge(concern), Button(concern, "open"), .. Decide(concern, viewer)]),
        });
    }

    /// <summary>The concern as it was written, for a lead who has pressed Open.</summary>
    /// <param name="concern">The concern.</param>
    /// <param name="school">Its school.</param>
    /// <param name="viewer">The lead who reads it.</param>
    /// <param name="wanted">Which page, from 1.</param>
    public JsonObject Open(Concern concern, School school, NamedPerson viewer, int wanted = 1)
    {
        var page = Pages.Of(Sections(concern), wanted);

        return cards.Bind("alert-open", Data(concern, school, viewer, page));
    }

    private JsonObject Data(Concern concern, School school, NamedPerson viewer, Page page) => new()
    {
        ["fallback"] = Summary(concern.Reference),
        ["heading"] = words.Say("open.heading", ("reference", concern.Reference)),
        ["help"] = words.Say("open.help"),
        ["facts"] = CardData.List(
        [
            Fact("alert.fact.raised", School.DayAndTime(concern.Raised.At)),
            Fact("open.fact.response", words.Say($"open.response.{concern.Raised.Response}")),
        ]),
        ["hasPages"] = page.Count > 1,
        ["page"] = page.Count > 1 ? words.Say("page", ("number", $"{page.Number}"), ("count", $"{page.Count}")) : null,
        ["sections"] = CardData.List(page.Sections),
        ["historyLabel"] = words.Say("open.history"),
        ["history"] = CardData.List(concern.History.TakeLast(LongestHistory).Select(happened => new JsonObject { ["at"] = School.Time(happened.At), ["what"] = Chronicle.Say(happened, school, words) })),
        ["actions"] = CardData.List([.. Turn(concern, page), .. Acknowledge(concern), .. Decide(concern, viewer), Button(concern, "shut")]),
    };

    private IEnumerable<JsonObject> Turn(Concern concern, Page page) =>
        page.Turn(words.Say("action.page-before"), words.Say("action.page-after"), "open", new JsonObject { ["reference"] = concern.Reference });

    /// <summary>The form for a decision. Its key makes pressing Save twice one decision.</summary>
    public JsonObject DecisionForm(Concern concern)
    {
        var data = new JsonObject { ["verb"] = "record-decision", ["reference"] = concern.Reference, ["key"] = Guid.CreateVersion7() };

        return cards.Bind("alert-decide", new JsonObject
        {
            ["fallback"] = Summary(concern.Reference),
            ["heading"] = words.Say("decide.heading", ("reference", concern.Reference)),
            ["help"] = words.Say("decide.help"),
            ["decisionLabel"] = words.Say("decide.decision"),
            ["decisionMissing"] = words.Say("decide.decision.missing"),
            ["decisions"] = CardData.List(Enum.GetValues<DecisionKind>().Select(kind => CardData.Choice(words.Say($"decision.{kind}"), kind.ToString()))),
            ["reasonLabel"] = words.Say("decide.reason"),
            ["reasonMissing"] = words.Say("decide.reason.missing"),
            ["save"] = words.Say("action.save"),
            ["cancel"] = words.Say("action.cancel"),
            ["data"] = data,
            ["back"] = new JsonObject { ["verb"] = "shut", ["reference"] = concern.Reference },
        });
    }

    /// <summary>An older card of somebody who has a newer one.</summary>
    public JsonObject Superseded(string reference) => Line(reference, "alert.superseded");

    /// <summary>A card of somebody who is no longer one of the school's people.</summary>
    public JsonObject NoLongerOpen(string reference) => Line(reference, "alert.no-longer-open");

    private JsonObject Line(string reference, string saying) => cards.Bind("answered", new JsonObject
    {
        ["fallback"] = Summary(reference),
        ["heading"] = words.Say(saying, ("reference", reference)),
        ["actions"] = new JsonArray(),
    });

    /// <summary>What a lock screen may show.</summary>
    public string Summary(string reference) => words.Say("summary.alert", ("reference", reference));

    private IEnumerable<JsonObject> Sections(Concern concern)
    {
        yield return CardData.Section(words.Say("open.fact.reporter"), concern.Raised.Reporter.Name);

        if (concern.Raised.Unverified is { } unverified)
        {
            yield return CardData.Section(words.Say("open.unverified"), words.Say($"open.unverified.{unverified}"));
        }

        foreach (var section in Sections(concern.Raised.Account))
        {
            yield return section;
        }

        if (concern.IsAboutAnAdultElsewhere)
        {
            yield return CardData.Section(words.Say("open.adult-elsewhere"), words.Say("open.adult-elsewhere.yes"));
        }

        foreach (var addition in concern.Additions)
        {
            foreach (var section in Sections(addition.Account, words.Say("open.added", ("time", School.DayAndTime(addition.At)))))
            {
                yield return section;
            }
        }

        foreach (var decided in concern.History.OfType<Decided>())
        {
            yield return CardData.Section(words.Say("open.decision", ("decision", words.Say($"decision.{decided.Decision}"))), decided.Reason);
        }
    }

    /// <summary>Line by line, each kind under its own heading, so that fact, a child's words, what others said and a worry are never mixed.</summary>
    private IEnumerable<JsonObject> Sections(Account account, string? heading = null)
    {
        LineKind? before = null;

        foreach (var line in account.Lines)
        {
            var kind = line.Kind == before ? null : words.Say($"kind.{line.Kind}");
            var label = line.WrittenAt is { } at ? words.Say("open.typed", ("label", line.Asked), ("time", School.DayAndTime(at))) : line.Asked;

            yield return CardData.Section(label, line.Words, heading is not null && before is null ? $"{heading}: {kind}" : kind, hint: null);
            before = line.Kind;
        }
    }

    private IEnumerable<JsonObject> Acknowledge(Concern concern) =>
        concern.Status == ConcernStatus.Raised ? [Button(concern, "acknowledge")] : [];

    private IEnumerable<JsonObject> Decide(Concern concern, NamedPerson viewer) =>
        concern.Status == ConcernStatus.Acknowledged && concern.Holder?.EntraId == viewer.EntraId ? [Button(concern, "decide")] : [];

    private JsonObject Button(Concern concern, string verb) =>
        CardData.Button(words.Say($"action.{verb}"), verb, new JsonObject { ["reference"] = concern.Reference });

    private JsonObject Fact(string label, string value) => CardData.Choice(words.Say(label), value);
}
