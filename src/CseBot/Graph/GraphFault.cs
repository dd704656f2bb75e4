using System.Globalization;
using System.Text.RegularExpressions;
using Azure.Identity;
using Microsoft.Kiota.Abstractions;

namespace CseBot.Graph;

/// <summary>What Graph answered, or why not. Being refused is expected when a deployment is being set up, and so a value.</summary>
internal readonly record struct GraphAnswer<T>(T? Value, GraphFault? Fault)
{
    public static implicit operator GraphAnswer<T>(GraphFault fault) => new(default, fault);
}

/// <param name="Status">The HTTP status, where there was an answer.</param>
/// <param name="RetryAfter">How long Graph asks us to wait.</param>
/// <param name="EntraCode">What Entra calls its refusal, such as AADSTS7000215. Its text is left out: it may tell more than it should.</param>
internal sealed partial record GraphFault(GraphFaultKind Kind, int? Status = null, TimeSpan? RetryAfter = null, string? EntraCode = null)
{
    /// <summary>The fault that an exception stands for; nothing where it is a bug, and should be thrown on.</summary>
    public static GraphFault? Of(Exception fault) => fault switch
    {
        ApiException refused => new GraphFault(KindOf(refused.ResponseStatusCode), refused.ResponseStatusCode, WaitIn(refused.ResponseHeaders)),
        AuthenticationFailedException refused => new GraphFault(GraphFaultKind.NoToken, EntraCode: EntraCodeIn(refused.Message)),
        HttpRequestException or IOException or OperationCanceledException => new GraphFault(GraphFaultKind.NotAnswered),

        // The SDK cannot read an answer that is not JSON, such as the page of a proxy.
        System.Text.Json.JsonException or InvalidOperationException => new GraphFault(GraphFaultKind.NotUnderstood),
        _ => null,
    };

    public static string? EntraCodeIn(string message) => EntraRefusal().Match(message) is { Success: true } code ? code.Value : null;

    private static GraphFaultKind KindOf(int status) => status switch
    {
        401 => GraphFaultKind.TokenRefused,
        403 => GraphFaultKind.NotAllowed,
        404 or 410 => GraphFaultKind.NotThere,
        409 => GraphFaultKind.IsThere,
        412 => GraphFaultKind.Changed,
        429 => GraphFaultKind.Busy,
        >= 500 => GraphFaultKind.InTrouble,
        _ => GraphFaultKind.NotAccepted,
    };

    /// <summary>How long Graph asks us to wait, in whole seconds; nothing where it does not say.</summary>
    public static TimeSpan? WaitIn(IDictionary<string, IEnumerable<string>>? headers) =>
        headers is not null && headers.TryGetValue("Retry-After", out var values)
            && int.TryParse(values.FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(seconds)
            : null;

    [GeneratedRegex("AADSTS[0-9]{4,9}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex EntraRefusal();
}

internal enum GraphFaultKind
{
    NotAnswered,
    NotUnderstood,
    NoToken,
    TokenRefused,
    NotAllowed,
    NotThere,
    IsThere,
    Changed,
    Busy,
    InTrouble,
    NotAccepted,
}
