using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using CseBot.Concerns;
using Microsoft.Graph;
using Microsoft.Graph.Communications.GetPresencesByUserId;

namespace CseBot.Graph;

/// <summary>Where the people that schools have named are, read anew every minute and kept in memory (protocol 6.1). Needs Presence.Read.All.</summary>
/// <remarks>What Graph cannot say is not known, and nothing waits for it: nobody is told later, or not at all, because Graph is away.</remarks>
internal sealed partial class Presences(GraphServiceClient graph, IReadOnlyList<SchoolSetup> schools, TimeProvider clock, ILogger<Presences> logger)
{
    /// <summary>As many as Graph takes at once.</summary>
    internal const int AtOnce = 650;

    /// <summary>What is older than this is not known.</summary>
    internal static readonly TimeSpan Oldest = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan _every = TimeSpan.FromMinutes(1);

    /// <summary>Nothing is left unasked for longer than this, whatever Graph asks for.</summary>
    private static readonly TimeSpan _longestWait = TimeSpan.FromHours(1);

    /// <summary>How long Graph is given. The ladders wait behind it.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(4);

    private readonly ConcurrentDictionary<string, Seen> _people = new(
        schools.SelectMany(setup => setup.School.People).Select(person => person.EntraId).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).Select(id => KeyValuePair.Create(id, default(Seen))),
        StringComparer.OrdinalIgnoreCase);

    private DateTimeOffset _nextAt = DateTimeOffset.MinValue;
    private bool _isAway;

    /// <summary>The school with where everybody is. Somebody who is new in it is asked about from now on.</summary>
    public School Of(School school) => school with { People = [.. school.People.Select(person => person.EntraId is { } id ? person with { Presence = Of(id) } : person)] };

    public async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();

        if (now < _nextAt)
        {
            return;
        }

        _nextAt = now + _every;
        var fault = await ReadAsync(cancellationToken);

        if (fault?.RetryAfter is { } wait && wait > _every)
        {
            _nextAt = clock.GetUtcNow() + (wait < _longestWait ? wait : _longestWait);
        }

        Tell(fault);
    }

    /// <summary>What Graph's words come to. Whatever it says that we do not know is not known, and never taken for being there.</summary>
    internal static Presence Meaning(string? availability, string? activity, bool isOutOfOffice) => (availability, activity) switch
    {
        _ when isOutOfOffice => Presence.OutOfOffice,
        (_, "OutOfOffice") => Presence.OutOfOffice,
        (_, not ("Available" or "Away" or "BeRightBack" or "Busy" or "DoNotDisturb" or "InACall" or "InAConferenceCall" or "InAMeeting" or "Inactive" or "Offline" or "OffWork"
            or "Presenting" or "UrgentInterruptionsOnly")) => Presence.Unknown,
        ("Available" or "AvailableIdle", _) => Presence.Available,
        ("Busy" or "BusyIdle" or "DoNotDisturb", _) => Presence.Busy,
        ("Away" or "BeRightBack" or "Offline", _) => Presence.Away,
        _ => Presence.Unknown,
    };

    private Presence Of(string entraId) => _people.GetOrAdd(entraId, default(Seen)) is var seen && clock.GetUtcNow() - seen.At is var ago && ago >= TimeSpan.Zero && ago <= Oldest ? seen.Presence : Presence.Unknown;

    private async Task<GraphFault?> ReadAsync(CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(_patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);

        try
        {
            foreach (var ids in _people.Keys.Chunk(AtOnce))
            {
                await ReadAsync(ids, either.Token);
            }

            return null;
        }
        catch (Exception thrown) when (!cancellationToken.IsCancellationRequested && GraphFault.Of(thrown) is not null)
        {
            return GraphFault.Of(thrown);
        }
    }

    private async Task ReadAsync(string[] ids, CancellationToken cancellationToken)
    {
        var read = await graph.Communications.GetPresencesByUserId.PostAsGetPresencesByUserIdPostResponseAsync(
            new GetPresencesByUserIdPostRequestBody { Ids = [.. ids] }, cancellationToken: cancellationToken);
        var now = clock.GetUtcNow();

        foreach (var person in (read?.Value ?? []).Where(person => person.Id is not null && _people.ContainsKey(person.Id)))
        {
            _people[person.Id!] = new Seen(Meaning(person.Availability, person.Activity, person.OutOfOfficeSettings?.IsOutOfOffice is true), now);
        }
    }

    /// <summary>Says it once when Graph begins to refuse, and once when it no longer does.</summary>
    private void Tell(GraphFault? fault)
    {
        var isAway = fault is not null;

        if (isAway == _isAway)
        {
            return;
        }

        _isAway = isAway;

        if (fault is null)
        {
            Log.ReadAgain(logger);
        }
        else
        {
            Log.NotRead(logger, fault.Kind, fault.Status ?? 0);
        }
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Seen(Presence Presence, DateTimeOffset At);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Graph does not say who is at their Teams ({Fault} {Status}): people are told in the order in which they are named.")]
        public static partial void NotRead(ILogger logger, GraphFaultKind fault, int status);

        [LoggerMessage(LogLevel.Information, "Graph says again who is at their Teams.")]
        public static partial void ReadAgain(ILogger logger);
    }
}
