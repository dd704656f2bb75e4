using CseBot.Tests.Support;

namespace CseBot.Tests.Journeys;

public sealed class Cards_that_are_open
{
    [Fact]
    public async Task Are_never_replaced_while_somebody_reads_them()
    {
        await using var app = await TestApp.StartAsync();
        await app.Reporter.SendsAConcernAsync(who: "Robin Vale, 9B");
        await app.Deputy.PressesAsync("Open");

        await app.Lead.PressesAsync("Acknowledge");
        await app.SettleAsync();
        Assert.Contains("Robin Vale, 9B", app.Deputy.Newest, StringComparison.Ordinal);

        await app.Deputy.PressesAsync("Close");
        await app.SettleAsync();
        Assert.DoesNotContain("Robin Vale", app.Deputy.Seen, StringComparison.Ordinal);
        Assert.Contains("Lee Ward", app.Deputy.Posted, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Are_sealed_again_ten_minutes_after_the_last_press_and_say_so()
    {
        await using var app = await TestApp.StartAsync();
        await app.Reporter.SendsAConcernAsync(who: "Robin Vale, 9B");
        await app.Lead.PressesAsync("Acknowledge");
        await app.Lead.PressesAsync("Open");

        await app.PassAsync(TimeSpan.FromMinutes(9));
        Assert.Contains("Robin Vale, 9B", app.Lead.Newest, StringComparison.Ordinal);

        await app.PassAsync(TimeSpan.FromMinutes(1));
        Assert.DoesNotContain("Robin Vale", app.Lead.Seen, StringComparison.Ordinal);
        Assert.Contains("Press Open to read it again", app.Lead.Newest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_a_form_on_them_stay_for_an_hour()
    {
        await using var app = await TestApp.StartAsync();
        await app.Reporter.SendsAConcernAsync();
        await app.Lead.PressesAsync("Acknowledge");
        await app.Lead.PressesAsync("Open");
        await app.Lead.PressesAsync("Record a decision");
        await app.Lead.PressesAsync("Early help");

        await app.PassAsync(TimeSpan.FromMinutes(59));
        Assert.True(app.Lead.Sees("Save"));

        await app.PassAsync(TimeSpan.FromMinutes(1));
        Assert.False(app.Lead.Sees("Save"));
    }

    [Fact]
    public async Task Are_a_fresh_answer_to_each_press_and_never_posted()
    {
        await using var app = await TestApp.StartAsync();
        await app.Reporter.SendsAConcernAsync(who: "Robin Vale, 9B", what: "heliotrope", words: "marzipan");
        await app.Lead.PressesAsync("Acknowledge");
        await app.Lead.PressesAsync("Open");
        await app.SettleAsync();
        await app.PassAsync(TimeSpan.FromMinutes(30));

        Assert.All(app.Everybody, person =>
        {
            Assert.DoesNotContain("heliotrope", person.Posted, StringComparison.Ordinal);
            Assert.DoesNotContain("marzipan", person.Posted, StringComparison.Ordinal);
            Assert.DoesNotContain("Robin", person.Posted, StringComparison.Ordinal);
        });
    }
}
