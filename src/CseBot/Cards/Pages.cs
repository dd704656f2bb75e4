using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CseBot.Cards;

/// <summary>Spreads what was written over as many cards as it needs, because one that is too large is not shown at all (protocol 2.3).</summary>
internal static class Pages
{
    /// <summary>Bytes of sections on one card, as they are sent. The rest of a card stays well below what is left of 25 KB.</summary>
    private const int Fullest = 14 * 1024;

    /// <summary>Bytes that a section takes besides what is in it, and that each of its buttons takes with its fallback.</summary>
    private const int Frame = 400;
    private const int Button = 650;

    private static readonly JsonSerializerOptions _asSent = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The sections of one page, and how many pages there are. A page that is not there is the nearest that is.</summary>
    /// <param name="sections">As card data makes them: each has words, and a label.</param>
    /// <param name="wanted">From 1.</param>
    public static Page Of(IEnumerable<JsonObject> sections, int wanted)
    {
        List<List<JsonObject>> pages = [[]];
        var room = Fullest;

        foreach (var section in sections.SelectMany(Split))
        {
            var size = Besides(section) + Size(section["words"]!.GetValue<string>());

            if (size > room && pages[^1].Count > 0)
            {
                pages.Add([]);
                room = Fullest;
            }

            pages[^1].Add(section);
            room -= size;
        }

        var number = Math.Clamp(wanted, 1, pages.Count);

        return new Page(pages[number - 1], number, pages.Count);
    }

    /// <summary>A section whose words are too many for one card, as several; together they are the words, to the letter.</summary>
    private static IEnumerable<JsonObject> Split(JsonObject section)
    {
        var words = section["words"]!.GetValue<string>();

        if (Besides(section) + Size(words) <= Fullest)
        {
            return [section];
        }

        return Chunks(words, Fullest - Besides(section)).Select(chunk =>
        {
            var part = section.DeepClone().AsObject();
            part["words"] = chunk;

            return part;
        });
    }

    private static int Besides(JsonObject section) =>
        Frame + (Button * section["actions"]!.AsArray().Count) + Size($"{section["label"]}{section["heading"]}{section["hint"]}");

    private static IEnumerable<string> Chunks(string words, int room)
    {
        var chunk = new StringBuilder();
        var size = 0;
        var elements = StringInfo.GetTextElementEnumerator(words);

        while (elements.MoveNext())
        {
            foreach (var piece in Pieces(elements.GetTextElement()))
            {
                var bytes = Size(piece);

                if (size + bytes > room && chunk.Length > 0)
                {
                    yield return chunk.ToString();
                    chunk.Clear();
                    size = 0;
                }

                chunk.Append(piece);
                size += bytes;
            }
        }

        yield return chunk.ToString();
    }

    /// <summary>What looks like one character can be thousands that are stacked; then it is cut all the same, between whole characters.</summary>
    private static IEnumerable<string> Pieces(string element) =>
        Size(element) <= Fullest / 2 ? [element] : element.EnumerateRunes().Select(rune => rune.ToString());

    private static int Size(string words) => JsonSerializer.SerializeToUtf8Bytes(words, _asSent).Length;
}

/// <param name="Number">From 1.</param>
internal sealed record Page(IReadOnlyList<JsonObject> Sections, int Number, int Count)
{
    /// <summary>The buttons to the pages before and after, where there are any.</summary>
    /// <param name="before">What the one is called.</param>
    /// <param name="after">What the other is called.</param>
    /// <param name="verb">The verb that shows a page.</param>
    /// <param name="data">What goes with it.</param>
    public IEnumerable<JsonObject> Turn(string before, string after, string verb, JsonObject data)
    {
        foreach (var (title, number) in new[] { (before, Number - 1), (after, Number + 1) })
        {
            if (number >= 1 && number <= Count)
            {
                var to = data.DeepClone().AsObject();
                to["page"] = number.ToString(CultureInfo.InvariantCulture);

                yield return CardData.Button(title, verb, to);
            }
        }
    }
}
