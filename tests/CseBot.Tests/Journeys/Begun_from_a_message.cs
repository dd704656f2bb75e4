using System.Text.Json.Nodes;
using CseBot.Tests.Support;

namespace CseBot.Tests.Journeys;

/// <summary>The action of the message extension: a concern about a message that somebody else wrote (protocol 3.6.3 and 3.6.4).</summary>
public sealed class Begun_from_a_message
{
    private const string Html = "<div><p>he picks her up &amp; drives <b>off</b></p><p>every ${Friday}</p></div>";

    [Fact]
    public async Task The_walk_goes_on_in_a_dialog_and_the_record_says_who_wrote_the_message()
    {
        await using var app = await TestApp.StartAsync();
        var dialog = await FetchAsync(app, app.Reporter);
        Assert.Contains("NOT SENT. NOBODY HAS BEEN TOLD.", dialog.ToJsonString(), StringComparison.Ordinal);

        dialog = await SubmitAsync(app, dialog, "No");
        dialog = await SubmitAsync(app, dialog, "Next", ("text", "Robin Vale"), ("class", "9B"));
        dialog = await SubmitAsync(app, dialog, "No");
        dialog = await SubmitAsync(app, dialog, "No");
        dialog = await SubmitAsync(app, dialog, "Send now", ("text", "I read this in our group"));
        dialog = await SubmitAsync(app, dialog, "Nobody: send it");
        Assert.Contains("Sent as SC-", dialog.ToJsonString(), StringComparison.Ordinal);
        await app.SettleAsync();

        var account = (await app.ConcernAsync(app.OnlyReference)).Raised.Account;
        var copied = Assert.Single(account.Lines, line => line.Step == "copied.1");
        Assert.Equal("he picks her up & drives off\nevery ${Friday}", copied.Words);
        Assert.Contains("Toni Reed", copied.Asked, StringComparison.Ordinal);
        Assert.Equal("I read this in our group", account.Said("what-happened"));
        Assert.Single(app.Lead.Alerts);
    }

    [Fact]
    public async Task It_can_be_left_and_gone_on_with_in_the_private_chat_and_nothing_is_posted_where_the_message_is()
    {
        await using var app = await TestApp.StartAsync();
        await app.Reporter.SaysAsync("help");
        await SubmitAsync(app, await FetchAsync(app, app.Reporter), "No");
        await app.Reporter.SaysAsync("carry on");

        Assert.Contains("Who are you worried about?", app.Reporter.Newest, StringComparison.Ordinal);
        Assert.DoesNotContain(app.Stage.Wire.Calls, call => call.Path.Contains("19%3A", StringComparison.OrdinalIgnoreCase) || call.Path.Contains("19:", StringComparison.Ordinal));
        Assert.DoesNotContain("picks her up", app.Reporter.Posted, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_joins_what_is_open_already()
    {
        await using var app = await TestApp.StartAsync();
        await app.Reporter.SaysAsync("I'm worried about a child");
        await app.Reporter.PressesAsync("No");

        var dialog = await FetchAsync(app, app.Reporter);

        Assert.Contains("Who are you worried about?", dialog.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(1, await app.CountAsync(db => db.Conversations.Where(row => row.Draft != null)));
    }

    [Fact]
    public async Task Whoever_has_never_written_to_the_bot_has_a_private_chat_opened_for_it()
    {
        await using var app = await TestApp.StartAsync();

        await FetchAsync(app, app.Reporter);
        await app.Reporter.SaysAsync("carry on");

        Assert.Contains("Is a child in danger right now?", app.Reporter.Newest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pupil_is_told_whom_to_turn_to_and_nothing_is_kept()
    {
        await using var app = await TestApp.StartAsync();

        Assert.Contains("0800 1111", (await FetchAsync(app, app.Chat("pupil"))).ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(0, await app.CountAsync(db => db.Conversations.Where(row => row.Draft != null)));
    }

    [Theory]
    [InlineData("""{"commandId":"raise-about-message"}""")]
    [InlineData("""{"commandId":"something-else","messagePayload":{"body":{"content":"x"}}}""")]
    [InlineData("\"words\"")]
    [InlineData("""{"commandId":7}""")]
    public async Task What_is_no_message_is_answered_and_nothing_is_kept(string value)
    {
        await using var app = await TestApp.StartAsync();

        var answer = await InvokeAsync(app, app.Reporter, "composeExtension/fetchTask", JsonNode.Parse(value)!);

        Assert.Contains("Write to me privately", answer.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(0, await app.CountAsync(db => db.Conversations.Where(row => row.Draft != null)));
    }

    [Fact]
    public async Task A_picture_with_it_is_not_copied_and_the_record_says_that_there_was_one()
    {
        await using var app = await TestApp.StartAsync();
        var dialog = await FetchAsync(app, app.Reporter, "<p>look <img src=\"https://pictures.example/1.png\" alt=\"x\"></p>");
        await SubmitAsync(app, dialog, "Yes");
        await app.SettleAsync();

        var copied = (await app.ConcernAsync(app.OnlyReference)).Raised.Account.Said("copied.1")!;
        Assert.StartsWith("look", copied, StringComparison.Ordinal);
        Assert.Contains("It was not copied", copied, StringComparison.Ordinal);
        Assert.DoesNotContain("pictures.example", copied, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_at_two_schools_says_which_one_first()
    {
        await using var app = await MadeUpTrust.StartAsync();
        var dialog = await FetchAsync(app, app.Chat("tess"));
        dialog = await SubmitAsync(app, dialog, "Hazel Bank School", app.Chat("tess"));

        Assert.Contains("Is a child in danger right now?", dialog.ToJsonString(), StringComparison.Ordinal);
    }

    private static Task<JsonObject> FetchAsync(TestApp app, Chat chat, string html = Html) => InvokeAsync(app, chat, "composeExtension/fetchTask", new JsonObject
    {
        ["commandId"] = "raise-about-message",
        ["commandContext"] = "message",
        ["messagePayload"] = new JsonObject
        {
            ["id"] = "1",
            ["body"] = new JsonObject { ["contentType"] = "html", ["content"] = html },
            ["from"] = new JsonObject { ["user"] = new JsonObject { ["id"] = "x", ["displayName"] = "Toni Reed", ["userIdentityType"] = "aadUser" } },
            ["attachments"] = new JsonArray(),
        },
    });

    private static Task<JsonObject> SubmitAsync(TestApp app, JsonObject dialog, string title, params (string Input, string Value)[] inputs) =>
        SubmitAsync(app, dialog, title, app.Reporter, inputs);

    private static Task<JsonObject> SubmitAsync(TestApp app, JsonObject dialog, string title, Chat chat, params (string Input, string Value)[] inputs)
    {
        var card = dialog["task"]!["value"]!["card"]!["content"]!;
        var action = Actions(card).Last(one => one["title"]!.GetValue<string>() == title);
        Assert.Equal("Action.Submit", action["type"]!.GetValue<string>());
        var data = action["data"]!.DeepClone().AsObject();

        foreach (var (input, value) in inputs)
        {
            data[input] = value;
        }

        return InvokeAsync(app, chat, "composeExtension/submitAction", new JsonObject { ["commandId"] = "raise-about-message", ["commandContext"] = "message", ["data"] = data });
    }

    private static async Task<JsonObject> InvokeAsync(TestApp app, Chat chat, string name, JsonNode value)
    {
        var activity = app.Stage.Teams.Activity(chat.Person, "invoke", $"f:{Guid.NewGuid()}");
        (activity["name"], activity["value"]) = (name, value.DeepClone());
        activity["conversation"] = new JsonObject { ["id"] = "19:somewhere@thread.v2", ["conversationType"] = "groupChat", ["isGroup"] = true, ["tenantId"] = CseBot.Practice.MadeUpSchool.TenantId };
        using var response = await app.Stage.Teams.PostAsync(activity);
        response.EnsureSuccessStatusCode();

        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsObject();
    }

    private static IEnumerable<JsonObject> Actions(JsonNode? node) => node switch
    {
        JsonObject part when part["type"]?.GetValue<string>().StartsWith("Action.", StringComparison.Ordinal) is true => [part],
        JsonObject part => part.SelectMany(pair => Actions(pair.Value)),
        JsonArray list => list.SelectMany(Actions),
        _ => [],
    };
}
