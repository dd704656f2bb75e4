using System.Text.Json.Nodes;
using CseBot.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CseBot.Tests.Support;

/// <summary>Somebody at the command line of the bot, with its configuration and what they have set besides.</summary>
internal sealed class Operator(TestApp app)
{
    public Dictionary<string, string?> Settings { get; } = new(StringComparer.Ordinal);

    public Action<WebApplicationBuilder>? Configure { get; set; }

    public Action<IServiceCollection>? Replace { get; set; }

    public async Task<Findings> ProvisionsAsync(bool asJson = true)
    {
        await using var output = new StringWriter();

        return new Findings(await new ProvisionCommand(() => Build(isProvisioned: false), output).RunAsync(asJson, CancellationToken.None), output.ToString());
    }

    public async Task<Findings> AsksTheDoctorAsync(bool asJson = true)
    {
        await using var output = new StringWriter();

        return new Findings(await new DoctorCommand(() => Build(isProvisioned: true), output).RunAsync(asJson, CancellationToken.None), output.ToString());
    }

    /// <summary>Sets what a command has told to set.</summary>
    public void Set(Findings told)
    {
        foreach (var (key, value) in told.Rows.SelectMany(row => row["set"]?.AsObject() ?? []))
        {
            Settings[key] = value!.GetValue<string>();
        }
    }

    private WebApplication Build(bool isProvisioned) => app.Stage.BuildBot(
        builder =>
        {
            builder.Configuration.AddInMemoryCollection(Settings);
            Configure?.Invoke(builder);
            CommandLine.ForLooking(builder);
        },
        Replace,
        isProvisioned);
}

/// <summary>What a command said.</summary>
internal sealed record Findings(int ExitCode, string Output)
{
    public IReadOnlyList<JsonObject> Rows { get; } = [.. Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line.StartsWith('{')).Select(line => JsonNode.Parse(line)!.AsObject())];

    public IEnumerable<string> NotOk => Rows.Where(row => (string)row["state"]! != "ok").Select(row => $"{row["what"]}");

    public JsonObject Row(string what) => Rows.SingleOrDefault(row => (string)row["what"]! == what) ?? throw new InvalidOperationException($"Nothing was said about {what}:\n{Output}");

    /// <summary>How something is, and what to do: "wrong: The list …".</summary>
    public string Of(string what) => Row(what) is var row ? $"{row["state"]}: {row["says"]}" : string.Empty;

    public string StepsOf(string what) => string.Join('\n', Row(what)["steps"]!.AsArray().Select(step => (string)step!));
}
