using CseBot.Storage;
using CseBot.Tests.House;
using CseBot.Tests.Support;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace CseBot.Tests.Storage;

public sealed class RingKeysTests
{
    [Fact]
    public async Task Are_not_deleted_by_anything()
    {
        await using var app = await TestApp.StartAsync();
        app.Get<IKeyManager>().CreateNewKey(TestApp.Monday.AddYears(-2), TestApp.Monday.AddYears(-1));
        var before = await app.CountAsync(db => db.RingKeys);

        await app.PassAsync(TimeSpan.FromDays(800));
        await app.RestartAsync();

        Assert.Equal(before, await app.CountAsync(db => db.RingKeys));
        Assert.False(typeof(KeyRing).IsAssignableTo(typeof(IDeletableXmlRepository)));
        Assert.All(
            Source.Files("src").SelectMany(File.ReadLines).Where(line => line.Contains("RingKey", StringComparison.Ordinal)),
            line => Assert.DoesNotMatch("Remove|Delete", line));
    }
}
