using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
using CseBot.Concerns;
using CseBot.Dialogs;
using CseBot.Dialogs.Flows;
using CseBot.Tests.Support;

namespace CseBot.Tests.House;

/// <summary>What the README draws is what the program does.</summary>
public sealed class Readme
{
    private static readonly string _readme = Source.Read("README.md").ReplaceLineEndings("\n");

    [Fact]
    public void Draws_the_walk_as_it_is() =>
        Assert.Contains($"```mermaid\n{FlowDiagram.Mermaid(RaiseConcern.Flow)}```", _readme, StringComparison.Ordinal);

    [Fact]
    public void Tells_the_life_of_a_concern_as_it_is() => Assert.Contains(Life(), _readme, StringComparison.Ordinal);

    /// <summary>What each event makes of each status, worked out by asking the program. Those that make the same of it share a row.</summary>
    private static string Life()
    {
        ConcernStatus[] statuses = [ConcernStatus.Raised, ConcernStatus.Acknowledged, ConcernStatus.Closed];
        (string Name, ConcernEvent Happened)[] events =
        [
            .. typeof(ConcernEvent).GetCustomAttributes<JsonDerivedTypeAttribute>()
                .Select(kind => kind.DerivedType)
                .Where(kind => kind != typeof(ConcernRaised))
                .Select(kind => (kind.Name, (ConcernEvent)RuntimeHelpers.GetUninitializedObject(kind))),
            ("RungReached, from the top", new RungReached(TestApp.Monday, 1, 2, TestApp.Monday, StartsAgain: true)),
        ];
        var rows = events
            .GroupBy(one => string.Join(" | ", statuses.Select(status => $"{ConcernLifecycle.Next(status, one.Happened)}" is { Length: > 0 } next ? next : "refused")))
            .Select(same => $"| {string.Join(", ", same.Select(one => one.Name))} | {same.Key} |");

        return $"| Event | while Raised | while Acknowledged | while Closed |\n| --- | --- | --- | --- |\n{string.Join('\n', rows)}\n";
    }
}
