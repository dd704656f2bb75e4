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

    /// <summary>What each event makes of each status, worked out by asking the program.</summary>
    private static string Life()
    {
        var now = TestApp.Monday;
        var somebody = new Actor("lee", "Lee");
        (string Name, ConcernEvent Happened)[] events =
        [
            ("ConcernAdded", new ConcernAdded(now, somebody, Account.Empty, 2)),
            ("PeopleLeftOut", new PeopleLeftOut(now, somebody, ["lee"])),
            ("ReporterRang", new ReporterRang(now, somebody, "lado")),
            ("LeadAlerted", new LeadAlerted(now, "lee", 1)),
            ("DeliveryFailed", new DeliveryFailed(now, "lee", 1, DeliveryFailure.Refused, null)),
            ("RungReached", new RungReached(now, 2, 2, now)),
            ("RungReached, from the top", new RungReached(now, 1, 2, now, StartsAgain: true)),
            ("Acknowledged", new Acknowledged(now, somebody, null)),
            ("Opened", new Opened(now, somebody)),
            ("Decided", new Decided(now, somebody, DecisionKind.Refer, string.Empty)),
        ];
        ConcernStatus[] statuses = [ConcernStatus.Raised, ConcernStatus.Acknowledged];
        var rows = events.Select(one => $"| {one.Name} | {string.Join(" | ", statuses.Select(status => ConcernLifecycle.Next(status, one.Happened)?.ToString() ?? "refused"))} |");

        return $"| Event | while Raised | while Acknowledged |\n| --- | --- | --- |\n{string.Join('\n', rows)}\n";
    }
}
