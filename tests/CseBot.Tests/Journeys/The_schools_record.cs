using CseBot.Tests.Support;

namespace CseBot.Tests.Journeys;

public sealed class The_schools_record
{
    [Fact]
    public async Task Has_one_row_for_a_concern_although_the_answer_to_the_first_create_was_lost()
    {
        await using var app = await TestApp.StartAsync();
        app.Stage.Wire.Fail(request => request.Method == "POST" && request.Path.StartsWithSegments("/graph/v1.0/sites", StringComparison.Ordinal), 503, times: 1, afterwards: true);

        await app.Reporter.SendsAConcernAsync();
        await app.PassAsync(TimeSpan.FromSeconds(30));

        Assert.Single(app.Stage.Graph.Rows);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(409)]
    [InlineData(412)]
    [InlineData(423)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task Catches_up_after_Graph_has_refused_and_nothing_else_is_held_up(int status)
    {
        await using var app = await TestApp.StartAsync();
        app.Stage.Wire.Fail(request => request.Path.StartsWithSegments("/graph", StringComparison.Ordinal), status);
        await app.Reporter.WritesAConcernAsync();
        await app.Reporter.PressesAsync("Send");
        await app.SettleForAsync(rounds: 3);
        Assert.Single(app.Lead.Alerts);
        await app.Lead.PressesAsync("Acknowledge");
        await app.Lead.PressesAsync("Open");
        await app.SettleForAsync(rounds: 3);
        Assert.Contains("Seen by your lead", app.Reporter.Seen, StringComparison.Ordinal);
        Assert.Empty(app.Stage.Graph.Rows);

        app.Stage.Wire.Heal();
        await app.PassAsync(TimeSpan.FromMinutes(20));

        var row = app.Stage.Graph.Rows.Single();
        Assert.Equal("Acknowledged", row["Status"]!.GetValue<string>());
    }

    [Fact]
    public async Task Is_changed_only_from_what_was_read()
    {
        await using var app = await TestApp.StartAsync();
        await app.Reporter.SendsAConcernAsync();
        app.Stage.Wire.Fail(request => request.Method == "PATCH", 412, times: 1);

        await app.Lead.PressesAsync("Acknowledge");
        await app.SettleAsync();
        await app.PassAsync(TimeSpan.FromSeconds(5));

        Assert.Equal("Lee Ward", app.Stage.Graph.Rows.Single()["AcknowledgedBy"]!.GetValue<string>());
    }

    [Fact]
    public async Task Shows_the_length_and_the_head_of_the_chain_of_events()
    {
        await using var app = await TestApp.StartAsync();
        var reference = await app.Reporter.SendsAConcernAsync();

        var row = app.Stage.Graph.Rows.Single();
        Assert.Equal((await app.ConcernAsync(reference)).History.Length, row["Events"]!.GetValue<int>());
        Assert.Equal(64, row["ChainHead"]!.GetValue<string>().Length);
    }

    [Fact]
    public async Task Holds_nothing_that_the_reporter_wrote()
    {
        await using var app = await TestApp.StartAsync();
        await app.Reporter.SendsAConcernAsync(who: "Robin Vale", what: "heliotrope", words: "marzipan");

        var graph = string.Concat(app.Stage.Wire.Calls.Where(call => call.To == "Graph").Select(call => call.Path + call.Body));
        Assert.DoesNotContain("Robin", graph, StringComparison.Ordinal);
        Assert.DoesNotContain("heliotrope", graph, StringComparison.Ordinal);
        Assert.DoesNotContain("marzipan", graph, StringComparison.Ordinal);
    }
}
