using System.Globalization;
using CseBot.Alerts;
using CseBot.Concerns;
using CseBot.Dialogs;
using CseBot.Documents;

namespace CseBot.Desk;

/// <summary>
/// The whole record of a concern, as an inspector or a court reads it: what was known, who decided, why, and what happened. Nothing is left out and nothing is reworded.
/// About an adult, it speaks of an adult and of no leads.
/// </summary>
internal sealed class FullRecord(Wording words, RecordWords record)
{
    private const string Language = "en-GB";

    public WrittenDocument Of(Concern concern, School school) => new(
        words.Say($"record.title.{concern.Raised.Route}", ("reference", concern.Reference)),
        concern.Reference,
        words.Say("record.marking"),
        Language,
        (words.Say("record.what"), words.Say("record.on-record")),
        [
            .. Glance(concern, school),
            .. People(concern),
            .. concern.Accounts.Zip(Accounts(concern)).SelectMany(pair => Account(pair.First, pair.Second)),
            .. Ticked(concern),
            .. Section("record.questions", [.. record.Asked(concern)]),
            .. Section("record.notes", [.. concern.History.OfType<NoteAdded>().Select(note => $"{At(note)}, {record.By(note.Lead)}: {note.Words}")]),
            .. InOrder(concern, school),
            .. Decisions(concern, school),
            .. Section("record.referrals", [.. concern.History.OfType<Referred>().Select(one => $"{At(one)}, {record.By(one.Lead)}: {record.Referral(one)}")]),
            .. Section("record.meetings", [.. concern.History.OfType<MeetingCalled>().Select(one => $"{At(one)}, {record.By(one.Lead)}: {record.Meeting(one, school)}")]),
            .. FollowUps(concern),
            .. Endings(concern, school),
            .. Told(concern, school),
            new Heading(1, words.Say("record.chain")),
            new Facts(
            [
                Fact("record.chain.events", concern.History.Length.ToString(CultureInfo.InvariantCulture)),
                Fact("record.chain.head", concern.ChainHead ?? words.Say("record.none")),
            ]),
        ]);

    private IEnumerable<Block> Glance(Concern concern, School school)
    {
        var raised = concern.Raised;

        yield return new Heading(1, words.Say("record.glance"));
        yield return new Facts(
        [
            Fact("record.reference", concern.Reference),
            Fact("record.school", school.Name),
            Fact("record.raised", At(raised)),
            Fact("record.raised-by", record.Reporter(raised)),
            Fact("record.about", words.Say($"record.about.{raised.Route}")),
            .. concern.IsAboutAnAdultElsewhere ? [Fact("record.about", words.Say("record.adult-elsewhere"))] : Array.Empty<(string, string)>(),
            Fact("record.response", record.Response(concern)),
            Fact("record.status", words.Say($"record.status.{concern.Status}")),
            Fact("record.holder", concern.Holder is { } holder ? record.By(holder) : words.Say("record.none")),
            Fact("record.left-out", List(concern.Excluded.Select(person => Chronicle.Name(person, school, words)).Order(StringComparer.Ordinal))),
            Fact("record.decision", concern.Decision is { } decided ? record.Decision(decided) : words.Say("record.none")),
            Fact("record.outcome", concern.Closing is { } closing ? words.Say($"record.outcome.{closing.Outcome}") : words.Say("record.none")),
            Fact("record.second-look", concern.Closing is { } open && record.SecondLook(open) is { } look ? look : words.Say("record.none")),
            Fact("record.elsewhere", concern.Elsewhere is { } elsewhere ? $"{elsewhere.System}, {elsewhere.Number}" : words.Say("record.none")),
            Fact("record.linked", List(concern.Linked.Order(StringComparer.Ordinal))),
            Fact("record.review", concern.ReviewOn is { } on ? Chronicle.Day(on) : words.Say("record.none")),
            Fact("record.hold", words.Say(concern.IsHeld ? "record.hold.yes" : "record.hold.no")),
        ]);
    }

    private IEnumerable<Block> People(Concern concern)
    {
        yield return new Heading(1, words.Say($"record.people.{concern.Raised.Route}"));
        yield return concern.Children.Any() ? new Bullets([.. concern.Children.Select(record.Child)]) : new Paragraph(words.Say("record.none"));
    }

    /// <summary>One heading for each account: when it was written, and by whom.</summary>
    private IEnumerable<string> Accounts(Concern concern) => concern.Additions
        .Select(added => words.Say("record.written-later", ("time", At(added)), ("by", record.By(added.Reporter))))
        .Prepend(words.Say("record.written-first", ("time", At(concern.Raised)), ("by", record.Reporter(concern.Raised))));

    /// <summary>What was written at once, each kind under its own heading, so that fact, a child's words, what others said and a worry are never mixed.</summary>
    private IEnumerable<Block> Account(Account account, string heading)
    {
        yield return new Heading(1, heading);

        foreach (var kind in account.Lines.GroupBy(line => line.Kind).OrderBy(lines => lines.Key))
        {
            yield return new Heading(2, words.Say($"record.kind.{kind.Key}"));

            if (kind.Key == LineKind.ChildsWords)
            {
                foreach (var line in kind)
                {
                    yield return new Quote(line.Words, Label(line));
                }
            }
            else
            {
                yield return new Facts([.. kind.Select(line => (Label(line), line.Words))]);
            }
        }
    }

    /// <summary>Signs of harm and what makes a child easier to harm, apart.</summary>
    private IEnumerable<Block> Ticked(Concern concern)
    {
        (string Heading, Func<Account, IReadOnlyList<string>> Of)[] all =
        [
            ("record.signs", account => account.Signs),
            ("record.harms", account => account.Harms),
            ("record.vulnerabilities", account => account.Vulnerabilities),
        ];

        return all.SelectMany(one => Section(one.Heading, [.. concern.Accounts.SelectMany(one.Of).Distinct().Select(record.Title)]))
            .Concat(concern.MayBeUnder13 ? [new Paragraph(words.Say("record.may-be-under-13"))] : []);
    }

    /// <summary>Everything in the order in which it happened, as far as that is known; beside it, when it was written down.</summary>
    private IEnumerable<Block> InOrder(Concern concern, School school)
    {
        yield return new Heading(1, words.Say("record.chronology"));
        yield return new Table(
            [words.Say("record.chronology.happened"), words.Say("record.chronology.written"), words.Say("record.what")],
            [.. Chronology.Of([concern]).Select(entry => (IReadOnlyList<string>)[Happened(entry), At(entry.Line?.WrittenAt ?? entry.Event.At), What(entry, school)])]);
    }

    private string Happened(ChronologyEntry entry) => entry.Moment is { } moment ? words.Say(new SpokenTime(moment.From, moment.To, moment.At, moment.IsAbout)) : At(entry.When);

    private string What(ChronologyEntry entry, School school) => entry.Line switch
    {
        { Kind: LineKind.ChildsWords } line => $"{line.Asked}: {RecordWords.Quoted(line.Words)}",
        { } line => $"{line.Asked}: {line.Words}",
        _ => Chronicle.Say(entry.Event, school, words),
    };

    private IEnumerable<Block> Decisions(Concern concern, School school)
    {
        yield return new Heading(1, words.Say("record.decisions"));

        foreach (var decided in concern.History.OfType<Decided>())
        {
            yield return new Heading(2, $"{record.Decision(decided)}, {At(decided)}");
            yield return new Facts(
            [
                Fact("record.decided-by", record.By(decided.Lead)),
                Fact("record.reason", decided.Reason),
                .. decided.Details.Select(detail => (detail.Asked, detail.Words)),
                .. Second(decided, concern, school),
            ]);
        }

        if (!concern.History.OfType<Decided>().Any())
        {
            yield return new Paragraph(words.Say("record.none"));
        }
    }

    private IEnumerable<(string Label, string Value)> Second(Decided decided, Concern concern, School school)
    {
        if (decided.Second is not { } second)
        {
            yield break;
        }

        yield return Fact("record.second-asked", Chronicle.Name(second, school, words));

        foreach (var agreed in concern.History.OfType<SecondAgreed>().Where(one => one.Decision == decided.Key))
        {
            yield return ($"{record.Agrees(agreed.Agrees)}, {At(agreed)}, {record.By(agreed.Lead)}", agreed.Reason);
        }
    }

    private IEnumerable<Block> FollowUps(Concern concern) => Section(
        "record.follow-ups",
        [
            .. concern.History.OfType<FollowUpSet>().Select(set => string.Join(
                "\n",
                concern.History.OfType<FollowUpDone>().Where(done => done.FollowUp == set.Key).Select(done => $"{words.Say("record.came-of-it")} {At(done)}, {record.By(done.Lead)}: {done.Words}")
                    .DefaultIfEmpty(words.Say("record.not-done"))
                    .Prepend($"{Chronicle.Day(set.On)}: {set.What} ({At(set)}, {record.By(set.Lead)})"))),
        ]);

    /// <summary>How it ended, who looked again, when it is looked at, and what keeps it.</summary>
    private IEnumerable<Block> Endings(Concern concern, School school) => Section(
        "record.endings",
        [
            .. concern.History.Select(happened => happened switch
            {
                Closed closed => Line(closed, closed.Lead, school, closed.Reason, record.SecondLook(closed)),
                SecondReviewed looked => Line(looked, looked.Lead, school, looked.Words),
                Reopened reopened => Line(reopened, reopened.Lead, school, reopened.Reason),
                HoldSet set => Line(set, set.Lead, school, set.Reason),
                HoldLifted lifted => Line(lifted, lifted.Lead, school, lifted.Reason),
                ReviewDateSet review => Line(review, review.Lead, school, review.BornOn is { } born ? words.Say("record.born-on", ("day", Chronicle.Day(born))) : null),
                RecordedElsewhere elsewhere => Line(elsewhere, elsewhere.Lead, school, elsewhere.System, elsewhere.Number),
                _ => null,
            }).OfType<string>(),
        ]);

    /// <summary>Who was told, who could not be, and who saw it.</summary>
    private IEnumerable<Block> Told(Concern concern, School school)
    {
        IReadOnlyList<string>[] rows =
        [
            .. concern.History.Where(happened => happened is LeadAlerted or DeliveryFailed or LeadMailed or RungReached or ReporterRang or Acknowledged or TakenOver or HandedOver or HandOverAccepted or Opened or Exported)
                .Select(happened => (IReadOnlyList<string>)[At(happened), Saw(happened, school)]),
        ];

        yield return new Heading(1, words.Say("record.told"));
        yield return rows.Length > 0 ? new Table([words.Say("record.when"), words.Say("record.what")], rows) : new Paragraph(words.Say("record.none"));
    }

    private string Saw(ConcernEvent happened, School school) => happened switch
    {
        DeliveryFailed failed => string.Join(". ", new[]
        {
            Chronicle.Say(failed, school, words),
            words.Say($"record.failure.{failed.Why}"),
            failed.BroughtForward is { } next ? words.Say("record.brought-forward", ("name", Chronicle.Name(next, school, words))) : null,
        }.OfType<string>()),
        _ => Chronicle.Say(happened, school, words),
    };

    private IEnumerable<Block> Section(string heading, string[] items)
    {
        yield return new Heading(1, words.Say(heading));
        yield return items.Length > 0 ? new Bullets(items) : new Paragraph(words.Say("record.none"));
    }

    private string Line(ConcernEvent happened, Actor by, School school, params IEnumerable<string?> more) =>
        string.Join(". ", more.Where(one => !string.IsNullOrEmpty(one)).Prepend($"{At(happened)}, {record.By(by)}: {Chronicle.Say(happened, school, words)}"));

    private string Label(Line line) => line.WrittenAt is { } at ? $"{line.Asked} ({words.Say("record.typed", ("time", At(at)))})" : line.Asked;

    private string List(IEnumerable<string> items) => string.Join(", ", items) is { Length: > 0 } list ? list : words.Say("record.none");

    private (string Label, string Value) Fact(string label, string value) => (words.Say(label), value);

    private static string At(ConcernEvent happened) => At(happened.At);

    private static string At(DateTimeOffset at) => School.DayAndTime(at);
}
