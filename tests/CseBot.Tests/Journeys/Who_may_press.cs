using System.Text.Json.Nodes;
using CseBot.Desk;
using CseBot.Tests.Support;

namespace CseBot.Tests.Journeys;

public sealed class Who_may_press
{
    private static readonly IReadOnlyList<string> _verbs = ConcernActions.Verbs;

    [Theory]
    [InlineData("reporter")]
    [InlineData("senior")]
    [InlineData("head")]
    public async Task Nobody_who_has_not_been_told_learns_anything_not_even_that_it_exists(string who)
    {
        await using var app = await TestApp.StartAsync();
        var reference = await app.Reporter.SendsAConcernAsync();

        foreach (var verb in _verbs)
        {
            var real = await PressAsync(app, who, verb, reference);
            var madeUp = await PressAsync(app, who, verb, "SC-2026-CCCCC");

            Assert.Equal(madeUp.ToJsonString(), real.ToJsonString());
            Assert.Contains("This is not open to you.", real.ToJsonString(), StringComparison.Ordinal);
        }

        Assert.Empty((await app.ConcernAsync(reference)).OpenedBy);
    }

    [Fact]
    public async Task Somebody_who_is_left_out_learns_nothing_whatever_they_press()
    {
        await using var app = await TestApp.StartAsync();
        await app.Reporter.WritesWhatHappenedAsync();
        await app.Reporter.PressesAsync("Send now");
        await app.Reporter.PressesAsync("Leave them out and send", ("ticked", app.Lead.Person.EntraId));
        await app.SettleAsync();

        foreach (var verb in _verbs)
        {
            Assert.Contains("This is not open to you.", (await PressAsync(app, "lead", verb, app.OnlyReference)).ToJsonString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Only_whoever_acknowledged_it_records_a_decision()
    {
        await using var app = await TestApp.StartAsync();
        var reference = await app.Reporter.SendsAConcernAsync();
        Assert.Contains("Please acknowledge it first", (await PressAsync(app, "lead", "decide", reference)).ToJsonString(), StringComparison.Ordinal);

        await app.Lead.PressesAsync("Acknowledge");

        Assert.Contains("Only the person who acknowledged this", (await PressAsync(app, "deputy", "decide", reference)).ToJsonString(), StringComparison.Ordinal);
        var data = new JsonObject { ["reference"] = reference, ["key"] = Guid.NewGuid(), ["kind"] = "Refer", ["reason"] = "x" };
        Assert.Contains(
            "Only the person who acknowledged this",
            (await app.Stage.Teams.PressAsync(app.Deputy.Person, "1", "save-decide", data))!.ToJsonString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_reporter_can_add_to_a_concern()
    {
        await using var app = await TestApp.StartAsync();
        var reference = await app.Reporter.SendsAConcernAsync();

        Assert.Contains("This is not open to you.", (await PressAsync(app, "deputy", "add", reference)).ToJsonString(), StringComparison.Ordinal);

        await app.Reporter.PressesAsync("Add something");
        await app.Reporter.PressesAsync("Next", ("text", "It was a silver car"));
        await app.Reporter.PressesAsync("Send");
        await app.SettleAsync();

        Assert.Equal("It was a silver car", (await app.ConcernAsync(reference)).Additions.Single().Account.Said("first-words"));
        Assert.Contains($"Added to {reference}", app.Reporter.Seen, StringComparison.Ordinal);
    }

    private static async Task<JsonObject> PressAsync(TestApp app, string who, string verb, string reference) =>
        (await app.Stage.Teams.PressAsync(app.Stage.Teams.Person(who), "1", verb, new JsonObject { ["reference"] = reference }))!;
}
