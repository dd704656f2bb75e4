using System.Text.Json.Nodes;
using CseBot.Tests.Support;

namespace CseBot.Tests.Journeys;

/// <summary>The search command of the message extension (protocol 3.6.4).</summary>
public sealed class Looked_up_from_a_message
{
    [Theory]
    [InlineData("personal")]
    [InlineData("channel")]
    public async Task Entries_are_found_wherever_somebody_writes_without_anything_to_press(string where)
    {
        await using var app = await TestApp.StartAsync();

        var found = await FindAsync(app, app.Reporter, "a second phone nobody bought him", where);

        Assert.Equal(("result", "list"), ((string)found["type"]!, (string)found["attachmentLayout"]!));
        Assert.Contains(found["attachments"]!.AsArray(), one => (string)one!["preview"]!["content"]!["title"]! == "More than one phone");
        Assert.All(found["attachments"]!.AsArray(), one =>
        {
            Assert.Equal("application/vnd.microsoft.card.adaptive", (string)one!["contentType"]!);
            Assert.DoesNotContain("Action.", one["content"]!.ToJsonString(), StringComparison.Ordinal);
        });
        Assert.Equal(0, await app.CountAsync(db => db.Conversations.Where(row => row.Draft != null)));
    }

    [Fact]
    public async Task Before_anything_is_typed_a_few_entries_are_offered()
    {
        await using var app = await TestApp.StartAsync();

        Assert.NotEmpty((await FindAsync(app, app.Reporter, typed: null))["attachments"]!.AsArray());
    }

    [Theory]
    [InlineData("zxqv wibble", "That does not mean the child is safe.")]
    [InlineData("she's just got in a car with a man and driven off", "ring 999")]
    [InlineData("a TA is messaging a pupil on snapchat", "headteacher")]
    [InlineData("a pupil just told me that her uncle touches her", "promise no secret")]
    [InlineData("I'm not coping, I can't stop crying about this case", "116 123")]
    public async Task What_is_not_found_or_needs_a_person_says_so(string typed, string says)
    {
        await using var app = await TestApp.StartAsync();

        var said = await FindAsync(app, app.Reporter, typed);

        Assert.Equal("message", (string)said["type"]!);
        Assert.Contains(says, (string)said["text"]!, StringComparison.Ordinal);
        Assert.Contains("I have not told anyone.", (string)said["text"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pupil_is_told_whom_to_turn_to()
    {
        await using var app = await TestApp.StartAsync();

        Assert.Contains("0800 1111", (string)(await FindAsync(app, app.Chat("pupil"), "two phones"))["text"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"parameters\":5}")]
    [InlineData("{\"parameters\":[5,{\"name\":7},{\"name\":\"question\",\"value\":{}}]}")]
    [InlineData("\"text\"")]
    public async Task What_is_no_query_finds_what_is_offered_at_first(string value)
    {
        await using var app = await TestApp.StartAsync();
        var activity = app.Stage.Teams.Activity(app.Reporter.Person, "invoke", "f:1");
        (activity["name"], activity["value"]) = ("composeExtension/query", JsonNode.Parse(value));

        using var response = await app.Stage.Teams.PostAsync(activity);

        Assert.Contains("\"result\"", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static async Task<JsonObject> FindAsync(TestApp app, Chat person, string? typed, string where = "personal")
    {
        var activity = app.Stage.Teams.Activity(person.Person, "invoke", $"f:{Guid.NewGuid():N}");
        activity["name"] = "composeExtension/query";
        activity["conversation"]!["conversationType"] = where;
        activity["value"] = new JsonObject
        {
            ["commandId"] = "guidance",
            ["parameters"] = new JsonArray(new JsonObject { ["name"] = typed is null ? "initialRun" : "question", ["value"] = typed ?? "true" }),
        };

        using var response = await app.Stage.Teams.PostAsync(activity);
        response.EnsureSuccessStatusCode();

        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!["composeExtension"]!.AsObject();
    }
}
