using System.Net;
using System.Net.Sockets;
using CseBot.Practice;
using Microsoft.AspNetCore.Http;

namespace CseBot.Tests.Support;

/// <summary>Answers that no far side should give, over real HTTP, and the place that a redirect points to.</summary>
internal sealed class BadAnswers : IDisposable
{
    private readonly TcpListener _elsewhere = new(IPAddress.Loopback, 0);
    private readonly TaskCompletionSource _dripping = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public BadAnswers()
    {
        _elsewhere.Start();
        All = new(StringComparer.Ordinal)
        {
            ["a redirect"] = http => Redirect(http, new Uri($"http://{_elsewhere.LocalEndpoint}/")),
            ["a redirect that keeps the body"] = http => Redirect(http, new Uri($"http://{_elsewhere.LocalEndpoint}/"), 308),
            ["a redirect to nowhere"] = http => Redirect(http, to: null),
            ["too much, as it says"] = TooMuchAsync,
            ["too much, without end"] = EndlessAsync,
            ["a drip"] = DripAsync,
            ["a page"] = http => SayAsync(http, "text/html", "<html>Please sign in</html>"),
            ["nothing"] = http => SayAsync(http, "application/json", string.Empty),
            ["JSON of another shape"] = http => SayAsync(http, "application/json", """{"value":"none","keys":"none","id":{}}"""),
            ["an empty list"] = http => SayAsync(http, "application/json", """{"value":[],"keys":[]}"""),
            ["JSON that is cut off"] = http => SayAsync(http, "application/json", """{"value":[{"id":"1","""),
            ["a connection that is cut"] = CutAsync,
        };
    }

    public static TheoryData<string> Kinds { get; } = Names();

    public Dictionary<string, Func<HttpContext, Task>> All { get; }

    /// <summary>Completes when the first drop has been let go.</summary>
    public Task Dripping => _dripping.Task;

    /// <summary>Whether anybody so much as knocked where a redirect points to.</summary>
    public bool WereFollowed => _elsewhere.Pending();

    /// <summary>Waits until a drip has begun, and moves the clock on beyond anybody's patience. The other answers need no time.</summary>
    public async Task LetTimePassAsync(string answer, MovableClock clock)
    {
        if (answer == "a drip")
        {
            await _dripping.Task;
            clock.Advance(TimeSpan.FromSeconds(20));
        }
    }

    public void Dispose() => _elsewhere.Dispose();

    private static TheoryData<string> Names()
    {
        using var answers = new BadAnswers();

        return [.. answers.All.Keys];
    }

    private static Task Redirect(HttpContext http, Uri? to, int status = 302)
    {
        http.Response.StatusCode = status;
        http.Response.Headers.Location = to?.AbsoluteUri;

        return Task.CompletedTask;
    }

    private static Task SayAsync(HttpContext http, string type, string body)
    {
        http.Response.ContentType = type;

        return http.Response.WriteAsync(body);
    }

    private static async Task TooMuchAsync(HttpContext http)
    {
        http.Response.ContentLength = 100 * 1024 * 1024;
        await EndlessAsync(http);
    }

    private static async Task EndlessAsync(HttpContext http)
    {
        http.Response.ContentType = "application/json";
        var spaces = new byte[64 * 1024];
        Array.Fill(spaces, (byte)' ');

        // More than anybody may read, and less than a test could not survive if somebody did.
        for (var sent = 0; sent < 100 * 1024 * 1024 && !http.RequestAborted.IsCancellationRequested; sent += spaces.Length)
        {
            await http.Response.Body.WriteAsync(spaces);
        }
    }

    private async Task DripAsync(HttpContext http)
    {
        var cut = new TaskCompletionSource();
        await using var registration = http.RequestAborted.Register(cut.SetResult);
        http.Response.ContentType = "application/json";
        await http.Response.WriteAsync(" ");
        await http.Response.Body.FlushAsync();
        _dripping.TrySetResult();
        await cut.Task;
    }

    private static async Task CutAsync(HttpContext http)
    {
        http.Response.ContentLength = 1000;
        await http.Response.WriteAsync("{");
        await http.Response.Body.FlushAsync();
        http.Abort();
    }
}
