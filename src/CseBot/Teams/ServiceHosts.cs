using System.Net;

namespace CseBot.Teams;

/// <summary>Which connector addresses may be called. A call carries our token, so a forged address would be a stolen token (protocol 1.3).</summary>
internal sealed class ServiceHosts(BotOptions bot, bool development)
{
    private static readonly string[] _teams =
    [
        "smba.trafficmanager.net",
        "smba.infra.gcc.teams.microsoft.com",
        "smba.infra.gov.teams.microsoft.us",
        "smba.infra.dod.teams.microsoft.us",
    ];

    public bool Allow(string address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) && Allow(uri);

    /// <summary>Whether <paramref name="uri"/> is a Teams connector over https, by exact host, on its own port; in Development, loopback over http too.</summary>
    public bool Allow(Uri uri) => uri switch
    {
        { UserInfo.Length: > 0 } or { Query.Length: > 0 } or { Fragment.Length: > 0 } => false,
        { Scheme: "http" or "https" } when IsLoopback(uri) => development,
        { Scheme: "https", IsDefaultPort: true } => _teams.Concat(bot.ServiceHosts).Contains(uri.Host, StringComparer.OrdinalIgnoreCase),
        _ => false,
    };

    public static bool IsLoopback(Uri uri) =>
        string.Equals(uri.Host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    /// <summary>Whether two addresses are the same service: scheme, host, port and path, whatever the case of the host and one last slash.</summary>
    public static bool AreSame(string? one, string? other) =>
        Uri.TryCreate(one, UriKind.Absolute, out var first)
        && Uri.TryCreate(other, UriKind.Absolute, out var second)
        && string.Equals(Address(first), Address(second), StringComparison.Ordinal);

    private static string Address(Uri uri)
    {
        var address = uri.GetComponents(UriComponents.SchemeAndServer | UriComponents.UserInfo | UriComponents.PathAndQuery, UriFormat.UriEscaped);

        return address.EndsWith('/') ? address[..^1] : address;
    }
}
