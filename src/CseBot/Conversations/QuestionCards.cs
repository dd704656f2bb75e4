using System.Globalization;
using System.Text.Json.Nodes;
using CseBot.Cards;
using CseBot.Concerns;
using CseBot.Dialogs;
using CseBot.Dialogs.Flows;
using CseBot.Teams;

namespace CseBot.Conversations;

/// <summary>The questions of a dialog as cards. Every button names its draft and its step, so a late tap answers its own question.</summary>
internal sealed class QuestionCards(CardLibrary cards, Wording words, Notices notices, TickChoices ticks, Accounts accounts, KinderWords kinder)
{
    private const int ShortText = 200;

    public OutgoingActivity Ask(Draft draft, Question question, School school, string reporter, string? note = null) =>
        OutgoingActivity.Card(Card(draft, question, school, reporter, note), words.Say("summary.bot"));

    /// <summary>What a question's card becomes once it is answered. It repeats nothing of the answer.</summary>
    public JsonObject Answered(Guid draft, Question question, bool canChange = true) => notices.Line(
        words.For(question).Line,
        canChange ? [notices.Button("change", Data(draft, question.Id))] : []);

    /// <summary>What will be sent, read back as the answer to a press, a page at a time. Never posted.</summary>
    public JsonObject CheckOpen(Draft draft, School school, string reporter, int wanted)
    {
        var page = Pages.Of(Sections(draft, school, reporter), wanted);

        return cards.Bind("check-open", new JsonObject
        {
            ["fallback"] = words.Say("newer-teams"),
            ["heading"] = words.Say("check.open.heading"),
            ["help"] = words.Say((draft.AddsTo, draft.Route) switch
            {
                (not null, _) => "check.open.help.addition",
                (_, ConcernRoute.Adult) => "check.open.help.adult",
                _ => "check.open.help",
            }),
            ["hasPages"] = page.Count > 1,
            ["page"] = page.Count > 1 ? notices.PageOf(page) : null,
            ["sections"] = CardData.List(page.Sections),
            ["actions"] = CardData.List(
            [
                .. notices.Turn("open-check", page, Data(draft.Id, draft.State.Asked)),
                .. CheckActions(draft),
                notices.Button("shut-check", Data(draft.Id, draft.State.Asked), "shut"),
            ]),
        });
    }

    /// <param name="draft">The draft it is asked for.</param>
    /// <param name="question">What is asked.</param>
    /// <param name="school">The school it is about.</param>
    /// <param name="reporter">The Entra id of whoever is asked.</param>
    /// <param name="note">Something to say with it.</param>
    /// <param name="because">What was recognised, and the words it rests on, for somebody who has asked why.</param>
    /// <param name="isFilled">Whether what was answered stands in the boxes, to be changed. Only ever in the answer to a press.</param>
    public JsonObject Card(Draft draft, Question question, School school, string reporter, string? note = null, IEnumerable<JsonObject>? because = null, bool isFilled = false) => question switch
    {
        { Id: RaiseConcern.Check or AddInformation.CheckAddition } => Check(draft, question, note),
        FreeText text => cards.Bind("question-text", With(Common(draft, text, note), new JsonObject
        {
            ["label"] = words.For(text).Label,
            ["missing"] = words.Say("input.missing"),
            ["isLong"] = text.MaxLength > ShortText,
            ["isRequired"] = text.Beside.Count == 0 && (text.Id == RaiseConcern.WhatHappened || !MaySendNow(draft, text)),
            ["value"] = Filled(draft, text, isFilled),
            ["maxLength"] = text.MaxLength,
            ["besideTexts"] = CardData.List(text.Beside.OfType<FreeText>().Select(beside => new JsonObject
            {
                ["id"] = beside.Name,
                ["label"] = words.For(beside).Label,
                ["maxLength"] = beside.MaxLength,
                ["value"] = Filled(draft, beside, isFilled),
            })),
            ["besideChoices"] = CardData.List(text.Beside.OfType<Choice>().Select(beside => new JsonObject
            {
                ["id"] = beside.Name,
                ["label"] = words.For(beside).Ask,
                ["value"] = (isFilled ? draft.State.Answers.To(beside.Id)?.Option : null) ?? beside.Options[0].Value,
                ["choices"] = CardData.List(beside.Options.Select(option => CardData.Choice(words.For(beside).Options[option.Value].Title, option.Value))),
            })),
            ["button"] = words.For(text).Button,
            ["data"] = Data(draft.Id, text.Id),
        })),
        Ticks list => cards.Bind("question-ticks", With(Common(draft, list, note), new JsonObject
        {
            ["label"] = words.For(list).Label,
            ["value"] = Filled(draft, list, isFilled),
            ["because"] = CardData.List(because ?? []),
            ["choices"] = CardData.List(ticks.Of(list, draft, school, reporter).Select(choice => CardData.Choice(choice.Title, choice.Id))),
            ["button"] = words.For(list).Button,
            ["data"] = Data(draft.Id, list.Id),
        })),
        _ => cards.Bind("question-choice", Common(draft, question, note)),
    };

    private static string Filled(Draft draft, Question question, bool isFilled) => (isFilled ? draft.State.Answers.To(question.Id)?.Text : null) ?? string.Empty;

    private JsonObject Check(Draft draft, Question question, string? note) => notices.Card(
        words.For(question).Ask,
        [
            .. note is null ? Array.Empty<string>() : [note],
            draft.AddsTo is { } reference ? words.Say("check.help.addition", ("reference", reference)) : words.For(question).Help,
        ],
        buttons: [notices.Button("open-check", Data(draft.Id, question.Id), "open"), .. Ends(draft, question)]);

    private IEnumerable<JsonObject> CheckActions(Draft draft) =>
        draft.AskedNow is { } question ? Ends(draft, question) : [];

    private IEnumerable<JsonObject> Ends(Draft draft, Question question) => question.Id == RaiseConcern.Check
        ? [.. Options(draft.Id, question).Take(1), notices.Button("save", Data(draft.Id, question.Id), "save-for-later"), .. Options(draft.Id, question).Skip(1)]
        : Options(draft.Id, question);

    private IEnumerable<JsonObject> Sections(Draft draft, School school, string reporter)
    {
        LineKind? before = null;

        foreach (var line in accounts.Lines(draft, school))
        {
            yield return CardData.Section(
                line.Asked,
                line.Words,
                line.Kind == before ? null : words.Say($"kind.{line.Kind}"),
                Hint(line),
                draft.Flow.Find(line.Step) is Question ? [notices.Button("change", Data(draft.Id, line.Step))] : []);
            before = line.Kind;
        }

        if (draft.Flow.Walked(draft.State.Answers).FirstOrDefault(question => question.Id == RaiseConcern.Related) is { } related)
        {
            yield return CardData.Section(
                words.Say("check.label.left-out"), LeftOut(draft, school), notices.Button("change", Data(draft.Id, related.Id)));
        }
    }

    private string LeftOut(Draft draft, School school) => draft.State.Answers.RelatedPeople.Select(school.Named).OfType<NamedPerson>().ToArray() is { Length: > 0 } people
        ? string.Join(", ", people.Select(person => person.Name))
        : words.Say("check.nobody");

    /// <summary>Help with the words, for initials and for the writer's own worry only (design 2, rule 4).</summary>
    private string? Hint(Line line) => line.Kind switch
    {
        LineKind.People when line.Step.StartsWith($"{Children.Who}.", StringComparison.Ordinal) && KinderWords.AreInitials(line.Words) => words.Say("note.initials"),
        LineKind.Worry when kinder.In(line.Words) is { Count: > 0 } found => words.Say("note.kinder", ("instead", string.Join(' ', found.Select(word => word.Instead)))),
        _ => null,
    };

    private JsonObject Common(Draft draft, Question question, string? note) => new()
    {
        ["fallback"] = words.Say("newer-teams"),
        ["heading"] = words.For(question).Ask,
        ["hasProgress"] = draft.Flow.Parts.Count > 1,
        ["progress"] = words.Say("progress", ("part", Number(draft.Flow.PartOf(question))), ("parts", Number(draft.Flow.Parts.Count))),
        ["help"] = words.For(question).Help,
        ["hasNote"] = note is not null,
        ["note"] = note,
        ["noteColor"] = note is not null && note.EndsWith(words.For(question).NotUnderstood, StringComparison.Ordinal) ? "Attention" : "Accent",
        ["options"] = CardData.List([.. Options(draft.Id, question), .. WhyAsked(draft, question), .. SendNow(draft, question)]),
    };

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static bool MaySendNow(Draft draft, Question question) => draft.ShortcutFrom(question) is not null;

    private IEnumerable<JsonObject> Options(Guid draft, Question question) => question.Options.Select(option =>
        Pressed(words.For(question).Options[option.Value].Title, "answer", With(Data(draft, question.Id), new JsonObject { ["option"] = option.Value }), inputs: question.Beside.Count > 0 ? "auto" : "none"));

    /// <summary>What is already in the boxes goes with it: somebody who presses it has not finished with the question, and loses nothing.</summary>
    private IEnumerable<JsonObject> SendNow(Draft draft, Question question)
    {
        if (question.Id == RaiseConcern.RelatedThenSend)
        {
            yield return Pressed(words.Say("action.go-on"), "go-on", Data(draft.Id, question.Id), inputs: "none");
        }
        else if (MaySendNow(draft, question))
        {
            yield return Pressed(words.Say("action.send-now"), "send-now", Data(draft.Id, question.Id), inputs: "auto");
        }
    }

    private IEnumerable<JsonObject> WhyAsked(Draft draft, Question question) => question switch
    {
        { Name: Targeted.Asks } => [Pressed(words.Say("action.why-asked"), "why-asked", Data(draft.Id, question.Id), inputs: "none")],
        Ticks { Of: TickList.Recognised } => [Pressed(words.Say("action.why"), "why-signs", Data(draft.Id, question.Id), inputs: "none")],
        _ => [],
    };

    private static JsonObject Pressed(string title, string verb, JsonObject data, string inputs) => With(CardData.Button(title, verb, data), new JsonObject { ["inputs"] = inputs });

    private static JsonObject Data(Guid draft, string step) => new() { ["verb"] = "answer", ["draft"] = draft, ["step"] = step };

    private static JsonObject With(JsonObject data, JsonObject more)
    {
        foreach (var (property, value) in more)
        {
            data[property] = value?.DeepClone();
        }

        return data;
    }
}
