namespace CseBot.Practice.Emulators;

/// <summary>One call that the bot made, as the far side saw it.</summary>
public sealed record Call(int Number, DateTimeOffset At, string To, string Method, string Path, int Status, string? Body);

/// <summary>Everything that left the building, and the faults that the far side is told to have.</summary>
public sealed class Wire(TimeProvider clock)
{
    private readonly Lock _lock = new();
    private readonly List<Call> _calls = [];
    private readonly List<Fault> _faults = [];
    private HeldCalls? _held;

    /// <summary>Cuts whatever is still held.</summary>
    public void DropHeld() => _held?.Drop();

    /// <summary>Raised after every call.</summary>
    public event Action? Changed;

    public IReadOnlyList<Call> Calls
    {
        get
        {
            lock (_lock)
            {
                return [.. _calls];
            }
        }
    }

    /// <summary>Lets the calls that <paramref name="applies"/> to fail with <paramref name="status"/>.</summary>
    /// <param name="times">How often, or for ever.</param>
    /// <param name="afterwards">Whether the call is carried out all the same, and only its answer is lost.</param>
    public void Fail(Func<HttpRequest, bool> applies, int status, int times = int.MaxValue, TimeSpan? retryAfter = null, bool afterwards = false) => Answer(
        applies,
        http =>
        {
            http.Response.StatusCode = status;

            if (retryAfter is { } wait)
            {
                http.Response.Headers.RetryAfter = ((int)wait.TotalSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture);
            }

            return http.Response.WriteAsJsonAsync(new { error = new { code = "Emulated", message = "An emulated fault." } });
        },
        times,
        afterwards);

    /// <summary>Lets the calls that <paramref name="applies"/> to be given an answer that is not theirs.</summary>
    /// <param name="times">How often, or for ever.</param>
    /// <param name="afterwards">Whether the call is carried out all the same, and only its answer is another.</param>
    public void Answer(Func<HttpRequest, bool> applies, Func<HttpContext, Task> answer, int times = int.MaxValue, bool afterwards = false)
    {
        lock (_lock)
        {
            _faults.Add(new Fault(applies, answer, afterwards) { Left = times });
        }
    }

    /// <summary>Holds the next calls that <paramref name="applies"/> to: they arrive, and are neither carried out nor answered until they are dropped.</summary>
    public HeldCalls Hold(Func<HttpRequest, bool> applies)
    {
        lock (_lock)
        {
            return _held = new HeldCalls(applies);
        }
    }

    public void Heal()
    {
        lock (_lock)
        {
            _faults.Clear();
        }
    }

    /// <summary>Carries out a call of the far side <paramref name="to"/>, or fails it, and writes it down.</summary>
    internal async Task CarryAsync(HttpContext http, string to, Func<HttpContext, string?, Task> handle)
    {
        var body = await ReadAsync(http.Request);

        if (_held is { } held && await held.KeepAsync(http.Request))
        {
            http.Abort();
            return;
        }

        var fault = Take(http.Request);

        if (fault is not { Afterwards: false })
        {
            var answer = http.Response.Body;
            using var unsent = new MemoryStream();
            http.Response.Body = unsent;
            await handle(http, body);
            http.Response.Body = answer;

            if (fault is null)
            {
                unsent.Position = 0;
                await unsent.CopyToAsync(answer);
            }
        }

        if (fault is not null)
        {
            http.Response.Clear();
            await fault.Answer(http);
        }

        lock (_lock)
        {
            _calls.Add(new Call(
                _calls.Count + 1, clock.GetUtcNow(), to, http.Request.Method, $"{http.Request.Path}{http.Request.QueryString}", http.Response.StatusCode, body));
        }

        Changed?.Invoke();
    }

    /// <summary>The body as text. What is not text is left to whoever carries the call out, and only its size is written down.</summary>
    private static async Task<string?> ReadAsync(HttpRequest request)
    {
        var content = new MemoryStream();
        await request.Body.CopyToAsync(content);
        content.Position = 0;
        request.Body = content;
        request.HttpContext.Response.RegisterForDispose(content);

        return content.Length == 0 ? null
            : request.ContentType is "application/octet-stream" ? $"({content.Length} bytes)"
            : System.Text.Encoding.UTF8.GetString(content.ToArray());
    }

    private Fault? Take(HttpRequest request)
    {
        lock (_lock)
        {
            var fault = _faults.FirstOrDefault(one => one.Left > 0 && one.Applies(request));

            if (fault is not null)
            {
                fault.Left--;
            }

            return fault;
        }
    }

    private sealed record Fault(Func<HttpRequest, bool> Applies, Func<HttpContext, Task> Answer, bool Afterwards)
    {
        public int Left { get; set; }
    }
}

/// <summary>Calls that are on the way, and get no further.</summary>
public sealed class HeldCalls(Func<HttpRequest, bool> applies)
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _dropped = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private volatile bool _letsThrough;

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>Completes when the first of them has arrived.</summary>
    public Task Reached => _reached.Task;

    /// <summary>Lets later calls through. Those that are held stay held, as for a caller that is no more.</summary>
    public void LetOthersThrough() => _letsThrough = true;

    /// <summary>Cuts their connections, and lets later calls through.</summary>
    public void Drop() => _dropped.TrySetResult();

    internal async Task<bool> KeepAsync(HttpRequest request)
    {
        if (_letsThrough || _dropped.Task.IsCompleted || !applies(request))
        {
            return false;
        }

        Count++;
        _reached.TrySetResult();
        await _dropped.Task;

        return true;
    }
}
