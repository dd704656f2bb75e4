using Azure.Core;

namespace CseBot.Tests.Support;

/// <summary>Gives a token that can be looked for: in no log, and nowhere but where it belongs.</summary>
internal sealed class MadeUpCredential : TokenCredential
{
    public const string Token = "marzipan";

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => new(Token, DateTimeOffset.MaxValue);

    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        ValueTask.FromResult(GetToken(requestContext, cancellationToken));
}
