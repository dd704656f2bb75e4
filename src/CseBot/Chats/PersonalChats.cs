using CseBot.Storage;
using CseBot.Teams;

namespace CseBot.Chats;

/// <summary>Writes to one person in their own chat, wherever that is.</summary>
internal sealed class PersonalChats(Ledgers ledgers, ConnectorClient connector, IAppInstaller installer, TimeProvider clock)
{
    /// <summary>
    /// Sends to the chat of a person. Where there is none yet, or it is gone, or the bot may not write there, the app is installed for them; where that cannot be
    /// had, a chat is opened by Entra id, which works once the app is there.
    /// </summary>
    /// <returns>The chat, if there is one, and what came of it.</returns>
    public async Task<(ConversationReference? To, ConnectorAnswer Sent)> SendAsync(string entraId, OutgoingActivity activity, CancellationToken cancellationToken)
    {
        var (known, serviceUrl) = await KnownAsync(entraId, cancellationToken);
        ConnectorAnswer? refused = null;

        if (known is not null)
        {
            refused = await connector.SendAsync(known, activity, cancellationToken);

            if (!IsWithoutChat(refused))
            {
                return (known, refused);
            }
        }

        if (await installer.ChatOfAsync(entraId, cancellationToken) is { } chat)
        {
            var installed = new ConversationReference(serviceUrl, chat);
            var sent = await connector.SendAsync(installed, activity, cancellationToken);

            if (sent.Fault is null)
            {
                await RememberAsync(entraId, installed, cancellationToken);
            }

            if (!IsWithoutChat(sent))
            {
                return (installed, sent);
            }

            (known, refused) = (installed, sent);
        }

        return refused?.Fault is { Kind: ConnectorFaultKind.Unreachable } ? (known, refused) : await OpenAsync(entraId, serviceUrl, activity, cancellationToken);
    }

    /// <summary>Makes the chat of a person the one that they are written to in from now on.</summary>
    public Task RememberAsync(string entraId, ConversationReference chat, CancellationToken cancellationToken) => ledgers.DoAsync(
        async ledger =>
        {
            if (await ledger.PersonAsync(entraId, cancellationToken) is { } person)
            {
                (person.ConversationId, person.ServiceUrl, person.IsInstalled) = (chat.ConversationId, chat.ServiceUrl, true);
            }
            else
            {
                ledger.Add(new PersonRow { EntraId = entraId, ConversationId = chat.ConversationId, ServiceUrl = chat.ServiceUrl, HeardAt = clock.GetUtcNow() });
            }

            return true;
        },
        cancellationToken);

    /// <summary>The chat in which a person has last been met, if it may still be there, and where Teams is reached for them.</summary>
    public async Task<(ConversationReference? Chat, string ServiceUrl)> KnownAsync(string entraId, CancellationToken cancellationToken)
    {
        await using var ledger = ledgers.Open();

        if (await ledger.PersonAsync(entraId, cancellationToken) is { IsInstalled: true } person)
        {
            return (new ConversationReference(person.ServiceUrl, person.ConversationId), person.ServiceUrl);
        }

        return (null, await ledger.AnyServiceUrlAsync(cancellationToken) ?? ConnectorClient.FirstContact);
    }

    /// <summary>Whether what is missing is a chat that the bot may write in, and not something that passes.</summary>
    private static bool IsWithoutChat(ConnectorAnswer sent) => sent.Fault is { Kind: ConnectorFaultKind.NotThere or ConnectorFaultKind.Unreachable };

    private async Task<(ConversationReference? To, ConnectorAnswer Sent)> OpenAsync(
        string entraId, string serviceUrl, OutgoingActivity activity, CancellationToken cancellationToken)
    {
        var created = await connector.CreateConversationAsync(serviceUrl, entraId, cancellationToken);

        if (created.Id is not { } id)
        {
            return (null, created.Fault is null ? new ConnectorFault(ConnectorFaultKind.Uncertain, null) : created);
        }

        var opened = new ConversationReference(serviceUrl, id);

        return (opened, await connector.SendAsync(opened, activity, cancellationToken));
    }
}
