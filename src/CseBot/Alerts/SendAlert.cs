using System.Globalization;
using System.Net;
using CseBot.Chats;
using CseBot.Concerns;
using CseBot.Outbox;
using CseBot.Storage;
using CseBot.Teams;

namespace CseBot.Alerts;

/// <summary>Sends a sealed card to one lead. Being refused brings the next person forward.</summary>
/// <remarks>If the program dies between sending and writing that down, the lead gets it twice, with the same reference: twice is better than never.</remarks>
internal sealed class SendAlert(Ledgers ledgers, AlertCards cards, IDirectory directory, PersonalChats chats, TimeProvider clock) : IOutboxHandler
{
    /// <summary>How often a call that may be made again is made before the next person is told as well.</summary>
    private const int PatientFor = 3;

    /// <summary>Nobody else waits longer than this because Teams asks us to.</summary>
    private static readonly TimeSpan _longestWait = TimeSpan.FromMinutes(1);

    public string Kind => OutboxKinds.Alert;

    public async Task<Handled> HandleAsync(OutboxRow row, CancellationToken cancellationToken)
    {
        var round = int.Parse(row.What!, CultureInfo.InvariantCulture);
        await using var ledger = ledgers.Open();

        if (await ledger.ConcernAsync(row.Reference!, cancellationToken) is not { } concern)
        {
            return Handled.Done;
        }

        if (await ledger.HasLaterAlertAsync(row, cancellationToken))
        {
            return Handled.Done;
        }

        var school = await directory.SchoolAsync(concern.Raised.School, cancellationToken);

        if (school.Named(row.Person) is not { EntraId: not null } lead || !IsStillWanted(concern, lead, round))
        {
            return Handled.Done;
        }

        var card = OutgoingActivity.Card(cards.Sealed(concern.After(new LeadAlerted(clock.GetUtcNow(), lead.Key, round)), school, lead), cards.Summary(concern.Reference));
        var (to, sent) = await chats.SendAsync(lead.EntraId, card, cancellationToken);

        switch (sent.Fault)
        {
            case null:
                await ledgers.DoAsync(writing => WriteAlertedAsync(writing, concern.Reference, lead, round, to!, sent.Id, cancellationToken), cancellationToken);
                return Handled.Done;

            case { Kind: ConnectorFaultKind.Later or ConnectorFaultKind.Uncertain } later:
                if ((row.Attempts >= PatientFor || later.RetryAfter > _longestWait) && !concern.Unreached.Contains(lead.Key))
                {
                    await FailAsync(concern.Reference, school, lead, round, Why(later), cancellationToken);
                }

                return Handled.Later(later.RetryAfter);

            case var refused:
                await FailAsync(concern.Reference, school, lead, round, Why(refused), cancellationToken);
                return Handled.Done;
        }
    }

    /// <summary>Why somebody could not be reached, as the record says it.</summary>
    internal static DeliveryFailure Why(ConnectorFault fault) => fault switch
    {
        { Kind: ConnectorFaultKind.Unreachable or ConnectorFaultKind.NotThere } => DeliveryFailure.BlockedOrNotInstalled,
        { Kind: ConnectorFaultKind.Rejected } or { Status: HttpStatusCode.Unauthorized } => DeliveryFailure.Refused,
        _ => DeliveryFailure.NotAnswered,
    };

    /// <summary>Whether it is still to be sent: not to somebody who has it, and not when somebody else is acting on it, unless that is the lead who raised it.</summary>
    private static bool IsStillWanted(Concern concern, NamedPerson lead, int round) =>
        !concern.Excluded.Contains(lead.Key)
        && concern.Alerted.GetValueOrDefault(lead.Key) < round
        && (concern.Status == ConcernStatus.Raised || concern.Holder?.EntraId == lead.EntraId || concern.IsHeldByReporter);

    private async Task<bool> WriteAlertedAsync(
        Ledger ledger, string reference, NamedPerson lead, int round, ConversationReference to, string? activityId, CancellationToken cancellationToken)
    {
        var concern = (await ledger.ConcernAsync(reference, cancellationToken))!;
        var isFirst = await RememberAsync(ledger, reference, lead, round, to, activityId, cancellationToken);
        var decision = ConcernLifecycle.Alert(lead.Key, round, clock.GetUtcNow());
        await ledger.WriteAsync(
            concern, isFirst && concern.Status == ConcernStatus.Raised ? decision : decision with { Work = [.. decision.Work, new Work.RefreshCards()] }, cancellationToken);

        return true;
    }

    /// <summary>Remembers a card that was sent to somebody. What they had before points to it from now on.</summary>
    /// <returns>Whether it is the first that they have of this concern.</returns>
    internal static async Task<bool> RememberAsync(
        Ledger ledger, string reference, NamedPerson lead, int round, ConversationReference to, string? activityId, CancellationToken cancellationToken, LeadTold? told = null)
    {
        var older = (await ledger.AlertCardsAsync(reference, cancellationToken)).Where(card => card.Person == lead.Key && !card.IsSuperseded).ToArray();

        foreach (var card in older)
        {
            card.IsSuperseded = true;
        }

        ledger.Add(new AlertCardRow
        {
            Reference = reference,
            Person = lead.Key,
            Round = round,
            ConversationId = to.ConversationId,
            ServiceUrl = to.ServiceUrl,
            ActivityId = activityId,
            Told = told,
        });

        return older.Length == 0;
    }

    private Task<bool> FailAsync(string reference, School school, NamedPerson lead, int round, DeliveryFailure why, CancellationToken cancellationToken) => ledgers.DoAsync(
        async ledger =>
        {
            var concern = (await ledger.ConcernAsync(reference, cancellationToken))!;
            var decision = ConcernLifecycle.FailDelivery(concern, lead.Key, round, why, school, clock.GetUtcNow());

            if (decision.Refusal is null)
            {
                await ledger.WriteAsync(concern, decision, cancellationToken);
            }

            return true;
        },
        cancellationToken);
}
