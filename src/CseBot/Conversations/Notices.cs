using System.Text.Json.Nodes;
using CseBot.Cards;
using CseBot.Concerns;
using CseBot.Dialogs;
using CseBot.Teams;

namespace CseBot.Conversations;

/// <summary>Cards that say something: a heading, lines, people to ring, buttons. They repeat nothing that was typed.</summary>
internal sealed class Notices(CardLibrary cards, Wording words, TimeProvider clock)
{
    private static readonly Role[] _adultRoute = [.. AdultRoute.People, Role.Lado];
    private static readonly Role[] _ringFirst = [Role.Duty, Role.Lead, Role.Deputy, Role.Headteacher, Role.SeniorLeader];

    public JsonObject Raise => Button("raise", new JsonObject());

    private IEnumerable<JsonObject> WhatICanDo => [Raise, Button("ask", new JsonObject(), "is-this-a-sign"), Button("leads", new JsonObject()), Button("my-concerns", new JsonObject())];

    public JsonObject Button(string verb, JsonObject data, string? title = null) => CardData.Button(words.Say($"action.{title ?? verb}"), verb, data);

    /// <summary>A notice as a message of its own.</summary>
    public OutgoingActivity Post(string heading, IEnumerable<string> lines, IReadOnlyList<JsonObject>? ring = null, IEnumerable<string>? after = null, params IEnumerable<JsonObject> buttons) =>
        OutgoingActivity.Card(Card(heading, lines, ring, after, buttons), words.Say("summary.bot"));

    public JsonObject Card(string heading, IEnumerable<string> lines, IReadOnlyList<JsonObject>? ring = null, IEnumerable<string>? after = null, params IEnumerable<JsonObject> buttons) =>
        cards.Bind("notice", new JsonObject
        {
            ["fallback"] = words.Say("newer-teams"),
            ["heading"] = heading,
            ["lines"] = CardData.Lines(lines),
            ["hasFacts"] = ring is { Count: > 0 },
            ["facts"] = CardData.List(ring ?? []),
            ["after"] = CardData.Lines(after ?? []),
            ["actions"] = CardData.List(buttons),
        });

    /// <summary>What a card becomes once it has been dealt with: one line, and perhaps a way back.</summary>
    public JsonObject Line(string line, params IEnumerable<JsonObject> buttons) => cards.Bind("answered", new JsonObject
    {
        ["fallback"] = words.Say("newer-teams"),
        ["heading"] = line,
        ["actions"] = CardData.List(buttons),
    });

    public OutgoingActivity Welcome(IReadOnlyList<School> schools) => Post(
        words.Say("welcome.heading", ("school", string.Join(", ", schools.Select(school => school.Name)))),
        [words.Say("welcome.danger"), words.Say("welcome.what"), words.Say("welcome.secrecy")],
        buttons: WhatICanDo);

    /// <summary>Who the leads are and how to ring them.</summary>
    public OutgoingActivity Leads(Ringing ringing) => Post(
        words.Say("leads.heading"), [words.Say("leads.what")], [.. PeopleToRing(ringing), .. Anybody()], buttons: Raise);

    /// <summary>Which page of several a card shows.</summary>
    public string PageOf(Page page) => words.Say("page", ("number", $"{page.Number}"), ("count", $"{page.Count}"));

    /// <summary>The buttons to the pages before and after, on a card that has several.</summary>
    public IEnumerable<JsonObject> Turn(string verb, Page page, JsonObject data) => page.Turn(words.Say("action.page-before"), words.Say("action.page-after"), verb, data);

    /// <summary>The same for somebody who is on no staff list, and may be a pupil.</summary>
    public OutgoingActivity WelcomeUnlisted(IReadOnlyList<School> schools) => Post(
        words.Say("welcome.unlisted.heading", ("school", string.Join(", ", schools.Select(school => school.Name)))),
        [words.Say("welcome.unlisted.what"), .. ForAChild()]);

    /// <summary>What somebody who may be a pupil is always told.</summary>
    public IReadOnlyList<string> ForAChild() => [words.Say("unlisted.first"), words.Say("unlisted.childline"), words.Say("unlisted.adult")];

    /// <summary>The numbers that a child may ring.</summary>
    public IReadOnlyList<JsonObject> ChildMayRing() =>
        [CardData.Choice(words.Say("phone.police"), "999"), CardData.Choice(words.Say("phone.childline"), "0800 1111")];

    /// <summary>Somebody writes who belongs to several schools, or may.</summary>
    public OutgoingActivity WhichSchool(Guid draft, IReadOnlyList<School> schools)
    {
        var question = words.For((Question)Dialogs.Flows.WhichSchool.Flow.Start);

        return Post(
            question.Ask,
            [question.Help],
            WhomToRing(schools, []),
            buttons: schools.Select(school => CardData.Button(school.Name, "choose-school", new JsonObject { ["school"] = school.Id, ["draft"] = draft })));
    }

    /// <summary>Somebody who may be a pupil says that it is about an adult here.</summary>
    public OutgoingActivity AdultRouteForAChild(IReadOnlyList<School> schools) => Post(
        words.Say("unlisted.adult.heading"),
        [words.Say("unlisted.first"), words.Say("unlisted.adult.what")],
        [.. ChildMayRing(), .. OnAdultRoute(schools, [])],
        [words.Say("unlisted.adult")]);

    public OutgoingActivity Help() => Post(
        words.Say("help.heading"), [words.Say("welcome.danger"), words.Say("welcome.what"), words.Say("help.commands")], buttons: WhatICanDo);

    /// <summary>An emergency is being recognised, or somebody typed 999: whom to ring, while the question is asked.</summary>
    /// <param name="schools">The schools that it may be about.</param>
    /// <param name="excluded">The keys of people who are not offered.</param>
    /// <param name="sent">The reference under which people have been told already, if they have.</param>
    public OutgoingActivity EmergencyOffer(IReadOnlyList<School> schools, IReadOnlyList<string> excluded, string? sent = null) => Post(
        words.Say("emergency.heading"),
        [sent is null ? words.Say("emergency.offer") : words.Say("emergency.offer.sent", ("reference", sent))],
        WhomToRing(schools, excluded));

    public OutgoingActivity EmergencySent(Concern concern, School school) => Post(
        words.Say("emergency.heading"),
        [
            words.Say("emergency.first"),
            words.Say(concern.HasNobody ? "emergency.stored" : "emergency.sent", ("reference", concern.Reference)),
        ],
        WhomToRing(school, concern));

    /// <summary>Whom to ring about a concern that has been sent: about a child, the school's leads; about an adult, the adult route and nobody else.</summary>
    public IReadOnlyList<JsonObject> WhomToRing(School school, Concern concern) =>
        concern.Raised.Route == ConcernRoute.Adult ? AdultRoutePeople([school], concern.Excluded) : WhomToRing(school, concern.Excluded);

    /// <summary>Somebody who writes is in distress themself.</summary>
    /// <param name="raise">The way to a concern, which carries along what was written.</param>
    public OutgoingActivity Support(Ringing ringing, JsonObject raise) => Post(
        words.Say("distress.heading"),
        [words.Say("distress.who"), words.Say("distress.danger")],
        [CardData.Choice(words.Say("phone.samaritans"), "116 123"), .. PeopleToRing(ringing), CardData.Choice(words.Say("phone.police"), "999")],
        [words.Say("distress.child")],
        raise);

    /// <summary>A pupil has told somebody something: how to listen, before anything else.</summary>
    public OutgoingActivity Listen() => Post(words.Say("disclosure.heading"), [words.Say("disclosure.listen"), words.Say("disclosure.notes")]);

    /// <summary>It is or may be about an adult who works here: whom to ring, and never one of those whom it may be about.</summary>
    public OutgoingActivity AboutAnAdultHere(Draft? draft, IReadOnlyList<School> schools, string reporter, params IEnumerable<JsonObject> buttons) => Post(
        draft?.ToldAs is { } reference ? words.Say("adult.heading.sent", ("reference", reference)) : words.Say("adult.heading"),
        [words.Say("adult.danger"), words.Say("adult.why"), words.Say("adult.not-them")],
        AdultRoutePeople(schools, [.. schools.SelectMany(school => draft?.Excluded(school, reporter) ?? [])]),
        [words.Say("adult.lado")],
        buttons);

    /// <summary>The people of the adult route who may hear of a concern, and their numbers.</summary>
    public IEnumerable<JsonObject> AdultRoutePeople(School school, Concern concern) => OnAdultRoute([school], concern.Excluded);

    private IReadOnlyList<JsonObject> AdultRoutePeople(IReadOnlyList<School> schools, IReadOnlyCollection<string> without) =>
        [.. Anybody(), .. OnAdultRoute(schools, without)];

    private IEnumerable<JsonObject> OnAdultRoute(IReadOnlyList<School> schools, IReadOnlyCollection<string> without) =>
        schools.SelectMany(school => Named(school, _adultRoute, without, isAboutAChild: false));

    public OutgoingActivity NotSent(Draft draft, IReadOnlyList<School> schools, string reporter) => draft switch
    {
        { IsAChildsAboutAnAdult: true } => AdultRouteForAChild(schools),
        { Route: ConcernRoute.Adult, ToldAs: null } => AboutAnAdultHere(draft, schools, reporter, CarryOn(draft)),
        { IsWaitingForSchool: true } => WhichSchool(draft.Id, schools),
        _ => Post(
            words.Say("draft.reminder.heading"),
            [words.Say("draft.reminder.danger"), words.Say("draft.reminder.what")],
            WhomToRing(schools, [.. schools.SelectMany(school => draft.LeftOut(school, reporter))]),
            buttons: CarryOn(draft)),
    };

    /// <summary>Something was being added to a concern that was sent, and has not been.</summary>
    public OutgoingActivity NotAdded(Draft draft) => Post(
        words.Say("check.not-added", ("reference", draft.ToldAs!)), [], buttons: CarryOn(draft));

    public JsonObject CarryOn(Draft draft) => Button("carry-on", new JsonObject { ["draft"] = draft.Id });

    /// <summary>A message was written down and its answer never arrived, and what was asked is not kept.</summary>
    public OutgoingActivity NotAnswered(IReadOnlyList<School> schools) =>
        Post(words.Say("not-answered"), [words.Say("draft.reminder.danger")], WhomToRing(schools, []), buttons: Raise);

    /// <summary>We cannot tell who is writing, so nothing can be taken from them.</summary>
    public OutgoingActivity NotKnown(IReadOnlyList<School> schools) =>
        Post(words.Say("not-known"), [words.Say("draft.reminder.danger")], WhomToRing(schools, []));

    /// <summary>What was to be added to a concern was not sent, and is too old.</summary>
    public OutgoingActivity ExpiredAddition(string reference) => Post(
        words.Say("check.not-added", ("reference", reference)),
        [words.Say("draft.expired.addition")],
        buttons: Button("add", new JsonObject { ["reference"] = reference }));

    public OutgoingActivity Expired(IReadOnlyList<School> schools) => Post(
        words.Say("draft.expired.heading"), [words.Say("draft.expired.what")], WhomToRing(schools, [.. schools.SelectMany(school => school.People).Select(person => person.Key)]), buttons: Raise);

    /// <summary>People of the school to ring, without those who are left out, and numbers that anybody may ring.</summary>
    public IReadOnlyList<JsonObject> WhomToRing(School school, IReadOnlyCollection<string> without) => WhomToRing([school], without);

    public IReadOnlyList<JsonObject> WhomToRing(IReadOnlyList<School> schools, IReadOnlyCollection<string> without) =>
        [.. PeopleToRing(schools, without), .. Anybody()];

    /// <summary>The school's own people and number for a concern that has been sent; about an adult, only those of the adult route.</summary>
    public IEnumerable<JsonObject> PeopleToRing(School school, Concern concern) =>
        concern.Raised.Route == ConcernRoute.Adult ? OnAdultRoute([school], concern.Excluded) : PeopleToRing([school], concern.Excluded);

    /// <summary>The schools' own people and numbers.</summary>
    public IReadOnlyList<JsonObject> PeopleToRing(Ringing ringing) => PeopleToRing(ringing.Schools, ringing.Without);

    /// <summary>Numbers that anybody may ring at any time.</summary>
    public IReadOnlyList<JsonObject> Anybody() => [.. Police(), CardData.Choice(words.Say("phone.children"), "0808 800 5000")];

    public string RoleName(Role role) => words.Say($"role.{role}");

    private IReadOnlyList<JsonObject> PeopleToRing(IReadOnlyList<School> schools, IReadOnlyCollection<string> without) =>
    [
        .. schools.SelectMany(school => Named(school, _ringFirst, without, isAboutAChild: true)).DistinctBy(fact => fact["title"]!.GetValue<string>()),
        .. schools.Select(school => CardData.Choice(schools.Count == 1 ? words.Say("phone.school") : school.Name, school.Phone)),
    ];

    /// <summary>Whoever is on cover while the school is closed, and has a number.</summary>
    public IEnumerable<JsonObject> OnCover(School school, Concern concern) => Facts(
        school.Ladders.For(concern.Raised).OnCover(school, concern.Excluded, clock.GetUtcNow()), concern.Excluded);

    private IEnumerable<JsonObject> Named(School school, IReadOnlyList<Role> roles, IReadOnlyCollection<string> without, bool isAboutAChild) =>
        Facts(school.InOrder(roles, clock.GetUtcNow(), School.MayCover(isAboutAChild)), without);

    private IEnumerable<JsonObject> Facts(IEnumerable<NamedPerson> people, IReadOnlyCollection<string> without) => people
        .Where(person => person.PhoneToRing is not null && !without.Contains(person.Key))
        .Select(person => CardData.Choice(words.Say("phone.person", ("name", person.Name), ("role", RoleName(person.MainRole))), person.PhoneToRing!));

    private IEnumerable<JsonObject> Police() =>
    [
        CardData.Choice(words.Say("phone.police"), "999"),
        CardData.Choice(words.Say("phone.police-other"), "101"),
    ];
}
