using Microsoft.Graph;

namespace CseBot.Graph;

/// <summary>What Graph knows of one person in Entra. Needs User.ReadBasic.All.</summary>
internal sealed class People(GraphServiceClient graph)
{
    /// <summary>The person's address; nothing where they have no mailbox.</summary>
    /// <exception cref="Microsoft.Kiota.Abstractions.ApiException">Graph refused.</exception>
    public async Task<string?> MailAsync(string entraId, CancellationToken cancellationToken) =>
        (await graph.Users[entraId].GetAsync(request => request.QueryParameters.Select = ["mail"], cancellationToken))?.Mail is { Length: > 0 } mail ? mail : null;
}
