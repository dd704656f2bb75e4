namespace CseBot.Dialogs;

/// <summary>The documents that everything rests on, as <c>Guidance/sources.md</c> numbers them.</summary>
internal sealed class GuidanceSources
{
    private const string Path = "Guidance/sources.md";

    private readonly IReadOnlyDictionary<string, string> _documents;

    private GuidanceSources(IReadOnlyDictionary<string, string> documents) => _documents = documents;

    /// <exception cref="InvalidDataException">The file is not there.</exception>
    public static GuidanceSources In(IEnumerable<GuidanceFile> files) => new(files.FirstOrDefault(file => file.Path == Path)?.Keys
        ?? throw new InvalidDataException($"{Path}: the file that names the source documents is missing."));

    /// <summary>Reads <c>002 Recognise the signs</c>: a document's number and the place in it.</summary>
    /// <exception cref="InvalidDataException">There is no such document, or no place.</exception>
    public GuidanceSource Read(GuidanceFile file, string source)
    {
        var (code, section) = source.Split(' ', 2) is [var first, var rest] ? (first, rest) : (source, "");

        if (!_documents.TryGetValue(code, out var document))
        {
            throw file.Fault("sources", $"names document '{code}', which is not in {Path}");
        }

        return section.Length > 0 ? new GuidanceSource(document, section) : throw file.Fault("sources", $"does not say where in document {code}");
    }
}
