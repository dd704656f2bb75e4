using CseBot.Evaluation;

namespace CseBot.Dialogs.Tests.Guidance;

/// <summary>Plain files that lie beside these tests, and the product's own, found from the solution's folder.</summary>
internal static class TestData
{
    public static IEnumerable<string> Lines(string file) =>
        File.ReadLines(Path.Combine(Root.Folder, "tests", "CseBot.Dialogs.Tests", "Guidance", file)).Where(line => line.Length > 0 && line[0] != '#');

    public static string Product(string file) => Path.Combine(Root.Folder, "src", "CseBot.Dialogs", file);
}
