using CseBot.Dialogs.Flows;
using FsCheck;
using FsCheck.Fluent;

namespace CseBot.Dialogs.Tests.Flows;

public sealed class TargetedTests
{
    private static readonly QuestionBank _bank = QuestionBank.Ours;
    private static readonly Wording _words = Wording.Load();
    private static readonly GuidanceLibrary _guidance = GuidanceLibrary.Load();

    private static readonly string[] _signs = Of(GuidanceKind.Sign);
    private static readonly string[] _vulnerabilities = Of(GuidanceKind.Vulnerability);
    private static readonly string[] _harms = [.. _words.Tickable.Where(id => _guidance.Find(id) is null)];

    private static readonly Gen<Ticked> _ticks =
        from signs in Some(_signs)
        from harms in Some(_harms)
        from vulnerabilities in Some(_vulnerabilities)
        select new Ticked(signs, harms, vulnerabilities);

    [Fact]
    public void Never_more_than_seven_are_asked_in_all_and_what_was_answered_stays_whatever_is_ticked_since()
    {
        var rounds = from ticked in _ticks
                     from answered in Gen.Elements(true, false).ListOf(Targeted.Most)
                     select (ticked, answered);
        var walks = from itsClass in Gen.Elements("9B", "7A", "5C", "dont-know")
                    from walked in rounds.ListOf(5)
                    select (itsClass, walked);

        Prop.ForAll(walks.ToArbitrary(), walk =>
        {
            var answers = Walk.Known(("who.1", "Robin Vale"), ("class.1", walk.itsClass));

            foreach (var (ticked, answered) in walk.walked)
            {
                var before = Asked(answers).Where(question => answers.To(question.Id) is not null).Select(question => question.Id).ToArray();
                answers = (ticked with { Signs = [.. ticked.Signs, "going-missing"] }).In(answers);
                var asked = Asked(answers);

                Assert.InRange(asked.Count, 1, Targeted.Most);
                Assert.Equal(asked.Count, asked.DistinctBy(question => question.Id).Count());
                Assert.Subset(asked.Select(question => question.Id).ToHashSet(), before.ToHashSet());
                answers = asked.Zip(answered).Where(pair => pair.Second).Aggregate(answers, (known, pair) => known.With(pair.First.Id, Answer.Chose("dont-know")));
            }
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void The_question_about_age_does_not_come_as_an_eighth()
    {
        var answers = new Ticked(_signs, [], []).In(Walk.Known(("who.1", "Robin Vale"), ("class.1", "9B")));
        answers = Asked(answers).Aggregate(answers, (known, question) => known.With(question.Id, Answer.Chose("dont-know")));

        var changed = answers.With("class.1", Answer.Chose("dont-know"));

        Assert.Equal(Targeted.Most, Asked(answers).Count);
        Assert.Equal(Targeted.Most, Asked(changed).Count);
    }

    [Fact]
    public void Nothing_is_asked_where_nothing_is_ticked() => Assert.Empty(Asked(Walk.Known(("who.1", "Robin Vale"), ("class.1", "7A"))));

    [Fact]
    public void Questions_about_safety_come_first_and_are_never_those_that_are_left_out() => Prop.ForAll(_ticks.ToArbitrary(), ticked =>
    {
        var answers = ticked.In(Walk.Known(("who.1", "Robin Vale")));
        var worthAsking = _bank.Questions.Where(question => question.IsFirst && question.For.Intersect([.. ticked.Signs, .. ticked.Harms]).Any());

        foreach (var passage in new[] { RaiseConcern.Questions, RaiseConcern.MoreQuestions })
        {
            var asked = Asked(answers, passage).Select(Banked).ToArray();
            Assert.Equal(asked.OrderByDescending(question => question.IsFirst), asked);
        }

        Assert.Subset(Asked(answers, RaiseConcern.Questions).Select(Banked).ToHashSet(), worthAsking.ToHashSet());
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Whatever_can_be_ticked_has_a_question_or_says_why_it_has_none_and_never_both()
    {
        string[] tickable = [.. _signs, .. _vulnerabilities, .. _harms];
        string[] asked = [.. _bank.Questions.SelectMany(question => question.For)];

        Assert.Empty(tickable.Except(asked).Except(_bank.None.Keys));
        Assert.Empty(asked.Intersect(_bank.None.Keys));
        Assert.Empty(asked.Concat(_bank.None.Keys).Except(tickable));
        Assert.All(_bank.None.Values, Assert.NotEmpty);
    }

    [Fact]
    public void Each_question_is_short_and_says_why_it_is_asked() => Assert.All(_bank.Questions, question =>
    {
        Assert.InRange(question.Ask.Length, 1, 120);
        Assert.EndsWith("?", question.Ask, StringComparison.Ordinal);
        Assert.NotEmpty(question.Why);
        Assert.Equal(question.For.Distinct(), question.For);
    });

    [Fact]
    public void A_question_that_is_not_in_the_bank_is_not_found() => Assert.Null(RaiseConcern.Flow.Find("ask.no-such-question"));

    private static string[] Of(GuidanceKind kind) => [.. _guidance.Entries.Where(entry => entry.Kind == kind).Select(entry => entry.Id)];

    private static Gen<string[]> Some(string[] ids) =>
        from count in Gen.Choose(0, 4)
        from some in Gen.Elements(ids).ListOf(count)
        select some.ToArray();

    /// <summary>All that is asked about what was ticked, with the question about age.</summary>
    private static IReadOnlyList<Question> Asked(Answers answers) =>
        [.. Asked(answers, "age"), .. Asked(answers, RaiseConcern.Questions), .. Asked(answers, RaiseConcern.MoreQuestions)];

    private static IEnumerable<Question> Asked(Answers answers, string passage) =>
        RaiseConcern.Flow.Steps.OfType<Passage>().Single(step => step.Id == passage).Questions(answers);

    private static BankQuestion Banked(Question question) => _bank.Find(question.Id["ask.".Length..])!;

    private sealed record Ticked(string[] Signs, string[] Harms, string[] Vulnerabilities)
    {
        /// <summary>The answers with these ticks and no others.</summary>
        public Answers In(Answers answers) => answers
            .With("signs-behavioural", Said(Signs))
            .With("other-harms", Said(Harms))
            .With("vulnerabilities", Said(Vulnerabilities));

        private static Answer Said(string[] ids) => ids.Length == 0 ? Answer.Chose("none") : Ticks.Tick(ids);
    }
}
