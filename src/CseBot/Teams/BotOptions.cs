namespace CseBot.Teams;

/// <summary>The bot's registration and whom it trusts. Section <c>Bot</c>.</summary>
internal sealed class BotOptions
{
    public const string Section = "Bot";

    public string AppId { get; set; } = string.Empty;

    public string TenantId { get; set; } = string.Empty;

    public BotCredential Credential { get; set; } = BotCredential.ClientSecret;

    public string? ClientSecret { get; set; }

    public string? CertificatePath { get; set; }

    /// <summary>Where the keys that sign Teams' tokens are published (protocol 1.1, public cloud by default).</summary>
    public Uri OpenIdMetadata { get; set; } = new("https://login.botframework.com/v1/.well-known/openidconfiguration");

    public string Issuer { get; set; } = "https://api.botframework.com";

    /// <summary>The connector hosts that may be called and so be given our token, by exact name (protocol 1.3).</summary>
    public IList<string> ServiceHosts { get; } = [];

    /// <summary>For the Agents Playground: requests without a token. Development on loopback only.</summary>
    public bool AllowAnonymousLoopback { get; set; }
}

internal enum BotCredential
{
    ClientSecret,
    Certificate,
    ManagedIdentity,
    None,
}
