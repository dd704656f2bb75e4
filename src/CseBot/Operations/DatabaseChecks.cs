using System.Data.Common;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using CseBot.Concerns;
using CseBot.Graph;
using CseBot.Outbox;
using CseBot.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CseBot.Operations;

/// <summary>Looks at the database, and at what is in it that nobody sees to. It tells counts and references, and never what somebody wrote.</summary>
internal sealed class DatabaseChecks(
    IDbContextFactory<CseBotDb> databases, StorageOptions storage, Protection protection, IReadOnlyList<SchoolSetup> schools, TimeProvider clock)
{
    private const int Shown = 10;

    private static readonly TimeSpan _late = TimeSpan.FromMinutes(5);

    public async IAsyncEnumerable<Check> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (FileFault() is { } fault)
        {
            yield return fault;
            yield break;
        }

        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var schema = await SchemaAsync(db, cancellationToken);

        yield return schema;

        if (schema.State != CheckState.Ok)
        {
            yield break;
        }

        yield return await WritableAsync(db, cancellationToken);
        yield return await LateAsync(db, cancellationToken);
        yield return await OnNoListAsync(db, cancellationToken);
        yield return await ReadableAsync(db, cancellationToken);
    }

    /// <summary>Looked at before it is opened: opening a SQLite database that is not there would make one.</summary>
    private Check? FileFault()
    {
        if (storage.Provider != StorageOptions.Sqlite)
        {
            return null;
        }

        try
        {
            var path = Path.GetFullPath(new SqliteConnectionStringBuilder(storage.ConnectionString).DataSource);

            return !File.Exists(path)
                ? Check.Wrong("database", "There is no database where Storage:ConnectionString says. Correct it, or run the migrate command, which makes one.")
                : new DriveInfo(path).DriveType == DriveType.Network
                    ? Check.Wrong("database", "It is on a network drive, where SQLite can lose what is written. Move it to a local disk.")
                    : null;
        }
        catch (Exception fault) when (fault is ArgumentException or IOException or NotSupportedException)
        {
            return Check.Wrong("database", "Storage:ConnectionString cannot be read. Write it such as Data Source=/var/lib/csebot/csebot.db.");
        }
    }

    private static async Task<Check> SchemaAsync(CseBotDb db, CancellationToken cancellationToken)
    {
        try
        {
            return (await db.Database.GetPendingMigrationsAsync(cancellationToken)).Any()
                ? Check.Wrong("database", "Its schema is not up to date. Run the migrate command.")
                : Check.Ok("database", "It can be reached, and its schema is up to date.");
        }
        catch (DbException)
        {
            return Check.Wrong("database", "It cannot be opened. See that Storage:ConnectionString is right and that this program may read and write there.");
        }
    }

    /// <summary>Writes a row, and takes it back.</summary>
    private async Task<Check> WritableAsync(CseBotDb db, CancellationToken cancellationToken)
    {
        try
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            db.Seen.Add(new SeenRow { ConversationId = "doctor", ActivityId = Guid.NewGuid().ToString(), At = clock.GetUtcNow() });
            await db.SaveChangesAsync(cancellationToken);
            await transaction.RollbackAsync(cancellationToken);
            db.ChangeTracker.Clear();

            return !db.Database.IsSqlite() || await JournalAsync(db, cancellationToken) == "wal"
                ? Check.Ok("database, writing", "It can be written to.")
                : Check.Wrong("database, writing", "SQLite cannot use write-ahead logging where the database is. Move it to a local disk.");
        }
        catch (Exception fault) when (fault is DbException or DbUpdateException)
        {
            return Check.Wrong("database, writing", "It cannot be written to, so no worry can be taken in. See that the disk is not full and that this program may write to the file and its folder.");
        }
    }

    private static async Task<string?> JournalAsync(CseBotDb db, CancellationToken cancellationToken)
    {
        await db.Database.OpenConnectionAsync(cancellationToken);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = "PRAGMA journal_mode";

        return await command.ExecuteScalarAsync(cancellationToken) as string;
    }

    private async Task<Check> LateAsync(CseBotDb db, CancellationToken cancellationToken)
    {
        var since = clock.GetUtcNow() - _late;
        var late = await db.Outbox.Where(row => row.CreatedAt <= since && row.DueAt <= since)
            .Concat(db.Outbox.Where(row => row.Attempts >= RetrySchedule.Intervals.Count && row.DueAt > since))
            .GroupBy(row => row.Kind)
            .Select(kind => new { kind.Key, Count = kind.Count() })
            .ToListAsync(cancellationToken);

        return late.Count == 0
            ? Check.Ok("outbox", "Nothing that has to be said or written down is late.")
            : Check.Wrong("outbox", $"Late: {string.Join(", ", late.Select(kind => $"{kind.Count} × {kind.Key}"))}. See that the program is running; then see below what of Teams and Graph is wrong.");
    }

    private async Task<Check> OnNoListAsync(CseBotDb db, CancellationToken cancellationToken)
    {
        var (all, without) = (Ids(schools), Ids(schools.Where(setup => setup.WithheldRecord is null)));
        var strays = await db.Concerns.Where(concern => !all.Contains(concern.School)).Select(concern => concern.Reference).ToListAsync(cancellationToken);
        var withoutAdult = Ids(schools.Where(setup => setup.AdultRecord is null));
        var withheld = await db.Concerns.Where(concern => concern.IsWithheld && without.Contains(concern.School)).Select(concern => concern.Reference).ToListAsync(cancellationToken);
        var aboutAdults = await db.Concerns.Where(concern => concern.Route == ConcernRoute.Adult && !concern.IsWithheld && withoutAdult.Contains(concern.School)).CountAsync(cancellationToken);

        return (strays, withheld) switch
        {
            ({ Count: > 0 }, _) => Check.Wrong("concerns on no list", $"The school of some concerns is not configured any more: {References(strays)}. Configure it again under the Id that it had."),
            (_, { Count: > 0 }) => Check.Weak("concerns on no list", $"Concerns that leave somebody out, and stay in the database: {References(withheld)}. Configure a WithheldRecord for their school."),
            _ when aboutAdults > 0 => Check.Weak("concerns on no list", $"Concerns about an adult, which stay in the database: {aboutAdults}. Configure an AdultRecord for their school."),
            _ => Check.Ok("concerns on no list", "None."),
        };
    }

    private static string[] Ids(IEnumerable<SchoolSetup> schools) => [.. schools.Select(setup => setup.School.Id)];

    private static string References(List<string> references) =>
        string.Join(", ", references.Take(Shown)) + (references.Count > Shown ? $" and {references.Count - Shown} more" : string.Empty);

    private async Task<Check> ReadableAsync(CseBotDb db, CancellationToken cancellationToken)
    {
        var drafts = await db.Conversations.AsNoTracking().Where(row => row.Draft != null).Select(row => row.Draft!).ToListAsync(cancellationToken);
        var keys = await db.SchoolKeys.AsNoTracking().Select(row => row.Key).ToListAsync(cancellationToken);
        var unread = (Drafts: drafts.Count(draft => !Opens(protection.ReadDraft<System.Text.Json.Nodes.JsonNode>, draft)), Keys: keys.Count(key => !Opens(protection.ReadSchoolKey, key)));

        return unread is (0, 0)
            ? Check.Ok("stored data", "What is stored encrypted can be read.")
            : Check.Wrong("stored data", $"Cannot be decrypted: {unread.Drafts} unsent drafts, {unread.Keys} keys of schools. See that DataProtection:Certificate is the one the database was begun with.");
    }

    private static bool Opens<T>(Func<byte[], T> read, byte[] stored)
    {
        try
        {
            read(stored);

            return true;
        }
        catch (Exception fault) when (fault is CryptographicException or InvalidOperationException)
        {
            return false;
        }
    }
}
