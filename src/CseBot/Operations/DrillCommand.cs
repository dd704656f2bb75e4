using System.Text.Json;
using System.Text.Json.Serialization;
using CseBot.Alerts;
using CseBot.Concerns;
using CseBot.Storage;
using Spectre.Console;

namespace CseBot.Operations;

/// <param name="School">The one school to hold it at, or all of them.</param>
/// <param name="OnlyResults">Whether the last drill is shown, and none held.</param>
/// <param name="Wait">How long to wait for people to acknowledge.</param>
internal sealed record DrillAsked(string? School, bool OnlyResults, TimeSpan Wait, bool AsJson);

/// <summary>Holds a drill and tables who was reached, who was not and why, and who acknowledged.</summary>
internal sealed class DrillCommand(Drills drills, IDirectory directory, Ledgers ledgers, Terminal terminal, TimeProvider clock)
{
    private const int WrongUse = 2;

    private static readonly TimeSpan _betweenLooks = TimeSpan.FromSeconds(2);

    public async Task<int> RunAsync(DrillAsked asked, CancellationToken cancellationToken)
    {
        var schools = await SchoolsAsync(asked.School, cancellationToken);

        if (schools.Count == 0)
        {
            await terminal.Error.WriteLineAsync($"No school has this id. There are: {string.Join(", ", directory.Configured.Select(school => school.Id))}.");
            return WrongUse;
        }

        if (await DrillAsync(asked, schools, cancellationToken) is not { } drill)
        {
            await terminal.Error.WriteLineAsync("No drill has been held yet.");
            return 1;
        }

        var results = await WaitAsync(asked, schools, drill, cancellationToken);

        if (asked.AsJson)
        {
            foreach (var result in results)
            {
                await terminal.SayAsync(JsonSerializer.Serialize(result with { Outcome = JsonNamingPolicy.KebabCaseLower.ConvertName(result.Outcome) }, DrillJson.Default.DrillResult));
            }
        }
        else
        {
            terminal.Console.Write(Table(results));
            terminal.Console.WriteLine(Summary(results));
        }

        return results.Where(result => result.IsInTeams).All(result => result.IsReached) ? 0 : 1;
    }

    private async Task<IReadOnlyList<School>> SchoolsAsync(string? only, CancellationToken cancellationToken)
    {
        List<School> schools = [];

        foreach (var school in directory.Configured.Where(school => only is null || school.Id == only))
        {
            schools.Add(await directory.SchoolAsync(school.Id, cancellationToken));
        }

        return schools;
    }

    private async Task<Guid?> DrillAsync(DrillAsked asked, IReadOnlyList<School> schools, CancellationToken cancellationToken)
    {
        if (!asked.OnlyResults)
        {
            var people = schools.SelectMany(school => school.People).Select(person => person.EntraId).OfType<string>().Distinct().Count();

            return await terminal.ProgressAsync("People", people, asked.AsJson, step => drills.HoldAsync(schools, step, cancellationToken));
        }

        await using var ledger = ledgers.Open();

        return await ledger.LastDrillAsync([.. schools.Select(school => school.Id)], cancellationToken);
    }

    /// <summary>What came of it, once everybody has acknowledged or the time is up. Whoever watches sees the table change meanwhile.</summary>
    private async Task<IReadOnlyList<DrillResult>> WaitAsync(DrillAsked asked, IReadOnlyList<School> schools, Guid drill, CancellationToken cancellationToken)
    {
        return terminal.IsWatched && !asked.AsJson && asked.Wait > TimeSpan.Zero
            ? await terminal.Console.Live(new Table()).AutoClear(true).StartAsync(live => UntilAsync(results => live.UpdateTarget(Table(results))))
            : await UntilAsync(_ => { });

        async Task<IReadOnlyList<DrillResult>> UntilAsync(Action<IReadOnlyList<DrillResult>> show)
        {
            var until = clock.GetUtcNow() + asked.Wait;

            while (true)
            {
                var results = await ResultsAsync(schools, drill, cancellationToken);
                show(results);

                if (clock.GetUtcNow() >= until || results.All(result => !result.IsInTeams || result.AcknowledgedAt is not null))
                {
                    return results;
                }

                await Task.Delay(_betweenLooks, clock, cancellationToken);
            }
        }
    }

    private async Task<IReadOnlyList<DrillResult>> ResultsAsync(IReadOnlyList<School> schools, Guid drill, CancellationToken cancellationToken)
    {
        await using var ledger = ledgers.Open();
        var rows = await ledger.DrillAsync(drill, [.. schools.Select(school => school.Id)], cancellationToken);

        return
        [
            .. from school in schools
               let inTeams = rows.Where(row => row.School == school.Id).Select(row => DrillResult.Of(row, school.Named(row.Person)))
               let outside = school.People.Where(person => person.EntraId is null).Select(person => DrillResult.Outside(drill, school, person))
               from result in inTeams.OrderBy(result => result.IsReached).ThenBy(result => result.Name, StringComparer.CurrentCulture).Concat(outside)
               select result,
        ];
    }

    private static Table Table(IEnumerable<DrillResult> results)
    {
        var table = new Table().AddColumns("School", "Person", "Reached", "Acknowledged");

        foreach (var result in results)
        {
            table.AddRow(new Text(result.School), new Text(result.Name ?? result.Person), new Text(result.Sentence), new Text(At(result.AcknowledgedAt)));
        }

        return table;
    }

    private static string Summary(IReadOnlyList<DrillResult> results)
    {
        var inTeams = results.Where(result => result.IsInTeams).ToArray();

        return $"Reached: {inTeams.Count(result => result.IsReached)} of {inTeams.Length}. Acknowledged: {inTeams.Count(result => result.AcknowledgedAt is not null)}. "
            + (inTeams.All(result => result.IsReached) ? "An alert would reach everybody." : "Whoever was not reached would get no alert: put that right, and hold the drill again.");
    }

    private static string At(DateTimeOffset? at) => at is { } time ? School.Time(time) : string.Empty;
}

/// <summary>What a drill came to for one person. A script is given ids and times, and no name.</summary>
internal sealed record DrillResult(Guid Drill, string School, string Person, string Outcome, DateTimeOffset? SentAt, DateTimeOffset? ReachedAt, DateTimeOffset? AcknowledgedAt)
{
    private const string Reached = nameof(Reached);
    private const string NotInTeams = nameof(NotInTeams);
    private const string Unknown = nameof(Unknown);

    [JsonIgnore]
    public string? Name { get; private init; }

    [JsonIgnore]
    public bool IsReached => Outcome == Reached;

    [JsonIgnore]
    public bool IsInTeams => Outcome != NotInTeams;

    [JsonIgnore]
    public string Sentence => Outcome switch
    {
        Reached => $"yes, at {Concerns.School.Time(ReachedAt!.Value)}",
        nameof(DeliveryFailure.BlockedOrNotInstalled) => "no: they have blocked the bot, or the app is not installed for them",
        nameof(DeliveryFailure.NotAnswered) => "no: Teams did not answer",
        nameof(DeliveryFailure.Refused) => "no: Teams refused the bot; look at Bot:AppId, the credential, and the log",
        NotInTeams => "ring them: not in Teams",
        _ => "not known: the drill was cut short",
    };

    public static DrillResult Of(DrillRow row, NamedPerson? person) =>
        new(row.Drill, row.School, row.Person, row.ReachedAt is not null ? Reached : row.Failure?.ToString() ?? Unknown, row.SentAt, row.ReachedAt, row.AcknowledgedAt) { Name = person?.Name };

    public static DrillResult Outside(Guid drill, School school, NamedPerson person) =>
        new(drill, school.Id, person.Key, NotInTeams, SentAt: null, ReachedAt: null, AcknowledgedAt: null) { Name = person.Name };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DrillResult))]
internal sealed partial class DrillJson : JsonSerializerContext;
