using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CseBot.Graph;

namespace CseBot.Practice.Emulators;

/// <summary>A SharePoint site.</summary>
internal sealed class EmulatedSite(string name)
{
    public string Name => name;

    public List<EmulatedList> Lists { get; } = [];

    public EmulatedList? Find(string id) => Lists.Find(list => list.Id == id);
}

/// <summary>A list or library on a site.</summary>
internal sealed class EmulatedList(string id, string name, bool isLibrary)
{
    /// <summary>SharePoint has answered a duplicate with each of these (protocol 6.4).</summary>
    private static readonly int[] _duplicateAnswers = [400, 409, 500];

    private int _lastItem;
    private int _duplicates;

    public string Id => id;

    public string Name => name;

    public bool IsLibrary => isLibrary;

    public List<JsonObject> Columns { get; } = [];

    public List<EmulatedItem> Items { get; } = [];

    public string DriveId => DriveOf(id);

    /// <summary>Every version of every document in it.</summary>
    public Dictionary<string, List<byte[]>> Documents { get; } = new(StringComparer.OrdinalIgnoreCase);

    public static string DriveOf(string library) => $"b!{library}";

    public Answer Put(string name, byte[] content)
    {
        var isNew = !Documents.TryGetValue(name, out var versions);
        (Documents[name] = versions ?? []).Add(content);

        return new Answer(isNew ? 201 : 200, new JsonObject
        {
            ["id"] = $"01{Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(name))}",
            ["name"] = name,
            ["size"] = content.Length,
            ["eTag"] = $"\"{name},{Documents[name].Count}\"",
            ["file"] = new JsonObject { ["mimeType"] = "application/vnd.openxmlformats-officedocument.wordprocessingml.document" },
        });
    }

    public JsonObject? Column(string column) => Columns.Find(one => (string)one["name"]! == column);

    /// <summary>Whether there is a column for every field, and the value is one that it takes.</summary>
    public bool Takes(JsonObject fields) => fields.Where(field => !field.Key.StartsWith('@')).All(field => Column(field.Key) switch
    {
        null => false,
        { } column when column["number"] is not null => field.Value is null || field.Value.GetValueKind() == JsonValueKind.Number,
        { } column => field.Value is null || column["text"]?["allowMultipleLines"]?.GetValue<bool>() is true || field.Value.ToString() is { Length: <= 255 },
    });

    /// <summary>Whether there is an item of this reference, and the list keeps references unique.</summary>
    public bool Has(JsonObject fields) =>
        Column(RecordColumn.Reference)?["enforceUniqueValues"]?.GetValue<bool>() is true && Items.Exists(item => item.Reference == fields[RecordColumn.Reference]?.GetValue<string>());

    public int NextDuplicateAnswer() => _duplicateAnswers[_duplicates++ % _duplicateAnswers.Length];

    public EmulatedItem Add(JsonObject fields)
    {
        var made = new EmulatedItem((++_lastItem).ToString(CultureInfo.InvariantCulture), fields);
        Items.Add(made);

        return made;
    }

    public JsonObject ToJson() => new() { ["id"] = id, ["displayName"] = name, ["list"] = new JsonObject { ["template"] = isLibrary ? "documentLibrary" : "genericList" } };

    public JsonObject ToDrive() => new() { ["id"] = DriveId, ["name"] = name, ["driveType"] = "documentLibrary" };
}

/// <summary>An item of a list.</summary>
internal sealed class EmulatedItem(string id, JsonObject fields)
{
    private int _version = 1;

    public string Id => id;

    public JsonObject Fields => fields;

    public string ETag => $"\"{id},{_version}\"";

    public string? Reference => fields[RecordColumn.Reference]?.GetValue<string>();

    public void Change(JsonObject changes)
    {
        foreach (var (column, value) in changes)
        {
            fields[column] = value?.DeepClone();
        }

        _version++;
    }

    public JsonObject ToJson() => new()
    {
        ["@odata.etag"] = ETag,
        ["id"] = id,
        ["eTag"] = ETag,
        ["fields"] = fields.DeepClone(),
    };
}
