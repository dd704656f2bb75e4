using CseBot.Storage;
using CseBot.Teams;

namespace CseBot.Chats;

/// <summary>Writes to one person in their own chat, wherever that is.</summary>
internal sealed class PersonalChats(Ledgers ledgers, ConnectorClient connector)
{
    /// <summary>Sends to the chat of a person. Where there is none yet, or it is gone, one is opened by Entra id, which works once the app is installed for them.</summary>
    /// <returns>The chat, if there is one, and what came of it.</returns>
    public async Task<(ConversationReference? To, ConnectorAnswer Sent)> SendAsync(string entraId, OutgoingActivity activity, CancellationToken cancellationToken)
    {
        await using var ledger = ledgers.Open();

        if (await ledger.PersonAsync(entraId, cancellationToken) is { IsInstalled: true } person)
        {
            var known = new ConversationReference(person.ServiceUrl, person.ConversationId);
            var sent = await connector.SendAsync(known, activity, cancellationToken);

            if (sent.Fault is not { Kind: ConnectorFaultKind.NotThere })
            {
                return (known, sent);
            }
        }

        var serviceUrl = await ledger.AnyServiceUrlAsync(cancellationToken) ?? ConnectorClient.FirstContact;
        var created = await connector.CreateConversationAsync(serviceUrl, entraId, cancellationToken);

        if (created.Id is not { } id)
        {
            return (null, created.Fault is null ? new ConnectorFault(ConnectorFaultKind.Uncertain, null) : created);
        }

        var opened = new ConversationReference(serviceUrl, id);

        return (opened, await connector.SendAsync(opened, activity, cancellationToken));
    }
}
