using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace CseBot.Storage;

/// <summary>What the migrations tool builds the model from. It opens no database.</summary>
internal sealed class SqliteDesign : IDesignTimeDbContextFactory<SqliteCseBotDb>
{
    public SqliteCseBotDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteCseBotDb>().UseSqlite("Data Source=:memory:").Options);
}
