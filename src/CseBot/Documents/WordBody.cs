using DocumentFormat.OpenXml;
using W = DocumentFormat.OpenXml.Wordprocessing;

namespace CseBot.Documents;

/// <summary>The pages themselves: each block of a document in Word's own words, in order.</summary>
internal sealed class WordBody
{
    private const int DeepestHeading = 3;

    // What a line of 12 points takes up, on the generous side, in twentieths of a point; and the lines that surely fit on a page, with as many to spare.
    private const int CharacterWidth = 130;
    private const int CellMargins = 216;
    private const int LinesThatFit = 24;

    private readonly W.Body _body = new();
    private readonly (string Label, string Value) _factColumns;
    private string _place;
    private int _level;
    private int _tables;

    private WordBody(WrittenDocument document)
    {
        _factColumns = document.FactColumns;
        _place = document.Title;
        Add(WordStyles.Title, document.Title);

        foreach (var block in document.Blocks)
        {
            Add(block);
        }

        EndTable();
    }

    public static W.Body Of(WrittenDocument document) => new WordBody(document)._body;

    /// <summary>A paragraph in <paramref name="style"/>, in whichever direction its text runs.</summary>
    public static W.Paragraph Paragraph(string? style, params IEnumerable<string> texts)
    {
        var properties = new W.ParagraphProperties();

        if (style is not null)
        {
            properties.Append(new W.ParagraphStyleId { Val = style });
        }

        if (WordText.RunsRightToLeft(string.Concat(texts)))
        {
            properties.Append(new W.BiDi());
        }

        return new W.Paragraph([properties, .. texts.SelectMany(WordText.Runs)]);
    }

    private void Add(Block block)
    {
        switch (block)
        {
            case Heading heading:
                _level = Math.Clamp(heading.Level, 1, Math.Min(_level + 1, DeepestHeading));
                _place = heading.Text;
                Add(WordStyles.Heading(_level), heading.Text);
                break;
            case Paragraph paragraph:
                Add(style: null, paragraph.Text);
                break;
            case Quote quote:
                AddQuote(quote);
                break;
            case Facts facts:
                AddTable(facts.Caption, [_factColumns.Label, _factColumns.Value], [.. facts.Lines.Select(IReadOnlyList<string> (line) => [line.Label, line.Value])], hasNamedRows: true);
                break;
            case Table table:
                AddTable(table.Caption, table.Header, table.Rows, hasNamedRows: false);
                break;
            case Bullets bullets:
                foreach (var item in bullets.Items)
                {
                    Add(WordStyles.Bullet, item);
                }

                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(block), block.GetType().Name, message: null);
        }
    }

    private W.Paragraph Add(string? style, string text) => _body.AppendChild(Paragraph(style, text));

    private void AddQuote(Quote quote)
    {
        var words = Add(WordStyles.Quote, quote.Text);

        if (quote.Source is { Length: > 0 } source)
        {
            words.ParagraphProperties!.KeepNext = new W.KeepNext();
            Add(WordStyles.QuoteSource, source);
        }
    }

    private void AddTable(string? caption, IReadOnlyList<string> header, IReadOnlyList<IReadOnlyList<string>> rows, bool hasNamedRows)
    {
        var columns = rows.Select(row => row.Count).Append(header.Count).Max();

        if (columns == 0)
        {
            return;
        }

        if (caption is { Length: > 0 })
        {
            Add(WordStyles.Caption, caption);
        }

        EndTable();

        var widths = Widths(columns, hasNamedRows);
        var top = Row(header, widths);
        top.TableRowProperties!.Append(new W.TableHeader());
        Name(top, hasNamedRows ? "Title" : "ColumnTitle");

        _body.AppendChild(new W.Table([
            Properties(caption is { Length: > 0 } ? caption : _place, hasNamedRows),
            new W.TableGrid(widths.Select(width => new W.GridColumn { Width = $"{width}" })),
            top,
            .. rows.Select(row => Row(row, widths))]));
    }

    /// <summary>Two tables that touch would be one, and a page may not end with a table: a paragraph without a word goes in between.</summary>
    private void EndTable()
    {
        if (_body.LastChild is W.Table)
        {
            _body.AppendChild(new W.Paragraph());
        }
    }

    /// <summary>Marks the first cell in the way that screen readers know: <c>Title</c> is over columns and rows, <c>ColumnTitle</c> over columns.</summary>
    private void Name(W.TableRow top, string kind)
    {
        var id = $"{++_tables}";
        var paragraph = top.Descendants<W.Paragraph>().First();

        paragraph.InsertAfter(new W.BookmarkStart { Id = id, Name = kind + id }, paragraph.ParagraphProperties);
        paragraph.Append(new W.BookmarkEnd { Id = id });
    }

    private static W.TableProperties Properties(string caption, bool hasNamedRows) => new(
        new W.TableStyle { Val = WordStyles.Table },
        new W.TableWidth { Width = $"{WordStyles.TextWidth}", Type = W.TableWidthUnitValues.Dxa },
        new W.TableLayout { Type = W.TableLayoutValues.Fixed },
        new W.TableLook { Val = hasNamedRows ? "06A0" : "0620", FirstRow = true, LastRow = false, FirstColumn = hasNamedRows, LastColumn = false, NoHorizontalBand = true, NoVerticalBand = true },
        new W.TableCaption { Val = WordText.OneLine(caption) });

    private static int[] Widths(int columns, bool hasNamedRows) => hasNamedRows && columns == 2
        ? [WordStyles.TextWidth * 3 / 10, WordStyles.TextWidth - (WordStyles.TextWidth * 3 / 10)]
        : [.. Enumerable.Repeat(WordStyles.TextWidth / columns, columns)];

    private static W.TableRow Row(IReadOnlyList<string> texts, int[] widths)
    {
        var properties = new W.TableRowProperties();

        if (FitsOnAPage(texts, widths))
        {
            properties.Append(new W.CantSplit());
        }

        return new W.TableRow([properties, .. widths.Select((width, column) => Cell(column < texts.Count ? texts[column] : string.Empty, width))]);
    }

    private static W.TableCell Cell(string text, int width) => new(
        new W.TableCellProperties(new W.TableCellWidth { Width = $"{width}", Type = W.TableWidthUnitValues.Dxa }),
        Paragraph(style: null, text));

    /// <summary>Whether a row is so short that it can be held together. One that is taller than a page has to break, or its end could be cut off.</summary>
    private static bool FitsOnAPage(IReadOnlyList<string> texts, int[] widths) => texts.Zip(widths).All(cell => Lines(cell.First, cell.Second) <= LinesThatFit);

    private static int Lines(string text, int width) =>
        text.Split(['\r', '\n']).Sum(line => 1 + (line.Length / Math.Max(1, (width - CellMargins) / CharacterWidth)));
}
