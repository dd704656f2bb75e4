using System.Security.Claims;

namespace CseBot.Teams;

/// <summary>Whether the caller may speak for an activity: everything about a token that can only be checked beside the activity (protocol 1.2, 1.3, 1.6).</summary>
internal sealed class Caller(BotOptions bot, ServiceHosts hosts)
{
    public const string AnonymousClaim = "csebot/anonymous";
    public const string EndorsementClaim = "csebot/endorsement";

    private const string Teams = "msteams";

    /// <summary>The check that fails, or <see langword="null"/> when the caller may speak. Which one is for our log, never for the caller.</summary>
    public string? Objection(ClaimsPrincipal caller, Activity activity)
    {
        var anonymous = caller.HasClaim(claim => claim.Type == AnonymousClaim);

        return activity switch
        {
            { ChannelId: not Teams } => "channel",
            _ when !hosts.Allow(activity.ServiceUrl) => "service host",
            _ when !anonymous && !caller.HasClaim(EndorsementClaim, Teams) => "endorsement",
            _ when !anonymous && !ServiceHosts.AreSame(ServiceUrl(caller), activity.ServiceUrl) => "service url",
            _ when activity.Recipient.Id != $"28:{bot.AppId}" && !(anonymous && activity.Recipient.Id == bot.AppId) => "recipient",
            _ when !string.Equals(activity.Tenant, bot.TenantId, StringComparison.OrdinalIgnoreCase) => "tenant",
            _ => null,
        };
    }

    /// <summary>The one service address that a token names. One that names two could be read in two ways.</summary>
    private static string? ServiceUrl(ClaimsPrincipal caller) =>
        caller.Claims.Where(claim => string.Equals(claim.Type, "serviceurl", StringComparison.OrdinalIgnoreCase)).ToArray() is [var only] ? only.Value : null;
}
