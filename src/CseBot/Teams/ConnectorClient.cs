using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Azure.Core;

namespace CseBot.Teams;

/// <summary>Calls back to Teams: the few calls of the Bot Connector that we use (protocol 2.2).</summary>
internal sealed partial class ConnectorClient(
    HttpClient http,
    BotOptions bot,
    ServiceHosts hosts,
    ConnectorPace pace,
    TimeProvider clock,
    ILogger<ConnectorClient> logger,
    TokenCredential? credential = null)
{
    /// <summary>Where somebody is first written to who has never spoken: the public cloud's address (protocol 2.3).</summary>
    public const string FirstContact = "https://smba.trafficmanager.net/teams/";

    private static readonly TokenRequestContext _scope = new(["https://api.botframework.com/.default"]);

    /// <summary>Opens the one-to-one chat with a member, by Entra id where that is all we know. The same member always has the same chat.</summary>
    public Task<ConnectorAnswer> CreateConversationAsync(string serviceUrl, string member, CancellationToken cancellationToken) => CallAsync(
        HttpMethod.Post,
        serviceUrl,
        "v3/conversations",
        new NewConversation(false, [new NewMember(member)], bot.TenantId, new NewMember($"28:{bot.AppId}")),
        TeamsJson.Relaxed.NewConversation,
        pacedBy: member,
        cancellationToken);

    public Task<ConnectorAnswer> SendAsync(ConversationReference to, OutgoingActivity activity, CancellationToken cancellationToken) => CallAsync(
        HttpMethod.Post,
        to.ServiceUrl,
        $"v3/conversations/{Uri.EscapeDataString(to.ConversationId)}/activities",
        activity,
        TeamsJson.Relaxed.OutgoingActivity,
        pacedBy: to.ConversationId,
        cancellationToken);

    public Task<ConnectorAnswer> UpdateAsync(
        ConversationReference to, string activityId, OutgoingActivity activity, CancellationToken cancellationToken) => CallAsync(
        HttpMethod.Put,
        to.ServiceUrl,
        $"v3/conversations/{Uri.EscapeDataString(to.ConversationId)}/activities/{Uri.EscapeDataString(activityId)}",
        activity,
        TeamsJson.Relaxed.OutgoingActivity,
        pacedBy: to.ConversationId,
        cancellationToken);

    /// <summary>Asks for the members of a chat, to learn whether it is there and may be written to. It is said to nobody.</summary>
    public Task<ConnectorAnswer> MembersAsync(ConversationReference of, CancellationToken cancellationToken) => CallAsync(
        HttpMethod.Get,
        of.ServiceUrl,
        $"v3/conversations/{Uri.EscapeDataString(of.ConversationId)}/members",
        content: null,
        pacedBy: of.ConversationId,
        cancellationToken);

    private async Task<ConnectorAnswer> CallAsync<T>(
        HttpMethod method, string serviceUrl, string path, T body, JsonTypeInfo<T> shape, string pacedBy, CancellationToken cancellationToken)
    {
        using var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, shape));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");

        return await CallAsync(method, serviceUrl, path, content, pacedBy, cancellationToken);
    }

    private async Task<ConnectorAnswer> CallAsync(
        HttpMethod method, string serviceUrl, string path, HttpContent? content, string pacedBy, CancellationToken cancellationToken)
    {
        if (!hosts.Allow(serviceUrl))
        {
            Log.HostNotAllowed(logger);
            return new ConnectorFault(ConnectorFaultKind.Rejected, null);
        }

        if (pace.Take(pacedBy) is { } wait)
        {
            return new ConnectorFault(ConnectorFaultKind.Later, null, wait);
        }

        try
        {
            using var request = new HttpRequestMessage(method, $"{serviceUrl.TrimEnd('/')}/{path}");
            request.Content = content;

            if (credential is not null)
            {
                var token = await credential.GetTokenAsync(_scope, cancellationToken);
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Token);
            }

            using var response = await http.SendAsync(request, cancellationToken);

            return response.IsSuccessStatusCode
                ? ConnectorAnswer.Accepted(await IdInAsync(response, cancellationToken))
                : Refused(method, response);
        }
        catch (Exception fault) when (fault is HttpRequestException or Azure.Identity.AuthenticationFailedException
            || (fault is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            Log.NotAnswered(logger, method.Method, fault.GetType().Name);

            return new ConnectorFault(
                fault is Azure.Identity.AuthenticationFailedException ? ConnectorFaultKind.Later : ConnectorFaultKind.Uncertain, null);
        }
    }

    /// <summary>The id in an answer. An empty body, or one that cannot be read, is a success without an id.</summary>
    private static async Task<string?> IdInAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);

        try
        {
            return body.Length <= 2 ? null : JsonSerializer.Deserialize(body, TeamsJson.Relaxed.ResourceId)?.Id;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private ConnectorFault Refused(HttpMethod method, HttpResponseMessage response)
    {
        var kind = ConnectorFault.KindOf(response.StatusCode);
        Log.Refused(logger, method.Method, (int)response.StatusCode, kind);

        return new ConnectorFault(kind, response.StatusCode, RetryAfter(response.Headers.RetryAfter));
    }

    private TimeSpan? RetryAfter(RetryConditionHeaderValue? header) => header switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } when date > clock.GetUtcNow() => date - clock.GetUtcNow(),
        _ => null,
    };

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "A call to Teams was not made: its host is not one that may be called.")]
        public static partial void HostNotAllowed(ILogger logger);

        [LoggerMessage(LogLevel.Warning, "Teams refused a {Method} with {Status}: {Kind}.")]
        public static partial void Refused(ILogger logger, string method, int status, ConnectorFaultKind kind);

        [LoggerMessage(LogLevel.Warning, "Teams did not answer a {Method}: {Fault}.")]
        public static partial void NotAnswered(ILogger logger, string method, string fault);
    }
}
