using System.Collections.Concurrent;
using System.Collections.Immutable;
using CseBot.Concerns;
using CseBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Kiota.Abstractions;

namespace CseBot.Graph;

/// <summary>Who is who, from configuration and from groups that are read at most every few minutes. What was read last goes on counting while Graph is away, over a restart too.</summary>
/// <remarks>A group that has nobody in it is not believed, and the people last known go on counting: it is a mistake more often than a school without staff.</remarks>
internal sealed partial class GroupDirectory(
    IReadOnlyList<SchoolSetup> schools,
    Groups groups,
    Presences presences,
    IDbContextFactory<CseBotDb> databases,
    Protection protection,
    TimeProvider clock,
    ILogger<GroupDirectory> logger)
    : IDirectory, IDisposable
{
    /// <summary>No membership older than this is used, as long as Graph can be asked (design 7).</summary>
    public static readonly TimeSpan Oldest = TimeSpan.FromMinutes(5);

    /// <summary>Groups are read anew from here on, so that nobody who writes has to wait for it.</summary>
    private static readonly TimeSpan _renewed = TimeSpan.FromMinutes(4);

    /// <summary>How long somebody who covered for another may finish what they took on, once the other is back.</summary>
    private static readonly TimeSpan _toFinish = TimeSpan.FromDays(7);

    private static readonly TimeSpan _betweenFailures = TimeSpan.FromSeconds(30);

    /// <summary>How long somebody who writes waits for Graph. Then whoever is not known counts as staff.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    /// <summary>How long the reading that nobody waits for is given.</summary>
    private static readonly TimeSpan _patienceInBackground = TimeSpan.FromSeconds(30);

    /// <summary>A Graph that takes longer than this to refuse is not asked for the next group either.</summary>
    private static readonly TimeSpan _slow = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, Membership> _known = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _one = new(1, 1);

    /// <summary>Until when Graph is not asked at all, because it did not answer: nobody waits once for each group.</summary>
    private DateTimeOffset _silentUntil = DateTimeOffset.MinValue;

    public IReadOnlyList<School> Configured { get; } = [.. schools.Select(setup => setup.School)];

    public async ValueTask<School> SchoolAsync(string id, CancellationToken cancellationToken)
    {
        var setup = schools.FirstOrDefault(one => one.School.Id == id) ?? throw new InvalidOperationException("A school of a concern is not configured any more.");

        return WithAbsences(await WithLeadsAsync(setup, cancellationToken), await AbsencesAsync(cancellationToken));
    }

    public async ValueTask<IReadOnlyList<GroupMember>> StaffAsync(string school, CancellationToken cancellationToken) =>
        schools.FirstOrDefault(one => one.School.Id == school) is { StaffGroupId: { } group } ? (await MembersAsync(group, Oldest, Patience, cancellationToken)).Members : [];

    public async ValueTask<Standing> StandingAsync(string entraId, CancellationToken cancellationToken)
    {
        List<StaffList> lists = [];
        var absences = await AbsencesAsync(cancellationToken);

        foreach (var setup in schools)
        {
            lists.Add(new StaffList(WithAbsences(await WithLeadsAsync(setup, cancellationToken), absences), await StaffAsync(setup, entraId, cancellationToken)));
        }

        return Standing.Of(entraId.ToLowerInvariant(), lists);
    }

    /// <summary>Reads again what is about to be too old.</summary>
    public async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        foreach (var group in GroupIds())
        {
            await MembersAsync(group, _renewed, _patienceInBackground, cancellationToken);
        }
    }

    /// <summary>What health has to say, without naming anybody.</summary>
    public IEnumerable<string> Troubles()
    {
        var now = clock.GetUtcNow();

        if (GroupIds().Any(group => _known.TryGetValue(group, out var known) && known.IsAway(now)))
        {
            yield return "A group of staff or leads cannot be read from Graph: the people last known go on counting, and everybody else who writes counts as staff.";
        }

        if (GroupIds().Any(group => _known.TryGetValue(group, out var known) && known.IsEmpty))
        {
            yield return "A group of staff or leads has nobody in it, which is not believed: the people last known go on counting.";
        }

        foreach (var setup in schools.Where(setup => setup.LeadsGroupId is not null))
        {
            var members = Known(setup.LeadsGroupId);
            var gone = setup.School.People.Count(person => person is { IsLead: true, EntraId: { } id } && members.Length > 0 && members.All(member => member.EntraId != id));

            if (gone > 0)
            {
                yield return $"{gone} of the people named as leads of {setup.School.Id} {(gone == 1 ? "is" : "are")} not in the group of its leads.";
            }
        }
    }

    public void Dispose() => _one.Dispose();

    private IEnumerable<string> GroupIds() =>
        schools.SelectMany(setup => new[] { setup.StaffGroupId, setup.LeadsGroupId }).OfType<string>().Distinct(StringComparer.Ordinal);

    private ImmutableArray<GroupMember> Known(string? group) => group is not null && _known.TryGetValue(group, out var known) ? known.Members : [];

    /// <summary>The school with the leads that its group has at this moment, and with where everybody is.</summary>
    private async Task<School> WithLeadsAsync(SchoolSetup setup, CancellationToken cancellationToken) => presences.Of(
        setup.LeadsGroupId is { } group && await MembersAsync(group, Oldest, Patience, cancellationToken) is { Members: { Length: > 0 } members }
            ? setup.School.WithLeads(members)
            : setup.School);

    /// <summary>Who is out at any school, or was until lately.</summary>
    private async Task<ILookup<string, Absence>> AbsencesAsync(CancellationToken cancellationToken)
    {
        var lately = clock.GetUtcNow() - _toFinish;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var rows = await db.Absences.AsNoTracking().Where(row => row.Until >= lately).OrderBy(row => row.From).ToListAsync(cancellationToken);

        return rows.ToLookup(row => row.School, row => row.Absence, StringComparer.Ordinal);
    }

    private static School WithAbsences(School school, ILookup<string, Absence> absences) =>
        absences[school.Id].ToArray() is { Length: > 0 } theirs ? school with { Absences = theirs } : school;

    /// <summary>Who is on the staff list; nothing when nobody can say. Somebody who was on it when it was last read is on it while Graph is away.</summary>
    private async Task<IReadOnlySet<string>?> StaffAsync(SchoolSetup setup, string entraId, CancellationToken cancellationToken)
    {
        if (setup.StaffGroupId is not { } group || await MembersAsync(group, Oldest, Patience, cancellationToken) is not { Members.Length: > 0 } staff)
        {
            return null;
        }

        var isOnIt = staff.Ids.Contains(entraId.ToLowerInvariant());

        return isOnIt || !staff.IsAway(clock.GetUtcNow()) ? staff.Ids : null;
    }

    private async Task<Membership> MembersAsync(string group, TimeSpan oldest, TimeSpan patient, CancellationToken cancellationToken)
    {
        if (IsGoodEnough(group, oldest) is { } known)
        {
            return known;
        }

        await _one.WaitAsync(cancellationToken);

        try
        {
            return IsGoodEnough(group, oldest) ?? (_known[group] = await ReadAsync(group, oldest, patient, cancellationToken));
        }
        finally
        {
            _one.Release();
        }
    }

    private Membership? IsGoodEnough(string group, TimeSpan oldest)
    {
        var now = clock.GetUtcNow();

        return _known.TryGetValue(group, out var known) && (IsWithin(now, known.ReadAt, oldest) || IsWithin(now, known.FailedAt, _betweenFailures)) ? known : null;
    }

    /// <summary>What another node has read lately, or Graph, or what was read last.</summary>
    private async Task<Membership> ReadAsync(string group, TimeSpan oldest, TimeSpan patient, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var row = await db.Groups.FindAsync([group], cancellationToken);

        if (row is not null && IsWithin(now, row.ReadAt, oldest))
        {
            return Membership.Of(protection.ReadGroup<GroupMember[]>(row.Members), row.ReadAt);
        }

        if (IsWithin(_silentUntil, now, _betweenFailures))
        {
            return Last(group, row) with { FailedAt = now };
        }

        using var late = new CancellationTokenSource(patient, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);

        IReadOnlyList<GroupMember> read;

        try
        {
            read = await groups.MembersAsync(group, either.Token);
        }
        catch (Exception fault) when (fault is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            Log.NotRead(logger, (fault as ApiException)?.ResponseStatusCode ?? 0, fault.GetType().Name);
            var failed = clock.GetUtcNow();
            _silentUntil = failed - now > _slow ? failed + _betweenFailures : _silentUntil;

            return Last(group, row) with { FailedAt = failed };
        }

        if (read.Count == 0)
        {
            return Last(group, row) with { ReadAt = now, IsEmpty = true };
        }

        var membership = Membership.Of(read, now);
        await WriteAsync(db, row, group, membership, cancellationToken);

        return membership;
    }

    /// <summary>Whether something is no longer ago than <paramref name="span"/>. What lies ahead was written down by a clock that was wrong.</summary>
    private static bool IsWithin(DateTimeOffset now, DateTimeOffset at, TimeSpan span) => now - at is var ago && ago >= TimeSpan.Zero && ago <= span;

    private Membership Last(string group, GroupRow? row) => (_known.GetValueOrDefault(group), row) switch
    {
        ({ } known, _) => known,
        (_, { } kept) => Membership.Of(protection.ReadGroup<GroupMember[]>(kept.Members), kept.ReadAt),
        _ => Membership.Of([], DateTimeOffset.MinValue),
    };

    private async Task WriteAsync(CseBotDb db, GroupRow? row, string group, Membership read, CancellationToken cancellationToken)
    {
        var members = protection.Group(read.Members.ToArray());

        if (row is null)
        {
            db.Groups.Add(new GroupRow { Id = group, ReadAt = read.ReadAt, Members = members });
        }
        else
        {
            (row.ReadAt, row.Members) = (read.ReadAt, members);
        }

        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException fault) when (SomebodyWasFirst.Is(fault))
        {
            // Another node has written the same just now.
        }
    }

    private sealed record Membership(ImmutableArray<GroupMember> Members, ImmutableHashSet<string> Ids, DateTimeOffset ReadAt)
    {
        public DateTimeOffset FailedAt { get; init; } = DateTimeOffset.MinValue;

        public static Membership Of(IReadOnlyList<GroupMember> members, DateTimeOffset readAt) =>
            new([.. members], [.. members.Select(member => member.EntraId)], readAt);

        /// <summary>Whether this is what was last known, and Graph cannot be asked for better.</summary>
        public bool IsAway(DateTimeOffset now) => FailedAt > ReadAt && !IsWithin(now, ReadAt, Oldest);

        /// <summary>Whether the group has nobody in it by now, and so is not believed.</summary>
        public bool IsEmpty { get; init; }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "A group could not be read from Graph ({Status} {Fault}); the people last known go on counting.")]
        public static partial void NotRead(ILogger logger, int status, string fault);
    }
}
