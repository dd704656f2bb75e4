
namespace CseBot.Dialogs.Tests.Guidance;

public sealed class GuidanceLibraryTests
{
    private const string Sound = """
        ---
        title: More than one phone
        group: behavioural
        sources: 002 Recognise the signs; 003 section 5
        related: extra-phones
        also: second phone; burner
        reviewed: 2026-11-22
        review-by: 2027-11-22
        ---
        First line
        of the answer.

        Second paragraph.

        ## Why it matters

        Because.

        ## What to notice or write down

        What you saw.
        """;

    [Fact]
    public void A_sound_file_becomes_an_entry()
    {
        var entry = Assert.Single(Read(Sound).Entries);

        Assert.Equal("extra-phones", entry.Id);
        Assert.Equal(GuidanceKind.Sign, entry.Kind);
        Assert.Equal("behavioural", entry.Group);
        Assert.Equal("First line of the answer.\n\nSecond paragraph.", entry.Answer);
        Assert.Equal("Because.", entry.WhyItMatters);
        Assert.Equal("What you saw.", entry.Notice);
        Assert.Equal(["second phone", "burner"], entry.Also);
        Assert.Equal(new GuidanceSource("Guidance for leads", "Recognise the signs"), entry.Sources[0]);
        Assert.Equal(new DateOnly(2027, 11, 22), entry.ReviewBy);
    }

    [Fact]
    public void A_line_that_starts_with_a_space_goes_on_with_the_one_above() => Assert.Equal(
        ["second phone", "burner", "sim card"],
        Read(Sound.Replace("burner", "burner;\n  sim card", StringComparison.Ordinal)).Entries[0].Also);

    [Fact]
    public void Windows_line_ends_make_no_difference() =>
        Assert.Equal("First line of the answer.\n\nSecond paragraph.", Read(Sound.ReplaceLineEndings("\r\n")).Entries[0].Answer);

    [Theory]
    [InlineData("title: More than one phone\n", "", "'title' is missing")]
    [InlineData("title: More than one phone", "title:", "'title' is missing")]
    [InlineData("title: More than one phone", "titel: x\ntitle: y", "'titel' is not a key that we know")]
    [InlineData("title: More than one phone", "title: x\ntitle: y", "'title' is there twice")]
    [InlineData("title: More than one phone", "More than one phone", "'More than one phone' has no colon after the key")]
    [InlineData("group: behavioural", "group: behaviour", "'group' must be one of physical, psychological, behavioural, online")]
    [InlineData("group: behavioural\n", "", "'group' is missing")]
    [InlineData("002 Recognise", "009 Recognise", "'sources' names document '009', which is not in Guidance/sources.md")]
    [InlineData("002 Recognise the signs", "002", "'sources' does not say where in document 002")]
    [InlineData("related: extra-phones", "related: extra-fones", "'related' names 'extra-fones', and there is no entry with that id")]
    [InlineData("reviewed: 2026-11-22", "reviewed: 22 November 2026", "'reviewed' is not a date like 2026-09-01")]
    [InlineData("review-by: 2027-11-22", "review-by: 2026-11-22", "'review-by' is not after 'reviewed'")]
    [InlineData("## Why it matters", "## Why it maters", "'Why it matters' has no text")]
    [InlineData("What you saw.", "", "'What to notice or write down' has no text")]
    [InlineData("First line\nof the answer.\n\nSecond paragraph.", "", "'answer' has no text")]
    [InlineData("---\ntitle", "title", "'---' must stand alone on the first line and again after the last key")]
    public void A_broken_file_gives_a_sentence_with_the_file_the_key_and_the_fault(string sound, string broken, string fault)
    {
        var text = Sound.ReplaceLineEndings("\n");
        Assert.Contains(sound, text, StringComparison.Ordinal);

        var refusal = Assert.Throws<InvalidDataException>(() => Read(text.Replace(sound, broken, StringComparison.Ordinal)));

        Assert.Equal($"Guidance/signs/extra-phones.md: {fault}.", refusal.Message);
    }

    [Fact]
    public void A_group_is_for_signs_only()
    {
        var refusal = Assert.Throws<InvalidDataException>(() => Read(Sound, "Guidance/topics/extra-phones.md"));

        Assert.Equal("Guidance/topics/extra-phones.md: 'group' is for signs only.", refusal.Message);
    }

    [Fact]
    public void An_id_can_be_used_only_once()
    {
        var other = Sound.ReplaceLineEndings("\n").Replace("group: behavioural\n", "", StringComparison.Ordinal);

        var refusal = Assert.Throws<InvalidDataException>(() => new GuidanceLibrary(
            [SourceList, new("Guidance/signs/extra-phones.md", Sound), new("Guidance/topics/extra-phones.md", other)]));

        Assert.Equal("Guidance/topics/extra-phones.md: 'extra-phones' is the id of another file too.", refusal.Message);
    }

    [Fact]
    public void Without_the_list_of_sources_nothing_is_read()
    {
        var refusal = Assert.Throws<InvalidDataException>(() => new GuidanceLibrary([new("Guidance/signs/extra-phones.md", Sound)]));

        Assert.Equal("Guidance/sources.md: the file that names the source documents is missing.", refusal.Message);
    }

    [Fact]
    public void An_unknown_id_finds_nothing() => Assert.Null(Read(Sound).Find("no-such-thing"));

    private static GuidanceFile SourceList => new("Guidance/sources.md", "---\n002: Guidance for leads\n003: Seven\n---\n");

    private static GuidanceLibrary Read(string text, string path = "Guidance/signs/extra-phones.md") => new([SourceList, new(path, text)]);
}
