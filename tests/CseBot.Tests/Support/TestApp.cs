using CseBot.Operations;
using CseBot.Outbox;
using CseBot.Practice;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CseBot.Tests.Support;

/// <summary>The real bot between the emulators, on a clock that stands still, with the background work done only when a test says so.</summary>
internal sealed class TestApp : IAsyncDisposable
{
    private TestApp(Stage stage, CapturedLogs logs) => (Stage, Logs) = (stage, logs);

    public static DateTimeOffset Monday { get; } = new(2026, 11, 23, 10, 30, 0, TimeSpan.Zero);

    public Stage Stage { get; }

    public CapturedLogs Logs { get; }

    public Chat Reporter => Chat("reporter");

    public Chat Lead => Chat("lead");

    public Chat Deputy => Chat("deputy");

    public Chat Head => Chat("head");

    public IReadOnlyList<Chat> Everybody => [.. Stage.Teams.People.Select(person => new Chat(this, person))];

    public static async Task<TestApp> StartAsync(bool inBackground = false, Action<WebApplicationBuilder>? configure = null)
    {
        var logs = new CapturedLogs();
        var stage = await Stage.SetAsync(
            "http://127.0.0.1:0",
            new MovableClock(Monday, runs: false),
            furnish: null,
            builder =>
            {
                builder.Logging.AddProvider(logs).SetMinimumLevel(LogLevel.Trace);
                configure?.Invoke(builder);
            },
            services =>
            {
                if (!inBackground)
                {
                    services.RemoveAll<IHostedService>();
                    services.AddHostedService<Unsaid>();
                }
            });
        var app = new TestApp(stage, logs);

        foreach (var person in stage.Teams.People)
        {
            using var installed = await stage.Teams.InstallAsync(person);
            installed.EnsureSuccessStatusCode();
        }

        return app;
    }

    public Chat Chat(string key) => new(this, Stage.Teams.Person(key));

    public T Get<T>()
        where T : notnull => Stage.Bot.Services.GetRequiredService<T>();

    /// <summary>Does everything that is due now.</summary>
    public async Task SettleAsync()
    {
        await Get<Sweeps>().RunOnceAsync(CancellationToken.None);
        await Get<Dispatchers>().RunUntilNothingIsDueAsync(CancellationToken.None);
    }

    /// <summary>Lets time pass, and does what becomes due.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        Stage.Clock.Advance(time);
        await SettleAsync();
    }

    /// <summary>Stops the bot and starts it again on the same database.</summary>
    public async Task RestartAsync()
    {
        await Stage.StopBotAsync();
        await Stage.StartBotAsync();
    }

    public ValueTask DisposeAsync() => Stage.DisposeAsync();
}
