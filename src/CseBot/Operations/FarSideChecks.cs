using System.Runtime.CompilerServices;
using Azure.Core;
using Azure.Identity;
using CseBot.Graph;
using CseBot.Teams;

namespace CseBot.Operations;

/// <summary>Looks at what Microsoft has to give us: tokens, the keys that sign Teams' tokens, and the time.</summary>
internal sealed class FarSideChecks(Credentials credentials, Settings settings, BotOptions bot, SigningKeys keys, IHttpClientFactory clients, TimeProvider clock)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan _weak = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan _wrong = TimeSpan.FromMinutes(5);

    public async IAsyncEnumerable<Check> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return await TokenAsync("token for Teams", credentials.Connector, "https://api.botframework.com/.default", "Bot:Credential", cancellationToken);
        yield return await TokenAsync("token for Graph", credentials.Graph, settings.Graph.Scope(), "Graph:Credential", cancellationToken);
        yield return await KeysAsync(cancellationToken);
        yield return await ClockAsync(cancellationToken);
    }

    private async Task<Check> TokenAsync(string what, TokenCredential? credential, string scope, string key, CancellationToken cancellationToken)
    {
        if (credential is null)
        {
            return Check.Weak(what, $"{key} is None: nothing is signed in to, which is for Development only. Choose a credential.");
        }

        try
        {
            await WithinAsync(asking => credential.GetTokenAsync(new TokenRequestContext([scope]), asking).AsTask(), cancellationToken);

            return Check.Ok(what, "It can be had.");
        }
        catch (AuthenticationFailedException fault)
        {
            var code = GraphFault.EntraCodeIn(fault.Message) is { } entra ? $" ({entra})" : string.Empty;

            return Check.Wrong(what, $"Entra does not give one{code}. See that Bot:AppId, Bot:TenantId and {key} are right, and that the secret or certificate has not expired.");
        }
        catch (Exception fault) when (IsNoAnswer(fault, cancellationToken))
        {
            return Check.Wrong(what, "Entra did not answer in time. See that this machine can reach login.microsoftonline.com over https, and run this again.");
        }
    }

    private async Task<Check> KeysAsync(CancellationToken cancellationToken)
    {
        try
        {
            await WithinAsync(asking => keys.FindAsync(string.Empty, asking), cancellationToken);
        }
        catch (Exception fault) when (IsNoAnswer(fault, cancellationToken))
        {
            // Then there are none, which is what is said.
        }

        return keys.AreUsable
            ? Check.Ok("signing keys of Teams", "They can be had.")
            : Check.Wrong("signing keys of Teams", "They cannot be had, so nobody who writes is let in. See that this machine can reach Bot:OpenIdMetadata over https.");
    }

    private async Task<Check> ClockAsync(CancellationToken cancellationToken)
    {
        using var http = clients.CreateClient(nameof(SigningKeys));

        try
        {
            using var response = await WithinAsync(asking => http.GetAsync(bot.OpenIdMetadata, asking), cancellationToken);

            return response.Headers.Date is not { } there
                ? Check.Weak("clock", "It could not be compared: Bot:OpenIdMetadata answered without the time. See that this machine's clock is set by a time server.")
                : (clock.GetUtcNow() - there).Duration() switch
                {
                    var off when off > _wrong => Check.Wrong("clock", $"This machine's clock is {(int)off.TotalMinutes} minutes off: tokens are refused, and times on the record are not true. Let a time server set it."),
                    var off when off > _weak => Check.Weak("clock", $"This machine's clock is {(int)off.TotalMinutes} minutes off. Let a time server set it."),
                    _ => Check.Ok("clock", "It agrees with Microsoft's."),
                };
        }
        catch (Exception fault) when (IsNoAnswer(fault, cancellationToken))
        {
            return Check.Weak("clock", "It could not be compared: Bot:OpenIdMetadata did not answer. See that this machine's clock is set by a time server.");
        }
    }

    private static bool IsNoAnswer(Exception fault, CancellationToken cancellationToken) =>
        fault is HttpRequestException or IOException || (fault is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    private async Task<T> WithinAsync<T>(Func<CancellationToken, Task<T>> ask, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(_patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);

        return await ask(either.Token);
    }
}
