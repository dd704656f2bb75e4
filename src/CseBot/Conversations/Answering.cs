using CseBot.Concerns;
using CseBot.Dialogs;
using CseBot.Dialogs.Flows;
using CseBot.Teams;

namespace CseBot.Conversations;

/// <summary>Takes what somebody types or presses for an answer to what they are asked, and loses nothing of what is none.</summary>
internal sealed class Answering(
    Wording words,
    GuidanceMatcher matcher,
    QuestionCards questions,
    TickChoices ticks,
    Noticing noticing,
    GuidanceCards answers,
    Notices notices,
    Drafts drafts,
    Openings openings,
    Arrivals arrivals,
    TimeProvider clock)
{
    /// <summary>The most characters that a button carries along. Somebody who writes more is telling something, and it is kept.</summary>
    public const int LongestCarried = 1000;

    /// <summary>Up to here something typed may be a bare answer, and is no account.</summary>
    public const int LongestBareAnswer = 12;

    /// <summary>Up to here a question is only a question. A longer one may tell something, and is kept.</summary>
    private const int LongestBareQuestion = 60;

    /// <summary>Somebody typed something while a question was asked.</summary>
    public async Task<Turned> TypedAsync(Exchange exchange, Draft draft, string text, CancellationToken cancellationToken)
    {
        if (draft.AskedNow is not { } question)
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

        return told ? turned.SayingFirst(Post(new OutgoingActivity { Text = words.Say("typed.kept", ("time", School.Time(clock.GetUtcNow()))) })) : turned;
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
    public async Task<Turned> TakeAsync(Exchange exchange, Draft draft, Reply reply, IReadOnlyList<Speech> redraw, CancellationToken cancellationToken, params IReadOnlyList<Reply> besides)
    {
        var turn = Take(draft, reply, besides);

        return await arrivals.ArriveAsync(exchange, draft, turn, [.. redraw, .. Advice(turn)], cancellationToken, Note(turn));
    }

    private Turn Take(Draft draft, Reply reply, IReadOnlyList<Reply> besides) => noticing.After(
        draft.Flow,
        besides.Aggregate(
            Dialog.Take(draft.Flow, draft.State, reply), (now, beside) => Dialog.Take(draft.Flow, now.State, beside) with { Answered = now.Answered }));

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

    /// <summary>Somebody is in distress themself.</summary>
    /// <param name="text">What they wrote, to be carried along to a concern; nothing where it is kept already.</param>
    public OutgoingActivity Support(Exchange exchange, Draft? draft, string? text) => notices.Support(exchange.Ringing(draft), answers.TellLead(text));

    /// <summary>What answers no question may be a question, or something that must not be lost: then it is kept with what was first typed.</summary>
    private Turned NotUnderstood(Exchange exchange, Draft draft, Question question, string text)
    {
        var school = exchange.School;
        var match = matcher.Match(text);

        if (match.Route == QuestionRoute.Emergency && draft.AddsTo is null && question.Id is not (RaiseConcern.InDangerNow or RaiseConcern.InDangerCheck))
        {
            return openings.OfferEmergency(exchange, drafts.KeepMore(exchange.Row, draft, text), firstWords: null);
        }

        Speech[] first = match.Route switch
        {
            QuestionRoute.Answer when IsAQuestion(text) => [Post(answers.Answer(match, question: null, exchange.Ringing(draft)))],
            QuestionRoute.Emergency => [Post(openings.WhomToRing(exchange, draft))],
            QuestionRoute.Disclosure => [Post(notices.Listen())],
            QuestionRoute.StaffAllegation => [Post(notices.AboutAnAdultHere(draft, [school], exchange.Person.EntraId))],
            QuestionRoute.OwnDistress => [Post(Support(exchange, draft, text: null))],
            _ => [],
        };
        var isOnlyAsked = match.Route is QuestionRoute.Answer or QuestionRoute.Unknown && text.Length <= (IsAQuestion(text) ? LongestBareQuestion : LongestBareAnswer);
        var isKept = !isOnlyAsked && !string.IsNullOrWhiteSpace(text);

        if (isKept)
        {
            draft = drafts.KeepMore(exchange.Row, draft, text);
        }

        var note = isKept ? words.Say("note.kept", ("how", words.For(question).NotUnderstood)) : words.For(question).NotUnderstood;

        return new Turned(null, [.. first, new Speech.Post(questions.Ask(draft, question, school, exchange.Person.EntraId, note), question.Id)]);
    }

    private static bool IsAQuestion(string text) => text.TrimEnd().EndsWith('?');

    /// <summary>Somebody pressed an answer.</summary>
    public async Task<Turned> PressedAsync(Exchange exchange, Draft draft, Question question, PressData data, string? pressedActivityId, CancellationToken cancellationToken)
    {
        question = draft.Asked(question);
        var answer = Pressed(question, data);
        var line = InvokeAnswer.Card(questions.Answered(draft.Id, question));

        if (draft.State.Answers.To(question.Id)?.SaysTheSameAs(answer) is true && draft.State.Asked != question.Id)
        {
            return new Turned(line);
        }

        if (!Accepts(exchange, draft, question, answer))
        {
            return new Turned(InvokeAnswer.Message(words.For(question).NotUnderstood));
        }

        var turned = HearBesides(
            exchange,
            await TakeAsync(exchange, draft, new Reply(answer, question.Id), Redraw(draft, question, pressedActivityId), cancellationToken, Besides(question, data)),
            question,
            answer.Text ?? string.Empty);

        return turned.Answer is null ? turned with { Answer = line } : turned;
    }

    /// <summary>Somebody pressed Send now. What is in the boxes is answered first; if it sounds like danger now, that is asked about before anything is sent.</summary>
    public async Task<Turned> SendNowAsync(Exchange exchange, Draft draft, Question question, PressData data, string? pressedActivityId, CancellationToken cancellationToken)
    {
        var answer = Pressed(question, data);
        var line = InvokeAnswer.Card(questions.Answered(draft.Id, question));

        if (draft.ShortcutFrom(question) is not { } shortcut)
        {
            return new Turned(InvokeAnswer.Message(words.Say("please-wait")), drafts.Ask(draft, exchange.School, exchange.Person.EntraId));
        }

        if (Accepts(exchange, draft, question, answer))
        {
            draft = draft with { State = Take(draft, new Reply(answer, question.Id), Besides(question, data)).State };
        }
        else if (answer is { Text.Length: > 0 })
        {
            return new Turned(InvokeAnswer.Message(words.For(question).NotUnderstood));
        }

        if (draft.AddsTo is null && question is FreeText && answer.Text is { } typed && matcher.Match(typed).Route == QuestionRoute.Emergency)
        {
            return openings.OfferEmergency(exchange, drafts.Keep(exchange.Row, draft), firstWords: null) with { Answer = line };
        }

        var turned = await TakeAsync(
            exchange, draft, new Reply(Answer.Chose(Shortcut.Taken), shortcut.Id), Redraw(draft, question, pressedActivityId), cancellationToken);

        return turned.Answer is null ? turned with { Answer = line } : turned;
    }

    /// <summary>What a press answers a question with.</summary>
    private Answer Pressed(Question question, PressData data) => (data["option"], question) switch
    {
        ({ } option, _) => Answer.Chose(option),
        (_, Ticks) => Answer.Wrote(data["ticked"] ?? string.Empty),
        _ => Dated(question, Answer.Wrote(data["text"] ?? string.Empty)),
    };

    private Speech[] Redraw(Draft draft, Question question, string? pressedActivityId) =>
        pressedActivityId is null ? [] : [new Speech.Redraw(pressedActivityId, questions.Answered(draft.Id, question))];

    /// <summary>What the other boxes of the same card hold.</summary>
    private Reply[] Besides(Question question, PressData data) =>
    [
        .. question.Beside
            .Select(beside => (beside, answer: Beside(beside, data)))
            .Where(pair => pair.answer is not null && pair.beside.After(pair.answer) is not null)
            .Select(pair => new Reply(pair.answer!, pair.beside.Id)),
    ];

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
                turned with { Say = [.. turned.Say.OfType<Speech.Redraw>(), .. openings.OfferEmergency(exchange, draft, firstWords: null).Say] },
            QuestionRoute.Emergency => turned.SayingFirst(Post(openings.WhomToRing(exchange, draft))),
            QuestionRoute.Answer when IsAQuestion(text) => turned.SayingFirst(Post(answers.Answer(match, question: null, exchange.Ringing(draft)))),
            _ => turned,
        };
    }

    private static Speech.Post Post(OutgoingActivity activity) => new(activity);
}
