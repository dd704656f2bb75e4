using CseBot.Alerts;
using CseBot.Concerns;
using CseBot.Dialogs;

namespace CseBot.Desk;

/// <summary>What goes into one child's file in the school's own system.</summary>
/// <param name="Text">Plain text, in which the other children are withheld.</param>
internal sealed record ChildsHandOver(Child Child, string Text);

/// <summary>
/// A concern as the school's own system (CPOMS, MyConcern) takes it: one text for each child, in the order facts, concern, risk, action, justification. A concern about
/// an adult who works at the school has none: it does not go into a child's file.
/// </summary>
internal sealed class HandOverText(Wording words, RecordWords record)
{
    public IReadOnlyList<ChildsHandOver> Of(Concern concern, School school)
    {
        if (concern.Raised.Route == ConcernRoute.Adult)
        {
            return [];
        }

        var children = Children(concern);
        ChildInIt[] all = children.Count > 0 ? [.. children] : [new ChildInIt(null, null, [Child.WorriedAbout])];

        return [.. all.Select(child => new ChildsHandOver(child.AsChild, Text(concern, school, child, [.. all.Where(other => other != child)])))];
    }

    private string Text(Concern concern, School school, ChildInIt child, IReadOnlyList<ChildInIt> others)
    {
        var withheld = new WithheldNames(
            words,
            child.Name,
            [.. others.Select(other => other.Name).OfType<string>(), .. concern.Raised.Unverified is Unverified.SaysPupil or Unverified.SaidNothing ? [concern.Raised.Reporter.Name] : Array.Empty<string>()]);

        return PlainText.Of(
            string.Join('\n', Top(concern, school, child, withheld)),
            [
                (words.Say("handover.facts"), OrNothing(Facts(concern, others, withheld))),
                (words.Say("handover.concern"), OrNothing(Written.In(concern).Where(one => one.Line.Kind == LineKind.Worry).Select(one => record.Text(one, withheld.From)))),
                (words.Say("handover.risk"), [.. Risk(concern, withheld)]),
                (words.Say("handover.action"), OrNothing(concern.History.SelectMany(happened => Action(happened, concern, school, withheld)))),
                (words.Say("handover.justification"), OrNothing(concern.History.SelectMany(happened => Reasons(happened, withheld)))),
            ]);
    }

    private IEnumerable<string> Top(Concern concern, School school, ChildInIt child, WithheldNames withheld)
    {
        yield return words.Say("handover.title", ("reference", concern.Reference));
        yield return words.Say("handover.school", ("school", school.Name));
        yield return $"{words.Say("handover.child")}: {record.Name(child.AsChild)}";

        if (child.Class is { } form)
        {
            yield return $"{words.Say("handover.class")}: {withheld.From(form)}";
        }

        yield return $"{words.Say("handover.part")}: {string.Join("; ", child.Parts.Select(part => words.Say($"record.part.{part}")))}";
        yield return $"{words.Say("handover.raised")}: {School.DayAndTime(concern.Raised.At)}, {record.ReporterInAFile(concern.Raised)}";
        yield return words.Say("handover.read-through");
    }

    private IEnumerable<string> Facts(Concern concern, IReadOnlyList<ChildInIt> others, WithheldNames withheld)
    {
        foreach (var other in others)
        {
            yield return $"{words.Say("handover.another-child")}: {string.Join("; ", other.Parts.Select(part => words.Say($"record.part.{part}")))}";
        }

        foreach (var one in Written.In(concern).Where(one => one.Line.Kind is not (LineKind.Signs or LineKind.Vulnerabilities or LineKind.Worry) && !Child.Says(one.Line)))
        {
            yield return record.Text(one, withheld.From);
        }

        if (concern.IsAboutAnAdultElsewhere)
        {
            yield return words.Say("record.adult-elsewhere");
        }

        foreach (var asked in record.Asked(concern, withheld.From))
        {
            yield return asked;
        }
    }

    private IEnumerable<string> Risk(Concern concern, WithheldNames withheld)
    {
        var signs = Ticked(account => account.Signs);
        var harms = Ticked(account => account.Harms);
        var vulnerabilities = Ticked(account => account.Vulnerabilities);

        yield return $"{words.Say("record.signs")}: {Titles(signs)}";

        if (harms.Length > 0)
        {
            yield return $"{words.Say("record.harms")}: {Titles(harms)}";
        }

        yield return $"{words.Say("record.vulnerabilities")}: {Titles(vulnerabilities)}";

        foreach (var one in Written.In(concern).Where(one => one.Line.Kind == LineKind.Vulnerabilities && vulnerabilities.Length == 0))
        {
            yield return record.Text(one, withheld.From);
        }

        if (concern.MayBeUnder13)
        {
            yield return words.Say("record.may-be-under-13");
        }

        yield return $"{words.Say("record.response")}: {record.Response(concern)}";

        string[] Ticked(Func<Account, IReadOnlyList<string>> ticks) => [.. concern.Accounts.SelectMany(ticks).Distinct()];
    }

    /// <summary>What was done: by whom, when, and what belongs to it.</summary>
    private IEnumerable<string> Action(ConcernEvent happened, Concern concern, School school, WithheldNames withheld) => happened switch
    {
        Acknowledged one => [Line(one, one.Lead, school)],
        TakenOver one => [Line(one, one.Lead, school)],
        HandOverAccepted one => [Line(one, one.Lead, school)],
        Acted one => [Line(one, one.Lead, school)],
        ReporterRang one => [Line(one, one.Reporter, school)],
        Decided one => [Line(one, one.Lead, school, [record.Decision(one), .. one.Details.Select(detail => RecordWords.Said(detail, withheld.From))])],
        SecondAgreed one => [Line(one, one.Lead, school)],
        Referred one => [Line(one, one.Lead, school, record.Referral(one, withheld.From))],
        MeetingCalled one => [Line(one, one.Lead, school, record.Meeting(one, school))],
        FollowUpSet one => [Line(one, one.Lead, school, withheld.From(one.What))],
        FollowUpDone one => [Line(one, one.Lead, school, withheld.From(RecordWords.FollowUp(one, concern)?.What ?? string.Empty), withheld.From(one.Words))],
        NoteAdded one => [Line(one, one.Lead, school, withheld.From(one.Words))],
        RecordedElsewhere one => [Line(one, one.Lead, school, withheld.From(one.System), withheld.From(one.Number))],
        Closed one => [Line(one, one.Lead, school, record.SecondLook(one))],
        SecondReviewed one => [Line(one, one.Lead, school)],
        Reopened one => [Line(one, one.Lead, school)],
        _ => [],
    };

    /// <summary>Why it was done.</summary>
    private IEnumerable<string> Reasons(ConcernEvent happened, WithheldNames withheld) => happened switch
    {
        Decided one => [Reason(one, one.Lead, record.Decision(one), withheld.From(one.Reason))],
        SecondAgreed one => [Reason(one, one.Lead, record.Agrees(one.Agrees), withheld.From(one.Reason))],
        Closed one => [Reason(one, one.Lead, words.Say($"record.outcome.{one.Outcome}"), withheld.From(one.Reason))],
        SecondReviewed one => [Reason(one, one.Lead, record.Agrees(one.Agrees), withheld.From(one.Words))],
        Reopened one => [Reason(one, one.Lead, words.Say("record.reopened"), withheld.From(one.Reason))],
        _ => [],
    };

    private string Line(ConcernEvent happened, Actor by, School school, params IEnumerable<string?> more) => string.Join(
        ". ", new[] { $"{School.DayAndTime(happened.At)}: {Chronicle.Say(happened, school, words)} ({record.By(by)})" }.Concat(more.Where(one => !string.IsNullOrEmpty(one))));

    private string Reason(ConcernEvent happened, Actor by, string what, string reason) => $"{School.DayAndTime(happened.At)}, {record.By(by)}: {what}: {reason}";

    private string Titles(string[] ids) => ids.Length > 0 ? string.Join("; ", ids.Select(record.Title)) : words.Say("record.none");

    private IReadOnlyList<string> OrNothing(IEnumerable<string> lines) => [.. lines.DefaultIfEmpty(words.Say("record.none"))];

    /// <summary>Each child once, with every part that somebody said they have in it. Of two who are called the same, only different classes make two.</summary>
    private static List<ChildInIt> Children(Concern concern)
    {
        List<ChildInIt> children = [];

        foreach (var child in concern.Children)
        {
            var known = children.FindIndex(one => IsSame(one.Name, child.Name) && (child.Name is null ? IsSame(one.Class, child.Class) : one.Class is null || child.Class is null || IsSame(one.Class, child.Class)));

            if (known < 0)
            {
                children.Add(new ChildInIt(child.Name, child.Class, [child.Role]));
            }
            else
            {
                children[known] = children[known] with { Class = children[known].Class ?? child.Class, Parts = [.. children[known].Parts.Union([child.Role])] };
            }
        }

        return children;
    }

    private static bool IsSame(string? one, string? other) => string.Equals(one?.Trim(), other?.Trim(), StringComparison.OrdinalIgnoreCase);

    /// <summary>One child, with every part they have in it.</summary>
    private sealed record ChildInIt(string? Name, string? Class, IReadOnlyList<string> Parts)
    {
        public Child AsChild => new(Name, Class, Parts[0]);
    }
}
