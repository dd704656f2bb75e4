using System.Text.Json.Nodes;
using CseBot.Tests.House;
using CseBot.Tests.Support;

namespace CseBot.Tests.Operations;

/// <summary>The program itself, started as an operator starts it, with the sample configuration of one school.</summary>
public sealed class The_start : IDisposable
{
    private readonly CertificateFolder _certificates = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("csebot-start-").FullName;

    public The_start()
    {
        var sample = JsonNode.Parse(Source.Read("docs", "settings", "one-school.json"))!;
        sample["DataProtection"]!["Certificate"] = _certificates.Make();
        sample["Storage"]!["ConnectionString"] = $"Data Source={Path.Combine(_folder, "csebot.db")}";
        File.WriteAllText(Path.Combine(_folder, "appsettings.json"), sample.ToJsonString());
    }

    [Fact]
    public async Task Refuses_to_serve_until_the_database_is_made_and_migrate_makes_it()
    {
        var early = await RunAsync([]);
        var first = await RunAsync(["migrate"]);
        var second = await RunAsync(["migrate"]);

        Assert.Equal((1, "The database's schema is not up to date: run the migrate command first."), (early.ExitCode, early.Error.Trim()));
        Assert.Equal((0, "The database is up to date; changes made: 1."), (first.ExitCode, first.Output.Trim()));
        Assert.Equal((0, "The database is up to date."), (second.ExitCode, second.Output.Trim()));
    }

    [Theory]
    [InlineData("migrate", "Sqlite", "Data Source=/nowhere/at/all/csebot.db")]
    [InlineData("migrate", "Postgres", "Host=127.0.0.1;Port=9;Database=nowhere;Username=csebot;Timeout=5")]
    [InlineData(null, "Postgres", "Host=127.0.0.1;Port=9;Database=nowhere;Username=csebot;Timeout=5")]
    public async Task A_database_that_cannot_be_opened_is_one_sentence(string? command, string provider, string connection)
    {
        var run = await RunAsync(command is null ? [] : [command], ("Storage:Provider", provider), ("Storage:ConnectionString", connection));

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("The database cannot be opened", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("nowhere", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_told_at_once_on_standard_error()
    {
        var run = await RunAsync(["migrate"], ("Schools:0:Phone", "the office"), ("Bot:TenantId", "rowanhill.example"), ("Drafts:Hours", "soon"));

        Assert.Equal(1, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.Equal(["Bot:TenantId", "Drafts:Hours", "Schools:0:Phone"], run.Error.Trim().Split('\n').Select(line => line.Split(": ")[0]).Order(StringComparer.Ordinal));
    }

    public void Dispose()
    {
        _certificates.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private Task<CommandLineRun> RunAsync(IReadOnlyList<string> arguments, params IReadOnlyList<(string Key, string Value)> settings) =>
        CommandLineRun.RunAsync(_folder, arguments, settings);
}
