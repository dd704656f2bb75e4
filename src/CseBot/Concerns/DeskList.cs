namespace CseBot.Concerns;

/// <summary>The lists on a lead's desk. In each, what is most urgent comes first.</summary>
internal enum DeskList
{
    /// <summary>What they are acting on.</summary>
    Mine,

    /// <summary>What nobody is acting on.</summary>
    Unacknowledged,

    /// <summary>What is to be followed up today, or was to be before, by anybody.</summary>
    FollowUpsDue,

    /// <summary>What is not yet in the school's own system, open or closed.</summary>
    NotElsewhere,

    /// <summary>What was closed, and a second lead is to look at.</summary>
    SecondLooks,

    /// <summary>Everything that is open.</summary>
    All,
}
