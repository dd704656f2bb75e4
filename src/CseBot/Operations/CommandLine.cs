using System.CommandLine;
using System.Data.Common;
using System.Globalization;
using System.Net.Sockets;
using CseBot.Storage;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Console;

namespace CseBot.Operations;

/// <summary>What operators and scripts can ask for (design 7). Exit 0 when all is well, 1 when it is not, 2 for wrong use.</summary>
internal static class CommandLine
{
    private const int WrongUse = 2;

    /// <param name="to">Where it is written to that is for the caller, in the place of the console.</param>
    /// <param name="build">Builds the program that a command needs, in the place of the configured one.</param>
    public static async Task<int> RunAsync(string[] args, InvocationConfiguration? to = null, Func<WebApplication>? build = null)
    {
        to ??= new InvocationConfiguration();
        to.EnableDefaultExceptionHandler = false;
        var parsed = Root(build ?? Quiet).Parse(args);

        if (parsed.Errors.Count > 0)
        {
            foreach (var fault in parsed.Errors)
            {
                await to.Error.WriteLineAsync(fault.Message);
            }

            return WrongUse;
        }

        try
        {
            return await parsed.InvokeAsync(to);
        }
        catch (ConfigurationFault wrong)
        {
            foreach (var fault in wrong.Faults)
            {
                await to.Error.WriteLineAsync(fault);
            }

            return 1;
        }
        catch (InvalidDataException broken)
        {
            await to.Error.WriteLineAsync(broken.Message);

            return 1;
        }
        catch (Exception fault) when (fault is DbException || fault.GetBaseException() is DbException or SocketException)
        {
            await to.Error.WriteLineAsync(
                $"The database cannot be opened ({fault.GetType().Name}): look at Storage:ConnectionString, whether the database is there, and whether this account may write to it.");

            return 1;
        }
    }

    /// <summary>What begins like an option and is none is not taken for a question.</summary>
    private static void RefuseOptions(System.CommandLine.Parsing.ArgumentResult given)
    {
        if (given.Tokens.Any(token => token.Value.StartsWith("--", StringComparison.Ordinal)))
        {
            given.AddError("There is no such option. Put text that begins with -- on standard input.");
        }
    }

    private static RootCommand Root(Func<WebApplication> build)
    {
        var urls = new Option<string?>("--urls") { Description = "Where to listen, such as http://localhost:3979." };
        var json = new Option<bool>("--json") { Description = "One JSON object a line, for scripts." };
        var question = new Argument<string?>("question") { Arity = ArgumentArity.ZeroOrOne, Description = "A question, such as \"is a new phone a sign?\". Without it, one is read from each line." };

        question.Validators.Add(RefuseOptions);

        var ask = new Command("ask", "Answers a question from the guidance, or each line of standard input.") { question, json };
        ask.SetAction((parsed, _) => new AskCommand(Console.In, Console.Out).RunAsync(parsed.GetValue(question), parsed.GetValue(json)));

        var account = new Argument<string?>("text") { Arity = ArgumentArity.ZeroOrOne, Description = "An account of a worry. Without it, one is read from each line." };
        account.Validators.Add(RefuseOptions);
        var suggest = new Command("suggest", "Names the signs and vulnerabilities in an account, or in each line of standard input.") { account, json };
        suggest.SetAction((parsed, _) => new SuggestCommand(Console.In, Console.Out).RunAsync(parsed.GetValue(account), parsed.GetValue(json)));

        var talk = new Command("talk", "Holds the conversation here in the terminal. Nothing is kept and nothing is sent.");
        talk.SetAction((_, _) => new TalkCommand(Console.In, Console.Out).RunAsync());

        var migrate = new Command("migrate", "Brings the database's schema up to date.");
        migrate.SetAction((_, cancellationToken) => MigrateAsync(cancellationToken));

        var file = new Option<FileInfo>("--output") { Description = "The file to write.", DefaultValueFactory = _ => new FileInfo(PackageCommand.DefaultFile) };
        var package = new Command("package", "Builds the Teams app package. What is not configured stays a placeholder, and that is said.") { file, json };
        package.SetAction((parsed, cancellationToken) => PackageAsync(parsed.GetRequiredValue(file), parsed.GetValue(json), cancellationToken));

        var provision = new Command("provision", "Makes or checks the SharePoint lists and libraries of every school, and proves them.") { json };
        provision.SetAction((parsed, cancellationToken) => new ProvisionCommand(() => Build(isProvisioned: false), Console.Out).RunAsync(parsed.GetValue(json), cancellationToken));

        var doctor = new Command("doctor", "Looks at everything that is needed, and says what is weak or wrong.") { json };
        doctor.SetAction((parsed, cancellationToken) => new DoctorCommand(() => Build(isProvisioned: true), Console.Out).RunAsync(parsed.GetValue(json), cancellationToken));

        var root = new RootCommand("Safeguarding in Teams. Without a command, it serves.") { urls, ask, suggest, talk, migrate, provision, doctor, Drill(build, json), Report(build, json), Verify(build, json), package };
        root.SetAction((parsed, cancellationToken) => ServeAsync(parsed.GetValue(urls), cancellationToken));

        return root;
    }

    private static Command Verify(Func<WebApplication> build, Option<bool> json)
    {
        var reference = new Argument<string?>("reference") { Arity = ArgumentArity.ZeroOrOne, Description = "One concern. Without it, all of them." };
        reference.Validators.Add(given =>
        {
            if (given.Tokens is [var token] && !Concerns.Reference.Is(token.Value))
            {
                given.AddError("That is no reference. One looks like SC-2026-CDF34.");
            }
        });
        var withList = new Option<bool>("--with-list") { Description = "Compares with the schools' lists on SharePoint too." };
        var verify = new Command("verify", "Walks the audit chain of every concern and says whether it is whole.") { reference, withList, json };
        verify.SetAction((parsed, cancellationToken) => OnTheDatabaseAsync<VerifyCommand>(
            parsed, build, command => command.RunAsync(parsed.GetValue(reference), parsed.GetValue(json), parsed.GetValue(withList), cancellationToken), cancellationToken));

        return verify;
    }

    private static Command Drill(Func<WebApplication> build, Option<bool> json)
    {
        var school = new Option<string?>("--school") { Description = "The id of one school. Without it, all of them." };
        var results = new Option<bool>("--results") { Description = "Shows the last drill, and holds none." };
        var wait = new Option<int>("--wait") { Description = "For how many minutes to wait for people to acknowledge, up to a day." };
        wait.Validators.Add(given =>
        {
            if (given.Tokens is [var token] && !(int.TryParse(token.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) && minutes <= 24 * 60))
            {
                given.AddError("Wait for 0 to 1440 minutes.");
            }
        });
        var drill = new Command("drill", "Sends a test alert to every named person, and says who was reached.") { school, results, wait, json };
        drill.SetAction((parsed, cancellationToken) => OnTheDatabaseAsync<DrillCommand>(
            parsed,
            build,
            command => command.RunAsync(
                new DrillAsked(parsed.GetValue(school), parsed.GetValue(results), TimeSpan.FromMinutes(parsed.GetValue(wait)), parsed.GetValue(json)), cancellationToken),
            cancellationToken));

        return drill;
    }

    private static Command Report(Func<WebApplication> build, Option<bool> json)
    {
        var from = new Option<string?>("--from") { Description = "The first day of a term or school year, such as 2025-09-01. Without days, the last ones that are over." };
        var to = new Option<string?>("--to") { Description = "The last day of a term or school year, such as 2026-08-31." };
        var school = new Option<string?>("--school") { Description = "The id of one school. Without it, all of them." };
        var csv = new Option<bool>("--csv") { Description = "Comma-separated lines, for a spreadsheet." };
        var report = new Command("report", "Says the governor's figures of whole terms or school years.") { from, to, school, csv, json };
        report.Validators.Add(given =>
        {
            if ((given.GetResult(from) is null) != (given.GetResult(to) is null))
            {
                given.AddError("Give both --from and --to, or neither.");
            }

            if (new[] { given.GetValue(from), given.GetValue(to) }.OfType<string>().Any(day => Day(day) is null))
            {
                given.AddError("Write days such as 2025-09-01.");
            }

            if (given.GetValue(csv) && given.GetValue(json))
            {
                given.AddError("Choose --csv or --json.");
            }
        });
        report.SetAction((parsed, cancellationToken) => OnTheDatabaseAsync<ReportCommand>(
            parsed,
            build,
            command => command.RunAsync(
                new ReportAsked(
                    parsed.GetValue(school),
                    Day(parsed.GetValue(from)) is { } first && Day(parsed.GetValue(to)) is { } last ? new Concerns.Days(first, last) : null,
                    parsed.GetValue(json),
                    parsed.GetValue(csv)),
                cancellationToken),
            cancellationToken));

        return report;
    }

    private static DateOnly? Day(string? written) =>
        DateOnly.TryParseExact(written, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>Runs a command on the database, beside a bot that may be serving from it.</summary>
    private static async Task<int> OnTheDatabaseAsync<T>(
        ParseResult parsed, Func<WebApplication> build, Func<T, Task<int>> run, CancellationToken cancellationToken)
    {
        await using var app = build();
        var to = parsed.InvocationConfiguration;

        if (await IsBehindAsync(app, cancellationToken))
        {
            await to.Error.WriteLineAsync("The database's schema is not up to date: run the migrate command first.");
            return 1;
        }

        return await run(ActivatorUtilities.CreateInstance<T>(app.Services, new Terminal(to.Output, to.Error)));
    }

    /// <summary>The program as configured, whose log leaves standard output to what a command answers.</summary>
    private static WebApplication Quiet() => CseBotHost.Build(
        new WebApplicationOptions(), builder => builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace));

    /// <summary>What a command that looks at a deployment needs of the program: it logs nothing into what the command says, and makes no keys and no database.</summary>
    internal static void ForLooking(WebApplicationBuilder builder)
    {
        const string Database = "Storage:ConnectionString";

        if (builder.Configuration["Storage:Provider"] is null or StorageOptions.Sqlite && builder.Configuration[Database] is { Length: > 0 } database)
        {
            builder.Configuration[Database] = $"{database};Mode=ReadWrite";
        }

        builder.Logging.ClearProviders();
        builder.Services.Configure<KeyManagementOptions>(keys => keys.AutoGenerateKeys = false);
    }

    private static WebApplication Build(bool isProvisioned) => CseBotHost.Build(new WebApplicationOptions(), ForLooking, isProvisioned: isProvisioned);

    private static async Task<int> ServeAsync(string? urls, CancellationToken cancellationToken)
    {
        await using var app = CseBotHost.Build(new WebApplicationOptions { Args = urls is null ? [] : ["--urls", urls] });
        await PrepareAsync(app, cancellationToken);
        await app.RunAsync(cancellationToken);

        return 0;
    }

    /// <summary>Makes sure, before anybody is served, that the database can be worked with. In Development, its schema is brought up to date.</summary>
    /// <exception cref="ConfigurationFault">It cannot.</exception>
    public static async Task PrepareAsync(WebApplication app, CancellationToken cancellationToken)
    {
        if (app.Environment.IsDevelopment())
        {
            await MigrateAsync(app, cancellationToken);
        }
        else if (await IsBehindAsync(app, cancellationToken))
        {
            throw new ConfigurationFault(["The database's schema is not up to date: run the migrate command first."]);
        }

        await app.Services.GetRequiredService<KeysAtStart>().CheckAsync(cancellationToken);
    }

    private static async Task<int> MigrateAsync(CancellationToken cancellationToken)
    {
        await using var app = CseBotHost.Build(new WebApplicationOptions());
        var applied = await MigrateAsync(app, cancellationToken);
        await Console.Out.WriteLineAsync(applied == 0 ? "The database is up to date." : $"The database is up to date; changes made: {applied}.");

        return 0;
    }

    /// <remarks>Reads the same sources as serving does, and builds nothing of it.</remarks>
    private static Task<int> PackageAsync(FileInfo file, bool asJson, CancellationToken cancellationToken) =>
        new PackageCommand(WebApplication.CreateBuilder().Configuration, Console.Out, Console.Error).RunAsync(file, asJson, cancellationToken);

    /// <returns>How many migrations were applied.</returns>
    public static async Task<int> MigrateAsync(WebApplication app, CancellationToken cancellationToken)
    {
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<CseBotDb>>().CreateDbContextAsync(cancellationToken);
        var pending = (await db.Database.GetPendingMigrationsAsync(cancellationToken)).Count();
        await db.Database.MigrateAsync(cancellationToken);

        return pending;
    }

    private static async Task<bool> IsBehindAsync(WebApplication app, CancellationToken cancellationToken)
    {
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<CseBotDb>>().CreateDbContextAsync(cancellationToken);

        return (await db.Database.GetPendingMigrationsAsync(cancellationToken)).Any();
    }
}
