using Microsoft.AspNetCore.Http;

namespace CseBot.Tests.Support;

/// <summary>The ways in which a far side can answer, and what an operator is told of each.</summary>
internal static class GraphAnswers
{
    public static IReadOnlyDictionary<string, string> Sentences { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["401"] = "refused our token (401). See that the app is registered",
        ["403"] = "(403)",
        ["404"] = "is not there (404). See that its id is right",
        ["409"] = "(409). Look at the site",
        ["412"] = "(412). Run this again",
        ["429"] = "too busy (429). Wait a few minutes and run this again",
        ["429, wait"] = "too busy (429). Wait 40 seconds and run this again",
        ["500"] = "in trouble (500). Run this again in a few minutes",
        ["503"] = "in trouble (503). Run this again in a few minutes",
        ["a page"] = "was not Microsoft Graph. See that no proxy",
        ["slow"] = "did not answer in time. See that this machine can reach",
        ["cut"] = "did not answer in time. See that this machine can reach",
        ["nowhere"] = "did not answer in time. See that this machine can reach",
    };

    /// <summary>Lets everything that <paramref name="applies"/> to be answered so.</summary>
    public static void Begin(TestApp app, Operator who, string answer, Func<HttpRequest, bool> applies, int times = int.MaxValue, bool afterwards = false)
    {
        var wire = app.Stage.Wire;

        switch (answer)
        {
            case "a page":
                wire.Answer(applies, http => Results.Content("<html>Sign in to the proxy</html>", "text/html").ExecuteAsync(http), times, afterwards);
                break;
            case "slow":
                wire.Answer(applies, http => WaitAsync(app, http), times, afterwards);
                break;
            case "cut":
                wire.Answer(applies, http => { http.Abort(); return Task.CompletedTask; }, times, afterwards);
                break;
            case "nowhere":
                who.Settings["Graph:BaseUrl"] = "http://127.0.0.1:1/graph/v1.0";
                break;
            case "429, wait":
                wire.Fail(applies, 429, times, TimeSpan.FromSeconds(40), afterwards);
                break;
            default:
                wire.Fail(applies, int.Parse(answer, System.Globalization.CultureInfo.InvariantCulture), times, afterwards: afterwards);
                break;
        }
    }

    public static bool IsGraph(HttpRequest request) => request.Path.StartsWithSegments("/graph", StringComparison.Ordinal);

    /// <summary>Answers when whoever asked has gone: time passes until they do.</summary>
    private static Task WaitAsync(TestApp app, HttpContext http)
    {
        var gone = new TaskCompletionSource();
        http.RequestAborted.Register(gone.SetResult);
        app.Stage.Clock.Advance(TimeSpan.FromMinutes(1));

        return gone.Task;
    }
}
