using System.Net;
using System.Security.Claims;
using System.Text.Encodings.Web;
using System.Text.Json;
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
    private static readonly TimeSpan _longestLife = TimeSpan.FromDays(1);
    private static readonly JsonWebTokenHandler _tokens = new() { MapInboundClaims = false };

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Headers.Authorization is not [{ } header])
        {
            return bot.AllowAnonymousLoopback && Request.Headers.Authorization.Count == 0 && Context.Connection.RemoteIpAddress is { } from && IPAddress.IsLoopback(from)
                ? Succeed(new ClaimsIdentity([new Claim(Caller.AnonymousClaim, "true")], SchemeName))
                : AuthenticateResult.NoResult();
        }

        if (header.Split(' ') is not [var scheme, { Length: <= LongestToken } text]
            || !string.Equals(scheme, "Bearer", StringComparison.OrdinalIgnoreCase)
            || Read(text) is not { } token)
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

    /// <summary>A signed token, or <see langword="null"/>: not one inside another, encrypted, or one that says a thing twice and so could be read in two ways.</summary>
    private static JsonWebToken? Read(string text)
    {
        try
        {
            return text.Split('.') is [var header, var claims, { Length: > 0 }]
                && Members(header) is { } members
                && !members.Contains("crit")
                && Members(claims) is not null
                && new JsonWebToken(text) is { Kid.Length: > 0 } token
                    ? token
                    : null;
        }
        catch (Exception fault) when (fault is ArgumentException or SecurityTokenException or FormatException or JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>What a part of a token tells of, or <see langword="null"/> when it is no object.</summary>
    private static HashSet<string>? Members(string part)
    {
        using var json = JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(part), new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = 8 });

        return json.RootElement.ValueKind == JsonValueKind.Object ? [.. json.RootElement.EnumerateObject().Select(member => member.Name)] : null;
    }

    private TokenValidationParameters Rules(SecurityKey key) => new()
    {
        ValidIssuer = bot.Issuer,
        AudienceValidator = (audiences, _, _) => audiences?.SequenceEqual([bot.AppId]) is true,
        IssuerSigningKey = key,
        ValidAlgorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512],
        RequireSignedTokens = true,
        RequireExpirationTime = true,
        LifetimeValidator = (notBefore, expires, _, _) => IsCurrent(notBefore, expires),
    };

    /// <summary>Whether now is within a token's life, and its end near enough: Teams' live an hour.</summary>
    private bool IsCurrent(DateTime? notBefore, DateTime? expires)
    {
        var now = clock.GetUtcNow().UtcDateTime;

        return expires is { } end && now - _skew <= end && end <= now + _longestLife + _skew && (notBefore is not { } start || start <= now + _skew);
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
