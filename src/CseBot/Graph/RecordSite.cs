using Microsoft.Graph;
using Microsoft.Graph.Models;

namespace CseBot.Graph;

/// <summary>A site's own name and address, as somebody finds it.</summary>
internal sealed record SiteName(string Name, string? Address);

/// <summary>A list or library on a site.</summary>
internal sealed record Place(string Id, string Name);

/// <summary>A column as it is on SharePoint.</summary>
/// <param name="Shown">What people see it called, which can differ from what it is called by.</param>
internal sealed record FoundColumn(string Name, string Shown, ColumnKind Kind, bool IsIndexed, bool IsUnique);

/// <summary>Looks at the lists and libraries of SharePoint sites, and makes them (protocol 6.1). To make them takes more than the role write.</summary>
internal sealed class RecordSite(GraphServiceClient graph, GraphLine line)
{
    private static readonly GraphFault _notThere = new(GraphFaultKind.NotThere);

    public Task<GraphAnswer<SiteName>> NameAsync(string siteId, CancellationToken cancellationToken) => line.AskAsync(
        async asking => await graph.Sites[siteId].GetAsync(request => request.QueryParameters.Select = ["id", "displayName", "webUrl"], asking) is { } site
            ? new SiteName(site.DisplayName ?? siteId, site.WebUrl)
            : new SiteName(siteId, Address: null),
        cancellationToken);

    /// <summary>The list with this id or, where there is no id, of this name.</summary>
    public async Task<GraphAnswer<Place>> FindListAsync(string siteId, string listId, string name, CancellationToken cancellationToken) => listId.Length > 0
        ? await line.AskAsync(
            async asking => PlaceOf((await graph.Sites[siteId].Lists[listId].GetAsync(request => request.QueryParameters.Select = ["id", "displayName"], asking))!),
            cancellationToken)
        : OneOf(await line.AskAsync(asking => ListsAsync(siteId, asking), cancellationToken), list => Is(list.Name, name));

    public Task<GraphAnswer<Place>> MakeListAsync(string siteId, string name, CancellationToken cancellationToken) =>
        line.AskAsync(asking => MakeAsync(siteId, name, "genericList", asking), cancellationToken);

    public Task<GraphAnswer<IReadOnlyList<FoundColumn>>> ColumnsAsync(string siteId, string listId, CancellationToken cancellationToken) =>
        line.AskAsync<IReadOnlyList<FoundColumn>>(
            async asking =>
            {
                List<FoundColumn> found = [];
                var columns = graph.Sites[siteId].Lists[listId].Columns;
                var page = await columns.GetAsync(cancellationToken: asking);

                while (page is not null)
                {
                    found.AddRange((page.Value ?? []).Select(Column));
                    page = page.OdataNextLink is { } next ? await columns.WithUrl(next).GetAsync(cancellationToken: asking) : null;
                }

                return found;
            },
            cancellationToken);

    public Task<GraphAnswer<FoundColumn>> AddColumnAsync(string siteId, string listId, RecordColumn column, CancellationToken cancellationToken) => line.AskAsync(
        async asking =>
        {
            var definition = new ColumnDefinition
            {
                Name = column.Name,
                DisplayName = column.Name,
                Text = column.Kind is ColumnKind.Text or ColumnKind.Lines ? new TextColumn { AllowMultipleLines = column.Kind == ColumnKind.Lines, TextType = "plain" } : null,
                Number = column.Kind == ColumnKind.Number ? new NumberColumn() : null,
                Indexed = column.IsKey ? true : null,
                EnforceUniqueValues = column.IsKey ? true : null,
            };

            return Column((await graph.Sites[siteId].Lists[listId].Columns.PostAsync(definition, cancellationToken: asking))!);
        },
        cancellationToken);

    /// <summary>The library with this id or, where there is no id, of this name.</summary>
    public async Task<GraphAnswer<Place>> FindLibraryAsync(string siteId, string? driveId, string name, CancellationToken cancellationToken) => OneOf(
        await line.AskAsync(asking => LibrariesAsync(siteId, asking), cancellationToken),
        library => string.IsNullOrEmpty(driveId) ? Is(library.Name, name) : library.Id == driveId);

    public Task<GraphAnswer<Place>> MakeLibraryAsync(string siteId, string name, CancellationToken cancellationToken) => line.AskAsync(
        async asking =>
        {
            var list = await MakeAsync(siteId, name, "documentLibrary", asking);
            var drive = await graph.Sites[siteId].Lists[list.Id].Drive.GetAsync(request => request.QueryParameters.Select = ["id", "name"], asking);

            return new Place(drive!.Id!, name);
        },
        cancellationToken);

    private static GraphAnswer<Place> OneOf(GraphAnswer<List<Place>> answer, Predicate<Place> isIt) =>
        answer.Value is not { } places ? answer.Fault! : places.Find(isIt) is { } place ? new GraphAnswer<Place>(place, Fault: null) : _notThere;

    private static bool Is(string name, string wanted) => string.Equals(name.Trim(), wanted, StringComparison.OrdinalIgnoreCase);

    private static Place PlaceOf(List list) => new(list.Id!, list.DisplayName ?? string.Empty);

    private static FoundColumn Column(ColumnDefinition column) => new(
        column.Name ?? string.Empty,
        column.DisplayName ?? string.Empty,
        column switch
        {
            { Text.AllowMultipleLines: true } => ColumnKind.Lines,
            { Text: not null } => ColumnKind.Text,
            { Number: not null } => ColumnKind.Number,
            _ => ColumnKind.Other,
        },
        column.Indexed is true,
        column.EnforceUniqueValues is true);

    private async Task<Place> MakeAsync(string siteId, string name, string template, CancellationToken cancellationToken) => PlaceOf((await graph.Sites[siteId].Lists.PostAsync(
        new List { DisplayName = name, ListProp = new ListInfo { Template = template } }, cancellationToken: cancellationToken))!);

    private async Task<List<Place>> ListsAsync(string siteId, CancellationToken cancellationToken)
    {
        List<Place> found = [];
        var lists = graph.Sites[siteId].Lists;
        var page = await lists.GetAsync(request => request.QueryParameters.Select = ["id", "displayName"], cancellationToken);

        while (page is not null)
        {
            found.AddRange((page.Value ?? []).Select(PlaceOf));
            page = page.OdataNextLink is { } next ? await lists.WithUrl(next).GetAsync(cancellationToken: cancellationToken) : null;
        }

        return found;
    }

    private async Task<List<Place>> LibrariesAsync(string siteId, CancellationToken cancellationToken)
    {
        List<Place> found = [];
        var drives = graph.Sites[siteId].Drives;
        var page = await drives.GetAsync(request => request.QueryParameters.Select = ["id", "name"], cancellationToken);

        while (page is not null)
        {
            found.AddRange((page.Value ?? []).Select(drive => new Place(drive.Id!, drive.Name ?? string.Empty)));
            page = page.OdataNextLink is { } next ? await drives.WithUrl(next).GetAsync(cancellationToken: cancellationToken) : null;
        }

        return found;
    }
}
