using CseBot.Concerns;
using CseBot.Storage;
using CseBot.Tests.Support;

namespace CseBot.Tests.Storage;

public sealed class BlindIndexTests
{
    [Theory]
    [InlineData("Robin O'Vale, 9B", "robin ovale 9b")]
    [InlineData("  ÉLODIE   Müller-Ray ", "elodie muller ray")]
    [InlineData("x y", "")]
    public void Words_are_the_same_however_they_are_written(string typed, string words) =>
        Assert.Equal(words.Split(' ', StringSplitOptions.RemoveEmptyEntries), Findable.Words(typed));

    [Fact]
    public async Task A_concern_can_be_found_by_a_childs_name_or_its_reporter_without_reading_any()
    {
        await using var app = await TestApp.StartAsync();
        var reference = await app.Reporter.SendsAConcernAsync(who: "Robin O'Vale, 9B");

        Assert.Equal([reference], await app.FindAsync(TokenKind.Child, "robin"));
        Assert.Equal([reference], await app.FindAsync(TokenKind.Child, "O’VALE"));
        Assert.Equal([reference], await app.FindAsync(TokenKind.Reporter, app.Reporter.Person.EntraId));
        Assert.Empty(await app.FindAsync(TokenKind.Child, "rowan"));
    }
}
