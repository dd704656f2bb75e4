using System.Globalization;
using System.IO.Compression;
using System.Xml.Linq;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using W = DocumentFormat.OpenXml.Wordprocessing;

namespace CseBot.Documents;

/// <summary>A document as a Word file that can be read with the eyes, with the ears, and in twenty years.</summary>
/// <remarks>The same document at the same time is the same bytes: every id and every date inside is ours. The only exception would be a runtime that packs differently.</remarks>
internal static class WordFile
{
    private const string MainPart = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";

    private static readonly DateTimeOffset _always = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly XNamespace _core = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties";
    private static readonly XNamespace _dublinCore = "http://purl.org/dc/elements/1.1/";
    private static readonly XNamespace _terms = "http://purl.org/dc/terms/";
    private static readonly XNamespace _instance = "http://www.w3.org/2001/XMLSchema-instance";

    /// <summary>The file's bytes. Nobody is named as its author.</summary>
    /// <param name="at">When it says that it was written.</param>
    public static byte[] Write(WrittenDocument document, DateTimeOffset at)
    {
        using var bytes = new MemoryStream();

        using (var word = WordprocessingDocument.Create(bytes, WordprocessingDocumentType.Document))
        {
            var main = word.AddNewPart<MainDocumentPart>(MainPart, "rId1");

            main.AddNewPart<StyleDefinitionsPart>("rId1").Styles = WordStyles.In(document.Language);
            main.AddNewPart<NumberingDefinitionsPart>("rId2").Numbering = WordStyles.Numbering();
            main.AddNewPart<DocumentSettingsPart>("rId3").Settings = WordStyles.Settings(document.Language);
            main.AddNewPart<HeaderPart>("rId4").Header = new W.Header(WordBody.Paragraph(WordStyles.Header, document.Subject, "\t", document.Marking));
            main.AddNewPart<FooterPart>("rId5").Footer = new W.Footer(PageNumbers());
            main.Document = new W.Document(WordBody.Of(document));
            main.Document.Body!.Append(new W.SectionProperties(
                new W.HeaderReference { Type = W.HeaderFooterValues.Default, Id = "rId4" },
                new W.FooterReference { Type = W.HeaderFooterValues.Default, Id = "rId5" },
                WordStyles.Page(),
                WordStyles.Margins()));

            using var properties = word.AddNewPart<CoreFilePropertiesPart>("rId2").GetStream(FileMode.Create);
            Properties(document, at).Save(properties, SaveOptions.DisableFormatting);
        }

        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Update, leaveOpen: true))
        {
            foreach (var entry in zip.Entries)
            {
                entry.LastWriteTime = _always;
            }
        }

        return bytes.ToArray();
    }

    private static W.Paragraph PageNumbers() => new(
        new W.ParagraphProperties(new W.ParagraphStyleId { Val = WordStyles.Footer }),
        new W.SimpleField(WordText.Runs("1")) { Instruction = "PAGE" },
        WordText.Runs(" / ").Single(),
        new W.SimpleField(WordText.Runs("1")) { Instruction = "NUMPAGES" });

    private static XDocument Properties(WrittenDocument document, DateTimeOffset at) => new(new XElement(
        _core + "coreProperties",
        new XAttribute(XNamespace.Xmlns + "cp", _core),
        new XAttribute(XNamespace.Xmlns + "dc", _dublinCore),
        new XAttribute(XNamespace.Xmlns + "dcterms", _terms),
        new XAttribute(XNamespace.Xmlns + "xsi", _instance),
        new XElement(_dublinCore + "title", WordText.OneLine(document.Title)),
        new XElement(_dublinCore + "subject", WordText.OneLine(document.Subject)),
        new XElement(_dublinCore + "language", document.Language),
        Time("created", at),
        Time("modified", at)));

    private static XElement Time(string name, DateTimeOffset at) => new(
        _terms + name,
        new XAttribute(_instance + "type", "dcterms:W3CDTF"),
        at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
}
