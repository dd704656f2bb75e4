using CseBot.Concerns;

namespace CseBot.Conversations;

/// <summary>Whom a reporter can say that they rang.</summary>
internal static class Callable
{
    /// <summary>Services that are no people of the school, in the order they are offered.</summary>
    public static IReadOnlyList<string> Services { get; } = ["lado", "childrens-services", "police"];

    public static bool IsOne(string whom, School school) => Services.Contains(whom) || school.Named(whom) is not null;
}
