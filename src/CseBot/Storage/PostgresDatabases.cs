using Microsoft.EntityFrameworkCore;

namespace CseBot.Storage;

/// <summary>Opens PostgreSQL databases. Unless its operator says otherwise, PostgreSQL itself writes to the disk before it says that it has.</summary>
internal sealed class PostgresDatabases(IDbContextFactory<PostgresCseBotDb> postgres) : IDbContextFactory<CseBotDb>
{
    public CseBotDb CreateDbContext() => postgres.CreateDbContext();
}
