using System.Runtime.InteropServices;
using CseBot.Practice;

var address = $"http://localhost:{(args is [var port] ? port : "3978")}";
var today = DateTimeOffset.UtcNow;
var monday = today.Date.AddDays(((int)DayOfWeek.Monday - (int)today.DayOfWeek + 7) % 7).AddHours(10.5);
var clock = new MovableClock(new DateTimeOffset(monday, TimeSpan.Zero), runs: true);

try
{
    await using var stage = await Stage.SetAsync(address, clock, Room.Furnish, Configure);

    foreach (var person in stage.Teams.People)
    {
        using var installed = await stage.Teams.InstallAsync(person);
    }

    Console.WriteLine($"The practice room is open at {address}/ (Ctrl+C closes it). Everybody in it is made up, and nothing leaves this machine.");
    await ClosingAsync();
}
catch (IOException fault) when (fault.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
{
    await Console.Error.WriteLineAsync($"Something else is using {address}. Close it, or give another port: dotnet run --project src/CseBot.Practice -- 4978");
    return 1;
}

return 0;

static void Configure(WebApplicationBuilder bot)
{
    bot.Configuration.AddInMemoryCollection(Room.Settings);

    // That the made-up school's keys have no certificate is as it should be, and not worth a warning.
    bot.Logging.AddConsole().SetMinimumLevel(LogLevel.Warning).AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
}

static async Task ClosingAsync()
{
    var closing = new TaskCompletionSource();
    using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Close);
    using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Close);
    await closing.Task;

    void Close(PosixSignalContext signal)
    {
        signal.Cancel = true;
        closing.TrySetResult();
    }
}
