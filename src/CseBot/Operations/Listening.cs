using CseBot.Teams;

namespace CseBot.Operations;

/// <summary>Where the program is configured to listen.</summary>
internal static class Listening
{
    public static bool IsOnLoopbackOnly(IConfiguration configuration) =>
        string.IsNullOrEmpty(configuration["http_ports"])
        && string.IsNullOrEmpty(configuration["https_ports"])
        && Addresses(configuration).All(IsLoopback);

    /// <summary>Whether what staff write could cross a network without being encrypted.</summary>
    public static bool IsInTheClearBeyondLoopback(IConfiguration configuration) =>
        !string.IsNullOrEmpty(configuration["http_ports"])
        || Addresses(configuration).Any(address => address.StartsWith("http:", StringComparison.OrdinalIgnoreCase) && !IsLoopback(address));

    private static IEnumerable<string> Addresses(IConfiguration configuration) =>
        (configuration["urls"] ?? string.Empty).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Concat(configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"] ?? string.Empty));

    private static bool IsLoopback(string address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) && ServiceHosts.IsLoopback(uri);
}
