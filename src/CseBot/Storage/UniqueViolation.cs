using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CseBot.Storage;

/// <summary>Whether a write failed because the same thing was there already.</summary>
internal static class UniqueViolation
{
    private const int PrimaryKey = 1555;
    private const int Unique = 2067;

    public static bool Is(DbUpdateException fault) => fault.InnerException is SqliteException { SqliteExtendedErrorCode: PrimaryKey or Unique };
}
