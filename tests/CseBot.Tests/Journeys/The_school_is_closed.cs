using CseBot.Tests.Support;
using Microsoft.AspNetCore.Builder;

namespace CseBot.Tests.Journeys;

public sealed class The_school_is_closed
{
    /// <summary>From Monday 10:30 to 20:30.</summary>
    private static readonly TimeSpan _untilTheEvening = TimeSpan.FromHours(10);

    private static readonly TimeSpan _untilFridayEvening = TimeSpan.FromDays(4) + _untilTheEvening;

    [Fact]
    public async Task Whoever_raises_what_has_to_happen_today_is_told_to_ring_now_and_says_whom_they_rang()
    {
        await using var app = await StartAsync(_untilTheEvening);
        var reference = await app.Reporter.SendsAConcernAsync();

        Assert.Equal([1, 1, 1, 0, 0], Alerts(app));
        Assert.Contains($"Received: {reference}", app.Reporter.Seen, StringComparison.Ordinal);
        Assert.Contains($"The school is closed. Please ring now about {reference}.", app.Reporter.Newest, StringComparison.Ordinal);
        Assert.Contains("01632 960201", app.Reporter.Newest, StringComparison.Ordinal);
        Assert.Contains("01632 960107", app.Reporter.Newest, StringComparison.Ordinal);
        Assert.Contains("999", app.Reporter.Newest, StringComparison.Ordinal);

        await app.Reporter.PressesAsync("I rang children's services");
        Assert.Contains($"It is on the record of {reference} that you rang, at 20:3", app.Reporter.Newest, StringComparison.Ordinal);
        Assert.Equal("childrens-services", (await app.ConcernAsync(reference)).Rang!.Whom);
        Assert.NotNull((await app.ConcernAsync(reference)).DueAt);
    }

    [Fact]
    public async Task What_has_to_happen_today_goes_on_when_there_are_staff_again()
    {
        await using var app = await StartAsync(_untilTheEvening);
        await app.Reporter.SendsAConcernAsync();

        await app.PassAsync(TimeSpan.FromHours(11));
        Assert.Equal([1, 1, 1, 0, 0], Alerts(app));

        await app.PassAsync(TimeSpan.FromMinutes(30));
        Assert.Equal([1, 2, 2, 0, 0], Alerts(app));

        await app.PassAsync(TimeSpan.FromMinutes(15));
        Assert.Equal([1, 2, 2, 1, 1], Alerts(app));
        Assert.Contains("Please phone about", app.Reporter.Newest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_emergency_goes_on_with_cover_and_whoever_is_new_on_a_rung()
    {
        await using var app = await StartAsync(_untilTheEvening);
        await app.Reporter.TellsOfDangerAsync();

        Assert.Equal([1, 1, 1, 0, 1], Alerts(app));
        Assert.Contains("The school is closed. Please ring now", app.Reporter.Seen, StringComparison.Ordinal);

        await app.PassAsync(TimeSpan.FromMinutes(3));
        Assert.Equal([2, 1, 1, 0, 1], Alerts(app));

        await app.PassAsync(TimeSpan.FromMinutes(3));
        Assert.Equal([3, 1, 1, 1, 1], Alerts(app));

        Assert.Equal(1, AskedToRing(app));
        await app.PassAsync(TimeSpan.FromMinutes(10));
        Assert.Equal([4, 1, 1, 1, 1], Alerts(app));
        Assert.Equal(2, AskedToRing(app));

        await app.Reporter.PressesAsync("I rang the police");
        await app.PassAsync(TimeSpan.FromMinutes(10));
        Assert.Equal([5, 1, 1, 1, 1], Alerts(app));
        Assert.Equal(1, AskedToRing(app));
    }

    [Fact]
    public async Task Without_cover_an_emergency_goes_on_with_everybody()
    {
        await using var app = await TestApp.StartAsync();
        app.Stage.Clock.Advance(_untilTheEvening);
        await app.Reporter.TellsOfDangerAsync();
        await app.PassAsync(TimeSpan.FromMinutes(3));

        Assert.Equal(2, app.Lead.Alerts.Count);
        Assert.Equal(2, app.Head.Alerts.Count);
    }

    [Fact]
    public async Task What_can_wait_says_when_it_will_be_read_and_whom_to_ring_if_it_cannot()
    {
        await using var app = await StartAsync(_untilFridayEvening);
        await SendsWhatCanWaitAsync(app);

        Assert.Equal([1, 1, 1, 0, 0], Alerts(app));
        Assert.Contains("It will be read when the school opens: Mon 30 Nov 2026, 07:45.", app.Reporter.Newest, StringComparison.Ordinal);
        Assert.Contains("01632 960201", app.Reporter.Newest, StringComparison.Ordinal);
        Assert.DoesNotContain("Please ring now", app.Reporter.Seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cover_is_told_again_every_day_until_somebody_acknowledges()
    {
        await using var app = await StartAsync(_untilFridayEvening);
        await app.Reporter.SendsAConcernAsync();
        var told = app.Reporter.Count;

        await app.PassAsync(TimeSpan.FromDays(1));
        Assert.Equal([2, 1, 1, 0, 0], Alerts(app));
        Assert.Equal(told, app.Reporter.Count);

        await app.Chat("pupil").PressesAsync("Acknowledge");
        await app.Chat("pupil").PressesAsync("Open");
        await app.SettleAsync();
        Assert.Contains("Seen by the lead on cover at", app.Reporter.Newest, StringComparison.Ordinal);

        await app.PassAsync(TimeSpan.FromDays(1));
        Assert.Equal([2, 1, 1, 0, 0], Alerts(app));
    }

    [Fact]
    public async Task What_nobody_has_acknowledged_when_the_school_closes_goes_to_cover_and_the_reporter_is_told_to_ring()
    {
        await using var app = await StartAsync(new TimeSpan(6, 20, 0));
        await app.Reporter.SendsAConcernAsync();
        Assert.Equal([0, 1, 1, 0, 0], Alerts(app));

        await app.PassAsync(TimeSpan.FromMinutes(10));
        Assert.Equal([1, 1, 1, 0, 0], Alerts(app));
        Assert.Contains("The school is closed. Please ring now", app.Reporter.Newest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_acknowledged_before_the_school_closes_tells_the_reporter_nothing_more()
    {
        await using var app = await StartAsync(new TimeSpan(6, 20, 0));
        await app.Reporter.SendsAConcernAsync();
        await app.Lead.PressesAsync("Acknowledge");
        await app.Lead.PressesAsync("Open");
        await app.SettleAsync();
        var told = app.Reporter.Count;

        await app.PassAsync(TimeSpan.FromMinutes(9));
        Assert.Equal(told, app.Reporter.Count);
    }

    [Fact]
    public async Task A_child_who_wrote_gets_the_words_for_a_child_and_never_those_for_staff()
    {
        await using var app = await TestApp.StartAsync(arrange: stage => MadeUpTrust.PutInGroup(stage, Practice.MadeUpSchool.StaffGroupId, "reporter", "lead", "deputy", "head", "senior"));
        app.Stage.Clock.Advance(new TimeSpan(6, 20, 0));
        await app.Chat("pupil").SaysAsync("somebody waits for me after school");
        await app.Chat("pupil").PressesAsync("I am a pupil");
        await app.SettleAsync();
        await app.PassAsync(TimeSpan.FromMinutes(10));

        Assert.Contains("School is closed now", app.Chat("pupil").Newest, StringComparison.Ordinal);
        Assert.Contains("0800 1111", app.Chat("pupil").Newest, StringComparison.Ordinal);
        Assert.DoesNotContain("SC-2026", app.Chat("pupil").Seen, StringComparison.Ordinal);
        Assert.DoesNotContain("children's services", app.Chat("pupil").Newest, StringComparison.Ordinal);
        Assert.False(app.Chat("pupil").Sees("I rang the police"));
    }

    [Fact]
    public async Task About_an_adult_cover_hears_nothing_and_the_reporter_is_told_to_ring()
    {
        await using var app = await StartAsync(_untilTheEvening);
        await app.Reporter.SaysAsync("raise a concern");
        await app.Reporter.PressesAsync("No");
        await app.Reporter.NamesAChildAsync();
        await app.Reporter.PressesAsync("Yes, someone here");
        await app.Reporter.PressesAsync("It is about them", ("ticked", app.Deputy.Person.EntraId));
        await app.Reporter.PressesAsync("Next", ("text", "They drove off together"));
        await app.Reporter.PressesAsync("Send now");
        await app.Reporter.PressesAsync("Nobody: send it");
        await app.SettleAsync();

        Assert.Equal([0, 0, 0, 0, 1], Alerts(app));
        Assert.Contains("The school is closed. Please ring now", app.Reporter.Newest, StringComparison.Ordinal);
        Assert.True(app.Reporter.Sees("I rang the council's officer (LADO)"));
        Assert.DoesNotContain("01632 960107", app.Reporter.Newest, StringComparison.Ordinal);
    }

    /// <summary>The school with somebody on cover, at some time after Monday 10:30.</summary>
    private static async Task<TestApp> StartAsync(TimeSpan later)
    {
        var app = await TestApp.StartAsync(configure: WithCover);
        app.Stage.Clock.Advance(later);

        return app;
    }

    private static void WithCover(WebApplicationBuilder builder)
    {
        builder.Configuration["Schools:0:People:5:Id"] = "5f3c1d7e-0000-4000-8000-000000000006";
        builder.Configuration["Schools:0:People:5:Name"] = "Sol Tarn";
        builder.Configuration["Schools:0:People:5:Roles:0"] = "Cover";
        builder.Configuration["Schools:0:People:5:Phone"] = "01632 960107";
    }

    private static async Task SendsWhatCanWaitAsync(TestApp app)
    {
        await app.Reporter.WritesWhatHappenedAsync(what: "Robin was quiet");
        await app.Reporter.PressesAsync("They said nothing, or I don't know");

        foreach (var title in new[] { "Nobody told me", "I don't know when", "I don't know where", "No" })
        {
            await app.Reporter.PressesAsync(title);
        }

        await app.Reporter.PressesAsync("Send now", ("ticked", "tired-or-ill"));
        await app.Reporter.PressesAsync("Nobody: send it");
        await app.SettleAsync();
    }

    private static int AskedToRing(TestApp app) => app.Reporter.Seen.Split("Please ring now about").Length - 1;

    /// <summary>How often cover, lead, deputy, senior leader and headteacher have been told.</summary>
    private static int[] Alerts(TestApp app) =>
        [app.Chat("pupil").Alerts.Count, app.Lead.Alerts.Count, app.Deputy.Alerts.Count, app.Chat("senior").Alerts.Count, app.Head.Alerts.Count];
}
