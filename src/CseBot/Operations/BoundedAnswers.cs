namespace CseBot.Operations;

/// <summary>What any far side may answer: no redirect, no more than 4 MB, and all of it within 15 seconds. Anything else is no answer.</summary>
/// <remarks>
/// An answer is read to its end here, so that the limits also hold for whoever reads it as a stream, as the Graph SDK does. A redirect
/// would take our token to wherever it points, and some clients take one for a success.
/// </remarks>
internal sealed class BoundedAnswers(TimeProvider clock) : DelegatingHandler
{
    public const int Largest = 4 * 1024 * 1024;

    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(15);

    /// <exception cref="HttpRequestException">There is no answer that may be used.</exception>
    /// <exception cref="OperationCanceledException">It took too long, or the caller gave up.</exception>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(Longest, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        var response = await base.SendAsync(request, either.Token);

        try
        {
            if ((int)response.StatusCode is >= 300 and < 400)
            {
                throw new HttpRequestException("The answer is a redirect, which is not followed.", inner: null, response.StatusCode);
            }

            await response.Content.LoadIntoBufferAsync(Largest, either.Token);
        }
        catch
        {
            response.Dispose();
            throw;
        }

        return response;
    }
}
