using System.Collections.Concurrent;
using CseBot.Outbox;
using CseBot.Storage;
using CseBot.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace CseBot.Tests.Outbox;

public sealed class LeaseTests
{
    [PostgresFact]
    public async Task Nodes_that_take_work_at_once_do_each_piece_once_and_what_belongs_together_in_order()
    {
        await using var app = await TestApp.StartAsync(database: await PostgresDatabase.CreateAsync());
        var databases = app.Get<IDbContextFactory<CseBotDb>>();
        await using (var db = await databases.CreateDbContextAsync())
        {
            db.Outbox.AddRange(Enumerable.Range(0, 400).Select(number => new OutboxRow
            {
                Kind = "counted",
                Reference = number % 3 == 0 ? null : $"SC-{number % 20}",
                ConversationId = number % 3 == 0 ? $"a:{number % 20}" : null,
                DueAt = TestApp.Monday,
            }));
            await db.SaveChangesAsync();
        }

        var counted = new Counted();
        var nodes = Enumerable.Range(0, 4)
            .Select(_ => new OutboxDispatcher([counted], databases, new OutboxSignal(), app.Stage.Clock, NullLogger<OutboxDispatcher>.Instance))
            .ToArray();

        while (await app.CountAsync(db => db.Outbox) > 0)
        {
            await Task.WhenAll(nodes.Select(node => node.RunOnceAsync(CancellationToken.None)));
        }

        Assert.Empty(counted.Clashes);
        Assert.Equal(400, counted.Done.Values.Sum(ids => ids.Count));
        Assert.All(counted.Done.Values, ids => Assert.Equal(ids.Order(), ids));

        foreach (var node in nodes)
        {
            node.Dispose();
        }
    }

    private sealed class Counted : IOutboxHandler
    {
        private readonly ConcurrentDictionary<string, bool> _busy = new(StringComparer.Ordinal);

        public string Kind => "counted";

        public ConcurrentDictionary<string, List<long>> Done { get; } = new(StringComparer.Ordinal);

        public ConcurrentBag<string> Clashes { get; } = [];

        public async Task<Handled> HandleAsync(OutboxRow row, CancellationToken cancellationToken)
        {
            var whole = row.Reference ?? row.ConversationId!;

            if (!_busy.TryAdd(whole, true))
            {
                Clashes.Add(whole);
            }

            await Task.Yield();
            Done.GetOrAdd(whole, _ => []).Add(row.Id);
            _busy.TryRemove(whole, out _);

            return Handled.Done;
        }
    }
}
