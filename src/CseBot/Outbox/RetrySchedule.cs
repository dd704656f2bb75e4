namespace CseBot.Outbox;

/// <summary>When something that failed is tried again. The last interval goes on for ever: nothing is given up, but health says that it is late.</summary>
internal static class RetrySchedule
{
    public static IReadOnlyList<TimeSpan> Intervals { get; } =
    [
        TimeSpan.FromSeconds(2),
        TimeSpan.FromSeconds(5),
        TimeSpan.FromSeconds(15),
        TimeSpan.FromSeconds(30),
        TimeSpan.FromMinutes(1),
        TimeSpan.FromMinutes(2),
        TimeSpan.FromMinutes(5),
        TimeSpan.FromMinutes(15),
    ];

    /// <summary>Nothing is left for longer than this, whatever the far side asks: a wait of years would be a loss.</summary>
    private static readonly TimeSpan _longest = TimeSpan.FromHours(1);

    /// <param name="attempts">How often it has been tried, from 1.</param>
    /// <param name="asked">What the far side asked for. Up to an hour, it is never tried sooner.</param>
    /// <param name="jitter">From 0 to 1: spreads rows that failed together over ±20 %.</param>
    public static TimeSpan After(int attempts, TimeSpan? asked, double jitter)
    {
        var interval = Intervals[Math.Min(attempts, Intervals.Count) - 1] * (0.8 + (0.4 * jitter));

        return asked is { } wait ? (wait < _longest ? wait : _longest) + (interval * 0.1) : interval;
    }
}
