using System.Net;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CseBot.Teams;

/// <summary>Lets in whoever brings a token that Teams signed for this bot: everything about it that can be checked without the activity (protocol 1.1).</summary>
internal sealed partial class BotAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory loggers,
    UrlEncoder encoder,
    BotOptions bot,
    SigningKeys keys,
    TimeProvider clock,
    ILogger<BotAuthentication> logger)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string SchemeName = "BotFramework";

    private const int LongestToken = 8192;

    private static readonly TimeSpan _skew = TimeSpan.FromMinutes(5);
    private static readonly JsonWebTokenHandler _tokens = new() { MapInboundClaims = false };

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Headers.Authorization is not [{ } header])
        {
            return bot.AllowAnonymousLoopback && Request.Headers.Authorization.Count == 0 && Context.Connection.RemoteIpAddress is { } from && IPAddress.IsLoopback(from)
                ? Succeed(new ClaimsIdentity([new Claim(Caller.AnonymousClaim, "true")], SchemeName))
                : AuthenticateResult.NoResult();
        }

        if (header.Split(' ') is not ["Bearer", { Length: > 0 and <= LongestToken } text] || Read(text) is not { } token)
        {
            return Refuse("malformed", issuer: null);
        }

        if (await keys.FindAsync(token.Kid, Context.RequestAborted) is not { } key)
        {
            return Refuse("unknown key", token.Issuer);
        }

        var validated = await _tokens.ValidateTokenAsync(token, Rules(key.Key));

        return validated.IsValid
            ? Succeed(new ClaimsIdentity(
                token.Claims.Concat(key.Endorsements.Select(channel => new Claim(Caller.EndorsementClaim, channel))), SchemeName))
            : Refuse(validated.Exception?.GetType().Name ?? "invalid", token.Issuer);
    }

    private static JsonWebToken? Read(string text)
    {
        try
        {
            return new JsonWebToken(text) is { Kid.Length: > 0 } token ? token : null;
        }
        catch (Exception fault) when (fault is ArgumentException or SecurityTokenException or FormatException)
        {
            return null;
        }
    }

    private TokenValidationParameters Rules(SecurityKey key) => new()
    {
        ValidIssuer = bot.Issuer,
        ValidAudience = bot.AppId,
        IssuerSigningKey = key,
        ValidAlgorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512],
        RequireSignedTokens = true,
        RequireExpirationTime = true,
        LifetimeValidator = (notBefore, expires, _, _) => IsCurrent(notBefore, expires),
    };

    private bool IsCurrent(DateTime? notBefore, DateTime? expires)
    {
        var now = clock.GetUtcNow().UtcDateTime;

        return expires is { } end && now <= end + _skew && (notBefore is not { } start || now >= start - _skew);
    }

    private AuthenticateResult Succeed(ClaimsIdentity identity) =>
        AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name));

    private AuthenticateResult Refuse(string reason, string? issuer)
    {
        Log.Refused(logger, reason, issuer is null || issuer == bot.Issuer ? "as expected" : "another");

        return AuthenticateResult.Fail(reason);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "A token was refused: {Reason}; its issuer is {Issuer}.")]
        public static partial void Refused(ILogger logger, string reason, string issuer);
    }
}
