using CseBot.Chats;
using CseBot.Concerns;
using CseBot.Outbox;
using CseBot.Storage;
using CseBot.Teams;

namespace CseBot.Alerts;

/// <summary>Sends somebody a new sealed card because something is asked of them, or has come back to them. Who cannot be told does not hold it up.</summary>
internal sealed class TellLead(Ledgers ledgers, AlertCards cards, IDirectory directory, PersonalChats chats, TimeProvider clock) : IOutboxHandler
{
    public string Kind => OutboxKinds.TellLead;

    public async Task<Handled> HandleAsync(OutboxRow row, CancellationToken cancellationToken)
    {
        await using var ledger = ledgers.Open();

        if (await ledger.ConcernAsync(row.Reference!, cancellationToken) is not { } concern)
        {
            return Handled.Done;
        }

        var told = Enum.Parse<LeadTold>(row.What!);
        var school = await directory.SchoolAsync(concern.Raised.School, cancellationToken);

        if (school.Named(row.Person) is not { EntraId: not null } lead || !ConcernAccess.MayHold(concern, school, lead) || !IsStillWanted(concern, lead, told))
        {
            return Handled.Done;
        }

        var card = OutgoingActivity.Card(cards.Sealed(concern, school, lead, told: told), cards.Summary(concern.Reference));
        var (to, sent) = await chats.SendAsync(lead.EntraId, card, cancellationToken);

        switch (sent.Fault)
        {
            case null:
                await ledgers.DoAsync(
                    async writing =>
                    {
                        await SendAlert.RememberAsync(writing, concern.Reference, lead, concern.Round, to!, sent.Id, cancellationToken, told);
                        writing.Add(OutboxKinds.Row(new Work.RefreshCards(), concern.Reference, clock.GetUtcNow()));

                        return true;
                    },
                    cancellationToken);
                return Handled.Done;

            case { Kind: ConnectorFaultKind.Later or ConnectorFaultKind.Uncertain } later:
                return Handled.Later(later.RetryAfter);

            case var refused:
                await ledgers.DoAsync(writing => FailAsync(writing, concern.Reference, school, lead, told, SendAlert.Why(refused), cancellationToken), cancellationToken);
                return Handled.Done;
        }
    }

    private static bool IsStillWanted(Concern concern, NamedPerson lead, LeadTold told) => told switch
    {
        LeadTold.HandOverOffered => concern.Offer?.To == lead.Key,
        LeadTold.SecondAsked => concern.Undecided?.Second == lead.Key,
        LeadTold.SecondLook => concern.Closing is { SecondLookBy: not null },
        _ => true,
    };

    /// <summary>It is on the record that they could not be told. What was offered to them goes back at once.</summary>
    private async Task<bool> FailAsync(
        Ledger ledger, string reference, School school, NamedPerson lead, LeadTold told, DeliveryFailure why, CancellationToken cancellationToken)
    {
        var concern = (await ledger.ConcernAsync(reference, cancellationToken))!;
        var now = clock.GetUtcNow();

        // What asks something of whoever is acting on it has to reach them; of everything else it is enough to know that it did not.
        var decision = told is LeadTold.ReporterAnswered or LeadTold.HandOverLapsed && concern.Holder?.EntraId == lead.EntraId
            ? ConcernLifecycle.FailDelivery(concern, lead.Key, concern.Round, why, school, now)
            : Decision.Accepted([new DeliveryFailed(now, lead.Key, concern.Round, why, BroughtForward: null)], new Work.PutListItem());

        if (decision.Refusal is null)
        {
            concern = await ledger.WriteAsync(concern, decision, cancellationToken);
        }

        if (told == LeadTold.SecondAsked && concern.Holder is { } holder)
        {
            ledger.Add(OutboxKinds.Row(new Work.TellLead(holder.EntraId, LeadTold.SecondNotReached), reference, now));
        }

        if (told == LeadTold.HandOverOffered && concern.Offer?.To == lead.Key)
        {
            await ledger.WriteAsync(concern, Handling.Lapse(concern, school, now), cancellationToken);
        }

        return true;
    }
}
