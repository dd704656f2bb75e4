namespace CseBot.Teams;

/// <summary>Where a person can be written to. Kept fresh from every activity, because the service address can change (protocol 2.3).</summary>
internal sealed record ConversationReference(string ServiceUrl, string ConversationId);
