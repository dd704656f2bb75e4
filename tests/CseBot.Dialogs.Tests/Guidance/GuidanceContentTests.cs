using System.Text.RegularExpressions;

namespace CseBot.Dialogs.Tests.Guidance;

/// <summary>What a safeguarding lead may rely on in every entry, however often the words are changed.</summary>
public sealed class GuidanceContentTests
{
    private const double HardestToRead = 8.0;
    private const double UsuallyNoHarderThan = 5.0;

    private static readonly GuidanceLibrary Library = GuidanceLibrary.Load();

    [Fact]
    public void Every_id_of_the_taxonomy_has_an_entry_of_its_kind_and_group_that_cites_its_sources()
    {
        var documents = File.ReadLines(TestData.Product("Guidance/sources.md"))
            .Where(line => line.Length > 5 && char.IsDigit(line[0]))
            .ToDictionary(line => line[..3], line => line[5..], StringComparer.Ordinal);

        foreach (var line in TestData.Lines("taxonomy-ids.txt"))
        {
            var parts = line.Split(' ');
            var entry = Library.Find(parts[2]);

            Assert.True(entry is not null, $"There is no entry for {parts[2]}.");
            Assert.Equal(parts[0], entry.Kind.ToString());
            Assert.Equal(parts[1], entry.Group ?? "-");
            Assert.All(parts[3..], code => Assert.Contains(entry.Sources, source => string.Equals(source.Document, documents[code], StringComparison.Ordinal)));
        }
    }

    [Fact]
    public void There_is_no_entry_that_the_taxonomy_does_not_know() =>
        Assert.Equal(
            TestData.Lines("taxonomy-ids.txt").Select(line => line.Split(' ')[2]).Order(StringComparer.Ordinal),
            Library.Entries.Select(entry => entry.Id).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_entry_is_reviewed_at_least_thirty_days_before_its_date_is_up()
    {
        var soon = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(30);

        Assert.All(Library.Entries, entry => Assert.True(
            entry.ReviewBy > soon,
            $"{entry.Id} has to be read again by {entry.ReviewBy:yyyy-MM-dd}. Ask a safeguarding lead, then change 'reviewed' and 'review-by'."));
    }

    [Fact]
    public void Every_entry_has_a_source_and_a_place_in_it() => Assert.All(Library.Entries, entry =>
    {
        Assert.NotEmpty(entry.Sources);
        Assert.All(entry.Sources, source => Assert.False(string.IsNullOrWhiteSpace(source.Section)));
    });

    [Fact]
    public void Related_entries_exist_and_never_name_the_entry_itself() => Assert.All(Library.Entries, entry =>
    {
        Assert.NotEmpty(entry.Related);
        Assert.DoesNotContain(entry.Related, id => string.Equals(id, entry.Id, StringComparison.Ordinal));
        Assert.All(entry.Related, id => Assert.NotNull(Library.Find(id)));
    });

    [Fact]
    public void Nothing_shown_uses_words_that_nobody_should_use()
    {
        var banned = TestData.Lines("words-nobody-should-use.txt").ToList();
        var found = from entry in Library.Entries
                    from word in banned
                    where Regex.IsMatch(Shown(entry), $@"\b{Regex.Escape(word)}\b", RegexOptions.IgnoreCase, TimeSpan.FromSeconds(1))
                    select $"{entry.Id}: {word}";

        Assert.Empty(found);
    }

    [Fact]
    public void A_boyfriend_or_girlfriend_stands_in_quotation_marks() => Assert.All(Library.Entries, entry =>
        Assert.DoesNotMatch(@"(?i)(?<!')\b(boy|girl)friend", Shown(entry)));

    [Fact]
    public void Nothing_shown_gives_a_figure_an_address_or_a_number_to_ring_that_has_not_been_checked() => Assert.All(Library.Entries, entry =>
    {
        var rest = Regex.Replace(Shown(entry with { Sources = [] }), @"0808 800 5000|0800 1111|116 123|\b999\b|\b101\b", "", RegexOptions.None, TimeSpan.FromSeconds(1));

        Assert.DoesNotMatch(@"\d{3}", rest);
        Assert.DoesNotMatch(@"%|per cent|@|www|http", rest);
    });

    [Fact]
    public void Every_sign_is_on_the_list_and_is_not_proof_and_does_not_need_to_be() =>
        Assert.All(Library.Entries.Where(entry => entry.Kind == GuidanceKind.Sign), sign =>
        {
            Assert.Contains("on the list", sign.Answer, StringComparison.Ordinal);
            Assert.Matches("It is not proof( of exploitation)?, and does not need to be", sign.Answer);
            Assert.Contains("DSL", sign.Answer + sign.Notice, StringComparison.Ordinal);
        });

    [Fact]
    public void A_vulnerability_is_never_called_a_sign_of_harm() =>
        Assert.All(Library.Entries.Where(entry => entry.Kind == GuidanceKind.Vulnerability), entry =>
            Assert.Matches(string.Equals(entry.Id, "frequently-missing", StringComparison.Ordinal) ? "on two of our lists" : "is not,? .*a sign of", entry.Answer));

    [Fact]
    public void A_myth_says_that_it_is_one() =>
        Assert.All(Library.Entries.Where(entry => entry.Kind == GuidanceKind.Myth), myth =>
        {
            Assert.StartsWith("Myth: ", myth.Title, StringComparison.Ordinal);
            Assert.StartsWith("This is a myth. ", myth.Answer, StringComparison.Ordinal);
        });

    [Fact]
    public void The_law_is_a_summary_and_not_legal_advice() =>
        Assert.All(Library.Entries.Where(IsLaw), law => Assert.Contains("not legal advice", law.Answer, StringComparison.Ordinal));

    [Fact]
    public void An_answer_has_two_to_five_sentences_and_the_rest_one_or_two() => Assert.All(Library.Entries, entry =>
    {
        Assert.InRange(Sentences(entry.Answer), 2, 5);
        Assert.InRange(Sentences(entry.WhyItMatters), 1, 2);
        Assert.InRange(Sentences(entry.Notice), 1, 2);
    });

    [Fact]
    public void Every_entry_is_easy_to_read()
    {
        var grades = Library.Entries.Select(entry => (entry.Id, Grade: Grade(entry))).ToList();

        Assert.All(grades, entry => Assert.True(
            entry.Grade <= HardestToRead,
            $"{entry.Id} reads like grade {entry.Grade:0.0}; use shorter sentences and words."));
        Assert.InRange(grades.Average(entry => entry.Grade), 0, UsuallyNoHarderThan);
    }

    private static bool IsLaw(GuidanceEntry entry) => entry.Id.StartsWith("law-", StringComparison.Ordinal);

    private static string Shown(GuidanceEntry entry) => string.Join(
        '\n',
        [entry.Title, entry.Answer, entry.WhyItMatters, entry.Notice, .. entry.Sources.Select(source => source.Section)]);

    private static int Sentences(string text) =>
        Regex.Count(text, """[.?!]["')]*(\s|$)""", RegexOptions.None, TimeSpan.FromSeconds(1));

    /// <summary>Flesch-Kincaid grade: 5 or 6 is a reading age of about 11.</summary>
    private static double Grade(GuidanceEntry entry)
    {
        var text = $"{entry.Answer} {entry.WhyItMatters} {entry.Notice}";
        var words = Regex.Matches(text, "[A-Za-z']+", RegexOptions.None, TimeSpan.FromSeconds(1)).Select(word => word.Value.ToLowerInvariant()).ToList();
        return (0.39 * words.Count / Sentences(text)) + (11.8 * words.Sum(Syllables) / words.Count) - 15.59;
    }

    private static int Syllables(string word)
    {
        if (word is "dsl" or "cse")
        {
            return 3;
        }

        var silent = Regex.Replace(word, "(?:[^laeiouy]es|[^aeioutdy]ed|[^laeiouy]e)$", "", RegexOptions.None, TimeSpan.FromSeconds(1));
        return Math.Max(1, Regex.Count(silent, "[aeiouy]+", RegexOptions.None, TimeSpan.FromSeconds(1)));
    }
}
