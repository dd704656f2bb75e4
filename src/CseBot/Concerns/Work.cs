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

    /// <summary>Send somebody a new sealed card that says what is asked of them.</summary>
    public sealed record TellLead(string Person, LeadTold What) : Work;

    /// <summary>Send somebody who could not be reached in Teams a mail without content.</summary>
    public sealed record SendMail(string Person) : Work;

    /// <summary>Put a meeting into the calendar.</summary>
    /// <param name="Meeting">The key of the event.</param>
    public sealed record CreateMeeting(Guid Meeting) : Work;

    /// <summary>File the full record.</summary>
    public sealed record FileDocument : Work;

    /// <summary>Show the reporter that a lead has asked them something.</summary>
    /// <param name="Question">The key of the event.</param>
    public sealed record AskReporter(Guid Question) : Work;
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

    /// <summary>Another lead has it now.</summary>
    HandedOn,
    Closed,

    /// <summary>The school is closed: whom to ring now, and who may be reached.</summary>
    OutOfHours,
}

/// <summary>What a lead is told by a new card. Never detail.</summary>
internal enum LeadTold
{
    /// <summary>Somebody wants to hand it over to them.</summary>
    HandOverOffered,

    /// <summary>What they wanted to hand over is still theirs.</summary>
    HandOverLapsed,
    HandOverAccepted,
    TakenOver,

    /// <summary>Their agreement is asked.</summary>
    SecondAsked,

    /// <summary>A second lead has answered.</summary>
    SecondAnswered,

    /// <summary>The second lead could not be reached in Teams.</summary>
    SecondNotReached,

    /// <summary>A meeting could not be put into the calendar.</summary>
    MeetingNotMade,

    /// <summary>The reporter has answered a question.</summary>
    ReporterAnswered,

    /// <summary>A question could not be brought to the reporter in Teams.</summary>
    ReporterNotReached,

    /// <summary>It was closed, and a second lead is to look at it.</summary>
    SecondLook,

    /// <summary>It is open again.</summary>
    Reopened,
}
