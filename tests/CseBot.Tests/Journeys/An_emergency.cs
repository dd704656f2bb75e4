using CseBot.Concerns;
using CseBot.Tests.Support;

namespace CseBot.Tests.Journeys;

public sealed class An_emergency
{
    [Fact]
    public async Task Leads_and_headteacher_are_told_with_what_is_known_at_the_first_tap()
    {
        await using var app = await TestApp.StartAsync();
        await app.Reporter.SaysAsync("I'm worried about Robin in 9B, he is getting into a car");
        await app.Reporter.PressesAsync("Yes");
        await app.SettleAsync();

        Assert.All([app.Lead, app.Deputy, app.Head], lead => Assert.Single(lead.Alerts));
        Assert.Contains("Ring 999 now.", app.Reporter.Seen, StringComparison.Ordinal);
        Assert.Contains("01632 960102", app.Reporter.Seen, StringComparison.Ordinal);
        var concern = await app.ConcernAsync(app.OnlyReference);
        Assert.Equal(Response.Now, concern.Raised.Response);
        Assert.Equal("I'm worried about Robin in 9B, he is getting into a car", concern.Raised.Account.Said("first-words"));
    }

    [Fact]
    public async Task What_comes_after_is_added_to_it_and_the_lead_is_told_again()
    {
        await using var app = await TestApp.StartAsync();
        await app.Reporter.TellsOfDangerAsync();

        await app.Reporter.NamesAChildAsync();
        await app.Reporter.PressesAsync("No");
        await app.Reporter.PressesAsync("Next", ("text", "A silver car, by the bottom gate"));
        await app.Reporter.PressesAsync("Send now");
        await app.Reporter.PressesAsync("Nobody: send it");
        await app.SettleAsync();

        Assert.Equal(2, app.Lead.Alerts.Count);
        await app.Lead.PressesAsync("Open");
        Assert.Contains("A silver car, by the bottom gate", app.Lead.Newest, StringComparison.Ordinal);
        Assert.Contains("Robin Vale", app.Lead.Newest, StringComparison.Ordinal);
        Assert.Single(app.Stage.Graph.Rows);
    }

    [Fact]
    public async Task Discarding_what_comes_after_leaves_the_emergency_as_it_is()
    {
        await using var app = await TestApp.StartAsync();
        await app.Reporter.SaysAsync("raise a concern");
        await app.Reporter.PressesAsync("Yes");
        await app.Reporter.PressesAsync("Next", ("text", "Robin Vale"), ("class", "9B"));
        await app.Reporter.SaysAsync("delete what I wrote");
        await app.SettleAsync();

        Assert.Single(app.Lead.Alerts);
        Assert.Contains($"Nothing was added to {app.OnlyReference}", app.Reporter.Seen, StringComparison.Ordinal);
        Assert.Empty((await app.ConcernAsync(app.OnlyReference)).Additions);
    }

    [Fact]
    public async Task Pressing_Yes_twice_is_one_emergency()
    {
        await using var app = await TestApp.StartAsync();
        await app.Reporter.SaysAsync("raise a concern");
        var (card, yes) = app.Reporter.Find("Yes");
        await app.Reporter.PressAsync(card, yes);
        await app.Reporter.PressAsync(card, yes);
        await app.SettleAsync();

        Assert.Single(app.Stage.Graph.Rows);
        Assert.Single(app.Lead.Alerts);
    }

    [Fact]
    public async Task It_climbs_every_three_minutes_and_then_every_ten()
    {
        await using var app = await TestApp.StartAsync();
        await app.Reporter.TellsOfDangerAsync();

        await app.PassAsync(TimeSpan.FromMinutes(3));
        Assert.Equal(2, app.Lead.Alerts.Count);
        Assert.Empty(app.Chat("senior").Alerts);

        await app.PassAsync(TimeSpan.FromMinutes(3));
        Assert.Single(app.Chat("senior").Alerts);

        await app.PassAsync(TimeSpan.FromMinutes(10));
        Assert.Equal(2, app.Chat("senior").Alerts.Count);
    }

    [Fact]
    public async Task Somebody_who_is_still_not_sure_is_taken_to_have_an_emergency()
    {
        await using var app = await TestApp.StartAsync();
        await app.Reporter.SaysAsync("raise a concern");
        await app.Reporter.PressesAsync("Not sure");
        await app.Reporter.PressesAsync("Still not sure");
        await app.SettleAsync();

        Assert.Single(app.Lead.Alerts);
    }

    [Fact]
    public async Task About_someone_who_works_here_nothing_is_sent_and_it_says_so_at_one_three_and_six_minutes()
    {
        await using var app = await TestApp.StartAsync();
        await app.Reporter.SaysAsync("raise a concern");
        await app.Reporter.PressesAsync("Yes, and it may be about someone here");
        await app.SettleAsync();

        Assert.Empty(app.Stage.Graph.Rows);
        Assert.Contains("NOT SENT. NOBODY HAS BEEN TOLD.", app.Reporter.Seen, StringComparison.Ordinal);
        Assert.Contains("01632 960105", app.Reporter.Seen, StringComparison.Ordinal);
        Assert.Contains("Is it about one of these people?", app.Reporter.Newest, StringComparison.Ordinal);

        var counts = new List<int>();

        foreach (var minutes in new[] { 1, 2, 3, 10 })
        {
            await app.PassAsync(TimeSpan.FromMinutes(minutes));
            counts.Add(app.Reporter.Count);
        }

        Assert.Equal([1, 2, 3, 3], counts.Select(count => count - counts[0] + 1));
        Assert.All(app.Everybody, person => Assert.Empty(person.Alerts));
    }

    [Fact]
    public async Task Typing_999_in_the_middle_shows_whom_to_ring_and_asks_and_sends_nothing_by_itself()
    {
        await using var app = await TestApp.StartAsync();
        await app.Reporter.SaysAsync("I'm worried about a child");
        await app.Reporter.PressesAsync("No");
        await app.Reporter.PressesAsync("Next", ("text", "Robin Vale, 9B"), ("class", "9B"));

        await app.Reporter.SaysAsync("999");
        await app.SettleAsync();
        Assert.Empty(app.Lead.Alerts);
        Assert.Contains("Ring 999 now.", app.Reporter.Seen, StringComparison.Ordinal);

        await app.Reporter.PressesAsync("Yes");
        await app.SettleAsync();
        Assert.Equal("Robin Vale, 9B", (await app.ConcernAsync(app.OnlyReference)).Raised.Account.Said("who.1"));
    }

    [Fact]
    public async Task After_it_was_said_to_be_about_someone_here_an_emergency_does_not_go_to_the_leads()
    {
        await using var app = await TestApp.StartAsync();
        await app.Reporter.SaysAsync("I'm worried about a child");
        await app.Reporter.PressesAsync("No");
        await app.Reporter.NamesAChildAsync();
        await app.Reporter.PressesAsync("Yes, someone here");
        await app.Reporter.SaysAsync("999");
        await app.Reporter.PressesAsync("Yes");
        await app.SettleAsync();

        Assert.All(app.Everybody, person => Assert.Empty(person.Alerts));
        Assert.Contains("NOT SENT", app.Reporter.Newest, StringComparison.Ordinal);
        await app.Reporter.PressesAsync("It is about them", ("ticked", app.Lead.Person.EntraId));
        await app.SettleAsync();

        Assert.Single(app.Head.Alerts);
        Assert.All([app.Lead, app.Deputy, app.Chat("senior")], person => Assert.Empty(person.Alerts));
    }
}
