namespace CseBot.Concerns;

/// <summary>What happened to a child, in the order in which it happened, and not in which it was written: over one concern, or over all that are linked.</summary>
internal static class Chronology
{
    /// <summary>Every event of the concerns, and every line that says what was seen, heard or told, the earliest first.</summary>
    public static IReadOnlyList<ChronologyEntry> Of(IReadOnlyList<Concern> concerns) =>
    [
        .. concerns.DistinctBy(concern => concern.Reference)
            .OrderBy(concern => concern.Reference, StringComparer.Ordinal)
            .SelectMany(concern => concern.History.SelectMany(happened => Entries(concern.Reference, happened)))
            .OrderBy(entry => entry.When),
    ];

    private static IEnumerable<ChronologyEntry> Entries(string reference, ConcernEvent happened) => AccountOf(happened) switch
    {
        { } account => account.Lines
            .Where(line => line.Kind is LineKind.Fact or LineKind.ChildsWords or LineKind.SaidByOthers)
            .Select(line => new ChronologyEntry(reference, happened, line, MomentOf(line, account)))
            .Prepend(new ChronologyEntry(reference, happened, Line: null, Moment: null)),
        _ => [new ChronologyEntry(reference, happened, Line: null, Moment: null)],
    };

    private static Account? AccountOf(ConcernEvent happened) => happened switch
    {
        ConcernRaised raised => raised.Account,
        ConcernAdded added => added.Account,
        _ => null,
    };

    /// <summary>When it happened, as the words were understood. What was seen and where belong to the answer that says when.</summary>
    private static Moment? MomentOf(Line line, Account account) => line.TakenFor
        ?? (line.Step is Account.WhatHappened or Account.Where ? account.Lines.FirstOrDefault(other => other.Step == Account.When)?.TakenFor : null);
}

/// <summary>One thing in a chronology: an event, or a line that was written in one.</summary>
/// <param name="Event">The event, or the one that the line was written in.</param>
/// <param name="Line">The line; nothing where it is about the event itself.</param>
/// <param name="Moment">When it happened, as its words were understood. Nothing: all that is known is when it was written.</param>
internal sealed record ChronologyEntry(string Reference, ConcernEvent Event, Line? Line, Moment? Moment)
{
    /// <summary>When it happened, or else was written. Of a day without a time, its beginning; of several days, the first.</summary>
    public DateTimeOffset When => Moment is { } moment ? School.At(moment.From, moment.At ?? TimeOnly.MinValue) : Line?.WrittenAt ?? (Event as Referred)?.ReferredAt ?? Event.At;

    /// <summary>Whether only the day is known, or the days.</summary>
    public bool IsWholeDay => Moment is { At: null };

    public bool IsAbout => Moment is { IsAbout: true };
}
