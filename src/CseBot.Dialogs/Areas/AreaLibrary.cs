using System.Text.RegularExpressions;

namespace CseBot.Dialogs;

/// <summary>The areas whose services and routes we hold, one file each under <c>Guidance/areas/</c>.</summary>
public sealed partial class AreaLibrary
{
    private const string Folder = "Guidance/areas/";

    private static readonly string[] _keys = ["title", "assessment", "reviewed", "review-by"];
    private static readonly string[] _serviceKeys = ["name", "phone", "email", "hours", "source", "checked", "note"];

    private readonly Dictionary<string, Area> _byId;

    internal AreaLibrary(IEnumerable<GuidanceFile> files)
    {
        var all = files.ToList();
        var documents = GuidanceSources.In(all);
        _byId = all.Where(file => file.Path.StartsWith(Folder, StringComparison.Ordinal)).Select(file => Read(file, documents)).ToDictionary(area => area.Id, StringComparer.Ordinal);
    }

    public IReadOnlyCollection<Area> Areas => _byId.Values;

    /// <summary>Reads every area.</summary>
    /// <param name="more">Areas beside those that we hold, as pairs of an id and the text of its file: made-up ones to practise with, say.</param>
    /// <exception cref="InvalidDataException">A file is broken; the message names the file, the key and the fault.</exception>
    public static AreaLibrary Load(params IEnumerable<KeyValuePair<string, string>> more) =>
        new([.. GuidanceFile.Embedded(), .. more.Select(file => new GuidanceFile($"{Folder}{file.Key}.md", file.Value))]);

    /// <returns>Nothing for an area that we do not hold.</returns>
    public Area? Find(string id) => _byId.GetValueOrDefault(id);

    private static Area Read(GuidanceFile file, GuidanceSources documents)
    {
        file.AllowOnly(_keys);
        var services = file.Parts.Where(part => Named(part, "Service: ") is not null).Select(part => Service(file, part, documents)).ToList();
        if (services.GroupBy(service => service.Id).FirstOrDefault(same => same.Count() > 1) is { Key: var twice })
        {
            throw file.Fault($"Service: {twice}", "is there twice");
        }

        var routes = file.Parts.Where(part => Named(part, "Route: ") is not null).Select(part => Route(file, part, services)).ToList();

        foreach (var part in file.Parts.Skip(1).Where(part => part.Heading != "Resources" && Named(part, "Service: ") is null && Named(part, "Route: ") is null))
        {
            throw file.Fault(part.Heading, "is not a heading that we know");
        }

        if (Situations.Names.FirstOrDefault(name => routes.Count(route => route.Situation == Situations.Read(name)) != 1) is { } missing)
        {
            throw file.Fault($"Route: {missing}", "has to be there, once");
        }

        foreach (var service in services)
        {
            if (service is { Hours: OpeningHours.WhenClosed { Other: var day }, CheckedOn: not null } && services.Find(one => one.Id == day) is { CheckedOn: null })
            {
                throw file.Fault($"Service: {service.Id}", $"was checked, and '{day}', by whose hours it is open, was not");
            }

            if (service.Hours is OpeningHours.WhenClosed { Other: var other } && services.Find(one => one.Id == other)?.Hours is not OpeningHours.Weekly)
            {
                throw file.Fault($"Service: {service.Id}", $"is open when '{other}' is closed, and no service of that name has hours of its own");
            }
        }

        return new Area(
            System.IO.Path.GetFileNameWithoutExtension(file.Path),
            file.Value("title"),
            file.Value("assessment"),
            file.Text("answer"),
            services,
            routes,
            [.. file.Parts.Where(part => part.Heading == "Resources").SelectMany(part => part.Bullets)],
            file.Date("reviewed"),
            file.ReviewBy());
    }

    private static AreaService Service(GuidanceFile file, GuidanceFile.Part part, GuidanceSources documents)
    {
        var values = Values(file, part, _serviceKeys);
        var hours = OpeningHours.Read(Needed("hours"))
            ?? throw file.Fault(part.Heading, "has hours that are not like 'Monday to Friday 09:00-17:00', 'at any time', 'when closed: children' or 'not known'");
        var isChecked = Needed("checked") is var when && when != "no" ? Day(when) : (DateOnly?)null;

        if (isChecked > file.Date("reviewed"))
        {
            throw file.Fault(part.Heading, "was checked after 'reviewed': set that to the same day or later");
        }

        if (isChecked is not null && hours is OpeningHours.NotKnown)
        {
            throw file.Fault(part.Heading, "was checked, and its hours are not known: find them out before anybody is told to ring it");
        }

        if (!Phone().IsMatch(Needed("phone")))
        {
            throw file.Fault(part.Heading, "has a phone that is not like '01632 960100' or '01632 960100, option 4'");
        }

        return new AreaService(
            Named(part, "Service: ")!, Needed("name"), Needed("phone"), values.GetValueOrDefault("email"), hours, documents.Read(file, Needed("source")), isChecked, values.GetValueOrDefault("note"));

        string Needed(string key) => values.TryGetValue(key, out var value) && value.Length > 0 ? value : throw file.Fault(part.Heading, $"has no '{key}'");

        DateOnly Day(string text) =>
            DateOnly.TryParseExact(text, "yyyy-MM-dd", out var day) ? day : throw file.Fault(part.Heading, "has a 'checked' that is neither 'no' nor a date like 2026-11-22");
    }

    private static AreaRoute Route(GuidanceFile file, GuidanceFile.Part part, List<AreaService> services)
    {
        var values = Values(file, part, "tell", "send to");
        var situation = Situations.Read(Named(part, "Route: ")!) ?? throw file.Fault(part.Heading, $"is not one of {string.Join(", ", Situations.Names)}");
        var sendTo = values.GetValueOrDefault("send to", string.Empty)
            .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(id => services.Find(service => service.Id == id) ?? throw file.Fault(part.Heading, $"sends to '{id}', and there is no service of that name"))
            .ToList();

        return sendTo.Count > 0 ? new AreaRoute(situation, values.GetValueOrDefault("tell"), sendTo, part.Paragraphs) : throw file.Fault(part.Heading, "has no 'send to'");
    }

    private static Dictionary<string, string> Values(GuidanceFile file, GuidanceFile.Part part, params string[] known)
    {
        Dictionary<string, string> values = new(StringComparer.Ordinal);

        foreach (var (key, value) in part.Values(file))
        {
            if (!known.Contains(key))
            {
                throw file.Fault(part.Heading, $"has '{key}', which is not a key that we know");
            }

            if (!values.TryAdd(key, value))
            {
                throw file.Fault(part.Heading, $"has '{key}' twice");
            }
        }

        return values;
    }

    private static string? Named(GuidanceFile.Part part, string kind) => part.Heading.StartsWith(kind, StringComparison.Ordinal) ? part.Heading[kind.Length..] : null;

    [GeneratedRegex(@"^0[0-9 ]{9,12}[0-9](, option [0-9])?$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Phone();
}
