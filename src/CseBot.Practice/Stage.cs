using System.Globalization;
using CseBot.Operations;
using CseBot.Practice.Emulators;

namespace CseBot.Practice;

/// <summary>The real bot between two emulators, all in this process, talking over real HTTP on loopback.</summary>
public sealed class Stage : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("csebot-").FullName;
    private readonly WebApplication _far;
    private readonly List<WebApplication> _bots = [];
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

    /// <summary>The bot that Teams writes to, once one has been started.</summary>
    public WebApplication Bot { get; private set; } = null!;

    public Uri Address => new(_far.Urls.First());

    /// <summary>Sets everything up and starts it.</summary>
    /// <param name="address">Where the emulators, and whatever <paramref name="furnish"/> adds, are served. Port 0 chooses one.</param>
    /// <param name="furnish">What else is served beside the emulators.</param>
    /// <param name="configure">Changes to the bot's configuration: another database than one of the stage's own, say.</param>
    /// <param name="replace">Changes to the bot's parts.</param>
    /// <param name="people">Everybody who has Teams, where they are not the people of the made-up school.</param>
    public static async Task<Stage> SetAsync(
        string address,
        MovableClock clock,
        Action<Stage, WebApplication>? furnish = null,
        Action<WebApplicationBuilder>? configure = null,
        Action<IServiceCollection>? replace = null,
        IReadOnlyList<TeamsPerson>? people = null)
    {
        var wire = new Wire(clock);
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Production", ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address);
        var far = builder.Build();

        // The far side's clock, as its answers tell it, is the room's.
        far.Use((http, next) =>
        {
            http.Response.Headers.Date = clock.GetUtcNow().ToString("R", CultureInfo.InvariantCulture);

            return next(http);
        });

        var teams = new TeamsEmulator(people ?? MadeUpSchool.People(), wire, clock, MadeUpSchool.AppId, MadeUpSchool.TenantId);
        var graph = new GraphEmulator(wire, teams, MadeUpSchool.AppId, MadeUpSchool.SiteId, MadeUpSchool.ListId);
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

    /// <summary>Starts a bot, and lets Teams write to it. One that was started before goes on beside it.</summary>
    public async Task<WebApplication> StartBotAsync()
    {
        var bot = BuildBot();
        _bots.Add(bot);
        await CommandLine.PrepareAsync(bot, CancellationToken.None);
        await bot.StartAsync();
        LetTeamsWriteTo(bot);

        return bot;
    }

    /// <summary>Lets Teams write to another of the bots from now on.</summary>
    public void LetTeamsWriteTo(WebApplication bot) => (Bot, Teams.Bot) = (bot, new Uri(bot.Urls.First()));

    /// <summary>The bot, put together and not started, as commands have it.</summary>
    /// <param name="configure">Further changes to its configuration.</param>
    /// <param name="replace">Further changes to its parts.</param>
    /// <param name="isProvisioned">Whether its lists have to be configured.</param>
    public WebApplication BuildBot(Action<WebApplicationBuilder>? configure = null, Action<IServiceCollection>? replace = null, bool isProvisioned = true) => CseBotHost.Build(
        new WebApplicationOptions { EnvironmentName = "Development", ContentRootPath = AppContext.BaseDirectory },
        builder =>
        {
            builder.Logging.ClearProviders();
            builder.Configuration.Sources.Clear();
            builder.Configuration.AddInMemoryCollection(MadeUpSchool.Configuration(Address, Path.Combine(_folder, "csebot.db")));
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            _configure?.Invoke(builder);
            configure?.Invoke(builder);
        },
        services =>
        {
            services.AddSingleton<TimeProvider>(Clock);
            services.AddSingleton(MadeUpSchool.Areas);
            _replace?.Invoke(services);
            replace?.Invoke(services);
        },
        isProvisioned);

    public async Task StopBotAsync()
    {
        await Bot.StopAsync();
        await Bot.DisposeAsync();
        _bots.Remove(Bot);
    }

    /// <summary>Stops the bot without letting it finish what it is doing, as near to pulling the plug as one process can.</summary>
    public async Task KillBotAsync()
    {
        await Bot.StopAsync(new CancellationToken(canceled: true));
        await Bot.DisposeAsync();
        _bots.Remove(Bot);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var bot in _bots)
        {
            await bot.StopAsync();
            await bot.DisposeAsync();
        }

        await _far.DisposeAsync();
        Teams.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }
}
