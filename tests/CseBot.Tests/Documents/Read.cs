using System.Text;
using CseBot.Documents;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using W = DocumentFormat.OpenXml.Wordprocessing;

namespace CseBot.Tests.Documents;

/// <summary>A Word file as somebody else's program reads it.</summary>
internal static class Read
{
    public static T From<T>(byte[] file, Func<WordprocessingDocument, T> read)
    {
        using var bytes = new MemoryStream(file, writable: false);
        using var word = WordprocessingDocument.Open(bytes, isEditable: false);

        return read(word);
    }

    /// <summary>What Microsoft's own validator has against a file, by the newest rules that it knows.</summary>
    public static string[] Faults(byte[] file) => From(file, word => new OpenXmlValidator(FileFormatVersions.Microsoft365).Validate(word)
        .Select(fault => $"{fault.Part?.Uri} {fault.Path?.XPath}: {fault.Description}").ToArray());

    /// <summary>Everything on the pages in reading order: a paragraph with its style, and each cell of a table.</summary>
    public static IReadOnlyList<(string Style, string Text)> Pages(byte[] file) => From(file, word => Body(word).ChildElements.SelectMany(Part).ToArray());

    public static W.Body Body(WordprocessingDocument word) => word.MainDocumentPart!.Document.Body!;

    /// <summary>What <see cref="Pages"/> has to be, said without looking at how it is written.</summary>
    public static IReadOnlyList<(string Style, string Text)> Expected(WrittenDocument document, Func<string, string> shown) =>
    [
        ("Title", shown(document.Title)),
        .. document.Blocks.SelectMany(block => block switch
        {
            Heading heading => [("Heading", heading.Text)],
            Paragraph paragraph => [(string.Empty, paragraph.Text)],
            Quote { Source: { Length: > 0 } source } quote => [("Quote", quote.Text), ("QuoteSource", source)],
            Quote quote => [("Quote", quote.Text)],
            Bullets bullets => bullets.Items.Select(item => ("ListBullet", item)),
            Facts facts =>
            [
                .. Caption(facts.Caption),
                ("Cell", document.FactColumns.Label), ("Cell", document.FactColumns.Value),
                .. facts.Lines.SelectMany(line => new[] { ("Cell", line.Label), ("Cell", line.Value) }),
            ],
            Table table => Cells(table),
            _ => Enumerable.Empty<(string Style, string Text)>(),
        }).Select(part => (part.Item1, shown(part.Item2))),
    ];

    private static (string, string)[] Caption(string? caption) => caption is { Length: > 0 } ? [("Caption", caption)] : [];

    private static IEnumerable<(string, string)> Cells(Table table)
    {
        var columns = table.Rows.Select(row => row.Count).Append(table.Header.Count).Max();

        return columns == 0
            ? []
            : [.. Caption(table.Caption), .. table.Rows.Prepend(table.Header).SelectMany(row => row.Concat(Enumerable.Repeat(string.Empty, columns - row.Count))).Select(cell => ("Cell", cell))];
    }

    private static IEnumerable<(string Style, string Text)> Part(OpenXmlElement part) => part switch
    {
        W.Table table => table.Descendants<W.TableCell>().Select(cell => ("Cell", Text(cell))),
        W.Paragraph { ParagraphProperties: null } gap when gap.PreviousSibling() is W.Table => [],
        W.Paragraph paragraph => [(paragraph.ParagraphProperties?.ParagraphStyleId?.Val?.Value is not { } style ? string.Empty : style.TrimEnd('1', '2', '3'), Text(paragraph))],
        _ => [],
    };

    public static string Text(OpenXmlElement element) => element.Descendants<W.Run>().SelectMany(run => run.ChildElements).Aggregate(new StringBuilder(), (text, part) => part switch
    {
        W.Text words => text.Append(words.Text),
        W.TabChar => text.Append('\t'),
        W.Break => text.Append('\n'),
        _ => text,
    }).ToString();
}
