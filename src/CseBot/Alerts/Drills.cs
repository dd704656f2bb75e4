using CseBot.Chats;
using CseBot.Concerns;
using CseBot.Outbox;
using CseBot.Storage;
using CseBot.Teams;

namespace CseBot.Alerts;

/// <summary>Sends a test alert to everybody a school has named, to see who would be reached. It goes through nothing that concerns go through but the chats.</summary>
internal sealed partial class Drills(Ledgers ledgers, PersonalChats chats, DrillCards cards, TimeProvider clock, ILogger<Drills> logger)
{
    private const int AtOnce = 25;

    /// <summary>How long somebody is tried for, and how long again the last call is given. Who cannot be had in this time would not have had an alert in time either.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(1);

    /// <summary>Holds a drill at some schools. Somebody whom several of them have named gets one card.</summary>
    /// <param name="tried">Told of every person who has been tried.</param>
    /// <returns>The drill, whose rows say what came of it.</returns>
    public async Task<Guid> HoldAsync(IReadOnlyList<School> schools, Action tried, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var drill = Guid.CreateVersion7(now);
        var named = schools.SelectMany(school => school.People.Where(person => person.EntraId is not null).Select(person => (School: school, person.Key))).ToArray();

        await ledgers.DoAsync(
            ledger =>
            {
                foreach (var (school, person) in named)
                {
                    ledger.Add(new DrillRow { Drill = drill, School = school.Id, Person = person, SentAt = now });
                }

                return Task.FromResult(named.Length);
            },
            cancellationToken);

        await Parallel.ForEachAsync(
            named.GroupBy(one => one.Key, one => one.School),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (person, stopping) =>
            {
                await TryAsync(drill, person.Key, cards.Alert(drill, person, now), stopping);
                tried();
            });

        return drill;
    }

    /// <summary>Tries one person, and writes down what came of it. Nothing about one of them stops the others.</summary>
    private async Task TryAsync(Guid drill, string person, OutgoingActivity card, CancellationToken cancellationToken)
    {
        try
        {
            var failure = await SendAsync(person, card, cancellationToken);
            await ledgers.DoAsync(
                async ledger =>
                {
                    foreach (var row in (await ledger.DrillAsync(drill, person, cancellationToken)).Where(row => row.AcknowledgedAt is null))
                    {
                        (row.Failure, row.ReachedAt) = (failure, failure is null ? clock.GetUtcNow() : null);
                    }

                    return true;
                },
                cancellationToken);
        }
        catch (Exception fault) when (fault is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            Log.NotTried(logger, fault.GetType().Name);
        }
    }

    /// <returns>Why they could not be reached; nothing when they were.</returns>
    private async Task<DeliveryFailure?> SendAsync(string person, OutgoingActivity card, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var timer = clock.CreateTimer(_ => patience.Cancel(), state: null, 2 * _patience, Timeout.InfiniteTimeSpan);
        var until = clock.GetUtcNow() + _patience;
        var tries = 0;

        try
        {
            while (true)
            {
                var (_, sent) = await chats.SendAsync(person, card, patience.Token);

                if (sent.Fault is not { Kind: ConnectorFaultKind.Later or ConnectorFaultKind.Uncertain } passing)
                {
                    return sent.Fault is { } refused ? SendAlert.Why(refused) : null;
                }

                var wait = passing is { Status: null, RetryAfter: { } pace } ? pace : RetrySchedule.After(++tries, passing.RetryAfter, Random.Shared.NextDouble());

                if (clock.GetUtcNow() + wait >= until)
                {
                    return SendAlert.Why(passing);
                }

                await Task.Delay(wait, clock, patience.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return DeliveryFailure.NotAnswered;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "What a drill came to for one person could not be found out: {Fault}. The others go on.")]
        public static partial void NotTried(ILogger logger, string fault);
    }
}
