using CseBot.Operations;
using CseBot.Practice.Emulators;

namespace CseBot.Practice;

/// <summary>The real bot between two emulators, all in this process, talking over real HTTP on loopback.</summary>
public sealed class Stage : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("csebot-").FullName;
    private readonly WebApplication _far;
    private readonly Action<WebApplicationBuilder>? _configure;
    private readonly Action<IServiceCollection>? _replace;

    private Stage(
        WebApplication far, MovableClock clock, Wire wire, TeamsEmulator teams, GraphEmulator graph, Action<WebApplicationBuilder>? configure, Action<IServiceCollection>? replace)
    {
        (_far, Clock, Wire, Teams, Graph, _configure, _replace) = (far, clock, wire, teams, graph, configure, replace);
    }

    public MovableClock Clock { get; }

    public Wire Wire { get; }

    public TeamsEmulator Teams { get; }

    public GraphEmulator Graph { get; }

    /// <summary>The bot itself, once it has been started.</summary>
    public WebApplication Bot { get; private set; } = null!;

    public Uri Address => new(_far.Urls.First());

    public string Database => Path.Combine(_folder, "csebot.db");

    /// <summary>Sets everything up and starts it.</summary>
    /// <param name="address">Where the emulators, and whatever <paramref name="furnish"/> adds, are served. Port 0 chooses one.</param>
    /// <param name="furnish">What else is served beside the emulators.</param>
    /// <param name="configure">Changes to the bot's configuration.</param>
    /// <param name="replace">Changes to the bot's parts.</param>
    public static async Task<Stage> SetAsync(
        string address,
        MovableClock clock,
        Action<Stage, WebApplication>? furnish = null,
        Action<WebApplicationBuilder>? configure = null,
        Action<IServiceCollection>? replace = null)
    {
        var wire = new Wire(clock);
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Production", ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address);
        var far = builder.Build();

        var teams = new TeamsEmulator(MadeUpSchool.People(), wire, clock, MadeUpSchool.AppId, MadeUpSchool.TenantId);
        var graph = new GraphEmulator(wire, MadeUpSchool.SiteId, MadeUpSchool.ListId);
        graph.PutInGroup(MadeUpSchool.StaffGroupId, [.. teams.People.Where(person => person.Key != "pupil")]);
        graph.PutInGroup(MadeUpSchool.LeadsGroupId, [.. teams.People.Where(person => person.Key is "lead" or "deputy")]);
        var stage = new Stage(far, clock, wire, teams, graph, configure, replace);

        teams.Map(far);
        graph.Map(far);
        furnish?.Invoke(stage, far);
        await far.StartAsync();
        teams.ServiceUrl = new Uri(stage.Address, "teams/").AbsoluteUri;
        await stage.StartBotAsync();

        return stage;
    }

    public async Task StartBotAsync()
    {
        Bot = Build();

        await CommandLine.MigrateAsync(Bot, CancellationToken.None);
        await Bot.StartAsync();
        Teams.Bot = new Uri(Bot.Urls.First());
    }

    /// <summary>The bot as configured here, not started: what a command that is run beside it is made of.</summary>
    public WebApplication Build() => CseBotHost.Build(
        new WebApplicationOptions { EnvironmentName = "Development", ContentRootPath = AppContext.BaseDirectory },
        builder =>
        {
            builder.Logging.ClearProviders();
            builder.Configuration.Sources.Clear();
            builder.Configuration.AddInMemoryCollection(MadeUpSchool.Configuration(Address, Database));
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            _configure?.Invoke(builder);
        },
        services =>
        {
            services.AddSingleton<TimeProvider>(Clock);
            _replace?.Invoke(services);
        });

    public async Task StopBotAsync()
    {
        await Bot.StopAsync();
        await Bot.DisposeAsync();
    }

    /// <summary>Stops the bot without letting it finish what it is doing, as near to pulling the plug as one process can.</summary>
    public async Task KillBotAsync()
    {
        await Bot.StopAsync(new CancellationToken(canceled: true));
        await Bot.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopBotAsync();
        await _far.DisposeAsync();
        Teams.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }
}
