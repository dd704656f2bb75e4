using System.Runtime.CompilerServices;
using CseBot.Concerns;
using CseBot.Graph;

namespace CseBot.Operations;

/// <summary>Checks the lists and libraries that are the schools' record, and makes what is missing when asked to.</summary>
internal sealed class RecordChecks(
    RecordSite sites, RecordProbe probe, Settings settings, IConfiguration configuration)
{
    /// <summary>Looks, and changes nothing.</summary>
    public IAsyncEnumerable<Check> InspectAsync(CancellationToken cancellationToken) => RunAsync(makes: false, cancellationToken);

    /// <summary>Makes what is missing, and proves every list with a probe. What is there already is left alone.</summary>
    public IAsyncEnumerable<Check> ProvisionAsync(CancellationToken cancellationToken) => RunAsync(makes: true, cancellationToken);

    private async IAsyncEnumerable<Check> RunAsync(bool makes, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        HashSet<string> taken = new(StringComparer.OrdinalIgnoreCase);

        foreach (var record in Records())
        {
            await foreach (var check in CheckAsync(record, makes, taken, cancellationToken))
            {
                yield return check;
            }
        }
    }

    private IEnumerable<ConfiguredRecord> Records() =>
        from pair in settings.Schools.Zip(configuration.GetSection("Schools").GetChildren(), (setup, section) => (setup, section.Path))
        from record in new[]
        {
            (Kind: RecordKind.Record, Location: (RecordLocation?)pair.setup.Record),
            (Kind: RecordKind.AdultRecord, Location: pair.setup.AdultRecord),
            (Kind: RecordKind.WithheldRecord, Location: pair.setup.WithheldRecord),
        }
        where record.Location is not null
        select new ConfiguredRecord(pair.setup.School, pair.Path, record.Kind, record.Location);

    private async IAsyncEnumerable<Check> CheckAsync(
        ConfiguredRecord record, bool makes, HashSet<string> taken, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var site = await sites.NameAsync(record.Location.SiteId, cancellationToken);

        if (site.Fault is { } noSite)
        {
            yield return Check.Wrong(record.What("site"), GraphSentences.Say(noSite, $"The site of {record.Key}:SiteId")) with
            {
                Steps = noSite.Kind == GraphFaultKind.NotAllowed ? [.. Grant(record), "Run the provision command again."] : null,
            };
        }

        var name = site.Value ?? new SiteName(record.Location.SiteId, Address: null);

        if (noSiteStops(site.Fault))
        {
            yield break;
        }

        await foreach (var check in CheckListAsync(record, name, makes, taken, cancellationToken))
        {
            yield return check;
        }

        yield return await CheckLibraryAsync(record, name, makes, cancellationToken);

        // A site whose name is refused may still have a list that is not.
        static bool noSiteStops(GraphFault? fault) => fault is { Kind: not GraphFaultKind.NotAllowed };
    }

    private async IAsyncEnumerable<Check> CheckListAsync(
        ConfiguredRecord record, SiteName site, bool makes, HashSet<string> taken, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (what, siteId) = (record.What("list"), record.Location.SiteId);
        var list = await sites.FindListAsync(siteId, record.Location.ListId, record.ListName, cancellationToken);
        var isMade = false;

        if (list.Fault is { Kind: GraphFaultKind.NotThere } && record.Location.ListId.Length == 0 && makes)
        {
            list = await sites.MakeListAsync(siteId, record.ListName, cancellationToken);
            isMade = list.Fault is null;
        }

        if (list.Value is not { } found)
        {
            yield return Check.Wrong(what, list.Fault is { Kind: GraphFaultKind.NotThere }
                ? $"There is no list with the id of {record.Key}:ListId on the site. Correct the id; or take it out, and the provision command finds the list by its name, \"{record.ListName}\", or makes it."
                : GraphSentences.Say(list.Fault!, $"The list \"{record.ListName}\"")) with
            {
                Steps = list.Fault is { Kind: GraphFaultKind.NotAllowed } ? ListByHand(record, site) : null,
            };
            yield break;
        }

        if (!taken.Add($"{siteId}/{found.Id}"))
        {
            yield return Check.Wrong(what, $"This is the same list as another record's. Give {record.Key} a list of its own: whoever can open one must not find another's concerns in it.");
            yield break;
        }

        yield return Check.Ok(what, isMade
            ? $"\"{found.Name}\" has been made. Now let {record.Readers} open it and nobody else: List settings, Permissions for this list, Stop Inheriting Permissions."
            : $"\"{found.Name}\" is there.") with
        {
            Set = record.Location.ListId.Length == 0 ? new Dictionary<string, string>(StringComparer.Ordinal) { [$"{record.Key}:ListId"] = found.Id } : null,
        };

        var columns = await CheckColumnsAsync(record, site, found, makes, cancellationToken);

        yield return columns;

        if (makes && columns.State == CheckState.Ok)
        {
            yield return Proof(record, await probe.RunAsync(siteId, found.Id, cancellationToken));
        }
    }

    private async Task<Check> CheckColumnsAsync(ConfiguredRecord record, SiteName site, Place list, bool makes, CancellationToken cancellationToken)
    {
        var what = record.What("columns");
        var columns = await sites.ColumnsAsync(record.Location.SiteId, list.Id, cancellationToken);

        if (columns.Value is not { } found)
        {
            return Check.Wrong(what, GraphSentences.Say(columns.Fault!, "The columns of the list"));
        }

        string[] faults = [.. RecordColumn.All.Select(column => FaultOf(column, found)).OfType<string>()];
        RecordColumn[] missing = [.. RecordColumn.All.Where(column => found.All(one => one.Name != column.Name) && !IsShadowed(column, found))];
        var added = 0;

        foreach (var column in makes ? missing : [])
        {
            var answer = await sites.AddColumnAsync(record.Location.SiteId, list.Id, column, cancellationToken);

            if (answer.Fault is { } fault)
            {
                return Check.Wrong(what, GraphSentences.Say(fault, $"The column {column.Name}")) with
                {
                    Steps = fault.Kind == GraphFaultKind.NotAllowed
                        ? [OpenSite(site), $"Open the list \"{list.Name}\".", .. missing.Skip(added).SelectMany(AddByHand), .. Grant(record), "Run the provision command again."]
                        : null,
                };
            }

            added++;
        }

        return (faults, missing.Length - added) switch
        {
            ({ Length: > 0 }, _) => Check.Wrong(what, string.Join(' ', faults)),
            (_, > 0) => Check.Wrong(what, $"Not there: {string.Join(", ", missing.Select(column => column.Name))}. Run the provision command, which adds them."),
            _ => Check.Ok(what, added > 0 ? $"All {RecordColumn.All.Count} are there; added just now: {added}." : $"All {RecordColumn.All.Count} are there and of the right type."),
        };
    }

    private static bool IsShadowed(RecordColumn column, IReadOnlyList<FoundColumn> found) =>
        found.Any(one => one.Name != column.Name && string.Equals(one.Shown, column.Name, StringComparison.OrdinalIgnoreCase));

    private static string? FaultOf(RecordColumn column, IReadOnlyList<FoundColumn> found) => found.FirstOrDefault(one => one.Name == column.Name) switch
    {
        null => IsShadowed(column, found)
            ? $"{column.Name}: a column is shown by this name and called something else underneath. Rename it, or delete it if it is empty, and run the provision command."
            : null,
        var one when one.Kind != column.Kind =>
            $"{column.Name}: its type is wrong; it has to be {TypeOf(column)}. Rename the column, so that what is in it is kept, and run the provision command, which adds the right one.",
        { IsIndexed: true, IsUnique: true } => null,
        _ when !column.IsKey => null,
        _ => $"{column.Name}: two items can have the same. In the list's settings, open the column, and choose \"Enforce unique values: Yes\" and to index it.",
    };

    private async Task<Check> CheckLibraryAsync(ConfiguredRecord record, SiteName site, bool makes, CancellationToken cancellationToken)
    {
        var what = record.What("library");
        var isConfigured = !string.IsNullOrEmpty(record.Location.DriveId);
        var library = await sites.FindLibraryAsync(record.Location.SiteId, record.Location.DriveId, record.LibraryName, cancellationToken);
        var isMade = false;

        if (library.Fault is { Kind: GraphFaultKind.NotThere } && !isConfigured && makes)
        {
            library = await sites.MakeLibraryAsync(record.Location.SiteId, record.LibraryName, cancellationToken);
            isMade = library.Fault is null;
        }

        return library switch
        {
            { Value: { } found } when !isConfigured && !makes => Check.Weak(what, $"\"{found.Name}\" is there and not configured. Set {record.Key}:DriveId to {found.Id}."),
            { Value: { } found } => Check.Ok(what, isMade
                ? $"\"{found.Name}\" has been made. Now let {record.Readers} open it and nobody else: Library settings, Permissions for this document library, Stop Inheriting Permissions."
                : $"\"{found.Name}\" is there.") with
            {
                Set = isConfigured ? null : new Dictionary<string, string>(StringComparer.Ordinal) { [$"{record.Key}:DriveId"] = found.Id },
            },
            { Fault.Kind: GraphFaultKind.NotThere } when isConfigured =>
                Check.Wrong(what, $"There is no library with the id of {record.Key}:DriveId on the site. Correct the id; or take it out, and the provision command finds the library by its name, \"{record.LibraryName}\", or makes it."),
            { Fault.Kind: GraphFaultKind.NotThere } => Check.Weak(what, "There is no library for the full record. Run the provision command, which makes it."),
            { Fault: var fault } => Check.Wrong(what, GraphSentences.Say(fault!, $"The library \"{record.LibraryName}\"")) with
            {
                Steps = fault!.Kind == GraphFaultKind.NotAllowed ? LibraryByHand(record, site) : null,
            },
        };
    }

    private static Check Proof(ConfiguredRecord record, ProbeResult result)
    {
        var what = record.What("probe");
        var left = result.IsLeft ? $" An item whose Reference begins with {RecordProbe.Prefix}- may still be on the list; the next run deletes it." : string.Empty;

        return result switch
        {
            { FailedAt: null } => Check.Ok(what, "An item was made, found, changed, refused a second time and deleted."),
            { FailedAt: ProbeStep.Find, Fault: null } => Check.Wrong(what, $"An item was made and could not be found by its Reference. See that the column Reference is indexed.{left}"),
            { FailedAt: ProbeStep.RefuseTheSame, Fault: null } => Check.Wrong(what, $"The list took two items of the same Reference. In the list's settings, open the column Reference and choose \"Enforce unique values: Yes\".{left}"),
            { FailedAt: var step, Fault: { } fault } => Check.Wrong(what, $"{GraphSentences.Say(fault, Name(step.Value))}{left}"),
            _ => throw new ArgumentOutOfRangeException(nameof(result)),
        };
    }

    private static string Name(ProbeStep step) => step switch
    {
        ProbeStep.Create => "The making of a probe item",
        ProbeStep.Find => "The search for probe items",
        ProbeStep.Change => "The change of a probe item",
        ProbeStep.RefuseTheSame => "The second item of one Reference",
        _ => "The deletion of a probe item",
    };

    private static string TypeOf(RecordColumn column) => column.Kind switch
    {
        ColumnKind.Lines => "multiple lines of text, plain",
        ColumnKind.Number => "a number",
        _ => "a single line of text",
    };

    private string[] ListByHand(ConfiguredRecord record, SiteName site) =>
    [
        OpenSite(site),
        $"Choose New, List, Blank list. Name it exactly: {record.ListName}",
        .. RecordColumn.All.SelectMany(AddByHand),
        $"In List settings, Permissions for this list, choose Stop Inheriting Permissions and let {record.Readers} open it and nobody else.",
        .. Grant(record),
        "Run the provision command again: it finds the list by its name, proves it, and says which settings to set.",
    ];

    private string[] LibraryByHand(ConfiguredRecord record, SiteName site) =>
    [
        OpenSite(site),
        $"Choose New, Document library. Name it exactly: {record.LibraryName}",
        $"In Library settings, Permissions for this document library, choose Stop Inheriting Permissions and let {record.Readers} open it and nobody else.",
        .. Grant(record),
        "Run the provision command again: it finds the library by its name and says which setting to set.",
    ];

    private static IEnumerable<string> AddByHand(RecordColumn column) => (column.Kind, column.IsKey) switch
    {
        (ColumnKind.Lines, _) => [$"Add a column: {column.Name}, type Multiple lines of text, plain text. Write the name exactly so, without a space."],
        (ColumnKind.Number, _) => [$"Add a column: {column.Name}, type Number."],
        (_, true) =>
        [
            $"Add a column: {column.Name}, type Single line of text. Write the name exactly so.",
            $"In List settings, open {column.Name}, choose \"Enforce unique values: Yes\" and agree that it is indexed.",
        ],
        _ => [$"Add a column: {column.Name}, type Single line of text."],
    };

    private static string OpenSite(SiteName site) => $"As an owner, open the SharePoint site {site.Name}{(site.Address is { } address ? $" ({address})" : string.Empty)}.";

    /// <summary>How the app is given its role on one site (protocol 6.2).</summary>
    private string[] Grant(ConfiguredRecord record) =>
    [
        $"In Entra, open the app registration {Application()}: API permissions, Microsoft Graph, Application permissions, Sites.Selected; then grant admin consent.",
        $"As an administrator with Sites.FullControl.All, in Graph Explorer, send POST https://graph.microsoft.com/v1.0/sites/{record.Location.SiteId}/permissions with the body "
            + $"{{\"roles\":[\"write\"],\"grantedToIdentities\":[{{\"application\":{{\"id\":\"{Application()}\",\"displayName\":\"Safeguarding\"}}}}]}}. "
            + "The role write is enough to use lists; to let this command make them, grant the role fullcontrol until it has.",
    ];

    private string Application() => settings.Graph.Credential == GraphCredential.ManagedIdentity ? "(the client id of this machine's managed identity)" : settings.Bot.AppId;

    private enum RecordKind
    {
        Record,
        AdultRecord,
        WithheldRecord,
    }

    private sealed record ConfiguredRecord(School School, string Path, RecordKind Kind, RecordLocation Location)
    {
        public string Key => $"{Path}:{Kind}";

        public string ListName => $"Safeguarding record of {School.Name}{Suffix}";

        public string LibraryName => $"Safeguarding documents of {School.Name}{Suffix}";

        /// <summary>Who may open it, as the school's IT lead is told.</summary>
        public string Readers => Kind switch
        {
            RecordKind.Record => "the school's safeguarding leads",
            RecordKind.AdultRecord => "the headteacher and whoever else deals with concerns about adults",
            _ => "the few people who may see a concern that others on the school's lists are left out of",
        };

        private string Suffix => Kind switch
        {
            RecordKind.Record => string.Empty,
            RecordKind.AdultRecord => ", adults",
            _ => ", withheld",
        };

        public string What(string part) => $"{School.Id}: {Kind}, {part}";
    }
}
