using CseBot.Practice;
using CseBot.Teams;
using CseBot.Tests.Support;
using FsCheck;
using FsCheck.Fluent;

namespace CseBot.Tests.Teams;

public sealed class ConnectorPaceTests
{
    private static readonly (TimeSpan Span, int Calls)[] _documented =
    [
        (TimeSpan.FromSeconds(1), 7), (TimeSpan.FromSeconds(2), 8), (TimeSpan.FromSeconds(30), 60), (TimeSpan.FromHours(1), 1800),
    ];

    [Fact]
    public void No_window_ever_holds_more_calls_than_Teams_allows_and_nobody_waits_who_need_not()
    {
        var pauses = Gen.Choose(0, 900).ListOf(400);

        Prop.ForAll(pauses.ToArbitrary(), milliseconds =>
        {
            var clock = new MovableClock(TestApp.Monday, runs: false);
            var pace = new ConnectorPace(clock);
            var taken = new List<DateTimeOffset>();

            foreach (var pause in milliseconds)
            {
                clock.Advance(TimeSpan.FromMilliseconds(pause));
                var now = clock.GetUtcNow();
                var full = _documented.Any(limit => taken.Count(at => now - at < limit.Span) >= limit.Calls);
                var wait = pace.Take("a:one");
                Assert.Equal(full, wait is not null);
                Assert.True(wait is null || wait > TimeSpan.Zero);

                if (wait is null)
                {
                    taken.Add(now);
                }
            }
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void After_the_wait_it_names_there_is_a_place()
    {
        var clock = new MovableClock(TestApp.Monday, runs: false);
        var pace = new ConnectorPace(clock);

        while (pace.Take("a:one") is null)
        {
        }

        clock.Advance(pace.Take("a:one")!.Value);
        Assert.Null(pace.Take("a:one"));
    }

    [Fact]
    public void All_conversations_together_keep_to_half_of_what_a_tenant_allows()
    {
        var pace = new ConnectorPace(new MovableClock(TestApp.Monday, runs: false));

        Assert.Equal(25, Enumerable.Range(0, 100).Count(conversation => pace.Take($"a:{conversation}") is null));
    }
}
