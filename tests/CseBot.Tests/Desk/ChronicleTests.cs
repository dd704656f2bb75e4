using CseBot.Alerts;
using CseBot.Concerns;
using CseBot.Dialogs;

namespace CseBot.Tests.Desk;

public sealed class ChronicleTests
{
    private static readonly Wording _words = Wording.Load();

    private static readonly IReadOnlyList<ConcernEvent> _history = MadeUpEvents.Concern(Account.Empty, Account.Empty).History;

    [Fact]
    public void There_is_an_event_of_every_kind_to_try() =>
        Assert.Equal(MadeUpEvents.Kinds.Select(kind => kind.Name).Order(StringComparer.Ordinal), _history.Select(happened => happened.Kind).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void Every_kind_has_a_line_of_its_own_without_a_gap() => Assert.All(
        _history.DistinctBy(happened => happened.Kind).Select(happened => (happened.Kind, Line: Chronicle.Say(happened, MadeUpEvents.School, _words))).GroupBy(said => said.Line),
        same =>
        {
            Assert.Single(same);
            Assert.DoesNotContain('{', same.Key);
        });

    [Theory]
    [InlineData(0, "Raised")]
    [InlineData(2, "Dee Marsh could not be reached in Teams")]
    [InlineData(5, "The reporter asked that somebody be left out")]
    [InlineData(6, "The reporter rang children's services")]
    [InlineData(15, "Lee Ward offered it to Dee Marsh")]
    [InlineData(20, "Lee Ward recorded a decision. It counts once Dee Marsh agrees")]
    [InlineData(22, "Lee Ward recorded a referral to the council's front door for children's services")]
    [InlineData(24, "Lee Ward set something to be followed up on Monday 30 November 2026")]
    public void It_says_who_did_what(int number, string line) => Assert.Equal(line, Chronicle.Say(_history[number], MadeUpEvents.School, _words));

    [Fact]
    public void It_says_when_somebody_did_not_agree_and_when_a_mail_is_not_certain()
    {
        Assert.NotEqual(
            Line(new SecondAgreed(MadeUpEvents.Now, MadeUpEvents.Dee, Guid.Empty, Agrees: true, string.Empty)),
            Line(new SecondAgreed(MadeUpEvents.Now, MadeUpEvents.Dee, Guid.Empty, Agrees: false, string.Empty)));
        Assert.NotEqual(
            Line(new SecondReviewed(MadeUpEvents.Now, MadeUpEvents.Dee, Agrees: true, string.Empty)),
            Line(new SecondReviewed(MadeUpEvents.Now, MadeUpEvents.Dee, Agrees: false, string.Empty)));
        Assert.NotEqual(Line(new LeadMailed(MadeUpEvents.Now, "dee", IsCertain: true)), Line(new LeadMailed(MadeUpEvents.Now, "dee", IsCertain: false)));
        Assert.All(Enum.GetValues<LeadAct>(), act => Line(new Acted(MadeUpEvents.Now, MadeUpEvents.Lee, act)));
        Assert.All(Enum.GetValues<ConcernOutcome>(), outcome => Line(new Closed(MadeUpEvents.Now, MadeUpEvents.Lee, outcome, string.Empty, null)));
        Assert.All(Enum.GetValues<ReferredTo>(), to => Line(new Referred(MadeUpEvents.Now, MadeUpEvents.Lee, to, MadeUpEvents.Now, string.Empty, ReferredBy.Email, null)));
    }

    [Fact]
    public void It_repeats_nothing_that_was_typed()
    {
        string[] typed = ["zebra", "yellow", "purple", "crimson", "turquoise", "ochre", "Mo Lane", "REF-77", "silver", "amber", "C-4711", "teal", "maroon", "beige", "mauve"];

        Assert.All(_history.Select(Line), line => Assert.DoesNotContain(typed, word => line.Contains(word, StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public void Somebody_who_is_named_no_more_is_said_to_be_that() =>
        Assert.Equal("somebody who is not named any more was alerted", Line(new LeadAlerted(MadeUpEvents.Now, "gone", 1)));

    private static string Line(ConcernEvent happened) => Chronicle.Say(happened, MadeUpEvents.School, _words);
}
