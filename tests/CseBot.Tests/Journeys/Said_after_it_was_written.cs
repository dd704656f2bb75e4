using CseBot.Tests.Support;

namespace CseBot.Tests.Journeys;

/// <summary>A turn is written first and said afterwards. What goes wrong in between must not make anybody believe that it was not kept.</summary>
public sealed class Said_after_it_was_written
{
    [Fact]
    public async Task When_the_database_goes_after_Send_was_written_nobody_is_told_that_it_was_not_sent()
    {
        await using var app = await TestApp.StartAsync();
        await app.Reporter.WritesAConcernAsync();
        BreakTheDatabaseWhenItSpeaks(app);

        var answer = await app.Reporter.PressesAsync("Send");
        await app.MendDatabaseAsync();
        await app.SettleAsync();

        Assert.Contains($"Sent as {app.OnlyReference}", answer.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("NOT SENT", app.Reporter.Newest, StringComparison.Ordinal);
        Assert.Single(app.Lead.Alerts);
    }

    [Fact]
    public async Task When_it_goes_after_a_message_was_written_the_question_stands_and_can_be_answered()
    {
        await using var app = await TestApp.StartAsync();
        BreakTheDatabaseWhenItSpeaks(app);

        await app.Reporter.SaysAsync("I'm worried about a child");
        await app.MendDatabaseAsync();

        Assert.Contains("Is a child in danger right now?", app.Reporter.Newest, StringComparison.Ordinal);
        await app.Reporter.PressesAsync("No");
        Assert.Contains("Who are you worried about?", app.Reporter.Newest, StringComparison.Ordinal);
    }

    private static void BreakTheDatabaseWhenItSpeaks(TestApp app)
    {
        var isBroken = false;
        app.Stage.Wire.Fail(
            request =>
            {
                if (!isBroken && request.Method != "GET")
                {
                    isBroken = true;
                    app.BreakDatabaseAsync().GetAwaiter().GetResult();
                }

                return false;
            },
            500);
    }
}
