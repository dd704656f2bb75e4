namespace CseBot.Dialogs.Tests.Guidance;

public sealed class DomainsTests
{
    private const string Sound = """
        ---
        title: Headings
        reviewed: 2026-11-22
        review-by: 2027-11-22
        ---
        ## missing

        - signs: going-missing; out-overnight
        - questions: missing

        ## told

        - signs: withdrawn-disclosure
        """;

    private static readonly GuidanceLibrary _library = GuidanceLibrary.Load();
    private static readonly Domains _domains = Domains.Load();

    [Fact]
    public void The_headings_are_those_of_assessment_tools_in_their_order() => Assert.Equal(
        ["missing", "school", "gifts", "places", "people", "online", "substances", "health", "emotional", "family", "coercion", "told"],
        _domains.All.Select(domain => domain.Id));

    [Fact]
    public void Every_sign_and_every_other_harm_that_has_a_name_belongs_under_one_heading() => Assert.Equal(
        _library.Entries.Where(entry => entry.Kind == GuidanceKind.Sign).Select(entry => entry.Id)
            .Concat(Wording.Load().Tickable.Where(id => _library.Find(id) is null && id != "something-else"))
            .Order(StringComparer.Ordinal),
        _domains.All.SelectMany(domain => domain.Signs).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_question_of_the_bank_belongs_under_one_heading() => Assert.Equal(
        QuestionBank.Ours.Questions.Select(question => question.Id).Order(StringComparer.Ordinal),
        _domains.All.SelectMany(domain => domain.Questions).Order(StringComparer.Ordinal));

    [Fact]
    public void A_question_stands_where_something_stands_that_it_is_asked_for()
    {
        foreach (var domain in _domains.All)
        {
            Assert.All(domain.Questions.Where(id => id != "trusted-adult"), id => Assert.NotEmpty(QuestionBank.Ours.Find(id)!.For.Intersect(domain.Signs)));
        }
    }

    [Theory]
    [InlineData("out-overnight", "withdrawn-disclosure", "'withdrawn-disclosure' is there twice")]
    [InlineData("## told", "## missing", "'missing' is there twice")]
    [InlineData("- questions: missing", "- asks: missing", "'asks' is not what 'missing' can have")]
    [InlineData("- questions: missing", "- signs: missing", "'signs' is not what 'missing' can have, or is there twice")]
    public void A_broken_file_is_told_with_the_fault(string old, string changed, string fault) => Assert.Contains(
        fault,
        Assert.Throws<InvalidDataException>(() => new Domains(new GuidanceFile("Guidance/domains.md", Sound.Replace(old, changed, StringComparison.Ordinal)))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Words_that_are_no_names_are_known_in_any_case() => Assert.All(["the", "The", "girl"], word => Assert.Contains(word, NoNames.Load()));
}
