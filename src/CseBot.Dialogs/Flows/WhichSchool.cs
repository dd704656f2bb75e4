namespace CseBot.Dialogs.Flows;

/// <summary>What somebody wrote who belongs to several schools waits here until they say which one it is about.</summary>
public static class WhichSchool
{
    public const string Which = "which-school";
    public const string Chosen = "school-chosen";

    public static Flow Flow { get; } = new("which-school", new FreeText(Which, then: Chosen) { MaxLength = 200 }, new Outcome(Chosen));
}
