using CseBot.Concerns;
using CseBot.Storage;
using CseBot.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace CseBot.Tests.Graph;

/// <summary>A meeting that a lead has called stands in their calendar.</summary>
public sealed class A_meeting_is_called
{
    private static readonly Guid _key = Guid.Parse("7f3c1d7e-0000-4000-8000-000000000001");

    [Fact]
    public async Task Privately_in_Teams_at_the_times_of_the_schools_clocks_and_says_nothing()
    {
        await using var app = await TestApp.StartAsync();
        var reference = await CallAsync(app);
        await app.SettleAsync();

        var meeting = Assert.Single(app.Stage.Graph.Mailboxes.Meetings);
        Assert.Equal((app.Lead.Person.EntraId, _key.ToString()), (meeting.Organizer, meeting.TransactionId));
        Assert.Equal(["deputy@rowanhill.example", "reporter@rowanhill.example"], meeting.Attendees);
        Assert.Equal("private", meeting.Asked["sensitivity"]!.GetValue<string>());
        Assert.Equal("busy", meeting.Asked["showAs"]!.GetValue<string>());
        Assert.True(meeting.Asked["isOnlineMeeting"]!.GetValue<bool>());
        Assert.Equal("teamsForBusiness", meeting.Asked["onlineMeetingProvider"]!.GetValue<string>());
        Assert.Equal("2027-06-07T09:00:00", meeting.Asked["start"]!["dateTime"]!.GetValue<string>());
        Assert.Equal("2027-06-07T09:30:00", meeting.Asked["end"]!["dateTime"]!.GetValue<string>());
        Assert.Equal("Europe/London", meeting.Asked["start"]!["timeZone"]!.GetValue<string>());
        Assert.Contains(reference, meeting.Subject, StringComparison.Ordinal);
        Assert.All(new[] { "Robin", "heliotrope", "Rae" }, word => Assert.DoesNotContain(word, meeting.Asked.ToJsonString(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("401", false)]
    [InlineData("403", false)]
    [InlineData("404", false)]
    [InlineData("409", false)]
    [InlineData("429", false)]
    [InlineData("500", true)]
    [InlineData("503", true)]
    [InlineData("a page", true)]
    [InlineData("slow", true)]
    [InlineData("cut", true)]
    public async Task Once_whatever_Graph_answers_at_first(string answer, bool wasMade)
    {
        await using var app = await TestApp.StartAsync();
        await CallAsync(app);
        GraphAnswers.Begin(app, new Operator(app), answer, IsMeeting, times: 1, afterwards: wasMade);
        await app.SettleAsync();
        await app.PassAsync(TimeSpan.FromMinutes(2));

        Assert.Single(app.Stage.Graph.Mailboxes.Meetings);
        Assert.Equal(2, app.Stage.Wire.Calls.Count(call => call.Path.EndsWith("/events", StringComparison.Ordinal)));
    }

    private static async Task<string> CallAsync(TestApp app)
    {
        var reference = await app.Reporter.SendsAConcernAsync(who: "Robin Vale", what: "heliotrope");
        await app.Lead.PressesAsync("Acknowledge");
        await app.SettleAsync();
        string[] invited = [app.Lead.Person.EntraId, app.Deputy.Person.EntraId, app.Reporter.Person.EntraId, "5f3c1d7e-0000-4000-8000-00000000ffff"];
        var called = new MeetingCalled(
            app.Stage.Clock.GetUtcNow(), new Actor(app.Lead.Person.EntraId, "Lee Ward", Role.Lead), new DateTimeOffset(2027, 6, 7, 8, 0, 0, TimeSpan.Zero), 30, invited) { Key = _key };
        await app.Get<Ledgers>().DoAsync(
            async ledger => await ledger.WriteAsync((await ledger.ConcernAsync(reference, CancellationToken.None))!, Decision.Accepted([called], new Work.CreateMeeting(_key)), CancellationToken.None),
            CancellationToken.None);

        return reference;
    }

    private static bool IsMeeting(HttpRequest request) => request.Path.Value!.EndsWith("/events", StringComparison.Ordinal);
}
