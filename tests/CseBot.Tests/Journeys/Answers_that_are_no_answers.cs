using CseBot.Operations;
using CseBot.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CseBot.Tests.Journeys;

/// <summary>Far sides that redirect, flood, drip, babble and break off: our token goes no further, and nothing is lost.</summary>
public sealed class Answers_that_are_no_answers
{
    public static TheoryData<string> Kinds => BadAnswers.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task From_Teams_lose_no_alert(string answer)
    {
        using var answers = new BadAnswers();
        await using var app = await StartAsync();
        var tokens = new List<string>();
        app.Stage.Wire.Answer(request => IsAlert(request) && Take(request, tokens), answers.All[answer], times: 1, afterwards: IsTaken(answer));
        await app.Reporter.WritesAConcernAsync();
        await app.Reporter.PressesAsync("Send");

        var settling = app.SettleForAsync(rounds: 1);
        await answers.LetTimePassAsync(answer, app.Stage.Clock);
        await settling;
        await app.PassAsync(TimeSpan.FromMinutes(1));

        Assert.Single(app.Lead.Alerts);
        Assert.Single(app.Deputy.Alerts);
        Assert.Single(app.Stage.Graph.Rows);
        Assert.Equal($"Bearer {MadeUpCredential.Token}", Assert.Single(tokens));
        AssertKept(answers, app);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task From_Teams_lose_no_question(string answer)
    {
        using var answers = new BadAnswers();
        await using var app = await StartAsync();
        app.Stage.Wire.Answer(request => request.Path.Value!.Contains("a:reporter", StringComparison.Ordinal), answers.All[answer], times: 1, afterwards: IsTaken(answer));

        var saying = app.Reporter.SaysAsync("I'm worried about a child");
        await answers.LetTimePassAsync(answer, app.Stage.Clock);
        await saying;
        await app.PassAsync(TimeSpan.FromMinutes(1));

        Assert.Contains("Is a child in danger right now?", app.Reporter.Newest, StringComparison.Ordinal);
        AssertKept(answers, app);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task From_Graph_lose_nothing_of_the_record(string answer)
    {
        using var answers = new BadAnswers();
        await using var app = await StartAsync();
        var tokens = new List<string>();
        app.Stage.Wire.Answer(request => IsGraph(request) && Take(request, tokens), answers.All[answer], times: 1);

        await SendAsync(app, answers, answer);

        Assert.Equal(app.OnlyReference, app.Stage.Graph.Rows.Single()["Reference"]!.GetValue<string>());
        Assert.Equal($"Bearer {MadeUpCredential.Token}", Assert.Single(tokens));
        AssertKept(answers, app);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task From_Graph_are_not_taken_for_a_row_that_was_made(string answer)
    {
        using var answers = new BadAnswers();
        await using var app = await StartAsync();
        app.Stage.Wire.Answer(request => IsGraph(request) && request.Method == "POST", answers.All[answer], times: 1);

        await SendAsync(app, answers, answer);

        Assert.Single(app.Stage.Graph.Rows);
        AssertKept(answers, app);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task From_Entra_lose_no_alert(string answer)
    {
        using var answers = new BadAnswers();
        Uri? entra = null;
        var bad = 0;
        await using var app = await TestApp.StartAsync(
            logsFrom: LogLevel.Trace,
            configure: bot => (bot.Configuration["Bot:Credential"], bot.Configuration["Bot:ClientSecret"]) = ("ClientSecret", "nougat"),
            replace: services => services.AddHttpClient(nameof(Credentials)).AddHttpMessageHandler(() => new Diverted(entra!)),
            furnish: (stage, far) =>
            {
                far.MapPost("/entra/{tenant}/oauth2/v2.0/token", http => Interlocked.Exchange(ref bad, 0) == 1 ? answers.All[answer](http) : IssueAsync(http));
                far.Lifetime.ApplicationStarted.Register(() => entra = new Uri(stage.Address, "entra/"));
            });
        var tokens = new List<string>();
        await app.Reporter.WritesAConcernAsync();
        await app.Reporter.PressesAsync("Send");
        app.Stage.Wire.Fail(request => IsAlert(request) && !Take(request, tokens), 500);
        bad = 1;

        var settling = app.SettleForAsync(rounds: 1);
        await answers.LetTimePassAsync(answer, app.Stage.Clock);
        await settling;
        Assert.Equal(0, bad);
        await app.PassAsync(TimeSpan.FromMinutes(1));

        Assert.Single(app.Lead.Alerts);
        Assert.Single(app.Deputy.Alerts);
        Assert.Equal($"Bearer {MadeUpCredential.Token}", tokens.Distinct().Single());
        AssertKept(answers, app);
        Assert.DoesNotContain("nougat", app.Logs.Everything, StringComparison.Ordinal);
    }

    private static Task<TestApp> StartAsync() => TestApp.StartAsync(
        logsFrom: LogLevel.Trace,
        replace: services => services.AddSingleton(new Credentials(new MadeUpCredential(), new MadeUpCredential())));

    private static async Task SendAsync(TestApp app, BadAnswers answers, string answer)
    {
        await app.Reporter.WritesAConcernAsync();
        await app.Reporter.PressesAsync("Send");
        var settling = app.SettleForAsync(rounds: 1);
        await answers.LetTimePassAsync(answer, app.Stage.Clock);
        await settling;
        Assert.Single(app.Lead.Alerts);
        await app.PassAsync(TimeSpan.FromMinutes(1));
    }

    private static void AssertKept(BadAnswers answers, TestApp app)
    {
        Assert.False(answers.WereFollowed);
        Assert.DoesNotContain(MadeUpCredential.Token, app.Logs.Everything, StringComparison.Ordinal);
    }

    /// <summary>Whether Teams says with it that a message was taken. Then it was, or Teams could lose anything and we could not know.</summary>
    private static bool IsTaken(string answer) => answer is "a page" or "nothing" or "JSON of another shape" or "an empty list" or "JSON that is cut off";

    private static bool IsAlert(HttpRequest request) => request.Path.Value!.Contains("a:lead", StringComparison.Ordinal);

    private static bool IsGraph(HttpRequest request) => request.Path.StartsWithSegments("/graph/v1.0/sites", StringComparison.Ordinal);

    private static bool Take(HttpRequest request, List<string> tokens)
    {
        tokens.Add(request.Headers.Authorization.ToString());

        return true;
    }

    /// <summary>A token that is so near its end that the next call needs another.</summary>
    private static Task IssueAsync(HttpContext http) =>
        http.Response.WriteAsJsonAsync(new { token_type = "Bearer", expires_in = 60, access_token = MadeUpCredential.Token });

    /// <summary>Takes calls to Entra to where the test serves it.</summary>
    private sealed class Diverted(Uri entra) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.RequestUri = new Uri(entra, request.RequestUri!.PathAndQuery[1..]);

            return base.SendAsync(request, cancellationToken);
        }
    }
}
