using System.Text.Json.Nodes;
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
    ConnectorClient connector,
    Notices notices,
    Protection protection,
    Wording words,
    School school,
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

        if (say is null || entraId is null || await ledger.PersonAsync(entraId, cancellationToken) is not { } person)
        {
            return Handled.Done;
        }

        var answer = await connector.SendAsync(new ConversationReference(person.ServiceUrl, person.ConversationId), say, cancellationToken);

        return answer.Fault switch
        {
            { Kind: ConnectorFaultKind.Later or ConnectorFaultKind.Uncertain } fault => Handled.Later(fault.RetryAfter),
            _ => Handled.Done,
        };
    }

    private async Task<(string? EntraId, OutgoingActivity? Say)> AboutConcernAsync(
        Ledger ledger, string reference, Told what, CancellationToken cancellationToken) =>
        await ledger.ConcernAsync(reference, cancellationToken) is { } concern
            ? (concern.Raised.Reporter.EntraId, Say(concern, what))
            : (null, null);

    private async Task<(string? EntraId, OutgoingActivity? Say)> AboutDraftAsync(Ledger ledger, OutboxRow row, CancellationToken cancellationToken)
    {
        if (await ledger.ConversationAsync(row.ConversationId!, cancellationToken) is not { } kept)
        {
            return (null, null);
        }

        return (kept.EntraId, row.What switch
        {
            OutboxKinds.NotSent when Draft.In(kept, protection, clock.GetUtcNow()) is { } draft =>
                draft.AddsTo is not null ? notices.NotAdded(draft) : notices.NotSent(draft),
            OutboxKinds.Expired => notices.Expired(),
            OutboxKinds.AskAgain => conversation.SayAgain(kept).Say.OfType<Speech.Post>().LastOrDefault()?.Activity ?? notices.NotAnswered(),
            _ => null,
        });
    }

    private OutgoingActivity? Say(Concern concern, Told what) => what switch
    {
        Told.Received => Received(concern),
        Told.Added => Post(concern, "added"),
        Told.Seen when concern.Holder is { } holder => notices.Post(
            words.Say(
                "told.seen.heading", ("role", notices.RoleName(holder.Role ?? Role.Lead)), ("time", School.Time(concern.AcknowledgedAt ?? clock.GetUtcNow()))),
            [words.Say("told.seen.what", ("reference", concern.Reference))]),
        Told.Acting => Post(concern, "acting", Add(concern)),
        Told.Phone when concern.Status == ConcernStatus.Raised => notices.Post(
            words.Say("told.phone.heading", ("reference", concern.Reference)),
            [words.Say("told.phone.what")],
            notices.WhomToRing(concern.Raised.Excluded)),
        _ => null,
    };

    private OutgoingActivity Received(Concern concern)
    {
        var people = concern.Ladder.PeopleAt(1, school, concern.Raised.Excluded);
        var told = people.Select(person => words.Say("phone.person", ("name", person.Name), ("role", notices.RoleName(person.MainRole))));

        return notices.Post(
            words.Say("told.received.heading", ("reference", concern.Reference)),
            [
                people.Count > 0 ? words.Say("told.received.who", ("people", string.Join("; ", told))) : words.Say("told.received.nobody"),
                words.Say("told.received.phone", ("time", School.Time(concern.Raised.At + PhoneAfter(concern)))),
            ],
            notices.WhomToRing(concern.Raised.Excluded),
            [words.Say("told.received.do-not"), words.Say("told.received.duty"), words.Say("told.received.you")],
            Add(concern));
    }

    private static TimeSpan PhoneAfter(Concern concern) => concern.Ladder.Rungs.First(rung => rung.ReporterToPhone).After;

    private OutgoingActivity Post(Concern concern, string saying, params IEnumerable<JsonObject> buttons) => notices.Post(
        words.Say($"told.{saying}.heading", ("reference", concern.Reference)), [words.Say($"told.{saying}.what")], buttons: buttons);

    private JsonObject Add(Concern concern) => notices.Button("add", new JsonObject { ["reference"] = concern.Reference });
}
