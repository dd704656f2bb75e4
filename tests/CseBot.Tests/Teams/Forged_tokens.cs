using CseBot.Tests.House;
using CseBot.Tests.Support;
using Microsoft.Extensions.Logging;

namespace CseBot.Tests.Teams;

/// <summary>Ways to pretend to be Teams, over real HTTP. Each is refused for its own reason, and none is an error of ours.</summary>
public sealed class Forged_tokens(OneApp shared) : IClassFixture<OneApp>
{
    public static TheoryData<string> Ways => [.. Forgeries.All.Select(forgery => forgery.Way)];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Are_refused_reach_nobody_and_are_not_logged(string way)
    {
        var (_, refusal, make) = Forgeries.All.Single(forgery => forgery.Way == way);
        var sent = Attempt();
        make(sent);
        var (before, rows, logged) = (shared.App.Stage.Wire.Calls.Count(IsReply), await RowsAsync(), shared.App.Logs.Everything.Length);

        var status = await sent.ToRequest().SendAsync(shared.App.Stage.Teams.Bot!);

        var log = shared.App.Logs.Everything[logged..];
        Assert.Equal(refusal.Status, status);
        Assert.Contains(refusal.Logged, log, StringComparison.Ordinal);
        Assert.Equal(before, shared.App.Stage.Wire.Calls.Count(IsReply));
        Assert.Equal(rows, await RowsAsync());
        Assert.All([Teams.Attempt.Typed, "evil.example", .. sent.Token.Split('.').Where(part => part.Length > 8)], secret => Assert.DoesNotContain(secret, log, StringComparison.Ordinal));
        Assert.DoesNotContain(shared.App.Logs.At(LogLevel.Error), line => log.Contains(line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_true_one_is_let_in_and_heard()
    {
        var (before, rows) = (shared.App.Reporter.Count, await RowsAsync());

        Assert.Equal(200, await Attempt().ToRequest().SendAsync(shared.App.Stage.Teams.Bot!));

        Assert.Equal(before + 1, shared.App.Reporter.Count);
        Assert.NotEqual(rows, await RowsAsync());
    }

    /// <summary>What may differ without being wrong: the scheme is the same in any case (RFC 7235, 2.1), and the body is told by what it is.</summary>
    [Fact]
    public async Task So_is_one_that_is_unusual_and_true()
    {
        Action<Attempt>[] unusual =
        [
            sent => sent.Authorization = token => $"Authorization: bearer {token}",
            sent => sent.Headers[0] = "Content-Type: text/plain",
            sent => sent.Headers.Clear(),
            sent => sent.IsChunked = true,
            sent => sent.Activity["conversation"]!.AsObject().Remove("tenantId"),
            sent => sent.Claim(token => token.Claims["serviceurl"] = sent.Activity["serviceUrl"]!.GetValue<string>().TrimEnd('/')),
            sent => sent.Claim(token => token.Expires = token.IssuedAt!.Value.AddMinutes(-4)),
            sent => sent.Claim(token => token.NotBefore = token.IssuedAt!.Value.AddMinutes(4)),
        ];

        foreach (var make in unusual)
        {
            var sent = Attempt();
            sent.Activity["type"] = "typing";
            make(sent);

            Assert.Equal(200, await sent.ToRequest().SendAsync(shared.App.Stage.Teams.Bot!));
        }
    }

    [Fact]
    public void The_threat_model_tells_of_each() => Assert.Contains(
        $"| Way | What refuses it | Status |\n| --- | --- | --- |\n{string.Concat(Forgeries.All.Select(forgery => $"| {forgery.Way} | {forgery.Refusal.Name} | {forgery.Refusal.Status} |\n"))}\n",
        Source.Read("docs", "threat-model.md").ReplaceLineEndings("\n"),
        StringComparison.Ordinal);

    private Attempt Attempt() => new(shared.App.Stage.Teams, shared.App.Reporter.Person);

    private static bool IsReply(Practice.Emulators.Call call) => call.Method != "GET";

    private async Task<int> RowsAsync() =>
        await shared.App.CountAsync(db => db.Seen) + await shared.App.CountAsync(db => db.Conversations) + await shared.App.CountAsync(db => db.Outbox)
        + await shared.App.CountAsync(db => db.Concerns) + await shared.App.CountAsync(db => db.People);
}
