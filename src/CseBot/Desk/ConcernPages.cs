using System.Globalization;
using System.Text.Json.Nodes;
using CseBot.Alerts;
using CseBot.Cards;
using CseBot.Concerns;
using CseBot.Dialogs;

namespace CseBot.Desk;

/// <summary>What a lead reads and chooses from on a concern's card, besides the concern itself. It is only ever the answer to a press (design 2, rule 6).</summary>
internal sealed class ConcernPages(CardLibrary cards, AlertCards alerts, AssessmentText assessment, HandOverText handOver, AreaLibrary areas, BankHolidays holidays, Wording words)
{
    /// <summary>What can be done with it now, as buttons.</summary>
    public JsonObject Work(Concern concern, School school, NamedPerson lead) => Page(
        concern,
        [words.Say("work.help"), .. concern.Raised.Route == ConcernRoute.Adult ? [words.Say("work.adult")] : Array.Empty<string>()],
        sections: [],
        [.. Offered(concern, school, lead).Select(verb => Button(concern, verb, verb == "decline-hand-over" ? "take-back" : null)), Button(concern, "open"), Button(concern, "shut")]);

    /// <summary>What can be decided. It opens on the referral, which waits for nothing (field (d) 1 to 4).</summary>
    public JsonObject Decisions(Concern concern, School school, NamedPerson lead, DateTimeOffset now) => Page(
        concern,
        [
            words.Say(concern.Raised.Route == ConcernRoute.Adult ? "decide.help.adult" : "decide.help"),
            .. LadoBy(concern) is { } by ? [words.Say("decide.lado-by", ("day", Day(by)))] : Array.Empty<string>(),
            .. concern is { MayBeUnder13: true, HasSignsOfHarm: true } && concern.Raised.Route == ConcernRoute.Child ? [words.Say("decide.under-13")] : Array.Empty<string>(),
        ],
        sections: [],
        [
            .. ConcernForms.Decisions(concern).Select(kind => CardData.Button(
                words.Say($"decision.{kind}"), "decide", new JsonObject { ["reference"] = concern.Reference, [ConcernForms.Kind] = $"{kind}" })),
            Button(concern, "work", "back-to-work"),
            Button(concern, "shut"),
        ]);

    /// <summary>What the area's own assessment tool asks, from what is known.</summary>
    public JsonObject Assessment(Concern concern, School school, int page) =>
        Paged(concern, "assessment", [words.Say("assessment.help")], [CardData.Section(words.Say("action.assessment"), assessment.Of(concern, school))], page);

    /// <summary>What goes into the school's own system.</summary>
    public JsonObject HandOver(Concern concern, School school, int page) =>
        Paged(concern, "hand-over-text", [words.Say("handover.help")], handOver.Of(concern, school).Select(child => CardData.Section(child.Child.Name ?? words.Say("desk.child-unknown"), child.Text)), page, Button(concern, "record-elsewhere"));

    /// <summary>What has happened to a child, by the time it happened, over every concern about them that this person may open.</summary>
    public JsonObject Chronology(Concern concern, IReadOnlyList<Concern> concerns, School school, int page) => Paged(
        concern,
        "chronology",
        [words.Say("chronology.help")],
        Concerns.Chronology.Of(concerns).Select(entry => CardData.Section(
            words.Say("chronology.entry", ("time", When(entry)), ("reference", entry.Reference)),
            entry.Line is { } line ? $"{line.Asked}: {line.Words}" : Chronicle.Say(entry.Event, school, words))),
        page);

    /// <summary>Whom the area wants told when its response is wrong (field (d) 7).</summary>
    public JsonObject Disagreement(Concern concern, School school, DateTimeOffset now)
    {
        var area = areas.Find(school.Area);
        var route = area?.Route(Situation.Disagreement);

        return Page(
            concern,
            [
                words.Say("disagree.what"),
                .. route?.Tell is { } who ? [words.Say("area.tell.Disagreement", ("who", who))] : Array.Empty<string>(),
                route?.Text ?? words.Say("area.not-held"),
            ],
            sections: [],
            [Button(concern, "follow-up"), Button(concern, "work", "back-to-work"), Button(concern, "shut")],
            [.. (area?.ToRing(Situation.Disagreement, School.Local(now).DateTime, holidays) ?? []).Select(service => CardData.Choice(service.Name, service.Phone)), CardData.Choice(words.Say("phone.police-advice"), "101")]);
    }

    /// <summary>What this person can do with it at this moment, in the order in which it is usually done.</summary>
    private static IEnumerable<string> Offered(Concern concern, School school, NamedPerson lead)
    {
        var isHolder = concern.Holder?.EntraId == lead.EntraId;
        var isOpen = concern.Status != ConcernStatus.Closed;
        var isInCharge = ConcernAccess.IsInCharge(concern, school, lead);
        var isChilds = concern.Raised.Route == ConcernRoute.Child;

        (string Verb, bool When)[] all =
        [
            ("acknowledge", concern.Status == ConcernStatus.Raised),
            ("agree", concern.Undecided is { } undecided && undecided.Second == lead.Key),
            ("look-again", concern.Closing is { SecondLookBy: not null } closing && Handling.Seconds(concern, school, closing.Lead).Contains(lead)),
            ("called-999", isOpen && !concern.HasActed),
            ("with-child", isOpen && !concern.HasActed && isChilds),
            ("decide", isOpen && isHolder),
            ("refer", isHolder && concern.Decision is not null),
            ("disagree", concern.Referral is not null),
            ("ask-reporter", isOpen && isHolder && concern.MayBeAsked),
            ("add-note", true),
            ("follow-up", isOpen && isHolder),
            ("hand-over", isOpen && isHolder && concern.Offer is null && ConcernForms.Colleagues(concern, school, lead).Any()),
            ("decline-hand-over", isHolder && concern.Offer is not null),
            ("take-over", concern.Status == ConcernStatus.Acknowledged && !isHolder && ConcernAccess.MayTakeOver(concern, school, lead)),
            ("link", isChilds),
            ("chronology", isChilds),
            ("assessment", isChilds),
            ("hand-over-text", isChilds),
            ("record-elsewhere", true),
            ("close", isOpen && isHolder && concern is { IsDecided: true, Undecided: null, FollowUps.Length: 0 }),
            ("reopen", !isOpen && isInCharge),
            ("hold", !concern.IsHeld && isInCharge),
            ("lift-hold", concern.IsHeld && isInCharge),
            ("review-date", !isOpen && isInCharge),
            ("export", school.FilesRecords),
        ];

        return all.Where(one => one.When).Select(one => one.Verb);
    }

    /// <summary>By when the council's officer has to have been asked: one working day, in the school's holidays too (field (d) 8; KCSIE Part four).</summary>
    private DateOnly? LadoBy(Concern concern) =>
        concern.Raised.Route == ConcernRoute.Adult && concern.History.OfType<Decided>().All(decided => decided.Decision != DecisionKind.LadoConsulted)
            ? holidays.NextWorkingDay(School.Day(concern.Raised.At))
            : null;

    private static string When(ChronologyEntry entry) => entry.IsWholeDay ? Day(School.Day(entry.When)) : School.DayAndTime(entry.When);

    private static string Day(DateOnly day) => day.ToString("ddd d MMM yyyy", CultureInfo.GetCultureInfo("en-GB"));

    private JsonObject Paged(Concern concern, string verb, IReadOnlyList<string> lines, IEnumerable<JsonObject> sections, int wanted, params IReadOnlyList<JsonObject> buttons)
    {
        var page = Pages.Of(sections, wanted);
        var turn = page.Turn(words.Say("action.page-before"), words.Say("action.page-after"), verb, new JsonObject { ["reference"] = concern.Reference });

        return Page(concern, lines, page.Sections, [.. turn, .. buttons, Button(concern, "work", "back-to-work"), Button(concern, "shut")], numbered: page);
    }

    private JsonObject Page(
        Concern concern, IEnumerable<string> lines, IReadOnlyList<JsonObject> sections, IReadOnlyList<JsonObject> actions, IReadOnlyList<JsonObject>? ring = null, Page? numbered = null) =>
        cards.Bind("desk-page", new JsonObject
        {
            ["fallback"] = alerts.Summary(concern.Reference),
            ["heading"] = words.Say("open.heading", ("reference", concern.Reference)),
            ["lines"] = CardData.Lines(lines),
            ["hasPages"] = numbered is { Count: > 1 },
            ["page"] = numbered is { Count: > 1 } page ? words.Say("page", ("number", $"{page.Number}"), ("count", $"{page.Count}")) : string.Empty,
            ["hasFacts"] = ring is { Count: > 0 },
            ["facts"] = CardData.List(ring ?? []),
            ["sections"] = CardData.List(sections),
            ["actions"] = CardData.List(actions),
        });

    private JsonObject Button(Concern concern, string verb, string? title = null) =>
        CardData.Button(words.Say($"action.{title ?? verb}"), verb, new JsonObject { ["reference"] = concern.Reference });
}
