using System.Text.Json.Nodes;
using CseBot.Graph;
using CseBot.Operations;
using CseBot.Practice;
using CseBot.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace CseBot.Tests.Operations;

public sealed class Provisioning
{
    private const string Heads = "rowanhill.example,heads";

    public static TheoryData<string> Answers => [.. GraphAnswers.Sentences.Keys];

    public static TheoryData<string, string> HalfWays
    {
        get
        {
            TheoryData<string, string> halfWays = [];

            foreach (var method in new[] { "GET", "POST", "PATCH", "DELETE" })
            {
                foreach (var answer in new[] { "403", "404", "412", "429", "503", "a page", "cut", "slow" })
                {
                    halfWays.Add(method, answer);
                }
            }

            return halfWays;
        }
    }

    [Fact]
    public async Task Of_what_is_there_finds_it_in_order_and_leaves_nothing_behind()
    {
        await using var app = await TestApp.StartAsync();

        var told = await new Operator(app).ProvisionsAsync();

        Assert.Equal("ok: \"Safeguarding record\" is there.", told.Of("rowan-hill: Record, list"));
        Assert.Equal("ok: All 20 are there and of the right type.", told.Of("rowan-hill: Record, columns"));
        Assert.Equal("ok: An item was made, found, changed, refused a second time and deleted.", told.Of("rowan-hill: Record, probe"));
        Assert.Empty(app.Stage.Graph.Rows);
        Assert.Equal(0, told.ExitCode);
    }

    [Fact]
    public async Task Of_nothing_makes_lists_columns_and_libraries_and_says_what_to_set()
    {
        await using var app = await TestApp.StartAsync();
        var who = Newcomer(app);

        var told = await who.ProvisionsAsync();

        Assert.Equal(0, told.ExitCode);
        Assert.Equal(["Safeguarding record of Rowan Hill School, adults", "Safeguarding documents of Rowan Hill School, adults"], app.Stage.Graph.Places(Heads).Values);
        var list = told.Row("rowan-hill: AdultRecord, list")["set"]!["Schools:0:AdultRecord:ListId"]!.GetValue<string>();
        Assert.Contains(list, app.Stage.Graph.Places(Heads).Keys);
        Assert.StartsWith("b!", told.Row("rowan-hill: AdultRecord, library")["set"]!["Schools:0:AdultRecord:DriveId"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Empty(app.Stage.Graph.RowsOf(list));

        who.Set(told);
        var asked = app.Stage.Wire.Calls.Count;
        var again = await who.ProvisionsAsync();

        Assert.Equal(0, again.ExitCode);
        Assert.All(again.Rows, row => Assert.Null(row["set"]));
        Assert.DoesNotContain(app.Stage.Wire.Calls.Skip(asked), call => call.Method == "POST" && !call.Path.EndsWith("/items", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Finds_by_name_what_an_administrator_has_made()
    {
        await using var app = await TestApp.StartAsync();
        var who = Newcomer(app);
        await who.ProvisionsAsync();
        var places = app.Stage.Graph.Places(Heads);

        var again = await who.ProvisionsAsync();

        Assert.Equal("ok: \"Safeguarding record of Rowan Hill School, adults\" is there.", again.Of("rowan-hill: AdultRecord, list"));
        Assert.Equal(places, app.Stage.Graph.Places(Heads));
    }

    [Fact]
    public async Task That_is_not_allowed_tells_an_administrator_each_step_and_goes_on_to_what_it_can_check()
    {
        await using var app = await TestApp.StartAsync();
        app.Stage.Graph.MayManage = false;

        var told = await Newcomer(app).ProvisionsAsync();

        var steps = told.StepsOf("rowan-hill: AdultRecord, list");
        Assert.All(RecordColumn.All, column => Assert.Contains($"Add a column: {column.Name}, type ", steps, StringComparison.Ordinal));
        Assert.Contains("the SharePoint site Heads only (https://sharepoint.example/Heads%20only)", steps, StringComparison.Ordinal);
        Assert.Contains("Name it exactly: Safeguarding record of Rowan Hill School, adults", steps, StringComparison.Ordinal);
        Assert.Contains("Add a column: Reason, type Multiple lines of text", steps, StringComparison.Ordinal);
        Assert.Contains("Add a column: Events, type Number", steps, StringComparison.Ordinal);
        Assert.Contains("open Reference, choose \"Enforce unique values: Yes\" and agree that it is indexed", steps, StringComparison.Ordinal);
        Assert.Contains("Sites.Selected", steps, StringComparison.Ordinal);
        Assert.Contains($"/sites/{Heads}/permissions", steps, StringComparison.Ordinal);
        Assert.Contains($"\"roles\":[\"write\"],\"grantedToIdentities\":[{{\"application\":{{\"id\":\"{MadeUpSchool.AppId}\"", steps, StringComparison.Ordinal);
        Assert.Contains("Name it exactly: Safeguarding documents of Rowan Hill School, adults", told.StepsOf("rowan-hill: AdultRecord, library"), StringComparison.Ordinal);
        Assert.StartsWith("ok", told.Of("rowan-hill: Record, probe"), StringComparison.Ordinal);
        Assert.Equal(1, told.ExitCode);
    }

    [Fact]
    public async Task Adds_a_column_that_is_missing_and_says_how_where_it_may_not()
    {
        await using var app = await TestApp.StartAsync();
        app.Stage.Graph.RemoveColumn(MadeUpSchool.ListId, "Reason");
        app.Stage.Graph.MayManage = false;
        var who = new Operator(app);

        var refused = await who.ProvisionsAsync();
        app.Stage.Graph.MayManage = true;
        var added = await who.ProvisionsAsync();

        Assert.Contains("Add a column: Reason, type Multiple lines of text", refused.StepsOf("rowan-hill: Record, columns"), StringComparison.Ordinal);
        Assert.DoesNotContain("Add a column: School", refused.Output, StringComparison.Ordinal);
        Assert.Equal("ok: All 20 are there; added just now: 1.", added.Of("rowan-hill: Record, columns"));
        Assert.Equal("Reason", app.Stage.Graph.Columns[^1]);
    }

    [Fact]
    public async Task Says_of_a_column_that_it_is_wrong_and_changes_nothing()
    {
        await using var app = await TestApp.StartAsync();
        app.Stage.Graph.ChangeColumn(MadeUpSchool.ListId, "Events", column => (column["number"], column["text"]) = (null, new JsonObject()));
        app.Stage.Graph.ChangeColumn(MadeUpSchool.ListId, "Reference", column => column["enforceUniqueValues"] = false);
        app.Stage.Graph.ChangeColumn(MadeUpSchool.ListId, "Status", column => column["name"] = "field_4");

        var told = await new Operator(app).ProvisionsAsync();

        var columns = told.Of("rowan-hill: Record, columns");
        Assert.Contains("Events: its type is wrong; it has to be a number.", columns, StringComparison.Ordinal);
        Assert.Contains("Reference: two items can have the same.", columns, StringComparison.Ordinal);
        Assert.Contains("Status: a column is shown by this name and called something else underneath.", columns, StringComparison.Ordinal);
        Assert.Equal(1, told.ExitCode);
        Assert.DoesNotContain(app.Stage.Wire.Calls, call => call.Method != "GET" && call.Path.Contains(MadeUpSchool.ListId, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Says_what_to_do_whatever_Graph_answers(string answer)
    {
        await using var app = await TestApp.StartAsync();
        var who = new Operator(app);
        GraphAnswers.Begin(app, who, answer, GraphAnswers.IsGraph);

        var told = await who.ProvisionsAsync();
        var table = await who.ProvisionsAsync(asJson: false);

        Assert.Contains(GraphAnswers.Sentences[answer], told.Of("rowan-hill: Record, site"), StringComparison.Ordinal);
        Assert.Equal((1, 1), (told.ExitCode, table.ExitCode));
        Assert.Empty(app.Stage.Graph.Rows);
        Assert.All([told.Output, table.Output], AssertIsPlain);
    }

    [Theory]
    [MemberData(nameof(HalfWays))]
    public async Task That_fails_half_way_leaves_no_probe_behind(string method, string answer)
    {
        await using var app = await TestApp.StartAsync();
        var who = new Operator(app);
        GraphAnswers.Begin(app, who, answer, request => request.Method == method && IsItems(request), times: 1, afterwards: method == "POST");

        var told = await who.ProvisionsAsync();

        Assert.Empty(app.Stage.Graph.Rows);
        AssertIsPlain(told.Output);
        Assert.Equal(method == "DELETE" ? 0 : 1, told.ExitCode);
        Assert.Equal(0, (await who.ProvisionsAsync()).ExitCode);
    }

    [Fact]
    public async Task That_may_not_delete_says_that_a_probe_may_be_left_and_the_next_run_deletes_it_and_nothing_else()
    {
        await using var app = await TestApp.StartAsync();
        app.Stage.Graph.PutItem(MadeUpSchool.ListId, new JsonObject { ["Reference"] = "SC-2026-CDFGH" });
        app.Stage.Wire.Fail(request => request.Method == "DELETE", 503);
        var who = new Operator(app);

        var told = await who.ProvisionsAsync();
        Assert.Contains("An item whose Reference begins with PROBE- may still be on the list; the next run deletes it.", told.Of("rowan-hill: Record, probe"), StringComparison.Ordinal);
        Assert.Equal(1, told.ExitCode);

        app.Stage.Wire.Heal();
        Assert.Equal(0, (await who.ProvisionsAsync()).ExitCode);
        Assert.Equal("SC-2026-CDFGH", (string)Assert.Single(app.Stage.Graph.Rows)["Reference"]!);
    }

    [Fact]
    public async Task Is_told_of_a_list_that_takes_the_same_reference_twice()
    {
        await using var app = await TestApp.StartAsync();
        var isDuplicate = 0;
        app.Stage.Wire.Answer(
            request => request.Method == "POST" && IsItems(request) && ++isDuplicate == 2,
            http => Results.Json(new { id = "99" }, statusCode: 201).ExecuteAsync(http));

        var told = await new Operator(app).ProvisionsAsync();

        Assert.Contains("took two items of the same Reference", told.Of("rowan-hill: Record, probe"), StringComparison.Ordinal);
        Assert.Equal(1, told.ExitCode);
    }

    [Fact]
    public async Task Prints_its_steps_and_settings_below_a_table()
    {
        await using var app = await TestApp.StartAsync();
        var who = Newcomer(app);
        app.Stage.Graph.MayManage = false;
        var refused = await who.ProvisionsAsync(asJson: false);
        app.Stage.Graph.MayManage = true;
        var made = await who.ProvisionsAsync(asJson: false);

        Assert.Contains("What an administrator has to do for rowan-hill: AdultRecord, list:\n1. As an owner, open", refused.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("\nSchools:0:AdultRecord:ListId = ", made.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("provision", "--nonsense")]
    [InlineData("doctor", "--nonsense")]
    public async Task Used_wrongly_is_exit_code_2(params string[] arguments) => Assert.Equal(2, await CommandLine.RunAsync(arguments));

    internal static void AssertIsPlain(string output)
    {
        Assert.DoesNotContain("Exception", output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
        Assert.DoesNotContain("emulated", output, StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsItems(HttpRequest request) => request.Path.Value!.Contains("/items", StringComparison.Ordinal);

    /// <summary>Somebody whose second list is not there yet, and who does not know its id.</summary>
    private static Operator Newcomer(TestApp app)
    {
        app.Stage.Graph.AddSite(Heads, "Heads only");

        return new Operator(app) { Settings = { ["Schools:0:AdultRecord:SiteId"] = Heads } };
    }
}
