using System.Text.Json;
using CseBot.Chats;
using CseBot.Concerns;
using CseBot.Graph;
using CseBot.Storage;
using CseBot.Teams;
using Microsoft.EntityFrameworkCore;

namespace CseBot.Operations;

/// <summary>Once a night sees to it that everybody a school has named has the app and can be written to, and says so in health where somebody cannot. It writes to nobody.</summary>
/// <remarks>A few people at a time, because the ladders wait behind it. What came of a night is kept, as an activity is that has been seen, so that a restart does not begin again.</remarks>
internal sealed class Reconciliation(
    IDirectory directory, AppInstaller installer, PersonalChats chats, ConnectorClient connector, IDbContextFactory<CseBotDb> databases, TimeProvider clock)
{
    private const string Name = "reconciliation";

    /// <summary>How often those are tried of whom nobody could say anything.</summary>
    private const int Tries = 4;

    private static readonly TimeOnly _begins = new(2, 0);
    private static readonly TimeSpan _atOnce = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan _betweenTries = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(4);

    private DateOnly _doneOn;
    private Night? _night;

    /// <summary>What is written down of a night that is over.</summary>
    /// <param name="result">How many people of each school cannot be reached, and of how many nobody could say.</param>
    internal static SeenRow Done(DateOnly night, DateTimeOffset at, string result) =>
        new() { ConversationId = Name, ActivityId = night.ToString("O", System.Globalization.CultureInfo.InvariantCulture), At = at, Result = result, WasAnswered = true };

    public async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var today = School.Day(now);

        if (now < School.At(today, _begins) || _doneOn == today || !await IsBegunAsync(today, cancellationToken) || now < _night!.NotBefore)
        {
            return;
        }

        while (clock.GetUtcNow() - now <= _atOnce && _night.Waiting.TryDequeue(out var person))
        {
            _night.Found[person] = await LookAsync(person, cancellationToken);
        }

        if (_night.Waiting.Count == 0)
        {
            await EndAsync(_night, cancellationToken);
        }
    }

    /// <summary>What the last night came to, without naming anybody.</summary>
    public static async Task<IEnumerable<string>> TroublesAsync(CseBotDb db, IEnumerable<School> schools, CancellationToken cancellationToken)
    {
        var last = await db.Seen.AsNoTracking().Where(seen => seen.ConversationId == Name).OrderByDescending(seen => seen.At).Select(seen => seen.Result).FirstOrDefaultAsync(cancellationToken);
        var counts = last is { Length: > 0 } ? JsonSerializer.Deserialize<Dictionary<string, int[]>>(last)! : [];

        return schools.Where(school => counts.ContainsKey(school.Id)).SelectMany(school => Sentences(school.Id, counts[school.Id][0], counts[school.Id][1]));
    }

    private static IEnumerable<string> Sentences(string school, int cannot, int unknown)
    {
        if (cannot > 0)
        {
            yield return $"{cannot} of the named people of {school} cannot be reached in Teams.";
        }

        if (unknown > 0)
        {
            yield return $"Whether {unknown} of the named people of {school} can be reached in Teams could not be found out.";
        }
    }

    /// <summary>Whether this night is to be worked on: not where it is over already, here or at another node, or before a restart.</summary>
    private async Task<bool> IsBegunAsync(DateOnly today, CancellationToken cancellationToken)
    {
        if (_night?.Day == today)
        {
            return true;
        }

        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var done = Done(today, clock.GetUtcNow(), string.Empty);

        if (await db.Seen.FindAsync([done.ConversationId, done.ActivityId], cancellationToken) is not null)
        {
            _doneOn = today;

            return false;
        }

        Dictionary<string, string[]> named = new(StringComparer.Ordinal);

        foreach (var school in directory.Configured)
        {
            named[school.Id] = [.. (await directory.SchoolAsync(school.Id, cancellationToken)).People.Select(person => person.EntraId).OfType<string>().Distinct(StringComparer.Ordinal)];
        }

        _night = new Night(today, named);

        return true;
    }

    /// <summary>Whether somebody can be written to, with the app installed for them where it was not.</summary>
    private async Task<Reach> LookAsync(string entraId, CancellationToken cancellationToken)
    {
        var found = await installer.FindChatAsync(entraId, cancellationToken);
        var (known, serviceUrl) = await chats.KnownAsync(entraId, cancellationToken);
        var isNew = found.Value is not null && known is null;

        if ((isNew ? new ConversationReference(serviceUrl, found.Value!) : known) is not { } chat)
        {
            return found.Fault is { Kind: GraphFaultKind.NotThere or GraphFaultKind.NotAllowed or GraphFaultKind.TokenRefused or GraphFaultKind.NotAccepted } ? Reach.Cannot : Reach.Unknown;
        }

        var reach = await AskAsync(chat, cancellationToken);

        if (isNew && reach == Reach.Can)
        {
            await chats.RememberAsync(entraId, chat, cancellationToken);
        }

        return reach;
    }

    private async Task<Reach> AskAsync(ConversationReference chat, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(_patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);

        try
        {
            return (await connector.MembersAsync(chat, either.Token)).Fault switch
            {
                null => Reach.Can,
                { Kind: ConnectorFaultKind.Unreachable or ConnectorFaultKind.NotThere } => Reach.Cannot,
                _ => Reach.Unknown,
            };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Reach.Unknown;
        }
    }

    /// <summary>Tries those again a little later of whom nobody could say anything; or writes down what came of the night.</summary>
    private async Task EndAsync(Night night, CancellationToken cancellationToken)
    {
        if (night.Found.ContainsValue(Reach.Unknown) && ++night.Tried < Tries)
        {
            night.Again(clock.GetUtcNow() + _betweenTries);
            return;
        }

        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        db.Seen.Add(Done(night.Day, clock.GetUtcNow(), JsonSerializer.Serialize(night.Counts())));

        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException fault) when (SomebodyWasFirst.Is(fault))
        {
            // Another node has looked at the same people.
        }

        (_doneOn, _night) = (night.Day, null);
    }

    private enum Reach
    {
        Unknown,
        Can,
        Cannot,
    }

    /// <param name="Named">The people of each school, by Entra id.</param>
    private sealed record Night(DateOnly Day, IReadOnlyDictionary<string, string[]> Named)
    {
        public Queue<string> Waiting { get; } = new(Named.Values.SelectMany(people => people).Distinct(StringComparer.Ordinal));

        public Dictionary<string, Reach> Found { get; } = new(StringComparer.Ordinal);

        public DateTimeOffset NotBefore { get; private set; } = DateTimeOffset.MinValue;

        public int Tried { get; set; }

        public void Again(DateTimeOffset at)
        {
            NotBefore = at;

            foreach (var person in Found.Where(found => found.Value == Reach.Unknown).Select(found => found.Key))
            {
                Waiting.Enqueue(person);
            }
        }

        public Dictionary<string, int[]> Counts() => Named.ToDictionary(
            school => school.Key, school => new[] { school.Value.Count(person => Found[person] == Reach.Cannot), school.Value.Count(person => Found[person] == Reach.Unknown) }, StringComparer.Ordinal);
    }
}
