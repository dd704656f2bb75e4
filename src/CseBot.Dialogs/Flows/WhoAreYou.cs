namespace CseBot.Dialogs.Flows;

/// <summary>How somebody who is on no school's staff list says who they are. They may be a pupil, and a pupil who writes is heard.</summary>
public static class WhoAreYou
{
    public const string AreYou = "are-you";
    public const string Whom = "whom-may-i-tell";

    public const string WorksHere = "works-here";
    public const string Pupil = "pupil";
    public const string AboutAnAdult = "about-an-adult";
    public const string TellAdultRoute = "tell-adult-route";

    public static Flow Flow { get; } = new(
        "who-are-you",
        new Choice(AreYou, new Option("works-here", Then: WorksHere), new Option("pupil", Then: Pupil), new Option(AboutAnAdult, Then: Whom)),
        new Choice(Whom, new Option(RaiseConcern.Head, Then: TellAdultRoute), new Option(RaiseConcern.Chair, Then: TellAdultRoute)),
        new Outcome(WorksHere),
        new Outcome(Pupil),
        new Outcome(TellAdultRoute));
}
