using System.Net;
using CseBot.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.Tokens;

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
    public async Task A_key_that_was_withdrawn_lets_nobody_in_once_the_new_one_is_known()
    {
        await using var app = await TestApp.StartAsync();
        var old = app.Stage.Teams.Token(token => token.Expires = token.IssuedAt!.Value.AddHours(3));
        app.Stage.Teams.RollKey();
        app.Stage.Clock.Advance(TimeSpan.FromMinutes(61));
        Assert.Equal(HttpStatusCode.OK, await TypeAsync(app, old));

        Assert.Equal(HttpStatusCode.OK, await app.TypeAsync());

        Assert.Equal(HttpStatusCode.Unauthorized, await TypeAsync(app, old));
    }

    [Fact]
    public async Task A_key_that_was_withdrawn_lets_nobody_in_after_a_day_although_nobody_has_used_the_new_one()
    {
        await using var app = await TestApp.StartAsync();
        var old = app.Stage.Teams.Token(token => (token.NotBefore, token.Expires) = (token.IssuedAt!.Value, token.IssuedAt!.Value.AddHours(26)));
        app.Stage.Teams.RollKey();

        app.Stage.Clock.Advance(TimeSpan.FromHours(25));

        Assert.Equal(HttpStatusCode.Unauthorized, await TypeAsync(app, old));
    }

    [Fact]
    public async Task Keys_that_are_held_go_on_serving_while_the_metadata_is_away_and_then_nobody_is_let_in()
    {
        await using var app = await TestApp.StartAsync();
        app.Stage.Wire.Fail(request => request.Path == "/teams/keys", 503);
        app.Stage.Clock.Advance(TimeSpan.FromHours(48));

        await ServesAsync(app, TypeAsync);
        await IsShutAsync(app, TypeAsync);

        app.Stage.Wire.Heal();
        app.Stage.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.OK, await app.TypeAsync());
        Assert.DoesNotContain("keys that sign", await app.HealthAsync(), StringComparison.Ordinal);
    }

    public static TheoryData<string, string> Pages
    {
        get
        {
            var pages = new TheoryData<string, string>();

            foreach (string answer in BadAnswers.Kinds)
            {
                pages.Add("/teams/.well-known/openidconfiguration", answer);
                pages.Add("/teams/keys", answer);
            }

            return pages;
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Whatever_is_published_in_their_place_the_keys_that_are_held_serve_for_three_days_and_no_longer(string page, string answer)
    {
        await using var app = await TestApp.StartAsync();
        app.Stage.Clock.Advance(TimeSpan.FromHours(48));

        await ServesAsync(app, TypesAsync);
        await IsShutAsync(app, TypesAsync);

        async Task<HttpStatusCode> TypesAsync(TestApp typing)
        {
            using var answers = new BadAnswers();
            typing.Stage.Wire.Heal();
            typing.Stage.Wire.Answer(request => request.Path == page, answers.All[answer]);
            var typed = typing.TypeAsync();
            await answers.LetTimePassAsync(answer, typing.Stage.Clock);
            var status = await typed;
            Assert.False(answers.WereFollowed);

            return status;
        }
    }

    [Theory]
    [InlineData("http://localhost:{0}/teams/keys")]
    [InlineData("https://127.0.0.1:{0}/teams/keys")]
    [InlineData("http://127.0.0.1:1/teams/keys")]
    [InlineData("//127.0.0.1:{0}/teams/keys")]
    [InlineData("keys")]
    public async Task Keys_are_taken_only_from_the_host_that_publishes_their_address(string address)
    {
        await using var app = await TestApp.StartAsync();
        var elsewhere = string.Format(System.Globalization.CultureInfo.InvariantCulture, address, app.Stage.Address.Port);
        app.Stage.Wire.Answer(
            request => request.Path == "/teams/.well-known/openidconfiguration",
            http => http.Response.WriteAsJsonAsync(new { issuer = "https://api.botframework.com", jwks_uri = elsewhere }));
        app.Stage.Clock.Advance(TimeSpan.FromHours(73));

        Assert.Equal(HttpStatusCode.Unauthorized, await app.TypeAsync());
    }

    [Fact]
    public async Task A_key_that_is_not_endorsed_for_Teams_signs_nothing_for_it()
    {
        await using var app = await TestApp.StartAsync();
        app.Stage.Teams.Endorsement = "webchat";
        app.Stage.Clock.Advance(TimeSpan.FromHours(25));

        Assert.Equal(HttpStatusCode.Forbidden, await app.TypeAsync());
    }

    [Theory]
    [InlineData(200)]
    [InlineData(503)]
    public async Task A_flood_of_keys_that_nobody_knows_is_one_fetch(int status)
    {
        await using var app = await TestApp.StartAsync();
        app.Stage.Clock.Advance(TimeSpan.FromMinutes(61));

        if (status != 200)
        {
            app.Stage.Wire.Fail(request => request.Path == "/teams/keys", status);
        }

        var before = Fetches(app);

        await Task.WhenAll(Enumerable.Range(0, 100).Select(async number =>
            Assert.Equal(HttpStatusCode.Unauthorized, await TypeAsync(app, Unknown(app, number)))));

        Assert.Equal(before + 1, Fetches(app));
        Assert.Equal(HttpStatusCode.OK, await app.TypeAsync());
    }

    [Fact]
    public async Task Hanging_up_while_keys_are_fetched_does_not_begin_another_fetch()
    {
        using var answers = new BadAnswers();
        await using var app = await TestApp.StartAsync();
        app.Stage.Clock.Advance(TimeSpan.FromMinutes(61));
        var fetches = 0;
        app.Stage.Wire.Answer(request => request.Path == "/teams/keys" && Interlocked.Increment(ref fetches) > 0, answers.All["a drip"]);

        using (var hangingUp = new CancellationTokenSource())
        using (var http = new HttpClient())
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(app.Stage.Teams.Bot!, "/api/messages"));
            request.Headers.Authorization = new("Bearer", Unknown(app, 1));
            var asking = http.SendAsync(request, hangingUp.Token);
            await answers.Dripping;
            await hangingUp.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        }

        var next = TypeAsync(app, Unknown(app, 2));
        app.Stage.Clock.Advance(TimeSpan.FromSeconds(6));

        Assert.Equal(HttpStatusCode.Unauthorized, await next);
        Assert.Equal(1, fetches);
    }

    [Fact]
    public async Task Health_is_not_alarmed_because_nobody_wrote_over_the_holidays()
    {
        await using var app = await TestApp.StartAsync();

        app.Stage.Clock.Advance(TimeSpan.FromDays(14));

        Assert.DoesNotContain("keys that sign", await app.HealthAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await app.TypeAsync());
    }

    private static async Task ServesAsync(TestApp app, Func<TestApp, Task<HttpStatusCode>> type)
    {
        Assert.Equal(HttpStatusCode.OK, await type(app));
        Assert.Contains("serve until they are three days old", await app.HealthAsync(), StringComparison.Ordinal);
    }

    private static async Task IsShutAsync(TestApp app, Func<TestApp, Task<HttpStatusCode>> type)
    {
        app.Stage.Clock.Advance(TimeSpan.FromHours(25));
        Assert.Equal(HttpStatusCode.Unauthorized, await type(app));
        Assert.Contains("nobody can be let in.", await app.HealthAsync(), StringComparison.Ordinal);
    }

    private static int Fetches(TestApp app) => app.Stage.Wire.Calls.Count(call => call.Path == "/teams/keys");

    private static string Unknown(TestApp app, int number) => app.Stage.Teams.Token(token =>
        token.SigningCredentials = new SigningCredentials(new RsaSecurityKey(((RsaSecurityKey)token.SigningCredentials.Key).Rsa) { KeyId = $"unknown-{number}" }, SecurityAlgorithms.RsaSha256));

    private static Task<HttpStatusCode> TypeAsync(TestApp app) => app.TypeAsync();

    private static async Task<HttpStatusCode> TypeAsync(TestApp app, string token)
    {
        using var response = await app.Stage.Teams.PostAsync(
            app.Stage.Teams.Activity(app.Reporter.Person, "typing", app.Stage.Teams.NextId()).ToJsonString(), token);

        return response.StatusCode;
    }
}
