using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace CseBot.Storage;

/// <summary>What the migrations tool builds the model from. It opens no database.</summary>
internal sealed class PostgresDesign : IDesignTimeDbContextFactory<PostgresCseBotDb>
{
    public PostgresCseBotDb CreateDbContext(string[] args) => new(new DbContextOptionsBuilder<PostgresCseBotDb>().UseNpgsql().Options);
}
