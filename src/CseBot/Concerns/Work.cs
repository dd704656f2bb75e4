namespace CseBot.Concerns;

/// <summary>Something to be done once a change to a concern is written: a row in the outbox, that names ids and never repeats what was typed.</summary>
internal abstract record Work
{
    /// <summary>Send a sealed card to one person.</summary>
    /// <param name="Round">Which telling it is: one card for each person and round.</param>
    public sealed record AlertLead(string Person, int Round) : Work;

    /// <summary>Bring the cards that are not being read or filled in up to date.</summary>
    public sealed record RefreshCards : Work;

    public sealed record TellReporter(Told What) : Work;

    /// <summary>Bring the school's list up to date.</summary>
    public sealed record PutListItem : Work;
}

/// <summary>What a reporter is told. Never detail (design 6).</summary>
internal enum Told
{
    Received,
    Added,
    Seen,
    Acting,
    Phone,

    /// <summary>A lead raised it, and so is acting on it.</summary>
    Held,

    /// <summary>What they were adding was never sent, and is too old.</summary>
    NotAdded,

    /// <summary>Nobody could be told in Teams: whom has the reporter rung?</summary>
    WhomDidYouRing,
}
