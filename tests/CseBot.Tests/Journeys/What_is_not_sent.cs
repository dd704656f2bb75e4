using CseBot.Tests.Support;

namespace CseBot.Tests.Journeys;

public sealed class What_is_not_sent
{
    [Fact]
    public async Task Says_so_after_ten_minutes()
    {
        await using var app = await TestApp.StartAsync();
        await app.Reporter.WritesAConcernAsync();

        await app.PassAsync(TimeSpan.FromMinutes(9));
        var before = app.Reporter.Count;
        await app.PassAsync(TimeSpan.FromMinutes(1));
        await app.PassAsync(TimeSpan.FromMinutes(30));

        Assert.Equal(before + 1, app.Reporter.Count);
        Assert.Contains("NOT SENT. NOBODY HAS BEEN TOLD.", app.Reporter.Newest, StringComparison.Ordinal);

        await app.Reporter.PressesAsync("Carry on");
        Assert.Contains("Check what will be sent", app.Reporter.Newest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Does_not_say_so_when_it_has_been_sent()
    {
        await using var app = await TestApp.StartAsync();
        await app.Reporter.SendsAConcernAsync();

        await app.PassAsync(TimeSpan.FromMinutes(11));

        Assert.DoesNotContain("NOBODY HAS BEEN TOLD", app.Reporter.Newest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_gone_from_the_database_after_its_hours_and_the_person_is_told()
    {
        await using var app = await TestApp.StartAsync();
        await app.Reporter.WritesAConcernAsync();

        await app.PassAsync(TimeSpan.FromHours(72));

        Assert.Contains("has been deleted", app.Reporter.Newest, StringComparison.Ordinal);
        Assert.Equal(0, await app.CountAsync(db => db.Conversations.Where(row => row.Draft != null)));
    }

    [Fact]
    public async Task Is_kept_when_somebody_stops_and_goes_on_where_they_were()
    {
        await using var app = await TestApp.StartAsync();
        await app.Reporter.SaysAsync("I'm worried about a child");
        await app.Reporter.PressesAsync("No");

        await app.Reporter.SaysAsync("stop");
        Assert.Contains("Stopped. NOT SENT. NOBODY HAS BEEN TOLD.", app.Reporter.Newest, StringComparison.Ordinal);

        await app.Reporter.SaysAsync("carry on");
        Assert.Contains("Who are you worried about?", app.Reporter.Newest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_deleted_when_somebody_asks_for_that_and_its_cards_say_so()
    {
        await using var app = await TestApp.StartAsync();
        await app.Reporter.WritesAConcernAsync();
        var (message, send) = app.Reporter.Find("Send");

        await app.Reporter.SaysAsync("delete what I wrote");
        var answer = await app.Reporter.PressAsync(message, send);
        await app.SettleAsync();

        Assert.Contains("NOT SENT. If you are still worried, start again.", answer.ToJsonString(), StringComparison.Ordinal);
        Assert.Empty(app.Stage.Graph.Rows);
        Assert.Equal(0, await app.CountAsync(db => db.Conversations.Where(row => row.Draft != null)));
    }
}
