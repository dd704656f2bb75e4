using CseBot.Concerns;
using CseBot.Outbox;
using CseBot.Storage;
using CseBot.Teams;

namespace CseBot.Alerts;

/// <summary>Brings every lead's card of a concern up to date, except one that somebody is reading or filling in who still may.</summary>
internal sealed class RefreshCards(Ledgers ledgers, AlertCards cards, IDirectory directory, ConnectorClient connector) : IOutboxHandler
{
    public string Kind => OutboxKinds.RefreshCard;

    public async Task<Handled> HandleAsync(OutboxRow row, CancellationToken cancellationToken)
    {
        await using var ledger = ledgers.Open();

        if (await ledger.ConcernAsync(row.Reference!, cancellationToken) is not { } concern)
        {
            return Handled.Done;
        }

        if (await ledger.LeaveToLaterAsync(row, cancellationToken))
        {
            return Handled.Done;
        }

        var school = await directory.SchoolAsync(concern.Raised.School, cancellationToken);

        foreach (var card in (await ledger.AlertCardsAsync(concern.Reference, cancellationToken)).OrderByDescending(card => card.Id))
        {
            if (card is { ActivityId: not null, IsRetired: false }
                && (await ledger.AlertViewAsync(card.Id, cancellationToken) is AlertView.Sealed or AlertView.TimedOut || Entitled(concern, school, card) is null)
                && await RedrawAsync(concern, school, card, cancellationToken) is { } fault)
            {
                return Handled.Later(fault.RetryAfter);
            }
        }

        return Handled.Done;
    }

    private async Task<ConnectorFault?> RedrawAsync(Concern concern, School school, AlertCardRow card, CancellationToken cancellationToken)
    {
        var lead = Entitled(concern, school, card);
        var isOver = card.IsSuperseded || lead is null;
        var drawn = (card.IsSuperseded, lead) switch
        {
            (true, _) => cards.Superseded(concern.Reference),
            (_, null) => cards.NoLongerOpen(concern.Reference),
            _ => cards.Sealed(concern, school, lead, timedOut: card.View == AlertView.TimedOut, card.Told),
        };
        var answer = await connector.UpdateAsync(
            new ConversationReference(card.ServiceUrl, card.ConversationId),
            card.ActivityId!,
            OutgoingActivity.Card(drawn, cards.Summary(concern.Reference)),
            cancellationToken);

        if (answer.Fault is { Kind: ConnectorFaultKind.Later or ConnectorFaultKind.Uncertain } fault)
        {
            return fault;
        }

        if (isOver || card.View == AlertView.TimedOut)
        {
            await ledgers.DoAsync(ledger => WriteDrawnAsync(ledger, card, isOver, cancellationToken), cancellationToken);
        }

        return null;
    }

    /// <summary>Whose card it is, if they may still have one.</summary>
    private static NamedPerson? Entitled(Concern concern, School school, AlertCardRow card) =>
        school.Named(card.Person) is { } person && ConcernAccess.MayHold(concern, school, person) ? person : null;

    /// <summary>Remembers what a card shows by now, unless something was pressed on it meanwhile.</summary>
    private static async Task<bool> WriteDrawnAsync(Ledger ledger, AlertCardRow drawn, bool isOver, CancellationToken cancellationToken)
    {
        if (await ledger.AlertCardAsync(drawn.Id, cancellationToken) is { } card && card.View == drawn.View)
        {
            (card.IsRetired, card.View) = (isOver, AlertView.Sealed);
        }

        return true;
    }
}
