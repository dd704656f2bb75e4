namespace CseBot.Conversations;

/// <summary>How long what nobody has sent is kept. Section <c>Drafts</c>.</summary>
internal sealed class ConversationOptions
{
    public const string Section = "Drafts";

    /// <summary>Hours, 1 to 720.</summary>
    public int Hours { get; set; } = 72;
}
