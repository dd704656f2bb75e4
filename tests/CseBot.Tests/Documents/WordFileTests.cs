using System.Globalization;
using System.IO.Compression;
using System.Text.RegularExpressions;
using CseBot.Documents;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using FsCheck;
using FsCheck.Fluent;
using W = DocumentFormat.OpenXml.Wordprocessing;

namespace CseBot.Tests.Documents;

public sealed partial class WordFileTests
{
    private static readonly DateTimeOffset _at = new(2026, 11, 20, 15, 4, 5, TimeSpan.FromHours(1));

    private static readonly WrittenDocument _sample = new(
        "Full record",
        "SC-2026-7K3QX",
        "Confidential",
        "en-GB",
        ("What", "Details"),
        [
            new Heading(1, "The concern"),
            new Facts([("Child", "AB, Year 9"), ("Raised", "20 November 2026, 14:02"), ("Where", string.Empty)]),
            new Paragraph("First line.\nSecond line,\twith a tab.\r\n  Third, between spaces.  "),
            new Heading(2, "In the child's own words"),
            new Quote("\"he's got a nice car\"\n\n  and 😀 he said \u202Bمرحبا\u202C \u2026 innit", "Written down by Lee at 14:00"),
            new Quote("أنا خائفة من Sam, 15 جدا"),
            new Heading(3, "Signs"),
            new Bullets(["New things that nobody can explain", "Missing from lessons & home", "<w:p>"]),
            new Heading(1, "What happened"),
            new Table(["When", "Who", "What"], [["14:02", "Lee", "Raised"], ["14:05", "Dee"], []], "In order of time"),
            new Table(["When", "Who saw it"], [["14:06", "Dee"]]),
            new Facts([("Chain", "3 events")]),
        ]);

    private static readonly byte[] _file = WordFile.Write(_sample, _at);

    [Fact]
    public void Microsofts_own_validator_finds_nothing() => Assert.Empty(Read.Faults(_file));

    [Fact]
    public void What_went_in_comes_out_in_order_and_to_the_letter() => Assert.Equal(Read.Expected(_sample, Shown), Read.Pages(_file));

    [Fact]
    public void Whatever_is_written_the_file_is_valid_and_holds_it() => Prop.ForAll(Documents().ToArbitrary(), document =>
    {
        var file = WordFile.Write(document, _at);

        Assert.Empty(Read.Faults(file));
        Assert.Equal(Read.Expected(document, Shown), Read.Pages(file));
        Assert.Equal(OneLine(document.Title).Trim(), Read.From(file, word => word.PackageProperties.Title?.Trim()));
        Assert.Equal(Shown($"{document.Subject}\t{document.Marking}"), Read.From(file, word => Read.Text(word.MainDocumentPart!.HeaderParts.Single().Header)));
        Assert.All(Read.From(file, word => Read.Body(word).Descendants<W.TableCaption>().Select(caption => caption.Val!.Value!).ToArray()), caption => Assert.Equal(OneLine(caption), caption));
        Assert.Equal(file, WordFile.Write(document, _at));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(150));

    [Fact]
    public void Headings_are_an_outline_without_gaps_whatever_levels_were_asked_for() => Prop.ForAll(
        Gen.Choose(-1, 5).ListOf().ToArbitrary(),
        asked =>
        {
            var levels = Outline(WordFile.Write(_sample with { Blocks = [.. asked.Select(level => new Heading(level, "Next"))] }, _at));

            Assert.Equal(asked.Count, levels.Length);
            Assert.All(levels.Prepend(0).Zip(levels), pair => Assert.InRange(pair.Second, 1, Math.Min(3, pair.First + 1)));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(50));

    [Fact]
    public void An_outline_that_has_no_gaps_is_left_as_it_is() => Assert.Equal([1, 2, 3, 1], Outline(_file));

    [Fact]
    public void A_heading_stays_with_what_it_is_over_and_no_line_is_left_alone_on_a_page() => Read.From(_file, word =>
    {
        var styles = word.MainDocumentPart!.StyleDefinitionsPart!.Styles!;

        Assert.All(
            styles.Elements<W.Style>().Where(style => style.StyleId!.Value!.StartsWith("Heading", StringComparison.Ordinal) || style.StyleId == "Caption"),
            style => Assert.NotNull(style.StyleParagraphProperties!.KeepNext));
        Assert.NotNull(styles.DocDefaults!.ParagraphPropertiesDefault!.ParagraphPropertiesBaseStyle!.WidowControl);
        Assert.NotNull(Read.Body(word).Elements<W.Paragraph>().First(paragraph => paragraph.ParagraphProperties?.ParagraphStyleId?.Val == "Quote").ParagraphProperties!.KeepNext);

        return word;
    });

    [Fact]
    public void Every_table_has_a_header_row_that_is_repeated_and_a_name_and_rows_that_stay_whole() => Read.From(_file, word =>
    {
        var tables = Read.Body(word).Elements<W.Table>().ToArray();

        Assert.Equal(4, tables.Length);
        Assert.All(tables, table =>
        {
            Assert.NotNull(table.Elements<W.TableRow>().First().TableRowProperties!.GetFirstChild<W.TableHeader>());
            Assert.All(table.Elements<W.TableRow>().Skip(1), row => Assert.Null(row.TableRowProperties!.GetFirstChild<W.TableHeader>()));
            Assert.All(table.Elements<W.TableRow>(), row => Assert.NotNull(row.TableRowProperties!.GetFirstChild<W.CantSplit>()));
            Assert.True(Look(table).FirstRow!.Value);
        });
        Assert.Equal([true, false, false, true], tables.Select(table => Look(table).FirstColumn!.Value));
        Assert.Equal(["Title1", "ColumnTitle2", "ColumnTitle3", "Title4"], tables.Select(table => table.Descendants<W.BookmarkStart>().Single().Name!.Value));
        Assert.Equal(
            ["The concern", "In order of time", "What happened", "What happened"],
            tables.Select(table => table.GetFirstChild<W.TableProperties>()!.TableCaption!.Val!.Value));

        return word;

        static W.TableLook Look(W.Table table) => table.GetFirstChild<W.TableProperties>()!.TableLook!;
    });

    [Theory]
    [InlineData("long ", 2000)]
    [InlineData("\n", 80)]
    public void A_row_that_may_be_taller_than_a_page_can_break_so_that_nothing_of_it_is_cut_off(string part, int times)
    {
        var rows = Read.From(
            WordFile.Write(_sample with { Blocks = [new Facts([("Account", string.Concat(Enumerable.Repeat(part, times))), ("Place", "The gate")])] }, _at),
            word => Read.Body(word).Descendants<W.TableRow>().Select(row => row.TableRowProperties!.GetFirstChild<W.CantSplit>() is not null).ToArray());

        Assert.Equal([true, false, true], rows);
    }

    [Fact]
    public void It_is_in_its_language_from_the_first_word_to_the_last() => Read.From(_file, word =>
    {
        Assert.Equal("en-GB", word.MainDocumentPart!.StyleDefinitionsPart!.Styles!.DocDefaults!.RunPropertiesDefault!.RunPropertiesBaseStyle!.Languages!.Val!.Value);
        Assert.Empty(Read.Body(word).Descendants<W.Languages>());
        Assert.Equal("en-GB", word.PackageProperties.Language);

        return word;
    });

    [Fact]
    public void It_says_what_it_is_and_when_it_was_written_and_names_no_author() => Read.From(_file, word =>
    {
        var properties = word.PackageProperties;

        Assert.Equal(("Full record", "SC-2026-7K3QX"), (properties.Title, properties.Subject));
        Assert.Equal((_at.UtcDateTime, _at.UtcDateTime), (properties.Created!.Value.ToUniversalTime(), properties.Modified!.Value.ToUniversalTime()));
        Assert.Null(properties.Creator);
        Assert.Null(properties.LastModifiedBy);
        Assert.Null(word.ExtendedFilePropertiesPart);

        return word;
    });

    [Fact]
    public void Every_page_is_marked_and_numbered() => Read.From(_file, word =>
    {
        var main = word.MainDocumentPart!;
        var section = Read.Body(word).GetFirstChild<W.SectionProperties>()!;

        Assert.Equal("SC-2026-7K3QX\tConfidential", Read.Text(main.HeaderParts.Single().Header));
        Assert.Equal("1 / 1", Read.Text(main.FooterParts.Single().Footer));
        Assert.Equal(["PAGE", "NUMPAGES"], main.FooterParts.Single().Footer.Descendants<W.SimpleField>().Select(field => field.Instruction!.Value));
        Assert.Equal(main.GetIdOfPart(main.HeaderParts.Single()), section.GetFirstChild<W.HeaderReference>()!.Id);
        Assert.Equal(main.GetIdOfPart(main.FooterParts.Single()), section.GetFirstChild<W.FooterReference>()!.Id);
        Assert.Equal((11906u, 16838u), (section.GetFirstChild<W.PageSize>()!.Width!.Value, section.GetFirstChild<W.PageSize>()!.Height!.Value));

        return word;
    });

    [Fact]
    public void It_is_large_enough_to_read_and_dark_on_light() => Read.From(_file, word =>
    {
        var styles = word.MainDocumentPart!.StyleDefinitionsPart!.Styles!;

        Assert.All(styles.Descendants<W.FontSize>(), size => Assert.True(int.Parse(size.Val!.Value!, CultureInfo.InvariantCulture) >= 22));
        Assert.All(styles.Descendants<W.FontSizeComplexScript>(), size => Assert.True(int.Parse(size.Val!.Value!, CultureInfo.InvariantCulture) >= 22));
        Assert.Empty(styles.Descendants<W.Color>());
        Assert.NotEmpty(styles.Descendants<W.Shading>());
        Assert.All(styles.Descendants<W.Shading>(), shading => Assert.True(ContrastWithBlack(shading.Fill!.Value!) >= 7));
        Assert.All(Read.Body(word).Descendants<W.RunProperties>().SelectMany(run => run.ChildElements), set => Assert.IsType<W.RightToLeftText>(set));

        return word;
    });

    [Fact]
    public void What_runs_from_right_to_left_does_and_what_runs_the_other_way_in_it_stands_apart() => Read.From(_file, word =>
    {
        var quotes = Read.Body(word).Elements<W.Paragraph>().Where(paragraph => paragraph.ParagraphProperties?.ParagraphStyleId?.Val == "Quote").ToArray();

        Assert.Null(quotes[0].ParagraphProperties!.BiDi);
        Assert.NotNull(quotes[1].ParagraphProperties!.BiDi);
        Assert.Equal(
            [("أنا خائفة من ", true), ("Sam, 15", false), (" جدا", true)],
            quotes[1].Elements<W.Run>().Select(run => (Read.Text(new W.Paragraph(run.CloneNode(deep: true))), run.RunProperties?.RightToLeftText is not null)));

        return word;
    });

    // Not a theory: what an attribute says is kept as UTF-8, which has no half characters.
    [Fact]
    public void Only_what_XML_cannot_say_is_replaced() => Assert.All(
        new[]
        {
            ("a\0b", "a\uFFFDb"),
            ("\uD83D", "\uFFFD"),
            ("\uDE00\uD83D", "\uFFFD\uFFFD"),
            ("\uFFFE\uFFFF\v\f\u001B", "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD"),
            ("\u007F\u0085\u00AD\u2028\u202E\uFEFF\u200D_x0041_", "\u007F\u0085\u00AD\u2028\u202E\uFEFF\u200D_x0041_"),
            ("👩‍👧🏽\U0001FFFE", "👩‍👧🏽\U0001FFFE"),
        },
        text =>
        {
            var file = WordFile.Write(_sample with { Blocks = [new Quote(text.Item1)] }, _at);

            Assert.Equal([("Title", "Full record"), ("Quote", text.Item2)], Read.Pages(file));
            Assert.Empty(Read.Faults(file));
        });

    [Fact]
    public void The_same_document_at_the_same_time_is_the_same_bytes()
    {
        using var zip = new ZipArchive(new MemoryStream(_file));

        Assert.Equal(_file, WordFile.Write(_sample, _at));
        Assert.NotEqual(_file, WordFile.Write(_sample, _at.AddSeconds(1)));
        Assert.All(zip.Entries, entry => Assert.Equal(new DateTime(1980, 1, 1), entry.LastWriteTime.DateTime));
        Assert.Equal(zip.Entries.Count, zip.Entries.Select(entry => entry.FullName).Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public void Somebody_can_write_in_it_and_it_is_still_a_valid_file()
    {
        using var bytes = new MemoryStream();
        bytes.Write(_file);

        using (var word = WordprocessingDocument.Open(bytes, isEditable: true))
        {
            Read.Body(word).PrependChild(new W.Paragraph(new W.Run(new W.Text("Added"))));
        }

        Assert.Equal((string.Empty, "Added"), Read.Pages(bytes.ToArray())[0]);
        Assert.Empty(Read.Faults(bytes.ToArray()));
    }

    [Fact]
    public void The_validator_does_find_what_is_wrong()
    {
        using var bytes = new MemoryStream();
        bytes.Write(_file);

        using var word = WordprocessingDocument.Open(bytes, isEditable: true);
        Read.Body(word).GetFirstChild<W.Table>()!.RemoveAllChildren<W.TableGrid>();

        Assert.NotEmpty(new OpenXmlValidator(FileFormatVersions.Microsoft365).Validate(word));
    }

    private static int[] Outline(byte[] file) => Read.From(file, word =>
    {
        var levels = word.MainDocumentPart!.StyleDefinitionsPart!.Styles!.Elements<W.Style>()
            .Where(style => style.StyleParagraphProperties?.OutlineLevel is not null)
            .ToDictionary(style => style.StyleId!.Value!, style => style.StyleParagraphProperties!.OutlineLevel!.Val!.Value + 1, StringComparer.Ordinal);

        return Read.Body(word).Elements<W.Paragraph>()
            .Select(paragraph => paragraph.ParagraphProperties?.ParagraphStyleId?.Val?.Value ?? string.Empty)
            .Where(levels.ContainsKey).Select(style => levels[style]).ToArray();
    });

    private static Gen<WrittenDocument> Documents()
    {
        string[] nasty =
        [
            "\0", "\v", "\u001B", "\uD800", "\uDC00", "\uFFFE", "\uFFFF", "\uFEFF", "\r", "\n", "\r\n", "\t", "  ", "\u00A0", "\u2028", "\u202E", "\u0301",
            "😀", "مرحبا", "שלום", "<w:p>", "</w:t>", "&amp;", "&#0;", "]]>", "<!--", "_x0041_", "'\"", "{0}", "a", "Word", "15", ".",
        ];
        var piece = Gen.OneOf(Gen.Elements(nasty), Gen.Choose(0, char.MaxValue).Select(code => $"{(char)code}"));
        var text = piece.ListOf().Select(string.Concat);
        var maybe = Gen.OneOf(Gen.Constant<string?>(null), text.Select(string? (some) => some));
        var texts = text.ListOf().Select(IReadOnlyList<string> (some) => [.. some.Take(8)]);

        var block = Gen.OneOf(
            Gen.Choose(0, 4).SelectMany(level => text.Select(Block (words) => new Heading(level, words))),
            text.Select(Block (words) => new Paragraph(words)),
            text.SelectMany(words => maybe.Select(Block (source) => new Quote(words, source))),
            texts.Select(Block (items) => new Bullets(items)),
            texts.SelectMany(labels => maybe.Select(Block (caption) => new Facts([.. labels.Select(label => (label, label + label))], caption))),
            texts.SelectMany(header => texts.ListOf().SelectMany(rows => maybe.Select(Block (caption) => new Table(header, [.. rows.Take(5)], caption)))));

        return from title in text
               from subject in text
               from marking in text
               from label in text
               from value in text
               from blocks in block.ListOf()
               select new WrittenDocument(title, subject, marking, "en-GB", (label, value), [.. blocks]);
    }

    private static double ContrastWithBlack(string colour)
    {
        var light = new[] { (0.2126, 0), (0.7152, 2), (0.0722, 4) }.Sum(part => part.Item1 * Linear(Convert.ToInt32(colour.Substring(part.Item2, 2), 16) / 255d));

        return (light + 0.05) / 0.05;

        static double Linear(double value) => value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
    }

    private static string Shown(string text) => Ends().Replace(Impossible().Replace(text, "\uFFFD"), "\n");

    private static string OneLine(string text) => Shown(text).Replace('\n', ' ').Replace('\t', ' ');

    [GeneratedRegex(@"[\x00-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Impossible();

    [GeneratedRegex(@"\r\n|\r", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Ends();
}
