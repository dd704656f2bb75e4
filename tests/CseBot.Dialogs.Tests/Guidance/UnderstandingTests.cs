using CseBot.Evaluation;

namespace CseBot.Dialogs.Tests.Guidance;

/// <summary>
/// How well the bot understands questions that it has never learned from. A floor is raised when a figure rises:
/// <c>dotnet run --project tests/Evaluation -- measure</c> prints them all.
/// </summary>
public sealed class UnderstandingTests
{
    private static readonly GuidanceLibrary Library = GuidanceLibrary.Load();
    private static readonly Measured Figures = Measured.Of(new GuidanceMatcher(Library), new SignFinder(Library), Questions.Read());

    [Fact]
    public void What_was_learned_was_learned_from_the_examples_as_they_are() => Assert.True(
        Examples.Read().Digest.AsSpan().SequenceEqual(Learned.Load().From),
        "The examples, concepts or entries have changed since the bot learned from them. Run: dotnet run -c Release --project tests/Evaluation -- learn");

    [Fact]
    public void Every_entry_has_at_least_forty_examples_in_many_voices()
    {
        var examples = Examples.Read().All.Where(one => one.Voice != Example.Ours && one.Entries is { Count: > 0 }).ToLookup(one => one.Entries![0]);

        Assert.All(Library.Entries, entry =>
        {
            Assert.True(examples[entry.Id].Count() >= 40, $"{entry.Id} has {examples[entry.Id].Count()} examples.");
            Assert.True(examples[entry.Id].Select(one => one.Voice).Distinct().Count() >= 10, $"{entry.Id} has examples in few voices.");
        });
    }

    [Fact]
    public void Nothing_that_it_is_measured_on_is_among_the_examples()
    {
        var measuredOn = Questions.Read();
        var known = Examples.Read().All.Select(one => Plain(one.Text)).ToHashSet(StringComparer.Ordinal);

        Assert.DoesNotContain(measuredOn.Asked.Select(one => Plain(one.Q)), known.Contains);
        Assert.DoesNotContain(measuredOn.Routed.Select(one => Plain(one.Q)), known.Contains);
        Assert.DoesNotContain(measuredOn.Accounts.Select(one => Plain(one.Text)), known.Contains);
    }

    [Fact]
    public void The_right_entry_comes_first_for_most_questions() => AtLeast(0.88, Figures.First);

    [Fact]
    public void The_right_entry_is_among_three_for_nearly_all_questions() => AtLeast(0.93, Figures.AmongThree);

    [Fact]
    public void What_is_not_ours_is_hardly_ever_answered() => AtMost(0.10, Figures.WrongAnswers);

    [Fact]
    public void Everything_urgent_is_recognised() => AtLeast(1, Figures.RecognisedAtAll);

    [Fact]
    public void What_is_urgent_is_given_its_own_route() => AtLeast(0.95, Figures.RightRoute);

    [Fact]
    public void False_alarms_are_rare_among_near_misses() => AtMost(0.03, Figures.FalseAlarms);

    [Fact]
    public void False_alarms_are_rare_among_questions() => AtMost(0.04, Figures.FalseAlarmsOfQuestions);

    [Fact]
    public void A_phrase_that_is_always_caught_is_hardly_ever_in_a_calm_example()
    {
        var calm = Examples.Read().All.Where(one => one.Route == "answer").ToList();
        var caught = calm.Where(one => UrgentPhrases.Ours.In(Token.In(one.Text)) is not null).Select(one => one.Text).ToList();

        Assert.True(caught.Count <= calm.Count / 100, string.Join('\n', caught));
    }

    [Fact]
    public void Words_alone_do_it_for_few_questions() => AtMost(0.25, PlainIndex.Measure(Library, Questions.Read()).First);

    [Fact]
    public void Signs_in_an_account_are_recognised() => Assert.True(Figures.F1 >= 0.70, $"micro-F1 is {Figures.F1:0.000}.");

    private static void AtLeast(double floor, Rate rate) => Assert.True(rate.Share >= floor, $"{rate.Of} of {rate.All} is {rate.Share:0.000}, under {floor:0.00}.");

    private static void AtMost(double ceiling, Rate rate) => Assert.True(rate.Share <= ceiling, $"{rate.Of} of {rate.All} is {rate.Share:0.000}, over {ceiling:0.00}.");

    private static string Plain(string text) => string.Join(' ', Token.In(text).Select(token => token.Word));
}
