using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CseBot.Storage;

/// <summary>Whether something failed only because somebody else was first: from the start, with what is there now, it may be done.</summary>
internal static class SomebodyWasFirst
{
    private const int SqliteBusy = 5;
    private const int SqlitePrimaryKey = 1555;
    private const int SqliteUnique = 2067;

    /// <remarks>Both databases' providers wrap what happened, each in its own way.</remarks>
    public static bool Is(Exception fault) => fault.GetBaseException() switch
    {
        DbUpdateConcurrencyException => true,
        SqliteException sqlite => sqlite.SqliteErrorCode == SqliteBusy || sqlite.SqliteExtendedErrorCode is SqlitePrimaryKey or SqliteUnique,
        PostgresException postgres => postgres.SqlState
            is PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected,
        _ => false,
    };
}
