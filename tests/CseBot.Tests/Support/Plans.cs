using System.Data.Common;
using CseBot.Storage;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace CseBot.Tests.Support;

/// <summary>How the database says that it goes about each query.</summary>
internal sealed class Plans : DbCommandInterceptor
{
    private bool _looks;

    /// <summary>The steps of every query since it began to look.</summary>
    public List<string> Steps { get; } = [];

    public void AddTo(IServiceCollection services)
    {
        services.ConfigureDbContext<SqliteCseBotDb>(options => options.AddInterceptors(this));
        services.ConfigureDbContext<PostgresCseBotDb>(options => options.AddInterceptors(this));
    }

    public void Look() => _looks = true;

    public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        if (_looks && command.CommandText.StartsWith("SELECT", StringComparison.Ordinal))
        {
            await ExplainAsync(command, eventData.Context is PostgresCseBotDb, cancellationToken);
        }

        return result;
    }

    /// <remarks>PostgreSQL reads a small table whole although it has an index: not where that is switched off.</remarks>
    private async Task ExplainAsync(DbCommand command, bool isPostgres, CancellationToken cancellationToken)
    {
        await using var explain = command.Connection!.CreateCommand();
        explain.Transaction = command.Transaction;

        if (isPostgres)
        {
            explain.CommandText = "set enable_seqscan = off";
            await explain.ExecuteNonQueryAsync(cancellationToken);
        }

        explain.CommandText = (isPostgres ? "explain " : "explain query plan ") + command.CommandText;

        foreach (DbParameter parameter in command.Parameters)
        {
            explain.Parameters.Add(Copy(explain, parameter));
        }

        await using var steps = await explain.ExecuteReaderAsync(cancellationToken);

        while (await steps.ReadAsync(cancellationToken))
        {
            Steps.Add(steps.GetString(steps.FieldCount - 1).Trim());
        }
    }

    private static DbParameter Copy(DbCommand explain, DbParameter parameter)
    {
        if (parameter is ICloneable cloneable)
        {
            return (DbParameter)cloneable.Clone();
        }

        var copy = explain.CreateParameter();
        (copy.ParameterName, copy.Value) = (parameter.ParameterName, parameter.Value);

        return copy;
    }
}
