using System.Text.Json.Nodes;
using CseBot.Cards;

namespace CseBot.Tests.Judges;

public sealed class The_binder_refuses_what_it_does_not_know
{
    private const string Data =
        """
        { "a": "Isla Quill", "b": "9B", "no": false, "number": 7, "none": null, "part": { "text": "Isla Quill" }, "list": [{ "text": "9B" }] }
        """;

    [Theory]
    [InlineData("${missing}")]
    [InlineData("Hello ${missing}")]
    [InlineData("${part.missing}")]
    [InlineData("${part.text.length}")]
    [InlineData("${list.text}")]
    [InlineData("${a.$root}")]
    [InlineData("${a == b}")]
    [InlineData("${toUpper(a)}")]
    [InlineData("${if(no, a, b)}")]
    [InlineData("${a + b}")]
    [InlineData("${!no}")]
    [InlineData("${'a'}")]
    [InlineData("${7}")]
    [InlineData("${list[0].text}")]
    [InlineData("${part['text']}")]
    [InlineData("${}")]
    [InlineData("${ a }")]
    [InlineData("${a")]
    [InlineData("${a} and ${b")]
    [InlineData("${a${b}}")]
    [InlineData("${$index}")]
    [InlineData("${$host.locale}")]
    [InlineData("${none}")]
    [InlineData("Hello ${none}")]
    [InlineData("Hello ${part}")]
    [InlineData("Hello ${list}")]
    public void A_text_that_is_not_made_of_plain_paths_to_what_is_there(string text) => Refuses(new JsonObject { ["text"] = text });

    [Theory]
    [InlineData("true")]
    [InlineData("\"true\"")]
    [InlineData("\"\"")]
    [InlineData("\"${a}\"")]
    [InlineData("\"${number}\"")]
    [InlineData("\"${none}\"")]
    [InlineData("\"${missing}\"")]
    [InlineData("\"${part}\"")]
    [InlineData("\"${no} \"")]
    [InlineData("\"${no}${no}\"")]
    [InlineData("\"${no == false}\"")]
    [InlineData("null")]
    public void A_condition_that_is_not_one_plain_path_to_true_or_false(string when) =>
        Refuses(new JsonObject { ["items"] = new JsonArray(new JsonObject { ["$when"] = JsonNode.Parse(when), ["text"] = "here" }) });

    [Theory]
    [InlineData("""{ "text": "inline" }""")]
    [InlineData("""[{ "text": "inline" }]""")]
    [InlineData("\"inline\"")]
    [InlineData("\"${a}\"")]
    [InlineData("\"${no}\"")]
    [InlineData("\"${none}\"")]
    [InlineData("\"${missing}\"")]
    [InlineData("\"${list} \"")]
    [InlineData("\"${where(list, x, true)}\"")]
    [InlineData("null")]
    public void A_scope_that_is_not_one_plain_path_to_a_list_or_an_object(string scope) =>
        Refuses(new JsonObject { ["items"] = new JsonArray(new JsonObject { ["$data"] = JsonNode.Parse(scope), ["kind"] = "here" }) });

    [Fact]
    public void A_scope_on_an_object_that_is_in_no_list() =>
        Refuses(new JsonObject { ["item"] = new JsonObject { ["$data"] = "${part}", ["kind"] = "here" } });

    [Fact]
    public void A_scope_on_the_card_itself() => Refuses(new JsonObject { ["$data"] = "${part}", ["kind"] = "here" });

    [Fact]
    public void A_card_that_leaves_itself_out() => Refuses(new JsonObject { ["$when"] = "${no}", ["kind"] = "here" });

    private static void Refuses(JsonObject template)
    {
        var fault = Assert.Throws<CardFault>(() => new CardTemplate("test", template).Bind(JsonNode.Parse(Data)!.AsObject()));

        Assert.DoesNotContain("Isla Quill", fault.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("9B", fault.ToString(), StringComparison.Ordinal);
    }
}
