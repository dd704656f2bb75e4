using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CseBot.Storage;

/// <summary>Opens SQLite databases: write-ahead logging, and on the disk before anybody is told that it is.</summary>
internal sealed class SqliteDatabases(IDbContextFactory<SqliteCseBotDb> sqlite) : IDbContextFactory<CseBotDb>
{
    public CseBotDb CreateDbContext() => sqlite.CreateDbContext();
}

/// <summary>Sets every new connection up to lose nothing when the power goes.</summary>
internal sealed class SqlitePragmas : DbConnectionInterceptor
{
    private const string Pragmas = "PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;";
    private const string WriteAhead = "PRAGMA journal_mode=WAL;";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = For(connection);
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = For(connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Migrating opens a database to read only, to see whether it is there; one that was restored from a backup does not write ahead yet.</summary>
    private static string For(DbConnection connection) =>
        new SqliteConnectionStringBuilder(connection.ConnectionString).Mode == SqliteOpenMode.ReadOnly ? Pragmas : WriteAhead + Pragmas;
}
