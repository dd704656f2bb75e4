using CseBot.Storage;

namespace CseBot.Outbox;

/// <summary>Does one kind of work. It may be asked to do the same twice, and must come to the same.</summary>
internal interface IOutboxHandler
{
    string Kind { get; }

    Task<Handled> HandleAsync(OutboxRow row, CancellationToken cancellationToken);
}

/// <summary>What came of a piece of work.</summary>
/// <param name="IsDone">Whether the row can go.</param>
/// <param name="RetryAfter">How long the far side asks us to wait, when it does.</param>
internal readonly record struct Handled(bool IsDone, TimeSpan? RetryAfter = null)
{
    public static Handled Done { get; } = new(true);

    public static Handled Later(TimeSpan? after = null) => new(false, after);
}
