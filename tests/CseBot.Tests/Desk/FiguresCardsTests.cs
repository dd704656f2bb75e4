using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CseBot.Cards;
using CseBot.Concerns;
using CseBot.Desk;
using CseBot.Dialogs;
using CseBot.Teams;
using CseBot.Tests.Support;
using Microsoft.Extensions.Configuration;

namespace CseBot.Tests.Desk;

public sealed class FiguresCardsTests
{
    private static readonly Wording _words = Wording.Load();
    private static readonly FiguresSheet _sheet = new(_words);
    private static readonly FiguresCards _cards = new(new CardLibrary(), _words, _sheet);
    private static readonly School _school = new("rowan", "Rowan Hill School", "practice-shire", "01632 960100", []);

    private static readonly string[] _roles =
        ["Duty", "Lead", "Deputy", "SeniorLeader", "Headteacher", "ActingHead", "ChairOfGovernors", "SafeguardingGovernor", "TrustLead", "Lado", "Cover"];

    [Fact]
    public void A_card_has_a_column_for_each_period_and_a_row_for_each_figure()
    {
        var card = _cards.Figures(_school, [Of(Term.Autumn, 3, 24), Of(Term.Spring, 6, 30), Of(Term.Summer, 0, 27)]);
        var table = Part(card, "Table")!;

        Assert.Equal(4, table["columns"]!.AsArray().Count);
        Assert.All(table["rows"]!.AsArray(), row => Assert.Equal(4, row!["cells"]!.AsArray().Count));
        Assert.Equal(["Figure", "Autumn 2025", "Spring 2026", "Summer 2026"], Cells(table["rows"]![0]!));
        Assert.Equal(["Concerns raised", "25 to 28", "36", "27"], Cells(table["rows"]![1]!));
        Assert.Equal(["Raised: danger now", "fewer than 5", "6", "0"], Cells(table["rows"]![2]!));
    }

    [Fact]
    public void A_chart_shows_no_more_than_the_table()
    {
        var chart = Part(_cards.Figures(_school, [Of(Term.Autumn, 3, 24), Of(Term.Spring, 6, 30)]), "Chart.VerticalBar.Grouped")!;
        var now = chart["data"]![0]!;

        Assert.Equal("Raised: danger now", now["legend"]!.GetValue<string>());
        Assert.Equal("Spring 2026", Assert.Single(now["values"]!.AsArray())!["x"]!.GetValue<string>());
        Assert.NotNull(chart["fallback"]);
    }

    [Fact]
    public void Where_there_are_no_figures_a_card_says_so()
    {
        var card = _cards.Figures(_school, []);

        Assert.Null(Part(card, "Table"));
        Assert.Null(Part(card, "Chart.VerticalBar.Grouped"));
        Assert.Contains("There are no figures yet.", card.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_lock_screen_shows_nothing_of_them_and_every_card_is_small_enough()
    {
        Figures[] periods = [Of(Term.Autumn, 3, 20), Of(Term.Spring, 3, 30), Of(Term.Summer, 3, 27)];

        Assert.All([_cards.Figures(_school, periods), _cards.Csv(_school, periods), _cards.Shut(_school)], card =>
        {
            Assert.Equal("Safeguarding figures", card["fallbackText"]!.GetValue<string>());
            Assert.Equal("Safeguarding figures", Part(card, "TextBlock")!["text"]!.GetValue<string>());
            Assert.InRange(Encoding.UTF8.GetByteCount(card.ToJsonString()), 1, 25 * 1024);
        });
    }

    [Theory]
    [InlineData("=cmd|'/c calc'!A1", "'=cmd|'/c calc'!A1")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@a", "'@a")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("=a\"b", "\"'=a\"\"b\"")]
    public void No_cell_of_a_file_is_taken_for_a_formula(string id, string cell) =>
        Assert.All(_sheet.Csv(_school with { Id = id }, [Of(Term.Autumn, 3, 24)]), line => Assert.StartsWith($"{cell},Autumn 2025,", line, StringComparison.Ordinal));

    [Theory]
    [InlineData(null, "too few to show")]
    [InlineData(0, "0 min")]
    [InlineData(59, "59 min")]
    [InlineData(62, "1 h 2 min")]
    [InlineData(2 * 24 * 60, "2 d 0 h")]
    public void A_time_is_said_as_people_say_it(int? minutes, string said) => Assert.Contains(
        _sheet.Rows([Of(Term.Autumn, 3, 24) with { Median = minutes is { } some ? TimeSpan.FromMinutes(some) : null }]),
        row => row.Label == "Time until acknowledged: half within" && row.Cells[0] == said);

    [Fact]
    public async Task Every_press_is_answered_to_those_who_may_see_them_and_to_nobody_else()
    {
        await using var app = await TestApp.StartAsync(configure: builder => builder.Configuration.AddInMemoryCollection(
            _roles.SelectMany((role, number) => new Dictionary<string, string?>
            {
                [$"Schools:0:People:{number + 10}:Id"] = Person(number),
                [$"Schools:0:People:{number + 10}:Name"] = $"Somebody {number}",
                [$"Schools:0:People:{number + 10}:Roles:0"] = role,
            })));
        var actions = app.Get<FiguresActions>();

        foreach (var verb in new[] { "figures", "figures-csv", "figures-shut" })
        {
            Assert.True(FiguresActions.Has(verb));

            foreach (var (role, number) in _roles.Select((role, number) => (role, number)))
            {
                Assert.Equal(role is "Headteacher" or "SafeguardingGovernor" or "TrustLead" or "Lead", IsCard(await PressAsync(Person(number), verb, "rowan-hill")));
            }

            Assert.True(IsCard(await PressAsync(app.Lead.Person.EntraId, verb, "rowan-hill")));
            Assert.False(IsCard(await PressAsync(app.Deputy.Person.EntraId, verb, "rowan-hill")));
            Assert.False(IsCard(await PressAsync(app.Reporter.Person.EntraId, verb, "rowan-hill")));
            Assert.False(IsCard(await PressAsync(null, verb, "rowan-hill")));
            Assert.False(IsCard(await PressAsync(app.Lead.Person.EntraId, verb, "heliotrope-hall")));
            Assert.False(IsCard(await PressAsync(app.Lead.Person.EntraId, verb, null)));
        }

        Assert.False(IsCard(await PressAsync(app.Lead.Person.EntraId, "acknowledge", "rowan-hill")));

        Task<InvokeAnswer> PressAsync(string? person, string verb, string? school) => actions.PressAsync(
            new Activity
            {
                Type = "invoke",
                Id = "1",
                ServiceUrl = "http://localhost:1/",
                From = new ChannelAccount { Id = "29:1", AadObjectId = person },
                Recipient = new ChannelAccount { Id = "28:1" },
                Conversation = new ConversationAccount { Id = "a:1" },
            },
            verb,
            new PressData(JsonSerializer.SerializeToElement(new JsonObject { ["school"] = school })),
            CancellationToken.None);
    }

    private static bool IsCard(InvokeAnswer answer) => answer.Value is JsonObject;

    private static string Person(int number) => $"5f3c1d7e-0000-4000-8000-0000000002{number:00}";

    private static Figures Of(Term term, int now, int today) => Figures.Of(
        new Tally(
            ImmutableDictionary<Figure, int>.Empty.Add(Figure.Now, now).Add(Figure.Today, today).Add(Figure.OutOfHours, now).Add(Figure.Closings, 12).Add(Figure.Police, 3).Add(Figure.FrontDoor, 2),
            [.. Enumerable.Repeat(TimeSpan.FromMinutes(12), now + today)]),
        new DrillFigures(1, 100, 75),
        Period.Of(_school.Calendar, 2025, term, term));

    private static JsonObject? Part(JsonNode card, string type) => Judges.CardFiles.Objects(card).FirstOrDefault(part => part["type"]?.GetValue<string>() == type);

    private static string[] Cells(JsonNode row) => [.. row["cells"]!.AsArray().Select(cell => cell!["items"]![0]!["text"]!.GetValue<string>())];
}
