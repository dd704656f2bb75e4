using System.Globalization;
using CseBot.Storage;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CseBot.Tests.Support;

/// <summary>A database on the PostgreSQL server of this run.</summary>
internal sealed class PostgresDatabase : TestDatabase
{
    private static readonly Lazy<Task<PostgresDatabase>> _template = new(CreateTemplateAsync);

    private readonly PostgresCluster _cluster;
    private readonly string _name;

    private PostgresDatabase(PostgresCluster cluster, string name)
        : base(StorageOptions.Postgres, cluster.ConnectionString(name)) => (_cluster, _name) = (cluster, name);

    /// <summary>A new one with the schema in it, copied from one that was migrated once for all tests.</summary>
    public static new async Task<PostgresDatabase> CreateAsync() => await CreateAsync((await _template.Value)._name);

    /// <summary>A new one without anything.</summary>
    public static Task<PostgresDatabase> CreateEmptyAsync() => CreateAsync("template0");

    public override async Task<TestDatabase> RestoreAsync()
    {
        var copy = await CreateEmptyAsync();
        var backup = Path.GetTempFileName();
        await _cluster.RunAsync("pg_dump", _name, "--file", backup);
        await _cluster.RunAsync("psql", copy._name, "--set", "ON_ERROR_STOP=1", "--file", backup);
        File.Delete(backup);

        return copy;
    }

    /// <remarks>The log of what is written before it is in its place is the whole server's.</remarks>
    public override async IAsyncEnumerable<byte[]> BytesAsync()
    {
        var oid = await RunAsync(_cluster, $"checkpoint; select oid::text from pg_database where datname = '{_name}'");
        var data = Path.Combine(_cluster.Folder, "data");

        foreach (var file in Directory.GetFiles(Path.Combine(data, "base", oid!)).Concat(Directory.GetFiles(Path.Combine(data, "pg_wal"))))
        {
            yield return await File.ReadAllBytesAsync(file);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await using (var pooled = new NpgsqlConnection(ConnectionString))
        {
            NpgsqlConnection.ClearPool(pooled);
        }

        await RunAsync(_cluster, $"drop database {_name} with (force)");
    }

    private static async Task<PostgresDatabase> CreateAsync(string template)
    {
        var cluster = await PostgresCluster.OfThisRunAsync();
        var database = new PostgresDatabase(cluster, string.Create(CultureInfo.InvariantCulture, $"csebot_{Guid.NewGuid():N}"));
        await RunAsync(cluster, $"create database {database._name} template {template}");

        return database;
    }

    private static async Task<PostgresDatabase> CreateTemplateAsync()
    {
        var template = await CreateEmptyAsync();
        var connection = $"{template.ConnectionString};Pooling=false";
        await using var db = new PostgresCseBotDb(new DbContextOptionsBuilder<PostgresCseBotDb>().UseNpgsql(connection).Options);
        await db.Database.MigrateAsync();

        return template;
    }

    private static async Task<string?> RunAsync(PostgresCluster cluster, string sql)
    {
        await using var connection = new NpgsqlConnection($"{cluster.ConnectionString("postgres")};Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);

        return (string?)await command.ExecuteScalarAsync();
    }
}
