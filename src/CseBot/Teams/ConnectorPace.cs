using System.Collections.Concurrent;

namespace CseBot.Teams;

/// <summary>Keeps us within what Teams allows: per conversation as documented, and 25 calls a second over all, half of it (protocol 2.5, 8).</summary>
/// <remarks>It never waits. It says how long to, and whoever asked comes back: nothing is held up behind a busy conversation.</remarks>
internal sealed class ConnectorPace(TimeProvider clock)
{
    private static readonly (TimeSpan Span, int Calls)[] _perConversation =
    [
        (TimeSpan.FromSeconds(1), 7),
        (TimeSpan.FromSeconds(2), 8),
        (TimeSpan.FromSeconds(30), 60),
        (TimeSpan.FromHours(1), 1800),
    ];

    private static readonly (TimeSpan Span, int Calls)[] _overall = [(TimeSpan.FromSeconds(1), 25)];

    private readonly Window _everything = new(_overall);
    private readonly ConcurrentDictionary<string, Window> _conversations = new(StringComparer.Ordinal);
    private long _taken;

    /// <summary>Takes a place for one call, or says how long until there is one.</summary>
    public TimeSpan? Take(string conversation)
    {
        var now = clock.GetUtcNow();

        if (Interlocked.Increment(ref _taken) % 4096 == 0)
        {
            Forget(now);
        }

        lock (_everything)
        {
            var window = _conversations.GetOrAdd(conversation, _ => new Window(_perConversation));
            var wait = Longer(window.Wait(now), _everything.Wait(now));

            if (wait is null)
            {
                window.Add(now);
                _everything.Add(now);
            }

            return wait;
        }
    }

    private static TimeSpan? Longer(TimeSpan? one, TimeSpan? other) => one is null || other > one ? other ?? one : one;

    private void Forget(DateTimeOffset now)
    {
        lock (_everything)
        {
            foreach (var (conversation, _) in _conversations.Where(pair => pair.Value.IsOver(now)))
            {
                _conversations.TryRemove(conversation, out _);
            }
        }
    }

    private sealed class Window((TimeSpan Span, int Calls)[] limits)
    {
        private readonly LinkedList<DateTimeOffset> _calls = [];

        public bool IsOver(DateTimeOffset now) => _calls.Last is not { } last || now - last.Value > limits[^1].Span;

        public void Add(DateTimeOffset now) => _calls.AddLast(now);

        public TimeSpan? Wait(DateTimeOffset now)
        {
            while (_calls.First is { } oldest && now - oldest.Value >= limits[^1].Span)
            {
                _calls.RemoveFirst();
            }

            TimeSpan? longest = null;

            foreach (var (span, calls) in limits)
            {
                var recent = _calls.Reverse().TakeWhile(at => now - at < span).Take(calls).ToArray();

                if (recent.Length == calls && recent[^1] + span - now is var wait && (longest is null || wait > longest))
                {
                    longest = wait;
                }
            }

            return longest;
        }
    }
}
