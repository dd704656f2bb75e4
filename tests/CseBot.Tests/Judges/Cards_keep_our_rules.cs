using System.Text;
using System.Text.Json.Nodes;
using CseBot.Cards;

namespace CseBot.Tests.Judges;

public sealed class Cards_keep_our_rules
{
    private const int LargestCard = 25 * 1024;

    /// <summary>The data of a template that somebody typed, or that tells what somebody typed.</summary>
    private static readonly string[] _typed = ["${words}", "${what}", "${at}"];

    private readonly CardLibrary _library = new();

    public static TheoryData<string> Names => [.. CardFiles.Templates.Keys];

    [Fact]
    public void Every_template_has_a_sample_and_every_sample_a_template()
    {
        Assert.Equal(CardFiles.Templates.Keys.Order(StringComparer.Ordinal), CardFiles.Samples.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(CardFiles.Templates.Keys.Order(StringComparer.Ordinal), _library.Names.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_card_is_small_enough_for_Teams(string name) =>
        Assert.InRange(Encoding.UTF8.GetByteCount(Bind(name).ToJsonString()), 1, LargestCard);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_card_is_of_version_1_5_and_never_refreshes_itself(string name)
    {
        Assert.Equal("1.5", CardFiles.Templates[name]["version"]!.GetValue<string>());
        Assert.DoesNotContain(CardFiles.Objects(CardFiles.Templates[name]), part => part.ContainsKey("refresh"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_button_works_in_an_old_client_too(string name) => Assert.All(
        CardFiles.Objects(Bind(name)).Where(part => IsOfType(part, "Action.Execute")),
        button =>
        {
            var fallback = button["fallback"]!.AsObject();

            Assert.True(IsOfType(fallback, "Action.Submit"));
            Assert.Equal(button["title"]!.GetValue<string>(), fallback["title"]!.GetValue<string>());
            Assert.True(JsonNode.DeepEquals(button["data"], fallback["data"]));
            Assert.True(JsonNode.DeepEquals(button["associatedInputs"], fallback["associatedInputs"]));
            Assert.Equal(button["verb"]!.GetValue<string>(), fallback["data"]!["verb"]!.GetValue<string>());
        });

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_input_says_what_it_asks_for_and_what_is_missing(string name) => Assert.All(
        CardFiles.Objects(Bind(name)).Where(part => part["type"]?.GetValue<string>().StartsWith("Input.", StringComparison.Ordinal) is true),
        input =>
        {
            Assert.NotEmpty(input["label"]!.GetValue<string>());
            Assert.True(input["isRequired"]?.GetValue<bool>() is not true || input["errorMessage"]!.GetValue<string>().Length > 0);
        });

    [Theory]
    [MemberData(nameof(Names))]
    public void What_a_person_typed_is_only_ever_shown_in_a_run_without_markup(string name)
    {
        Assert.All(
            CardFiles.Texts(CardFiles.Templates[name]).Where(text => _typed.Any(typed => text.Text.Contains(typed, StringComparison.Ordinal))),
            text => AssertIsRun(text.Holder, text.Property));
        Assert.All(
            CardFiles.Texts(Bind(name)).Where(text => Typed(name).Any(words => text.Text.Contains(words, StringComparison.Ordinal))),
            text => AssertIsRun(text.Holder, text.Property));
    }

    [Theory]
    [InlineData("alert-open")]
    [InlineData("check-open")]
    public void Everything_that_was_typed_is_shown_as_it_was_typed(string name)
    {
        var runs = CardFiles.Objects(Bind(name)).Where(part => IsOfType(part, "TextRun")).Select(run => run["text"]!.GetValue<string>()).ToArray();

        Assert.NotEmpty(Typed(name));
        Assert.All(Typed(name), words => Assert.Contains(words, runs));
    }

    [Theory]
    [InlineData("alert-sealed")]
    [InlineData("alert-open")]
    [InlineData("desk-form")]
    [InlineData("desk-page")]
    public void What_a_lock_screen_shows_of_an_alert_names_it_and_nothing_else(string name)
    {
        var card = Bind(name);

        Assert.Matches("^Safeguarding alert SC-2026-[0-9A-Z]{5}$", card["fallbackText"]!.GetValue<string>());
        Assert.Matches("^(Safeguarding alert|Concern|Decision on) SC-2026-[0-9A-Z]{5}$", FirstTextBlock(card));
    }

    [Fact]
    public void Whatever_is_seen_of_a_drill_begins_by_saying_that_it_is_a_test()
    {
        var card = Bind("alert-drill");

        Assert.StartsWith("TEST", card["fallbackText"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.All(
            CardFiles.Objects(card).Where(part => IsOfType(part, "TextBlock")), part => Assert.StartsWith("TEST", part["text"]!.GetValue<string>(), StringComparison.Ordinal));
    }

    [Fact]
    public void A_sealed_card_binds_nothing_but_what_may_lie_in_a_chat()
    {
        var bound = CardFiles.Texts(CardFiles.Templates["alert-sealed"]).Select(text => text.Text).Where(text => text.Contains("${", StringComparison.Ordinal));
        var facts = CardFiles.Samples["alert-sealed"]["facts"]!.AsArray().Select(fact => fact!["title"]!.GetValue<string>());

        Assert.Subset(
            new HashSet<string>(StringComparer.Ordinal)
            {
                "${fallback}", "${heading}", "${hasNote}", "${note}", "${facts}", "${actions}", "${title}", "${value}", "${verb}", "${data}",
            },
            bound.ToHashSet(StringComparer.Ordinal));
        Assert.Subset(new HashSet<string>(StringComparer.Ordinal) { "School", "Raised", "Act by", "Acknowledged by" }, facts.ToHashSet(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void No_sample_holds_anything_that_its_card_does_not_show(string name)
    {
        var paths = CardFiles.Texts(CardFiles.Templates[name]).Select(text => text.Text).Where(text => text.StartsWith("${", StringComparison.Ordinal))
            .Select(text => text[2..text.IndexOf('}', StringComparison.Ordinal)]).ToHashSet(StringComparer.Ordinal);

        Assert.Subset(paths, CardFiles.Samples[name].Select(pair => pair.Key).ToHashSet(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Typed(string name) =>
        CardFiles.Objects(CardFiles.Samples[name]).Select(part => part["words"]?.GetValue<string>()).OfType<string>();

    private static string FirstTextBlock(JsonObject card) => CardFiles.Objects(card).First(part => IsOfType(part, "TextBlock"))["text"]!.GetValue<string>();

    private static void AssertIsRun(JsonObject holder, string property)
    {
        Assert.Equal("TextRun", holder["type"]?.GetValue<string>());
        Assert.Equal("text", property);
    }

    private static bool IsOfType(JsonObject part, string type) => part["type"]?.GetValue<string>() == type;

    private JsonObject Bind(string name) => _library.Bind(name, CardFiles.Samples[name]);
}
