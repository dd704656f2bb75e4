namespace CseBot.Dialogs.Tests.Guidance;

/// <summary>Plain files that lie beside these tests, and the product's own, found from the solution's folder.</summary>
internal static class TestData
{
    public static IEnumerable<string> Lines(string file) =>
        File.ReadLines(Path.Combine(Root(), "tests", "CseBot.Dialogs.Tests", "Guidance", file)).Where(line => line.Length > 0 && line[0] != '#');

    public static string Product(string file) => Path.Combine(Root(), "src", "CseBot.Dialogs", file);

    private static string Root()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "CseBot.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("These tests run from inside the solution's folder.");
    }
}
