namespace CseBot.Dialogs;

/// <summary>One heading that assessment tools use, and what belongs under it.</summary>
/// <param name="Id">A permanent name.</param>
/// <param name="Signs">The ids of signs, and of harm of another kind.</param>
/// <param name="Questions">The ids of questions in the bank.</param>
public sealed record Domain(string Id, IReadOnlyList<string> Signs, IReadOnlyList<string> Questions);

/// <summary>What stands under which heading of the assessment text, as a safeguarding lead set it out in <c>Guidance/domains.md</c>.</summary>
public sealed class Domains
{
    private const string Path = "Guidance/domains.md";

    internal Domains(GuidanceFile file)
    {
        file.AllowOnly(["title", "reviewed", "review-by"]);
        file.ReviewBy();
        All = [.. file.Parts.Skip(1).Select(part => Read(file, part))];

        if ((Twice(All.Select(domain => domain.Id)) ?? Twice(All.SelectMany(domain => domain.Signs)) ?? Twice(All.SelectMany(domain => domain.Questions))) is { } twice)
        {
            throw file.Fault(twice, "is there twice");
        }
    }

    /// <summary>In the order of the text.</summary>
    public IReadOnlyList<Domain> All { get; }

    /// <exception cref="InvalidDataException">The file is broken; the message names the key and the fault.</exception>
    public static Domains Load() => new(GuidanceFile.Embedded(Path));

    private static Domain Read(GuidanceFile file, GuidanceFile.Part part)
    {
        var values = part.Values(file).ToLookup(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);

        if (values.FirstOrDefault(value => value.Key is not ("signs" or "questions") || value.Count() > 1) is { Key: var unknown })
        {
            throw file.Fault(unknown, $"is not what '{part.Heading}' can have, or is there twice");
        }

        return new Domain(part.Heading, Ids("signs"), Ids("questions"));

        IReadOnlyList<string> Ids(string key) => [.. values[key].SelectMany(value => value.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
    }

    private static string? Twice(IEnumerable<string> ids) => ids.GroupBy(id => id, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1)?.Key;
}
