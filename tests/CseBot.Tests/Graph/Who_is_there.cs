using CseBot.Concerns;
using CseBot.Graph;
using CseBot.Practice;
using CseBot.Practice.Emulators;
using CseBot.Tests.Support;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CseBot.Tests.Graph;

/// <summary>Whether the people that schools have named are at their Teams, as Graph says.</summary>
public sealed class Who_is_there
{
    private static readonly TimeSpan _aMinute = TimeSpan.FromSeconds(61);

    [Theory]
    [InlineData("Available", "Available", false, Presence.Available)]
    [InlineData("AvailableIdle", "Available", false, Presence.Available)]
    [InlineData("Busy", "InAMeeting", false, Presence.Busy)]
    [InlineData("DoNotDisturb", "Presenting", false, Presence.Busy)]
    [InlineData("Away", "Away", false, Presence.Away)]
    [InlineData("BeRightBack", "BeRightBack", false, Presence.Away)]
    [InlineData("Offline", "OffWork", false, Presence.Away)]
    [InlineData("Offline", "OutOfOffice", false, Presence.OutOfOffice)]
    [InlineData("Available", "Available", true, Presence.OutOfOffice)]
    [InlineData("PresenceUnknown", "PresenceUnknown", false, Presence.Unknown)]
    [InlineData("Lunching", "Available", false, Presence.Unknown)]
    [InlineData("Available", "Lunching", false, Presence.Unknown)]
    public async Task What_Graph_says_stands_beside_the_name(string availability, string activity, bool isOutOfOffice, Presence meaning)
    {
        await using var app = await TestApp.StartAsync();
        app.Stage.Graph.People.Presences[app.Lead.Person.EntraId] = new EmulatedPresence(availability, activity, isOutOfOffice);
        await app.SettleAsync();

        Assert.Equal(meaning, await OfAsync(app, app.Lead));
        Assert.Equal(meaning, (await app.Get<IDirectory>().StandingAsync(app.Lead.Person.EntraId, CancellationToken.None)).Schools.Single().Find(app.Lead.Person.EntraId)!.Presence);
        Assert.Equal(Presence.Available, await OfAsync(app, app.Deputy));
    }

    [Fact]
    public void Whatever_Graph_says_that_nobody_knows_is_never_taken_for_being_there() => Prop
        .ForAll<string?, string?>((one, other) => Presences.Meaning(one, other, isOutOfOffice: false) == Presence.Unknown
            && Presences.Meaning("Available", other, isOutOfOffice: false) == Presence.Unknown
            && Presences.Meaning(one, "Available", isOutOfOffice: false) == Presence.Unknown)
        .QuickCheckThrowOnFailure();

    [Fact]
    public async Task It_is_asked_once_a_minute_and_no_sooner()
    {
        await using var app = await TestApp.StartAsync();
        await app.SettleAsync();
        await app.SettleAsync();
        Assert.Equal(1, Asked(app));

        await app.PassAsync(_aMinute);
        Assert.Equal(2, Asked(app));
    }

    [Fact]
    public async Task Somebody_who_is_new_in_the_leads_group_is_asked_about_from_then_on()
    {
        await using var app = await TestApp.StartAsync(
            configure: builder => builder.Configuration["Schools:0:LeadsGroupId"] = MadeUpSchool.LeadsGroupId,
            arrange: stage => MadeUpTrust.PutInGroup(stage, MadeUpSchool.LeadsGroupId, "lead", "reporter"));
        app.Stage.Graph.People.Presences[app.Reporter.Person.EntraId] = new EmulatedPresence("Busy", "InACall");
        Assert.Equal(Presence.Unknown, await OfAsync(app, app.Reporter));

        await app.SettleAsync();
        Assert.Equal(Presence.Busy, await OfAsync(app, app.Reporter));
    }

    [Fact]
    public async Task More_people_than_Graph_takes_at_once_are_asked_about_in_turns()
    {
        await using var app = await TestApp.StartAsync(configure: builder =>
        {
            for (var person = 0; person < Presences.AtOnce; person++)
            {
                builder.Configuration[$"Schools:0:People:{person + 5}:Id"] = $"6f3c1d7e-0000-4000-8000-{person:x12}";
                builder.Configuration[$"Schools:0:People:{person + 5}:Name"] = $"Person {person}";
                builder.Configuration[$"Schools:0:People:{person + 5}:Roles:0"] = "SeniorLeader";
            }
        });
        await app.SettleAsync();

        Assert.Equal(2, Asked(app));
        Assert.All(app.Stage.Wire.Calls.Where(IsAsked), call => Assert.Equal(200, call.Status));
    }

    [Theory]
    [InlineData("401")]
    [InlineData("403")]
    [InlineData("404")]
    [InlineData("429")]
    [InlineData("500")]
    [InlineData("503")]
    [InlineData("a page")]
    [InlineData("slow")]
    [InlineData("cut")]
    public async Task While_Graph_does_not_say_nobody_knows_and_the_lead_is_told_all_the_same(string answer)
    {
        await using var app = await TestApp.StartAsync();
        GraphAnswers.Begin(app, new Operator(app), answer, IsPresence);

        await app.Reporter.SendsAConcernAsync();
        await app.PassAsync(_aMinute);
        await app.PassAsync(_aMinute);

        Assert.Single(app.Lead.Alerts);
        Assert.Equal(Presence.Unknown, await OfAsync(app, app.Lead));
        Assert.Single(app.Logs.At(LogLevel.Warning), line => line.Contains("who is at their Teams", StringComparison.Ordinal));
        Assert.DoesNotContain("Lee Ward", app.Logs.Everything, StringComparison.Ordinal);

        app.Stage.Wire.Heal();
        await app.PassAsync(_aMinute);
        Assert.Equal(Presence.Available, await OfAsync(app, app.Lead));
    }

    [Fact]
    public async Task What_was_last_said_counts_for_five_minutes()
    {
        await using var app = await TestApp.StartAsync();
        await app.SettleAsync();
        app.Stage.Wire.Fail(IsPresence, 503);

        await app.PassAsync(TimeSpan.FromMinutes(5));
        Assert.Equal(Presence.Available, await OfAsync(app, app.Lead));

        await app.PassAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(Presence.Unknown, await OfAsync(app, app.Lead));
    }

    [Fact]
    public async Task A_busy_Graph_is_asked_again_no_sooner_than_it_says()
    {
        await using var app = await TestApp.StartAsync();
        app.Stage.Wire.Fail(IsPresence, 429, times: 1, retryAfter: TimeSpan.FromMinutes(3));
        await app.SettleAsync();

        await app.PassAsync(TimeSpan.FromMinutes(2.9));
        Assert.Equal(1, Asked(app));

        await app.PassAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(2, Asked(app));
    }

    private static async Task<Presence> OfAsync(TestApp app, Chat who) =>
        (await app.Get<IDirectory>().SchoolAsync("rowan-hill", CancellationToken.None)).Find(who.Person.EntraId)!.Presence;

    private static int Asked(TestApp app) => app.Stage.Wire.Calls.Count(IsAsked);

    private static bool IsAsked(Call call) => call.Path.EndsWith("/communications/getPresencesByUserId", StringComparison.Ordinal);

    private static bool IsPresence(HttpRequest request) => request.Path.Value!.EndsWith("/communications/getPresencesByUserId", StringComparison.Ordinal);
}
