using CseBot.Alerts;
using CseBot.Chats;
using CseBot.Concerns;
using CseBot.Dialogs;
using CseBot.Outbox;
using CseBot.Storage;
using CseBot.Teams;

namespace CseBot.Desk;

/// <summary>On every morning of a school day, tells whoever deals with concerns how much waits for them. Numbers only; nothing waits, nothing is sent.</summary>
internal sealed class Mornings(Ledgers ledgers, IDirectory directory, TimeProvider clock)
{
    /// <summary>Whoever has not been told by then is busy with the day.</summary>
    private static readonly TimeSpan _lasts = TimeSpan.FromHours(1);

    /// <summary>The schools that have been told this morning, so that nobody is looked up again until the next.</summary>
    private readonly Dictionary<string, DateOnly> _told = new(StringComparer.Ordinal);

    public async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var day = School.Day(now);

        foreach (var configured in directory.Configured)
        {
            var opens = School.At(day, configured.Calendar.Opens);

            if (_told.GetValueOrDefault(configured.Id) == day || !configured.Calendar.IsStaffed(day) || now < opens || now >= opens + _lasts)
            {
                continue;
            }

            var school = await directory.SchoolAsync(configured.Id, cancellationToken);
            await ledgers.DoAsync(ledger => TellAsync(ledger, school, day, now, cancellationToken), cancellationToken);
            _told[configured.Id] = day;
        }
    }

    private static async Task<bool> TellAsync(Ledger ledger, School school, DateOnly day, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var person in school.People.Where(person => person.EntraId is not null && DeskAccess.Routes(school, person).Count > 0 && !school.IsOut(person, now)))
        {
            if (await ledger.DigestAsync(school.Id, person.Key, day, cancellationToken) is null)
            {
                ledger.Add(new DigestRow { School = school.Id, Person = person.Key, Day = day });
                ledger.Add(OutboxKinds.Tell(person.Key, school.Id, OutboxKinds.Morning, now));
            }
        }

        return true;
    }
}

/// <summary>Tells one of a school's people something that is about no concern: what waits this morning, or that nobody covers.</summary>
internal sealed class TellPerson(Ledgers ledgers, DeskCards cards, IDirectory directory, PersonalChats chats, Wording words, TimeProvider clock) : IOutboxHandler
{
    public string Kind => OutboxKinds.TellPerson;

    public async Task<Handled> HandleAsync(OutboxRow row, CancellationToken cancellationToken)
    {
        var school = await directory.SchoolAsync(OutboxKinds.SchoolOf(row), cancellationToken);

        if (school.Named(row.Person) is not { EntraId: { } entraId } || await SayAsync(row.What!, school, entraId, cancellationToken) is not { } say)
        {
            return Handled.Done;
        }

        var (_, sent) = await chats.SendAsync(entraId, say, cancellationToken);

        return sent.Fault is { Kind: ConnectorFaultKind.Later or ConnectorFaultKind.Uncertain } fault ? Handled.Later(fault.RetryAfter) : Handled.Done;
    }

    private async Task<OutgoingActivity?> SayAsync(string what, School school, string entraId, CancellationToken cancellationToken)
    {
        if (what == OutboxKinds.NobodyCovers)
        {
            return cards.Post(cards.Line(words.Say("out.nobody-covers", ("school", school.Name))));
        }

        await using var ledger = ledgers.Open();
        var piles = await DeskActions.PilesAsync(ledger, [school], entraId, School.Day(clock.GetUtcNow()), cancellationToken);

        return piles.Any(pile => pile.Counts.Any(count => Waits(count.List) && count.Count > 0))
            ? cards.Post(cards.Door([school], entraId, [words.Say("morning.heading", ("school", school.Name)), .. piles.All(pile => pile.Route == ConcernRoute.Adult) ? [words.Say("morning.waits")] : Lines(piles)]))
            : null;
    }

    /// <summary>The numbers of both routes together: which of them it is, is nobody's who looks over a shoulder.</summary>
    private IEnumerable<string> Lines(IReadOnlyList<DeskPile> piles) =>
        from list in Enum.GetValues<DeskList>()
        where Waits(list)
        let count = piles.Sum(pile => pile.Counts.First(one => one.List == list).Count)
        where count > 0
        select words.Say($"desk.list.{list}.count", ("count", $"{count}"));

    private static bool Waits(DeskList list) => list is not DeskList.All;
}

/// <summary>Holds a drill that a lead has asked for in their chat; once, however often it was asked for, and though the program stops in the middle of it.</summary>
internal sealed class HoldDrill(Drills drills, Ledgers ledgers, IDirectory directory) : IOutboxHandler
{
    public string Kind => OutboxKinds.HoldDrill;

    public async Task<Handled> HandleAsync(OutboxRow row, CancellationToken cancellationToken)
    {
        var school = await directory.SchoolAsync(OutboxKinds.SchoolOf(row), cancellationToken);
        await using var ledger = ledgers.Open();

        if (await DeskActions.JustHeldAsync(ledger, school, row.CreatedAt, cancellationToken) is null)
        {
            await drills.HoldAsync([school], () => { }, cancellationToken);
        }

        return Handled.Done;
    }
}
