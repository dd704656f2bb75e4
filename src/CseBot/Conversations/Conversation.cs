using System.Text.Json.Nodes;
using CseBot.Concerns;
using CseBot.Dialogs;
using CseBot.Dialogs.Flows;
using CseBot.Storage;
using CseBot.Teams;

namespace CseBot.Conversations;

/// <summary>What a member of staff and the bot say to each other: every message and every press of the dialog, decided here and written by the caller.</summary>
internal sealed class Conversation(
    Wording words,
    GuidanceMatcher matcher,
    GuidanceLibrary guidance,
    QuestionCards questions,
    TickChoices ticks,
    Noticing noticing,
    GuidanceCards answers,
    Notices notices,
    Drafts drafts,
    Arrivals arrivals,
    OwnConcerns own,
    Protection protection,
    TimeProvider clock)
{
    /// <summary>The most characters that a button carries along. Somebody who writes more is telling something, and it is kept.</summary>
    private const int LongestCarried = 1000;

    /// <summary>Whether a verb belongs to the dialog.</summary>
    public static bool Has(string verb) => verb is "answer" or "change" or "send-now" or "go-on" or "save" or "open-check" or "shut-check" or "why-asked" or "why-signs"
        or "raise" or "start-new" or "add" or "carry-on" or "my-concerns" or "leads" or "rang" or "guidance" or "why" or "no-entry" or "ask";

    /// <summary>Whether what somebody types, who has nothing open, begins something that goes to a school, and is not only answered.</summary>
    public bool Begins(string text) => words.Command(text) switch
    {
        "emergency" or "raise" => true,
        not null => false,
        null => text.Length > LongestCarried
            || words.SoundsWorried(text)
            || matcher.Match(text).Route is QuestionRoute.Emergency or QuestionRoute.Disclosure or QuestionRoute.StaffAllegation,
    };

    /// <summary>Somebody typed something.</summary>
    public async Task<Turned> HearAsync(Exchange exchange, string text, CancellationToken cancellationToken)
    {
        var (_, row, person, school) = exchange;
        var draft = drafts.In(row);

        return (words.Command(text), draft) switch
        {
            ("emergency", _) => OfferEmergency(exchange, draft, firstWords: null),
            ("help", _) => new Turned(null, [Post(notices.Help()), .. drafts.Ask(draft, school, person.EntraId)]),
            ("my-concerns", _) => new Turned(null, [Post(await own.ListAsync(exchange, cancellationToken)), .. drafts.Ask(draft, school, person.EntraId)]),
            ("leads", _) => new Turned(null, [Post(notices.Leads(Ringing(exchange, draft))), .. drafts.Ask(draft, school, person.EntraId)]),
            ("add", _) => new Turned(null, [Post(await own.ListAsync(exchange, cancellationToken)), .. drafts.Ask(draft, school, person.EntraId)]),
            (null, _) when Reference.In(text) is { } reference && IsAllThatIsSaid(text, reference) => await AddToAsync(exchange, draft, reference, cancellationToken) with { Answer = null },
            ("stop", { } open) => new Turned(null, Post(drafts.Stop(row, open))),
            ("discard", { } open) => new Turned(null, [.. drafts.RedrawAsked(row, open), Post(drafts.Discard(row, open))]),
            ("start-new", not null) when drafts.PendingIn(row) is { } pending => StartNew(exchange, pending),
            ("stop" or "discard" or "resume" or "back" or "skip" or "why" or "send-now" or "go-on" or "start-new", null) => new Turned(null, Post(notices.Post(words.Say("draft.none"), [], buttons: notices.Raise))),
            ("raise", null or { IsAddition: true, Addition: null }) => Begin(exchange, firstWords: null),
            ("resume" or "raise" or "start-new", { } open) => new Turned(null, drafts.Ask(open, school, person.EntraId)),
            ("back", { } open) => Back(exchange, open),
            ("why", { } open) when Asked(open) is { } question => new Turned(null, [Post(new OutgoingActivity { Text = words.For(question).Why }), .. drafts.Ask(open, school, person.EntraId)]),
            ("skip", { } open) when Asked(open) is { } question => await SkipAsync(exchange, open, question, text, cancellationToken),
            ("go-on", { } open) when open.Flow == RaiseConcern.Flow => await GoOnAsync(exchange, open, pressedActivityId: null, cancellationToken),
            ("send-now", { } open) when Asked(open) is { } question && Shortcut(open, question) is { } shortcut =>
                await TakeAsync(exchange, open, new Reply(Answer.Chose(Dialogs.Shortcut.Taken), shortcut.Id), drafts.RedrawAsked(row, open), cancellationToken),
            (_, { } open) when drafts.IsFromAnotherDay(row) && MayMeanSomethingElse(text) => OfferBoth(exchange, open, text),
            (_, { } open) => await AnswerTypedAsync(exchange, open, text, cancellationToken),
            (_, null) => Ask(exchange, text),
        };
    }

    /// <summary>Somebody pressed a button of the dialog.</summary>
    public async Task<Turned> PressAsync(Exchange exchange, string verb, PressData data, string? pressedActivityId, CancellationToken cancellationToken)
    {
        var (ledger, row, person, school) = exchange;
        var draft = drafts.In(row);

        switch (verb)
        {
            case "raise":
                return Raise(exchange, draft, protection.ReadCarried(data["carried"]));

            case "guidance" or "why" or "no-entry" or "ask":
                return LookUp(Ringing(exchange, draft), verb, data);

            case "leads":
                return new Turned(InvokeAnswer.Message(words.Say("leads.heading")), Post(notices.Leads(Ringing(exchange, draft))));

            case "my-concerns":
                return new Turned(InvokeAnswer.Message(words.Say("mine.heading")), Post(await own.ListAsync(exchange, cancellationToken)));

            case "rang":
                return await own.RangAsync(exchange, data["reference"], data["whom"], cancellationToken);

            case "add":
                return await AddToAsync(exchange, draft, data["reference"], cancellationToken);

            case "carry-on" when draft is not null && draft.Id == data.Guid("draft"):
                return new Turned(InvokeAnswer.Card(notices.Line(NotSent(draft))), drafts.Ask(drafts.Keep(row, draft), school, person.EntraId));

            case "start-new" when draft is not null && draft.Id == data.Guid("draft") && drafts.PendingIn(row) is { } pending:
                return StartNew(exchange, pending) with { Answer = InvokeAnswer.Card(notices.Line(words.Say("draft.discarded"))) };

            case "start-new":
                return new Turned(InvokeAnswer.Message(words.Say("please-wait")), drafts.Ask(draft, school, person.EntraId));
        }

        if (draft is null || draft.Id != data.Guid("draft"))
        {
            return new Turned(InvokeAnswer.Card(notices.Line(await GoneAsync(exchange, data.Guid("draft"), cancellationToken))));
        }

        return (verb, draft.Flow.Find(data["step"])) switch
        {
            ("open-check", _) => new Turned(InvokeAnswer.Card(questions.CheckOpen(draft, school, person.EntraId, data.Page))),
            ("shut-check", Question question) => new Turned(InvokeAnswer.Card(questions.Card(draft, question, school, person.EntraId))),
            ("change", Question question) => Change(exchange, draft, question, pressedActivityId),
            ("why-asked", Question question) => new Turned(InvokeAnswer.Message(words.For(question).Why)),
            ("why-signs", Question question) => new Turned(InvokeAnswer.Card(questions.Card(draft, question, school, person.EntraId, because: noticing.Because(draft.State)))),
            ("save", _) => new Turned(InvokeAnswer.Card(notices.Line(NotSent(draft))), Post(drafts.Stop(row, draft))),
            ("go-on", _) => await GoOnAsync(exchange, draft, pressedActivityId, cancellationToken),
            ("answer", Question question) => await AnswerPressedAsync(exchange, draft, question, data, pressedActivityId, thenSend: false, cancellationToken),
            ("send-now", Question question) => await AnswerPressedAsync(exchange, draft, question, data, pressedActivityId, thenSend: true, cancellationToken),
            _ => new Turned(InvokeAnswer.Card(notices.Line(NotSent(draft))), drafts.Ask(draft, school, person.EntraId)),
        };
    }

    /// <summary>Says again what is to be answered now: for a message that came twice because the first time nothing was said.</summary>
    public Turned SayAgain(ConversationRow row, School school) => new(null, drafts.Ask(drafts.In(row), school, row.EntraId));

    /// <summary>Whether a message names a concern to add to, and says nothing else: "add to SC-…" or the reference alone.</summary>
    private bool IsAllThatIsSaid(string text, string reference) =>
        text.Replace(reference, string.Empty, StringComparison.OrdinalIgnoreCase) is var rest && (!rest.Any(char.IsLetterOrDigit) || words.Command(rest) == "add");

    private static Speech.Post Post(OutgoingActivity activity) => new(activity);

    private static Question? Asked(Draft draft) => draft.Flow.Find(draft.State.Asked) as Question;

    private static Shortcut? Shortcut(Draft draft, Question question) => draft.Flow == RaiseConcern.Flow ? RaiseConcern.SendNowFrom(question, draft.State.Answers) : null;

    private static Ringing Ringing(Exchange exchange, Draft? draft) => new(exchange.Schools, draft?.LeftOut(exchange.School, exchange.Person.EntraId) ?? []);

    private string NotSent(Draft draft) => draft.AddsTo is { } reference ? words.Say("check.not-added", ("reference", reference)) : words.Say("draft.reminder.heading");

    private Turned Begin(Exchange exchange, string? firstWords, params IReadOnlyList<Speech> first) =>
        new(null, [.. first, .. drafts.Ask(drafts.BeginConcern(exchange.Row, exchange.School, firstWords), exchange.School, exchange.Person.EntraId)]);

    private Turned OfferEmergency(Exchange exchange, Draft? draft, string? firstWords)
    {
        if (draft is null or { IsAddition: true })
        {
            return Begin(exchange, firstWords ?? draft?.Addition, Post(notices.EmergencyOffer([exchange.School], [])));
        }

        var asked = drafts.Keep(exchange.Row, draft with { State = Dialog.AskAgain(draft.Flow, draft.State, RaiseConcern.InDangerNow).State });

        return new Turned(null, [Post(WhomToRing(exchange, draft)), .. drafts.Ask(asked, exchange.School, exchange.Person.EntraId)]);
    }

    /// <summary>Whom to ring now: about someone here, never one of those it may be about.</summary>
    private OutgoingActivity WhomToRing(Exchange exchange, Draft draft) => draft.Route == ConcernRoute.Adult
        ? notices.AboutAnAdultHere(draft, [exchange.School], exchange.Person.EntraId)
        : notices.EmergencyOffer([exchange.School], draft.LeftOut(exchange.School, exchange.Person.EntraId), draft.AddsTo);

    /// <summary>Somebody writes who has nothing open. What cannot wait comes before a worry, and a worry before any answer.</summary>
    private Turned Ask(Exchange exchange, string text)
    {
        var match = matcher.Match(text);

        return match.Route switch
        {
            QuestionRoute.Emergency => OfferEmergency(exchange, draft: null, text),
            QuestionRoute.Disclosure => Begin(exchange, text, Post(notices.Listen())),
            QuestionRoute.StaffAllegation => Begin(exchange, text, Post(notices.AboutAnAdultHere(draft: null, [exchange.School], exchange.Person.EntraId))),
            QuestionRoute.OwnDistress when words.SoundsWorried(text) || text.Length > LongestCarried => Begin(exchange, text, Post(Support(exchange, draft: null, text: null))),
            _ when words.SoundsWorried(text) => Begin(exchange, text),
            QuestionRoute.OwnDistress => new Turned(null, Post(Support(exchange, draft: null, text))),
            _ when text.Length > LongestCarried => Begin(exchange, text),
            _ => new Turned(null, Post(answers.Answer(match, text, new Ringing(exchange.Schools, [])))),
        };
    }

    /// <summary>Somebody looks at the guidance: an entry, the words it was found by, none of those, or another question.</summary>
    private Turned LookUp(Ringing ringing, string verb, PressData data)
    {
        var question = protection.ReadCarried(data["carried"]);

        return (verb, guidance.Find(data["entry"] ?? string.Empty), question) switch
        {
            ("ask", _, _) => new Turned(InvokeAnswer.Message(words.Say("ask.again"))),
            ("no-entry", _, _) => new Turned(InvokeAnswer.Card(notices.Line(words.Say("unknown.heading"))), Post(answers.Unknown(question))),
            ("guidance", { } entry, _) => new Turned(InvokeAnswer.Card(answers.Entry(entry, ringing, question))),
            ("why", { } entry, { } typed) => new Turned(InvokeAnswer.Card(answers.Why(entry, ringing, typed))),
            _ => new Turned(InvokeAnswer.Message(words.Say("please-wait"))),
        };
    }

    private Turned Raise(Exchange exchange, Draft? draft, string? carried)
    {
        var line = InvokeAnswer.Card(notices.Line(words.Say("draft.reminder.heading")));

        return draft is null or { IsAddition: true, Addition: null }
            ? Begin(exchange, carried) with { Answer = line }
            : new Turned(InvokeAnswer.Card(notices.Line(NotSent(draft))), drafts.Ask(Kept(exchange, draft, carried), exchange.School, exchange.Person.EntraId));
    }

    /// <summary>Keeps what else somebody typed with what they typed first.</summary>
    private Draft Kept(Exchange exchange, Draft draft, string? more) => drafts.Keep(exchange.Row, draft.WithWords(more));

    /// <summary>Whether something that is typed after a long pause may be about another child: not a bare answer, and not what is urgent, which is heard at once.</summary>
    private bool MayMeanSomethingElse(string text) =>
        text.Length is > LongestBareAnswer and <= LongestCarried && matcher.Match(text).Route is not (QuestionRoute.Emergency or QuestionRoute.Disclosure or QuestionRoute.StaffAllegation);

    private const int LongestBareAnswer = 12;

    /// <summary>Somebody comes back after a long time: the draft is offered, and what they have just typed is kept for whatever they choose.</summary>
    private Turned OfferBoth(Exchange exchange, Draft draft, string text)
    {
        var touched = exchange.Row.TouchedAt!.Value;
        drafts.Keep(exchange.Row, draft with { Pending = text });

        return new Turned(
            null,
            Post(notices.Post(
                NotSent(draft),
                [words.Say("draft.another-day.what", ("at", School.DayAndTime(touched)))],
                buttons: [notices.CarryOn(draft), notices.Button("start-new", new JsonObject { ["draft"] = draft.Id })])));
    }

    private Turned StartNew(Exchange exchange, string pending)
    {
        exchange.Row.Forget();

        return Begin(exchange, pending);
    }

    private Turned Back(Exchange exchange, Draft draft)
    {
        var asked = drafts.Keep(exchange.Row, draft with { State = Dialog.Back(draft.Flow, draft.State).State });

        return new Turned(null, drafts.Ask(asked, exchange.School, exchange.Person.EntraId));
    }

    private async Task<Turned> SkipAsync(Exchange exchange, Draft draft, Question question, string text, CancellationToken cancellationToken) =>
        (words.For(question).Read(question, text) is { Option: not null } read ? read : words.For(question).Skipped) is { } skipped
        ? await TakeAsync(exchange, draft, new Reply(skipped), drafts.RedrawAsked(exchange.Row, draft), cancellationToken)
        : new Turned(null, drafts.Ask(draft, exchange.School, exchange.Person.EntraId, words.Say(Shortcut(draft, question) is null ? "skip.cannot" : "skip.cannot.but-send")));

    /// <summary>Somebody who was about to send would rather answer more first.</summary>
    private async Task<Turned> GoOnAsync(Exchange exchange, Draft draft, string? pressedActivityId, CancellationToken cancellationToken)
    {
        var line = notices.Line(NotSent(draft));
        Speech[] redraw = pressedActivityId is null ? [] : [new Speech.Redraw(pressedActivityId, line)];

        return await arrivals.ArriveAsync(exchange, draft, Dialog.TakeNoShortcut(draft.Flow, draft.State), redraw, cancellationToken) with { Answer = InvokeAnswer.Card(line) };
    }

    private Turned Change(Exchange exchange, Draft draft, Question question, string? pressedActivityId)
    {
        var row = exchange.Row;
        var asked = drafts.Keep(row, draft with { State = Dialog.AskAgain(draft.Flow, draft.State, question.Id).State });
        (row.AskedActivityId, row.AskedStep) = (pressedActivityId, question.Id);

        return new Turned(InvokeAnswer.Card(questions.Card(asked, question, exchange.School, exchange.Person.EntraId, isFilled: true)));
    }

    private async Task<Turned> AnswerTypedAsync(Exchange exchange, Draft draft, string text, CancellationToken cancellationToken)
    {
        if (Asked(draft) is not { } question)
        {
            return new Turned(null, drafts.Ask(draft, exchange.School, exchange.Person.EntraId));
        }

        var reply = new Reply(Typed(exchange, draft, question, text));

        if (!Accepts(exchange, draft, question, reply.Answer))
        {
            return NotUnderstood(exchange, draft, question, text);
        }

        var told = question is FreeText { MaxLength: > 200 } && reply.Answer.Text is not null && !draft.HasBeenToldToDelete;
        draft = told ? draft with { HasBeenToldToDelete = true } : draft;
        var turned = await TakeAsync(exchange, draft, reply, drafts.RedrawAsked(exchange.Row, draft), cancellationToken);
        turned = HearBesides(exchange, turned, question, text);

        return told ? turned with { Say = [.. turned.Say.OfType<Speech.Redraw>(), Post(new OutgoingActivity { Text = words.Say("typed.kept", ("time", School.Time(clock.GetUtcNow()))) }), .. turned.Say.Where(speech => speech is not Speech.Redraw)] } : turned;
    }

    /// <summary>What somebody typed, as an answer to the question that they are asked.</summary>
    private Answer Typed(Exchange exchange, Draft draft, Question question, string text)
    {
        var read = words.For(question).Read(question, text);

        return (read, question) switch
        {
            ({ Option: not null }, _) => read,
            (_, Ticks list) => ticks.Read(list, draft, exchange.School, exchange.Person.EntraId, text),
            _ => Dated(question, read) with { At = clock.GetUtcNow() },
        };
    }

    /// <summary>What says when something happened is read as a day and a time at once, because tomorrow the words would mean another.</summary>
    private Answer Dated(Question question, Answer answer) => question is FreeText { AsksWhen: true } && answer.Text is { } text
        ? answer with { TakenFor = SpokenTime.Read(text, School.Local(clock.GetUtcNow()).DateTime) }
        : answer;

    private bool Accepts(Exchange exchange, Draft draft, Question question, Answer answer) =>
        question.After(answer) is not null
        && (question is not Ticks list || answer.Option is not null || ticks.Hold(list, draft, exchange.School, exchange.Person.EntraId, answer));

    /// <summary>Takes an answer, notices what it adds, and arrives wherever that leads.</summary>
    private async Task<Turned> TakeAsync(Exchange exchange, Draft draft, Reply reply, IReadOnlyList<Speech> redraw, CancellationToken cancellationToken, params IReadOnlyList<Reply> besides)
    {
        var turn = Dialog.Take(draft.Flow, draft.State, reply);
        turn = besides.Aggregate(turn, (now, beside) => Dialog.Take(draft.Flow, now.State, beside) with { Answered = now.Answered });
        turn = noticing.After(draft.Flow, turn);

        return await arrivals.ArriveAsync(exchange, draft, turn, [.. redraw, .. Advice(turn)], cancellationToken, Note(turn));
    }

    /// <summary>What is to be said with the next question about the answer that was just given.</summary>
    private string? Note(Turn turn) => (turn.Answered, turn.Answered is { } question ? turn.State.Answers.To(question.Id) : null) switch
    {
        (FreeText { AsksWhen: true }, { TakenFor: { } taken }) => words.Say("note.taken-for", ("moment", words.Say(taken))),
        (FreeText { AsksWhen: true }, { Text: not null }) => words.Say("note.not-taken"),
        ({ Name: Children.Who }, { Text: { } name }) when KinderWords.AreInitials(name) => words.Say("note.initials"),
        _ => null,
    };

    /// <summary>What a harm that was ticked asks of the reporter now.</summary>
    private IEnumerable<Speech> Advice(Turn turn) => turn.Answered is { Id: RaiseConcern.Harms } && turn.State.Answers.OtherHarms.Contains("fgm-marriage-honour")
        ? [Post(notices.Post(words.Say("advice.fgm.heading"), [words.Say("advice.fgm.what"), words.Say("advice.honour")]))]
        : [];

    private OutgoingActivity Support(Exchange exchange, Draft? draft, string? text) => notices.Support(Ringing(exchange, draft), answers.TellLead(text));

    /// <summary>What answers no question may be a question, or something that must not be lost: then it is kept with what was first typed.</summary>
    private Turned NotUnderstood(Exchange exchange, Draft draft, Question question, string text)
    {
        var school = exchange.School;
        var match = matcher.Match(text);

        if (match.Route == QuestionRoute.Emergency && draft.AddsTo is null && question.Id is not (RaiseConcern.InDangerNow or RaiseConcern.InDangerCheck))
        {
            return OfferEmergency(exchange, Kept(exchange, draft, text), firstWords: null);
        }

        Speech[] first = match.Route switch
        {
            QuestionRoute.Answer when IsAQuestion(text) => [Post(answers.Answer(match, question: null, Ringing(exchange, draft)))],
            QuestionRoute.Emergency => [Post(WhomToRing(exchange, draft))],
            QuestionRoute.Disclosure => [Post(notices.Listen())],
            QuestionRoute.StaffAllegation => [Post(notices.AboutAnAdultHere(draft, [school], exchange.Person.EntraId))],
            QuestionRoute.OwnDistress => [Post(Support(exchange, draft, text: null))],
            _ => [],
        };
        var isOnlyAsked = match.Route is QuestionRoute.Answer or QuestionRoute.Unknown && (IsAQuestion(text) || text.Length <= LongestBareAnswer) && text.Length <= LongestCarried;
        var isKept = !isOnlyAsked && !string.IsNullOrWhiteSpace(text);

        if (isKept)
        {
            draft = Kept(exchange, draft, text);
        }

        var note = isKept ? words.Say("note.kept", ("how", words.For(question).NotUnderstood)) : words.For(question).NotUnderstood;

        return new Turned(null, [.. first, new Speech.Post(questions.Ask(draft, question, school, exchange.Person.EntraId, note), question.Id)]);
    }

    private static bool IsAQuestion(string text) => text.TrimEnd().EndsWith('?');

    private async Task<Turned> AnswerPressedAsync(
        Exchange exchange, Draft draft, Question question, PressData data, string? pressedActivityId, bool thenSend, CancellationToken cancellationToken)
    {
        question = draft.Asked(question);
        var answer = (data["option"], question) switch
        {
            ({ } option, _) => Answer.Chose(option),
            (_, Ticks) => Answer.Wrote(data["ticked"] ?? string.Empty),
            _ => Dated(question, Answer.Wrote(data["text"] ?? string.Empty)),
        };
        var line = InvokeAnswer.Card(questions.Answered(draft.Id, question));
        Speech[] redraw = pressedActivityId is null ? [] : [new Speech.Redraw(pressedActivityId, questions.Answered(draft.Id, question))];

        if (!thenSend && draft.State.Answers.To(question.Id)?.SaysTheSameAs(answer) is true && draft.State.Asked != question.Id)
        {
            return new Turned(line);
        }

        var isAccepted = Accepts(exchange, draft, question, answer);

        if (!isAccepted && (!thenSend || answer is { Text.Length: > 0 }))
        {
            return new Turned(InvokeAnswer.Message(words.For(question).NotUnderstood));
        }

        var shortcut = Shortcut(draft, question);

        if (thenSend && shortcut is null)
        {
            return new Turned(InvokeAnswer.Message(words.Say("please-wait")), drafts.Ask(draft, exchange.School, exchange.Person.EntraId));
        }

        if (thenSend && isAccepted && answer.Text is { } typed && question is FreeText && draft.AddsTo is null && matcher.Match(typed).Route == QuestionRoute.Emergency)
        {
            var taken = noticing.After(draft.Flow, Dialog.Take(draft.Flow, draft.State, new Reply(answer, question.Id)));

            return OfferEmergency(exchange, drafts.Keep(exchange.Row, draft with { State = taken.State }), firstWords: null) with { Answer = line };
        }

        if (thenSend)
        {
            draft = isAccepted ? draft with { State = noticing.After(draft.Flow, Dialog.Take(draft.Flow, draft.State, new Reply(answer, question.Id))).State } : draft;
            var sending = await TakeAsync(exchange, draft, new Reply(Answer.Chose(Dialogs.Shortcut.Taken), shortcut!.Id), redraw, cancellationToken);

            return sending.Answer is null ? sending with { Answer = line } : sending;
        }

        Reply[] besides =
        [
            .. question.Beside
                .Select(beside => (beside, answer: Beside(beside, data)))
                .Where(pair => pair.answer is not null && pair.beside.After(pair.answer) is not null)
                .Select(pair => new Reply(pair.answer!, pair.beside.Id)),
        ];
        var turned = HearBesides(
            exchange, await TakeAsync(exchange, draft, new Reply(answer, question.Id), redraw, cancellationToken, besides), question, answer.Text ?? string.Empty);

        return turned.Answer is null ? turned with { Answer = line } : turned;
    }

    /// <summary>What another box of the same card holds.</summary>
    private Answer? Beside(Question question, PressData data) => (data[question.Name], question) switch
    {
        (null or "", _) => null,
        ({ } option, Choice) => Answer.Chose(option),
        ({ } text, _) => words.For(question).Read(question, text),
    };

    /// <summary>What was written in answer to a question is kept. If it sounds like danger now, 999 comes before the next question; if it asks something, the answer does.</summary>
    private Turned HearBesides(Exchange exchange, Turned turned, Question question, string text)
    {
        if (question is not FreeText || text.Length == 0 || drafts.In(exchange.Row) is not { } draft)
        {
            return turned;
        }

        var match = matcher.Match(text);

        return match.Route switch
        {
            QuestionRoute.Emergency when draft.AddsTo is null =>
                turned with { Say = [.. turned.Say.OfType<Speech.Redraw>(), .. OfferEmergency(exchange, draft, firstWords: null).Say] },
            QuestionRoute.Emergency => turned with { Say = [Post(WhomToRing(exchange, draft)), .. turned.Say] },
            QuestionRoute.Answer when IsAQuestion(text) => turned with { Say = [Post(answers.Answer(match, question: null, Ringing(exchange, draft))), .. turned.Say] },
            _ => turned,
        };
    }

    private async Task<Turned> AddToAsync(Exchange exchange, Draft? draft, string? reference, CancellationToken cancellationToken)
    {
        var (ledger, row, person, school) = exchange;

        if (await OwnConcerns.FindAsync(ledger, person, reference, cancellationToken) is not { } concern)
        {
            var no = words.Say("not-available");

            return new Turned(InvokeAnswer.Message(no), Post(new OutgoingActivity { Text = no }));
        }

        if (draft is { IsAddition: false } || (draft?.Addition is not null && draft.AddsTo != concern.Reference))
        {
            return new Turned(InvokeAnswer.Message(NotSent(draft)), drafts.Ask(draft, school, person.EntraId));
        }

        return new Turned(
            InvokeAnswer.Message(words.Say("line.what-else")),
            drafts.Ask(draft?.AddsTo == concern.Reference ? draft : drafts.BeginAddition(row, concern.Raised.School, concern.Reference), school, person.EntraId));
    }

    private async Task<string> GoneAsync(Exchange exchange, Guid? draft, CancellationToken cancellationToken) =>
        draft is { } id && ((exchange.Row.EndedDraft == id ? exchange.Row.EndedAs : null) ?? await exchange.Ledger.SentAsAsync(id, cancellationToken)) is { } reference
            ? words.Say("draft.sent-as", ("reference", reference))
            : words.Say("draft.gone");
}
