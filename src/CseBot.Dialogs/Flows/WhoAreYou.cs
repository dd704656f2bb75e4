namespace CseBot.Dialogs.Flows;

/// <summary>How somebody who is on no school's staff list says who they are. They may be a pupil, and a pupil who writes is heard.</summary>
public static class WhoAreYou
{
    public const string AreYou = "are-you";

    public const string WorksHere = "works-here";
    public const string Pupil = "pupil";
    public const string AboutAnAdultHere = "about-an-adult-here";

    public static Flow Flow { get; } = new(
        "who-are-you",
        new Choice(AreYou, new Option("works-here", Then: WorksHere), new Option("pupil", Then: Pupil), new Option("about-an-adult", Then: AboutAnAdultHere)),
        new Outcome(WorksHere),
        new Outcome(Pupil),
        new Outcome(AboutAnAdultHere));
}
