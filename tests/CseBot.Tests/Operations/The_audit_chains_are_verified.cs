using CseBot.Operations;
using CseBot.Tests.Support;
using FsCheck.Fluent;
using Microsoft.Extensions.DependencyInjection;

namespace CseBot.Tests.Operations;

public sealed class The_audit_chains_are_verified
{
    /// <summary>Ways to change one thing in the database. {0} and {1} are two events of a concern, {2} the concern.</summary>
    private static readonly string[] _edits =
    [
        "update Events set Number = Number + 50 where Reference = '{2}' and Number = {0}",
        "update Events set Number = 0 where Reference = '{2}' and Number = {0}",
        "update Events set Kind = Kind || 'ly' where Reference = '{2}' and Number = {0}",
        "update Events set At = At + 1 where Reference = '{2}' and Number = {0}",
        "update Events set Detail = null where Reference = '{2}' and Number = {0}",
        "update Events set Detail = randomblob(80) where Reference = '{2}' and Number = {0}",
        "update Events set Digest = randomblob(32) where Reference = '{2}' and Number = {0}",
        "update Events set Digest = x'' where Reference = '{2}' and Number = {0}",
        "update Events set Hash = randomblob(32) where Reference = '{2}' and Number = {0}",
        "update Events set Reference = 'SC-2026-99999' where Reference = '{2}' and Number = {0}",
        "delete from Events where Reference = '{2}' and Number = {0}",
        "delete from Events where Reference = '{2}' and Number >= {0}",
        "delete from Events where Reference = '{2}'",
        "insert into Events (Reference, Number, Kind, At, Detail, Digest, Hash) select Reference, 99, Kind, At, Detail, Digest, Hash from Events where Reference = '{2}' and Number = {0}",
        "insert into Events (Reference, Number, Kind, At, Detail, Digest, Hash) select Reference, -{0}, Kind, At, Detail, Digest, Hash from Events where Reference = '{2}' and Number = {0}",
        "insert into Events (Reference, Number, Kind, At, Detail, Digest, Hash) select 'SC-2026-99999', Number, Kind, At, Detail, Digest, Hash from Events where Reference = '{2}' and Number = {0}",
        "update Events set Number = case Number when {0} then -{1} else -{0} end where Reference = '{2}' and Number in ({0}, {1}); update Events set Number = -Number where Number < 0",
        "update Events set Detail = (select other.Detail from Events other where other.Reference = '{2}' and other.Number = {1}) where Reference = '{2}' and Number = {0}",
        "update Events set Hash = (select other.Hash from Events other where other.Reference = '{2}' and other.Number = {1}) where Reference = '{2}' and Number = {0}",
        "update Concerns set Reference = 'SC-2026-99999' where Reference = '{2}'",
        "update Concerns set Draft = '00000000-0000-0000-0000-000000000000' where Reference = '{2}'",
        "update Concerns set Draft = 'nonsense' where Reference = '{2}'",
        "update Concerns set School = 'elsewhere' where Reference = '{2}'",
        "update Concerns set Response = case Response when 'Now' then 'Today' else 'Now' end where Reference = '{2}'",
        "update Concerns set RaisedAt = RaisedAt + 1 where Reference = '{2}'",
        "update Concerns set Route = case Route when 'Adult' then 'Child' else 'Adult' end where Reference = '{2}'",
        "update Concerns set WaitsForACall = 1 - WaitsForACall where Reference = '{2}'",
        "update Concerns set IsWithheld = 1 - IsWithheld where Reference = '{2}'",
        "update Concerns set Status = 'Closed' where Reference = '{2}'",
        "update Concerns set Status = 'Nonsense' where Reference = '{2}'",
        "update Concerns set DueAt = case when DueAt is null then 1 else null end where Reference = '{2}'",
        "update Concerns set Rung = Rung + {0} where Reference = '{2}'",
        "update Concerns set IsPastLastRung = 1 - IsPastLastRung where Reference = '{2}'",
        "update Concerns set Holder = case when Holder is null then 'somebody' else null end where Reference = '{2}'",
        "update Concerns set FollowUpOn = '2026-11-30' where Reference = '{2}'",
        "update Concerns set SecondLookBy = '2026-11-30' where Reference = '{2}'",
        "update Concerns set IsElsewhere = 1 - IsElsewhere where Reference = '{2}'",
        "update Concerns set ClosedAt = 1 where Reference = '{2}'",
        "update Concerns set Events = Events + {0} where Reference = '{2}'",
        "update Concerns set Events = Events - {0} where Reference = '{2}'",
        "update Concerns set ChainHead = randomblob(32) where Reference = '{2}'",
        "delete from Concerns where Reference = '{2}'",
        "insert into Concerns (Reference, Draft, School, Response, Route, RaisedAt, IsWithheld, WaitsForACall, Status, DueAt, Rung, IsPastLastRung, IsElsewhere, Events, ChainHead) select 'SC-2026-99999', 'E0000000-0000-0000-0000-000000000000', School, Response, Route, RaisedAt, IsWithheld, WaitsForACall, Status, DueAt, Rung, IsPastLastRung, IsElsewhere, Events, ChainHead from Concerns where Reference = '{2}'",
    ];

    [Fact]
    public async Task Whatever_is_changed_behind_the_programs_back_is_found_and_nothing_else_is()
    {
        await using var app = await TestApp.StartAsync();
        var references = new[] { await AWorkedConcernAsync(app), await AWorkedConcernAsync(app) };
        await app.ChangeDatabaseAsync("create table KeptEvents as select * from Events; create table KeptConcerns as select * from Concerns");
        var fewest = await app.FewestEventsAsync();
        var changes = from edit in Gen.Elements(_edits)
                      from reference in Gen.Elements(references)
                      from one in Gen.Choose(1, fewest)
                      from other in Gen.Choose(1, fewest - 1)
                      select string.Format(System.Globalization.CultureInfo.InvariantCulture, edit, one, other < one ? other : other + 1, reference);
        var ofEachKind = _edits.Select(edit => string.Format(System.Globalization.CultureInfo.InvariantCulture, edit, 2, 3, references[0]));

        foreach (var change in changes.Sample(100).Concat(ofEachKind))
        {
            Assert.Equal(0, await VerifyAsync(app));

            Assert.True(await app.ChangeDatabaseAsync(change) > 0, change);
            Assert.True(await VerifyAsync(app) == 1, change);

            await app.ChangeDatabaseAsync(
                "delete from Events; insert into Events select * from KeptEvents; delete from Concerns; insert into Concerns select * from KeptConcerns");
        }
    }

    [Theory]
    [InlineData("update Events set At = At + 1 where Number = 2", 2, "changed")]
    [InlineData("delete from Events where Number = 2", 2, "missing")]
    [InlineData("update Events set Number = 100 + Number where Number in (2, 3); update Events set Number = 105 - Number where Number > 99", 2, "out-of-order")]
    [InlineData("delete from Events where Number > 2", 3, "cut-short")]
    [InlineData("insert into Events select Reference, 99, At, Detail, Digest, Hash, Kind from Events where Number = 2", null, "added")]
    [InlineData("update Events set Detail = null where Number = 2", 2, "erased")]
    [InlineData("update Concerns set DueAt = null, Status = 'Closed'", null, "row-differs")]
    [InlineData("delete from Events", null, "no-events")]
    [InlineData("delete from Concerns", null, "no-concern")]
    public async Task It_says_where_and_how(string change, int? at, string how)
    {
        await using var app = await TestApp.StartAsync();
        var reference = await AWorkedConcernAsync(app);
        await app.ChangeDatabaseAsync(change);

        var ran = await app.RunAsync("verify", "--json");

        Assert.Equal(1, ran.ExitCode);
        Assert.Equal(reference, ran.Lines[0]["reference"]!.GetValue<string>());
        Assert.Equal(how, ran.Lines[0]["how"]!.GetValue<string>());
        Assert.True(at is null || ran.Lines[0]["event"]!.GetValue<int>() == at);
        Assert.False(ran.Lines[^1]["whole"]!.GetValue<bool>());
    }

    [Fact]
    public async Task One_concern_can_be_asked_after()
    {
        await using var app = await TestApp.StartAsync();
        var broken = await AWorkedConcernAsync(app);
        var whole = await AWorkedConcernAsync(app);
        await app.ChangeDatabaseAsync($"update Events set At = At + 1 where Number = 2 and Reference = '{broken}'");

        var ran = await app.RunAsync("verify", broken);

        Assert.Equal(1, ran.ExitCode);
        Assert.Contains("changed after it was written", ran.Output, StringComparison.Ordinal);
        Assert.Equal(0, (await app.RunAsync("verify", whole)).ExitCode);
        Assert.Equal(1, (await app.RunAsync("verify", "SC-2026-99999")).ExitCode);
    }

    [Theory]
    [InlineData("verify", "heliotrope")]
    [InlineData("verify", "--heliotrope")]
    [InlineData("drill", "--wait", "-1")]
    [InlineData("drill", "--wait", "soon")]
    public async Task Wrong_use_is_said_and_is_2(params string[] command)
    {
        await using var app = await TestApp.StartAsync();

        var ran = await app.RunAsync(command);

        Assert.Equal(2, ran.ExitCode);
        Assert.NotEmpty(ran.Error);
        Assert.Empty(ran.Output);
    }

    [Fact]
    public async Task A_key_that_is_missing_is_named()
    {
        await using var app = await TestApp.StartAsync();
        await AWorkedConcernAsync(app);
        var key = app.Get<Microsoft.AspNetCore.DataProtection.KeyManagement.IKeyManager>().GetAllKeys().Single().KeyId;
        await app.ChangeDatabaseAsync("delete from RingKeys");

        var ran = await app.RunAsync("verify");

        Assert.Equal(1, ran.ExitCode);
        Assert.Contains($"the key {key} is missing", ran.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", ran.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_that_anybody_wrote_is_printed()
    {
        await using var app = await TestApp.StartAsync();
        await AWorkedConcernAsync(app);
        await app.ChangeDatabaseAsync("update Events set Reference = 'Robin Vale', Kind = 'heliotrope' where Number = 2");

        foreach (var ran in new[] { await app.RunAsync("verify"), await app.RunAsync("verify", "--json") })
        {
            Assert.Equal(1, ran.ExitCode);
            Assert.DoesNotContain("Robin", ran.Output + ran.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("heliotrope", ran.Output + ran.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_concern_that_is_written_meanwhile_is_not_broken()
    {
        await using var app = await TestApp.StartAsync(inBackground: true);
        var writing = WriteAsync();
        var verified = 0;

        do
        {
            var ran = await app.RunAsync("verify");
            Assert.True(ran.ExitCode == 0, ran.Output);
            verified++;
        }
        while (!writing.IsCompleted);

        await writing;
        Assert.True(verified > 0);

        async Task WriteAsync()
        {
            for (var concern = 0; concern < 3; concern++)
            {
                await app.Reporter.WritesAConcernAsync();
                await app.Reporter.PressesAsync("Send");
            }
        }
    }

    [Fact]
    public async Task The_list_shows_what_the_database_alone_cannot()
    {
        await using var app = await TestApp.StartAsync();
        await AWorkedConcernAsync(app);
        await app.Deputy.PressesAsync("Open");
        await app.SettleAsync();
        Assert.Equal(0, (await app.RunAsync("verify", "--with-list")).ExitCode);

        await app.ChangeDatabaseAsync(
            """
            delete from Events where Number = (select max(Number) from Events);
            update Concerns set Events = Events - 1, ChainHead = (select Hash from Events where Number = (select max(Number) from Events))
            """);

        Assert.Equal(0, (await app.RunAsync("verify")).ExitCode);
        var ran = await app.RunAsync("verify", "--with-list", "--json");
        Assert.Equal(1, ran.ExitCode);
        Assert.Equal("other-on-list", ran.Lines[0]["how"]!.GetValue<string>());
    }

    [Fact]
    public async Task What_is_still_on_its_way_to_the_list_is_not_missing_from_it()
    {
        await using var app = await TestApp.StartAsync();
        app.Stage.Wire.Fail(request => request.Method == "POST" && request.Path.StartsWithSegments("/graph/v1.0/sites", StringComparison.Ordinal), 503);
        await app.Reporter.WritesAConcernAsync();
        await app.Reporter.PressesAsync("Send");
        await app.SettleAsync();

        Assert.Equal(0, (await app.RunAsync("verify", "--with-list")).ExitCode);

        await app.ChangeDatabaseAsync("delete from Outbox");
        Assert.Contains("not on the school's list", (await app.RunAsync("verify", "--with-list")).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task A_list_that_cannot_be_read_is_said_and_hides_nothing(int status)
    {
        await using var app = await TestApp.StartAsync();
        await AWorkedConcernAsync(app);
        await AWorkedConcernAsync(app);
        await app.ChangeDatabaseAsync("update Events set At = At + 1 where Number = 2");
        app.Stage.Wire.Fail(request => request.Path.StartsWithSegments("/graph", StringComparison.Ordinal), status);

        var ran = await app.RunAsync("verify", "--with-list", "--json");

        Assert.Equal(["changed", "list-not-read", "changed"], ran.Lines.SkipLast(1).Select(line => line["how"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_database_that_is_behind_is_said()
    {
        await using var app = await TestApp.StartAsync();
        await app.ChangeDatabaseAsync("""delete from "__EFMigrationsHistory" """);

        var ran = await app.RunAsync("verify");

        Assert.Equal(1, ran.ExitCode);
        Assert.Contains("migrate", ran.Error, StringComparison.Ordinal);
    }

    private static async Task<string> AWorkedConcernAsync(TestApp app)
    {
        var reference = await app.Reporter.SendsAConcernAsync(who: "Robin Vale, 9B");
        await app.Lead.PressesAsync("Acknowledge");
        await app.Lead.PressesAsync("Open");
        await app.SettleAsync();

        return reference;
    }

    private static Task<int> VerifyAsync(TestApp app) =>
        ActivatorUtilities.CreateInstance<VerifyCommand>(app.Stage.Bot.Services, new Terminal(TextWriter.Null, TextWriter.Null))
            .RunAsync(only: null, asJson: false, withList: false, CancellationToken.None);
}
