using System.Text.Json.Nodes;
using CseBot.Cards;
using FsCheck;
using FsCheck.Fluent;

namespace CseBot.Tests.Judges;

public sealed class Cards_are_judged_by_the_official_packages
{
    private const int HowMany = 200;

    private readonly CardLibrary _library = new();

    [NodeFact]
    public async Task Our_binder_and_the_official_engine_make_the_same_card_of_every_sample()
    {
        var verdicts = await Judge.RuleAsync(CardFiles.Samples.Select(sample => new Case(CardFiles.Templates[sample.Key], sample.Value)));

        Assert.All(CardFiles.Samples.Zip(verdicts), pair => AssertSame(pair.Second.Expanded, Bind(pair.First.Key), pair.First.Key));
    }

    [NodeFact]
    public async Task The_official_parser_has_nothing_against_any_card()
    {
        var verdicts = await Judge.RuleAsync(CardFiles.Samples.Select(sample => new Case(null, null, Bind(sample.Key))));

        Assert.All(CardFiles.Samples.Zip(verdicts), pair => Assert.True(
            pair.Second.Objections.Count == 0, $"{pair.First.Key}: {string.Join(" ", pair.Second.Objections)}"));
    }

    [NodeFact]
    public async Task A_chart_without_a_fallback_and_an_unknown_element_are_objected_to()
    {
        var verdicts = await Judge.RuleAsync(
        [
            new Case(null, null, Card("""{ "type": "Chart.Donut", "data": [], "fallback": { "type": "TextBlock", "text": "3 of 4" } }""")),
            new Case(null, null, Card("""{ "type": "Chart.VerticalBar.Grouped", "data": [], "fallback": { "type": "TextBlock", "text": "3 of 4" } }""")),
            new Case(null, null, Card("""{ "type": "Chart.Donut", "data": [] }""")),
            new Case(null, null, Card("""{ "type": "Chart.VerticalBar.Grouped", "data": [] }""")),
            new Case(null, null, Card("""{ "type": "Portrait", "fallback": "drop" }""")),
            new Case(null, null, Card("""{ "type": "Input.Text", "label": "Why?" }""")),
        ]);

        Assert.Equal([0, 0, 1, 1, 1, 1], verdicts.Select(verdict => verdict.Objections.Count));
    }

    [NodeFact]
    public async Task Our_binder_and_the_official_engine_agree_on_whatever_people_type()
    {
        var template = JsonNode.Parse(
            """
            {
              "whole": "${title}",
              "within": "«${title}» ${count}, ${part.count} of ${$root.part.text}; ${part.flag}",
              "count": "${count}",
              "flag": "${part.flag}",
              "part": "${part}",
              "list": "${list}",
              "items": [
                { "kind": "shown", "$when": "${part.flag}", "text": "${title}" },
                { "kind": "single", "$data": "${part}", "text": "${text}", "above": "${$root.title}" },
                {
                  "kind": "many",
                  "$data": "${list}",
                  "$when": "${flag}",
                  "text": "${text}",
                  "again": "${$data.text}!",
                  "above": "${$root.title}",
                  "parts": [{ "$data": "${parts}", "text": "${$data.text}", "whole": "${$data}" }]
                },
                { "kind": "last" }
              ]
            }
            """)!.AsObject();
        var data = Anything().Sample(HowMany).ToArray();

        var verdicts = await Judge.RuleAsync(data.Select(one => new Case(template, one)));

        Assert.All(data.Zip(verdicts), pair => AssertSame(pair.Second.Expanded, Bind(template, pair.First), pair.First.ToJsonString()));
    }

    [NodeFact]
    public async Task What_is_bound_is_never_read_as_a_template_again()
    {
        var template = Object("""{ "whole": "${text}", "within": "It says ${text}" }""");
        var data = Object("""{ "text": "${secret} and ${toUpper(secret)}", "secret": "hidden" }""");

        var verdict = (await Judge.RuleAsync([new Case(template, data)]))[0];

        Assert.DoesNotContain("hidden", Bind(template, data).ToJsonString(), StringComparison.OrdinalIgnoreCase);
        AssertSame(verdict.Expanded, Bind(template, data), "a text that looks like a template");
    }

    [NodeFact]
    public async Task Where_the_official_engine_leaves_a_missing_value_as_it_was_written_we_refuse_the_card()
    {
        var template = Object("""{ "text": "${missing}" }""");

        var verdict = (await Judge.RuleAsync([new Case(template, new JsonObject())]))[0];

        Assert.Equal("${missing}", verdict.Expanded!["text"]!.GetValue<string>());
        Assert.Throws<CardFault>(() => Bind(template, []));
    }

    private JsonObject Bind(string name) => _library.Bind(name, CardFiles.Samples[name]);

    private static JsonObject Bind(JsonObject template, JsonObject data) => new CardTemplate("test", template).Bind(data);

    private static JsonObject Object(string json) => JsonNode.Parse(json)!.AsObject();

    private static JsonObject Card(string element) => Object($$"""{ "type": "AdaptiveCard", "version": "1.5", "body": [{{element}}] }""");

    private static void AssertSame(JsonNode? official, JsonNode ours, string what) =>
        Assert.True(JsonNode.DeepEquals(official, ours), $"{what}\nofficial: {official?.ToJsonString()}\nours:     {ours.ToJsonString()}");

    private static Gen<JsonObject> Anything() =>
        from title in Text()
        from count in Gen.Choose(-5, 1_000_000)
        from part in Part()
        from list in Part().ListOf()
        select new JsonObject { ["title"] = title, ["count"] = count, ["part"] = part, ["list"] = new JsonArray([.. list]) };

    private static Gen<JsonObject> Part() =>
        from text in Text()
        from count in Gen.Choose(0, 9)
        from flag in Gen.Elements(true, false)
        from parts in Text().ListOf()
        select new JsonObject
        {
            ["text"] = text,
            ["count"] = count,
            ["flag"] = flag,
            ["parts"] = new JsonArray([.. parts.Select(part => new JsonObject { ["text"] = part })]),
        };

    private static Gen<string> Text() => Gen.Elements(
            "a", "Ö", " ", "\"", "'", "`", "\\", "\\n", "\n", "\r\n", "\t", "\0", "\u2028", "{", "}", "${", "${title}", "${$root.count}", "$data", "$when",
            "[", "](", "**", "<b>", "&lt;", "🚗", "👩‍👧", "ة", "\u202E", "\uFEFF", "null", "true", "7")
        .ListOf()
        .Select(string.Concat);
}
