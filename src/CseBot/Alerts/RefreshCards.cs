using CseBot.Concerns;
using CseBot.Outbox;
using CseBot.Storage;
using CseBot.Teams;

namespace CseBot.Alerts;

/// <summary>Brings every lead's card of a concern up to date, except one that somebody is reading or filling in.</summary>
internal sealed class RefreshCards(Ledgers ledgers, AlertCards cards, ConnectorClient connector, School school) : IOutboxHandler
{
    public string Kind => OutboxKinds.RefreshCard;

    public async Task<Handled> HandleAsync(OutboxRow row, CancellationToken cancellationToken)
    {
        await using var ledger = ledgers.Open();

        if (await ledger.ConcernAsync(row.Reference!, cancellationToken) is not { } concern)
        {
            return Handled.Done;
        }

        ConnectorFault? fault = null;

        foreach (var card in await ledger.AlertCardsAsync(concern.Reference, cancellationToken))
        {
            if (card.ActivityId is not null && card.View is AlertView.Sealed or AlertView.TimedOut)
            {
                fault = await RedrawAsync(concern, card, cancellationToken) ?? fault;
            }
        }

        return fault is null ? Handled.Done : Handled.Later(fault.RetryAfter);
    }

    private async Task<ConnectorFault?> RedrawAsync(Concern concern, AlertCardRow card, CancellationToken cancellationToken)
    {
        if (school.People.FirstOrDefault(person => person.Key == card.Person) is not { } lead)
        {
            return null;
        }

        var drawn = card.IsSuperseded
            ? cards.Superseded(concern.Reference)
            : cards.Sealed(concern, lead, timedOut: card.View == AlertView.TimedOut);
        var answer = await connector.UpdateAsync(
            new ConversationReference(card.ServiceUrl, card.ConversationId),
            card.ActivityId!,
            OutgoingActivity.Card(drawn, cards.Summary(concern.Reference)),
            cancellationToken);

        return answer.Fault is { Kind: ConnectorFaultKind.Later or ConnectorFaultKind.Uncertain } fault ? fault : null;
    }
}
