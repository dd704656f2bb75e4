namespace CseBot.Dialogs.Tests.Engine;

public sealed class FlowTests
{
    [Fact]
    public void A_flow_with_an_exit_to_nowhere_is_not_built() =>
        Refused("leads to 'elsewhere', which is not there", new FreeText("one", then: "elsewhere"));

    [Fact]
    public void A_flow_that_leads_in_a_circle_is_not_built() =>
        Refused("leads in a circle through 'one'", new FreeText("one", then: "two"), new FreeText("two", then: "one"));

    [Fact]
    public void A_flow_with_two_steps_of_one_name_is_not_built() =>
        Refused("two steps called 'one'", new Outcome("one"), new Outcome("one"));

    [Fact]
    public void A_flow_with_a_step_that_is_never_reached_is_not_built() =>
        Refused("never reaches 'two'", new Outcome("one"), new Outcome("two"));

    [Fact]
    public void A_flow_without_steps_is_not_built() => Refused("has no steps");

    [Fact]
    public void How_far_somebody_is_is_told_in_parts()
    {
        var flow = new Flow(
            "test",
            [
                new Part("first", new Choice("one", new Option("yes", Then: "two"))),
                new Part("second", new FreeText("two", then: "three"), new FreeText("three", then: "done"), new Outcome("done")),
            ]);

        Assert.Equal([1, 2, 2], flow.Questions.Select(flow.PartOf));
    }

    private static void Refused(string because, params IReadOnlyList<Step> steps) =>
        Assert.Contains(because, Assert.Throws<ArgumentException>(() => new Flow("test", steps)).Message, StringComparison.Ordinal);
}
