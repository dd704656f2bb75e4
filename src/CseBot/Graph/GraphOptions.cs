namespace CseBot.Graph;

/// <summary>Where Microsoft Graph is and who we are to it. Section <c>Graph</c>.</summary>
internal sealed class GraphOptions
{
    public const string Section = "Graph";

    public Uri BaseUrl { get; set; } = new("https://graph.microsoft.com/v1.0");

    public GraphCredential Credential { get; set; } = GraphCredential.SameAsBot;
}

internal enum GraphCredential
{
    SameAsBot,
    ManagedIdentity,
    None,
}

/// <summary>The list that is a school's record.</summary>
internal sealed record RecordLocation(string SiteId, string ListId);
