namespace CseBot.Graph;

/// <summary>Where Microsoft Graph is and who we are to it. Section <c>Graph</c>.</summary>
internal sealed class GraphOptions
{
    public const string Section = "Graph";

    /// <summary>The hosts that Microsoft serves Graph at. Outside Development nobody else is sent a record, or our token.</summary>
    private static readonly string[] _hosts = ["graph.microsoft.com", "graph.microsoft.us", "dod-graph.microsoft.us", "microsoftgraph.chinacloudapi.cn"];

    public Uri BaseUrl { get; set; } = new("https://graph.microsoft.com/v1.0");

    /// <summary>The mailbox that sends what cannot be said in Teams.</summary>
    public string? MailSender { get; set; }

    public GraphCredential Credential { get; set; } = GraphCredential.SameAsBot;

    /// <summary>What a token for this Graph is asked for with.</summary>
    public string Scope() => $"{BaseUrl.GetLeftPart(UriPartial.Authority)}/.default";

    public static readonly string Hosts = string.Join(", ", _hosts);

    /// <summary>Whether this is Graph itself, over https, by exact host, on its own port.</summary>
    public bool IsMicrosofts() =>
        BaseUrl is { IsAbsoluteUri: true, Scheme: "https", IsDefaultPort: true, UserInfo: "", Query: "", Fragment: "" } && _hosts.Contains(BaseUrl.Host);
}

internal enum GraphCredential
{
    SameAsBot,
    ManagedIdentity,
    None,
}
