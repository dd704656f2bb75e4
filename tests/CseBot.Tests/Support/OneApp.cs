namespace CseBot.Tests.Support;

/// <summary>One bot for all tests of a class, where none of them changes anything.</summary>
public sealed class OneApp : IAsyncLifetime
{
    internal TestApp App { get; private set; } = null!;

    public async Task InitializeAsync() => App = await TestApp.StartAsync(logsFrom: Microsoft.Extensions.Logging.LogLevel.Trace);

    public async Task DisposeAsync() => await App.DisposeAsync();
}
