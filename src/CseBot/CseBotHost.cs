using System.Security.Cryptography.X509Certificates;
using Azure.Core;
using Azure.Identity;
using CseBot.Alerts;
using CseBot.Cards;
using CseBot.Chats;
using CseBot.Concerns;
using CseBot.Conversations;
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
    /// <exception cref="ConfigurationFault">The configuration is wrong.</exception>
    public static WebApplication Build(
        WebApplicationOptions options, Action<WebApplicationBuilder>? configure = null, Action<IServiceCollection>? replace = null)
    {
        var builder = WebApplication.CreateBuilder(options);
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning).AddFilter("System.Net.Http.HttpClient", LogLevel.Warning);
        configure?.Invoke(builder);
        builder.Host.UseDefaultServiceProvider(provider => (provider.ValidateOnBuild, provider.ValidateScopes) = (true, true));
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MessagesEndpoint.LargestDrained;
        });

        var settings = Settings.Read(builder.Configuration, builder.Environment.IsDevelopment());

        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(settings.Schools);
        builder.Services
            .AddStorage(settings)
            .AddTeams(settings, builder.Environment.IsDevelopment())
            .AddConversations(settings)
            .AddAlerts()
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
            services.AddDbContextFactory<SqliteCseBotDb>(db => db.UseSqlite(settings.Storage.ConnectionString).AddInterceptors(new SqlitePragmas()));
            services.AddSingleton<IDbContextFactory<CseBotDb>, SqliteDatabases>();
            services.AddSingleton<Protection>();
            services.AddSingleton<AuditChain>();
            services.AddSingleton<DetailKeys>();
            services.AddSingleton<BlindIndex>();
            services.AddSingleton<Ledgers>();
            services.AddSingleton<OutboxSignal>();

            var ring = services.AddDataProtection().SetApplicationName("CseBot");
            services.AddOptions<KeyManagementOptions>().Configure<IDbContextFactory<CseBotDb>>((keys, databases) => keys.XmlRepository = new KeyRing(databases));

            if (settings.RingCertificate is { } path)
            {
                ring.ProtectKeysWithCertificate(X509CertificateLoader.LoadPkcs12FromFile(path, password: null));
            }

            return services;
        }

        private IServiceCollection AddTeams(Settings settings, bool development)
        {
            services.AddSingleton(settings.Bot);
            services.AddSingleton(new ServiceHosts(settings.Bot, development));
            services.AddSingleton<Caller>();
            services.AddSingleton<ConnectorPace>();
            services.AddHttpClient(nameof(SigningKeys), Careful).ConfigurePrimaryHttpMessageHandler(WithoutRedirects);
            services.AddHttpClient(nameof(ConnectorClient), Careful).ConfigurePrimaryHttpMessageHandler(WithoutRedirects);
            services.AddSingleton(provider => new SigningKeys(
                provider.GetRequiredService<IHttpClientFactory>().CreateClient(nameof(SigningKeys)),
                settings.Bot,
                development,
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<SigningKeys>>()));
            services.AddSingleton(provider => new ConnectorClient(
                provider.GetRequiredService<IHttpClientFactory>().CreateClient(nameof(ConnectorClient)),
                settings.Bot,
                provider.GetRequiredService<ServiceHosts>(),
                provider.GetRequiredService<ConnectorPace>(),
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<ConnectorClient>>(),
                Credential(settings.Bot)));
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
            services.AddSingleton(GuidanceLibrary.Load());
            services.AddSingleton<GuidanceMatcher>();
            services.AddSingleton<CardLibrary>();
            services.AddSingleton<Notices>();
            services.AddSingleton<QuestionCards>();
            services.AddSingleton<GuidanceCards>();
            services.AddSingleton<ConversationLocks>();
            services.AddSingleton<Drafts>();
            services.AddSingleton<Unlisted>();
            services.AddSingleton<Arrivals>();
            services.AddSingleton<Conversation>();
            services.AddSingleton<Reception>();
            services.AddSingleton<Turns>();
            services.AddSingleton<UnsentDrafts>();
            services.AddSingleton<TellReporter>();

            return services;
        }

        private IServiceCollection AddAlerts()
        {
            services.AddSingleton<AlertCards>();
            services.AddSingleton<AlertActions>();
            services.AddSingleton<OpenCards>();
            services.AddSingleton<SendAlert>();
            services.AddSingleton<DrillCards>();
            services.AddSingleton<DrillActions>();
            services.AddSingleton<Drills>();
            services.AddSingleton<RefreshCards>();
            services.AddSingleton<EscalationSweep>();

            return services;
        }

        private IServiceCollection AddGraph(Settings settings)
        {
            services.AddHttpClient(nameof(GraphServiceClient), Careful).ConfigurePrimaryHttpMessageHandler(WithoutRedirects);
            services.AddSingleton(provider => new GraphServiceClient(
                provider.GetRequiredService<IHttpClientFactory>().CreateClient(nameof(GraphServiceClient)),
                GraphAccess(settings),
                settings.Graph.BaseUrl.AbsoluteUri));
            services.AddSingleton<Groups>();
            services.AddSingleton<GroupDirectory>();
            services.AddSingleton<IDirectory>(provider => provider.GetRequiredService<GroupDirectory>());
            services.AddSingleton<SchoolRecord>();
            services.AddSingleton<PutListItem>();

            return services;
        }

        private IServiceCollection AddOperations()
        {
            services.AddHealthChecks().AddCheck<Readiness>("ready");
            services.AddSingleton<Housekeeping>();
            services.AddSingleton<Sweeps>();
            services.AddSingleton(provider => new Dispatchers(
            [
                Dispatcher(provider, provider.GetRequiredService<SendAlert>()),
                Dispatcher(provider, provider.GetRequiredService<RefreshCards>(), provider.GetRequiredService<TellReporter>()),
                Dispatcher(provider, provider.GetRequiredService<PutListItem>()),
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

    private static void Careful(HttpClient http)
    {
        http.Timeout = TimeSpan.FromSeconds(15);
        http.MaxResponseContentBufferSize = 4 * 1024 * 1024;
    }

    private static SocketsHttpHandler WithoutRedirects() => new() { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) };

    private static TokenCredential? Credential(BotOptions bot) => bot.Credential switch
    {
        BotCredential.ClientSecret => new ClientSecretCredential(bot.TenantId, bot.AppId, bot.ClientSecret),
        BotCredential.Certificate => new ClientCertificateCredential(bot.TenantId, bot.AppId, bot.CertificatePath),
        BotCredential.ManagedIdentity => new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(bot.AppId)),
        _ => null,
    };

    private static IAuthenticationProvider GraphAccess(Settings settings)
    {
        var credential = settings.Graph.Credential switch
        {
            GraphCredential.SameAsBot => Credential(settings.Bot),
            GraphCredential.ManagedIdentity => new ManagedIdentityCredential(ManagedIdentityId.SystemAssigned),
            _ => null,
        };

        return credential is null
            ? new AnonymousAuthenticationProvider()
            : new Microsoft.Kiota.Authentication.Azure.AzureIdentityAuthenticationProvider(
                credential, [settings.Graph.BaseUrl.Host], isCaeEnabled: true, scopes: ["https://graph.microsoft.com/.default"]);
    }
}
