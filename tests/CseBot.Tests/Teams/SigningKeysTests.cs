using System.Net;
using CseBot.Tests.Support;

namespace CseBot.Tests.Teams;

public sealed class SigningKeysTests
{
    [Fact]
    public async Task A_new_key_is_found_when_Teams_starts_to_sign_with_it_and_is_looked_for_at_most_hourly()
    {
        await using var app = await TestApp.StartAsync();
        app.Stage.Teams.RollKey();

        Assert.Equal(HttpStatusCode.Unauthorized, await app.TypeAsync());

        app.Stage.Clock.Advance(TimeSpan.FromMinutes(61));
        Assert.Equal(HttpStatusCode.OK, await app.TypeAsync());
    }

    [Fact]
    public async Task Keys_that_are_held_go_on_serving_while_the_metadata_is_away_and_then_nobody_is_let_in()
    {
        await using var app = await TestApp.StartAsync();
        app.Stage.Teams.HidesItsKeys = true;

        app.Stage.Clock.Advance(TimeSpan.FromHours(48));
        Assert.Equal(HttpStatusCode.OK, await app.TypeAsync());

        app.Stage.Clock.Advance(TimeSpan.FromHours(48));
        Assert.Equal(HttpStatusCode.Unauthorized, await app.TypeAsync());
        Assert.Contains("keys that sign", await app.HealthAsync(), StringComparison.Ordinal);

        app.Stage.Teams.HidesItsKeys = false;
        app.Stage.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.OK, await app.TypeAsync());
    }

    [Fact]
    public async Task A_key_that_is_not_endorsed_for_Teams_signs_nothing_for_it()
    {
        await using var app = await TestApp.StartAsync();
        app.Stage.Teams.Endorsement = "webchat";
        app.Stage.Clock.Advance(TimeSpan.FromHours(25));

        Assert.Equal(HttpStatusCode.Forbidden, await app.TypeAsync());
    }
}
