using System.Globalization;

namespace CseBot.Operations;

/// <summary>What is wrong with the configuration, as it is found: one sentence each, that names a key and says what to do. None repeats a value.</summary>
internal sealed class SettingsFaults
{
    private readonly List<string> _sentences = [];

    public IReadOnlyList<string> Sentences => _sentences;

    public void Add(string key, string remedy) => _sentences.Add(string.Create(CultureInfo.InvariantCulture, $"{key}: {remedy}."));

    public void Check(bool isRight, string key, string remedy)
    {
        if (!isRight)
        {
            Add(key, remedy);
        }
    }

    /// <summary>Finds settings that nobody reads: a slip of the pen in a key would otherwise be a setting that silently does nothing.</summary>
    public void CheckKeys(IConfigurationSection section, params IReadOnlyCollection<string> known)
    {
        Check(string.IsNullOrEmpty(section.Value), section.Path, $"this has settings of its own below it: {string.Join(", ", known)}");

        foreach (var child in section.GetChildren().Where(child => !known.Contains(child.Key, StringComparer.OrdinalIgnoreCase)))
        {
            Add(child.Path, $"there is no such setting; here are {string.Join(", ", known)}");
        }
    }

    /// <summary>A value that has to be there.</summary>
    public string Needed(IConfigurationSection section, string key, string remedy)
    {
        var value = section[key];
        Check(!string.IsNullOrWhiteSpace(value), $"{section.Path}:{key}", remedy);

        return value ?? string.Empty;
    }

    /// <summary>A value that is read by <paramref name="read"/>, which answers nothing when it cannot be.</summary>
    public T Read<T>(IConfigurationSection section, string key, T otherwise, Func<string, T?> read, string remedy)
        where T : struct => Read(section.GetSection(key), read, remedy) ?? otherwise;

    public T? Read<T>(IConfigurationSection value, Func<string, T?> read, string remedy)
        where T : struct
    {
        if (value.Value is not { } written)
        {
            Check(!value.GetChildren().Any(), value.Path, remedy);
            return null;
        }

        var result = read(written.Trim());
        Check(result is not null, value.Path, remedy);

        return result;
    }

    /// <summary>The parts of a list of sections, such as <c>People</c>.</summary>
    public IEnumerable<IConfigurationSection> Parts(IConfigurationSection section)
    {
        Check(string.IsNullOrEmpty(section.Value), section.Path, $"this is a list: begin with {section.Path}:0");

        return section.GetChildren();
    }

    /// <summary>An id as Entra shows it, in small letters; nothing when it is none.</summary>
    public static string? Id(string written) => Guid.TryParseExact(written.Trim(), "D", out var id) ? id.ToString("D") : null;

    /// <summary>Every value of a list. One value in the place of a list is a list of one.</summary>
    public T[] ReadAll<T>(IConfigurationSection section, Func<string, T?> read, string remedy)
        where T : struct
    {
        var values = section.Value is null ? section.GetChildren() : [section];

        return [.. values.Select(value => Read(value, read, remedy)).OfType<T>()];
    }
}
