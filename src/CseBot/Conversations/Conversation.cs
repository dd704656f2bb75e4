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
    Protection protection,
    School school)
{
    /// <summary>The most characters that a button carries along. Somebody who writes more is telling something, and it is kept.</summary>
    private const int LongestCarried = 1000;

    /// <summary>Whether a verb belongs to the dialog.</summary>
    public static bool Has(string verb) => verb is "answer" or "change" or "open-check" or "shut-check" or "raise" or "add" or "carry-on" or "guidance";

    /// <summary>Somebody typed something.</summary>
    public async Task<Turned> HearAsync(Ledger ledger, ConversationRow row, Actor person, string text, CancellationToken cancellationToken)
    {
        var draft = drafts.In(row);

        return (words.Command(text), draft) switch
        {
            ("emergency", _) => OfferEmergency(row, draft, firstWords: null),
            ("help", _) => new Turned(null, [Post(notices.Help()), .. drafts.Ask(draft)]),
            ("stop", { } open) => new Turned(null, Post(drafts.Stop(row, open))),
            ("discard", { } open) => new Turned(null, [.. drafts.RedrawAsked(row, open), Post(drafts.Discard(row, open))]),
            ("stop" or "discard" or "resume", null) => new Turned(null, Post(notices.Post(words.Say("draft.none"), [], buttons: notices.Raise))),
            ("raise", null or { AddsTo: not null, Addition: null }) => Begin(row, firstWords: null),
            ("resume" or "raise", { } open) => new Turned(null, drafts.Ask(open)),
            (_, { } open) => await AnswerTypedAsync(ledger, row, open, person, text, cancellationToken),
            (_, null) => Ask(row, text),
        };
    }

    /// <summary>Somebody pressed a button of the dialog.</summary>
    public async Task<Turned> PressAsync(
        Ledger ledger, ConversationRow row, Actor person, string verb, PressData data, string? pressedActivityId, CancellationToken cancellationToken)
    {
        var draft = drafts.In(row);

        switch (verb)
        {
            case "raise":
                return Raise(row, draft, protection.ReadCarried(data["carried"]));

            case "guidance":
                return guidance.Find(data["entry"] ?? string.Empty) is { } entry
                    ? new Turned(InvokeAnswer.Card(answers.Entry(entry, entry.Related.Select(guidance.Find).OfType<GuidanceEntry>().Take(2))))
                    : new Turned(InvokeAnswer.Message(words.Say("please-wait")));

            case "add":
                return await AddToAsync(ledger, row, draft, person, data["reference"], cancellationToken);

            case "carry-on" when draft is not null && draft.Id == data.Guid("draft"):
                return new Turned(InvokeAnswer.Card(notices.Line(words.Say("draft.reminder.heading"))), drafts.Ask(draft));
        }

        if (draft is null || draft.Id != data.Guid("draft"))
        {
            return new Turned(InvokeAnswer.Card(notices.Line(await GoneAsync(ledger, data.Guid("draft"), cancellationToken))));
        }

        return (verb, draft.Flow.Find(data["step"])) switch
        {
            ("open-check", _) => new Turned(InvokeAnswer.Card(questions.CheckOpen(draft.Id, draft.State))),
            ("shut-check", Question question) => new Turned(InvokeAnswer.Card(questions.Card(draft.Id, draft.Flow, question))),
            ("change", Question question) => Change(row, draft, question, pressedActivityId),
            ("answer", Question question) => await AnswerPressedAsync(ledger, row, draft, person, question, data, pressedActivityId, cancellationToken),
            _ => new Turned(InvokeAnswer.Card(notices.Line(words.Say("draft.reminder.heading"))), drafts.Ask(draft)),
        };
    }

    /// <summary>Says again what is to be answered now: for a message that came twice because the first time nothing was said.</summary>
    public Turned SayAgain(ConversationRow row) => new(null, drafts.Ask(drafts.In(row)));

    private static Speech.Post Post(OutgoingActivity activity) => new Speech.Post(activity);

    private Turned Begin(ConversationRow row, string? firstWords, params IReadOnlyList<Speech> first) =>
        new(null, [.. first, .. drafts.Ask(drafts.BeginConcern(row, firstWords))]);

    private Turned OfferEmergency(ConversationRow row, Draft? draft, string? firstWords) => draft switch
    {
        null or { AddsTo: not null } => Begin(row, firstWords ?? draft?.Addition, Post(notices.EmergencyOffer([]))),
        _ => new Turned(
            null,
            [
                Post(notices.EmergencyOffer(draft.LeftOut(school))),
                .. drafts.Ask(drafts.Keep(row, draft with { State = Dialog.AskAgain(draft.Flow, draft.State, RaiseConcern.InDangerNow).State })),
            ]),
    };

    /// <summary>Somebody writes who has nothing open. What cannot wait comes before a worry, and a worry before any answer.</summary>
    private Turned Ask(ConversationRow row, string text)
    {
        var match = matcher.Match(text);

        return match.Route switch
        {
            QuestionRoute.Emergency => OfferEmergency(row, draft: null, text),
            QuestionRoute.Disclosure => Begin(row, text, Post(notices.Post(
                words.Say("disclosure.heading"), [words.Say("disclosure.listen"), words.Say("disclosure.notes")]))),
            QuestionRoute.StaffAllegation => Begin(row, text, Post(notices.AdultRoute())),
            _ when words.SoundsWorried(text) => Begin(row, text),
            QuestionRoute.OwnDistress => new Turned(null, Post(notices.Post(
                words.Say("distress.heading"), [words.Say("distress.who"), words.Say("distress.child")], buttons: notices.Raise))),
            _ when text.Length > LongestCarried => Begin(row, text),
            QuestionRoute.Answer => new Turned(null, Post(answers.Answer(match, text))),
            _ => new Turned(null, Post(answers.Unknown(text))),
        };
    }

    private Turned Raise(ConversationRow row, Draft? draft, string? carried)
    {
        var line = InvokeAnswer.Card(notices.Line(words.Say("draft.reminder.heading")));

        if (draft is null or { AddsTo: not null, Addition: null })
        {
            return Begin(row, carried) with { Answer = line };
        }

        var state = draft.State;
        var first = (state.FirstWords, carried) switch
        {
            (_, null) => state.FirstWords,
            (null, _) => carried,
            var (before, more) => before.Contains(more, StringComparison.Ordinal) ? before : $"{before}\n{more}",
        };

        return new Turned(line, drafts.Ask(drafts.Keep(row, draft with { State = state with { FirstWords = first } })));
    }

    private Turned Change(ConversationRow row, Draft draft, Question question, string? pressedActivityId)
    {
        var asked = drafts.Keep(row, draft with { State = Dialog.AskAgain(draft.Flow, draft.State, question.Id).State });
        (row.AskedActivityId, row.AskedStep) = (pressedActivityId, question.Id);

        return new Turned(InvokeAnswer.Card(questions.Card(asked.Id, asked.Flow, question)));
    }

    private async Task<Turned> AnswerTypedAsync(
        Ledger ledger, ConversationRow row, Draft draft, Actor person, string text, CancellationToken cancellationToken)
    {
        if (draft.Flow.Find(draft.State.Asked) is not Question question)
        {
            return new Turned(null, drafts.Ask(draft));
        }

        var turn = Dialog.Take(draft.Flow, draft.State, new Reply(words.For(question).Read(question, text)));

        if (turn.Answered is null || !IsKnown(question, turn))
        {
            return NotUnderstood(draft, question, text);
        }

        return OfferIfInDanger(
            row, await arrivals.ArriveAsync(ledger, row, draft, turn, person, drafts.RedrawAsked(row, draft), cancellationToken), question, text);
    }

    private Turned NotUnderstood(Draft draft, Question question, string text)
    {
        var match = question is Choice ? matcher.Match(text) : null;
        Speech[] first = match?.Route switch
        {
            QuestionRoute.Answer => [Post(answers.Answer(match, text))],
            QuestionRoute.Emergency => [Post(notices.EmergencyOffer(draft.LeftOut(school)))],
            _ => [],
        };

        return new Turned(null, [.. first, new Speech.Post(questions.Ask(draft.Id, draft.Flow, question, words.For(question).NotUnderstood), question.Id)]);
    }

    private async Task<Turned> AnswerPressedAsync(
        Ledger ledger,
        ConversationRow row,
        Draft draft,
        Actor person,
        Question question,
        PressData data,
        string? pressedActivityId,
        CancellationToken cancellationToken)
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

        if (turn.Answered is null || !IsKnown(question, turn))
        {
            return new Turned(InvokeAnswer.Message(words.For(question).NotUnderstood));
        }

        Speech[] redraw = pressedActivityId is null ? [] : [new Speech.Redraw(pressedActivityId, questions.Answered(draft.Id, question))];

        var turned = OfferIfInDanger(
            row, await arrivals.ArriveAsync(ledger, row, draft, turn, person, redraw, cancellationToken), question, answer.Text ?? string.Empty);

        return turned.Answer is null ? turned with { Answer = line } : turned;
    }

    /// <summary>What was written in answer to a question sounds like danger now: it is kept, and 999 comes before the next question.</summary>
    private Turned OfferIfInDanger(ConversationRow row, Turned turned, Question question, string text) =>
        question is FreeText && drafts.In(row) is { } draft && matcher.Match(text).Route == QuestionRoute.Emergency
            ? draft.AddsTo is null
                ? turned with { Say = [.. turned.Say.OfType<Speech.Redraw>(), .. OfferEmergency(row, draft, firstWords: null).Say] }
                : turned with { Say = [Post(notices.EmergencyOffer([])), .. turned.Say] }
            : turned;

    /// <summary>Whether the people who were picked are people of this school.</summary>
    private bool IsKnown(Question question, Turn turn) => question is not PeoplePick
        || PeoplePick.Picked(turn.State.Answers.To(question.Id)).All(key => school.People.Any(person => person.Key == key));

    private async Task<Turned> AddToAsync(
        Ledger ledger, ConversationRow row, Draft? draft, Actor person, string? reference, CancellationToken cancellationToken)
    {
        if (reference is null
            || await ledger.ConcernAsync(reference, cancellationToken) is not { } concern
            || concern.Raised.Reporter.EntraId != person.EntraId)
        {
            return new Turned(InvokeAnswer.Message(words.Say("not-available")));
        }

        if (draft is { AddsTo: null })
        {
            return new Turned(InvokeAnswer.Message(words.Say("draft.reminder.heading")), drafts.Ask(draft));
        }

        return new Turned(
            InvokeAnswer.Message(words.Say("check.label.what-else")), drafts.Ask(draft?.AddsTo == reference ? draft : drafts.BeginAddition(row, reference)));
    }

    private async Task<string> GoneAsync(Ledger ledger, Guid? draft, CancellationToken cancellationToken) =>
        draft is { } id && await ledger.SentAsAsync(id, cancellationToken) is { } reference
            ? words.Say("draft.sent-as", ("reference", reference))
            : words.Say("draft.gone");
}
