using CseBot.Concerns;
using CseBot.Outbox;
using Microsoft.EntityFrameworkCore;

namespace CseBot.Storage;

/// <summary>One unit of work: what it reads, it read from the database; what it writes, it writes in one transaction or not at all.</summary>
/// <remarks>
/// The seam behind which a turn's writes can be served by something faster than EF. Two at once are found when the second commits: it
/// is told so, and starts again from what is there now.
/// </remarks>
internal sealed class Ledger(CseBotDb db, AuditChain chain, BlindIndex index, OutboxSignal signal, TimeProvider clock, string referencePrefix) : IAsyncDisposable
{
    private readonly Dictionary<string, Concern> _written = new(StringComparer.Ordinal);
    private bool _hasWork;

    public ValueTask DisposeAsync() => db.DisposeAsync();

    public ValueTask<SeenRow?> SeenAsync(string conversationId, string activityId, CancellationToken cancellationToken) =>
        db.Seen.FindAsync([conversationId, activityId], cancellationToken);

    public void Add(SeenRow seen) => db.Seen.Add(seen);

    public ValueTask<PersonRow?> PersonAsync(string entraId, CancellationToken cancellationToken) => db.People.FindAsync([entraId], cancellationToken);

    /// <summary>Where Teams last wrote to us from, for somebody who has not.</summary>
    public Task<string?> AnyServiceUrlAsync(CancellationToken cancellationToken) =>
        db.People.OrderByDescending(person => person.HeardAt).Select(person => person.ServiceUrl).FirstOrDefaultAsync(cancellationToken);

    public void Add(PersonRow person) => db.People.Add(person);

    public ValueTask<ConversationRow?> ConversationAsync(string id, CancellationToken cancellationToken) => db.Conversations.FindAsync([id], cancellationToken);

    public void Add(ConversationRow conversation) => db.Conversations.Add(conversation);

    /// <summary>The conversations whose draft is due for a reminder, or too old.</summary>
    public Task<List<string>> ConversationsDueAsync(DateTimeOffset now, CancellationToken cancellationToken) => db.Conversations
        .Where(row => row.RemindAt <= now || row.ExpiresAt <= now)
        .Select(row => row.Id)
        .ToListAsync(cancellationToken);

    /// <summary>The messages since <paramref name="since"/> that were written down, and never answered.</summary>
    public Task<List<SeenRow>> UnansweredAsync(DateTimeOffset since, CancellationToken cancellationToken) =>
        db.Seen.Where(seen => !seen.WasAnswered && seen.At >= since).OrderBy(seen => seen.At).ToListAsync(cancellationToken);

    /// <summary>The concerns whose time has come, the longest due first.</summary>
    public Task<List<string>> ConcernsDueAsync(DateTimeOffset now, CancellationToken cancellationToken) => db.Concerns
        .Where(concern => concern.DueAt <= now)
        .OrderBy(concern => concern.DueAt)
        .Select(concern => concern.Reference)
        .ToListAsync(cancellationToken);

    /// <summary>Everybody who is acting on a concern, and at which school.</summary>
    public async Task<IReadOnlyList<(string School, string Holder)>> HoldersAsync(CancellationToken cancellationToken)
    {
        var holders = await db.Concerns
            .Where(concern => concern.Status == ConcernStatus.Acknowledged && concern.Holder != null)
            .Select(concern => new { concern.School, concern.Holder })
            .Distinct()
            .ToListAsync(cancellationToken);

        return holders.ConvertAll(one => (one.School, one.Holder!));
    }

    /// <summary>The references of the concerns of a school, of both routes, that somebody is acting on.</summary>
    public Task<List<string>> HeldByAsync(string school, string entraId, CancellationToken cancellationToken) => db.Concerns
        .Where(concern => concern.School == school && concern.Status == ConcernStatus.Acknowledged && concern.Holder == entraId)
        .Select(concern => concern.Reference)
        .ToListAsync(cancellationToken);

    /// <summary>The alert cards that have been open for long enough.</summary>
    public Task<List<AlertCardRow>> AlertCardsDueAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        db.AlertCards.Where(card => card.ViewUntil <= now).ToListAsync(cancellationToken);

    /// <summary>The alert that a message of somebody's is, whatever it shows now. The chat it was sent to may go by another id than the one it is pressed in.</summary>
    public Task<AlertCardRow?> AlertCardAsync(string person, string activityId, CancellationToken cancellationToken) =>
        db.AlertCards.OrderByDescending(card => card.Id).FirstOrDefaultAsync(card => card.Person == person && card.ActivityId == activityId, cancellationToken);

    public ValueTask<DeskCardRow?> DeskCardAsync(string conversationId, string activityId, CancellationToken cancellationToken) =>
        db.DeskCards.FindAsync([conversationId, activityId], cancellationToken);

    /// <summary>The cards of desks that have been open for long enough.</summary>
    public Task<List<DeskCardRow>> DeskCardsDueAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        db.DeskCards.Where(card => card.ViewUntil <= now).ToListAsync(cancellationToken);

    public void Add(DeskCardRow card) => db.DeskCards.Add(card);

    public void Remove(DeskCardRow card) => db.DeskCards.Remove(card);

    public ValueTask<DigestRow?> DigestAsync(string school, string person, DateOnly day, CancellationToken cancellationToken) =>
        db.Digests.FindAsync([school, person, day], cancellationToken);

    public void Add(DigestRow digest) => db.Digests.Add(digest);

    public Task<List<AlertCardRow>> AlertCardsAsync(string reference, CancellationToken cancellationToken) =>
        db.AlertCards.Where(card => card.Reference == reference).OrderBy(card => card.Id).ToListAsync(cancellationToken);

    public ValueTask<AlertCardRow?> AlertCardAsync(long id, CancellationToken cancellationToken) => db.AlertCards.FindAsync([id], cancellationToken);

    /// <summary>What is on a card at this moment, whatever was read of it before.</summary>
    public Task<AlertView> AlertViewAsync(long id, CancellationToken cancellationToken) =>
        db.AlertCards.Where(card => card.Id == id).Select(card => card.View).FirstAsync(cancellationToken);

    public void Add(AlertCardRow card) => db.AlertCards.Add(card);

    public void Add(DrillRow row) => db.Drills.Add(row);

    /// <summary>What a drill came to for one person, at every school that has named them.</summary>
    public Task<List<DrillRow>> DrillAsync(Guid drill, string person, CancellationToken cancellationToken) =>
        db.Drills.Where(row => row.Drill == drill && row.Person == person).ToListAsync(cancellationToken);

    /// <summary>What a drill came to at some schools.</summary>
    public Task<List<DrillRow>> DrillAsync(Guid drill, IReadOnlyList<string> schools, CancellationToken cancellationToken) =>
        db.Drills.AsNoTracking().Where(row => row.Drill == drill && schools.Contains(row.School)).ToListAsync(cancellationToken);

    /// <summary>The last drill at any of some schools, if there has been one.</summary>
    public Task<Guid?> LastDrillAsync(IReadOnlyList<string> schools, CancellationToken cancellationToken) => db.Drills
        .Where(row => schools.Contains(row.School))
        .OrderByDescending(row => row.SentAt)
        .Select(row => (Guid?)row.Drill)
        .FirstOrDefaultAsync(cancellationToken);

    /// <summary>What came of a school's drills that began in a time.</summary>
    public Task<List<DrillRow>> DrillsAsync(string school, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) =>
        db.Drills.AsNoTracking().Where(row => row.School == school && row.SentAt >= from && row.SentAt < to).ToListAsync(cancellationToken);

    /// <summary>A school's concerns about children that were raised in a time, the oldest first. Those about adults are never among them.</summary>
    public async Task<IReadOnlyList<Concern>> ConcernsRaisedAsync(string school, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var links = await db.Concerns
            .Where(concern => concern.School == school && concern.Route == ConcernRoute.Child && concern.RaisedAt >= from && concern.RaisedAt < to)
            .Join(db.Events, concern => concern.Reference, link => link.Reference, (concern, link) => new { concern, link })
            .Where(both => both.link.Number <= both.concern.Events)
            .OrderBy(both => both.concern.RaisedAt).ThenBy(both => both.link.Reference).ThenBy(both => both.link.Number)
            .Select(both => both.link)
            .AsNoTracking()
            .ToListAsync(cancellationToken);

        return [.. links.GroupBy(link => link.Reference).Select(history => Concern.From(history.Key, [.. history.Select(chain.Read)]))];
    }

    public Task<string?> SentAsAsync(Guid draft, CancellationToken cancellationToken) =>
        db.Concerns.Where(concern => concern.Draft == draft).Select(concern => concern.Reference).SingleOrDefaultAsync(cancellationToken);

    /// <summary>The references of the concerns that somebody raised at a school, the newest first.</summary>
    public async Task<List<string>> RaisedByAsync(string school, string entraId, int most, CancellationToken cancellationToken)
    {
        var token = await index.TokenAsync(db, school, TokenKind.Reporter, entraId, cancellationToken);

        return await db.Tokens.Where(row => row.Kind == TokenKind.Reporter && row.Token == token)
            .Join(db.Concerns, row => row.Reference, concern => concern.Reference, (_, concern) => concern)
            .OrderByDescending(concern => concern.RaisedAt)
            .Take(most)
            .Select(concern => concern.Reference)
            .ToListAsync(cancellationToken);
    }

    /// <summary>
    /// The references of a school's concerns about children that have what somebody has typed, the newest first: a reference, or else a child, a vehicle, a place or a name.
    /// Those that have all of its words come before those that have some. Whether they may open each of them is for the caller to ask (<see cref="ConcernAccess.MayOpen"/>).
    /// </summary>
    public async Task<IReadOnlyList<string>> SearchAsync(string school, string words, int most, CancellationToken cancellationToken)
    {
        var typed = Reference.Typed(words, referencePrefix, clock.GetUtcNow());
        var meant = typed.Count == 0 ? [] : await db.Concerns
            .Where(row => typed.Contains(row.Reference) && row.School == school && row.Route == ConcernRoute.Child)
            .OrderByDescending(row => row.RaisedAt)
            .Take(most)
            .Select(row => row.Reference)
            .ToListAsync(cancellationToken);

        return meant.Count > 0 ? meant : await index.SearchAsync(db, school, words, most, cancellationToken);
    }

    /// <summary>
    /// The other concerns about children of the same school that share a child, a vehicle, a place or a person's name with one, the newest first; not those linked to it.
    /// Whether somebody may open each of them is for the caller to ask (<see cref="ConcernAccess.MayOpen"/>). About an adult there are none.
    /// </summary>
    public Task<IReadOnlyList<SeenBefore>> SeenBeforeAsync(Concern concern, int most, CancellationToken cancellationToken) =>
        index.SeenBeforeAsync(db, concern, most, cancellationToken);

    /// <summary>The references of a school's open concerns about children, the most urgent first.</summary>
    public Task<List<string>> OpenAsync(string school, CancellationToken cancellationToken) =>
        On(DeskList.All, school, ConcernRoute.Child, string.Empty, default).MostUrgentFirst(DeskList.All).Select(row => row.Reference).ToListAsync(cancellationToken);

    /// <summary>One page of a list on somebody's desk, the most urgent first, and how many are on the whole list. Whether they may open each of them is for the caller to ask.</summary>
    /// <param name="today">The day at the school.</param>
    public async Task<(IReadOnlyList<string> References, int Total)> DeskAsync(
        string school, ConcernRoute route, DeskList list, string entraId, DateOnly today, int skip, int take, CancellationToken cancellationToken)
    {
        var rows = On(list, school, route, entraId, today);
        var page = await rows.MostUrgentFirst(list).Skip(skip).Take(take).Select(row => row.Reference).ToListAsync(cancellationToken);

        return (page, await rows.CountAsync(cancellationToken));
    }

    /// <summary>The references of a school's concerns that leave somebody out. Everything else on a route is open to everybody on it.</summary>
    public async Task<IReadOnlySet<string>> WithheldAsync(string school, ConcernRoute route, CancellationToken cancellationToken) =>
        (await db.Concerns.Where(row => row.School == school && row.Route == route && row.IsWithheld).Select(row => row.Reference).ToListAsync(cancellationToken)).ToHashSet(StringComparer.Ordinal);

    /// <summary>How many are on each list of somebody's desk.</summary>
    /// <param name="today">The day at the school.</param>
    public async Task<IReadOnlyDictionary<DeskList, int>> DeskCountsAsync(
        string school, ConcernRoute route, string entraId, DateOnly today, CancellationToken cancellationToken)
    {
        var counts = new Dictionary<DeskList, int>();

        foreach (var list in Enum.GetValues<DeskList>())
        {
            counts[list] = await On(list, school, route, entraId, today).CountAsync(cancellationToken);
        }

        return counts;
    }

    /// <summary>
    /// A concern about a child, and all that are linked to it, one through another, at the same school. Whether somebody may open each of them is for the caller to ask.
    /// About an adult there are none.
    /// </summary>
    public async Task<IReadOnlyList<Concern>> ChronologyAsync(string reference, CancellationToken cancellationToken)
    {
        var concerns = new List<Concern>();
        var found = new HashSet<string>(StringComparer.Ordinal) { reference };
        var next = new Queue<string>([reference]);

        while (next.TryDequeue(out var one))
        {
            if (await ConcernAsync(one, cancellationToken) is { Raised: { Route: ConcernRoute.Child } raised } concern
                && (concerns.Count == 0 ? one == reference : raised.School == concerns[0].Raised.School))
            {
                concerns.Add(concern);
                concern.Linked.Where(found.Add).ToList().ForEach(next.Enqueue);
            }
        }

        return concerns;
    }

    /// <summary>Writes down that somebody has searched a school's concerns. What they searched for is read by nobody without the key.</summary>
    public async Task WriteSearchedAsync(string school, Searched searched, CancellationToken cancellationToken)
    {
        var reference = SchoolChainRow.ReferenceOf(school);

        if (await db.SchoolChains.FindAsync([reference], cancellationToken) is not { } row)
        {
            db.SchoolChains.Add(row = new SchoolChainRow { Reference = reference });
        }

        db.Events.Add(chain.Next(row, searched));
    }

    /// <summary>What somebody on no staff list has written to a school on a day, if they have.</summary>
    public ValueTask<UnlistedRow?> UnlistedAsync(string entraId, string school, DateOnly day, CancellationToken cancellationToken) =>
        db.Unlisted.FindAsync([entraId, school, day], cancellationToken);

    public void Add(UnlistedRow row) => db.Unlisted.Add(row);

    /// <summary>Who of a school is out now or will be, the earliest first.</summary>
    public async Task<IReadOnlyList<Absence>> AbsencesAsync(string school, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var rows = await db.Absences.AsNoTracking().Where(row => row.School == school && row.Until > now).OrderBy(row => row.From).ToListAsync(cancellationToken);

        return [.. rows.Select(row => row.Absence)];
    }

    /// <summary>Somebody says that they are out, in the place of what they said before.</summary>
    public async Task SetAbsenceAsync(string school, Absence absence, CancellationToken cancellationToken)
    {
        await EndAbsenceAsync(school, absence.Person, cancellationToken);
        db.Absences.Add(new AbsenceRow { School = school, Person = absence.Person, From = absence.From, Until = absence.Until, CoveredBy = absence.CoveredBy });
    }

    /// <summary>Somebody is back, and will not be out as they said before.</summary>
    public async Task EndAbsenceAsync(string school, string person, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();

        foreach (var row in await db.Absences.Where(row => row.School == school && row.Person == person && row.Until > now).ToListAsync(cancellationToken))
        {
            if (row.From < now)
            {
                row.Until = now;
            }
            else
            {
                db.Absences.Remove(row);
            }
        }
    }

    /// <summary>A concern as it stands, what this unit of work has written included, or <see langword="null"/> when there is none.</summary>
    public async Task<Concern?> ConcernAsync(string reference, CancellationToken cancellationToken)
    {
        if (_written.TryGetValue(reference, out var written))
        {
            return written;
        }

        if (await db.Concerns.FindAsync([reference], cancellationToken) is not { Events: var length })
        {
            return null;
        }

        var links = await db.Events.AsNoTracking()
            .Where(link => link.Reference == reference && link.Number <= length)
            .OrderBy(link => link.Number)
            .ToListAsync(cancellationToken);

        return Concern.From(reference, [.. links.Select(chain.Read)]) with { ChainHead = links.Count > 0 ? Convert.ToHexStringLower(links[^1].Hash) : null };
    }

    /// <summary>Frees all work that was being done when the program stopped. Only where there is one node: elsewhere another may be doing it, and its lease runs out.</summary>
    public Task ReleaseLeasesAsync(CancellationToken cancellationToken) => !db.IsOneNode ? Task.CompletedTask : db.Outbox
        .Where(row => row.LeasedUntil != null)
        .ExecuteUpdateAsync(row => row.SetProperty(one => one.LeasedUntil, (DateTimeOffset?)null), cancellationToken);

    /// <summary>Leaves work that has been asked for again since to the later row, which goes on counting how often it has been tried.</summary>
    /// <returns>Whether there is a later row.</returns>
    public async Task<bool> LeaveToLaterAsync(OutboxRow row, CancellationToken cancellationToken)
    {
        var later = db.Outbox.Where(other => other.Reference == row.Reference && other.Kind == row.Kind && other.Id > row.Id);
        await later.Where(other => other.Attempts < row.Attempts)
            .ExecuteUpdateAsync(other => other.SetProperty(one => one.Attempts, row.Attempts), cancellationToken);

        return await later.AnyAsync(cancellationToken);
    }

    /// <summary>Writes on a piece of work how far it has got, at once and whatever comes after.</summary>
    public Task MarkAsync(OutboxRow row, string? what, CancellationToken cancellationToken) =>
        db.Outbox.Where(one => one.Id == row.Id).ExecuteUpdateAsync(one => one.SetProperty(work => work.What, what), cancellationToken);

    /// <summary>Whether the same person is to be told of the same concern by a later row: then the later one tells of everything.</summary>
    public Task<bool> HasLaterAlertAsync(OutboxRow row, CancellationToken cancellationToken) =>
        db.Outbox.AnyAsync(other => other.Reference == row.Reference && other.Kind == row.Kind && other.Person == row.Person && other.Id > row.Id, cancellationToken);

    /// <summary>The chain's head and length, as the list item shows them.</summary>
    public async Task<(int Events, string ChainHead)> ChainAsync(string reference, CancellationToken cancellationToken)
    {
        var row = await db.Concerns.FindAsync([reference], cancellationToken);

        return (row!.Events, Convert.ToHexStringLower(row.ChainHead));
    }

    /// <summary>Writes down a new concern, and the work it makes.</summary>
    public async Task<Concern> RaiseAsync(Decision decision, CancellationToken cancellationToken)
    {
        var raised = (ConcernRaised)decision.Events[0];
        var reference = Reference.Next(referencePrefix, raised.At);
        var row = new ConcernRow { Reference = reference, Draft = raised.Draft, School = raised.School, Response = raised.Response, Route = raised.Route, RaisedAt = raised.At };

        db.Concerns.Add(row);

        return await WriteAsync(row, decision, Concern.From(reference, decision.Events), cancellationToken);
    }

    /// <summary>Writes down what happened to a concern, and the work it makes.</summary>
    public async Task<Concern> WriteAsync(Concern concern, Decision decision, CancellationToken cancellationToken)
    {
        var row = await db.Concerns.FindAsync([concern.Reference], cancellationToken);

        return await WriteAsync(row!, decision, decision.Events.Aggregate(concern, (now, happened) => now.After(happened)), cancellationToken);
    }

    public void Add(OutboxRow row)
    {
        db.Outbox.Add(row);
        _hasWork = true;
    }

    /// <summary>Writes everything, or nothing.</summary>
    public async Task CommitAsync(CancellationToken cancellationToken)
    {
        foreach (var conversation in db.ChangeTracker.Entries<ConversationRow>().Where(entry => entry.State == EntityState.Modified))
        {
            conversation.Entity.Version++;
        }

        await db.SaveChangesAsync(cancellationToken);

        if (_hasWork)
        {
            signal.Wake();
        }
    }

    /// <summary>Whatever somebody has open who is left out from now on is closed: it may show what they must not see any more.</summary>
    private async Task CloseViewsAsync(IReadOnlyList<string> people, CancellationToken cancellationToken)
    {
        if (people.Count == 0)
        {
            return;
        }

        var now = clock.GetUtcNow();

        foreach (var card in await db.AlertCards.Where(card => people.Contains(card.Person) && card.ViewUntil != null).ToListAsync(cancellationToken))
        {
            card.ViewUntil = now;
        }

        foreach (var card in await db.DeskCards.Where(card => people.Contains(card.EntraId)).ToListAsync(cancellationToken))
        {
            card.ViewUntil = now;
        }
    }

    private IQueryable<ConcernRow> On(DeskList list, string school, ConcernRoute route, string entraId, DateOnly today) =>
        db.Concerns.Where(row => row.School == school && row.Route == route).On(list, entraId, today);

    private async Task<Concern> WriteAsync(ConcernRow row, Decision decision, Concern concern, CancellationToken cancellationToken)
    {
        await index.WriteAsync(db, concern, decision.Events, cancellationToken);
        await CloseViewsAsync([.. decision.Events.OfType<PeopleLeftOut>().SelectMany(left => left.People)], cancellationToken);
        db.Events.AddRange(decision.Events.Select(happened => chain.Next(row, happened)));
        row.Follow(concern);

        foreach (var work in decision.Work)
        {
            Add(OutboxKinds.Row(work, concern.Reference, clock.GetUtcNow()));
        }

        _written[concern.Reference] = concern;

        return concern;
    }
}

/// <summary>Opens ledgers.</summary>
internal sealed class Ledgers(
    IDbContextFactory<CseBotDb> databases, AuditChain chain, BlindIndex index, OutboxSignal signal, TimeProvider clock, StorageOptions storage)
{
    private const int Tries = 8;

    public Ledger Open() => new(databases.CreateDbContext(), chain, index, signal, clock, storage.ReferencePrefix);

    /// <summary>Does a piece of work from what is in the database, again from the start when somebody else was first.</summary>
    /// <remarks>When somebody else was first every time, the last failure is the caller's.</remarks>
    public async Task<T> DoAsync<T>(Func<Ledger, Task<T>> work, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            await using var ledger = Open();

            try
            {
                var result = await work(ledger);
                await ledger.CommitAsync(cancellationToken);

                return result;
            }
            catch (Exception fault) when (attempt < Tries && SomebodyWasFirst.Is(fault))
            {
                // Decided again, from what is there now.
            }
        }
    }
}
