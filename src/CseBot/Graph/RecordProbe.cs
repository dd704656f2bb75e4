using System.Security.Cryptography;
using CseBot.Concerns;
using Microsoft.Graph;
using Microsoft.Graph.Models;
using Microsoft.Graph.Sites.Item.Lists.Item.Items;

namespace CseBot.Graph;

/// <summary>Tries a list with an item of its own, as a concern's item is put: made, found, changed, refused a second time, deleted.</summary>
internal sealed class RecordProbe(GraphServiceClient graph, GraphLine line)
{
    /// <summary>What the references of probes begin with. References of concerns never do: the settings refuse it.</summary>
    public const string Prefix = "PROBE";

    private const int TriesToDelete = 4;

    /// <summary>Proves a list. Nothing is left on it, unless Graph does not let it be deleted; then that is said.</summary>
    public async Task<ProbeResult> RunAsync(string siteId, string listId, CancellationToken cancellationToken)
    {
        var items = graph.Sites[siteId].Lists[listId].Items;

        if ((await DeleteAllAsync(items, cancellationToken)).Fault is { } fault)
        {
            return new ProbeResult(ProbeStep.Find, fault);
        }

        ProbeResult result;

        try
        {
            result = await TryAsync(items, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            await TidyAsync(items);
            throw;
        }

        return await TidyAsync(items) is { } left ? result with { FailedAt = result.FailedAt ?? ProbeStep.Delete, Fault = result.Fault ?? left, IsLeft = true } : result;
    }

    private async Task<ProbeResult> TryAsync(ItemsRequestBuilder items, CancellationToken cancellationToken)
    {
        var reference = $"{Prefix}-{RandomNumberGenerator.GetString(Reference.Alphabet, 8)}";

        if ((await CreateAsync(items, reference, cancellationToken)).Fault is { } notMade)
        {
            return new ProbeResult(ProbeStep.Create, notMade);
        }

        var found = await line.AskAsync(asking => SchoolRecord.FindAsync(items, reference, asking), cancellationToken);

        if (found.Value is not { } item)
        {
            return new ProbeResult(ProbeStep.Find, found.Fault);
        }

        var changed = await line.AskAsync(
            asking => SchoolRecord.UpdateAsync(items, item, new(StringComparer.Ordinal) { ["Status"] = "Changed", ["Events"] = 2 }, asking), cancellationToken);

        if (changed.Fault is { } notChanged)
        {
            return new ProbeResult(ProbeStep.Change, notChanged);
        }

        return await CreateAsync(items, reference, cancellationToken) switch
        {
            { Fault: null } => new ProbeResult(ProbeStep.RefuseTheSame, Fault: null),

            // SharePoint has answered a duplicate with each of these (protocol 6.4).
            { Fault.Status: 400 or 409 or 500 } => new ProbeResult(FailedAt: null, Fault: null),
            { Fault: var fault } => new ProbeResult(ProbeStep.RefuseTheSame, fault),
        };
    }

    private Task<GraphAnswer<ListItem?>> CreateAsync(ItemsRequestBuilder items, string reference, CancellationToken cancellationToken) => line.AskAsync(
        asking => items.PostAsync(
            new ListItem
            {
                Fields = new FieldValueSet
                {
                    AdditionalData = new Dictionary<string, object>(StringComparer.Ordinal) { [RecordColumn.Reference] = reference, ["Status"] = "Probe", ["Reason"] = "Probe\nProbe", ["Events"] = 1 },
                },
            },
            cancellationToken: asking),
        cancellationToken);

    /// <summary>Deletes what a probe has left, whatever happened before, and though the operator has given up. It is done when none is found.</summary>
    private async Task<GraphFault?> TidyAsync(ItemsRequestBuilder items)
    {
        GraphAnswer<int> found = default;

        for (var attempt = 0; attempt < TriesToDelete; attempt++)
        {
            line.TryAgain();

            found = await DeleteAllAsync(items, CancellationToken.None);

            if (found is { Fault: null, Value: 0 })
            {
                return null;
            }
        }

        return found.Fault ?? new GraphFault(GraphFaultKind.NotUnderstood);
    }

    /// <returns>How many there were.</returns>
    private async Task<GraphAnswer<int>> DeleteAllAsync(ItemsRequestBuilder items, CancellationToken cancellationToken)
    {
        var found = await line.AskAsync(
            asking => items.GetAsync(
                request =>
                {
                    request.QueryParameters.Expand = ["fields"];
                    request.QueryParameters.Filter = $"startswith(fields/{RecordColumn.Reference},'{Prefix}-')";
                },
                asking),
            cancellationToken);

        if (found.Fault is { } notFound)
        {
            return notFound;
        }

        // Looked at again here: were the filter not heeded, these would be a school's records.
        ListItem[] probes = [.. (found.Value?.Value ?? []).Where(IsProbe)];

        foreach (var item in probes)
        {
            var deleted = await line.AskAsync(
                async asking =>
                {
                    await items[item.Id].DeleteAsync(cancellationToken: asking);

                    return true;
                },
                cancellationToken);

            if (deleted.Fault is { } notDeleted)
            {
                return notDeleted;
            }
        }

        return new GraphAnswer<int>(probes.Length, Fault: null);
    }

    private static bool IsProbe(ListItem item) =>
        item.Fields?.AdditionalData.TryGetValue(RecordColumn.Reference, out var reference) is true
        && reference?.ToString()?.StartsWith($"{Prefix}-", StringComparison.Ordinal) is true;
}

/// <param name="FailedAt">Where it failed; nothing when the list has proved itself.</param>
/// <param name="Fault">What Graph said, where it did; nothing when it did what it should not, or did not find what it has.</param>
/// <param name="IsLeft">Whether an item may still be on the list.</param>
internal sealed record ProbeResult(ProbeStep? FailedAt, GraphFault? Fault, bool IsLeft = false);

internal enum ProbeStep
{
    Create,
    Find,
    Change,
    RefuseTheSame,
    Delete,
}
