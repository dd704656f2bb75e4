using System.Globalization;
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
    public JsonObject Open(Concern concern, School school, NamedPerson viewer) => cards.Bind("alert-open", new JsonObject
    {
        ["fallback"] = Summary(concern.Reference),
        ["heading"] = words.Say("open.heading", ("reference", concern.Reference)),
        ["help"] = words.Say("open.help"),
        ["facts"] = CardData.List(
        [
            Fact("alert.fact.raised", School.DayAndTime(concern.Raised.At)),
            Fact("open.fact.response", words.Say($"open.response.{concern.Raised.Response}")),
        ]),
        ["sections"] = CardData.List(Sections(concern)),
        ["historyLabel"] = words.Say("open.history"),
        ["history"] = CardData.List(concern.History.TakeLast(LongestHistory).Select(happened => new JsonObject { ["at"] = School.Time(happened.At), ["what"] = What(happened, school) })),
        ["actions"] = CardData.List([.. Acknowledge(concern), .. Decide(concern, viewer), Button(concern, "shut")]),
    });

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
        var account = concern.Raised.Account;
        (string Label, string? Words)[] written =
        [
            ("open.fact.reporter", concern.Raised.Reporter.Name),
            ("open.unverified", concern.Raised.Unverified is { } unverified ? words.Say($"open.unverified.{unverified}") : null),
            ("check.label.who", account.Who),
            ("check.label.what-happened", account.WhatHappened),
            ("check.label.childs-words", account.ChildsWords),
            (concern.Raised.Unverified is null ? "check.label.first-words" : "open.writers-words", account.FirstWords),
            ("open.adult-elsewhere", account.AdultElsewhere ? words.Say("open.adult-elsewhere.yes") : null),
        ];

        foreach (var (label, text) in written.Where(part => part.Words is not null))
        {
            yield return CardData.Section(words.Say(label), text!);
        }

        foreach (var addition in concern.Additions)
        {
            yield return CardData.Section(words.Say("open.added", ("time", School.DayAndTime(addition.At))), addition.Text);
        }

        foreach (var decided in concern.History.OfType<Decided>())
        {
            yield return CardData.Section(words.Say("open.decision", ("decision", words.Say($"decision.{decided.Decision}"))), decided.Reason);
        }
    }

    private string What(ConcernEvent happened, School school) => happened switch
    {
        RungReached { StartsAgain: true } => words.Say("history.StartsAgain"),
        RungReached reached => words.Say("history.RungReached", ("rung", reached.Rung.ToString(CultureInfo.InvariantCulture))),
        LeadAlerted alerted => words.Say("history.LeadAlerted", ("name", Name(school, alerted.Person))),
        DeliveryFailed failed => words.Say("history.DeliveryFailed", ("name", Name(school, failed.Person))),
        Acknowledged acknowledged => words.Say("history.Acknowledged", ("name", acknowledged.Lead.Name)),
        Opened opened => words.Say("history.Opened", ("name", opened.Lead.Name)),
        Decided decided => words.Say("history.Decided", ("name", decided.Lead.Name)),
        _ => words.Say($"history.{happened.Kind}"),
    };

    private string Name(School school, string key) => school.Named(key)?.Name ?? words.Say("role.Lead");

    private IEnumerable<JsonObject> Acknowledge(Concern concern) =>
        concern.Status == ConcernStatus.Raised ? [Button(concern, "acknowledge")] : [];

    private IEnumerable<JsonObject> Decide(Concern concern, NamedPerson viewer) =>
        concern.Status == ConcernStatus.Acknowledged && concern.Holder?.EntraId == viewer.EntraId ? [Button(concern, "decide")] : [];

    private JsonObject Button(Concern concern, string verb) =>
        CardData.Button(words.Say($"action.{verb}"), verb, new JsonObject { ["reference"] = concern.Reference });

    private JsonObject Fact(string label, string value) => CardData.Choice(words.Say(label), value);
}
