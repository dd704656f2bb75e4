using CseBot.Alerts;
using CseBot.Concerns;
using CseBot.Dialogs;
using CseBot.Dialogs.Flows;

namespace CseBot.Desk;

/// <summary>One line of what was written, and who wrote it when.</summary>
/// <param name="IsAdded">Whether it was added after the concern was raised.</param>
internal sealed record Written(Line Line, Actor By, DateTimeOffset At, bool IsAdded)
{
    /// <summary>Everything that was written, the first account first.</summary>
    public static IEnumerable<Written> In(Concern concern) => concern.Raised.Account.Lines.Select(line => new Written(line, concern.Raised.Reporter, concern.Raised.At, IsAdded: false))
        .Concat(concern.Additions.SelectMany(added => added.Account.Lines.Select(line => new Written(line, added.Reporter, added.At, IsAdded: true))));

    /// <summary>The question of the bank that it answers; nothing where it answers none.</summary>
    public string? Question => Line.Step.StartsWith($"{Targeted.Asks}.", StringComparison.Ordinal) ? Line.Step[(Targeted.Asks.Length + 1)..] : null;
}

/// <summary>How the texts that are made of a concern say who, what and when: the same in each of them.</summary>
internal sealed class RecordWords(Wording words, GuidanceLibrary guidance)
{
    /// <summary>Somebody's name, and what they were to the school.</summary>
    public string By(Actor actor) => actor.Role is { } role ? $"{actor.Name}, {words.Say($"record.role.{role}")}" : actor.Name;

    /// <summary>Whoever raised it, and what they are or say they are.</summary>
    public string Reporter(ConcernRaised raised) => (raised.Reporter.Role, raised.Unverified) switch
    {
        (_, { } unverified) => $"{raised.Reporter.Name}, {words.Say($"record.reporter.{unverified}")}",
        (not null, _) => By(raised.Reporter),
        _ => $"{raised.Reporter.Name}, {words.Say("record.reporter.Staff")}",
    };

    /// <summary>The same for a child's file: somebody who may be a pupil is not named in another child's.</summary>
    public string ReporterInAFile(ConcernRaised raised) =>
        raised.Unverified is Unverified.SaysPupil or Unverified.SaidNothing ? words.Say($"record.reporter.{raised.Unverified}") : Reporter(raised);

    public string Response(Concern concern) => words.Say($"record.response.{concern.Raised.Response}");

    /// <summary>The title of something that was ticked.</summary>
    public string Title(string id) => guidance.Find(id)?.Title ?? words.Tick(id)?.Name ?? id;

    public string Decision(Decided decided) => words.Say($"record.decision.{decided.Decision}");

    /// <summary>What a line answers, and when it was typed or added.</summary>
    /// <param name="from">What is left of something typed where it is read: without the names of other children, say.</param>
    public string Label(Written written, Func<string, string>? from = null)
    {
        var label = Left(written.Line.Asked, from);

        if (written.Line.WrittenAt is { } at)
        {
            label = $"{label} ({words.Say("record.typed", ("time", School.DayAndTime(at)))})";
        }

        return written.IsAdded ? $"{label} ({words.Say("record.added", ("time", School.DayAndTime(written.At)), ("by", written.By.Name))})" : label;
    }

    /// <summary>A line as it was written. A child's own words stand between quotation marks, on lines of their own.</summary>
    public string Text(Written written, Func<string, string>? from = null) => written.Line.Kind switch
    {
        LineKind.ChildsWords => $"{Label(written, from)}:\n{Quoted(Left(written.Line.Words, from))}",
        LineKind.SaidByOthers => $"{words.Say("record.said-by-others")} {Label(written, from)}: {Left(written.Line.Words, from)}",
        _ => $"{Label(written, from)}: {Left(written.Line.Words, from)}",
    };

    public static string Quoted(string text) => $"“{text}”";

    /// <summary>One of the children: what they are called, their class, their part in it.</summary>
    public string Child(Child child) => string.Join(", ", new[] { Name(child), child.Class, Part(child) }.OfType<string>());

    public string Name(Child child) => child.Name ?? words.Say("record.name-not-known");

    public string Part(Child child) => words.Say($"record.part.{child.Role}");

    /// <summary>A question to the reporter, and what came back.</summary>
    public IEnumerable<string> Asked(Concern concern, Func<string, string>? from = null) => concern.History.Select(happened => happened switch
    {
        ReporterAsked asked => $"{words.Say("record.asked", ("by", asked.Lead.Name), ("time", School.DayAndTime(asked.At)))} {Left(asked.Words, from)}",
        ReporterAnswered answered => $"{words.Say("record.answered", ("by", answered.Reporter.Name), ("time", School.DayAndTime(answered.At)))} {Left(answered.Words, from)}",
        _ => null,
    }).OfType<string>();

    /// <summary>A referral in one line.</summary>
    public string Referral(Referred referred, Func<string, string>? from = null) => string.Join(
        ". ",
        [
            words.Say(
                "record.referred",
                ("to", words.Say($"record.to.{referred.To}")),
                ("time", School.DayAndTime(referred.ReferredAt)),
                ("how", words.Say($"record.how.{referred.How}"))),
            $"{words.Say("record.referred.whom")}: {Left(referred.Whom, from)}",
            $"{words.Say("record.referred.number")}: {(referred.Number is { } number ? Left(number, from) : words.Say("record.not-known-yet"))}",
            .. referred.Details.Select(detail => Said(detail, from)),
        ]);

    /// <summary>Something that was asked, and what was written.</summary>
    public static string Said(Detail detail, Func<string, string>? from = null) => $"{Left(detail.Asked, from)}: {Left(detail.Words, from)}";

    public string Agrees(bool agrees) => words.Say(agrees ? "record.agrees" : "record.agrees-not");

    /// <summary>By when somebody else looks at what was closed; nothing where nobody has to.</summary>
    public string? SecondLook(Closed closed) => closed.SecondLookBy is { } by ? words.Say("record.second-look-by", ("day", Chronicle.Day(by))) : null;

    /// <summary>What a follow-up was to be.</summary>
    public static FollowUpSet? FollowUp(FollowUpDone done, Concern concern) => concern.History.OfType<FollowUpSet>().FirstOrDefault(set => set.Key == done.FollowUp);

    private static string Left(string typed, Func<string, string>? from) => from is null ? typed : from(typed);

    /// <summary>A meeting in one line.</summary>
    public string Meeting(MeetingCalled called, School school) => words.Say(
        "record.meeting",
        ("time", School.DayAndTime(called.StartsAt)),
        ("minutes", $"{called.Minutes}"),
        ("people", string.Join(", ", called.People.Select(person => Chronicle.Name(person, school, words)))));
}

/// <summary>Plain text under headings.</summary>
internal static class PlainText
{
    /// <summary>The parts one under another. One that has no line is left out.</summary>
    public static string Of(string title, params IEnumerable<(string Heading, IReadOnlyList<string> Lines)> parts) =>
        string.Join("\n\n", parts.Where(part => part.Lines.Count > 0).Select(part => $"{part.Heading}\n{string.Join('\n', part.Lines.Select(line => $"- {line}"))}").Prepend(title)) + "\n";
}
