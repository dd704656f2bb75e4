using Azure.Core;
using Azure.Identity;
using CseBot.Graph;
using CseBot.Teams;

namespace CseBot.Operations;

/// <summary>Who we are to Teams' connector and to Graph; nothing where no token is sent.</summary>
internal sealed record Credentials(TokenCredential? Connector, TokenCredential? Graph)
{
    public const string GraphScope = "https://graph.microsoft.com/.default";

    public static Credentials From(Settings settings)
    {
        var bot = settings.Bot;
        TokenCredential? connector = bot.Credential switch
        {
            BotCredential.ClientSecret => new ClientSecretCredential(bot.TenantId, bot.AppId, bot.ClientSecret),
            BotCredential.Certificate => new ClientCertificateCredential(bot.TenantId, bot.AppId, bot.CertificatePath),
            BotCredential.ManagedIdentity => new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(bot.AppId)),
            _ => null,
        };

        return new Credentials(connector, settings.Graph.Credential switch
        {
            GraphCredential.SameAsBot => connector,
            GraphCredential.ManagedIdentity => new ManagedIdentityCredential(ManagedIdentityId.SystemAssigned),
            _ => null,
        });
    }
}
