using System.Text.RegularExpressions;
using CseBot.Practice;
using CseBot.Practice.Emulators;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace CseBot.Tests.House;

public sealed partial class GraphPermissions
{
    [Fact]
    public void Every_call_to_Graph_stands_in_the_table_with_what_it_needs()
    {
        var rows = Row().Matches(Source.Read("docs", "graph-permissions.md")).Select(row => row.Groups["call"].Value);

        Assert.Equal(Served().Order(StringComparer.Ordinal), rows.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Served()
    {
        const string Base = "/graph/v1.0";
        var app = WebApplication.CreateBuilder().Build();
        var wire = new Wire(TimeProvider.System);
        using var teams = new TeamsEmulator(MadeUpSchool.People(), wire, TimeProvider.System, MadeUpSchool.AppId, MadeUpSchool.TenantId);
        new GraphEmulator(wire, teams, MadeUpSchool.AppId, MadeUpSchool.SiteId, MadeUpSchool.ListId).Map(app);

        return
        [
            .. from endpoint in ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
               where endpoint.RoutePattern.RawText!.StartsWith(Base, StringComparison.Ordinal)
               from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
               select $"{method} {endpoint.RoutePattern.RawText![Base.Length..].TrimEnd('/')}",
        ];
    }

    [GeneratedRegex(@"^\| `(?<call>[A-Z]+ /[^`]+)` \|(?:[^|]+\|){3}\r?$", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Row();
}
