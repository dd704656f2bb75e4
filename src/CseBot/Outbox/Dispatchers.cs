namespace CseBot.Outbox;

/// <summary>All dispatchers, side by side.</summary>
internal sealed class Dispatchers(IReadOnlyList<OutboxDispatcher> all) : IHostedService
{
    public IReadOnlyList<OutboxDispatcher> All => all;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var dispatcher in all)
        {
            await dispatcher.StartAsync(cancellationToken);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.WhenAll(all.Select(dispatcher => dispatcher.StopAsync(cancellationToken)));

    /// <summary>Does everything that is due, and what becomes due because of it, until nothing is left that is due now.</summary>
    public async Task RunUntilNothingIsDueAsync(CancellationToken cancellationToken)
    {
        int tried;

        do
        {
            tried = 0;

            foreach (var dispatcher in all)
            {
                tried += await dispatcher.RunOnceAsync(cancellationToken);
            }
        }
        while (tried > 0);
    }
}
