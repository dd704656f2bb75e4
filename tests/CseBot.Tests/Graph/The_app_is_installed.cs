using CseBot.Chats;
using CseBot.Graph;
using CseBot.Practice.Emulators;
using CseBot.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace CseBot.Tests.Graph;

/// <summary>Somebody a school has named does not have the app, and Graph installs it for them.</summary>
public sealed class The_app_is_installed
{
    [Fact]
    public async Task For_a_lead_who_has_taken_it_out_and_who_is_told_of_a_concern_all_the_same()
    {
        await using var app = await TestApp.StartAsync();
        app.Lead.Person.HasApp = false;

        await app.Reporter.SendsAConcernAsync();

        Assert.True(app.Lead.Person.HasApp);
        Assert.Single(app.Lead.Alerts);
        Assert.Empty(app.Chat("senior").Alerts);
    }

    [Fact]
    public async Task For_a_lead_who_was_never_met()
    {
        await using var app = await TestApp.StartAsync();
        await app.ChangeDatabaseAsync("""delete from "People" """);
        app.Lead.Person.HasApp = false;

        await app.Reporter.SendsAConcernAsync();

        Assert.Single(app.Lead.Alerts);
        Assert.Equal(app.Lead.Person.ConversationId, (await app.Get<PersonalChats>().KnownAsync(app.Lead.Person.EntraId, CancellationToken.None)).Chat?.ConversationId);
        Assert.DoesNotContain(app.Stage.Wire.Calls, call => call.Path == "/teams/v3/conversations");
    }

    [Fact]
    public async Task Once_although_it_is_there_by_the_time_Graph_is_asked()
    {
        await using var app = await TestApp.StartAsync();
        app.Lead.Person.HasApp = false;
        app.Stage.Wire.Answer(IsInstall, http => Answered(http, app.Lead.Person, 409), times: 1);

        await app.Reporter.SendsAConcernAsync();

        Assert.Single(app.Lead.Alerts);
    }

    [Fact]
    public async Task And_what_the_catalogue_calls_it_is_asked_once()
    {
        await using var app = await TestApp.StartAsync();
        (app.Lead.Person.HasApp, app.Deputy.Person.HasApp) = (false, false);
        await app.Reporter.SendsAConcernAsync();
        await app.Reporter.SendsAConcernAsync();

        Assert.Single(app.Stage.Wire.Calls, call => call.Path.Contains("/appCatalogs/teamsApps?", StringComparison.Ordinal));
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
    public async Task Or_where_Graph_does_not_do_it_the_next_person_is_told(string answer)
    {
        await using var app = await TestApp.StartAsync();
        app.Lead.Person.HasApp = false;
        GraphAnswers.Begin(app, new Operator(app), answer, IsApps);

        await app.Reporter.SendsAConcernAsync();

        Assert.Empty(app.Lead.Alerts);
        Assert.Single(app.Chat("senior").Alerts);
        Assert.DoesNotContain("Lee Ward", app.Logs.Everything, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Graph_that_does_not_answer_is_waited_for_a_few_seconds_and_once()
    {
        await using var app = await TestApp.StartAsync();
        var installer = app.Get<AppInstaller>();
        var held = app.Stage.Wire.Hold(IsApps);
        var asking = installer.ChatOfAsync(app.Lead.Person.EntraId, CancellationToken.None);
        await held.Reached;
        app.Stage.Clock.Advance(AppInstaller.Patience);

        Assert.Null(await asking);
        Assert.Null(await installer.ChatOfAsync(app.Deputy.Person.EntraId, CancellationToken.None));
        Assert.Equal(1, held.Count);

        held.Drop();
        app.Stage.Clock.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal(app.Lead.Person.ConversationId, await installer.ChatOfAsync(app.Lead.Person.EntraId, CancellationToken.None));
    }

    [Fact]
    public async Task Somebody_who_has_blocked_the_bot_is_tried_once_more_and_counts_as_not_reached()
    {
        await using var app = await TestApp.StartAsync();
        app.Lead.Person.IsReachable = false;

        await app.Reporter.SendsAConcernAsync();

        Assert.Equal(2, app.Stage.Wire.Calls.Count(call => call.Path.EndsWith($"/{app.Lead.Person.ConversationId}/activities", StringComparison.Ordinal) && call.Status == 403));
        Assert.Single(app.Chat("senior").Alerts);
    }

    private static Task Answered(HttpContext http, TeamsPerson person, int status)
    {
        person.HasApp = true;
        http.Response.StatusCode = status;

        return Task.CompletedTask;
    }

    private static bool IsInstall(HttpRequest request) => request.Method == "POST" && request.Path.Value!.EndsWith("/installedApps", StringComparison.Ordinal);

    private static bool IsApps(HttpRequest request) => request.Path.Value!.Contains("/installedApps", StringComparison.Ordinal) || request.Path.Value!.Contains("/appCatalogs", StringComparison.Ordinal);
}
