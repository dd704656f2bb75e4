using CseBot.Chats;
using Microsoft.Graph;
using Microsoft.Graph.Models;
using Microsoft.Kiota.Abstractions;

namespace CseBot.Graph;

/// <summary>Installs the app for people, and finds their chats with it (protocol 5.6). Needs TeamsAppInstallation.ReadWriteSelfForUser.All and AppCatalog.Read.All.</summary>
/// <remarks>A Graph that does not answer is not asked again for a while: an alert that could go another way waits for it once, and not once for each person.</remarks>
internal sealed partial class AppInstaller(GraphServiceClient graph, string appId, TimeProvider clock, ILogger<AppInstaller> logger) : IAppInstaller
{
    /// <summary>How long an alert waits for all of it. Then it goes the other way.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    private static readonly TimeSpan _silence = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _longestSilence = TimeSpan.FromMinutes(10);
    private static readonly GraphFault _notThere = new(GraphFaultKind.NotThere);

    private GraphFault? _away;
    private DateTimeOffset _awayUntil = DateTimeOffset.MinValue;
    private string? _catalogueId;

    public async Task<string?> ChatOfAsync(string entraId, CancellationToken cancellationToken) => (await FindChatAsync(entraId, cancellationToken)).Value;

    /// <summary>The person's chat with the bot, with the app installed for them where it was not; or why not.</summary>
    public async Task<GraphAnswer<string>> FindChatAsync(string entraId, CancellationToken cancellationToken)
    {
        if (_away is { } away && clock.GetUtcNow() < _awayUntil)
        {
            return away;
        }

        using var late = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);

        try
        {
            var chat = await InstalledChatAsync(entraId, either.Token);
            _away = null;

            return chat is null ? _notThere : new GraphAnswer<string>(chat, Fault: null);
        }
        catch (Exception thrown) when (!cancellationToken.IsCancellationRequested && GraphFault.Of(thrown) is not null)
        {
            var fault = GraphFault.Of(thrown)!;
            Log.NotHad(logger, fault.Kind, fault.Status ?? 0);
            Leave(fault);

            return fault;
        }
    }

    private async Task<string?> InstalledChatAsync(string entraId, CancellationToken cancellationToken)
    {
        if ((_catalogueId ??= await FindInCatalogueAsync(cancellationToken)) is not { } app)
        {
            Log.NotInCatalogue(logger);

            return null;
        }

        var installed = await FindInstallationAsync(entraId, app, cancellationToken);

        if (installed is null)
        {
            await InstallAsync(entraId, app, cancellationToken);
            installed = await FindInstallationAsync(entraId, app, cancellationToken);
        }

        return installed is null ? null : (await graph.Users[entraId].Teamwork.InstalledApps[installed].Chat.GetAsync(cancellationToken: cancellationToken))?.Id;
    }

    /// <summary>What the organisation's catalogue calls our app; nothing when it is not in it. An app that was only sideloaded is not.</summary>
    private async Task<string?> FindInCatalogueAsync(CancellationToken cancellationToken)
    {
        var found = await graph.AppCatalogs.TeamsApps.GetAsync(request => request.QueryParameters.Filter = $"externalId eq '{appId}'", cancellationToken);

        return found?.Value?.FirstOrDefault()?.Id;
    }

    private async Task<string?> FindInstallationAsync(string entraId, string app, CancellationToken cancellationToken)
    {
        var found = await graph.Users[entraId].Teamwork.InstalledApps.GetAsync(
            request =>
            {
                request.QueryParameters.Expand = ["teamsApp"];
                request.QueryParameters.Filter = $"teamsApp/id eq '{app}'";
            },
            cancellationToken);

        return found?.Value?.FirstOrDefault()?.Id;
    }

    private async Task InstallAsync(string entraId, string app, CancellationToken cancellationToken)
    {
        var installation = new UserScopeTeamsAppInstallation
        {
            AdditionalData = new Dictionary<string, object>(StringComparer.Ordinal) { ["teamsApp@odata.bind"] = $"{graph.RequestAdapter.BaseUrl}/appCatalogs/teamsApps/{app}" },
        };

        try
        {
            await graph.Users[entraId].Teamwork.InstalledApps.PostAsync(installation, cancellationToken: cancellationToken);
        }
        catch (ApiException refused) when (GraphFault.Of(refused) is { Kind: GraphFaultKind.IsThere })
        {
            // Somebody was first, and they have it.
        }
        catch (ApiException refused) when (GraphFault.Of(refused) is { Kind: GraphFaultKind.NotThere or GraphFaultKind.NotAccepted })
        {
            // What we know the app by may be out of date: it is looked up again.
            _catalogueId = null;
            throw;
        }
    }

    /// <summary>Leaves Graph alone for a while where asking again would only make others wait.</summary>
    private void Leave(GraphFault fault)
    {
        if (fault.Kind is GraphFaultKind.NotAnswered or GraphFaultKind.NotUnderstood or GraphFaultKind.NoToken or GraphFaultKind.Busy)
        {
            var wait = fault.RetryAfter ?? _silence;
            (_away, _awayUntil) = (fault, clock.GetUtcNow() + (wait < _longestSilence ? wait : _longestSilence));
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The app could not be installed for somebody, or their chat could not be found: {Fault} {Status}.")]
        public static partial void NotHad(ILogger logger, GraphFaultKind fault, int status);

        [LoggerMessage(LogLevel.Warning, "The app is not in the organisation's catalogue of Teams apps, so it can be installed for nobody.")]
        public static partial void NotInCatalogue(ILogger logger);
    }
}
