namespace CseBot.Conversations;

/// <summary>Lets one turn of a conversation in at a time, in the order they came.</summary>
internal sealed class ConversationLocks
{
    private readonly Dictionary<string, (SemaphoreSlim One, int Waiting)> _conversations = new(StringComparer.Ordinal);

    public async Task<IDisposable> EnterAsync(string conversation, CancellationToken cancellationToken)
    {
        SemaphoreSlim one;

        lock (_conversations)
        {
            var (known, waiting) = _conversations.GetValueOrDefault(conversation);
            one = known ?? new SemaphoreSlim(1, 1);
            _conversations[conversation] = (one, waiting + 1);
        }

        try
        {
            await one.WaitAsync(cancellationToken);
        }
        catch
        {
            Leave(conversation);
            throw;
        }

        return new Turn(this, conversation, one);
    }

    private void Leave(string conversation)
    {
        lock (_conversations)
        {
            var (one, waiting) = _conversations[conversation];

            if (waiting > 1)
            {
                _conversations[conversation] = (one, waiting - 1);
            }
            else
            {
                _conversations.Remove(conversation);
                one.Dispose();
            }
        }
    }

    private sealed class Turn(ConversationLocks locks, string conversation, SemaphoreSlim one) : IDisposable
    {
        public void Dispose()
        {
            one.Release();
            locks.Leave(conversation);
        }
    }
}
