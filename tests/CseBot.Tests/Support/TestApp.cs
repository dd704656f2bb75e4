using System.CommandLine;
using System.Net;
using CseBot.Concerns;
using CseBot.Dialogs;
using CseBot.Graph;
using CseBot.Operations;
using CseBot.Outbox;
using CseBot.Practice;
using CseBot.Practice.Emulators;
using CseBot.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CseBot.Tests.Support;

/// <summary>The real bot between the emulators, on a clock that stands still, with the background work done only when a test says so.</summary>
internal sealed class TestApp : IAsyncDisposable
{
    /// <summary>Read once for all tests: it never changes.</summary>
    private static readonly GuidanceMatcher _matcher = new(GuidanceLibrary.Load());

    private TestApp(TestDatabase database) => Database = database;

    public static DateTimeOffset Monday { get; } = new(2026, 11, 23, 10, 30, 0, TimeSpan.Zero);

    public Stage Stage { get; private set; } = null!;

    public TestDatabase Database { get; private set; }

    public CapturedLogs Logs { get; } = new();

    public Chat Reporter => Chat("reporter");

    public Chat Lead => Chat("lead");

    public Chat Deputy => Chat("deputy");

    public Chat Head => Chat("head");

    public IReadOnlyList<Chat> Everybody => [.. Stage.Teams.People.Select(person => new Chat(this, person))];

    /// <param name="people">Everybody who has Teams, where they are not the people of the made-up school.</param>
    /// <param name="arrange">What is arranged in the world around the bot before anybody has it.</param>
    /// <param name="isReconciled">Whether the people the schools have named were looked at this night already.</param>
    /// <param name="database">Another than a new one of the usual kind. It is the app's from now on.</param>
    public static async Task<TestApp> StartAsync(
        bool inBackground = false,
        LogLevel logsFrom = LogLevel.Information,
        Action<WebApplicationBuilder>? configure = null,
        Action<IServiceCollection>? replace = null,
        Action<Stage, WebApplication>? furnish = null,
        IReadOnlyList<TeamsPerson>? people = null,
        Action<Stage>? arrange = null,
        TestDatabase? database = null,
        bool isReconciled = true)
    {
        var app = new TestApp(database ?? await TestDatabase.CreateAsync());
        app.Stage = await Stage.SetAsync(
            "http://127.0.0.1:0",
            new MovableClock(Monday, runs: false),
            furnish,
            builder =>
            {
                builder.Configuration.AddInMemoryCollection(app.Database.Configuration);
                builder.Logging.AddProvider(app.Logs)
                    .SetMinimumLevel(logsFrom)
                    .AddFilter("Microsoft.EntityFrameworkCore", logsFrom)
                    .AddFilter("System.Net.Http.HttpClient", logsFrom)
                    .AddFilter("Npgsql", logsFrom);
                configure?.Invoke(builder);
            },
            services =>
            {
                services.AddSingleton(_matcher);

                if (!inBackground)
                {
                    services.RemoveAll<IHostedService>();
                    services.AddHostedService<Unsaid>();
                }

                replace?.Invoke(services);
            },
            people);
        arrange?.Invoke(app.Stage);

        foreach (var person in app.Stage.Teams.People)
        {
            using var installed = await app.Stage.Teams.InstallAsync(person);
            installed.EnsureSuccessStatusCode();
        }

        if (isReconciled)
        {
            await app.ReconcileAsync(Monday);
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

    /// <summary>Stops the bot, if it runs, and starts it again on another database, which is the app's from now on.</summary>
    public async Task MoveToAsync(TestDatabase database)
    {
        await Stage.StopBotAsync();
        await Database.DisposeAsync();
        Database = database;
        await Stage.StartBotAsync();
    }

    /// <summary>Lets a night be over in which everybody could be reached, so that nobody is asked about on its day.</summary>
    private async Task ReconcileAsync(DateTimeOffset at)
    {
        await using var db = await Get<IDbContextFactory<CseBotDb>>().CreateDbContextAsync();
        db.Seen.Add(Reconciliation.Done(School.Day(at), at, string.Empty));

        try
        {
            await db.SaveChangesAsync();
        }
        catch (DbUpdateException fault) when (SomebodyWasFirst.Is(fault))
        {
            // The bot that runs in the background has looked at them itself.
        }
    }

    /// <summary>The reference of the only concern there is.</summary>
    public string OnlyReference
    {
        get
        {
            using var db = Get<IDbContextFactory<CseBotDb>>().CreateDbContext();

            return db.Concerns.Single().Reference;
        }
    }

    /// <summary>Does what is due some few times over: for when the far side fails and rows keep coming back.</summary>
    public async Task SettleForAsync(int rounds)
    {
        for (var round = 0; round < rounds; round++)
        {
            await Get<Sweeps>().RunOnceAsync(CancellationToken.None);

            foreach (var dispatcher in Get<Dispatchers>().All)
            {
                await dispatcher.RunOnceAsync(CancellationToken.None);
            }
        }
    }

    public async Task<Concern> ConcernAsync(string reference)
    {
        await using var ledger = Get<Ledgers>().Open();

        return (await ledger.ConcernAsync(reference, CancellationToken.None))!;
    }

    /// <summary>The concerns that have a token of <paramref name="word"/>.</summary>
    public async Task<IReadOnlyList<string>> FindAsync(TokenKind kind, string word)
    {
        await using var db = await Get<IDbContextFactory<CseBotDb>>().CreateDbContextAsync();
        var token = await Get<BlindIndex>().TokenAsync(db, "rowan-hill", kind, word, CancellationToken.None);

        return await db.Tokens.Where(row => row.Kind == kind && row.Token == token).Select(row => row.Reference).ToListAsync();
    }

    /// <summary>Runs a command in the place of an operator: beside the bot, on the same database.</summary>
    public async Task<Ran> RunAsync(params string[] command)
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var exitCode = await CommandLine.RunAsync(command, new InvocationConfiguration { Output = output, Error = error }, () => Stage.BuildBot());

        return new Ran(exitCode, output.ToString(), error.ToString());
    }

    /// <summary>Runs a command, and lets as much time pass as it waits for, as long as that is less than a call is given.</summary>
    public Task<Ran> RunWhileTimePassesAsync(params string[] command) => LetTimePassAsync(RunAsync(command));

    /// <summary>Completes once somebody waits for a moment that is no further away than this, other than for an answer to a call.</summary>
    public Task<TimeSpan> WhenSomebodyWaitsAsync(TimeSpan within) => Stage.Clock.WhenSomebodyWaitsAsync(within, BoundedAnswers.Longest, GroupDirectory.Patience);

    /// <summary>Lets as much time pass as a running command waits for.</summary>
    public async Task<Ran> LetTimePassAsync(Task<Ran> running)
    {
        while (!running.IsCompleted)
        {
            var waits = WhenSomebodyWaitsAsync(TimeSpan.FromSeconds(40));

            if (await Task.WhenAny(running, waits) == waits)
            {
                Stage.Clock.Advance(await waits);
            }
        }

        return await running;
    }

    /// <summary>Changes the database behind the program's back.</summary>
    /// <returns>How many rows it changed.</returns>
    public async Task<int> ChangeDatabaseAsync(string sql)
    {
        await using var db = await Get<IDbContextFactory<CseBotDb>>().CreateDbContextAsync();
        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;

        return await command.ExecuteNonQueryAsync();
    }

    public async Task<int> CountAsync(Func<CseBotDb, IQueryable<object>> rows)
    {
        await using var db = await Get<IDbContextFactory<CseBotDb>>().CreateDbContextAsync();

        return await rows(db).CountAsync();
    }

    public async Task<int> FewestEventsAsync()
    {
        await using var db = await Get<IDbContextFactory<CseBotDb>>().CreateDbContextAsync();

        return await db.Concerns.MinAsync(concern => concern.Events);
    }

    /// <summary>Makes the database useless, as when its disk is gone.</summary>
    public Task BreakDatabaseAsync() => ChangeDatabaseAsync("""alter table "Conversations" rename to "Gone" """);

    public Task MendDatabaseAsync() => ChangeDatabaseAsync("""alter table "Gone" rename to "Conversations" """);

    public async Task<string> HealthAsync()
    {
        using var http = new HttpClient();

        return await http.GetStringAsync(new Uri(Stage.Teams.Bot!, "/health/ready"));
    }

    /// <summary>Sends something that means nothing, to see whether it is let in.</summary>
    public async Task<HttpStatusCode> TypeAsync()
    {
        using var response = await Stage.Teams.PostAsync(Stage.Teams.Activity(Reporter.Person, "typing", Stage.Teams.NextId()));

        return response.StatusCode;
    }

    public async Task<HttpResponseMessage> PostChunkedAsync(string body)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Stage.Teams.Bot!, "/api/messages"));
        request.Content = new StringContent(body);
        request.Headers.TransferEncodingChunked = true;
        request.Headers.Authorization = new("Bearer", Stage.Teams.Token());

        return await http.SendAsync(request);
    }

    /// <summary>Completes when <paramref name="isSo"/>, looked at whenever something has happened in Teams or Graph.</summary>
    public Task WhenAsync(Func<bool> isSo)
    {
        var so = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Stage.Teams.Changed += Look;
        Stage.Wire.Changed += Look;
        Look();

        return so.Task;

        void Look()
        {
            if (isSo())
            {
                so.TrySetResult();
            }
        }
    }

    /// <summary>Does something whose turn is written, and stops the program in the moment before it is said.</summary>
    /// <returns>Whether the person saw anything of it.</returns>
    public async Task<bool> StopsBeforeItSpeaksAsync(Func<Task> act)
    {
        var before = Reporter.Count;
        var held = Stage.Wire.Hold(request => request.Method != "GET" && request.Path.StartsWithSegments("/teams", StringComparison.Ordinal));
        var acting = act();
        await held.Reached;
        await Stage.KillBotAsync();
        held.LetOthersThrough();
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => acting);

        return Reporter.Count > before;
    }

    public async ValueTask DisposeAsync()
    {
        Stage.Wire.DropHeld();
        await Stage.DisposeAsync();
        await Database.DisposeAsync();
    }
}
