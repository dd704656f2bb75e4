using DocumentFormat.OpenXml;
using W = DocumentFormat.OpenXml.Wordprocessing;

namespace CseBot.Documents;

/// <summary>How the document looks, all of it in styles, so that a reader can change it in one place. No colour is set on text: it is black on white, or whatever the reader's screen makes of that.</summary>
internal static class WordStyles
{
    public const string Title = "Title";
    public const string Quote = "Quote";
    public const string QuoteSource = "QuoteSource";
    public const string Bullet = "ListBullet";
    public const string Caption = "Caption";
    public const string Header = "Header";
    public const string Footer = "Footer";
    public const string Table = "RecordTable";

    /// <summary>The numbering that bullets share.</summary>
    public const int Bullets = 1;

    /// <summary>The room between the margins of a page of A4, in twentieths of a point.</summary>
    public const int TextWidth = PageWidth - (2 * Margin);

    private const int PageWidth = 11906;
    private const int PageHeight = 16838;
    private const int Margin = 1134;
    private const string Normal = "Normal";
    private const string Font = "Arial";

    /// <summary>The style of a heading on <paramref name="level"/>.</summary>
    public static string Heading(int level) => $"Heading{level}";

    public static W.PageSize Page() => new() { Width = PageWidth, Height = PageHeight };

    public static W.PageMargin Margins() => new() { Top = Margin, Right = Margin, Bottom = Margin, Left = Margin, Header = Margin / 2, Footer = Margin / 2, Gutter = 0 };

    public static W.Styles In(string language) => new(
        new W.DocDefaults(
            new W.RunPropertiesDefault(new W.RunPropertiesBaseStyle(
                new W.RunFonts { Ascii = Font, HighAnsi = Font, EastAsia = Font, ComplexScript = Font },
                new W.FontSize { Val = "24" },
                new W.FontSizeComplexScript { Val = "24" },
                new W.Languages { Val = language, EastAsia = language, Bidi = "ar-SA" })),
            new W.ParagraphPropertiesDefault(new W.ParagraphPropertiesBaseStyle(
                new W.WidowControl(),
                new W.SpacingBetweenLines { Before = "80", After = "80", Line = "276", LineRule = W.LineSpacingRuleValues.Auto }))),
        new W.Style(new W.StyleName { Val = Normal }, new W.PrimaryStyle()) { Type = W.StyleValues.Paragraph, StyleId = Normal, Default = true },
        Style(Title, Title, size: 52, isBold: true, new W.KeepNext(), Spacing(0, 240)),
        Style(Heading(1), "heading 1", size: 36, isBold: true, new W.KeepNext(), new W.KeepLines(), Spacing(360, 120), new W.OutlineLevel { Val = 0 }),
        Style(Heading(2), "heading 2", size: 30, isBold: true, new W.KeepNext(), new W.KeepLines(), Spacing(280, 100), new W.OutlineLevel { Val = 1 }),
        Style(Heading(3), "heading 3", size: 26, isBold: true, new W.KeepNext(), new W.KeepLines(), Spacing(240, 80), new W.OutlineLevel { Val = 2 }),
        Style(Quote, Quote, size: 24, isBold: false,
            new W.ParagraphBorders(new W.LeftBorder { Val = W.BorderValues.Single, Size = 24, Space = 12, Color = "595959" }),
            new W.Indentation { Left = "567", Right = "567" }),
        Style(QuoteSource, "Quote Source", size: 22, isBold: false, Spacing(0, 160), new W.Indentation { Left = "567", Right = "567" }),
        Style(Bullet, "List Bullet", size: 24, isBold: false,
            new W.NumberingProperties(new W.NumberingId { Val = Bullets }),
            new W.ContextualSpacing()),
        Style(Caption, "caption", size: 22, isBold: true, new W.KeepNext(), Spacing(200, 80)),
        Style(Header, "header", size: 22, isBold: false, new W.Tabs(new W.TabStop { Val = W.TabStopValues.Right, Position = TextWidth }), Spacing(0, 0)),
        Style(Footer, "footer", size: 22, isBold: false, Spacing(0, 0), new W.Justification { Val = W.JustificationValues.Center }),
        Tables());

    public static W.Numbering Numbering() => new(
        new W.AbstractNum(
            new W.MultiLevelType { Val = W.MultiLevelValues.HybridMultilevel },
            new W.Level(
                new W.StartNumberingValue { Val = 1 },
                new W.NumberingFormat { Val = W.NumberFormatValues.Bullet },
                new W.LevelText { Val = "•" },
                new W.LevelJustification { Val = W.LevelJustificationValues.Left },
                new W.PreviousParagraphProperties(new W.Indentation { Left = "567", Hanging = "283" }))
            { LevelIndex = 0 })
        { AbstractNumberId = 0 },
        new W.NumberingInstance(new W.AbstractNumId { Val = 0 }) { NumberID = Bullets });

    /// <summary>Says that the file needs no older Word to be imitated, and which language its fonts serve.</summary>
    public static W.Settings Settings(string language) => new(
        new W.Compatibility(new W.CompatibilitySetting
        {
            Name = W.CompatSettingNameValues.CompatibilityMode,
            Uri = "http://schemas.microsoft.com/office/word",
            Val = "15",
        }),
        new W.ThemeFontLanguages { Val = language });

    private static W.Style Style(string id, string name, int size, bool isBold, params OpenXmlElement[] paragraph)
    {
        var run = new W.StyleRunProperties();

        if (isBold)
        {
            run.Append(new W.Bold(), new W.BoldComplexScript());
        }

        run.Append(new W.FontSize { Val = $"{size}" }, new W.FontSizeComplexScript { Val = $"{size}" });

        return new W.Style(
            new W.StyleName { Val = name },
            new W.BasedOn { Val = Normal },
            new W.NextParagraphStyle { Val = Normal },
            new W.PrimaryStyle(),
            new W.StyleParagraphProperties(paragraph),
            run)
        { Type = W.StyleValues.Paragraph, StyleId = id };
    }

    private static W.Style Tables() => new(
        new W.StyleName { Val = "Record Table" },
        new W.PrimaryStyle(),
        new W.StyleParagraphProperties(Spacing(40, 40)),
        new W.StyleTableProperties(
            new W.TableBorders(
                Line<W.TopBorder>(), Line<W.LeftBorder>(), Line<W.BottomBorder>(), Line<W.RightBorder>(), Line<W.InsideHorizontalBorder>(), Line<W.InsideVerticalBorder>()),
            new W.TableCellMarginDefault(
                new W.TableCellLeftMargin { Width = 108, Type = W.TableWidthValues.Dxa },
                new W.TableCellRightMargin { Width = 108, Type = W.TableWidthValues.Dxa })),
        Strong(W.TableStyleOverrideValues.FirstRow),
        Strong(W.TableStyleOverrideValues.FirstColumn))
    { Type = W.StyleValues.Table, StyleId = Table, CustomStyle = true };

    private static W.TableStyleProperties Strong(W.TableStyleOverrideValues where) => new(
        new W.RunPropertiesBaseStyle(new W.Bold(), new W.BoldComplexScript()),
        new W.TableStyleConditionalFormattingTableCellProperties(
            new W.Shading { Val = W.ShadingPatternValues.Clear, Color = "auto", Fill = "E7EAF0" }))
    { Type = where };

    private static T Line<T>()
        where T : W.BorderType, new() => new() { Val = W.BorderValues.Single, Size = 4, Space = 0, Color = "595959" };

    private static W.SpacingBetweenLines Spacing(int before, int after) => new() { Before = $"{before}", After = $"{after}" };
}
