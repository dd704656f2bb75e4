
namespace CseBot.Dialogs.Tests.Guidance;

/// <summary>What holds for every question. How well it understands people is measured in <see cref="UnderstandingTests"/>.</summary>
public sealed class GuidanceMatcherTests
{
    private static readonly GuidanceMatcher Matcher = new(GuidanceLibrary.Load());

    public static TheoryData<string, string> Urgent => Questions(route => route is not ("Answer" or "Unknown"));

    [Theory]
    [InlineData("is a new phone a sign?", "extra-phones", "unexplained-gifts-or-money")]
    [InlineData("She's got two phones. Sign or just a teenager?", "extra-phones", "extra-phones")]
    [InlineData("what is CSE?", "definition", "definition")]
    [InlineData("can boys be exploited?", "boys", "only-girls")]
    [InlineData("picked up by a different car every day", "cars-of-unknown-adults", "cars-of-unknown-adults")]
    [InlineData("he's been suspended twice for his behaviour", "exclusion", "exclusion")]
    public void A_question_finds_the_entry_that_answers_it(string question, string first, string orElse)
    {
        var match = Matcher.Match(question);

        Assert.Equal(QuestionRoute.Answer, match.Route);
        Assert.True(Is(first) || Is(orElse), match.Entries[0].Entry.Id);

        bool Is(string id) => string.Equals(match.Entries[0].Entry.Id, id, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Urgent))]
    public void Words_that_need_a_person_come_before_an_answer(string route, string question) =>
        Assert.Equal(route, Matcher.Match(question).Route.ToString());

    [Theory]
    [InlineData("what does withdrawn disclosure mean")]
    [InlineData("how do I handle a disclosure")]
    [InlineData("what should we do if a child discloses abuse")]
    [InlineData("what is a low level concern")]
    [InlineData("is there training on what to do when a pupil goes missing")]
    [InlineData("he keeps going missing at weekends")]
    [InlineData("she's changed her story and says nothing happened")]
    public void Asking_how_things_are_done_or_what_is_long_past_is_answered(string question) =>
        Assert.Equal(QuestionRoute.Answer, Matcher.Match(question).Route);

    [Fact]
    public void A_danger_that_is_now_is_an_emergency_even_when_it_is_asked_as_a_question() =>
        Assert.Equal(QuestionRoute.Emergency, Matcher.Match("what do I do if a child is in danger right now").Route);

    [Theory]
    [InlineData("she took an overdose last month and now she has collapsed")]
    [InlineData("He went missing last week. He's gone missing again and nobody can find him.")]
    public void Something_long_past_never_hides_a_danger_that_is_now(string question) =>
        Assert.Equal(QuestionRoute.Emergency, Matcher.Match(question).Route);

    [Theory]
    [InlineData("what time is the fire drill")]
    [InlineData("the photocopier is jammed")]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("?!.")]
    [InlineData("the")]
    [InlineData("🙂")]
    public void What_we_do_not_hold_we_say_we_cannot_find(string question)
    {
        var match = Matcher.Match(question);

        Assert.Equal(QuestionRoute.Unknown, match.Route);
        Assert.Empty(match.Entries);
    }

    [Fact]
    public void At_most_five_entries_come_back_best_first()
    {
        var entries = Matcher.Match("She keeps missing school, has a new phone and an older boyfriend, came in drunk with bruises, and was seen at a hotel in a taxi. Is it a sign?").Entries;

        Assert.InRange(entries.Count, 2, 5);
        Assert.All(entries.Zip(entries.Skip(1)), pair => Assert.True(pair.First.Score >= pair.Second.Score));
    }

    [Fact]
    public void The_same_question_always_gets_the_same_answer()
    {
        GuidanceMatcher another = new(GuidanceLibrary.Load());

        Assert.All(Lines(), line => Assert.Equal(
            Matcher.Match(line[2]).Entries.Select(entry => (entry.Entry.Id, entry.Score)),
            another.Match(line[2]).Entries.Select(entry => (entry.Entry.Id, entry.Score))));
    }

    [Theory]
    [InlineData("She won't say who bought it", "she wont say who bought it")]
    [InlineData("She won’t say who bought it", "SHE WON'T SAY WHO BOUGHT IT!!")]
    [InlineData("two phones", "Two  phone")]
    public void Apostrophes_capitals_and_endings_make_no_difference(string one, string other) =>
        Assert.Equal(Found(one), Found(other));

    [Fact]
    public void A_very_long_text_is_read_to_its_end()
    {
        var text = string.Concat(Enumerable.Repeat("She was in my lesson and we did some work on rivers. ", 400)) + "She just told me someone raped her.";

        Assert.Equal(QuestionRoute.Disclosure, Matcher.Match(text).Route);
    }

    [Fact]
    public void Why_names_words_as_they_were_typed_in_their_order()
    {
        const string Question = "She's got TWO phones, sign or just a teenager?";

        var words = Matcher.Why(Question, "extra-phones");

        Assert.Contains(words, word => word.Contains("phones", StringComparison.Ordinal));
        Assert.Equal(words, words.OrderBy(word => Question.IndexOf(word, StringComparison.Ordinal)));
        Assert.All(words, word => Assert.Contains(word, Question, StringComparison.Ordinal));
    }

    [Fact]
    public void Why_says_nothing_of_an_entry_that_there_is_not() => Assert.Empty(Matcher.Why("two phones", "no-such-entry"));

    [Theory]
    [InlineData("- car: corsa; golf\n- car: polo", "'car' is there twice")]
    [InlineData("- car: one two three four five six seven", "'car' has 'one two three four five six seven': up to 6 words are understood")]
    [InlineData("- car: ?", "'car' has '?': up to 6 words are understood")]
    [InlineData("- car", "'car' has no colon after the key")]
    public void A_broken_file_of_concepts_is_refused_with_a_sentence(string lines, string fault)
    {
        var refusal = Assert.Throws<InvalidDataException>(() => new Concepts(new GuidanceFile("Guidance/concepts.md", $"---\ntitle: x\n---\n\n{lines}\n")));

        Assert.Equal($"Guidance/concepts.md: {fault}.", refusal.Message);
    }

    [Theory]
    [InlineData("## Nowhere\n\n- a phrase", "'Nowhere' is not one of Emergency, StaffAllegation, Disclosure, OwnDistress")]
    [InlineData("## Emergency\n\n- ... a phrase", "'... a phrase' needs words before and after '...'")]
    public void A_broken_file_of_phrases_is_refused_with_a_sentence(string lines, string fault)
    {
        var refusal = Assert.Throws<InvalidDataException>(() => new UrgentPhrases(new GuidanceFile("Guidance/routes.md", $"---\ntitle: x\n---\n\n{lines}\n")));

        Assert.Equal($"Guidance/routes.md: {fault}.", refusal.Message);
    }

    private static string Found(string question) => string.Join(' ', Matcher.Match(question).Entries.Select(entry => entry.Entry.Id));

    private static string? First(string question) => Matcher.Match(question).Entries is [var best, ..] ? best.Entry.Id : null;

    private static IEnumerable<string[]> Lines() => TestData.Lines("questions.txt").Select(line => line.Split('|', 3, StringSplitOptions.TrimEntries));

    private static TheoryData<string, string> Questions(Func<string, bool> chosen)
    {
        TheoryData<string, string> data = [];
        foreach (var line in Lines().Where(line => chosen(line[0])))
        {
            data.Add(line[0], line[2]);
        }

        return data;
    }
}
