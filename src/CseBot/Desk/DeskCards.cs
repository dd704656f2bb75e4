using System.Globalization;
using System.Text.Json.Nodes;
using CseBot.Cards;
using CseBot.Concerns;
using CseBot.Dialogs;
using CseBot.Storage;
using CseBot.Teams;

namespace CseBot.Desk;

/// <summary>The cards of somebody's desk. What is posted is a door: what is behind it is only ever the answer to a press.</summary>
internal sealed class DeskCards(CardLibrary cards, Wording words, TimeProvider clock)
{
    /// <summary>A card takes no more buttons than this, and no more lines. Of more schools, the commands of an operator tell.</summary>
    private const int MostSchools = 10;
    private const int MostPeople = 30;

    /// <summary>What lies in the chat: buttons, and perhaps how much waits.</summary>
    /// <param name="schools">The schools at which they are one of the named people, as they are now.</param>
    /// <param name="entraId">Whose desk it is.</param>
    /// <param name="lines">What waits, in numbers. Never what.</param>
    public JsonObject Door(IReadOnlyList<School> schools, string entraId, params IReadOnlyList<string> lines)
    {
        var theirs = schools.Select(school => (School: school, Person: school.Find(entraId))).Where(one => one.Person is not null).ToArray();
        var deals = theirs.Any(one => DeskAccess.Routes(one.School, one.Person!).Count > 0);
        var leads = theirs.Where(one => one.Person!.IsLead).ToArray();
        var now = clock.GetUtcNow();

        return Page(
            words.Say("desk.heading"),
            [.. lines, .. deals || leads.Length > 0 ? [words.Say("desk.door")] : Array.Empty<string>()],
            sections: [],
            [
                .. deals ? [Button("desk")] : Array.Empty<JsonObject>(),
                .. leads.Length > 0 ? [Button("search"), Button(leads.Any(one => one.School.IsOut(one.Person!, now)) ? "back-in" : "out")] : Array.Empty<JsonObject>(),
                .. leads.Take(MostSchools).Select(one => Button("drill", one.School, leads.Length)),
                .. theirs.Where(one => FiguresAccess.MaySee(one.School, one.Person!)).Take(MostSchools).Select(one => Button("figures", one.School, theirs.Length)),
            ]);
    }

    public OutgoingActivity Post(JsonObject card) => OutgoingActivity.Card(card, words.Say("summary.bot"));

    /// <summary>How much there is of what, at each school.</summary>
    public JsonObject Overview(IReadOnlyList<DeskPile> piles, int wanted)
    {
        var sections = piles.Select(pile => CardData.Section(
            words.Say($"desk.route.{pile.Route}", ("school", pile.School.Name)),
            pile.Counts.Any(count => count.Count > 0) ? string.Join('\n', pile.Counts.Where(count => count.Count > 0).Select(count => words.Say($"desk.list.{count.List}.count", ("count", $"{count.Count}")))) : words.Say("desk.nothing"),
            [
                .. pile.Counts.Where(count => count.Count > 0).Select(count => CardData.Button(
                    words.Say($"desk.list.{count.List}"),
                    "desk-list",
                    new JsonObject { ["school"] = pile.School.Id, ["route"] = $"{pile.Route}", ["list"] = $"{count.List}" })),
            ]));
        var page = Pages.Of(sections, wanted);

        return Page(words.Say("desk.heading"), [words.Say("desk.help")], page.Sections, [.. Turn(page, "desk", []), Button("search"), Button("desk-shut")], page);
    }

    /// <summary>Some concerns, each with what tells them apart, and a way to open it.</summary>
    public JsonObject List(string heading, IReadOnlyList<Concern> concerns, School school, DateOnly today, (int Number, int Count) of, string verb, JsonObject data)
    {
        var page = new Page([.. concerns.Select(concern => Entry(concern, today))], of.Number, of.Count);

        return Page(heading, [school.Name, .. concerns.Count == 0 ? [words.Say("desk.nothing")] : Array.Empty<string>()], page.Sections, [.. Turn(page, verb, data), Button("desk", "back-to-desk"), Button("desk-shut")], page);
    }

    /// <summary>What a drill has come to so far.</summary>
    public JsonObject Drill(School school, IReadOnlyList<DrillRow> rows) => Page(
        words.Say("drill.heading"),
        [
            words.Say("drill.results", ("school", school.Name), ("time", School.DayAndTime(rows[0].SentAt))),
            words.Say("drill.results.summary", ("reached", $"{rows.Count(row => row.ReachedAt is not null)}"), ("acknowledged", $"{rows.Count(row => row.AcknowledgedAt is not null)}"), ("all", $"{rows.Count}")),
        ],
        [.. rows.OrderBy(row => row.ReachedAt is not null).Take(MostPeople).Select(row => CardData.Section(school.Named(row.Person)?.Name ?? words.Say("role.Lead"), Result(row)))],
        [Button("drill-results", school), Button("desk-shut")]);

    public JsonObject DrillBegun(School school) => Page(words.Say("drill.heading"), [words.Say("drill.begun", ("school", school.Name))], sections: [], [Button("drill-results", school), Button("desk-shut")]);

    public JsonObject Line(string line) => Page(words.Say("desk.heading"), [line], sections: [], [Button("desk-shut")]);

    private string Result(DrillRow row) => row switch
    {
        { AcknowledgedAt: { } at } => words.Say("drill.result.acknowledged", ("time", School.Time(at))),
        { ReachedAt: { } at } => words.Say("drill.result.reached", ("time", School.Time(at))),
        { Failure: { } why } => words.Say($"drill.result.{why}"),
        _ => words.Say("drill.result.not-yet"),
    };

    private JsonObject Entry(Concern concern, DateOnly today)
    {
        var names = string.Join(", ", concern.Children.Select(child => child.Name ?? words.Say("desk.child-unknown")).Distinct(StringComparer.Ordinal));
        string[] notes =
        [
            words.Say($"open.response.{concern.Raised.Response}"),
            concern switch
            {
                { Status: ConcernStatus.Closed } => words.Say("desk.closed"),
                { Holder: { } holder } => words.Say("desk.held", ("name", holder.Name)),
                _ => words.Say("desk.unacknowledged"),
            },
            .. concern.FollowUps is [var next, ..] ? [words.Say(next.On <= today ? "desk.follow-up.due" : "desk.follow-up", ("day", next.On.ToString("d MMM", CultureInfo.GetCultureInfo("en-GB"))))] : Array.Empty<string>(),
            .. concern.Elsewhere is null && concern.Raised.Route == ConcernRoute.Child ? [words.Say("desk.not-elsewhere")] : Array.Empty<string>(),
        ];

        return CardData.Section(
            words.Say("desk.entry", ("reference", concern.Reference), ("time", School.DayAndTime(concern.Raised.At))),
            (names.Length, concern.Raised.Route) switch
            {
                (> 0, _) => names,
                (_, ConcernRoute.Adult) => words.Say("desk.about-an-adult"),
                _ => words.Say("desk.child-unknown"),
            },
            heading: null,
            string.Join(" · ", notes),
            CardData.Button(words.Say("action.open"), "open", new JsonObject { ["reference"] = concern.Reference }));
    }

    private JsonObject Page(string heading, IEnumerable<string> lines, IReadOnlyList<JsonObject> sections, IReadOnlyList<JsonObject> actions, Page? page = null) => cards.Bind("desk-page", new JsonObject
    {
        ["fallback"] = words.Say("summary.bot"),
        ["heading"] = heading,
        ["lines"] = CardData.Lines(lines),
        ["hasPages"] = page is { Count: > 1 },
        ["page"] = page is { Count: > 1 } ? words.Say("page", ("number", $"{page.Number}"), ("count", $"{page.Count}")) : string.Empty,
        ["hasFacts"] = false,
        ["facts"] = new JsonArray(),
        ["sections"] = CardData.List(sections),
        ["actions"] = CardData.List(actions),
    });

    private IEnumerable<JsonObject> Turn(Page page, string verb, JsonObject data) => page.Turn(words.Say("action.page-before"), words.Say("action.page-after"), verb, data);

    private JsonObject Button(string verb, string? title = null) => CardData.Button(words.Say($"action.{title ?? verb}"), verb, new JsonObject());

    private JsonObject Button(string verb, School school, int of = 1) => CardData.Button(
        of > 1 ? words.Say("action.at-school", ("what", words.Say($"action.{verb}")), ("school", school.Name)) : words.Say($"action.{verb}"), verb, new JsonObject { ["school"] = school.Id });
}

/// <summary>How much waits for somebody at one school, on one of its two routes.</summary>
internal sealed record DeskPile(School School, ConcernRoute Route, IReadOnlyList<(DeskList List, int Count)> Counts);

/// <summary>Whose desk has what on it.</summary>
internal static class DeskAccess
{
    /// <summary>The routes whose concerns somebody deals with at a school. A child's concern that only they were told of comes to them as a card.</summary>
    public static IReadOnlyList<ConcernRoute> Routes(School school, NamedPerson person) =>
    [
        .. person.IsLead ? [ConcernRoute.Child] : Array.Empty<ConcernRoute>(),
        .. school.Ladders.Adult.Roles.Intersect(person.Roles).Any() ? [ConcernRoute.Adult] : Array.Empty<ConcernRoute>(),
    ];
}
