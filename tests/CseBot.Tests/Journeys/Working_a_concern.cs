using CseBot.Concerns;
using CseBot.Tests.Support;

namespace CseBot.Tests.Journeys;

/// <summary>What a lead does once the card has arrived, through the cards as they are pressed.</summary>
public sealed class Working_a_concern
{
    private static readonly TimeSpan _minute = TimeSpan.FromMinutes(1);

    public static TheoryData<DecisionName> AboutAChild => [.. Enum.GetValues<DecisionName>()];

    /// <summary>The decisions about a child (the enumeration of the program is internal).</summary>
    public enum DecisionName
    {
        Emergency,
        Refer,
        TalkWithChild,
        Meeting,
        EarlyHelp,
        Monitor,
        NoFurtherAction,
    }

    [Theory]
    [MemberData(nameof(AboutAChild))]
    public async Task Each_decision_about_a_child_is_on_the_record_with_all_that_goes_with_it(DecisionName name)
    {
        await using var app = await TestApp.StartAsync();
        var reference = await AcknowledgedAsync(app);
        var kind = Enum.Parse<DecisionKind>($"{name}");

        await app.Lead.DecidesAsync(kind);
        await app.SettleAsync();

        var concern = await app.ConcernAsync(reference);
        Assert.Equal((kind, "Unknown adults, and a pattern"), (concern.Decision!.Decision, concern.Decision.Reason));
        Assert.Null(concern.DueAt);
        Assert.Equal(name is DecisionName.Refer or DecisionName.Emergency, concern.Referral is not null);
        Assert.Equal(name is DecisionName.Meeting, concern.History.OfType<MeetingCalled>().Any());
        Assert.Contains($"Someone is acting on {reference}", app.Reporter.Seen, StringComparison.Ordinal);
        Assert.Equal($"{kind}", (string?)app.Stage.Graph.Rows.Single()["Decision"]);
        await app.Deputy.PressesAsync("Open");
        Assert.Contains("Unknown adults, and a pattern", app.Deputy.Newest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_decision_opens_on_the_referral_that_waits_for_nothing()
    {
        await using var app = await TestApp.StartAsync();
        await AcknowledgedAsync(app);

        await app.Lead.PressesAsync("Record a decision");

        var seen = app.Lead.Newest;
        Assert.Contains("refer now. That needs no meeting, no assessment and nobody's consent first.", seen, StringComparison.Ordinal);
        Assert.True(seen.IndexOf("Refer now to", StringComparison.Ordinal) < seen.IndexOf("Talk with the child", StringComparison.Ordinal));
        Assert.DoesNotContain("LADO", seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_missing_is_asked_for_again_and_what_was_written_is_still_there()
    {
        await using var app = await TestApp.StartAsync();
        var reference = await AcknowledgedAsync(app);

        await app.Lead.DecidesAsync(DecisionKind.Refer, ("wishes", string.Empty), ("reason", "It happened three Fridays running"));

        var card = app.Lead.Person.Messages.Last(message => message.FromBot).Shown!.ToJsonString();
        Assert.Contains("Nothing is saved yet", card, StringComparison.Ordinal);
        Assert.Contains("It happened three Fridays running", card, StringComparison.Ordinal);
        Assert.Null((await app.ConcernAsync(reference)).Decision);
    }

    [Theory]
    [InlineData("possible")]
    [InlineData("not-sure")]
    public async Task Nobody_talks_with_a_child_where_a_crime_is_possible_or_the_child_has_told(string crime)
    {
        await using var app = await TestApp.StartAsync();
        var reference = await AcknowledgedAsync(app);

        await app.Lead.DecidesAsync(DecisionKind.TalkWithChild, ("crime", crime));

        Assert.Contains("Ring the police or children's services first", app.Lead.Newest, StringComparison.Ordinal);
        Assert.Null((await app.ConcernAsync(reference)).Decision);
    }

    [Fact]
    public async Task Parents_who_are_not_told_need_a_reason()
    {
        await using var app = await TestApp.StartAsync();
        var reference = await AcknowledgedAsync(app);

        await app.Lead.DecidesAsync(DecisionKind.Refer, ("parents", "not-told"));
        Assert.Contains("Why, if they are not told or do not agree", app.Lead.Newest, StringComparison.Ordinal);
        Assert.Null((await app.ConcernAsync(reference)).Decision);

        await app.Lead.PressesAsync("Save", [.. Chat.Filled.Where(one => one.Input != "parents"), ("parents", "not-told"), ("parents-why", "He may be hurt at home")]);
        Assert.NotNull((await app.ConcernAsync(reference)).Referral);
    }

    [Fact]
    public async Task Under_13_not_referring_needs_a_second_lead_who_agrees()
    {
        await using var app = await TestApp.StartAsync();
        var reference = await AcknowledgedAsync(app);

        await app.Lead.DecidesAsync(DecisionKind.Monitor, ("under-13", "yes"));
        Assert.Contains("name a second lead who has to agree", app.Lead.Newest, StringComparison.Ordinal);

        await app.Lead.PressesAsync("Save", [.. Chat.Filled.Where(one => one.Input != "under-13"), ("under-13", "yes"), ("second", app.Deputy.Person.EntraId)]);
        await app.SettleAsync();
        var waiting = await app.ConcernAsync(reference);
        Assert.Null(waiting.Decision);
        Assert.NotNull(waiting.DueAt);
        Assert.Contains("You are asked to agree with a decision", app.Deputy.Newest, StringComparison.Ordinal);

        await app.Deputy.PressesAsync("Answer as second lead");
        await app.Deputy.PressesAsync("Save", ("agrees", "no"), ("reason", "It has to be referred"));
        await app.SettleAsync();
        Assert.Null((await app.ConcernAsync(reference)).Decision);
        Assert.Contains("The second lead has answered", app.Lead.Newest, StringComparison.Ordinal);

        await app.Lead.DecidesAsync(DecisionKind.Monitor, ("under-13", "yes"), ("second", app.Deputy.Person.EntraId));
        await app.SettleAsync();
        await app.Deputy.PressesAsync("Answer as second lead");
        await app.Deputy.PressesAsync("Save", ("agrees", "yes"), ("reason", "Children's services have advised it"));
        await app.SettleAsync();
        Assert.Equal(DecisionKind.Monitor, (await app.ConcernAsync(reference)).Decision!.Decision);
    }

    [Fact]
    public async Task A_lead_asks_the_reporter_and_both_are_on_the_record()
    {
        await using var app = await TestApp.StartAsync();
        var reference = await AcknowledgedAsync(app);

        await app.Lead.PressesAsync("Open");
        await app.Lead.PressesAsync("Ask the reporter");
        Assert.Contains("only what they already know", app.Lead.Newest, StringComparison.Ordinal);
        await app.Lead.PressesAsync("Save", ("question", "Which gate was the car at?"));
        await app.SettleAsync();

        Assert.Contains($"A question about {reference}", app.Reporter.Seen, StringComparison.Ordinal);
        Assert.DoesNotContain("gate", app.Reporter.Posted, StringComparison.Ordinal);
        await app.Reporter.PressesAsync("Read and answer");
        Assert.Contains("Which gate was the car at?", app.Reporter.Newest, StringComparison.Ordinal);
        Assert.Contains("Write only what you already know", app.Reporter.Newest, StringComparison.Ordinal);
        await app.Reporter.PressesAsync("Save", ("answer", "The one in Mill Lane"));
        await app.SettleAsync();

        Assert.Contains("The reporter has answered your question", app.Lead.Newest, StringComparison.Ordinal);
        Assert.DoesNotContain("Mill Lane", app.Lead.Posted, StringComparison.Ordinal);
        await app.Lead.PressesAsync("Open");
        Assert.Contains("Which gate was the car at?", app.Lead.Newest, StringComparison.Ordinal);
        Assert.Contains("The one in Mill Lane", app.Lead.Newest, StringComparison.Ordinal);
        Assert.Empty((await app.ConcernAsync(reference)).Unanswered);
    }

    [Fact]
    public async Task A_hand_over_is_accepted_and_the_reporter_hears_that_another_lead_has_it()
    {
        await using var app = await TestApp.StartAsync();
        var reference = await AcknowledgedAsync(app);
        await HandOverAsync(app);
        Assert.Contains("It is offered to you", app.Deputy.Newest, StringComparison.Ordinal);

        await app.Deputy.PressesAsync("Accept");
        await app.SettleAsync();

        Assert.Equal(app.Deputy.Person.EntraId, (await app.ConcernAsync(reference)).Holder!.EntraId);
        Assert.Contains("It has been taken over from you, as you asked", app.Lead.Newest, StringComparison.Ordinal);
        Assert.Contains($"{reference} is with your deputy lead now", app.Reporter.Newest, StringComparison.Ordinal);
        Assert.False(app.Lead.Sees("Record a decision"));
    }

    [Fact]
    public async Task A_hand_over_that_nobody_accepts_in_ten_minutes_goes_back_to_the_holder()
    {
        await using var app = await TestApp.StartAsync();
        var reference = await AcknowledgedAsync(app);
        await HandOverAsync(app);

        await app.PassAsync(TimeSpan.FromMinutes(10));

        var concern = await app.ConcernAsync(reference);
        Assert.Null(concern.Offer);
        Assert.Equal((ConcernStatus.Acknowledged, app.Lead.Person.EntraId), (concern.Status, concern.Holder!.EntraId));
        Assert.Contains("it is still yours to act on", app.Lead.Newest, StringComparison.Ordinal);
        Assert.False(app.Deputy.Sees("Accept"));
    }

    [Fact]
    public async Task A_hand_over_that_is_declined_goes_back_at_once()
    {
        await using var app = await TestApp.StartAsync();
        var reference = await AcknowledgedAsync(app);
        await HandOverAsync(app);

        await app.Deputy.PressesAsync("Not me");
        await app.SettleAsync();

        Assert.Null((await app.ConcernAsync(reference)).Offer);
        Assert.Contains("it is still yours to act on", app.Lead.Newest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_lead_takes_it_over_and_the_first_is_told()
    {
        await using var app = await TestApp.StartAsync();
        var reference = await AcknowledgedAsync(app);

        await app.Deputy.PressesAsync("More");
        await app.Deputy.PressesAsync("Take over");
        await app.SettleAsync();

        Assert.Equal(app.Deputy.Person.EntraId, (await app.ConcernAsync(reference)).Holder!.EntraId);
        Assert.Contains("Somebody else has taken it over from you", app.Lead.Newest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task To_the_head_a_childs_concern_is_sealed_until_they_take_it_over()
    {
        await using var app = await TestApp.StartAsync();
        await app.Reporter.SaysAsync("raise a concern");
        await app.Reporter.PressesAsync("Yes");
        await app.SettleAsync();

        Assert.False(app.Head.Sees("Open"));
        await app.Head.PressesAsync("Take over");
        await app.SettleAsync();
        await app.Head.PressesAsync("Open");

        Assert.Equal(app.Head.Person.EntraId, (await app.ConcernAsync(app.OnlyReference)).Holder!.EntraId);
        Assert.Contains("Raised by", app.Head.Newest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_tap_says_that_999_was_called_and_stops_the_clock()
    {
        await using var app = await TestApp.StartAsync();
        await app.Reporter.SaysAsync("raise a concern");
        await app.Reporter.PressesAsync("Yes");
        await app.SettleAsync();
        await app.Lead.PressesAsync("Acknowledge");
        await app.Lead.PressesAsync("Open");
        await app.Lead.PressesAsync("999 has been called");
        await app.PassAsync(TimeSpan.FromMinutes(6));

        var concern = await app.ConcernAsync(app.OnlyReference);
        Assert.Equal((ConcernStatus.Acknowledged, null), (concern.Status, concern.DueAt));
    }

    [Fact]
    public async Task It_is_followed_up_recorded_elsewhere_and_closed_and_a_second_lead_looks_at_it()
    {
        await using var app = await TestApp.StartAsync();
        var reference = await app.Reporter.SendsASignAsync();
        await app.Lead.PressesAsync("Acknowledge");
        await app.Lead.DecidesAsync(DecisionKind.Monitor);
        await app.SettleAsync();

        await app.Lead.PressesAsync("More");
        Assert.DoesNotContain("Close the concern", app.Lead.Newest, StringComparison.Ordinal);
        await app.Lead.PressesAsync("It is in the school's system");
        await app.Lead.PressesAsync("Save", ("system", "CPOMS"), ("number", "4711"));
        await app.Lead.PressesAsync("Open");
        await app.Lead.PressesAsync("Done");
        await app.Lead.PressesAsync("Save", ("came-of-it", "Nothing was seen on two Fridays"));
        await app.Lead.PressesAsync("More");
        await app.Lead.PressesAsync("Close the concern");
        await app.Lead.PressesAsync("Save", ("outcome", "SupportedInSchool"), ("reason", "The form tutor sees him daily"), ("born-on", "2012-05-04"));
        await app.SettleAsync();

        var closed = await app.ConcernAsync(reference);
        Assert.Equal(ConcernStatus.Closed, closed.Status);
        Assert.Equal(new DateOnly(2037, 5, 4), closed.ReviewOn);
        Assert.Equal(new DateOnly(2026, 11, 30), closed.Closing!.SecondLookBy);
        Assert.Contains("still worried", app.Reporter.Newest, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(("Closed", "SupportedInSchool", "2037-05-04"), Columns(app, "Status", "Outcome", "ReviewAt"));
        Assert.Contains("take a second look", app.Deputy.Newest, StringComparison.Ordinal);

        await app.Deputy.PressesAsync("Take the second look");
        await app.Deputy.PressesAsync("Save", ("agrees", "no"), ("reason", "The car is back"));
        await app.SettleAsync();
        var again = await app.ConcernAsync(reference);
        Assert.Equal((ConcernStatus.Acknowledged, app.Deputy.Person.EntraId), (again.Status, again.Holder!.EntraId));
        Assert.Contains("It has been opened again", app.Lead.Newest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_reporter_adds_to_a_closed_concern_is_never_left_lying()
    {
        await using var app = await TestApp.StartAsync();
        var reference = await AcknowledgedAsync(app);
        await app.Lead.DecidesAsync(DecisionKind.NoFurtherAction);
        await app.Lead.PressesAsync("More");
        await app.Lead.PressesAsync("Close the concern");
        await app.Lead.PressesAsync("Save", ("outcome", "NothingFurther"), ("reason", "An uncle, known to the school"));
        await app.SettleAsync();

        await app.Reporter.SaysAsync($"add to {reference}");
        await app.Reporter.PressesAsync("Next", ("text", "It was another man today"));
        await app.Reporter.PressesAsync("Send");
        await app.SettleAsync();

        Assert.Equal(ConcernStatus.Raised, (await app.ConcernAsync(reference)).Status);
        Assert.True(app.Deputy.Sees("Acknowledge"));
    }

    private static async Task<string> AcknowledgedAsync(TestApp app)
    {
        var reference = await app.Reporter.SendsAConcernAsync();
        await app.Lead.PressesAsync("Acknowledge");
        await app.SettleAsync();

        return reference;
    }

    private static async Task HandOverAsync(TestApp app)
    {
        await app.Lead.PressesAsync("More");
        await app.Lead.PressesAsync("Hand over");
        await app.Lead.PressesAsync("Save", ("to", app.Deputy.Person.EntraId));
        await app.SettleAsync();
    }

    private static (string?, string?, string?) Columns(TestApp app, string one, string two, string three) =>
        app.Stage.Graph.Rows.Single() is var row ? ((string?)row[one], (string?)row[two], (string?)row[three]) : default;
}
