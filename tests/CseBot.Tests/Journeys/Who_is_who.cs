using CseBot.Concerns;
using CseBot.Practice;
using CseBot.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace CseBot.Tests.Journeys;

/// <summary>Who is staff and who is a lead, as groups in Entra have it.</summary>
public sealed class Who_is_who
{
    private static readonly TimeSpan _aLittleOverFiveMinutes = TimeSpan.FromMinutes(5.1);

    [Fact]
    public async Task Somebody_who_is_named_is_staff_although_no_group_has_them()
    {
        await using var app = await TestApp.StartAsync(arrange: stage => MadeUpTrust.PutInGroup(stage, MadeUpSchool.StaffGroupId, "reporter"));

        Assert.Contains("Is a child in danger right now?", (await app.Lead.SaysAsync("raise a concern")).Newest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_leaves_the_staff_list_is_not_staff_five_minutes_later_and_who_joins_it_is()
    {
        await using var app = await TestApp.StartAsync();
        MadeUpTrust.PutInGroup(app.Stage, MadeUpSchool.StaffGroupId, "pupil", "lead");
        app.Stage.Clock.Advance(_aLittleOverFiveMinutes);

        Assert.Contains("Who are you?", (await app.Reporter.SaysAsync("raise a concern")).Newest, StringComparison.Ordinal);
        Assert.Contains("Is a child in danger right now?", (await app.Chat("pupil").SaysAsync("raise a concern")).Newest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_group_is_read_once_however_many_people_write()
    {
        await using var app = await TestApp.StartAsync();
        var before = Reads(app);

        foreach (var person in app.Everybody)
        {
            await person.SaysAsync("help");
        }

        Assert.Equal(before, Reads(app));
        app.Stage.Clock.Advance(_aLittleOverFiveMinutes);
        await app.Reporter.SaysAsync("help");
        Assert.True(Reads(app) > before);
    }

    [Fact]
    public async Task The_groups_are_kept_fresh_in_the_background_so_that_nobody_waits_for_them()
    {
        await using var app = await TestApp.StartAsync();
        await app.PassAsync(TimeSpan.FromMinutes(4.1));
        var before = Reads(app);
        app.Stage.Clock.Advance(TimeSpan.FromMinutes(3));
        await app.Reporter.SaysAsync("help");

        Assert.Equal(before, Reads(app));
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task While_Graph_is_away_everybody_counts_as_staff_and_health_says_so(int status)
    {
        await using var app = await TestApp.StartAsync(arrange: stage => stage.Wire.Fail(request => request.Path.Value!.Contains("/groups/", StringComparison.Ordinal), status));

        Assert.Contains("Is a child in danger right now?", (await app.Chat("pupil").SaysAsync("raise a concern")).Newest, StringComparison.Ordinal);
        Assert.Contains("everybody else who writes counts as staff", await app.HealthAsync(), StringComparison.Ordinal);

        app.Stage.Wire.Heal();
        await app.PassAsync(TimeSpan.FromMinutes(1));
        Assert.DoesNotContain("everybody else who writes counts as staff", await app.HealthAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Graph_that_does_not_answer_is_waited_for_once_and_not_once_for_each_group()
    {
        await using var app = await MadeUpTrust.StartAsync();
        var held = app.Stage.Wire.Hold(request => request.Path.Value!.Contains("/groups/", StringComparison.Ordinal));
        app.Stage.Clock.Advance(_aLittleOverFiveMinutes);
        var said = app.Reporter.SaysAsync("raise a concern");
        await held.Reached;
        app.Stage.Clock.Advance(TimeSpan.FromSeconds(5));

        await said;
        Assert.Equal(1, held.Count);
        held.Drop();
    }

    [Fact]
    public async Task A_Graph_that_does_not_answer_holds_nobody_up()
    {
        await using var app = await TestApp.StartAsync();
        var held = app.Stage.Wire.Hold(request => request.Path.Value!.Contains("/groups/", StringComparison.Ordinal));
        app.Stage.Clock.Advance(_aLittleOverFiveMinutes);
        var said = app.Reporter.SaysAsync("raise a concern");
        await held.Reached;
        app.Stage.Clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Contains("Is a child in danger right now?", (await said).Newest, StringComparison.Ordinal);
        held.Drop();
    }

    [Fact]
    public async Task Who_was_last_known_goes_on_counting_while_Graph_is_away_over_a_restart_too()
    {
        await using var app = await TestApp.StartAsync(configure: WithLeadsGroup);
        app.Stage.Wire.Fail(request => request.Path.Value!.Contains("/groups/", StringComparison.Ordinal), 503);
        await app.Lead.SaysAsync("help");
        await app.PassAsync(TimeSpan.FromHours(2));
        await app.RestartAsync();

        var reference = await app.Reporter.SendsAConcernAsync();

        Assert.All([app.Lead, app.Deputy], lead => Assert.Contains(reference, lead.Alerts[^1].Summary, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_group_with_nobody_in_it_is_not_believed()
    {
        await using var app = await TestApp.StartAsync(
            configure: WithLeadsGroup,
            arrange: stage =>
            {
                MadeUpTrust.PutInGroup(stage, MadeUpSchool.StaffGroupId);
                MadeUpTrust.PutInGroup(stage, MadeUpSchool.LeadsGroupId);
            });

        await app.Reporter.SendsAConcernAsync();

        Assert.Single(app.Lead.Alerts);
    }

    [Fact]
    public async Task A_lead_who_leaves_the_leads_group_opens_nothing_five_minutes_later()
    {
        await using var app = await TestApp.StartAsync(configure: WithLeadsGroup);
        await app.Reporter.SendsAConcernAsync();
        MadeUpTrust.PutInGroup(app.Stage, MadeUpSchool.LeadsGroupId, "lead");
        app.Stage.Clock.Advance(_aLittleOverFiveMinutes);

        var answer = await app.Deputy.PressesAsync("Open");

        Assert.Contains("This is not open to you", answer.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("A different car", answer.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("1 of the people named as leads of rowan-hill is not in the group of its leads", await app.HealthAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_new_in_the_leads_group_is_told_and_may_open()
    {
        await using var app = await TestApp.StartAsync(
            configure: WithLeadsGroup, arrange: stage => MadeUpTrust.PutInGroup(stage, MadeUpSchool.LeadsGroupId, "lead", "deputy", "reporter"));
        await app.Chat("head").SendsAConcernAsync();

        Assert.Single(app.Reporter.Alerts);
        await app.Reporter.PressesAsync("Open");
        Assert.Contains("A different car every Friday", app.Reporter.Seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_is_no_JSON_holds_up_neither_an_alert_nor_a_conversation()
    {
        await using var app = await TestApp.StartAsync(configure: WithLeadsGroup);
        app.Stage.Wire.Answer(request => request.Path.Value!.Contains("/groups/", StringComparison.Ordinal), async http =>
        {
            http.Response.ContentType = "application/json";
            await http.Response.WriteAsync("<html>proxy</html>");
        });
        app.Stage.Clock.Advance(_aLittleOverFiveMinutes);
        await app.Reporter.SendsAConcernAsync();

        Assert.Single(app.Lead.Alerts);
        Assert.Contains("people last known go on counting", await app.HealthAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_group_that_is_emptied_brings_nobody_back_who_had_left_it()
    {
        await using var app = await TestApp.StartAsync(configure: WithLeadsGroup, arrange: stage => MadeUpTrust.PutInGroup(stage, MadeUpSchool.LeadsGroupId, "lead"));
        await app.Reporter.SendsAConcernAsync();
        MadeUpTrust.PutInGroup(app.Stage, MadeUpSchool.LeadsGroupId);
        await app.PassAsync(_aLittleOverFiveMinutes);
        var data = new System.Text.Json.Nodes.JsonObject { ["reference"] = app.OnlyReference };

        Assert.Contains("not open to you", (await app.Stage.Teams.PressAsync(app.Deputy.Person, app.Deputy.Person.Messages[^1].Id, "open", data))!.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("has nobody in it", await app.HealthAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_clock_that_was_ahead_has_read_is_read_again()
    {
        await using var app = await TestApp.StartAsync(configure: WithLeadsGroup);
        await app.Reporter.SendsAConcernAsync();
        app.Stage.Clock.Advance(TimeSpan.FromDays(1));
        await app.Reporter.SaysAsync("help");
        app.Stage.Clock.Advance(TimeSpan.FromDays(-1));
        MadeUpTrust.PutInGroup(app.Stage, MadeUpSchool.LeadsGroupId, "lead");
        await app.RestartAsync();
        app.Stage.Clock.Advance(TimeSpan.FromMinutes(6));

        Assert.Contains("not open to you", (await app.Deputy.PressesAsync("Open")).ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_former_leads_open_card_is_closed_and_shows_nothing()
    {
        await using var app = await TestApp.StartAsync(configure: WithLeadsGroup);
        await app.Reporter.SendsAConcernAsync();
        await app.Deputy.PressesAsync("Open");
        Assert.Contains("A different car", app.Deputy.Seen, StringComparison.Ordinal);
        MadeUpTrust.PutInGroup(app.Stage, MadeUpSchool.LeadsGroupId, "lead");
        await app.PassAsync(TimeSpan.FromMinutes(11));

        Assert.DoesNotContain("A different car", app.Deputy.Seen, StringComparison.Ordinal);
        Assert.Contains("this is no longer open to you", app.Deputy.Seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_no_lead_any_more_does_not_go_on_opening_because_they_are_a_governor()
    {
        await using var app = await TestApp.StartAsync(configure: builder =>
        {
            WithLeadsGroup(builder);
            builder.Configuration["Schools:0:People:1:Roles:1"] = "SafeguardingGovernor";
        });
        await app.Reporter.SendsAConcernAsync();
        MadeUpTrust.PutInGroup(app.Stage, MadeUpSchool.LeadsGroupId, "lead");
        app.Stage.Clock.Advance(_aLittleOverFiveMinutes);

        Assert.Contains("not open to you", (await app.Deputy.PressesAsync("Open")).ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_added_once_the_holder_has_gone_starts_the_ladder_again()
    {
        await using var app = await TestApp.StartAsync(configure: WithLeadsGroup);
        var reference = await app.Reporter.SendsAConcernAsync();
        await app.Deputy.PressesAsync("Acknowledge");
        await app.Deputy.DecidesAsync(DecisionKind.Monitor, ("reason", "Nothing more is known"));
        await app.SettleAsync();
        MadeUpTrust.PutInGroup(app.Stage, MadeUpSchool.LeadsGroupId, "lead");
        app.Stage.Clock.Advance(_aLittleOverFiveMinutes);
        var alerts = app.Lead.Alerts.Count;
        await app.Reporter.PressesAsync("Add something");
        await app.Reporter.SaysAsync("she is not in school today");
        await app.Reporter.PressesAsync("Send");
        await app.SettleAsync();

        Assert.True(app.Lead.Alerts.Count > alerts);
        Assert.Equal(CseBot.Concerns.ConcernStatus.Raised, (await app.ConcernAsync(reference)).Status);
    }

    private static void WithLeadsGroup(Microsoft.AspNetCore.Builder.WebApplicationBuilder builder) =>
        builder.Configuration["Schools:0:LeadsGroupId"] = MadeUpSchool.LeadsGroupId;

    private static int Reads(TestApp app) => app.Stage.Wire.Calls.Count(call => call.Path.Contains("/groups/", StringComparison.Ordinal));
}
