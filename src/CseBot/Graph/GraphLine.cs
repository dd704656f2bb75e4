namespace CseBot.Graph;

/// <summary>Asks Graph while an operator waits: each question has its time, and once Graph has not answered, it is not asked again.</summary>
internal sealed class GraphLine(TimeProvider clock)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);

    private GraphFault? _away;

    /// <summary>Lets it be asked again, for what has to be tried whatever happened before.</summary>
    public void TryAgain() => _away = null;

    public async Task<GraphAnswer<T>> AskAsync<T>(Func<CancellationToken, Task<T>> ask, CancellationToken cancellationToken)
    {
        if (_away is { } away)
        {
            return away;
        }

        using var late = new CancellationTokenSource(_patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);

        try
        {
            return new GraphAnswer<T>(await ask(either.Token), Fault: null);
        }
        catch (Exception thrown) when (!cancellationToken.IsCancellationRequested && GraphFault.Of(thrown) is not null)
        {
            var fault = GraphFault.Of(thrown)!;
            _away = fault.Kind == GraphFaultKind.NotAnswered ? fault : null;

            return fault;
        }
    }
}
