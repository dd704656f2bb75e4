using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace CseBot.Storage;

/// <summary>The database: what is where, and what is unique.</summary>
internal abstract class CseBotDb(DbContextOptions options) : DbContext(options)
{
    /// <summary>Whether only one program can be using it.</summary>
    public abstract bool IsOneNode { get; }

    public DbSet<PersonRow> People => Set<PersonRow>();

    public DbSet<ConversationRow> Conversations => Set<ConversationRow>();

    public DbSet<SeenRow> Seen => Set<SeenRow>();

    public DbSet<ConcernRow> Concerns => Set<ConcernRow>();

    public DbSet<EventRow> Events => Set<EventRow>();

    public DbSet<SchoolChainRow> SchoolChains => Set<SchoolChainRow>();

    public DbSet<TokenRow> Tokens => Set<TokenRow>();

    public DbSet<AlertCardRow> AlertCards => Set<AlertCardRow>();

    public DbSet<DeskCardRow> DeskCards => Set<DeskCardRow>();

    public DbSet<DigestRow> Digests => Set<DigestRow>();

    public DbSet<DrillRow> Drills => Set<DrillRow>();

    public DbSet<OutboxRow> Outbox => Set<OutboxRow>();

    public DbSet<UnlistedRow> Unlisted => Set<UnlistedRow>();

    public DbSet<AbsenceRow> Absences => Set<AbsenceRow>();

    public DbSet<GroupRow> Groups => Set<GroupRow>();

    public DbSet<RingKeyRow> RingKeys => Set<RingKeyRow>();

    public DbSet<SchoolKeyRow> SchoolKeys => Set<SchoolKeyRow>();

    /// <summary>Keeps the other nodes out until what is returned is committed or disposed of. Where there is one node, there is nobody to keep out.</summary>
    public abstract Task<IDbContextTransaction?> AloneAsync(CancellationToken cancellationToken);

    /// <remarks>Times are kept as ticks: SQLite has no type for them, PostgreSQL's is ten times coarser than ours, and the audit chain is over every tick.</remarks>
    protected override void ConfigureConventions(ModelConfigurationBuilder conventions) =>
        conventions.Properties<DateTimeOffset>().HaveConversion<UtcTicks>();

    protected override void OnModelCreating(ModelBuilder model)
    {
        model.Entity<PersonRow>().HasKey(person => person.EntraId);

        model.Entity<ConversationRow>(conversation =>
        {
            conversation.HasKey(row => row.Id);
            conversation.Property(row => row.Version).IsConcurrencyToken();
            conversation.HasIndex(row => row.RemindAt);
            conversation.HasIndex(row => row.ExpiresAt);
        });

        model.Entity<SeenRow>(seen =>
        {
            seen.HasKey(row => new { row.ConversationId, row.ActivityId });
            seen.HasIndex(row => new { row.WasAnswered, row.At });
            seen.HasIndex(row => row.At);
        });

        model.Entity<ConcernRow>(concern =>
        {
            concern.HasKey(row => row.Reference);
            concern.HasIndex(row => row.Draft).IsUnique();
            concern.HasIndex(row => row.DueAt);
            concern.HasIndex(row => new { row.Status, row.RaisedAt });
            concern.HasIndex(row => new { row.School, row.RaisedAt });
            concern.HasIndex(row => new { row.School, row.Route, row.Status, row.Holder });
            concern.HasIndex(row => new { row.School, row.Route, row.IsWithheld });
            concern.HasIndex(row => new { row.School, row.Route, row.FollowUpOn });
            concern.HasIndex(row => new { row.School, row.Route, row.SecondLookBy });
            concern.HasIndex(row => new { row.School, row.Route, row.IsElsewhere, row.RaisedAt });
            concern.Property(row => row.Events).IsConcurrencyToken();
            concern.Property(row => row.Response).HasConversion<string>();
            concern.Property(row => row.Route).HasConversion<string>();
            concern.Property(row => row.Status).HasConversion<string>();
        });

        model.Entity<EventRow>().HasKey(row => new { row.Reference, row.Number });

        model.Entity<SchoolChainRow>(chain =>
        {
            chain.HasKey(row => row.Reference);
            chain.Property(row => row.Events).IsConcurrencyToken();
        });

        model.Entity<TokenRow>(token =>
        {
            token.HasIndex(row => row.Reference);
            token.HasKey(row => new { row.Kind, row.Token, row.Reference });
            token.Property(row => row.Kind).HasConversion<string>();
        });

        model.Entity<AlertCardRow>(card =>
        {
            card.HasIndex(row => new { row.Reference, row.Person, row.Round });
            card.HasIndex(row => new { row.ConversationId, row.ActivityId });
            card.HasIndex(row => row.Person);
            card.HasIndex(row => row.ViewUntil);
            card.Property(row => row.View).HasConversion<string>();
            card.Property(row => row.Told).HasConversion<string>();
        });

        model.Entity<DeskCardRow>(card =>
        {
            card.HasKey(row => new { row.ConversationId, row.ActivityId });
            card.HasIndex(row => row.ViewUntil);
            card.HasIndex(row => row.EntraId);
        });

        model.Entity<DigestRow>().HasKey(row => new { row.School, row.Person, row.Day });

        model.Entity<DrillRow>(drill =>
        {
            drill.HasKey(row => new { row.Drill, row.School, row.Person });
            drill.HasIndex(row => new { row.School, row.SentAt });
            drill.Property(row => row.AcknowledgedAt).IsConcurrencyToken();
            drill.Property(row => row.Failure).HasConversion<string>();
        });

        model.Entity<OutboxRow>(outbox =>
        {
            outbox.HasIndex(row => new { row.Kind, row.DueAt });
            outbox.HasIndex(row => new { row.Reference, row.Kind });
        });

        model.Entity<UnlistedRow>(unlisted =>
        {
            unlisted.HasKey(row => new { row.EntraId, row.School, row.Day });
            unlisted.HasIndex(row => row.Day);
        });

        model.Entity<AbsenceRow>(absence =>
        {
            absence.Ignore(row => row.Absence);
            absence.HasIndex(row => row.Until);
            absence.HasIndex(row => new { row.School, row.Person });
        });

        model.Entity<GroupRow>().HasKey(row => row.Id);
        model.Entity<RingKeyRow>().HasKey(row => row.Name);
        model.Entity<SchoolKeyRow>().HasKey(row => row.School);
    }

    private sealed class UtcTicks() : ValueConverter<DateTimeOffset, long>(time => time.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
}

/// <summary>On SQLite: one node and a local disk.</summary>
internal sealed class SqliteCseBotDb(DbContextOptions<SqliteCseBotDb> options) : CseBotDb(options)
{
    public override bool IsOneNode => true;

    public override Task<IDbContextTransaction?> AloneAsync(CancellationToken cancellationToken) => Task.FromResult<IDbContextTransaction?>(null);
}

/// <summary>On PostgreSQL: as many nodes as there are.</summary>
internal sealed class PostgresCseBotDb(DbContextOptions<PostgresCseBotDb> options) : CseBotDb(options)
{
    /// <summary>Any number will do that nothing else locks in this database.</summary>
    private const long Lock = 0x437365426F74;

    public override bool IsOneNode => false;

    public override async Task<IDbContextTransaction?> AloneAsync(CancellationToken cancellationToken)
    {
        var alone = await Database.BeginTransactionAsync(cancellationToken);
        await Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({Lock})", cancellationToken);

        return alone;
    }
}
