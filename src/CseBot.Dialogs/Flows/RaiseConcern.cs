namespace CseBot.Dialogs.Flows;

/// <summary>How a member of staff tells the leads that they are worried about a child.</summary>
public static class RaiseConcern
{
    public const string InDangerNow = "in-danger-now";
    public const string InDangerCheck = "in-danger-check";
    public const string Who = "who";
    public const string AboutAnAdult = "about-an-adult";
    public const string WhatHappened = "what-happened";
    public const string ChildsWords = "childs-words";
    public const string Related = "related";
    public const string RelatedThenSend = "related-then-send";
    public const string Check = "check";

    /// <summary>The leads are to be told now, with what is known.</summary>
    public const string Emergency = "emergency";

    /// <summary>The worry is about an adult who works here: not for the leads, so nothing is sent.</summary>
    public const string AdultRoute = "adult-route";
    public const string Sent = "sent";
    public const string Discarded = "discarded";

    public const string Skip = "skip";
    public const string SendNow = "send-now";
    public const string Send = "send";
    public const string Discard = "discard";

    public static Flow Flow { get; } = new(
        "raise-a-concern",
        new Choice(
            InDangerNow,
            new Option("yes", Then: Emergency),
            new Option("yes-about-someone-here", Then: AdultRoute),
            new Option("not-sure", Then: InDangerCheck),
            new Option("no", Then: Who)),
        new Choice(
            InDangerCheck,
            new Option("yes", Then: Emergency),
            new Option("yes-about-someone-here", Then: AdultRoute),
            new Option("not-sure", Then: Emergency),
            new Option("no", Then: Who)),
        new FreeText(Who, then: AboutAnAdult) { MaxLength = 200 },
        new Choice(
            AboutAnAdult,
            new Option("no", Then: WhatHappened),
            new Option("yes-here", Then: AdultRoute),
            new Option("yes-elsewhere", Then: WhatHappened),
            new Option("not-sure", Then: AdultRoute)),
        new FreeText(WhatHappened, then: ChildsWords),
        new FreeText(ChildsWords, then: Related, new Option(Skip, Then: Related), new Option(SendNow, Then: RelatedThenSend)),
        new PeoplePick(Related, Then: Check),
        new PeoplePick(RelatedThenSend, Then: Sent),
        new Choice(Check, new Option(Send, Then: Sent), new Option(Discard, Then: Discarded)),
        new Outcome(Emergency),
        new Outcome(AdultRoute),
        new Outcome(Sent),
        new Outcome(Discarded));
}
