using CseBot.Tests.Support;

namespace CseBot.Tests.Journeys;

/// <summary>A lead tries in their chat whether alerts arrive. Everything about it says that it is a test.</summary>
public sealed class A_drill_from_the_chat
{
    [Fact]
    public async Task Shows_who_was_reached_and_who_has_acknowledged_and_says_of_everything_that_it_is_a_test()
    {
        await using var app = await TestApp.StartAsync();
        app.Chat("senior").Person.IsReachable = false;
        var before = app.Everybody.ToDictionary(person => person.Person.Key, person => person.Person.Messages.Count);
        await app.Lead.SaysAsync("drill");
        await app.Lead.PressesAsync("Hold a drill");
        Assert.Contains("TEST: the drill at Rowan Hill School is being held.", app.Lead.Newest, StringComparison.Ordinal);
        var desk = app.Lead.Person.Messages[^1];
        await app.SettleAsync();

        await app.Deputy.PressesAsync("Acknowledge this test");
        var (_, who) = app.Lead.Find("Who was reached?");
        await app.Lead.PressAsync(desk, who);

        var results = app.Lead.Seen;
        Assert.Contains("TEST at Rowan Hill School", results, StringComparison.Ordinal);
        Assert.Contains("TEST: reached 3 of 4, acknowledged 1", results, StringComparison.Ordinal);
        Assert.Contains("Sam Field\nTEST: not reached, the app is blocked or not installed", results, StringComparison.Ordinal);
        Assert.Contains("Dee Marsh\nTEST: acknowledged at 10:30", results, StringComparison.Ordinal);
        Assert.Contains("Hari Stone\nTEST: reached at 10:30, not acknowledged yet", results, StringComparison.Ordinal);
        Assert.All(
            new[] { app.Lead, app.Deputy, app.Head }.Select(person => person.Person.Messages.Skip(before[person.Person.Key]).Last(message => message.FromBot)),
            message => Assert.StartsWith("TEST", message.Summary, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Is_no_concern()
    {
        await using var app = await TestApp.StartAsync();
        await HoldAsync(app);

        Assert.Equal((0, 0), (await app.CountAsync(db => db.Concerns), await app.CountAsync(db => db.Events)));
        Assert.Empty(app.Stage.Graph.Rows);
        Assert.All(app.Everybody, person => Assert.Empty(person.Alerts));
        Assert.DoesNotContain(app.Reporter.Person.Messages, message => message.Summary?.StartsWith("TEST", StringComparison.Ordinal) is true);
        await app.PassAsync(TimeSpan.FromHours(2));
        Assert.Equal(4, Tests(app));
    }

    [Fact]
    public async Task Is_held_once_in_ten_minutes_however_often_it_is_pressed()
    {
        await using var app = await TestApp.StartAsync();
        await app.Lead.SaysAsync("drill");
        var (door, hold) = app.Lead.Find("Hold a drill");
        await app.Lead.PressAsync(door, hold);
        await app.Lead.PressAsync(door, hold);
        await app.SettleAsync();
        Assert.Equal(4, Tests(app));

        app.Stage.Clock.Advance(TimeSpan.FromMinutes(9));
        Assert.Contains("TEST: a drill was held at 10:30. Wait ten minutes", (await app.Lead.PressAsync(door, hold)).ToJsonString(), StringComparison.Ordinal);
        await app.SettleAsync();
        Assert.Equal(4, Tests(app));

        app.Stage.Clock.Advance(TimeSpan.FromMinutes(1));
        await app.Lead.PressAsync(door, hold);
        await app.SettleAsync();
        Assert.Equal(8, Tests(app));
    }

    [Fact]
    public async Task Is_held_by_leads_of_that_school_only()
    {
        await using var app = await TestApp.StartAsync();
        await app.Lead.SaysAsync("drill");
        var (_, hold) = app.Lead.Find("Hold a drill");

        foreach (var other in new[] { app.Reporter, app.Head, app.Chat("senior") })
        {
            await other.SaysAsync("drill");
            Assert.Contains("That is for the school's safeguarding leads.", other.Newest, StringComparison.Ordinal);
            Assert.Contains("This is not open to you.", (await other.PressAsync(other.Person.Messages[^1], hold)).ToJsonString(), StringComparison.Ordinal);
        }

        hold["data"]!["school"] = "elsewhere";
        Assert.Contains("This is not open to you.", (await app.Lead.PressAsync(app.Lead.Person.Messages[^1], hold)).ToJsonString(), StringComparison.Ordinal);
        await app.SettleAsync();
        Assert.Equal(0, Tests(app));
    }

    [Fact]
    public async Task Is_not_acknowledged_by_somebody_else()
    {
        await using var app = await TestApp.StartAsync();
        await HoldAsync(app);
        var (_, acknowledge) = app.Deputy.Find("Acknowledge this test");

        Assert.Contains("This is not open to you.", (await app.Reporter.PressAsync(app.Reporter.Person.Messages[^1], acknowledge)).ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(0, await app.CountAsync(db => db.Drills.Where(row => row.AcknowledgedAt != null)));
    }

    private static async Task HoldAsync(TestApp app)
    {
        await app.Lead.SaysAsync("drill");
        await app.Lead.PressesAsync("Hold a drill");
        await app.SettleAsync();
    }

    private static int Tests(TestApp app) => app.Everybody.Sum(person => person.Person.Messages.Count(message => message.Summary?.StartsWith("TEST", StringComparison.Ordinal) is true));
}
