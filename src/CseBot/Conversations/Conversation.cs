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
    Noticing noticing,
    GuidanceCards answers,
    Notices notices,
    Drafts drafts,
    Openings openings,
    Answering answering,
    Arrivals arrivals,
    OwnConcerns own,
    IDeskDoor desk,
    Protection protection)
{
    /// <summary>Whether a verb belongs to the dialog.</summary>
    public static bool Has(string verb) => OwnConcerns.Has(verb) || verb is "answer" or "change" or "send-now" or "go-on" or "save" or "open-check" or "shut-check" or "why-asked" or "why-signs"
        or "raise" or "start-new" or "carry-on" or "my-concerns" or "leads" or "guidance" or "why" or "no-entry" or "ask";

    /// <summary>Whether what somebody types, who has nothing open, begins something that goes to a school, and is not only answered.</summary>
    public bool Begins(string text) => words.Command(text) switch
    {
        "emergency" or "raise" => true,
        not null => false,
        null => text.Length > Answering.LongestCarried
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
            ("emergency", _) => openings.OfferEmergency(exchange, draft, firstWords: null),
            ("help", _) => new Turned(null, [Post(notices.Help()), .. drafts.Ask(draft, school, person.EntraId)]),
            ("my-concerns", _) => new Turned(null, [Post(await own.ListAsync(exchange, cancellationToken)), .. drafts.Ask(draft, school, person.EntraId)]),
            ("leads", _) => new Turned(null, [Post(notices.Leads(exchange.Ringing(draft))), .. drafts.Ask(draft, school, person.EntraId)]),
            ("desk" or "search" or "figures" or "drill" or "out", _) => new Turned(
                null, [Post(await desk.AnswerAsync(words.Command(text)!, person, cancellationToken)), .. drafts.Ask(draft, school, person.EntraId)]),
            ("add", _) => new Turned(null, [Post(await own.ListAsync(exchange, cancellationToken)), .. drafts.Ask(draft, school, person.EntraId)]),
            (null, _) when Reference.In(text) is { } reference && IsAllThatIsSaid(text, reference) => await AddToAsync(exchange, draft, reference, cancellationToken) with { Answer = null },
            ("stop", { } open) => new Turned(null, Post(drafts.Stop(row, open))),
            ("discard", { } open) => new Turned(null, [.. drafts.RedrawAsked(row, open), Post(notices.Post(drafts.Discard(row, open), []))]),
            ("start-new", not null) when drafts.PendingIn(row) is { } pending => StartNew(exchange, pending),
            ("stop" or "discard" or "resume" or "back" or "skip" or "why" or "send-now" or "go-on" or "start-new", null) => new Turned(null, Post(notices.Post(words.Say("draft.none"), [], buttons: notices.Raise))),
            ("raise", null or { IsAddition: true, WrittenInAddition: null }) => openings.Begin(exchange, firstWords: null),
            ("resume" or "raise" or "start-new", { } open) => new Turned(null, drafts.Ask(open, school, person.EntraId)),
            ("back", { } open) => Back(exchange, open),
            ("why", { } open) when open.AskedNow is { } question => new Turned(null, [Post(new OutgoingActivity { Text = words.For(question).Why }), .. drafts.Ask(open, school, person.EntraId)]),
            ("skip", { } open) when open.AskedNow is { } question => await SkipAsync(exchange, open, question, text, cancellationToken),
            ("go-on", { } open) when open.Flow == RaiseConcern.Flow => await GoOnAsync(exchange, open, pressedActivityId: null, cancellationToken),
            ("send-now", { } open) when open.AskedNow is { } question && open.ShortcutFrom(question) is { } shortcut =>
                await answering.TakeAsync(exchange, open, new Reply(Answer.Chose(Shortcut.Taken), shortcut.Id), drafts.RedrawAsked(row, open), cancellationToken),
            (_, { } open) when drafts.IsFromAnotherDay(row) && MayMeanSomethingElse(text) => OfferBoth(exchange, open, text),
            (_, { } open) => await answering.TypedAsync(exchange, open, text, cancellationToken),
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
                return LookUp(exchange.Ringing(draft), verb, data);

            case "leads":
                return new Turned(InvokeAnswer.Message(words.Say("leads.heading")), Post(notices.Leads(exchange.Ringing(draft))));

            case "my-concerns":
                return new Turned(InvokeAnswer.Message(words.Say("mine.heading")), Post(await own.ListAsync(exchange, cancellationToken)));

            case "rang":
                return await own.RangAsync(exchange, data["reference"], data["whom"], cancellationToken);

            case "add":
                return await AddToAsync(exchange, draft, data["reference"], cancellationToken);

            case "carry-on" when draft is not null && draft.Id == data.Guid("draft"):
                return new Turned(InvokeAnswer.Card(notices.Line(NotSent(draft))), drafts.Ask(drafts.Keep(row, draft), school, person.EntraId));

            case "start-new" when draft is not null && draft.Id == data.Guid("draft") && drafts.PendingIn(row) is { } pending:
                return StartNew(exchange, pending) with { Answer = InvokeAnswer.Card(notices.Line(NotSent(draft))) };

            case "start-new":
                return new Turned(InvokeAnswer.Message(words.Say("please-wait")), drafts.Ask(draft, school, person.EntraId));
        }

        if (draft is null || draft.Id != data.Guid("draft"))
        {
            return new Turned(InvokeAnswer.Card(notices.Line(await GoneAsync(exchange, data.Guid("draft"), cancellationToken))));
        }

        return (verb, draft.Flow.Find(data["step"]) is Question asked and not Shortcut ? asked : null) switch
        {
            ("open-check", _) => new Turned(InvokeAnswer.Card(questions.CheckOpen(draft, school, person.EntraId, data.Page))),
            ("shut-check", Question question) => new Turned(InvokeAnswer.Card(questions.Card(draft, question, school, person.EntraId))),
            ("change", Question question) => Change(exchange, draft, question, pressedActivityId),
            ("why-asked", Question question) => new Turned(InvokeAnswer.Message(words.For(question).Why)),
            ("why-signs", Question question) => new Turned(InvokeAnswer.Card(questions.Card(draft, question, school, person.EntraId, because: noticing.Because(draft.State)))),
            ("save", _) => new Turned(InvokeAnswer.Card(notices.Line(NotSent(draft))), Post(drafts.Stop(row, draft))),
            ("go-on", _) => await GoOnAsync(exchange, draft, pressedActivityId, cancellationToken),
            ("answer", Question question) => await answering.PressedAsync(exchange, draft, question, data, pressedActivityId, cancellationToken),
            ("send-now", Question question) => await answering.SendNowAsync(exchange, draft, question, data, pressedActivityId, cancellationToken),
            _ => new Turned(InvokeAnswer.Card(notices.Line(NotSent(draft))), drafts.Ask(draft, school, person.EntraId)),
        };
    }

    /// <summary>Says again what is to be answered now: for a message that came twice because the first time nothing was said.</summary>
    public Turned SayAgain(ConversationRow row, School school) => new(null, drafts.Ask(drafts.In(row), school, row.EntraId));

    /// <summary>Whether a message names a concern to add to, and says nothing else: "add to SC-…" or the reference alone.</summary>
    private bool IsAllThatIsSaid(string text, string reference) =>
        text.Replace(reference, string.Empty, StringComparison.OrdinalIgnoreCase) is var rest && (!rest.Any(char.IsLetterOrDigit) || words.Command(rest) == "add");

    private static Speech.Post Post(OutgoingActivity activity) => new(activity);

    private string NotSent(Draft draft) => draft.ToldAs is { } reference ? words.Say("check.not-added", ("reference", reference)) : words.Say("draft.reminder.heading");

    /// <summary>Somebody writes who has nothing open. What cannot wait comes before a worry, and a worry before any answer.</summary>
    private Turned Ask(Exchange exchange, string text)
    {
        var match = matcher.Match(text);

        return match.Route switch
        {
            QuestionRoute.Emergency => openings.OfferEmergency(exchange, draft: null, text),
            QuestionRoute.Disclosure => openings.Begin(exchange, text, Post(notices.Listen())),
            QuestionRoute.StaffAllegation => openings.Begin(exchange, text, Post(notices.AboutAnAdultHere(draft: null, [exchange.School], exchange.Person.EntraId))),
            QuestionRoute.OwnDistress when words.SoundsWorried(text) || text.Length > Answering.LongestCarried => openings.Begin(exchange, text, Post(answering.Support(exchange, draft: null, text: null))),
            _ when words.SoundsWorried(text) => openings.Begin(exchange, text),
            QuestionRoute.OwnDistress => new Turned(null, Post(answering.Support(exchange, draft: null, text))),
            _ when text.Length > Answering.LongestCarried => openings.Begin(exchange, text),
            _ => new Turned(null, Post(answers.Answer(match, text, exchange.Ringing(draft: null)))),
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

    private Turned Raise(Exchange exchange, Draft? draft, string? carried) => draft is null or { IsAddition: true, WrittenInAddition: null }
        ? openings.Begin(exchange, carried) with { Answer = InvokeAnswer.Card(notices.Line(words.Say("draft.reminder.heading"))) }
        : new Turned(InvokeAnswer.Card(notices.Line(NotSent(draft))), drafts.Ask(drafts.KeepMore(exchange.Row, draft, carried), exchange.School, exchange.Person.EntraId));

    /// <summary>Whether something that is typed after a long pause may be about another child: not a bare answer, and not what is urgent, which is heard at once.</summary>
    private bool MayMeanSomethingElse(string text) =>
        text.Length is > Answering.LongestBareAnswer and <= Answering.LongestCarried && matcher.Match(text).Route is not (QuestionRoute.Emergency or QuestionRoute.Disclosure or QuestionRoute.StaffAllegation);

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

        return openings.Begin(exchange, pending);
    }

    private Turned Back(Exchange exchange, Draft draft)
    {
        var asked = drafts.Keep(exchange.Row, draft with { State = Dialog.Back(draft.Flow, draft.State).State });

        return new Turned(null, drafts.Ask(asked, exchange.School, exchange.Person.EntraId));
    }

    private async Task<Turned> SkipAsync(Exchange exchange, Draft draft, Question question, string text, CancellationToken cancellationToken) =>
        (words.For(question).Read(question, text) is { Option: not null } read ? read : words.For(question).Skipped) is { } skipped
        ? await answering.TakeAsync(exchange, draft, new Reply(skipped), drafts.RedrawAsked(exchange.Row, draft), cancellationToken)
        : new Turned(null, drafts.Ask(draft, exchange.School, exchange.Person.EntraId, words.Say(draft.ShortcutFrom(question) is null ? "skip.cannot" : "skip.cannot.but-send")));

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
        var asked = drafts.Keep(
            row, question.Id == RaiseConcern.InDangerNow ? draft.AskedAboutDanger() : draft with { State = Dialog.AskAgain(draft.Flow, draft.State, question.Id).State });
        (row.AskedActivityId, row.AskedStep) = (pressedActivityId, question.Id);

        return new Turned(InvokeAnswer.Card(questions.Card(asked, question, exchange.School, exchange.Person.EntraId, isFilled: true)));
    }

    private async Task<Turned> AddToAsync(Exchange exchange, Draft? draft, string? reference, CancellationToken cancellationToken)
    {
        var (ledger, row, person, school) = exchange;

        if (await OwnConcerns.FindAsync(ledger, person, reference, cancellationToken) is not { } concern)
        {
            var no = words.Say("not-available");

            return new Turned(InvokeAnswer.Message(no), Post(new OutgoingActivity { Text = no }));
        }

        if (draft is { IsAddition: false } || (draft?.WrittenInAddition is not null && draft.AddsTo != concern.Reference))
        {
            return new Turned(InvokeAnswer.Message(NotSent(draft)), drafts.Ask(draft, school, person.EntraId));
        }

        return new Turned(
            InvokeAnswer.Message(words.Say("line.what-else")),
            drafts.Ask(draft?.AddsTo == concern.Reference ? draft : drafts.BeginAddition(row, concern), school, person.EntraId));
    }

    private async Task<string> GoneAsync(Exchange exchange, Guid? draft, CancellationToken cancellationToken) =>
        draft is { } id && ((exchange.Row.EndedDraft == id ? exchange.Row.EndedAs : null) ?? await exchange.Ledger.SentAsAsync(id, cancellationToken)) is { } reference
            ? words.Say("draft.sent-as", ("reference", reference))
            : words.Say("draft.gone");
}
