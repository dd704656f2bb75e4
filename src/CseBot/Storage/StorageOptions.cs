namespace CseBot.Storage;

/// <summary>Where the database is. Section <c>Storage</c>.</summary>
internal sealed class StorageOptions
{
    public const string Section = "Storage";

    public const string Sqlite = "Sqlite";
    public const string Postgres = "Postgres";

    public string Provider { get; set; } = Sqlite;

    public string ConnectionString { get; set; } = string.Empty;

    /// <summary>What references begin with. It never names what a concern is about.</summary>
    public string ReferencePrefix { get; set; } = "SC";
}
