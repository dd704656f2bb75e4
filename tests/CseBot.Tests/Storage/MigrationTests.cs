using CseBot.Storage;
using CseBot.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CseBot.Tests.Storage;

public sealed class MigrationTests
{
    [Fact]
    public async Task Say_what_the_rows_say_on_both_databases()
    {
        await using var sqlite = new SqliteDesign().CreateDbContext([]);
        await using var postgres = new PostgresDesign().CreateDbContext([]);

        Assert.False(sqlite.Database.HasPendingModelChanges());
        Assert.False(postgres.Database.HasPendingModelChanges());
    }

    [Fact]
    public async Task Are_made_once_by_programs_that_make_them_at_once_on_SQLite()
    {
        await using var database = SqliteDatabase.CreateEmpty();

        await MigrateAtOnceAsync(() => new SqliteCseBotDb(
            new DbContextOptionsBuilder<SqliteCseBotDb>().UseSqlite(database.ConnectionString).AddInterceptors(new SqlitePragmas()).Options));
    }

    [PostgresFact]
    public async Task Are_made_once_by_programs_that_make_them_at_once_on_PostgreSQL()
    {
        await using var database = await PostgresDatabase.CreateEmptyAsync();

        await MigrateAtOnceAsync(() => new PostgresCseBotDb(new DbContextOptionsBuilder<PostgresCseBotDb>().UseNpgsql(database.ConnectionString).Options));
    }

    private static async Task MigrateAtOnceAsync(Func<CseBotDb> open)
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            await using var db = open();
            await db.Database.MigrateAsync();
        }));

        await using var migrated = open();
        Assert.Empty(await migrated.Database.GetPendingMigrationsAsync());
        Assert.Equal(0, await migrated.Concerns.CountAsync());
    }
}
