using CseBot.Tests.Support;

namespace CseBot.Tests.Journeys;

public sealed class The_background_work
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Picks_a_fresh_row_up_at_once_although_no_time_passes()
    {
        await using var app = await TestApp.StartAsync(inBackground: true);
        var alerted = app.WhenAsync(() => app.Lead.Alerts.Count == 1 && app.Stage.Graph.Rows.Count == 1);

        await app.Reporter.WritesAConcernAsync();
        await app.Reporter.PressesAsync("Send");

        await alerted.WaitAsync(_patience);
    }

    [Fact]
    public async Task Climbs_the_ladder_when_time_passes()
    {
        await using var app = await TestApp.StartAsync(inBackground: true);
        var alerted = app.WhenAsync(() => app.Lead.Alerts.Count == 1);
        await app.Reporter.WritesAConcernAsync();
        await app.Reporter.PressesAsync("Send");
        await alerted.WaitAsync(_patience);

        var again = app.WhenAsync(() => app.Lead.Alerts.Count == 2);
        app.Stage.Clock.Advance(TimeSpan.FromMinutes(15));

        await again.WaitAsync(_patience);
    }
}
