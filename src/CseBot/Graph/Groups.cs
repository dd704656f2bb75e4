using CseBot.Concerns;
using Microsoft.Graph;
using Microsoft.Graph.Models;

namespace CseBot.Graph;

/// <summary>Who is in a group in Entra, as Graph tells it (protocol 6.1). Needs GroupMember.Read.All and User.ReadBasic.All.</summary>
internal sealed class Groups(GraphServiceClient graph)
{
    private const int AtOnce = 999;

    /// <summary>The people in a group, and in the groups within it.</summary>
    /// <exception cref="Microsoft.Kiota.Abstractions.ApiException">Graph refused.</exception>
    public async Task<IReadOnlyList<GroupMember>> MembersAsync(string groupId, CancellationToken cancellationToken)
    {
        List<GroupMember> members = [];
        var users = graph.Groups[groupId].TransitiveMembers.GraphUser;
        var page = await users.GetAsync(
            request =>
            {
                request.QueryParameters.Select = ["id", "displayName"];
                request.QueryParameters.Top = AtOnce;
            },
            cancellationToken);

        while (page is not null)
        {
            members.AddRange((page.Value ?? []).Where(user => user.Id is not null).Select(Member));
            page = page.OdataNextLink is { } next ? await users.WithUrl(next).GetAsync(cancellationToken: cancellationToken) : null;
        }

        return [.. members.DistinctBy(member => member.EntraId)];
    }

    private static GroupMember Member(User user) => new(user.Id!.ToLowerInvariant(), user.DisplayName ?? string.Empty);
}
