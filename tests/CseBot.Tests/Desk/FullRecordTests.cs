using System.IO.Compression;
using CseBot.Alerts;
using CseBot.Concerns;
using CseBot.Desk;
using CseBot.Dialogs;
using CseBot.Documents;
using FsCheck;
using FsCheck.Fluent;

namespace CseBot.Tests.Desk;

public sealed class FullRecordTests
{
    private static readonly Wording _words = Wording.Load();
    private static readonly FullRecord _record = new(_words, new RecordWords(_words, GuidanceLibrary.Load()));
    private static readonly Concern _concern = MadeUpEvents.Concern(MadeUpAccounts.First, MadeUpAccounts.Added);

    [Fact]
    public void Every_kind_of_event_has_a_row_of_its_own()
    {
        var text = Text(_concern);

        Assert.Empty(MadeUpEvents.Kinds.Except(_concern.History.Select(happened => happened.GetType())));
        Assert.All(_concern.History, happened => Assert.Contains(Chronicle.Say(happened, MadeUpEvents.School, _words), text));
    }

    [Fact]
    public void Everything_that_was_typed_while_it_was_worked_on_is_in_it() => Assert.All(
        [
            "Where was the zebra crossing?", "By the yellow lamp.", "Spoke with the form tutor, purple.", "We wait for the crimson answer.", "To stay at the turquoise school.", "I see it the same ochre way.",
            "Mo Lane, duty worker", "REF-77", "Told at the indigo gate.", "Ring the silver nurse", "The nurse has seen the amber arm.", "CPOMS", "C-4711", "The teal plan holds.", "The maroon sign was not looked at.",
            "It was the maroon sign.", "A beige court has asked.", "The court has finished, mauve.", "SC-2026-LLLLL", "Wednesday 4 May 2011", "Friday 27 November 2026", "Teams did not answer", "Hari Stone was told at once instead",
        ],
        typed => Assert.Contains(Text(_concern), part => part.Contains(typed, StringComparison.Ordinal)));

    [Fact]
    public void A_childs_own_words_are_a_quotation_to_the_letter() =>
        Assert.Equal(MadeUpAccounts.First.Said("childs-words"), Assert.Single(Blocks(_concern).OfType<Quote>()).Text);

    [Fact]
    public void Signs_and_vulnerabilities_stand_apart()
    {
        Assert.Equal(["Getting into cars with adults nobody knows"], Under("Signs of harm that were ticked"));
        Assert.Equal(["Somebody they love has died"], Under("Known about the child, and no signs of harm"));

        static IReadOnlyList<string> Under(string heading) => ((Bullets)Blocks(_concern).SkipWhile(block => block is not Heading { Level: 1 } one || one.Text != heading).ElementAt(1)).Items;
    }

    [Fact]
    public void The_chronology_goes_by_when_it_happened_and_shows_when_it_was_written()
    {
        var rows = Blocks(_concern).OfType<Table>().First().Rows;

        Assert.Equal(["Friday 20 November 2026, about 15:30", "Mon 23 Nov 2026, 10:30", "What happened, word for word: Kay got into a heliotrope van with Tam."], rows[0]);
        Assert.True(rows.Index().Single(row => row.Item[2].Contains("referral", StringComparison.Ordinal)).Index < rows.Index().Single(row => row.Item[2].Contains("and did not agree", StringComparison.Ordinal)).Index);
        Assert.Equal("When it happened (taken for Friday 20 November 2026, about 15:30): Fri after school", rows[1][2]);
        Assert.StartsWith("The child's exact words: “", rows[2][2], StringComparison.Ordinal);
        Assert.Equal(("Mon 23 Nov 2026, 11:11", "Mon 23 Nov 2026, 11:12"), rows.Where(row => row[2].Contains("referral", StringComparison.Ordinal)).Select(row => (row[0], row[1])).Single());
    }

    [Fact]
    public void It_says_how_long_the_chain_is_and_what_its_head_is() => Assert.Contains(
        Blocks(_concern with { ChainHead = "abc123" }).OfType<Facts>(),
        facts => facts.Lines is [("Events", var events), ("Head of the chain", "abc123")] && events == $"{_concern.History.Length}");

    [Fact]
    public void About_an_adult_it_speaks_of_an_adult_and_of_no_leads()
    {
        var concern = Concern.From(
            "SC-2026-CCCCC",
            [
                MadeUpEvents.Raised(new Account { Lines = [new Line("about-an-adult", LineKind.People, "About an adult", "Yes, here")] }, ConcernRoute.Adult),
                .. MadeUpEvents.Since(Account.Empty).Select(happened => happened switch
                {
                    Acknowledged one => one with { Lead = MadeUpEvents.Hari },
                    _ => happened,
                }).Where(happened => happened is LeadAlerted or LeadMailed or DeliveryFailed or RungReached or Acknowledged or ReporterRang or PeopleLeftOut or HandOverLapsed),
                new Decided(MadeUpEvents.Now, MadeUpEvents.Hari, DecisionKind.LadoConsulted, "Asked before anything was looked into."),
                new Closed(MadeUpEvents.Now, MadeUpEvents.Hari, ConcernOutcome.WithLado, "They have it.", null),
            ]);
        var text = Text(concern);

        Assert.Contains("Record of concern SC-2026-CCCCC about an adult", text);
        Assert.Contains("an adult who works or volunteers at the school", text);
        Assert.All(text, part => Assert.DoesNotMatch(@"(?i)\bleads?\b", part));
    }

    [Fact]
    public void It_holds_no_score_and_no_level() => Assert.All(Text(_concern), part => Assert.DoesNotMatch(@"(?i)\b(low|score|risk level)\b", part));

    [Fact]
    public void The_top_of_a_page_says_nothing_of_what_it_is_about() => Assert.Equal(
        ("SC-2026-CCCCC", "Confidential"), (_record.Of(_concern, MadeUpEvents.School).Subject, _record.Of(_concern, MadeUpEvents.School).Marking));

    [Fact]
    public void Nothing_that_was_written_is_lost()
    {
        var typed = ArbMap.Default.ArbFor<string?>().Generator.Select(text => text ?? string.Empty);
        var lines = from step in Gen.Elements("what-happened", "when", "ask.gifts", "childs-words", "who.1", "gone")
                    from kind in Gen.Elements(Enum.GetValues<LineKind>())
                    from asked in typed
                    from said in typed
                    from taken in Gen.Elements<Moment?>(null, new Moment(new DateOnly(2026, 3, 29), new DateOnly(2026, 3, 30), null, IsAbout: false))
                    select new Line(step, kind, asked, said) { TakenFor = taken };
        var accounts = from many in lines.ListOf()
                       from name in typed
                       from sign in Gen.Elements("going-missing", "hotspots", "not-held-any-more")
                       select new Account { Lines = [.. many], Children = [new Child(name, name, "was-there")], Signs = [sign], Vulnerabilities = [sign] };

        Prop.ForAll(accounts.ToArbitrary(), accounts.ToArbitrary(), (first, later) =>
        {
            var concern = Concern.From("SC-2026-CCCCC", [MadeUpEvents.Raised(first), new ConcernAdded(MadeUpEvents.Now, MadeUpEvents.Rae, later, 2)]);
            var parts = Text(concern);

            foreach (var account in new[] { first, later })
            {
                Assert.All(account.Lines, line => Assert.Contains(parts, part => part.Contains(line.Asked, StringComparison.Ordinal)));
                Assert.All(account.Lines, line => Assert.Contains(line.Words, parts));
                Assert.All(account.Children, child => Assert.Contains(parts, part => part.Contains(child.Name!, StringComparison.Ordinal)));
                Assert.All(account.Signs, id => Assert.Contains(GuidanceLibrary.Load().Find(id)?.Title ?? id, parts));
            }
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void It_is_a_Word_file_that_is_the_same_for_the_same_record()
    {
        var document = new RecordDocument(_record);
        var file = document.Of(_concern, MadeUpEvents.School);

        Assert.Equal(file, document.Of(_concern, MadeUpEvents.School));
        using var zip = new ZipArchive(new MemoryStream(file));
        Assert.NotNull(zip.GetEntry("word/document.xml"));
    }

    private static IReadOnlyList<Block> Blocks(Concern concern) => _record.Of(concern, MadeUpEvents.School).Blocks;

    /// <summary>Every piece of text in the record.</summary>
    private static IReadOnlyList<string> Text(Concern concern) =>
    [
        _record.Of(concern, MadeUpEvents.School).Title,
        .. Blocks(concern).SelectMany(block => block switch
        {
            Heading heading => [heading.Text],
            Paragraph paragraph => [paragraph.Text],
            Quote quote => [quote.Text, quote.Source ?? string.Empty],
            Facts facts => facts.Lines.SelectMany(line => new[] { line.Label, line.Value }),
            Table table => table.Header.Concat(table.Rows.SelectMany(row => row)),
            Bullets bullets => bullets.Items,
            _ => throw new InvalidOperationException(block.GetType().Name),
        }),
    ];
}
