using System.Text.Json.Nodes;
using CseBot.Cards;
using CseBot.Chats;
using CseBot.Concerns;
using CseBot.Conversations;
using CseBot.Dialogs;
using CseBot.Outbox;
using CseBot.Storage;
using CseBot.Teams;

namespace CseBot.Desk;

/// <summary>Brings a lead's question to the reporter, and the answer back. What is posted says only that there is one; the question itself is the answer to a press.</summary>
internal sealed class AskReporter(Ledgers ledgers, PersonalChats chats, Notices notices, FormCards forms, IDirectory directory, Wording words, TimeProvider clock) : IOutboxHandler
{
    private const string Read = "read-question";
    private const string Answer = "save-answer";

    /// <summary>Everything that a reporter can press about a question.</summary>
    public static IReadOnlyList<string> Verbs { get; } = [Read, Answer, "shut-question"];

    public string Kind => OutboxKinds.AskReporter;

    public static bool Has(string verb) => Verbs.Contains(verb, StringComparer.Ordinal);

    public async Task<Handled> HandleAsync(OutboxRow row, CancellationToken cancellationToken)
    {
        await using var ledger = ledgers.Open();

        if (await ledger.ConcernAsync(row.Reference!, cancellationToken) is not { } concern || !Guid.TryParse(row.What, out var question) || concern.Unanswered.All(asked => asked.Key != question))
        {
            return Handled.Done;
        }

        var (_, sent) = await chats.SendAsync(concern.Raised.Reporter.EntraId, OutgoingActivity.Card(Asked(concern, question), words.Say("summary.bot")), cancellationToken);

        switch (sent.Fault)
        {
            case null:
                return Handled.Done;

            case { Kind: ConnectorFaultKind.Later or ConnectorFaultKind.Uncertain } later:
                return Handled.Later(later.RetryAfter);

            default:
                await ledgers.DoAsync(
                    writing =>
                    {
                        if (concern.Holder is { } holder)
                        {
                            writing.Add(OutboxKinds.Row(new Work.TellLead(holder.EntraId, LeadTold.ReporterNotReached), concern.Reference, clock.GetUtcNow()));
                        }

                        return Task.FromResult(true);
                    },
                    cancellationToken);
                return Handled.Done;
        }
    }

    /// <summary>A press of the reporter's. To anybody else there is no such concern.</summary>
    public Task<InvokeAnswer> PressAsync(Activity activity, string verb, PressData data, CancellationToken cancellationToken) => ledgers.DoAsync(
        async ledger =>
        {
            var person = new Actor(activity.From.AadObjectId?.ToLowerInvariant() ?? string.Empty, activity.From.Name ?? string.Empty);

            if (await OwnConcerns.FindAsync(ledger, person, data["reference"], cancellationToken) is not { } concern
                || data.Guid("question") is not { } question
                || concern.History.OfType<ReporterAsked>().FirstOrDefault(asked => asked.Key == question) is not { } asked)
            {
                return InvokeAnswer.Message(words.Say("not-available"));
            }

            if (!concern.Unanswered.Contains(asked))
            {
                return InvokeAnswer.Card(notices.Line(words.Say("question.answered", ("reference", concern.Reference))));
            }

            var form = Form(asked);
            var filled = Filled.Read(form, data);

            return (verb, filled.Faults.Count) switch
            {
                (Answer, 0) => await AnswerAsync(ledger, concern, person, question, filled["answer"], cancellationToken),
                (Answer, _) => InvokeAnswer.Card(Show(form, concern, filled)),
                (Read, _) => InvokeAnswer.Card(Show(form, concern)),
                _ => InvokeAnswer.Card(Asked(concern, question)),
            };
        },
        cancellationToken);

    private async Task<InvokeAnswer> AnswerAsync(Ledger ledger, Concern concern, Actor reporter, Guid question, string answer, CancellationToken cancellationToken)
    {
        var school = await directory.SchoolAsync(concern.Raised.School, cancellationToken);
        var decision = Handling.Answer(concern, reporter, answer, question, school, clock.GetUtcNow());

        if (decision.Refusal is null)
        {
            await ledger.WriteAsync(concern, decision, cancellationToken);
        }

        return InvokeAnswer.Card(notices.Line(words.Say("question.answered", ("reference", concern.Reference))));
    }

    private JsonObject Asked(Concern concern, Guid question) => notices.Card(
        words.Say("question.heading", ("reference", concern.Reference)),
        [words.Say("question.what")],
        buttons: CardData.Button(words.Say("action.read-question"), Read, new JsonObject { ["reference"] = concern.Reference, ["question"] = question }));

    private Form Form(ReporterAsked asked) => new("answer", "form.answer", new Field.Words("answer", 4000))
    {
        Quoted = [(words.Say("question.from", ("role", notices.RoleName(asked.Lead.Role ?? Role.Lead))), asked.Words)],
        Data = new Dictionary<string, string>(StringComparer.Ordinal) { ["question"] = asked.Key!.Value.ToString() },
        Back = "shut-question",
    };

    private JsonObject Show(Form form, Concern concern, Filled? filled = null) => forms.Show(form, concern.Reference, words.Say("summary.bot"), filled);
}
