using System.Data.Common;
using CseBot.Storage;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace CseBot.Tests.Support;

/// <summary>How often the database was asked for something, and told to keep something.</summary>
internal sealed class Asked : DbCommandInterceptor
{
    public int Queries { get; private set; }

    /// <summary>How often something that happened to a concern was written down.</summary>
    public int Events { get; private set; }

    /// <summary>How often work was written down, to be done afterwards.</summary>
    public int Work { get; private set; }

    public void AddTo(IServiceCollection services)
    {
        services.ConfigureDbContext<SqliteCseBotDb>(options => options.AddInterceptors(this));
        services.ConfigureDbContext<PostgresCseBotDb>(options => options.AddInterceptors(this));
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Count(command.CommandText);

        return ValueTask.FromResult(result);
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Count(command.CommandText);

        return ValueTask.FromResult(result);
    }

    private void Count(string command)
    {
        Queries += command.StartsWith("SELECT", StringComparison.Ordinal) ? 1 : 0;
        Events += command.Contains("INSERT INTO \"Events\"", StringComparison.Ordinal) ? 1 : 0;
        Work += command.Contains("INSERT INTO \"Outbox\"", StringComparison.Ordinal) ? 1 : 0;
    }
}
