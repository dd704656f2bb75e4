namespace CseBot.Concerns;

/// <summary>Whether somebody is at their Teams, as far as Graph says. It changes in which order people are told, and never who is.</summary>
public enum Presence
{
    /// <summary>Nobody can say.</summary>
    Unknown,

    Available,
    Busy,
    Away,
    OutOfOffice,
}
