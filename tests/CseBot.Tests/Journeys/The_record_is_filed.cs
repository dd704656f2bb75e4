using CseBot.Concerns;
using CseBot.Practice;
using CseBot.Practice.Emulators;
using CseBot.Tests.Documents;
using CseBot.Tests.Support;
using Microsoft.AspNetCore.Builder;

namespace CseBot.Tests.Journeys;

/// <summary>The full record lies in the school's own library as a Word file, and Graph's bad days hold up nothing and lose nothing.</summary>
public sealed class The_record_is_filed
{
    private const string Library = "b!documents";
    private const string WithheldLibrary = "b!withheld";
    private const string WithheldList = "5f3c1d7e-0000-4000-8000-0000000000e3";

    [Fact]
    public async Task When_a_lead_asks_for_it_and_when_it_is_closed_a_new_version_each_time()
    {
        await using var app = await StartAsync();
        var reference = await AcknowledgedAsync(app);
        await ExportAsync(app);
        await app.Lead.DecidesAsync(DecisionKind.NoFurtherAction);
        await app.Lead.PressesAsync("More");
        await app.Lead.PressesAsync("Close the concern");
        await app.Lead.PressesAsync("Save", ("outcome", "NothingFurther"), ("reason", "An uncle, known to the school"));
        await app.SettleAsync();

        var versions = app.Stage.Graph.DocumentsIn(Library)[$"{reference}.docx"].Select(Words).ToArray();
        Assert.Equal(2, versions.Length);
        Assert.All(versions, words => Assert.Contains("A different car every Friday", words, StringComparison.Ordinal));
        Assert.Equal([false, true], versions.Select(words => words.Contains("An uncle, known to the school", StringComparison.Ordinal)));
        Assert.Contains((await app.ConcernAsync(reference)).History, happened => happened is Exported);
        Assert.Single(app.Stage.Graph.DocumentsIn(Library));
    }

    [Theory]
    [InlineData("401")]
    [InlineData("403")]
    [InlineData("404")]
    [InlineData("409")]
    [InlineData("412")]
    [InlineData("423")]
    [InlineData("429")]
    [InlineData("429, wait")]
    [InlineData("500")]
    [InlineData("503")]
    [InlineData("a page")]
    [InlineData("slow")]
    [InlineData("cut")]
    public async Task After_Graph_has_failed_at_everything_once_it_is_there_and_nobody_had_to_wait(string answer)
    {
        await using var app = await StartAsync();
        var reference = await AcknowledgedAsync(app);
        GraphAnswers.Begin(app, new Operator(app), answer, request => GraphAnswers.IsGraph(request) && request.Method != "GET", times: 3);

        await ExportAsync(app, rounds: 1);
        Assert.Empty(app.Stage.Graph.DocumentsIn(Library));
        await app.Lead.PressesAsync("Open");
        Assert.Contains("A different car every Friday", app.Lead.Newest, StringComparison.Ordinal);

        await app.PassAsync(TimeSpan.FromMinutes(2));
        await app.PassAsync(TimeSpan.FromMinutes(2));
        Assert.Single(app.Stage.Graph.DocumentsIn(Library)[$"{reference}.docx"]);
        Assert.Equal((await app.ConcernAsync(reference)).History.Length, (int)app.Stage.Graph.Rows.Single()["Events"]!);
    }

    [Fact]
    public async Task After_a_whole_day_without_Graph_the_list_item_the_document_the_meeting_and_the_mail_are_there_once_each()
    {
        await using var app = await StartAsync(builder => builder.Configuration["Graph:MailSender"] = EmulatedMailboxes.Sender);
        app.Stage.Wire.Fail(GraphAnswers.IsGraph, 503);
        app.Deputy.Person.IsReachable = false;
        await app.Reporter.WritesAConcernAsync();
        await app.Reporter.PressesAsync("Send");
        await app.SettleForAsync(rounds: 3);
        await app.Lead.PressesAsync("Acknowledge");
        await app.Lead.DecidesAsync(DecisionKind.Meeting, ("meeting-on", "2026-11-26"));
        await ExportAsync(app, rounds: 3);
        await ExportAsync(app, rounds: 3);
        Assert.Contains("Someone is acting on", app.Reporter.Seen, StringComparison.Ordinal);

        for (var hour = 0; hour < 24; hour++)
        {
            app.Stage.Clock.Advance(TimeSpan.FromHours(1));
            await app.SettleForAsync(rounds: 1);
        }

        Assert.Empty(app.Stage.Graph.Rows);
        await app.Lead.PressesAsync("Open");
        Assert.Contains("A different car every Friday", app.Lead.Seen, StringComparison.Ordinal);
        var reference = app.OnlyReference;
        app.Stage.Wire.Heal();
        var healed = app.Stage.Wire.Calls.Count;
        await app.PassAsync(TimeSpan.FromHours(1));
        await app.PassAsync(TimeSpan.FromHours(1));

        var concern = await app.ConcernAsync(reference);
        var row = Assert.Single(app.Stage.Graph.Rows);
        Assert.Equal(("Meeting", concern.History.Length), ((string?)row["Decision"], (int)row["Events"]!));
        var document = Assert.Single(app.Stage.Graph.DocumentsIn(Library)[$"{reference}.docx"]);
        Assert.Contains("Unknown adults, and a pattern", Words(document), StringComparison.Ordinal);
        Assert.Single(app.Stage.Graph.Mailboxes.Meetings);
        Assert.Equal(["deputy@rowanhill.example"], Assert.Single(app.Stage.Graph.Mailboxes.Mails).To);
        Assert.Equal(0, await app.CountAsync(db => db.Outbox));
        Assert.DoesNotContain(app.Stage.Wire.Calls.Skip(healed), call => call is { To: "Graph", Status: >= 500 });
    }

    [Fact]
    public async Task What_leaves_somebody_out_is_not_in_the_library_that_they_may_be_able_to_open()
    {
        await using var app = await StartAsync(builder =>
        {
            builder.Configuration["Schools:0:WithheldRecord:SiteId"] = MadeUpSchool.SiteId;
            builder.Configuration["Schools:0:WithheldRecord:ListId"] = WithheldList;
            builder.Configuration["Schools:0:WithheldRecord:DriveId"] = WithheldLibrary;
        });
        await WithoutTheDeputyAsync(app);

        var reference = app.OnlyReference;
        Assert.Empty(app.Stage.Graph.DocumentsIn(Library));
        Assert.Empty(app.Stage.Graph.Rows);
        Assert.Single(app.Stage.Graph.DocumentsIn(WithheldLibrary)[$"{reference}.docx"]);
        Assert.Equal(reference, (string?)app.Stage.Graph.RowsOf(WithheldList).Single()["Reference"]);
    }

    [Fact]
    public async Task What_leaves_somebody_out_stays_in_the_database_where_there_is_no_other_library()
    {
        await using var app = await StartAsync();
        await WithoutTheDeputyAsync(app);

        Assert.Empty(app.Stage.Graph.DocumentsIn(Library));
        Assert.Empty(app.Stage.Graph.Rows);
        Assert.Equal(0, await app.CountAsync(db => db.Outbox));
        Assert.Contains("WithheldRecord", await app.HealthAsync(), StringComparison.Ordinal);
    }

    private static async Task WithoutTheDeputyAsync(TestApp app)
    {
        await app.Reporter.WritesWhatHappenedAsync();
        await app.Reporter.PressesAsync("Send now");
        await app.Reporter.PressesAsync("Leave them out and send", ("ticked", app.Deputy.Person.EntraId));
        await app.SettleAsync();
        await app.Lead.PressesAsync("Acknowledge");
        await ExportAsync(app);
    }

    private static async Task<string> AcknowledgedAsync(TestApp app)
    {
        var reference = await app.Reporter.SendsAConcernAsync();
        await app.Lead.PressesAsync("Acknowledge");
        await app.SettleAsync();

        return reference;
    }

    /// <summary>The lead asks for the document, and what is due is done so many times, or until nothing is.</summary>
    private static async Task ExportAsync(TestApp app, int? rounds = null)
    {
        await app.Lead.PressesAsync("More");
        await app.Lead.PressesAsync("File the full record now");
        await (rounds is { } some ? app.SettleForAsync(some) : app.SettleAsync());
    }

    private static string Words(byte[] document) => string.Join('\n', Read.Pages(document).Select(part => part.Text));

    private static Task<TestApp> StartAsync(Action<WebApplicationBuilder>? configure = null) => TestApp.StartAsync(
        configure: builder =>
        {
            builder.Configuration["Schools:0:Record:DriveId"] = Library;
            configure?.Invoke(builder);
        },
        arrange: stage =>
        {
            stage.Graph.AddLibrary(MadeUpSchool.SiteId, "documents", "Safeguarding documents");
            stage.Graph.AddLibrary(MadeUpSchool.SiteId, "withheld", "Withheld");
            stage.Graph.AddList(MadeUpSchool.SiteId, WithheldList);
        });
}
