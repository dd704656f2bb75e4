using System.Text.Json.Nodes;
using CseBot.Cards;
using CseBot.Chats;
using CseBot.Concerns;
using CseBot.Dialogs;
using CseBot.Outbox;
using CseBot.Storage;
using CseBot.Teams;

namespace CseBot.Conversations;

/// <summary>Tells a reporter what became of their concern, and that what is not sent is not sent. Never detail (design 6).</summary>
internal sealed class TellReporter(
    Ledgers ledgers,
    Conversation conversation,
    PersonalChats chats,
    Notices notices,
    Contacts contacts,
    Protection protection,
    Wording words,
    IDirectory directory,
    TimeProvider clock)
    : IOutboxHandler
{
    public string Kind => OutboxKinds.TellReporter;

    public async Task<Handled> HandleAsync(OutboxRow row, CancellationToken cancellationToken)
    {
        await using var ledger = ledgers.Open();
        var (entraId, say) = row.Reference is { } reference
            ? await AboutConcernAsync(ledger, reference, Enum.Parse<Told>(row.What!), cancellationToken)
            : await AboutDraftAsync(ledger, row, cancellationToken);

        if (say is null || entraId is null)
        {
            return Handled.Done;
        }

        var (_, sent) = await chats.SendAsync(entraId, say, cancellationToken);

        return sent.Fault switch
        {
            { Kind: ConnectorFaultKind.Later or ConnectorFaultKind.Uncertain } fault => Handled.Later(fault.RetryAfter),
            _ => Handled.Done,
        };
    }

    private async Task<(string? EntraId, OutgoingActivity? Say)> AboutConcernAsync(
        Ledger ledger, string reference, Told what, CancellationToken cancellationToken) =>
        await ledger.ConcernAsync(reference, cancellationToken) is { } concern
            ? (concern.Raised.Reporter.EntraId, Say(concern, await directory.SchoolAsync(concern.Raised.School, cancellationToken), what))
            : (null, null);

    private async Task<(string? EntraId, OutgoingActivity? Say)> AboutDraftAsync(Ledger ledger, OutboxRow row, CancellationToken cancellationToken)
    {
        if (await ledger.ConversationAsync(row.ConversationId!, cancellationToken) is not { } kept)
        {
            return (null, null);
        }

        IReadOnlyList<School> schools = kept.School is { } id
            ? [await directory.SchoolAsync(id, cancellationToken)]
            : (await directory.StandingAsync(kept.EntraId, cancellationToken)).Schools;

        return (kept.EntraId, row.What switch
        {
            OutboxKinds.NotSent when Draft.In(kept, protection, clock.GetUtcNow()) is { } draft =>
                draft.ToldAs is not null ? notices.NotAdded(draft) : notices.NotSent(draft, schools, kept.EntraId),
            OutboxKinds.Expired => (await directory.StandingAsync(kept.EntraId, cancellationToken)).IsStaff ? notices.Expired(schools) : notices.AdultRouteForAChild(schools),
            OutboxKinds.AskAgain when Draft.In(kept, protection, clock.GetUtcNow()) is { IsWaitingForSchool: true } waiting => notices.NotSent(waiting, schools, kept.EntraId),
            OutboxKinds.AskAgain => conversation.SayAgain(kept, schools[0]).Say.OfType<Speech.Post>().LastOrDefault()?.Activity ?? notices.NotAnswered(schools),
            _ => null,
        });
    }

    private OutgoingActivity? Say(Concern concern, School school, Told what) => concern.Raised.Unverified is Unverified.SaysPupil or Unverified.SaidNothing
        ? SayToAChild(concern, school, what)
        : SayToStaff(concern, school, what);

    /// <summary>To somebody who may be a pupil: never a reference or a rule for staff, always somebody to turn to.</summary>
    private OutgoingActivity? SayToAChild(Concern concern, School school, Told what) => (what, concern.Status) switch
    {
        (Told.Phone, not ConcernStatus.Raised) or (Told.NotAdded or Told.Held, _) => null,
        (Told.OutOfHours, not ConcernStatus.Raised) or (Told.Closed, not ConcernStatus.Closed) => null,
        (Told.Seen or Told.Acting or Told.HandedOn, not ConcernStatus.Acknowledged) => null,
        (Told.WhomDidYouRing, _) when !concern.WaitsForACall => null,
        _ => notices.Post(
            words.Say($"unlisted.{ToldAChild(concern, what)}.heading"),
            [words.Say($"unlisted.{ToldAChild(concern, what)}.what")],
            [.. notices.ChildMayRing(), .. AdultsForAChild(concern, school), CardData.Choice(words.Say("phone.school"), school.Phone)],
            what switch
            {
                Told.Received when !school.Calendar.IsStaffed(concern.Raised.At) => [words.Say("unlisted.closed"), words.Say("unlisted.adult")],
                Told.OutOfHours => [words.Say("unlisted.closed"), words.Say("unlisted.adult")],
                Told.Received or Told.Phone => [words.Say("unlisted.adult")],
                _ => Array.Empty<string>(),
            }),
    };

    /// <summary>What a child is told: about an adult here, never a word of the safeguarding leads; and where nobody could be told, that.</summary>
    private static string ToldAChild(Concern concern, Told what) => (what, concern) switch
    {
        (_, { WaitsForACall: true }) => "nobody",
        (Told.WhomDidYouRing, _) => "phone",
        (Told.Phone or Told.OutOfHours, _) => "phone",
        (_, { Raised.Route: ConcernRoute.Adult }) => $"adult-route.{Name(what)}",
        _ => Name(what),
    };

    private IEnumerable<JsonObject> AdultsForAChild(Concern concern, School school) =>
        concern.Raised.Route == ConcernRoute.Adult ? notices.AdultRoutePeople(school, concern) : [];

    private static string Name(Told what) => what.ToString().ToLowerInvariant();

    private OutgoingActivity? SayToStaff(Concern concern, School school, Told what) => what switch
    {
        Told.Received when concern.WaitsForACall => Stored(concern, school, "told.stored"),
        Told.Received => Received(concern, school),
        Told.Held => notices.Post(
            words.Say("told.held.heading", ("reference", concern.Reference)), [words.Say("told.held.what"), words.Say("told.received.you")], buttons: Add(concern)),
        Told.NotAdded => notices.ExpiredAddition(concern.Reference),
        Told.WhomDidYouRing when concern.WaitsForACall => Stored(concern, school, "told.whom"),
        Told.Added when concern.WaitsForACall => Stored(concern, school, "told.stored"),
        Told.Added => notices.Post(
            words.Say("told.added.heading", ("reference", concern.Reference)),
            [words.Say("told.added.what")],
            after: concern.Raised.Response == Response.Now ? Afterwards(concern) : [],
            buttons: Add(concern)),
        Told.Seen when concern is { Status: ConcernStatus.Acknowledged, Holder: { } holder } => notices.Post(
            words.Say(
                "told.seen.heading", ("role", notices.RoleName(holder.Role ?? Role.Lead)), ("time", School.Time(concern.AcknowledgedAt ?? clock.GetUtcNow()))),
            [words.Say("told.seen.what", ("reference", concern.Reference))]),
        Told.Acting when concern.Status == ConcernStatus.Acknowledged => Post(concern, "acting", Add(concern)),
        Told.HandedOn when concern is { Status: ConcernStatus.Acknowledged, Holder: { } holder } => notices.Post(
            words.Say("told.handed-on.heading", ("reference", concern.Reference), ("role", notices.RoleName(holder.Role ?? Role.Lead))),
            [words.Say("told.handed-on.what")],
            buttons: Add(concern)),
        Told.Closed when concern.Status == ConcernStatus.Closed => Post(concern, "closed", Add(concern)),
        Told.OutOfHours when concern is { Status: ConcernStatus.Raised, HasRung: false } => OutOfHours(concern, school),
        Told.Phone when concern.Status == ConcernStatus.Raised => notices.Post(
            words.Say("told.phone.heading", ("reference", concern.Reference)),
            [words.Say("told.phone.what"), .. concern.Raised.Route == ConcernRoute.Adult ? [words.Say("adult.lado")] : Array.Empty<string>()],
            notices.WhomToRing(school, concern)),
        _ => null,
    };

    /// <summary>Nobody could be told in Teams: it is kept, whom to ring, and a way to say whom they rang.</summary>
    private OutgoingActivity Stored(Concern concern, School school, string saying) => Ring(
        concern,
        school,
        words.Say($"{saying}.heading", ("reference", concern.Reference)),
        words.Say($"{saying}.what"),
        [.. notices.WhomToRing(school, concern), .. contacts.Now([school], [Situation.NotOpenToSocialCare])],
        school.People.Where(person => person.IsOnAdultRoute));

    /// <summary>The school is closed: whom to ring now, and a way to say whom they rang. What can wait until later in the day: when it will be read, and whom to ring if it cannot wait.</summary>
    private OutgoingActivity OutOfHours(Concern concern, School school)
    {
        var saying = CanWait(concern) ? "told.out-of-hours.same-day" : "told.out-of-hours";
        var now = clock.GetUtcNow();

        return Ring(
            concern,
            school,
            words.Say($"{saying}.heading", ("reference", concern.Reference)),
            words.Say($"{saying}.what", ("time", School.TimeSeenAt(school.Calendar.NextStaffed(now), now))),
            [.. contacts.Now([school], [Situation.NotOpenToSocialCare]), .. notices.Anybody(), .. notices.OnCover(school, concern), .. notices.PeopleToRing(school, concern)],
            concern.Raised.Route == ConcernRoute.Adult
                ? school.People.Where(person => person.IsOnAdultRoute)
                : school.Ladders.For(concern.Raised).OnCover(school, concern.Excluded, now));
    }

    private static bool CanWait(Concern concern) => concern.Raised is { Route: ConcernRoute.Child, Response: Response.SameDay };

    /// <param name="ring">Whom to ring.</param>
    /// <param name="people">The people of the school of whom the reporter can say that they rang them.</param>
    private OutgoingActivity Ring(Concern concern, School school, string heading, string what, IEnumerable<JsonObject> ring, IEnumerable<NamedPerson> people)
    {
        var callable = people.Where(person => person.PhoneToRing is not null && !concern.Excluded.Contains(person.Key));

        return notices.Post(
            heading,
            [what, .. concern.Raised.Route == ConcernRoute.Adult ? [words.Say("adult.not-them")] : Array.Empty<string>()],
            [.. ring.DistinctBy(fact => fact["title"]!.GetValue<string>())],
            [.. concern.Raised.Route == ConcernRoute.Adult ? [words.Say("adult.lado")] : Array.Empty<string>(), .. contacts.Ways([school], [Situation.NotOpenToSocialCare])],
            [
                .. callable.Select(person => Rang(concern, person.Key, words.Say("action.rang", ("who", notices.RoleName(person.MainRole))))),
                .. Callable.Services.Select(service => Rang(concern, service, words.Say("action.rang", ("who", words.Say($"service.{service}"))))),
            ]);
    }

    private static JsonObject Rang(Concern concern, string whom, string title) =>
        CardData.Button(title, "rang", new JsonObject { ["reference"] = concern.Reference, ["whom"] = whom });

    private OutgoingActivity Received(Concern concern, School school)
    {
        var ladder = school.Ladders.For(concern.Raised);
        var people = Enumerable.Range(1, ladder.Rungs.Count)
            .Select(rung => ladder.PeopleAt(rung, school, concern.Excluded, concern.Raised.At))
            .FirstOrDefault(rung => rung.Count > 0) ?? [];
        var told = people.Select(person => words.Say("phone.person", ("name", person.Name), ("role", notices.RoleName(person.MainRole))));

        return notices.Post(
            words.Say("told.received.heading", ("reference", concern.Reference)),
            [
                people.Count > 0 ? words.Say("told.received.who", ("people", string.Join("; ", told))) : words.Say("told.received.nobody"),
                .. WhenSomebodyIsThere(concern, school),
            ],
            [.. notices.WhomToRing(school, concern), .. contacts.Now([school], [Situation.NotOpenToSocialCare])],
            Afterwards(concern),
            Add(concern));
    }

    /// <summary>What not to do, what remains for them to do themself, and who is there for them.</summary>
    private IEnumerable<string> Afterwards(Concern concern) =>
    [
        words.Say("told.received.do-not"),
        .. concern.IsAboutAnAdultElsewhere || concern.Raised.Route == ConcernRoute.Adult ? [words.Say("adult.lado")] : Array.Empty<string>(),
        .. concern.Accounts.Any(account => account.Harms.Contains("fgm-marriage-honour")) ? [words.Say("advice.fgm.what"), words.Say("advice.honour")] : Array.Empty<string>(),
        words.Say("told.received.disagree"),
        words.Say("told.received.duty"),
        words.Say("told.received.you"),
    ];

    /// <summary>Until when to wait before ringing; while the school is closed, when it will be read.</summary>
    private string[] WhenSomebodyIsThere(Concern concern, School school)
    {
        var at = concern.Raised.At;
        var calendar = school.Calendar;
        var ladder = school.Ladders.For(concern.Raised);
        var rung = Enumerable.Range(1, ladder.Rungs.Count).First(one => ladder.Rungs[one - 1].ReporterToPhone);

        return (calendar.IsStaffed(at), CanWait(concern)) switch
        {
            (true, _) => [words.Say("told.received.phone", ("time", School.TimeSeenAt(ladder.RungDue(rung, calendar, at), at)))],
            (false, true) => [words.Say("told.received.read-at", ("time", School.TimeSeenAt(calendar.NextStaffed(at), at))), words.Say("told.received.closed")],
            _ => [words.Say("told.received.closed")],
        };
    }

    private OutgoingActivity Post(Concern concern, string saying, params IEnumerable<JsonObject> buttons) => notices.Post(
        words.Say($"told.{saying}.heading", ("reference", concern.Reference)), [words.Say($"told.{saying}.what")], buttons: buttons);

    private JsonObject Add(Concern concern) => notices.Button("add", new JsonObject { ["reference"] = concern.Reference });
}
