using System.Globalization;
using System.Text.Json.Nodes;
using CseBot.Cards;
using CseBot.Concerns;
using CseBot.Dialogs;
using CseBot.Dialogs.Flows;
using CseBot.Teams;

namespace CseBot.Conversations;

/// <summary>The questions of a dialog as cards. Every button names its draft and its step, so a late tap answers its own question.</summary>
internal sealed class QuestionCards(CardLibrary cards, Wording words, Notices notices)
{
    public OutgoingActivity Ask(Draft draft, Question question, School school, string? note = null) =>
        OutgoingActivity.Card(Card(draft, question, school, note), words.Say("summary.bot"));

    /// <summary>What a question's card becomes once it is answered. It repeats nothing of the answer.</summary>
    public JsonObject Answered(Guid draft, Question question, bool canChange = true) => notices.Line(
        words.For(question).Line,
        canChange ? [notices.Button("change", Data(draft, question.Id))] : []);

    /// <summary>What will be sent, read back as the answer to a press. Never posted.</summary>
    public JsonObject CheckOpen(Draft draft, School school) => cards.Bind("check-open", new JsonObject
    {
        ["fallback"] = words.Say("newer-teams"),
        ["heading"] = words.Say("check.open.heading"),
        ["help"] = words.Say(draft.Flow == AddInformation.Flow ? "check.open.help.addition" : "check.open.help"),
        ["sections"] = CardData.List(Sections(draft, school)),
        ["actions"] = CardData.List([.. CheckActions(draft), notices.Button("shut-check", Data(draft.Id, draft.State.Asked), "shut")]),
    });

    public JsonObject Card(Draft draft, Question question, School school, string? note = null) => question switch
    {
        { Id: RaiseConcern.Check or AddInformation.CheckAddition } => Check(draft.Id, question, note),
        FreeText text => cards.Bind("question-text", With(Common(draft, text, note), new JsonObject
        {
            ["label"] = words.For(text).Label,
            ["missing"] = words.Say("input.missing"),
            ["isLong"] = text.MaxLength > 200,
            ["maxLength"] = text.MaxLength,
            ["button"] = words.For(text).Button,
            ["data"] = Data(draft.Id, text.Id),
        })),
        PeoplePick people => cards.Bind("question-people", With(Common(draft, people, note), new JsonObject
        {
            ["label"] = words.For(people).Label,
            ["people"] = CardData.List(school.People.Select(person =>
                CardData.Choice(words.Say("phone.person", ("name", person.Name), ("role", notices.RoleName(person.MainRole))), person.Key))),
            ["button"] = words.For(people).Button,
            ["data"] = Data(draft.Id, people.Id),
        })),
        _ => cards.Bind("question-choice", Common(draft, question, note)),
    };

    private JsonObject Check(Guid draft, Question question, string? note) => notices.Card(
        words.For(question).Ask,
        [.. note is null ? Array.Empty<string>() : [note], words.For(question).Help],
        buttons: [notices.Button("open-check", Data(draft, question.Id), "open"), .. Options(draft, question)]);

    private IEnumerable<JsonObject> CheckActions(Draft draft) =>
        draft.Flow.Find(draft.State.Asked) is Question question ? Options(draft.Id, question) : [];

    private IEnumerable<JsonObject> Sections(Draft draft, School school)
    {
        if (draft.State.FirstWords is { } first)
        {
            yield return CardData.Section(words.Say("check.label.first-words"), first);
        }

        foreach (var question in draft.Flow.Replay(draft.State.Answers).OfType<Question>().Where(question => question is FreeText or PeoplePick))
        {
            yield return CardData.Section(
                words.Say($"check.label.{(question is PeoplePick ? "left-out" : question.Id)}"),
                Said(draft.State.Answers.To(question.Id), question, school),
                notices.Button("change", Data(draft.Id, question.Id)));
        }
    }

    private string Said(Answer? answer, Question question, School school) => question switch
    {
        PeoplePick when PeoplePick.Picked(answer) is { Count: > 0 } picked =>
            string.Join(", ", school.People.Where(person => picked.Contains(person.Key)).Select(person => person.Name)),
        PeoplePick => words.Say("check.nobody"),
        _ => answer?.Text ?? words.Say("check.nothing"),
    };

    private JsonObject Common(Draft draft, Question question, string? note) => new()
    {
        ["fallback"] = words.Say("newer-teams"),
        ["heading"] = words.For(question).Ask,
        ["progress"] = draft.Flow.QuestionsLeft(question) switch
        {
            _ when draft.IsUnlisted => words.Say("progress.only"),
            > 1 and var left => words.Say("progress", ("left", left.ToString(CultureInfo.InvariantCulture))),
            _ => words.Say("progress.last"),
        },
        ["help"] = words.For(question).Help,
        ["hasNote"] = note is not null,
        ["note"] = note,
        ["options"] = CardData.List(Options(draft.Id, question)),
    };

    private IEnumerable<JsonObject> Options(Guid draft, Question question) => question.Options.Select(option =>
        CardData.Button(words.For(question).Options[option.Value].Title, "answer", With(Data(draft, question.Id), new JsonObject { ["option"] = option.Value })));

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
