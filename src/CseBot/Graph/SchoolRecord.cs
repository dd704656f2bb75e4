using System.Globalization;
using CseBot.Concerns;
using Microsoft.Graph;
using Microsoft.Graph.Models;
using Microsoft.Graph.Models.ODataErrors;
using Microsoft.Graph.Sites.Item.Lists.Item.Items;

namespace CseBot.Graph;

/// <summary>The school's own list on SharePoint: one item a concern, found by its reference, which the list keeps unique (protocol 6.4).</summary>
internal sealed class SchoolRecord(GraphServiceClient graph)
{
    /// <summary>Makes the item say what the concern is now. However often it is called, there is one item.</summary>
    /// <exception cref="ODataError">Graph refused. The caller comes back later.</exception>
    /// <exception cref="HttpRequestException">Graph did not answer as it should. The caller comes back later.</exception>
    public async Task PutAsync(RecordLocation record, School school, Concern concern, int events, string chainHead, CancellationToken cancellationToken)
    {
        var items = graph.Sites[record.SiteId].Lists[record.ListId].Items;
        var columns = Columns(school, concern, events, chainHead);

        if (await FindAsync(items, concern.Reference, cancellationToken) is { } found)
        {
            await UpdateAsync(items, found, columns, cancellationToken);
            return;
        }

        try
        {
            var item = new ListItem { Fields = new FieldValueSet { AdditionalData = columns } };

            if (await items.PostAsync(item, cancellationToken: cancellationToken) is not { Id.Length: > 0 })
            {
                throw new HttpRequestException("Graph took an item, and did not say which one it made.");
            }
        }
        catch (ODataError) when (!cancellationToken.IsCancellationRequested)
        {
            if (await FindAsync(items, concern.Reference, cancellationToken) is not { } made)
            {
                throw;
            }

            await UpdateAsync(items, made, columns, cancellationToken);
        }
    }

    /// <summary>Takes a concern off a list on which it may no longer lie, because somebody is left out of it by now. However often it is called, it is gone.</summary>
    /// <exception cref="ODataError">Graph refused. The caller comes back later.</exception>
    public async Task TakeOffAsync(RecordLocation record, string reference, CancellationToken cancellationToken)
    {
        var items = graph.Sites[record.SiteId].Lists[record.ListId].Items;

        if (await FindAsync(items, reference, cancellationToken) is { Id: { } id })
        {
            await items[id].DeleteAsync(cancellationToken: cancellationToken);
        }
    }

    /// <summary>What the list says of a concern's chain; nothing when the concern is not on it.</summary>
    /// <exception cref="ODataError">Graph refused.</exception>
    public async Task<ListedChain?> ReadAsync(RecordLocation record, string reference, CancellationToken cancellationToken)
    {
        var found = await FindAsync(graph.Sites[record.SiteId].Lists[record.ListId].Items, reference, cancellationToken);

        return found is null ? null : new ListedChain(Convert.ToInt32(Column("Events"), CultureInfo.InvariantCulture), Convert.ToString(Column("ChainHead"), CultureInfo.InvariantCulture));

        object? Column(string name) => found.Fields?.AdditionalData.TryGetValue(name, out var value) is true ? value : null;
    }

    internal static async Task<ListItem?> FindAsync(ItemsRequestBuilder items, string reference, CancellationToken cancellationToken)
    {
        var found = await items.GetAsync(
            request =>
            {
                request.QueryParameters.Expand = ["fields"];
                request.QueryParameters.Filter = $"fields/{RecordColumn.Reference} eq '{reference}'";
            },
            cancellationToken);

        return found?.Value?.FirstOrDefault();
    }

    /// <summary>Changes an item only if it is still the one we read.</summary>
    internal static Task<FieldValueSet?> UpdateAsync(ItemsRequestBuilder items, ListItem item, Dictionary<string, object> columns, CancellationToken cancellationToken)
    {
        var changed = columns.Where(column => column.Key != RecordColumn.Reference).ToDictionary(StringComparer.Ordinal);

        return items[item.Id].Fields.PatchAsync(
            new FieldValueSet { AdditionalData = changed },
            request => request.Headers.Add("If-Match", item.ETag ?? string.Empty),
            cancellationToken);
    }

    private static Dictionary<string, object> Columns(School school, Concern concern, int events, string chainHead)
    {
        var columns = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            [RecordColumn.Reference] = concern.Reference,
            ["School"] = school.Name,
            ["RaisedAt"] = Iso(concern.Raised.At),
            ["Response"] = concern.Raised.Response.ToString(),
            ["Status"] = concern.Status.ToString(),
            ["Events"] = events,
            ["ChainHead"] = chainHead,
        };

        Add("ActBy", concern.ActBy is { } actBy ? Iso(actBy) : null);
        Add("AcknowledgedBy", concern.Holder?.Name);
        Add("AcknowledgedAt", concern.AcknowledgedAt is { } at ? Iso(at) : null);
        Add("Decision", concern.Decision?.Decision.ToString());
        Add("Reason", concern.Decision?.Reason);
        Add("ReferredTo", concern.Referral is { } referral ? Short($"{referral.To}: {referral.Whom}") : null);
        Add("ReferredAt", concern.Referral is { } referred ? Iso(referred.ReferredAt) : null);
        Add("ReferralReference", concern.Referral?.Number is { } number ? Short(number) : null);
        Add("FollowUpAt", concern.FollowUps is [var next, ..] ? Iso(next.On) : null);
        Add("Outcome", concern.Closing?.Outcome.ToString());
        Add("ClosedAt", concern.Closing is { } closing ? Iso(closing.At) : null);
        Add("ReviewAt", concern.ReviewOn is { } review ? Iso(review) : null);
        Add("Hold", concern.IsHeld ? "Yes" : "No");

        return columns;

        void Add(string column, string? value) => columns[column] = value!;
    }

    /// <summary>A column of one line takes no more than this (protocol 6.4).</summary>
    private const int LongestLine = 255;

    private static string Short(string line) => line.Length <= LongestLine ? line : string.Concat(line.AsSpan(0, LongestLine - 1), "…");

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Iso(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}

/// <summary>A concern's chain as the school's list last heard of it.</summary>
internal sealed record ListedChain(int Events, string? ChainHead);
