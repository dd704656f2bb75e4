namespace CseBot.Practice;

/// <summary>A clock that can be moved on: timers that come due on the way go off. Left alone it runs, or stands still for a test.</summary>
public sealed class MovableClock(DateTimeOffset start, bool runs) : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly HashSet<MovableTimer> _timers = [];
    private readonly long _started = TimeProvider.System.GetTimestamp();
    private TimeSpan _moved;
    private TaskCompletionSource _timerSet = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => start + Gone();

    public override long GetTimestamp() => Gone().Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new MovableTimer(this, () => callback(state));
        timer.Change(dueTime, period);

        return timer;
    }

    public void Advance(TimeSpan by)
    {
        lock (_lock)
        {
            _moved += by;
        }

        Ring();
    }

    /// <summary>Completes once somebody waits for a moment that is no further away than this.</summary>
    /// <param name="patience">Timers that were set for exactly one of these are somebody's patience with a call, not a wait.</param>
    /// <returns>How far away the first such moment is.</returns>
    public async Task<TimeSpan> WhenSomebodyWaitsAsync(TimeSpan within, params IReadOnlyCollection<TimeSpan> patience)
    {
        while (true)
        {
            Task set;

            lock (_lock)
            {
                var now = GetUtcNow();

                if (_timers.Where(timer => !patience.Contains(timer.SetFor)).Select(timer => timer.DueAt - now).Where(wait => wait > TimeSpan.Zero && wait <= within).Min() is { } soonest)
                {
                    return soonest;
                }

                set = _timerSet.Task;
            }

            await set;
        }
    }

    private TimeSpan Gone()
    {
        lock (_lock)
        {
            return _moved + (runs ? TimeProvider.System.GetElapsedTime(_started) : TimeSpan.Zero);
        }
    }

    private void Ring()
    {
        MovableTimer[] due;

        lock (_lock)
        {
            var now = GetUtcNow();
            due = [.. _timers.Where(timer => timer.IsDue(now))];

            foreach (var timer in due)
            {
                timer.Next(now);
            }
        }

        foreach (var timer in due)
        {
            timer.GoOff();
        }
    }

    private sealed class MovableTimer : ITimer
    {
        private readonly MovableClock _clock;
        private readonly Action _callback;
        private readonly ITimer? _real;
        private DateTimeOffset? _dueAt;
        private TimeSpan _period;

        public MovableTimer(MovableClock clock, Action callback)
        {
            (_clock, _callback) = (clock, callback);
            _real = clock.IsRunning ? System.CreateTimer(_ => clock.Ring(), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan) : null;
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (_clock._lock)
            {
                (_period, SetFor) = (period, dueTime);
                _dueAt = dueTime == Timeout.InfiniteTimeSpan ? null : _clock.GetUtcNow() + dueTime;
                _clock._timers.Add(this);
                _clock._timerSet.TrySetResult();
                _clock._timerSet = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _real?.Change(dueTime, period);
            }

            if (dueTime == TimeSpan.Zero)
            {
                _clock.Ring();
            }

            return true;
        }

        public DateTimeOffset? DueAt => _dueAt;

        public TimeSpan SetFor { get; private set; }

        public bool IsDue(DateTimeOffset now) => _dueAt <= now;

        public void Next(DateTimeOffset now) => _dueAt = _period > TimeSpan.Zero ? now + _period : null;

        public void GoOff() => _callback();

        public void Dispose()
        {
            lock (_clock._lock)
            {
                _clock._timers.Remove(this);
            }

            _real?.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();

            return ValueTask.CompletedTask;
        }
    }

    private bool IsRunning => runs;
}
