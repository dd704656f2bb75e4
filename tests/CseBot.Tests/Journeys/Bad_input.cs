using System.Net;
using System.Text.Json.Nodes;
using CseBot.Tests.Support;
using Microsoft.Extensions.Logging;

namespace CseBot.Tests.Journeys;

public sealed class Bad_input
{
    [Theory]
    [InlineData("", HttpStatusCode.BadRequest)]
    [InlineData("{", HttpStatusCode.BadRequest)]
    [InlineData("null", HttpStatusCode.BadRequest)]
    [InlineData("[]", HttpStatusCode.BadRequest)]
    [InlineData("{}", HttpStatusCode.BadRequest)]
    [InlineData("{\"type\":\"message\"}", HttpStatusCode.BadRequest)]
    [InlineData("{\"type\":\"message\",\"type\":\"invoke\"}", HttpStatusCode.BadRequest)]
    [InlineData("\"heliotrope\"", HttpStatusCode.BadRequest)]
    public async Task A_body_that_is_not_an_activity_is_refused_and_not_logged(string body, HttpStatusCode status)
    {
        await using var app = await TestApp.StartAsync(logsFrom: LogLevel.Trace);

        using var response = await app.Stage.Teams.PostAsync(body, app.Stage.Teams.Token());

        Assert.Equal(status, response.StatusCode);
        Assert.DoesNotContain("heliotrope", app.Logs.Everything, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("from")]
    [InlineData("recipient")]
    [InlineData("conversation")]
    [InlineData("serviceUrl")]
    [InlineData("id")]
    public async Task An_activity_without_what_it_must_have_is_refused(string field)
    {
        await using var app = await TestApp.StartAsync();
        var activity = app.Stage.Teams.Activity(app.Reporter.Person, "message", "1");
        activity.Remove(field);

        using var response = await app.Stage.Teams.PostAsync(activity);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task A_body_of_a_megabyte_is_too_large_with_and_without_a_length()
    {
        await using var app = await TestApp.StartAsync();
        var activity = app.Stage.Teams.Activity(app.Reporter.Person, "message", "1");
        activity["text"] = new string('h', 1024 * 1024);

        using var response = await app.Stage.Teams.PostAsync(activity);
        using var chunked = await app.PostChunkedAsync(activity.ToJsonString());

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, chunked.StatusCode);
    }

    [Fact]
    public async Task An_invoke_that_we_do_not_have_is_answered_501_and_never_empty()
    {
        await using var app = await TestApp.StartAsync();
        var activity = app.Stage.Teams.Activity(app.Reporter.Person, "invoke", "f:1");
        activity["name"] = "composeExtension/selectItem";

        using var response = await app.Stage.Teams.PostAsync(activity);

        Assert.Equal(HttpStatusCode.NotImplemented, response.StatusCode);
        Assert.NotEmpty(await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("{\"type\":\"Action.Execute\",\"verb\":\"no-such-verb\",\"data\":{}}")]
    [InlineData("{\"type\":\"Action.Execute\",\"verb\":\"answer\",\"data\":{\"draft\":\"not-a-guid\",\"step\":5}}")]
    [InlineData("{\"type\":\"Action.Execute\",\"verb\":\"answer\",\"data\":\"text\"}")]
    [InlineData("{\"type\":\"Action.Execute\",\"verb\":\"open\",\"data\":{\"reference\":\"SC-2026-XXXXX\"}}")]
    [InlineData("{\"type\":\"Action.Execute\",\"verb\":\"save-decide\",\"data\":{}}")]
    [InlineData("{\"type\":\"Action.Execute\",\"verb\":\"raise\",\"data\":{\"carried\":\"made up\"}}")]
    [InlineData("{\"type\":\"Action.Execute\",\"verb\":\"guidance\",\"data\":{\"entry\":\"no-such-entry\"}}")]
    [InlineData("{\"type\":\"Action.Execute\",\"verb\":\"why\",\"data\":{\"entry\":\"extra-phones\",\"carried\":\"made up\"}}")]
    [InlineData("{\"type\":\"Action.Execute\",\"verb\":\"no-entry\",\"data\":{}}")]
    [InlineData("{\"type\":\"Action.Execute\",\"verb\":\"add\",\"data\":{\"reference\":\"SC-2026-XXXXX\"}}")]
    [InlineData("{\"type\":\"Action.Execute\"}")]
    [InlineData("null")]
    public async Task An_old_or_made_up_card_gets_an_answer_that_is_not_empty(string action)
    {
        await using var app = await TestApp.StartAsync();
        var activity = app.Stage.Teams.Activity(app.Lead.Person, "invoke", "f:1");
        activity["name"] = "adaptiveCard/action";
        activity["value"] = new JsonObject { ["action"] = JsonNode.Parse(action) };

        using var response = await app.Stage.Teams.PostAsync(activity);
        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(200, answer["statusCode"]!.GetValue<int>());
        Assert.NotNull(answer["value"]);
        Assert.Empty(app.Logs.At(LogLevel.Error));
    }

    [Fact]
    public async Task Text_in_a_channel_is_only_pointed_to_the_private_chat_and_nothing_of_it_is_kept()
    {
        await using var app = await TestApp.StartAsync();
        var rows = await app.CountAsync(db => db.Seen) + await app.CountAsync(db => db.Conversations);
        var activity = app.Stage.Teams.Activity(app.Reporter.Person, "message", "1");
        activity["text"] = "<at>Safeguarding</at> I'm worried about heliotrope";
        activity["conversation"] = new JsonObject
        {
            ["id"] = "19:staffroom@thread.tacv2;messageid=1", ["conversationType"] = "channel", ["tenantId"] = Practice.MadeUpSchool.TenantId, ["isGroup"] = true,
        };

        using var response = await app.Stage.Teams.PostAsync(activity);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("Please message me privately.", app.Stage.Wire.Calls[^1].Body, StringComparison.Ordinal);
        Assert.DoesNotContain("heliotrope", app.Stage.Wire.Calls[^1].Body, StringComparison.Ordinal);
        Assert.Equal(rows, await app.CountAsync(db => db.Seen) + await app.CountAsync(db => db.Conversations));
    }

    [Fact]
    public async Task A_picture_is_refused_with_the_reason()
    {
        await using var app = await TestApp.StartAsync();
        var activity = app.Stage.Teams.Activity(app.Reporter.Person, "message", "1");
        activity["attachments"] = new JsonArray(new JsonObject { ["contentType"] = "image/png", ["contentUrl"] = "https://example.org/1.png" });

        using var response = await app.Stage.Teams.PostAsync(activity);

        Assert.Contains("I can't take pictures or files", app.Reporter.Newest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_old_client_is_asked_to_use_a_newer_one()
    {
        await using var app = await TestApp.StartAsync();
        await app.Reporter.SendsAConcernAsync();
        var (message, open) = app.Lead.Find("Open");

        using var response = await app.Stage.Teams.SubmitAsync(app.Lead.Person, message.Id, open["fallback"]!["data"]!.DeepClone().AsObject());

        Assert.Contains("Please use a newer Teams", app.Lead.Newest, StringComparison.Ordinal);
        Assert.DoesNotContain("Robin", app.Lead.Seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_Teams_does_not_identify_is_told_that_they_were_not_heard()
    {
        await using var app = await TestApp.StartAsync();
        var activity = app.Stage.Teams.Activity(app.Reporter.Person, "message", "1");
        activity["text"] = "I'm worried about a child";
        activity["from"]!.AsObject().Remove("aadObjectId");

        using var response = await app.Stage.Teams.PostAsync(activity);

        Assert.Contains("this was NOT SENT", app.Reporter.Newest, StringComparison.Ordinal);
        Assert.Contains("01632 960102", app.Reporter.Newest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_the_database_is_away_the_person_is_told_that_it_was_not_sent_and_whom_to_phone()
    {
        await using var app = await TestApp.StartAsync();
        await app.Reporter.WritesAConcernAsync();
        await app.BreakDatabaseAsync();

        var answer = await app.Reporter.PressesAsync("Send");
        await app.Reporter.SaysAsync("send it");

        Assert.Contains("this was NOT SENT. Please ring the school on 01632 960100", answer.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("this was NOT SENT. Please ring the school on 01632 960100", app.Reporter.Newest, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("typing")]
    [InlineData("messageReaction")]
    [InlineData("somethingNew")]
    public async Task Activities_that_mean_nothing_to_us_are_taken_and_ignored(string type)
    {
        await using var app = await TestApp.StartAsync();
        var before = app.Reporter.Count;

        using var response = await app.Stage.Teams.PostAsync(app.Stage.Teams.Activity(app.Reporter.Person, type, "1"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(before, app.Reporter.Count);
    }
}
