namespace CseBot.Dialogs.Flows;

/// <summary>How a reporter adds to a concern that has been sent. Nothing sent is ever changed; this is appended.</summary>
public static class AddInformation
{
    public const string WhatElse = "what-else";
    public const string CheckAddition = "check-addition";
    public const string Added = "added";
    public const string NothingAdded = "nothing-added";

    public static Flow Flow { get; } = new(
        "add-information",
        new FreeText(WhatElse, then: CheckAddition, new Option("nothing-more", Then: NothingAdded)),
        new Choice(CheckAddition, new Option(RaiseConcern.Send, Then: Added), new Option(RaiseConcern.Discard, Then: NothingAdded)),
        new Outcome(Added),
        new Outcome(NothingAdded));
}
