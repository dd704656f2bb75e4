using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using CseBot.Graph;
using CseBot.Teams;

namespace CseBot.Operations;

/// <summary>Who we are to Teams' connector and to Graph; nothing where no token is sent.</summary>
internal sealed record Credentials(TokenCredential? Connector, TokenCredential? Graph)
{
    /// <param name="entra">Fetches the tokens. It does not try again by itself: whoever asked comes back.</param>
    public static Credentials From(Settings settings, HttpClient entra)
    {
        var transport = new HttpClientTransport(entra);
        var bot = settings.Bot;
        TokenCredential? connector = bot.Credential switch
        {
            BotCredential.ClientSecret => new ClientSecretCredential(bot.TenantId, bot.AppId, bot.ClientSecret, Over<ClientSecretCredentialOptions>()),
            BotCredential.Certificate => new ClientCertificateCredential(bot.TenantId, bot.AppId, bot.CertificatePath, Over<ClientCertificateCredentialOptions>()),
            BotCredential.ManagedIdentity => ManagedIdentity(ManagedIdentityId.FromUserAssignedClientId(bot.AppId)),
            _ => null,
        };

        return new Credentials(connector, settings.Graph.Credential switch
        {
            GraphCredential.SameAsBot => connector,
            GraphCredential.ManagedIdentity => ManagedIdentity(ManagedIdentityId.SystemAssigned),
            _ => null,
        });

        T Over<T>()
            where T : TokenCredentialOptions, new() => OverTransport(new T());

        ManagedIdentityCredential ManagedIdentity(ManagedIdentityId id) => new(OverTransport(new ManagedIdentityCredentialOptions(id)));

        T OverTransport<T>(T options)
            where T : TokenCredentialOptions
        {
            options.Transport = transport;
            options.Retry.MaxRetries = 0;

            return options;
        }
    }
}
