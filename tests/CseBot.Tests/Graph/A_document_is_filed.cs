using System.Text;
using CseBot.Concerns;
using CseBot.Practice;
using CseBot.Storage;
using CseBot.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CseBot.Tests.Graph;

/// <summary>The full record lies in the school's restricted library.</summary>
public sealed class A_document_is_filed
{
    private const string Library = "b!documents";

    [Fact]
    public async Task By_its_reference_with_a_version_for_each_time_it_was_asked_for()
    {
        await using var app = await StartAsync();
        var reference = await app.Reporter.SendsAConcernAsync();
        await ExportAsync(app, reference);
        await app.SettleAsync();
        await ExportAsync(app, reference);
        await app.SettleAsync();

        var versions = app.Stage.Graph.DocumentsIn(Library)[$"{reference}.docx"];
        Assert.Equal(2, versions.Count);
        Assert.NotEqual(versions[0], versions[1]);
    }

    [Fact]
    public async Task Once_where_it_was_asked_for_again_before_it_could_be_filed()
    {
        await using var app = await StartAsync();
        var reference = await app.Reporter.SendsAConcernAsync();
        await ExportAsync(app, reference);
        await ExportAsync(app, reference);
        await app.SettleAsync();

        Assert.Single(app.Stage.Graph.DocumentsIn(Library)[$"{reference}.docx"]);
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
    public async Task Later_where_Graph_does_not_take_it(string answer)
    {
        await using var app = await StartAsync();
        var reference = await app.Reporter.SendsAConcernAsync();
        GraphAnswers.Begin(app, new Operator(app), answer, IsDocument, times: 1);
        await ExportAsync(app, reference);
        await app.SettleAsync();
        Assert.Empty(app.Stage.Graph.DocumentsIn(Library));

        await app.PassAsync(TimeSpan.FromMinutes(2));
        Assert.Single(app.Stage.Graph.DocumentsIn(Library)[$"{reference}.docx"]);
    }

    [Fact]
    public async Task And_is_taken_out_of_it_once_somebody_is_left_out_who_may_be_able_to_open_it()
    {
        await using var app = await StartAsync();
        var reference = await app.Reporter.SendsAConcernAsync();
        await ExportAsync(app, reference);
        await app.SettleAsync();
        var left = new PeopleLeftOut(app.Stage.Clock.GetUtcNow(), new Actor(app.Reporter.Person.EntraId, "Rae Summers"), [app.Lead.Person.EntraId]) { IsWithheld = true };
        await WriteAsync(app, reference, left, new Work.FileDocument());
        await app.SettleAsync();
        await WriteAsync(app, reference, left, new Work.FileDocument());
        await app.SettleAsync();

        Assert.Empty(app.Stage.Graph.DocumentsIn(Library));
        Assert.Equal(0, await app.CountAsync(db => db.Outbox.Where(row => row.Kind == "file-document")));
    }

    private static Task<TestApp> StartAsync() => TestApp.StartAsync(
        configure: builder => builder.Configuration["Schools:0:Record:DriveId"] = Library,
        replace: services =>
        {
            services.RemoveAll<IRecordDocument>();
            services.AddSingleton<IRecordDocument, Lines>();
        },
        arrange: stage => stage.Graph.AddLibrary(MadeUpSchool.SiteId, "documents", "Safeguarding documents"));

    private static Task<Concern> ExportAsync(TestApp app, string reference) =>
        WriteAsync(app, reference, new Exported(app.Stage.Clock.GetUtcNow(), new Actor(app.Lead.Person.EntraId, "Lee Ward", Role.Lead)), new Work.FileDocument());

    private static Task<Concern> WriteAsync(TestApp app, string reference, ConcernEvent happened, Work work) => app.Get<Ledgers>().DoAsync(
        async ledger => await ledger.WriteAsync((await ledger.ConcernAsync(reference, CancellationToken.None))!, Decision.Accepted([happened], work), CancellationToken.None),
        CancellationToken.None);

    private static bool IsDocument(HttpRequest request) => request.Method == "PUT" && request.Path.StartsWithSegments("/graph/v1.0/drives", StringComparison.Ordinal);

    private sealed class Lines : IRecordDocument
    {
        public byte[] Of(Concern concern, School school) => Encoding.UTF8.GetBytes($"{concern.Reference} {concern.History.Length}");
    }
}
