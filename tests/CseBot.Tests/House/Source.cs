namespace CseBot.Tests.House;

/// <summary>The repository as the house rules read it.</summary>
internal static class Source
{
    public static string Root { get; } = FindRoot();

    public static string PathTo(params string[] path) => Path.Combine([Root, .. path]);

    public static string Read(params string[] path) => File.ReadAllText(PathTo(path));

    /// <summary>The C# files below a folder, generated ones left out.</summary>
    public static IEnumerable<string> Files(params string[] path) => Directory
        .EnumerateFiles(Path.Combine([Root, .. path]), "*.cs", SearchOption.AllDirectories)
        .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
            && !file.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
            && !file.Contains("Migrations", StringComparison.Ordinal)
            && !file.Contains("node_modules", StringComparison.Ordinal));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);

        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "CseBot.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests are run from a checkout of the repository.");
    }
}
