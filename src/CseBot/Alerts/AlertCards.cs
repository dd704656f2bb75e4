using System.Globalization;
using System.Text.Json.Nodes;
using CseBot.Cards;
using CseBot.Concerns;
using CseBot.Dialogs;
using CseBot.Storage;

namespace CseBot.Alerts;

/// <summary>The cards a named lead sees. What is posted is sealed; the rest is only ever the answer to a press (design 2, rule 6).</summary>
internal sealed class AlertCards(CardLibrary cards, Wording words)
{
    /// <summary>How much of what has happened is shown. A card that is too large is not shown at all.</summary>
    private const int LongestHistory = 20;

    /// <summary>What is posted: enough to act on, nothing that tells whom or what it is about.</summary>
    /// <param name="viewer">The lead whose card it is.</param>
    /// <param name="timedOut">Whether it was open and has been closed again.</param>
    /// <param name="told">What they are told by it, where it is not that there is a concern.</param>
    public JsonObject Sealed(Concern concern, School school, NamedPerson viewer, bool timedOut = false, LeadTold? told = null)
    {
        var note = Note(concern, viewer, timedOut, told);
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
            facts.Add(Fact("alert.fact.act-by", School.TimeSeenAt(actBy, concern.ReachedAt)));
        }

        return cards.Bind("alert-sealed", new JsonObject
        {
            ["fallback"] = Summary(concern.Reference),
            ["heading"] = words.Say("alert.heading", ("reference", concern.Reference)),
            ["hasNote"] = note is not null,
            ["note"] = note,
            ["facts"] = CardData.List(facts),
            ["actions"] = CardData.List(OnSealed(concern, school, viewer).Select(verb => Button(concern, verb))),
        });
    }

    private string? Note(Concern concern, NamedPerson viewer, bool timedOut, LeadTold? told) => concern switch
    {
        _ when timedOut => words.Say("alert.timed-out"),
        { Offer: { } offer } when offer.To == viewer.Key => words.Say("lead-told.HandOverOffered", ("time", School.Time(offer.DueAt))),
        { Undecided: { } undecided } when undecided.Second == viewer.Key => words.Say("lead-told.SecondAsked"),
        { Closing: { SecondLookBy: not null } closing } when closing.Lead.EntraId != viewer.EntraId => words.Say("lead-told.SecondLook"),
        { Status: ConcernStatus.Raised } => concern.Rung > 1 ? words.Say("alert.again") : null,
        { Status: ConcernStatus.Closed } => words.Say("alert.closed"),
        _ when told is LeadTold.ReporterAnswered && HasRead(concern, viewer) => Note(concern, viewer, timedOut, told: null),
        _ when told is LeadTold.HandOverLapsed or LeadTold.HandOverAccepted or LeadTold.TakenOver or LeadTold.SecondAnswered or LeadTold.SecondNotReached or LeadTold.MeetingNotMade or LeadTold.ReporterAnswered or LeadTold.ReporterNotReached or LeadTold.Reopened => words.Say($"lead-told.{told}"),
        { Undecided: not null } => words.Say("alert.undecided"),
        { Decision: not null } => words.Say("alert.decided"),
        _ => null,
    };

    /// <summary>Whether they have opened it since the reporter answered last.</summary>
    private static bool HasRead(Concern concern, NamedPerson viewer) =>
        concern.History.LastOrDefault(happened => happened is ReporterAnswered || (happened is Opened opened && opened.Lead.EntraId == viewer.EntraId)) is Opened;

    /// <summary>What can be pressed on a sealed card. To the head a child's concern stays sealed until they take it over.</summary>
    private static IEnumerable<string> OnSealed(Concern concern, School school, NamedPerson viewer)
    {
        var mayOpen = ConcernAccess.MayOpen(concern, school, viewer);
        var isHolder = concern.Holder?.EntraId == viewer.EntraId;

        (string Verb, bool When)[] all =
        [
            ("accept-hand-over", concern.Offer?.To == viewer.Key),
            ("decline-hand-over", concern.Offer?.To == viewer.Key),
            ("take-over", !mayOpen && concern.Status != ConcernStatus.Closed && ConcernAccess.MayTakeOver(concern, school, viewer)),
            ("acknowledge", mayOpen && concern.Status == ConcernStatus.Raised),
            ("open", mayOpen),
            ("agree", mayOpen && concern.Undecided?.Second == viewer.Key),
            ("look-again", mayOpen && concern.Closing is { SecondLookBy: not null } closing && Handling.Seconds(concern, school, closing.Lead).Contains(viewer)),
            ("decide", mayOpen && isHolder && concern.Status == ConcernStatus.Acknowledged),
            ("work", mayOpen && concern.Status != ConcernStatus.Raised),
        ];

        return all.Where(one => one.When).Select(one => one.Verb);
    }

    /// <summary>The concern as it was written, for a lead who has pressed Open.</summary>
    /// <param name="concern">The concern.</param>
    /// <param name="school">Its school.</param>
    /// <param name="viewer">The lead who reads it.</param>
    /// <param name="wanted">Which page, from 1.</param>
    /// <param name="before">Earlier concerns that this lead may open, with the same child, vehicle, place or name in them.</param>
    public JsonObject Open(Concern concern, School school, NamedPerson viewer, int wanted = 1, IReadOnlyList<SeenBefore>? before = null)
    {
        var page = Pages.Of([.. Sections(concern, school), .. Before(concern, before ?? [])], wanted);

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
        ["actions"] = CardData.List([.. Turn(concern, page), .. OnOpen(concern, viewer).Select(verb => Button(concern, verb))]),
    };

    private IEnumerable<JsonObject> Turn(Concern concern, Page page) =>
        page.Turn(words.Say("action.page-before"), words.Say("action.page-after"), "open", new JsonObject { ["reference"] = concern.Reference });

    /// <summary>What is pressed most while somebody reads. The rest is behind the last but one.</summary>
    private static IEnumerable<string> OnOpen(Concern concern, NamedPerson viewer)
    {
        var isHolder = concern.Holder?.EntraId == viewer.EntraId && concern.Status == ConcernStatus.Acknowledged;

        (string Verb, bool When)[] all =
        [
            ("acknowledge", concern.Status == ConcernStatus.Raised),
            ("called-999", concern.Status != ConcernStatus.Closed && !concern.HasActed),
            ("with-child", concern.Status != ConcernStatus.Closed && !concern.HasActed && concern.Raised.Route == ConcernRoute.Child),
            ("decide", isHolder),
            ("ask-reporter", isHolder && concern.MayBeAsked),
            ("add-note", true),
            ("work", true),
            ("shut", true),
        ];

        return all.Where(one => one.When).Select(one => one.Verb);
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

    private IEnumerable<JsonObject> Sections(Concern concern, School school)
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

        foreach (var happened in concern.History)
        {
            if (Section(concern, happened, school) is { } section)
            {
                yield return section;
            }
        }
    }

    /// <summary>What was written while it was worked on, each with who and when.</summary>
    private JsonObject? Section(Concern concern, ConcernEvent happened, School school) => happened switch
    {
        Decided decided => CardData.Section(By("open.decision", decided.Lead, decided.At, ("decision", words.Say($"decision.{decided.Decision}"))), Written(decided.Reason, decided.Details), heading: null, decided == concern.Undecided ? words.Say("alert.undecided") : null),
        SecondAgreed agreed => CardData.Section(By(agreed.Agrees ? "open.agreed" : "open.not-agreed", agreed.Lead, agreed.At), agreed.Reason),
        Referred referred => CardData.Section(
            By("open.referred", referred.Lead, referred.At, ("to", words.Say($"referred-to.{referred.To}"))),
            words.Say("open.referred.what", ("time", School.DayAndTime(referred.ReferredAt)), ("whom", referred.Whom), ("how", words.Say($"referred-by.{referred.How}")), ("number", referred.Number ?? words.Say("open.referred.no-number")))),
        MeetingCalled called => CardData.Section(By("open.meeting", called.Lead, called.At), words.Say("open.meeting.what", ("time", School.DayAndTime(called.StartsAt)), ("people", $"{called.People.Count}"))),
        NoteAdded note => CardData.Section(By("open.note", note.Lead, note.At), note.Words),
        ReporterAsked asked => CardData.Section(By("open.asked", asked.Lead, asked.At), asked.Words, heading: null, concern.Unanswered.Contains(asked) ? words.Say("open.unanswered") : null),
        ReporterAnswered answered => CardData.Section(By("open.answered", answered.Reporter, answered.At), answered.Words),
        FollowUpSet set => CardData.Section(
            By("open.follow-up", set.Lead, set.At, ("day", Day(set.On))),
            set.What,
            concern.FollowUps.Contains(set) ? [CardData.Button(words.Say("action.finish-follow-up"), "finish-follow-up", new JsonObject { ["reference"] = concern.Reference, ["follow-up"] = set.Key })] : []),
        FollowUpDone done => CardData.Section(By("open.follow-up-done", done.Lead, done.At), done.Words),
        ChildrenLinked linked => CardData.Section(By("open.linked", linked.Lead, linked.At), linked.Other),
        RecordedElsewhere elsewhere => CardData.Section(By("open.elsewhere", elsewhere.Lead, elsewhere.At), $"{elsewhere.System}: {elsewhere.Number}"),
        Closed closed => CardData.Section(
            By("open.closed", closed.Lead, closed.At, ("outcome", words.Say($"outcome.{closed.Outcome}"))), closed.Reason, heading: null, closed.SecondLookBy is { } by ? words.Say("open.second-look", ("day", Day(by))) : null),
        SecondReviewed looked => CardData.Section(By(looked.Agrees ? "open.looked" : "open.looked.not", looked.Lead, looked.At), looked.Words),
        Reopened reopened => CardData.Section(By("open.reopened", reopened.Lead, reopened.At), reopened.Reason),
        HoldSet hold => CardData.Section(By("open.hold", hold.Lead, hold.At), hold.Reason),
        HoldLifted lifted => CardData.Section(By("open.hold-lifted", lifted.Lead, lifted.At), lifted.Reason),
        ReviewDateSet review => CardData.Section(By("open.review", review.Lead, review.At), Day(review.On)),
        _ => null,
    };

    private static string Written(string reason, IEnumerable<Detail> details) => string.Join('\n', details.Select(detail => $"{detail.Asked} {detail.Words}").Prepend(reason));

    private string By(string saying, Actor who, DateTimeOffset at, params (string, string)[] values) => words.Say(saying, [("name", who.Name), ("time", School.DayAndTime(at)), .. values]);

    private static string Day(DateOnly day) => day.ToString("ddd d MMM yyyy", CultureInfo.GetCultureInfo("en-GB"));

    /// <summary>Where the same child, vehicle, place or name has been seen before. A hint, for the person who reads: it says nothing by itself.</summary>
    private IEnumerable<JsonObject> Before(Concern concern, IReadOnlyList<SeenBefore> before) => before.GroupBy(hint => hint.Reference, StringComparer.Ordinal).Select(other => CardData.Section(
        words.Say("open.seen-before"),
        words.Say("open.seen-before.what", ("reference", other.Key), ("what", string.Join(", ", other.Select(hint => words.Say($"seen.{hint.What}")).Distinct(StringComparer.Ordinal)))),
        CardData.Button(words.Say("action.open-other"), "open", new JsonObject { ["reference"] = other.Key }),
        CardData.Button(words.Say("action.link-it"), "link-it", new JsonObject { ["reference"] = concern.Reference, ["other"] = other.Key })));

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


    private JsonObject Button(Concern concern, string verb) =>
        CardData.Button(words.Say($"action.{verb}"), verb, new JsonObject { ["reference"] = concern.Reference });

    private JsonObject Fact(string label, string value) => CardData.Choice(words.Say(label), value);
}
