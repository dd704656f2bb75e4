using System.Text;
using CseBot.Tests.Support;
using Microsoft.Extensions.Logging;

namespace CseBot.Tests.Journeys;

public sealed class Nothing_typed_leaves
{
    private static readonly string[] _canaries = ["heliotrope", "marzipan", "quixotry", "zephyrine", "ululate", "Rae Summers"];

    [Fact]
    public async Task The_database_and_the_card_that_showed_it()
    {
        await using var app = await TestApp.StartAsync(logsFrom: LogLevel.Trace);
        var reference = await app.Reporter.SendsAConcernAsync(who: "heliotrope 9B", what: "marzipan quixotry", words: "zephyrine");
        await app.Reporter.PressesAsync("Add something");
        await app.Reporter.PressesAsync("Next", ("text", "ululate"));
        await app.Reporter.PressesAsync("Open");
        await app.Reporter.PressesAsync("Send");
        await app.Reporter.SaysAsync("is a quixotry phone a sign?");
        await app.Reporter.SaysAsync("I'm worried about marzipan");
        await app.SettleAsync();
        await app.Lead.PressesAsync("Acknowledge");
        await app.Lead.PressesAsync("Open");
        await app.PassAsync(TimeSpan.FromMinutes(11));
        await app.BreakDatabaseAsync();
        await app.Reporter.SaysAsync("ululate heliotrope");

        var urls = string.Join('\n', app.Stage.Wire.Calls.Select(call => call.Path));
        var posted = string.Join('\n', app.Everybody.Select(person => person.Posted));
        var database = new StringBuilder();

        await foreach (var bytes in app.Database.BytesAsync())
        {
            database.Append(Encoding.UTF8.GetString(bytes)).Append(Encoding.Unicode.GetString(bytes));
        }

        Assert.Contains(reference, database.ToString(), StringComparison.Ordinal);
        Assert.Contains("Executed DbCommand", app.Logs.Everything, StringComparison.Ordinal);
        Assert.Contains("Sending HTTP request", app.Logs.Everything, StringComparison.Ordinal);

        foreach (var canary in _canaries)
        {
            Assert.DoesNotContain(canary, app.Logs.Everything, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(canary, urls, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(canary, posted, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(canary, database.ToString(), StringComparison.OrdinalIgnoreCase);
        }
    }
}
