using CseBot.Concerns;
using CseBot.Practice;
using CseBot.Tests.Support;

namespace CseBot.Tests.Journeys;

/// <summary>An acknowledgement that leads nowhere is not an answer: from the top, whatever the way in which it went wrong.</summary>
public sealed class It_starts_again
{
    [Fact]
    public async Task When_what_was_added_does_not_reach_whoever_is_acting_on_it()
    {
        await using var app = await TestApp.StartAsync();
        var reference = await ActedOnAsync(app);
        app.Lead.Person.IsReachable = false;

        await app.Reporter.SaysAsync($"add to {reference}");
        await app.Reporter.PressesAsync("Next", ("text", "It was another man today"));
        await app.Reporter.PressesAsync("Send");
        await app.SettleAsync();

        await IsRaisedAgainAsync(app, reference, app.Deputy);
    }

    [Fact]
    public async Task When_the_reporters_answer_does_not_reach_whoever_asked()
    {
        await using var app = await TestApp.StartAsync();
        var reference = await ActedOnAsync(app, asks: true);
        app.Lead.Person.IsReachable = false;

        await AnswersAsync(app);

        await IsRaisedAgainAsync(app, reference, app.Deputy);
        await app.Deputy.PressesAsync("Open");
        Assert.Contains("The one in Mill Lane", app.Deputy.Newest, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task When_whoever_is_acting_on_it_is_no_lead_any_more_whether_or_not_they_have_done_something(bool hasActed)
    {
        await using var app = await TestApp.StartAsync(configure: builder => builder.Configuration["Schools:0:LeadsGroupId"] = MadeUpSchool.LeadsGroupId);
        var reference = await ActedOnAsync(app, acts: hasActed);
        MadeUpTrust.PutInGroup(app.Stage, MadeUpSchool.LeadsGroupId, "deputy");

        await app.PassAsync(TimeSpan.FromMinutes(6));

        await IsRaisedAgainAsync(app, reference, app.Deputy);
        Assert.Single(app.Lead.Alerts);
        await app.Deputy.PressesAsync("Acknowledge");
        await app.PassAsync(TimeSpan.FromMinutes(6));
        Assert.Equal(app.Deputy.Person.EntraId, (await app.ConcernAsync(reference)).Holder!.EntraId);
    }

    [Fact]
    public async Task Not_when_the_leads_group_cannot_be_read()
    {
        await using var app = await TestApp.StartAsync(configure: builder => builder.Configuration["Schools:0:LeadsGroupId"] = MadeUpSchool.LeadsGroupId);
        var reference = await ActedOnAsync(app);
        app.Stage.Wire.Fail(GraphAnswers.IsGraph, 503);

        app.Stage.Clock.Advance(TimeSpan.FromHours(2));
        await app.SettleForAsync(rounds: 2);

        Assert.Equal(ConcernStatus.Acknowledged, (await app.ConcernAsync(reference)).Status);
    }

    [Fact]
    public async Task When_an_offer_lapses_and_whoever_made_it_is_out_by_then()
    {
        await using var app = await TestApp.StartAsync();
        var reference = await ActedOnAsync(app);
        await app.Lead.PressesAsync("More");
        await app.Lead.PressesAsync("Hand over");
        await app.Lead.PressesAsync("Save", ("to", app.Deputy.Person.EntraId));
        await app.SettleAsync();
        await app.Lead.SaysAsync("I'm out");
        await app.Lead.PressesAsync("I'm out");
        await app.Lead.PressesAsync("Save", ("out-until", "2026-11-25"));

        await app.PassAsync(TimeSpan.FromMinutes(10));

        await IsRaisedAgainAsync(app, reference, app.Deputy);
        Assert.Null((await app.ConcernAsync(reference)).Offer);
    }

    [Fact]
    public async Task When_an_offer_does_not_reach_whom_it_was_made_to_it_is_back_at_once()
    {
        await using var app = await TestApp.StartAsync();
        var reference = await ActedOnAsync(app);
        app.Deputy.Person.IsReachable = false;
        await app.Lead.PressesAsync("More");
        await app.Lead.PressesAsync("Hand over");
        await app.Lead.PressesAsync("Save", ("to", app.Deputy.Person.EntraId));
        await app.SettleAsync();

        var concern = await app.ConcernAsync(reference);
        Assert.Equal((ConcernStatus.Acknowledged, app.Lead.Person.EntraId), (concern.Status, concern.Holder!.EntraId));
        Assert.Null(concern.Offer);
        Assert.Contains("it is still yours to act on", app.Lead.Newest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_the_reporter_answers_after_it_was_closed()
    {
        await using var app = await TestApp.StartAsync();
        var reference = await ActedOnAsync(app, asks: true);
        await app.Lead.PressesAsync("More");
        await app.Lead.PressesAsync("Close the concern");
        await app.Lead.PressesAsync("Save", ("outcome", "NothingFurther"), ("reason", "An uncle, known to the school"));
        await app.SettleAsync();
        Assert.Equal(ConcernStatus.Closed, (await app.ConcernAsync(reference)).Status);

        await AnswersAsync(app);

        await IsRaisedAgainAsync(app, reference, app.Deputy);
    }

    [Fact]
    public async Task When_whoever_is_acting_on_it_is_left_out_of_it_afterwards()
    {
        await using var app = await TestApp.StartAsync();
        await app.Reporter.TellsOfDangerAsync();
        var reference = app.OnlyReference;
        await app.Lead.PressesAsync("Acknowledge");
        await app.Lead.PressesAsync("Open");
        await app.Lead.PressesAsync("999 has been called");
        await app.Reporter.NamesAChildAsync();
        await app.Reporter.PressesAsync("No");
        await app.Reporter.PressesAsync("Next", ("text", "He is getting into a car"));
        await app.Reporter.PressesAsync("Send now");
        await app.Reporter.PressesAsync("Leave them out and send", ("ticked", app.Lead.Person.EntraId));
        await app.SettleAsync();

        await IsRaisedAgainAsync(app, reference, app.Deputy);
        Assert.Contains("this is no longer open to you", app.Lead.Newest, StringComparison.Ordinal);
    }

    /// <summary>It is nobody's, the others are told anew, and the reporter is told to phone.</summary>
    private static async Task IsRaisedAgainAsync(TestApp app, string reference, Chat told)
    {
        var concern = await app.ConcernAsync(reference);
        Assert.Equal((ConcernStatus.Raised, (Actor?)null), (concern.Status, concern.Holder));
        Assert.True(concern.History.OfType<RungReached>().Last().StartsAgain);
        Assert.True(told.Sees("Acknowledge"));
        Assert.True(told.Alerts.Count > 1);
        Assert.Contains("Please phone about", app.Reporter.Seen, StringComparison.Ordinal);
        Assert.Contains("01632 960103", app.Reporter.Seen, StringComparison.Ordinal);
    }

    private static async Task<string> ActedOnAsync(TestApp app, bool acts = true, bool asks = false)
    {
        var reference = await app.Reporter.SendsAConcernAsync();
        await app.Lead.PressesAsync("Acknowledge");
        await app.Lead.PressesAsync("Open");

        if (asks)
        {
            await app.Lead.PressesAsync("Ask the reporter");
            await app.Lead.PressesAsync("Save", ("question", "Which gate was the car at?"));
        }

        if (acts)
        {
            await app.Lead.DecidesAsync(DecisionKind.NoFurtherAction);
        }

        await app.SettleAsync();

        return reference;
    }

    private static async Task AnswersAsync(TestApp app)
    {
        await app.Reporter.PressesAsync("Read and answer");
        await app.Reporter.PressesAsync("Save", ("answer", "The one in Mill Lane"));
        await app.SettleAsync();
    }
}
