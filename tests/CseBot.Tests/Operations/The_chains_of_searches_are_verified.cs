using System.Globalization;
using CseBot.Concerns;
using CseBot.Operations;
using CseBot.Storage;
using CseBot.Tests.Storage;
using CseBot.Tests.Support;
using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CseBot.Tests.Operations;

public sealed class The_chains_of_searches_are_verified
{
    private const int Searches = 5;

    /// <summary>Ways to change one thing in the chain of a school. {0} and {1} are two of its events.</summary>
    private static readonly string[] _edits =
    [
        "update Events set Number = Number + 50 where Reference like 'school/%' and Number = {0}",
        "update Events set Number = 0 where Reference like 'school/%' and Number = {0}",
        "update Events set Kind = Kind || 'ly' where Reference like 'school/%' and Number = {0}",
        "update Events set At = At + 1 where Reference like 'school/%' and Number = {0}",
        "update Events set Detail = null where Reference like 'school/%' and Number = {0}",
        "update Events set Detail = randomblob(80) where Reference like 'school/%' and Number = {0}",
        "update Events set Digest = randomblob(32) where Reference like 'school/%' and Number = {0}",
        "update Events set Hash = randomblob(32) where Reference like 'school/%' and Number = {0}",
        "update Events set Reference = 'school/elsewhere' where Reference like 'school/%' and Number = {0}",
        "delete from Events where Reference like 'school/%' and Number = {0}",
        "delete from Events where Reference like 'school/%' and Number >= {0}",
        "delete from Events where Reference like 'school/%'",
        "insert into Events (Reference, Number, Kind, At, Detail, Digest, Hash) select Reference, 99, Kind, At, Detail, Digest, Hash from Events where Reference like 'school/%' and Number = {0}",
        "insert into Events (Reference, Number, Kind, At, Detail, Digest, Hash) select Reference, -{0}, Kind, At, Detail, Digest, Hash from Events where Reference like 'school/%' and Number = {0}",
        "insert into Events (Reference, Number, Kind, At, Detail, Digest, Hash) select 'school/elsewhere', Number, Kind, At, Detail, Digest, Hash from Events where Reference like 'school/%' and Number = {0}",
        "update Events set Number = case Number when {0} then -{1} else -{0} end where Reference like 'school/%' and Number in ({0}, {1}); update Events set Number = -Number where Number < 0",
        "update Events set Detail = (select other.Detail from Events other where other.Reference like 'school/%' and other.Number = {1}) where Reference like 'school/%' and Number = {0}",
        "update SchoolChains set Reference = 'school/elsewhere'",
        "update SchoolChains set Events = Events + {0}",
        "update SchoolChains set Events = Events - {0}",
        "update SchoolChains set ChainHead = randomblob(32)",
        "delete from SchoolChains",
        "insert into SchoolChains (Reference, Events, ChainHead) select 'school/elsewhere', Events, ChainHead from SchoolChains",
    ];

    [Fact]
    public async Task Whatever_is_changed_behind_the_programs_back_is_found_and_nothing_else_is()
    {
        await using var app = await SearchedAsync();
        await app.ChangeDatabaseAsync("create table KeptEvents as select * from Events; create table KeptChains as select * from SchoolChains");
        var changes = from edit in Gen.Elements(_edits)
                      from one in Gen.Choose(1, Searches)
                      from other in Gen.Choose(1, Searches - 1)
                      select string.Format(CultureInfo.InvariantCulture, edit, one, other < one ? other : other + 1);
        var ofEachKind = _edits.Select(edit => string.Format(CultureInfo.InvariantCulture, edit, 2, 3));

        foreach (var change in changes.Sample(60).Concat(ofEachKind))
        {
            Assert.Equal(0, await VerifyAsync(app));

            Assert.True(await app.ChangeDatabaseAsync(change) > 0, change);
            Assert.True(await VerifyAsync(app) == 1, change);

            await app.ChangeDatabaseAsync(
                "delete from Events; insert into Events select * from KeptEvents; delete from SchoolChains; insert into SchoolChains select * from KeptChains");
        }
    }

    [Theory]
    [InlineData("update Events set At = At + 1 where Reference like 'school/%' and Number = 2", 2, "changed")]
    [InlineData("delete from Events where Reference like 'school/%' and Number = 2", 2, "missing")]
    [InlineData("delete from Events where Reference like 'school/%' and Number > 2", 3, "cut-short")]
    [InlineData("update Events set Detail = null where Reference like 'school/%' and Number = 2", 2, "erased")]
    [InlineData("delete from Events where Reference like 'school/%'", null, "no-events")]
    [InlineData("delete from SchoolChains", null, "no-concern")]
    public async Task It_says_where_and_how(string change, int? at, string how)
    {
        await using var app = await SearchedAsync();
        await app.ChangeDatabaseAsync(change);

        var ran = await app.RunAsync("verify", "--json");

        Assert.Equal(1, ran.ExitCode);
        Assert.Equal("school/rowan-hill", ran.Lines[0]["reference"]!.GetValue<string>());
        Assert.Equal(how, ran.Lines[0]["how"]!.GetValue<string>());
        Assert.True(at is null || ran.Lines[0]["event"]!.GetValue<int>() == at);
    }

    [Fact]
    public async Task What_was_searched_for_can_be_read_by_nobody_without_the_key_and_is_never_printed()
    {
        await using var app = await SearchedAsync();
        await app.ChangeDatabaseAsync("update Events set Reference = 'school/Heliotrope' where Reference like 'school/%' and Number = 2");

        var ran = await app.RunAsync("verify");
        var bytes = await app.Database.BytesAsync().Select(file => System.Text.Encoding.Latin1.GetString(file)).ToListAsync();

        Assert.Contains("(not a reference)", ran.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("eliotrope", ran.Output + ran.Error, StringComparison.Ordinal);
        Assert.All(bytes, file => Assert.DoesNotContain("heliotrope", file, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_searched_and_for_what_is_there_for_whoever_has_the_key()
    {
        await using var app = await SearchedAsync();
        await using var db = await app.Get<IDbContextFactory<CseBotDb>>().CreateDbContextAsync();
        var link = await db.Events.SingleAsync(row => row.Reference == "school/rowan-hill" && row.Number == 1);

        var searched = Assert.IsType<Searched>(app.Get<AuditChain>().ReadOfSchool(link));
        Assert.Equal(("heliotrope", "Lee Ward"), (searched.For, searched.By.Name));
        Assert.Equal(nameof(Searched), link.Kind);
    }

    [Fact]
    public async Task Searches_at_once_are_all_written_down_in_one_chain()
    {
        await using var app = await SearchedAsync();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => What_leads_look_for.SearchedAsync(app, "robin")));

        Assert.Equal(Searches + 4, await app.CountAsync(db => db.Events.Where(row => row.Reference == "school/rowan-hill")));
        Assert.Equal(0, await VerifyAsync(app));
    }

    private static async Task<TestApp> SearchedAsync()
    {
        var app = await TestApp.StartAsync();
        await What_leads_look_for.RaiseAsync(app, What_leads_look_for.About("Robin Vale"));

        for (var search = 0; search < Searches; search++)
        {
            await What_leads_look_for.SearchedAsync(app, "heliotrope");
        }

        return app;
    }

    private static Task<int> VerifyAsync(TestApp app) =>
        ActivatorUtilities.CreateInstance<VerifyCommand>(app.Stage.Bot.Services, new Terminal(TextWriter.Null, TextWriter.Null))
            .RunAsync(only: null, asJson: false, withList: false, CancellationToken.None);
}
