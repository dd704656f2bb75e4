using Azure.Core;
using CseBot.Alerts;
using CseBot.Cards;
using CseBot.Chats;
using CseBot.Concerns;
using CseBot.Conversations;
using CseBot.Desk;
using CseBot.Dialogs;
using CseBot.Escalation;
using CseBot.Graph;
using CseBot.Operations;
using CseBot.Outbox;
using CseBot.Storage;
using CseBot.Teams;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;
using Microsoft.Graph;
using Microsoft.Kiota.Abstractions.Authentication;

namespace CseBot;

/// <summary>Puts the program together: what it is made of, by folder.</summary>
internal static class CseBotHost
{
    /// <summary>The whole program, ready to run.</summary>
    /// <param name="configure">Changes to the configuration, made before it is read.</param>
    /// <param name="replace">Changes to the parts, made before they are put together: another clock, say.</param>
    /// <param name="isProvisioned">Whether the schools' lists have to be configured.</param>
    /// <exception cref="ConfigurationFault">The configuration is wrong.</exception>
    public static WebApplication Build(
        WebApplicationOptions options, Action<WebApplicationBuilder>? configure = null, Action<IServiceCollection>? replace = null, bool isProvisioned = true)
    {
        var builder = WebApplication.CreateBuilder(options);
        builder.Logging
            .AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning)
            .AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning)
            .AddFilter("Npgsql", LogLevel.Warning)
            .AddFilter("System.Net.Http.HttpClient", LogLevel.Warning);
        configure?.Invoke(builder);
        builder.Host.UseDefaultServiceProvider(provider => (provider.ValidateOnBuild, provider.ValidateScopes) = (true, true));
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MessagesEndpoint.LargestDrained;
        });

        var settings = Settings.Read(builder.Configuration, builder.Environment.IsDevelopment(), isProvisioned);

        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(settings.Schools);
        builder.Services
            .AddStorage(settings)
            .AddCredentials(settings)
            .AddTeams(settings, builder.Environment.IsDevelopment())
            .AddConversations(settings)
            .AddAlerts()
            .AddDesk()
            .AddGraph(settings)
            .AddOperations();
        replace?.Invoke(builder.Services);

        var app = builder.Build();
        app.MapPost("/api/messages", (HttpContext http, MessagesEndpoint endpoint) => endpoint.ReceiveAsync(http));
        app.MapHealthChecks("/health/live", new() { Predicate = _ => false });
        app.MapHealthChecks("/health/ready", new() { ResponseWriter = HealthPage.WriteAsync });

        return app;
    }

    extension(IServiceCollection services)
    {
        private IServiceCollection AddStorage(Settings settings)
        {
            services.AddSingleton(settings.Storage);

            if (settings.Storage.Provider == StorageOptions.Postgres)
            {
                services.AddDbContextFactory<PostgresCseBotDb>(db => db.UseNpgsql(settings.Storage.ConnectionString));
                services.AddSingleton<IDbContextFactory<CseBotDb>, PostgresDatabases>();
            }
            else
            {
                services.AddDbContextFactory<SqliteCseBotDb>(db => db.UseSqlite(settings.Storage.ConnectionString).AddInterceptors(new SqlitePragmas()));
                services.AddSingleton<IDbContextFactory<CseBotDb>, SqliteDatabases>();
            }

            services.AddSingleton<Protection>();
            services.AddSingleton<AuditChain>();
            services.AddSingleton<DetailKeys>();
            services.AddSingleton<BlindIndex>();
            services.AddSingleton<Ledgers>();
            services.AddSingleton<OutboxSignal>();

            var ring = services.AddDataProtection().SetApplicationName("CseBot");
            services.AddOptions<KeyManagementOptions>().Configure<IDbContextFactory<CseBotDb>>((keys, databases) => keys.XmlRepository = new KeyRing(databases));

            if (settings.RingCertificate is { } certificate)
            {
                ring.ProtectKeysWithCertificate(certificate);
            }

            return services;
        }

        /// <summary>Who we are to Teams and to Graph, with a client of their own for the tokens that Entra issues.</summary>
        private IServiceCollection AddCredentials(Settings settings)
        {
            services.AddTransient<BoundedAnswers>();
            services.AddFarSide(nameof(Credentials));
            services.AddSingleton(provider => Credentials.From(settings, Client(provider, nameof(Credentials))));

            return services;
        }

        /// <summary>A client for one far side. All of them keep to <see cref="BoundedAnswers"/>, which is also what times them.</summary>
        private void AddFarSide(string name) => services
            .AddHttpClient(name, http => http.Timeout = Timeout.InfiniteTimeSpan)
            .AddHttpMessageHandler<BoundedAnswers>()
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) });

        private IServiceCollection AddTeams(Settings settings, bool development)
        {
            services.AddSingleton(settings.Bot);
            services.AddSingleton(new ServiceHosts(settings.Bot, development));
            services.AddSingleton<Caller>();
            services.AddSingleton<ConnectorPace>();
            services.AddFarSide(nameof(SigningKeys));
            services.AddFarSide(nameof(ConnectorClient));
            services.AddSingleton(provider => new SigningKeys(
                Client(provider, nameof(SigningKeys)),
                settings.Bot,
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<SigningKeys>>()));
            services.AddSingleton(provider => new ConnectorClient(
                Client(provider, nameof(ConnectorClient)),
                settings.Bot,
                provider.GetRequiredService<ServiceHosts>(),
                provider.GetRequiredService<ConnectorPace>(),
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<ConnectorClient>>(),
                provider.GetRequiredService<Credentials>().Connector));
            services.AddAuthentication(BotAuthentication.SchemeName)
                .AddScheme<AuthenticationSchemeOptions, BotAuthentication>(BotAuthentication.SchemeName, configureOptions: null);
            services.AddSingleton<PersonalChats>();
            services.AddSingleton<ActivityRouter>();
            services.AddSingleton<MessagesEndpoint>();

            return services;
        }

        private IServiceCollection AddConversations(Settings settings)
        {
            services.AddSingleton(settings.Drafts);
            services.AddSingleton(Wording.Load());
            var guidance = GuidanceLibrary.Load();
            services.AddSingleton(guidance);
            services.AddSingleton(AreaLibrary.Load());
            services.AddSingleton(BankHolidays.Load());
            services.AddSingleton<Contacts>();
            services.AddSingleton(new GuidanceMatcher(guidance));
            services.AddSingleton<CardLibrary>();
            services.AddSingleton<Notices>();
            services.AddSingleton(new SignFinder(guidance));
            services.AddSingleton(KinderWords.Load());
            services.AddSingleton<Accounts>();
            services.AddSingleton<Noticing>();
            services.AddSingleton<OwnConcerns>();
            services.AddSingleton<TickChoices>();
            services.AddSingleton<QuestionCards>();
            services.AddSingleton<GuidanceCards>();
            services.AddSingleton<Lookup>();
            services.AddSingleton<ConversationLocks>();
            services.AddSingleton<Drafts>();
            services.AddSingleton<Unlisted>();
            services.AddSingleton<Arrivals>();
            services.AddSingleton<Openings>();
            services.AddSingleton<Answering>();
            services.AddSingleton<Conversation>();
            services.AddSingleton<Reception>();
            services.AddSingleton<Turns>();
            services.AddSingleton<TaskDialog>();
            services.AddSingleton<UnsentDrafts>();
            services.AddSingleton<TellReporter>();

            return services;
        }

        private IServiceCollection AddAlerts()
        {
            services.AddSingleton<AlertCards>();
            services.AddSingleton<OpenCards>();
            services.AddSingleton<SendAlert>();
            services.AddSingleton<DrillCards>();
            services.AddSingleton<DrillActions>();
            services.AddSingleton<Drills>();
            services.AddSingleton<RefreshCards>();
            services.AddSingleton<TellLead>();
            services.AddSingleton<EscalationSweep>();

            return services;
        }

        private IServiceCollection AddDesk()
        {
            services.AddSingleton(Domains.Load());
            services.AddSingleton<RecordWords>();
            services.AddSingleton<AssessmentText>();
            services.AddSingleton<HandOverText>();
            services.AddSingleton<FullRecord>();
            services.AddSingleton<IRecordDocument, RecordDocument>();
            services.AddSingleton<FormCards>();
            services.AddSingleton<ConcernForms>();
            services.AddSingleton<ConcernPages>();
            services.AddSingleton<ConcernActions>();
            services.AddSingleton<DeskCards>();
            services.AddSingleton<DeskActions>();
            services.AddSingleton<IDeskDoor>(provider => provider.GetRequiredService<DeskActions>());
            services.AddSingleton<TermFigures>();
            services.AddSingleton<FiguresSheet>();
            services.AddSingleton<FiguresCards>();
            services.AddSingleton<FiguresActions>();
            services.AddSingleton<AskReporter>();
            services.AddSingleton<OpenDesk>();
            services.AddSingleton<Mornings>();
            services.AddSingleton<TellPerson>();
            services.AddSingleton<HoldDrill>();

            return services;
        }

        private IServiceCollection AddGraph(Settings settings)
        {
            services.AddFarSide(nameof(GraphServiceClient));
            services.AddSingleton(provider => new GraphServiceClient(
                Client(provider, nameof(GraphServiceClient)),
                GraphAccess(settings.Graph, provider.GetRequiredService<Credentials>().Graph),
                settings.Graph.BaseUrl.AbsoluteUri));
            services.AddSingleton<Groups>();
            services.AddSingleton<Presences>();
            services.AddSingleton<GroupDirectory>();
            services.AddSingleton<IDirectory>(provider => provider.GetRequiredService<GroupDirectory>());
            services.AddSingleton(provider => new AppInstaller(
                provider.GetRequiredService<GraphServiceClient>(),
                settings.Bot.AppId,
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<AppInstaller>>()));
            services.AddSingleton<IAppInstaller>(provider => provider.GetRequiredService<AppInstaller>());
            services.AddSingleton<SchoolRecord>();
            services.AddSingleton(settings.Graph);
            services.AddSingleton<People>();
            services.AddSingleton<PutListItem>();
            services.AddSingleton<SendMail>();
            services.AddSingleton<CreateMeeting>();
            services.AddSingleton<FileDocument>();
            services.AddSingleton<GraphLine>();
            services.AddSingleton<RecordSite>();
            services.AddSingleton<RecordProbe>();

            return services;
        }

        private IServiceCollection AddOperations()
        {
            services.AddHealthChecks().AddCheck<Readiness>("ready");
            services.AddSingleton<KeysAtStart>();
            services.AddSingleton<Housekeeping>();
            services.AddSingleton<Reconciliation>();
            services.AddSingleton<RecordChecks>();
            services.AddSingleton<SetupChecks>();
            services.AddSingleton<PeopleChecks>();
            services.AddSingleton<DatabaseChecks>();
            services.AddSingleton<FarSideChecks>();
            services.AddSingleton<GroupChecks>();
            services.AddSingleton<GuidanceChecks>();
            services.AddSingleton<Sweeps>();
            services.AddSingleton(provider => new Dispatchers(
            [
                Dispatcher(provider, provider.GetRequiredService<SendAlert>(), provider.GetRequiredService<TellLead>()),
                Dispatcher(
                    provider,
                    provider.GetRequiredService<RefreshCards>(),
                    provider.GetRequiredService<TellReporter>(),
                    provider.GetRequiredService<AskReporter>(),
                    provider.GetRequiredService<TellPerson>()),
                Dispatcher(provider, provider.GetRequiredService<HoldDrill>()),
                Dispatcher(
                    provider,
                    provider.GetRequiredService<PutListItem>(),
                    provider.GetRequiredService<SendMail>(),
                    provider.GetRequiredService<CreateMeeting>(),
                    provider.GetRequiredService<FileDocument>()),
            ]));
            services.AddHostedService<Unsaid>();
            services.AddHostedService(provider => provider.GetRequiredService<Sweeps>());
            services.AddHostedService(provider => provider.GetRequiredService<Dispatchers>());

            return services;
        }
    }

    private static OutboxDispatcher Dispatcher(IServiceProvider provider, params IReadOnlyList<IOutboxHandler> handlers) => new(
        handlers,
        provider.GetRequiredService<IDbContextFactory<CseBotDb>>(),
        provider.GetRequiredService<OutboxSignal>(),
        provider.GetRequiredService<TimeProvider>(),
        provider.GetRequiredService<ILogger<OutboxDispatcher>>());

    private static HttpClient Client(IServiceProvider provider, string farSide) => provider.GetRequiredService<IHttpClientFactory>().CreateClient(farSide);

    /// <summary>Graph is given a token over https, at its own host, and nowhere else.</summary>
    private static IAuthenticationProvider GraphAccess(GraphOptions graph, TokenCredential? credential) => credential is null
        ? new AnonymousAuthenticationProvider()
        : new Microsoft.Kiota.Authentication.Azure.AzureIdentityAuthenticationProvider(
            credential, [graph.BaseUrl.Host], isCaeEnabled: true, scopes: [graph.Scope()]);
}
