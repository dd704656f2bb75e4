using CseBot.Storage;
using CseBot.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CseBot.Tests.Storage;

public sealed class TimesTests
{
    [Fact]
    public async Task Are_read_as_they_were_written_to_the_last_tick()
    {
        await using var app = await TestApp.StartAsync();
        var databases = app.Get<IDbContextFactory<CseBotDb>>();
        var written = TestApp.Monday.AddTicks(1);

        await using (var db = await databases.CreateDbContextAsync())
        {
            db.Seen.Add(new SeenRow { ConversationId = "a:times", ActivityId = "1", At = written });
            await db.SaveChangesAsync();
        }

        await using var reading = await databases.CreateDbContextAsync();
        Assert.Equal(written, (await reading.Seen.SingleAsync(seen => seen.ConversationId == "a:times" && seen.At == written)).At);
    }
}
