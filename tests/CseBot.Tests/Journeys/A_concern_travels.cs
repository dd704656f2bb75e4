using CseBot.Concerns;
using CseBot.Tests.Support;

namespace CseBot.Tests.Journeys;

public sealed class A_concern_travels
{
    [Fact]
    public async Task From_a_worry_typed_in_Teams_to_a_decision_on_the_schools_own_record()
    {
        await using var app = await TestApp.StartAsync();

        var reference = await app.Reporter.SendsAConcernAsync();

        Assert.Contains($"Safeguarding alert {reference}", app.Lead.Seen, StringComparison.Ordinal);
        Assert.Contains($"Safeguarding alert {reference}", app.Deputy.Seen, StringComparison.Ordinal);
        Assert.Empty(app.Head.Alerts);
        Assert.Contains($"Received: {reference}", app.Reporter.Seen, StringComparison.Ordinal);
        Assert.Equal("Raised", app.Stage.Graph.Rows.Single()["Status"]!.GetValue<string>());

        app.Stage.Clock.Advance(TestApp.Monday.AddMinutes(12) - app.Stage.Clock.GetUtcNow());
        await app.Lead.PressesAsync("Acknowledge");
        await app.SettleAsync();

        Assert.Contains("Lee Ward, 10:42", app.Deputy.Seen, StringComparison.Ordinal);
        Assert.Contains("Seen by your lead at 10:42", app.Reporter.Seen, StringComparison.Ordinal);
        Assert.False(app.Deputy.Sees("Acknowledge"));

        await app.Lead.PressesAsync("Open");
        Assert.Contains("Robin Vale, 9B", app.Lead.Seen, StringComparison.Ordinal);
        Assert.Contains("He's just a mate", app.Lead.Seen, StringComparison.Ordinal);

        await app.Lead.DecidesAsync(DecisionKind.Refer, ("reason", "Unknown adults, and a pattern"));
        await app.SettleAsync();

        var row = app.Stage.Graph.Rows.Single();
        Assert.Equal(reference, row["Reference"]!.GetValue<string>());
        Assert.Equal("Acknowledged", row["Status"]!.GetValue<string>());
        Assert.Equal("Lee Ward", row["AcknowledgedBy"]!.GetValue<string>());
        Assert.Equal("Refer", row["Decision"]!.GetValue<string>());
        Assert.Equal("Unknown adults, and a pattern", row["Reason"]!.GetValue<string>());
        Assert.Contains($"Someone is acting on {reference}", app.Reporter.Seen, StringComparison.Ordinal);
        Assert.DoesNotContain("Robin Vale", app.Lead.Seen, StringComparison.Ordinal);
    }
}
