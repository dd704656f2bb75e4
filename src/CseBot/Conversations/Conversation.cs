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
    GuidanceCards answers,
    Notices notices,
    Drafts drafts,
    Arrivals arrivals,
    Protection protection)
{
    /// <summary>The most characters that a button carries along. Somebody who writes more is telling something, and it is kept.</summary>
    private const int LongestCarried = 1000;

    /// <summary>Whether a verb belongs to the dialog.</summary>
    public static bool Has(string verb) => verb is "answer" or "change" or "open-check" or "shut-check" or "raise" or "add" or "carry-on" or "guidance" or "why" or "no-entry" or "ask";

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
        var (_, row, _, school) = exchange;
        var draft = drafts.In(row);

        return (words.Command(text), draft) switch
        {
            ("emergency", _) => OfferEmergency(exchange, draft, firstWords: null),
            ("help", _) => new Turned(null, [Post(notices.Help()), .. drafts.Ask(draft, school)]),
            ("stop", { } open) => new Turned(null, Post(drafts.Stop(row, open))),
            ("discard", { } open) => new Turned(null, [.. drafts.RedrawAsked(row, open), Post(drafts.Discard(row, open))]),
            ("stop" or "discard" or "resume", null) => new Turned(null, Post(notices.Post(words.Say("draft.none"), [], buttons: notices.Raise))),
            ("raise", null or { AddsTo: not null, Addition: null }) => Begin(exchange, firstWords: null),
            ("resume" or "raise", { } open) => new Turned(null, drafts.Ask(open, school)),
            (_, { } open) => await AnswerTypedAsync(exchange, open, text, cancellationToken),
            (_, null) => Ask(exchange, text),
        };
    }

    /// <summary>Somebody pressed a button of the dialog.</summary>
    public async Task<Turned> PressAsync(Exchange exchange, string verb, PressData data, string? pressedActivityId, CancellationToken cancellationToken)
    {
        var (ledger, row, _, school) = exchange;
        var draft = drafts.In(row);

        switch (verb)
        {
            case "raise":
                return Raise(exchange, draft, protection.ReadCarried(data["carried"]));

            case "guidance" or "why" or "no-entry" or "ask":
                return LookUp(new Ringing(exchange.Schools, draft?.LeftOut(school) ?? []), verb, data);

            case "add":
                return await AddToAsync(exchange, draft, data["reference"], cancellationToken);

            case "carry-on" when draft is not null && draft.Id == data.Guid("draft"):
                return new Turned(InvokeAnswer.Card(notices.Line(words.Say("draft.reminder.heading"))), drafts.Ask(draft, school));
        }

        if (draft is null || draft.Id != data.Guid("draft"))
        {
            return new Turned(InvokeAnswer.Card(notices.Line(await GoneAsync(ledger, data.Guid("draft"), cancellationToken))));
        }

        return (verb, draft.Flow.Find(data["step"])) switch
        {
            ("open-check", _) => new Turned(InvokeAnswer.Card(questions.CheckOpen(draft, school))),
            ("shut-check", Question question) => new Turned(InvokeAnswer.Card(questions.Card(draft, question, school))),
            ("change", Question question) => Change(exchange, draft, question, pressedActivityId),
            ("answer", Question question) => await AnswerPressedAsync(exchange, draft, question, data, pressedActivityId, cancellationToken),
            _ => new Turned(InvokeAnswer.Card(notices.Line(words.Say("draft.reminder.heading"))), drafts.Ask(draft, school)),
        };
    }

    /// <summary>Says again what is to be answered now: for a message that came twice because the first time nothing was said.</summary>
    public Turned SayAgain(ConversationRow row, School school) => new(null, drafts.Ask(drafts.In(row), school));

    private static Speech.Post Post(OutgoingActivity activity) => new Speech.Post(activity);

    private Turned Begin(Exchange exchange, string? firstWords, params IReadOnlyList<Speech> first) =>
        new(null, [.. first, .. drafts.Ask(drafts.BeginConcern(exchange.Row, exchange.School, firstWords), exchange.School)]);

    private Turned OfferEmergency(Exchange exchange, Draft? draft, string? firstWords) => draft switch
    {
        null or { AddsTo: not null } => Begin(exchange, firstWords ?? draft?.Addition, Post(notices.EmergencyOffer(exchange.School, []))),
        _ => new Turned(
            null,
            [
                Post(notices.EmergencyOffer(exchange.School, draft.LeftOut(exchange.School))),
                .. drafts.Ask(
                    drafts.Keep(exchange.Row, draft with { State = Dialog.AskAgain(draft.Flow, draft.State, RaiseConcern.InDangerNow).State }), exchange.School),
            ]),
    };

    /// <summary>Somebody writes who has nothing open. What cannot wait comes before a worry, and a worry before any answer.</summary>
    private Turned Ask(Exchange exchange, string text)
    {
        var match = matcher.Match(text);

        return match.Route switch
        {
            QuestionRoute.Emergency => OfferEmergency(exchange, draft: null, text),
            QuestionRoute.Disclosure => Begin(exchange, text, Post(notices.Listen())),
            QuestionRoute.StaffAllegation => Begin(exchange, text, Post(notices.AdultRoute([exchange.School]))),
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

        if (draft is null or { AddsTo: not null, Addition: null })
        {
            return Begin(exchange, carried) with { Answer = line };
        }

        return new Turned(line, drafts.Ask(drafts.Keep(exchange.Row, draft with { State = WithFirstWords(draft.State, carried) }), exchange.School));
    }

    private static DialogState WithFirstWords(DialogState state, string? more) => state with
    {
        FirstWords = (state.FirstWords, more) switch
        {
            (_, null) => state.FirstWords,
            (null, _) => more,
            var (before, after) => before.Contains(after, StringComparison.Ordinal) ? before : $"{before}\n{after}",
        },
    };

    private Turned Change(Exchange exchange, Draft draft, Question question, string? pressedActivityId)
    {
        var row = exchange.Row;
        var asked = drafts.Keep(row, draft with { State = Dialog.AskAgain(draft.Flow, draft.State, question.Id).State });
        (row.AskedActivityId, row.AskedStep) = (pressedActivityId, question.Id);

        return new Turned(InvokeAnswer.Card(questions.Card(asked, question, exchange.School)));
    }

    private async Task<Turned> AnswerTypedAsync(Exchange exchange, Draft draft, string text, CancellationToken cancellationToken)
    {
        if (draft.Flow.Find(draft.State.Asked) is not Question question)
        {
            return new Turned(null, drafts.Ask(draft, exchange.School));
        }

        var turn = Dialog.Take(draft.Flow, draft.State, new Reply(words.For(question).Read(question, text)));

        if (turn.Answered is null || !IsKnown(exchange.School, question, turn))
        {
            return NotUnderstood(exchange, draft, question, text);
        }

        var turned = await arrivals.ArriveAsync(exchange, draft, turn, drafts.RedrawAsked(exchange.Row, draft), cancellationToken);

        return HearBesides(exchange, turned, question, text);
    }

    private OutgoingActivity Support(Exchange exchange, Draft? draft, string? text) =>
        notices.Support(new Ringing(exchange.Schools, draft?.LeftOut(exchange.School) ?? []), answers.TellLead(text));

    /// <summary>What answers no question of a choice may be a question, or something that must not be lost: then it is kept with what was first typed.</summary>
    private Turned NotUnderstood(Exchange exchange, Draft draft, Question question, string text)
    {
        var school = exchange.School;
        var match = question is Choice ? matcher.Match(text) : null;
        Speech[] first = match?.Route switch
        {
            QuestionRoute.Answer => [Post(answers.Answer(match, question: null, new Ringing([school], draft.LeftOut(school))))],
            QuestionRoute.Emergency => [Post(notices.EmergencyOffer(school, draft.LeftOut(school)))],
            QuestionRoute.Disclosure => [Post(notices.Listen())],
            QuestionRoute.StaffAllegation => [Post(notices.AdultRoute([school]))],
            QuestionRoute.OwnDistress => [Post(Support(exchange, draft, text: null))],
            _ => [],
        };

        if (match?.Route is QuestionRoute.Emergency or QuestionRoute.Disclosure or QuestionRoute.StaffAllegation or QuestionRoute.OwnDistress && draft.AddsTo is null)
        {
            draft = drafts.Keep(exchange.Row, draft with { State = WithFirstWords(draft.State, text) });
        }

        return new Turned(null, [.. first, new Speech.Post(questions.Ask(draft, question, school, words.For(question).NotUnderstood), question.Id)]);
    }

    private async Task<Turned> AnswerPressedAsync(
        Exchange exchange, Draft draft, Question question, PressData data, string? pressedActivityId, CancellationToken cancellationToken)
    {
        var answer = (data["option"], question) switch
        {
            ({ } option, _) => Answer.Chose(option),
            (_, PeoplePick) => Answer.Wrote(data["people"] ?? string.Empty),
            _ => Answer.Wrote(data["text"] ?? string.Empty),
        };
        question = draft.Asked(question);
        var line = InvokeAnswer.Card(questions.Answered(draft.Id, question));

        if (draft.State.Answers.To(question.Id) == answer && draft.State.Asked != question.Id)
        {
            return new Turned(line);
        }

        var turn = Dialog.Take(draft.Flow, draft.State, new Reply(answer, question.Id));

        if (turn.Answered is null || !IsKnown(exchange.School, question, turn))
        {
            return new Turned(InvokeAnswer.Message(words.For(question).NotUnderstood));
        }

        Speech[] redraw = pressedActivityId is null ? [] : [new Speech.Redraw(pressedActivityId, questions.Answered(draft.Id, question))];
        var turned = HearBesides(
            exchange, await arrivals.ArriveAsync(exchange, draft, turn, redraw, cancellationToken), question, answer.Text ?? string.Empty);

        return turned.Answer is null ? turned with { Answer = line } : turned;
    }

    /// <summary>What was written in answer to a question is kept. If it sounds like danger now, 999 comes before the next question; if it asks something, the answer does.</summary>
    private Turned HearBesides(Exchange exchange, Turned turned, Question question, string text)
    {
        if (question is not FreeText || drafts.In(exchange.Row) is not { } draft)
        {
            return turned;
        }

        var match = matcher.Match(text);

        return match.Route switch
        {
            QuestionRoute.Emergency when draft.AddsTo is null =>
                turned with { Say = [.. turned.Say.OfType<Speech.Redraw>(), .. OfferEmergency(exchange, draft, firstWords: null).Say] },
            QuestionRoute.Emergency => turned with { Say = [Post(notices.EmergencyOffer(exchange.School, [])), .. turned.Say] },
            QuestionRoute.Answer when text.TrimEnd().EndsWith('?') => turned with { Say = [Post(answers.Answer(match, question: null, new Ringing([exchange.School], draft.LeftOut(exchange.School)))), .. turned.Say] },
            _ => turned,
        };
    }

    /// <summary>Whether the people who were picked are people of this school.</summary>
    private static bool IsKnown(School school, Question question, Turn turn) => question is not PeoplePick
        || PeoplePick.Picked(turn.State.Answers.To(question.Id)).All(key => school.Named(key) is not null);

    private async Task<Turned> AddToAsync(Exchange exchange, Draft? draft, string? reference, CancellationToken cancellationToken)
    {
        var (ledger, row, person, school) = exchange;

        if (reference is null
            || await ledger.ConcernAsync(reference, cancellationToken) is not { } concern
            || concern.Raised.Reporter.EntraId != person.EntraId)
        {
            return new Turned(InvokeAnswer.Message(words.Say("not-available")));
        }

        if (draft is { AddsTo: null })
        {
            return new Turned(InvokeAnswer.Message(words.Say("draft.reminder.heading")), drafts.Ask(draft, school));
        }

        return new Turned(
            InvokeAnswer.Message(words.Say("check.label.what-else")), drafts.Ask(draft?.AddsTo == reference ? draft : drafts.BeginAddition(row, concern.Raised.School, reference), school));
    }

    private async Task<string> GoneAsync(Ledger ledger, Guid? draft, CancellationToken cancellationToken) =>
        draft is { } id && await ledger.SentAsAsync(id, cancellationToken) is { } reference
            ? words.Say("draft.sent-as", ("reference", reference))
            : words.Say("draft.gone");
}
