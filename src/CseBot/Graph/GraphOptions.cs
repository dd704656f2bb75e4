namespace CseBot.Graph;

/// <summary>Where Microsoft Graph is and who we are to it. Section <c>Graph</c>.</summary>
internal sealed class GraphOptions
{
    public const string Section = "Graph";

    public Uri BaseUrl { get; set; } = new("https://graph.microsoft.com/v1.0");

    /// <summary>The mailbox that sends what cannot be said in Teams.</summary>
    public string? MailSender { get; set; }

    public GraphCredential Credential { get; set; } = GraphCredential.SameAsBot;
}

internal enum GraphCredential
{
    SameAsBot,
    ManagedIdentity,
    None,
}
