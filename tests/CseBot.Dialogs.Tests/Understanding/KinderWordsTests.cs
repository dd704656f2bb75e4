namespace CseBot.Dialogs.Tests.Understanding;

public sealed class KinderWordsTests
{
    private static readonly KinderWords _kinder = KinderWords.Load();

    [Theory]
    [InlineData("She puts herself at risk every weekend.", "puts herself at risk")]
    [InlineData("I think it's a LIFESTYLE choice", "lifestyle choice")]
    [InlineData("Attention-seeking, I'd say", "attention seeking")]
    [InlineData("He won’t engage?", "wont engage")]
    public void Words_that_blame_a_child_are_found_however_they_are_written(string typed, string found) =>
        Assert.Contains(found, _kinder.In(typed).Select(word => word.Written));

    [Theory]
    [InlineData("")]
    [InlineData("A man in a grey car waited for her at the gate on Friday.")]
    [InlineData("He told me that somebody gives him money, and that he is frightened.")]
    [InlineData("She seems tired and sad, and I am worried about her.")]
    [InlineData("There is a risk assessment for the trip.")]
    [InlineData("They chose their options for Year 10 last week.")]
    [InlineData("Her attention wanders in lessons.")]
    public void Words_that_blame_nobody_are_left_alone(string typed) => Assert.Empty(_kinder.In(typed));

    [Fact]
    public void Each_phrase_is_found_and_what_is_offered_instead_blames_nobody()
    {
        var file = GuidanceFile.Embedded("Guidance/language.md");
        var kept = file.Parts.SelectMany(part => part.Values(file)).ToArray();

        Assert.NotEmpty(kept);
        Assert.All(kept, pair =>
        {
            Assert.All(pair.Key.Split(';'), phrase => Assert.Contains(pair.Value, _kinder.In($"I think: {phrase}.").Select(word => word.Instead)));
            Assert.Empty(_kinder.In(pair.Value));
        });
    }

    [Fact]
    public void The_same_is_offered_once() => Assert.Single(_kinder.In("She puts herself at risk, and keeps putting herself at risk."));

    [Theory]
    [InlineData("R.V.", true)]
    [InlineData("RV", true)]
    [InlineData("J D", true)]
    [InlineData("JB, 9C", true)]
    [InlineData("J", true)]
    [InlineData("JB 9C", true)]
    [InlineData("Jo", false)]
    [InlineData("Ed Vale", false)]
    [InlineData("Jo B", false)]
    [InlineData("Robin Vale, 9B", false)]
    [InlineData("9B", false)]
    [InlineData("", false)]
    [InlineData("?", false)]
    public void Initials_are_told_from_names(string name, bool initials) => Assert.Equal(initials, KinderWords.AreInitials(name));
}
