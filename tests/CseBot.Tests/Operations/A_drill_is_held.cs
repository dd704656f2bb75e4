using System.Text.Json.Nodes;
using CseBot.Tests.Support;
using Microsoft.Extensions.Configuration;

namespace CseBot.Tests.Operations;

public sealed class A_drill_is_held
{
    private const string Button = "Acknowledge this test";

    [Fact]
    public async Task Everybody_who_is_named_gets_a_card_that_says_it_is_a_test()
    {
        await using var app = await TestApp.StartAsync();

        var ran = await app.RunAsync("drill");

        Assert.Equal(0, ran.ExitCode);
        Assert.Contains("Reached: 4 of 4. Acknowledged: 0.", ran.Output, StringComparison.Ordinal);
        Assert.Contains("ring them: not in Teams", ran.Output, StringComparison.Ordinal);
        Assert.All(Named(app), person =>
        {
            var message = person.Person.Messages[^1];
            Assert.Equal("TEST, safeguarding drill: nothing has happened", message.Summary);
            Assert.Equal(message.Summary, message.Card!["fallbackText"]!.GetValue<string>());
            Assert.Null(message.Text);
        });
        Assert.False(app.Reporter.Sees(Button));
    }

    [Fact]
    public async Task Nothing_about_it_looks_like_a_concern()
    {
        await using var app = await TestApp.StartAsync();
        var health = await app.HealthAsync();

        await app.RunAsync("drill");
        await app.Lead.PressesAsync(Button);
        await app.SettleAsync();

        Assert.Equal(0, await app.CountAsync(db => db.Concerns) + await app.CountAsync(db => db.Events) + await app.CountAsync(db => db.Outbox) + await app.CountAsync(db => db.AlertCards));
        Assert.Empty(app.Stage.Graph.Rows);
        Assert.Empty(app.Lead.Alerts);
        Assert.Equal(health, await app.HealthAsync());
    }

    [Fact]
    public async Task Pressing_says_when_it_was_acknowledged_and_pressing_again_changes_nothing()
    {
        await using var app = await TestApp.StartAsync();
        await app.RunAsync("drill");
        var (message, action) = app.Lead.Find(Button);

        var first = await app.Lead.PressAsync(message, action);
        app.Stage.Clock.Advance(TimeSpan.FromMinutes(5));
        var second = await app.Lead.PressAsync(message, action);

        Assert.True(JsonNode.DeepEquals(first, second));
        Assert.Equal("TEST: acknowledged at 10:30", app.Lead.Newest);
        Assert.Contains("TEST: acknowledged at 10:30", app.Lead.Posted, StringComparison.Ordinal);
        Assert.Contains("Acknowledged: 1.", (await app.RunAsync("drill", "--results")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_person_it_was_sent_to_can_acknowledge_it()
    {
        await using var app = await TestApp.StartAsync();
        app.Head.Person.IsReachable = true;
        await app.RunAsync("drill");
        var (message, action) = app.Lead.Find(Button);

        foreach (var stranger in new[] { app.Reporter, app.Chat("pupil") })
        {
            var answer = await stranger.PressAsync(message, action);
            Assert.Contains("This is not open to you", answer["value"]!.GetValue<string>(), StringComparison.Ordinal);
        }

        action["data"]!["drill"] = Guid.NewGuid().ToString();
        Assert.Contains("This is not open to you", (await app.Lead.PressAsync(message, action))["value"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(0, await app.CountAsync(db => db.Drills.Where(drill => drill.AcknowledgedAt != null)));
    }

    [Fact]
    public async Task The_last_drill_can_be_shown_again_with_who_acknowledged_and_by_ids_alone()
    {
        await using var app = await TestApp.StartAsync();
        Assert.Equal(1, (await app.RunAsync("drill", "--results")).ExitCode);
        await app.RunAsync("drill");
        app.Stage.Clock.Advance(TimeSpan.FromDays(1));
        app.Deputy.Person.IsReachable = false;
        await app.RunAsync("drill");
        await app.Lead.PressesAsync(Button);
        var calls = app.Stage.Wire.Calls.Count;

        var ran = await app.RunAsync("drill", "--results", "--json");

        Assert.Equal(1, ran.ExitCode);
        Assert.Equal(calls, app.Stage.Wire.Calls.Count);
        Assert.Equal("blocked-or-not-installed", Outcome(ran, app.Deputy));
        Assert.Equal("reached", Outcome(ran, app.Lead));
        Assert.Equal([app.Lead.Person.EntraId], ran.Lines.Where(line => line["acknowledgedAt"] is not null).Select(line => line["person"]!.GetValue<string>()));
        Assert.Contains(ran.Lines, line => line["outcome"]!.GetValue<string>() == "not-in-teams");
        Assert.DoesNotContain("Lee", ran.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400, "refused")]
    [InlineData(401, "refused")]
    [InlineData(403, "blocked-or-not-installed")]
    [InlineData(412, "not-answered")]
    [InlineData(429, "not-answered")]
    [InlineData(500, "not-answered")]
    [InlineData(502, "not-answered")]
    public async Task Somebody_who_is_not_reached_is_told_of_with_the_reason_and_stops_nobody_else(int status, string why)
    {
        await using var app = await TestApp.StartAsync();
        app.Stage.Wire.Fail(To(app.Lead), status);

        var ran = await app.RunWhileTimePassesAsync("drill", "--json");

        Assert.Equal(1, ran.ExitCode);
        Assert.Equal(why, Outcome(ran, app.Lead));
        Assert.Equal(3, ran.Lines.Count(line => line["outcome"]!.GetValue<string>() == "reached"));
        Assert.All([app.Deputy, app.Head, app.Chat("senior")], person => Assert.True(person.Sees(Button)));
    }

    [Theory]
    [InlineData(401)]
    [InlineData(412)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    public async Task Passing_trouble_is_waited_out(int status)
    {
        await using var app = await TestApp.StartAsync();
        app.Stage.Wire.Fail(To(app.Lead), status, times: 1);

        var ran = await app.RunWhileTimePassesAsync("drill");

        Assert.Equal(0, ran.ExitCode);
        Assert.True(app.Lead.Sees(Button));
    }

    [Fact]
    public async Task Teams_is_asked_again_no_sooner_than_it_says()
    {
        await using var app = await TestApp.StartAsync();
        app.Stage.Wire.Fail(To(app.Lead), 429, times: 1, retryAfter: TimeSpan.FromSeconds(20));

        Assert.Equal(0, (await app.RunWhileTimePassesAsync("drill")).ExitCode);
        Assert.InRange(app.Lead.Person.Messages[^1].At - TestApp.Monday, TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(59));
    }

    [Fact]
    public async Task Nobody_is_waited_for_longer_than_an_alert_may_wait()
    {
        await using var app = await TestApp.StartAsync();
        app.Stage.Wire.Fail(To(app.Lead), 429, retryAfter: TimeSpan.FromHours(1));

        var ran = await app.RunAsync("drill", "--json");

        Assert.Equal("not-answered", Outcome(ran, app.Lead));
    }

    [Fact]
    public async Task A_chat_that_is_gone_is_opened_anew()
    {
        await using var app = await TestApp.StartAsync();
        app.Stage.Wire.Fail(To(app.Lead), 404, times: 1);
        await app.ChangeDatabaseAsync($"delete from People where EntraId = '{app.Deputy.Person.EntraId}'");

        Assert.Equal(0, (await app.RunAsync("drill")).ExitCode);
        Assert.True(app.Lead.Sees(Button));
        Assert.True(app.Deputy.Sees(Button));
    }

    [Fact]
    public async Task A_call_that_is_never_answered_is_given_up()
    {
        await using var app = await TestApp.StartAsync();
        var held = app.Stage.Wire.Hold(To(app.Lead));

        var running = app.RunAsync("drill", "--json");
        await held.Reached;

        while (await app.CountAsync(db => db.Drills.Where(drill => drill.ReachedAt != null)) < 3)
        {
            Assert.False(running.IsCompleted);
        }

        app.Stage.Clock.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal("not-answered", Outcome(await running, app.Lead));
    }

    [Fact]
    public async Task A_call_that_is_cut_is_made_again()
    {
        await using var app = await TestApp.StartAsync();
        var held = app.Stage.Wire.Hold(To(app.Lead));

        var running = app.RunWhileTimePassesAsync("drill");
        await held.Reached;
        held.Drop();

        Assert.Equal(0, (await running).ExitCode);
        Assert.True(app.Lead.Sees(Button));
    }

    [Fact]
    public async Task Where_nobody_answers_at_all_that_is_said()
    {
        await using var app = await TestApp.StartAsync();
        await app.ChangeDatabaseAsync("update People set ServiceUrl = 'http://127.0.0.1:1/'");

        var ran = await app.RunWhileTimePassesAsync("drill");

        Assert.Equal(1, ran.ExitCode);
        Assert.Contains("Reached: 0 of 4.", ran.Output, StringComparison.Ordinal);
        Assert.Contains("no: Teams did not answer", ran.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task However_many_people_there_are_Teams_is_called_no_faster_than_it_allows()
    {
        await using var app = await TestApp.StartAsync(configure: builder => builder.Configuration.AddInMemoryCollection(
            Enumerable.Range(10, 40).SelectMany(number => new Dictionary<string, string?>
            {
                [$"Schools:0:People:{number}:Id"] = $"5f3c1d7e-0000-4000-8000-0000000001{number}",
                [$"Schools:0:People:{number}:Name"] = $"Governor {number}",
                [$"Schools:0:People:{number}:Roles:0"] = "SeniorLeader",
            })));
        var before = Calls();

        var running = app.RunAsync("drill");
        await app.WhenAsync(() => Made() == 25);
        await app.WhenSomebodyWaitsAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(25, Made());

        Assert.Contains("Reached: 4 of 44.", (await app.LetTimePassAsync(running)).Output, StringComparison.Ordinal);
        Assert.Equal(44, Made());

        int Made() => Calls() - before;

        int Calls() => app.Stage.Wire.Calls.Count(call => call.To == "Teams");
    }

    [Fact]
    public async Task It_waits_for_people_to_acknowledge_and_no_longer_than_it_has_to()
    {
        await using var app = await TestApp.StartAsync();
        var running = app.RunAsync("drill", "--wait", "10");

        foreach (var person in Named(app))
        {
            await app.WhenSomebodyWaitsAsync(TimeSpan.FromSeconds(2));
            await person.PressesAsync(Button);
        }

        app.Stage.Clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Contains("Acknowledged: 4.", (await running).Output, StringComparison.Ordinal);
        Assert.True(app.Stage.Clock.GetUtcNow() < TestApp.Monday + TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task It_stops_waiting_when_the_time_is_up()
    {
        await using var app = await TestApp.StartAsync();

        var ran = await app.RunWhileTimePassesAsync("drill", "--wait", "1");

        Assert.Equal(0, ran.ExitCode);
        Assert.Contains("Acknowledged: 0.", ran.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_can_be_held_at_one_school_and_somebody_of_two_gets_one_card()
    {
        await using var app = await TestApp.StartAsync(configure: builder => builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Schools:1:Id"] = "ash-lane",
            ["Schools:1:Name"] = "Ash Lane School",
            ["Schools:1:Area"] = "practice-shire",
            ["Schools:1:Phone"] = "01632 960200",
            ["Schools:1:Record:SiteId"] = "another",
            ["Schools:1:Record:ListId"] = "another",
            ["Schools:1:People:0:Id"] = "5f3c1d7e-0000-4000-8000-000000000002",
            ["Schools:1:People:0:Name"] = "Lee Ward",
            ["Schools:1:People:0:Roles:0"] = "Lead",
            ["Schools:1:People:0:Roles:1"] = "Headteacher",
        }));

        var one = await app.RunAsync("drill", "--school", "ash-lane");
        Assert.Contains("Reached: 1 of 1.", one.Output, StringComparison.Ordinal);
        Assert.False(app.Deputy.Sees(Button));

        var before = app.Lead.Count;
        var both = await app.RunAsync("drill");
        Assert.Equal(before + 1, app.Lead.Count);
        Assert.Contains("Reached: 5 of 5.", both.Output, StringComparison.Ordinal);
        Assert.Contains("Rowan Hill School, Ash Lane School", app.Lead.Newest, StringComparison.Ordinal);

        await app.Lead.PressesAsync(Button);
        Assert.Contains("Acknowledged: 2.", (await app.RunAsync("drill", "--results")).Output, StringComparison.Ordinal);
        Assert.Equal(2, (await app.RunAsync("drill", "--school", "heliotrope")).ExitCode);
    }

    private static IReadOnlyList<Chat> Named(TestApp app) => [app.Lead, app.Deputy, app.Chat("senior"), app.Head];

    private static Func<Microsoft.AspNetCore.Http.HttpRequest, bool> To(Chat person) =>
        request => Uri.UnescapeDataString(request.Path.Value!).Contains($"/{person.Person.ConversationId}/", StringComparison.Ordinal);

    private static string Outcome(Ran ran, Chat person) =>
        ran.Lines.Single(line => line["person"]!.GetValue<string>() == person.Person.EntraId)["outcome"]!.GetValue<string>();
}
