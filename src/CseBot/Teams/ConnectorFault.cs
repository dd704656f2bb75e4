using System.Net;

namespace CseBot.Teams;

/// <summary>What a call to the connector came to: the id of what was made, or why not. Being refused is expected, and so a value.</summary>
internal sealed record ConnectorAnswer(string? Id, ConnectorFault? Fault)
{
    public static ConnectorAnswer Accepted(string? id) => new(id, null);

    public static implicit operator ConnectorAnswer(ConnectorFault fault) => new(null, fault);
}

/// <param name="Status">The HTTP status, or nothing when there was no answer at all.</param>
/// <param name="RetryAfter">How long the far side asks us to wait.</param>
internal sealed record ConnectorFault(ConnectorFaultKind Kind, HttpStatusCode? Status, TimeSpan? RetryAfter = null)
{
    /// <summary>What to do about a refused call (protocol 2.4). The status decides: error codes differ from what is documented.</summary>
    public static ConnectorFaultKind KindOf(HttpStatusCode status) => status switch
    {
        HttpStatusCode.Forbidden => ConnectorFaultKind.Unreachable,
        HttpStatusCode.NotFound or HttpStatusCode.Gone => ConnectorFaultKind.NotThere,
        HttpStatusCode.Unauthorized
            or HttpStatusCode.PreconditionFailed
            or HttpStatusCode.RequestTimeout
            or HttpStatusCode.TooManyRequests
            or HttpStatusCode.BadGateway
            or HttpStatusCode.ServiceUnavailable
            or HttpStatusCode.GatewayTimeout => ConnectorFaultKind.Later,
        >= HttpStatusCode.InternalServerError => ConnectorFaultKind.Uncertain,
        _ => ConnectorFaultKind.Rejected,
    };
}

internal enum ConnectorFaultKind
{
    /// <summary>Not now: throttled, paced by ourselves, or passing trouble. The same call may be made again.</summary>
    Later,

    /// <summary>No answer, or one that says nothing: it may have arrived. Made again, the person may see it twice.</summary>
    Uncertain,

    /// <summary>The bot is blocked or not installed for this person. Making the call again is pointless.</summary>
    Unreachable,

    /// <summary>The conversation or message is gone.</summary>
    NotThere,

    /// <summary>The call itself is wrong: a fault of ours.</summary>
    Rejected,
}
