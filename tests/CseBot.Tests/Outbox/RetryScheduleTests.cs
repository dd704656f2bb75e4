using CseBot.Outbox;

namespace CseBot.Tests.Outbox;

public sealed class RetryScheduleTests
{
    [Fact]
    public void Waits_grow_and_the_last_goes_on_for_ever()
    {
        var waits = Enumerable.Range(1, 20).Select(attempt => RetrySchedule.After(attempt, asked: null, jitter: 0.5)).ToArray();

        Assert.Equal(waits.Order(), waits);
        Assert.Equal(RetrySchedule.Intervals[^1], waits[^1]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Jitter_is_a_fifth_either_way(double jitter) =>
        Assert.Equal(TimeSpan.FromSeconds(2 * (0.8 + (0.4 * jitter))), RetrySchedule.After(1, asked: null, jitter));

    [Fact]
    public void It_is_never_tried_sooner_than_the_far_side_asks() =>
        Assert.All(Enumerable.Range(1, 12), attempt => Assert.True(RetrySchedule.After(attempt, TimeSpan.FromMinutes(40), jitter: 0) >= TimeSpan.FromMinutes(40)));

    [Fact]
    public void But_nothing_waits_for_years_because_the_far_side_says_so() =>
        Assert.All(Enumerable.Range(1, 12), attempt => Assert.InRange(RetrySchedule.After(attempt, TimeSpan.MaxValue, jitter: 1), TimeSpan.FromHours(1), TimeSpan.FromMinutes(62)));
}
