using CseBot.Dialogs.Flows;

namespace CseBot.Dialogs.Tests.Flows;

public sealed class WhatIsKnownTests
{
    [Theory]
    [InlineData("6B", null, null, "under-13")]
    [InlineData("Reception", null, null, "under-13")]
    [InlineData("6B", "no", null, "under-13")]
    [InlineData("7A", null, null, "age-unknown")]
    [InlineData("7A", "yes", null, "under-13")]
    [InlineData("7A", "no", null, null)]
    [InlineData("7A", "dont-know", null, "age-unknown")]
    [InlineData("8C", null, null, "age-unknown")]
    [InlineData("8C", "yes", null, "under-13")]
    [InlineData("8C", "no", null, null)]
    [InlineData("9B", null, null, null)]
    [InlineData("9B", "no", null, null)]
    [InlineData("dont-know", null, null, "age-unknown")]
    [InlineData("dont-know", "yes", null, "under-13")]
    [InlineData("dont-know", "no", null, null)]
    [InlineData("not-ours", "dont-know", null, "age-unknown")]
    [InlineData("not-ours", "yes", null, "under-13")]
    [InlineData("not-ours", "no", null, null)]
    [InlineData("9B", null, "disability-or-sen", "learning-disability")]
    [InlineData("7A", "no", "disability-or-sen", "learning-disability")]
    [InlineData("7A", null, "disability-or-sen", "age-unknown")]
    [InlineData("6B", null, "disability-or-sen", "under-13")]
    [InlineData("9B", null, "bereaved", null)]
    public void Some_children_with_a_sign_need_somebody_today_and_none_without_one(string itsClass, string? isUnder13, string? vulnerability, string? because)
    {
        var known = With(With(Walk.Known(("who.1", "Robin Vale"), ("class.1", itsClass)), "under-13", isUnder13), "vulnerabilities", vulnerability);

        Assert.Equal(because, With(known, "signs-physical", "unexplained-injuries").TodayBecause);
        Assert.Equal(because, With(known, "recognised", "unexplained-injuries").TodayBecause);
        Assert.Null(known.TodayBecause);
        Assert.Null(With(With(known, "signs-physical", "none"), "other-harms", "neglect").TodayBecause);
    }

    [Theory]
    [InlineData("may-have-been-harmed", "5A", "under-13")]
    [InlineData("may-have-been-harmed", "7A", "age-unknown")]
    [InlineData("worried-about", "dont-know", "age-unknown")]
    [InlineData("saw-or-heard", "5A", null)]
    [InlineData("was-there", "dont-know", null)]
    public void Any_child_who_may_have_come_to_harm_counts(string role, string itsClass, string? because) => Assert.Equal(
        because,
        Walk.Known(
            ("who.1", "Robin Vale"), ("class.1", "9B"), ("anyone-else.1", "yes"),
            ("who.2", "Rowan Hill"), ("class.2", itsClass), ("role.2", role),
            ("signs-online", "image-threats")).TodayBecause);

    [Theory]
    [InlineData("no", "9B", null, null, true)]
    [InlineData("no", "6B", null, null, false)]
    [InlineData("no", "7A", null, null, false)]
    [InlineData("no", "7A", "dont-know", null, false)]
    [InlineData("no", "7A", "yes", null, false)]
    [InlineData("no", "7A", "no", null, true)]
    [InlineData("no", "dont-know", null, null, false)]
    [InlineData("no", "not-ours", null, null, false)]
    [InlineData("no", "9B", null, "disability-or-sen", false)]
    [InlineData("yes", "9B", null, null, false)]
    [InlineData("not-sure", "9B", null, null, false)]
    [InlineData(null, "9B", null, null, false)]
    public void It_can_wait_only_if_somebody_says_so_and_nothing_else_speaks_against_it(string? beforeHome, string itsClass, string? isUnder13, string? vulnerability, bool canWait)
    {
        var known = With(With(Walk.Known(("who.1", "Robin Vale"), ("class.1", itsClass)), "under-13", isUnder13), "vulnerabilities", vulnerability);

        Assert.Equal(canWait, With(With(known, "signs-physical", "unexplained-injuries"), "before-home", beforeHome).CanWait);
    }

    [Theory]
    [InlineData("yes", false)]
    [InlineData("not-sure", false)]
    [InlineData("no", true)]
    [InlineData(null, false)]
    public void Without_a_sign_it_can_wait_if_somebody_says_so(string? beforeHome, bool canWait) =>
        Assert.Equal(canWait, With(Walk.Known(("who.1", "Robin Vale"), ("class.1", "6B")), "before-home", beforeHome).CanWait);

    [Theory]
    [InlineData(null, null, false)]
    [InlineData("no", null, false)]
    [InlineData("yes", null, true)]
    [InlineData("yes-about-someone-here", null, true)]
    [InlineData("not-sure", "no", false)]
    [InlineData("not-sure", "yes", true)]
    [InlineData("not-sure", "not-sure", true)]
    [InlineData("not-sure", "yes-about-someone-here", true)]
    [InlineData("no", "yes", false)]
    [InlineData("yes", "no", true)]
    public void There_is_danger_if_somebody_says_so_or_cannot_say_that_there_is_none(string? now, string? check, bool danger) =>
        Assert.Equal(danger, Danger(now, check).IsInDanger);

    [Theory]
    [InlineData(null, null, null, false)]
    [InlineData("no", null, "no", false)]
    [InlineData("no", null, "yes-here", true)]
    [InlineData("no", null, "me", true)]
    [InlineData("no", null, "not-sure", true)]
    [InlineData("no", null, "yes-elsewhere", false)]
    [InlineData("yes", null, "yes-here", true)]
    [InlineData("yes", null, "no", false)]
    [InlineData("yes-about-someone-here", null, null, true)]
    [InlineData("yes-about-someone-here", null, "no", true)]
    [InlineData("not-sure", "yes-about-someone-here", "no", true)]
    [InlineData("no", "yes-about-someone-here", "no", false)]
    [InlineData("not-sure", "not-sure", "no", false)]
    public void It_is_about_someone_here_if_somebody_says_so_or_cannot_say_that_it_is_not(string? now, string? check, string? adult, bool here) =>
        Assert.Equal(here, With(Danger(now, check), "about-an-adult", adult).IsAboutSomeoneHere);

    [Fact]
    public void It_is_about_the_reporter_or_about_an_adult_elsewhere_only_as_long_as_danger_is_not_about_someone_here()
    {
        Assert.True(Walk.Known(("about-an-adult", "me")).IsAboutTheReporter);
        Assert.True(Walk.Known(("about-an-adult", "yes-elsewhere")).IsAboutAnAdultElsewhere);
        Assert.False(Walk.Known(("about-an-adult", "me"), ("in-danger-now", "yes-about-someone-here")).IsAboutTheReporter);
        Assert.False(Walk.Known(("about-an-adult", "yes-elsewhere"), ("in-danger-now", "yes-about-someone-here")).IsAboutAnAdultElsewhere);
    }

    [Theory]
    [InlineData("yes-here", "sam")]
    [InlineData("not-sure", "sam")]
    [InlineData("no", null)]
    [InlineData("yes-elsewhere", null)]
    [InlineData("me", null)]
    public void Somebody_who_was_picked_is_picked_only_as_long_as_that_is_what_it_is_about(string changedTo, string? picked)
    {
        var changed = Walk.To("what-happened", ("about-an-adult", "yes-here"), ("which-adult", "sam")).Changes("about-an-adult", changedTo);

        Assert.Equal(picked, changed.Answers.AdultsPicked.SingleOrDefault());
        Assert.Equal("sam", Assert.Single(changed.Changes("about-an-adult", "yes-here").Answers.AdultsPicked));
    }

    [Fact]
    public void Danger_about_someone_here_adds_to_those_who_were_picked_before_and_takes_none_of_them_away()
    {
        var picked = Walk.To("what-happened", ("about-an-adult", "yes-here"), ("which-adult", "sam"));

        var inDanger = picked.Changes("in-danger-now", "yes-about-someone-here").Changes("which-adult-now", "lee");

        Assert.Equal(["lee", "sam"], inDanger.Answers.AdultsPicked.Order());
        Assert.Equal(["sam"], inDanger.Changes("in-danger-now", "no").Answers.AdultsPicked);
    }

    [Fact]
    public void Nobody_is_picked_by_somebody_who_says_after_all_that_they_are_not_listed() => Assert.Empty(
        Walk.To("what-happened", ("about-an-adult", "yes-here"), ("which-adult", "sam")).Changes("which-adult", "not-listed").Answers.AdultsPicked);

    [Theory]
    [InlineData("yes-here", "lado")]
    [InlineData("not-sure", "lado")]
    [InlineData("no", null)]
    [InlineData("yes-elsewhere", null)]
    [InlineData("me", null)]
    public void Whom_to_tell_counts_only_as_long_as_it_is_asked(string changedTo, string? whom)
    {
        var changed = Walk.To("what-happened", ("about-an-adult", "yes-here"), ("which-adult", "not-listed"), ("whom-to-tell", "lado")).Changes("about-an-adult", changedTo);

        Assert.Equal(whom, changed.Answers.WhomToTell);
        Assert.Equal("lado", changed.Changes("about-an-adult", "yes-here").Answers.WhomToTell);
    }

    [Fact]
    public void Whoever_picks_somebody_after_all_has_not_said_whom_to_tell() => Assert.Null(
        Walk.To("what-happened", ("about-an-adult", "yes-here"), ("which-adult", "not-listed"), ("whom-to-tell", "head")).Changes("which-adult", "sam").Answers.WhomToTell);

    [Fact]
    public void Whom_to_tell_of_danger_counts_as_long_as_there_is_danger()
    {
        var inDanger = Walk.To("what-happened", ("in-danger-now", "yes-about-someone-here"), ("which-adult-now", "not-listed"), ("whom-to-tell-now", "chair"));
        var notInDanger = inDanger.Changes("in-danger-now", "no").Changes("about-an-adult", "not-sure").Changes("which-adult", "not-listed").Changes("whom-to-tell", "head");

        Assert.Equal("chair", inDanger.Answers.WhomToTell);
        Assert.Null(inDanger.Changes("in-danger-now", "no").Answers.WhomToTell);
        Assert.Equal("head", notInDanger.Answers.WhomToTell);
        Assert.Equal("chair", notInDanger.Changes("in-danger-now", "yes-about-someone-here").Answers.WhomToTell);
        Assert.Null(notInDanger.Changes("in-danger-now", "yes-about-someone-here").Changes("which-adult-now", "sam").Answers.WhomToTell);
    }

    [Fact]
    public void People_who_are_related_count_wherever_they_were_ticked() =>
        Assert.Equal(["lee", "sam"], Walk.Known(("related", "lee"), ("related-then-send", "sam,lee")).RelatedPeople.Order());

    private static Answers Danger(string? now, string? check) => With(With(Answers.None, "in-danger-now", now), "in-danger-check", check);

    private static Answers With(Answers answers, string step, string? said) => said is null ? answers : answers.With(step, Walk.Said(step, said));
}
