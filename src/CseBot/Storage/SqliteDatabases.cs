using System.Data.Common;
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
    private const string Pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
