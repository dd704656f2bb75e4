using CseBot.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace CseBot.Tests.Operations;

/// <summary>Once a night everybody a school has named is looked for in Teams.</summary>
public sealed class Every_night
{
    /// <summary>From Monday 10:30 to Tuesday 02:00.</summary>
    private static readonly TimeSpan _untilTwo = TimeSpan.FromHours(15.5);

    [Fact]
    public async Task Whoever_does_not_have_the_app_is_given_it_and_nobody_is_written_to()
    {
        await using var app = await TestApp.StartAsync();
        app.Head.Person.HasApp = false;
        var before = app.Everybody.Sum(person => person.Count);

        await app.PassAsync(_untilTwo - TimeSpan.FromMinutes(1));
        Assert.False(app.Head.Person.HasApp);

        await app.PassAsync(TimeSpan.FromMinutes(1));
        Assert.True(app.Head.Person.HasApp);
        Assert.Equal(before, app.Everybody.Sum(person => person.Count));
        Assert.Contains("Healthy", await app.HealthAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everybody_is_looked_for_once_and_not_again_after_a_restart()
    {
        await using var app = await TestApp.StartAsync();
        await app.PassAsync(_untilTwo);
        Assert.Equal(4, Looks(app));

        await app.PassAsync(TimeSpan.FromHours(3));
        await app.RestartAsync();
        await app.PassAsync(TimeSpan.FromHours(3));
        Assert.Equal(4, Looks(app));

        await app.PassAsync(TimeSpan.FromHours(18));
        Assert.Equal(8, Looks(app));
    }

    [Fact]
    public async Task A_night_that_the_program_slept_through_is_made_up_for()
    {
        await using var app = await TestApp.StartAsync(isReconciled: false);
        await app.SettleAsync();

        Assert.Equal(4, Looks(app));
    }

    [Fact]
    public async Task Whoever_cannot_be_reached_is_counted_in_health_and_not_named_and_no_longer_once_they_can()
    {
        await using var app = await TestApp.StartAsync();
        (app.Head.Person.IsReachable, app.Lead.Person.IsReachable) = (false, false);
        await app.PassAsync(_untilTwo);
        await app.RestartAsync();

        var health = await app.HealthAsync();
        Assert.Contains("2 of the named people of rowan-hill cannot be reached in Teams.", health, StringComparison.Ordinal);
        Assert.DoesNotContain("Hari", health, StringComparison.Ordinal);

        (app.Head.Person.IsReachable, app.Lead.Person.IsReachable) = (true, true);
        await app.PassAsync(TimeSpan.FromDays(1));
        Assert.Contains("Healthy", await app.HealthAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("401")]
    [InlineData("403")]
    [InlineData("404")]
    [InlineData("429")]
    [InlineData("500")]
    [InlineData("503")]
    [InlineData("slow")]
    [InlineData("cut")]
    public async Task While_Graph_does_not_say_those_count_whose_chat_is_known(string answer)
    {
        await using var app = await TestApp.StartAsync();
        GraphAnswers.Begin(app, new Operator(app), answer, IsApps);
        await app.PassAsync(_untilTwo);

        Assert.DoesNotContain("in Teams", await app.HealthAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("403", "1 of the named people of rowan-hill cannot be reached in Teams.")]
    [InlineData("404", "1 of the named people of rowan-hill cannot be reached in Teams.")]
    [InlineData("429", "Whether 1 of the named people of rowan-hill can be reached in Teams could not be found out.")]
    [InlineData("500", "Whether 1 of the named people of rowan-hill can be reached in Teams could not be found out.")]
    [InlineData("slow", "Whether 1 of the named people of rowan-hill can be reached in Teams could not be found out.")]
    public async Task Somebody_who_was_never_met_and_cannot_be_given_the_app_shows_in_health(string answer, string sentence)
    {
        await using var app = await TestApp.StartAsync();
        await app.ChangeDatabaseAsync($"""delete from "People" where "EntraId" = '{app.Head.Person.EntraId}' """);
        GraphAnswers.Begin(app, new Operator(app), answer, IsApps);
        await app.PassAsync(_untilTwo);

        for (var tries = 0; tries < 12; tries++)
        {
            await app.PassAsync(TimeSpan.FromMinutes(10));
        }

        Assert.Contains(sentence, await app.HealthAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_only_passes_is_tried_again_before_anybody_is_worried()
    {
        await using var app = await TestApp.StartAsync();
        app.Stage.Wire.Fail(request => request.Path.Value!.EndsWith("/members", StringComparison.Ordinal), 503, times: 2);
        await app.PassAsync(_untilTwo);
        await app.PassAsync(TimeSpan.FromMinutes(11));

        Assert.Contains("Healthy", await app.HealthAsync(), StringComparison.Ordinal);
        Assert.Equal(6, Looks(app));
    }

    private static int Looks(TestApp app) => app.Stage.Wire.Calls.Count(call => call.Path.EndsWith("/members", StringComparison.Ordinal));

    private static bool IsApps(HttpRequest request) => request.Path.Value!.Contains("/installedApps", StringComparison.Ordinal) || request.Path.Value!.Contains("/appCatalogs", StringComparison.Ordinal);
}
