using CseBot.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CseBot.Tests.Support;

/// <summary>Where the bots of one test keep what they keep. Of which kind, unless a test asks for one, the environment says.</summary>
internal abstract class TestDatabase(string provider, string connectionString) : IAsyncDisposable
{
    public static bool IsPostgres { get; } = Environment.GetEnvironmentVariable("CSEBOT_TEST_DATABASE") == StorageOptions.Postgres;

    public string ConnectionString => connectionString;

    public Dictionary<string, string?> Configuration { get; } = new(StringComparer.Ordinal)
    {
        ["Storage:Provider"] = provider,
        ["Storage:ConnectionString"] = connectionString,
    };

    /// <summary>A new one, with nothing in it.</summary>
    public static async Task<TestDatabase> CreateAsync() => IsPostgres ? await PostgresDatabase.CreateAsync() : SqliteDatabase.Create();

    /// <summary>Backs it up as an operator would, while the bot runs, and restores that to another.</summary>
    public abstract Task<TestDatabase> RestoreAsync();

    /// <summary>Everything that is on the disk.</summary>
    public abstract IAsyncEnumerable<byte[]> BytesAsync();

    public abstract ValueTask DisposeAsync();
}

/// <summary>A file in a folder of its own.</summary>
internal sealed class SqliteDatabase : TestDatabase
{
    private static readonly Lazy<byte[]> _migrated = new(Migrated);

    private readonly string _folder;


    private SqliteDatabase(string folder)
        : base(StorageOptions.Sqlite, $"Data Source={File(folder)}") => _folder = folder;

    /// <summary>A new one with the schema in it, copied from one that was migrated once for all tests.</summary>
    public static SqliteDatabase Create()
    {
        var database = CreateEmpty();
        System.IO.File.WriteAllBytes(File(database._folder), _migrated.Value);

        return database;
    }

    /// <summary>A new one without anything.</summary>
    public static SqliteDatabase CreateEmpty() => new(Directory.CreateTempSubdirectory("csebot-").FullName);

    public override async Task<TestDatabase> RestoreAsync()
    {
        var folder = Directory.CreateTempSubdirectory("csebot-").FullName;
        await using var connection = new SqliteConnection(ConnectionString);
        await connection.OpenAsync();
        await using var backup = connection.CreateCommand();
        backup.CommandText = "VACUUM INTO $copy";
        backup.Parameters.AddWithValue("$copy", File(folder));
        await backup.ExecuteNonQueryAsync();

        return new SqliteDatabase(folder);
    }

    public override async IAsyncEnumerable<byte[]> BytesAsync()
    {
        SqliteConnection.ClearAllPools();

        foreach (var file in Directory.GetFiles(_folder))
        {
            yield return await System.IO.File.ReadAllBytesAsync(file);
        }
    }

    public override ValueTask DisposeAsync()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);

        return ValueTask.CompletedTask;
    }

    private static byte[] Migrated()
    {
        var folder = Directory.CreateTempSubdirectory("csebot-").FullName;
        using (var db = new SqliteCseBotDb(new DbContextOptionsBuilder<SqliteCseBotDb>().UseSqlite($"Data Source={File(folder)};Pooling=false").Options))
        {
            db.Database.Migrate();
            db.Database.ExecuteSqlRaw("PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE");
        }

        var migrated = System.IO.File.ReadAllBytes(File(folder));
        Directory.Delete(folder, recursive: true);

        return migrated;
    }

    private static string File(string folder) => Path.Combine(folder, "csebot.db");
}
