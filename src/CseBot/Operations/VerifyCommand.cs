using System.Data.Common;
using System.Text.Json;
using System.Text.Json.Serialization;
using Azure.Identity;
using CseBot.Concerns;
using CseBot.Graph;
using CseBot.Outbox;
using CseBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Kiota.Abstractions;
using Spectre.Console;

namespace CseBot.Operations;

/// <summary>Walks the chain of every concern and says whether it is as it was written. It changes nothing, and prints nothing that anybody wrote.</summary>
internal sealed class VerifyCommand(
    IDbContextFactory<CseBotDb> databases, AuditChain chain, DetailKeys keys, SchoolRecord record, IReadOnlyList<SchoolSetup> schools, Terminal terminal)
{
    private readonly List<Finding> _findings = [];
    private int _concerns;
    private int _events;

    /// <param name="only">The one concern to look at, or all of them.</param>
    /// <param name="withList">Whether the schools' lists are asked too.</param>
    public async Task<int> RunAsync(string? only, bool asJson, bool withList, CancellationToken cancellationToken)
    {
        await using (var db = await databases.CreateDbContextAsync(cancellationToken))
        {
            var total = only is null ? await db.Concerns.CountAsync(cancellationToken) : 1;
            await terminal.ProgressAsync("Concerns", total, asJson, step => WalkAsync(only, withList, step, cancellationToken));
            var lost = db.Events.Where(link => (only == null || link.Reference == only)
                && !db.Concerns.Any(concern => concern.Reference == link.Reference)
                && !db.SchoolChains.Any(school => school.Reference == link.Reference));

            await foreach (var reference in lost.Select(link => link.Reference).Distinct().AsAsyncEnumerable().WithCancellation(cancellationToken))
            {
                _findings.Add(new Finding(reference, null, nameof(ChainFaultKind.NoConcern)));
            }

            if (only is null)
            {
                await WalkSchoolsAsync(db, cancellationToken);
            }
        }

        if (only is not null && _concerns == 0 && _findings.Count == 0)
        {
            _findings.Add(new Finding(only, null, Finding.NotThere));
        }

        if (asJson)
        {
            await SayAsJsonAsync();
        }
        else
        {
            Say();
        }

        return _findings.Count == 0 ? 0 : 1;
    }

    /// <summary>One concern at a time: never all of them in memory.</summary>
    private async Task<int> WalkAsync(string? only, bool withList, Action step, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var references = db.Concerns.Where(concern => only == null || concern.Reference == only).OrderBy(concern => concern.Reference).Select(concern => concern.Reference);

        await foreach (var reference in references.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            withList &= await LookAtAsync(reference, withList, cancellationToken);
            _concerns++;
            step();
        }

        return _concerns;
    }

    /// <summary>The chain of each school: who searched. Such a chain and its row are read in one statement, as a concern's are.</summary>
    private async Task WalkSchoolsAsync(CseBotDb db, CancellationToken cancellationToken)
    {
        foreach (var reference in await db.SchoolChains.Select(row => row.Reference).Order().ToListAsync(cancellationToken))
        {
            var kept = await db.SchoolChains.AsNoTracking()
                .Where(row => row.Reference == reference)
                .Select(row => new { Row = row, Links = db.Events.Where(link => link.Reference == row.Reference).OrderBy(link => link.Number).ToList() })
                .SingleOrDefaultAsync(cancellationToken);

            _events += kept?.Links.Count ?? 0;
            _findings.AddRange(kept is null
                ? [new Finding(reference, null, Finding.NotThere)]
                : chain.Faults(kept.Row, kept.Links).Select(fault => Find(reference, fault, kept.Links)));
        }
    }

    /// <returns>Whether the list can go on being asked.</returns>
    private async Task<bool> LookAtAsync(string reference, bool withList, CancellationToken cancellationToken)
    {
        try
        {
            if (await ReadAsync(reference, cancellationToken) is not { } kept)
            {
                _findings.Add(new Finding(reference, null, Finding.NotThere));
                return withList;
            }

            _events += kept.Links.Count;
            _findings.AddRange(chain.Faults(kept.Concern, kept.Links).Select(fault => Find(reference, fault, kept.Links)));

            if (withList && await ListFaultAsync(kept, cancellationToken) is { } wrong)
            {
                _findings.Add(new Finding(reference, null, wrong));
            }

            return withList;
        }
        catch (Exception fault) when (withList
            && (fault is ApiException or HttpRequestException or AuthenticationFailedException || (fault is OperationCanceledException && !cancellationToken.IsCancellationRequested)))
        {
            _findings.Add(new Finding(reference, null, Finding.ListNotRead));
            return false;
        }
        catch (Exception fault) when (fault is not (DbException or OperationCanceledException))
        {
            // A column that no longer holds what it can hold: one of them never hides the others.
            _findings.Add(new Finding(reference, null, nameof(ChainFaultKind.RowDiffers)));
            return withList;
        }
    }

    /// <summary>A concern and its events, in one statement: so that what the bot writes meanwhile is there as a whole, or not at all.</summary>
    private async Task<Kept?> ReadAsync(string reference, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);

        return await db.Concerns.AsNoTracking()
            .Where(concern => concern.Reference == reference)
            .Select(concern => new Kept(
                concern,
                db.Events.Where(link => link.Reference == concern.Reference).OrderBy(link => link.Number).ToList(),
                db.Outbox.Any(row => row.Reference == concern.Reference && row.Kind == OutboxKinds.PutListItem)))
            .SingleOrDefaultAsync(cancellationToken);
    }

    private Finding Find(string reference, ChainFault fault, IReadOnlyList<EventRow> links) => fault.How switch
    {
        ChainFaultKind.Unreadable when links.First(link => link.Number == fault.Event).Detail is { } detail && keys.MissingFor(detail) is { } key =>
            new Finding(reference, fault.Event, nameof(ChainFaultKind.Unreadable), key),
        ChainFaultKind.Unreadable => new Finding(reference, fault.Event, nameof(ChainFaultKind.Changed)),
        _ => new Finding(reference, fault.Event, fault.How.ToString()),
    };

    /// <summary>What the school's list has against the chain. The list may be behind, and never ahead or different.</summary>
    private async Task<string?> ListFaultAsync(Kept kept, CancellationToken cancellationToken)
    {
        if (schools.FirstOrDefault(one => one.School.Id == kept.Concern.School) is not { } setup
            || setup.RecordFor(kept.Concern.Route, kept.Concern.IsWithheld) is not { } location)
        {
            return null;
        }

        if (await record.ReadAsync(location, kept.Concern.Reference, cancellationToken) is not { } listed)
        {
            return kept.IsListing ? null : Finding.NotOnList;
        }

        // What has happened since it was read here may be on the list by now.
        var links = listed.Events > kept.Links.Count ? (await ReadAsync(kept.Concern.Reference, cancellationToken))?.Links ?? [] : kept.Links;

        return listed.Events >= 1 && listed.Events <= links.Count && Convert.ToHexStringLower(links[listed.Events - 1].Hash) == listed.ChainHead
            ? null
            : Finding.OtherOnList;
    }

    /// <summary>The reference, or the school's. Whoever can change the database can write anything in its place, and that is not shown.</summary>
    private string Shown(Finding finding) =>
        Reference.Is(finding.Reference) || schools.Any(one => SchoolChainRow.ReferenceOf(one.School.Id) == finding.Reference) ? finding.Reference : "(not a reference)";

    private async Task SayAsJsonAsync()
    {
        foreach (var finding in _findings)
        {
            await terminal.SayAsync(JsonSerializer.Serialize(finding with { Reference = Shown(finding), How = JsonNamingPolicy.KebabCaseLower.ConvertName(finding.How) }, VerifyJson.Default.Finding));
        }

        await terminal.SayAsync(JsonSerializer.Serialize(new Verified(_concerns, _events, _findings.Count, _findings.Count == 0), VerifyJson.Default.Verified));
    }

    private void Say()
    {
        if (_findings.Count == 0)
        {
            terminal.Console.WriteLine($"Whole: {_concerns} concerns with {_events} events are as they were written.");
            return;
        }

        var table = new Table().AddColumns("Concern", "Event", "What is wrong");

        foreach (var finding in _findings)
        {
            table.AddRow(new Text(Shown(finding)), new Text(finding.Event?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? string.Empty), new Text(finding.Sentence));
        }

        terminal.Console.Write(table);
        terminal.Console.WriteLine(
            $"Not whole: of {_concerns} concerns with {_events} events, {_findings.Select(finding => finding.Reference).Distinct().Count()} are not as they were written. "
            + "Keep a copy of the database as it is now, tell the schools' leads, and compare with a backup.");
    }

    /// <param name="IsListing">Whether the list is still to be brought up to date.</param>
    private sealed record Kept(ConcernRow Concern, List<EventRow> Links, bool IsListing);
}

/// <summary>Something that is not as it was written.</summary>
/// <param name="How">What is wrong, by the name scripts know it by.</param>
/// <param name="Key">The key that is missing, where that is what is wrong.</param>
internal sealed record Finding(string Reference, int? Event, string How, Guid? Key = null)
{
    public const string NotThere = nameof(NotThere);
    public const string NotOnList = nameof(NotOnList);
    public const string OtherOnList = nameof(OtherOnList);
    public const string ListNotRead = nameof(ListNotRead);

    [JsonIgnore]
    public string Sentence => How switch
    {
        nameof(ChainFaultKind.Changed) => "changed after it was written",
        nameof(ChainFaultKind.Missing) => "missing",
        nameof(ChainFaultKind.OutOfOrder) => "out of order",
        nameof(ChainFaultKind.Added) => "not written by the bot: the concern's row tells of fewer events",
        nameof(ChainFaultKind.CutShort) => "cut short: the concern's row tells of more events than there are",
        nameof(ChainFaultKind.Erased) => "its detail is gone",
        nameof(ChainFaultKind.Unreadable) => $"its detail cannot be decrypted: the key {Key} is missing, or the certificate that opens it",
        nameof(ChainFaultKind.RowDiffers) => "the concern's row does not say what its events do",
        nameof(ChainFaultKind.NoEvents) => "the concern's row has no events",
        nameof(ChainFaultKind.NoConcern) => "events without a concern's row",
        NotThere => "no such concern",
        NotOnList => "not on the school's list",
        OtherOnList => "the school's list tells of another history, or of more of it",
        ListNotRead => "the school's list could not be read; from here on it was not asked",
        _ => How,
    };
}

internal sealed record Verified(int Concerns, int Events, int Findings, bool Whole);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Finding))]
[JsonSerializable(typeof(Verified))]
internal sealed partial class VerifyJson : JsonSerializerContext;
