using CseBot.Concerns;
using CseBot.Tests.Support;

namespace CseBot.Tests.Journeys;

/// <summary>What somebody meets on the way through the questions, from the account to the end.</summary>
public sealed class The_whole_walk
{
    private const string Account = "She has a second phone and hides it. On Friday she got into a silver car with a man we do not know.";

    [Fact]
    public async Task Everything_that_was_answered_is_on_the_record_each_of_its_own_kind()
    {
        await using var app = await TestApp.StartAsync();
        await app.Reporter.WritesWhatHappenedAsync(what: Account);
        await app.Reporter.PressesAsync("Next", ("text", "He says I owe him"));
        await app.Reporter.PressesAsync("Next", ("text", "A friend said she was crying"));
        await app.Reporter.PressesAsync("Next", ("text", "last Friday after lunch"));
        Assert.Contains("I took that for Friday 20 November 2026, about 13:30.", app.Reporter.Newest, StringComparison.Ordinal);
        await app.Reporter.PressesAsync("Next", ("text", "bottom gate"));
        await app.Reporter.PressesAsync("Yes");
        await app.Reporter.PressesAsync("These fit", ("ticked", "cars-of-unknown-adults"));
        await app.Reporter.PressesAsync("I have noticed these", ("ticked", "tired-or-ill"));
        await app.Reporter.PressesAsync("No more lists");
        await app.Reporter.PressesAsync("These may be part of it", ("ticked", "neglect"));
        await app.Reporter.PressesAsync("Next", ("text", "I am afraid for her"));
        var asked = 0;

        while (app.Reporter.Newest.Contains("Skip this one", StringComparison.Ordinal))
        {
            await app.Reporter.PressesAsync("Next", ("text", $"I know {++asked}"));
        }

        await app.Reporter.PressesAsync("I know of these", ("ticked", "bereaved"));

        while (app.Reporter.Newest.Contains("Skip this one", StringComparison.Ordinal))
        {
            asked++;
            await app.Reporter.PressesAsync("Skip this one");
        }

        Assert.InRange(asked, 3, 7);
        await app.Reporter.PressesAsync("No");
        await app.Reporter.PressesAsync("I don't know");
        await app.Reporter.PressesAsync("No");
        await app.Reporter.PressesAsync("Next", ("text", "I rang the office"));
        await app.Reporter.PressesAsync("Next", ("text", "Are you all right?"));
        await app.Reporter.PressesAsync("Nobody");
        await app.Reporter.PressesAsync("Send");
        await app.SettleAsync();

        var account = (await app.ConcernAsync(app.OnlyReference)).Raised.Account;
        Assert.Equal(["cars-of-unknown-adults", "tired-or-ill"], account.Signs);
        Assert.Equal(["neglect"], account.Harms);
        Assert.Equal(["bereaved"], account.Vulnerabilities);
        Assert.Equal(LineKind.ChildsWords, account.Lines.Single(line => line.Words == "He says I owe him").Kind);
        Assert.Equal(LineKind.SaidByOthers, account.Lines.Single(line => line.Words == "A friend said she was crying").Kind);
        Assert.Equal(LineKind.Worry, account.Lines.Single(line => line.Words == "I am afraid for her").Kind);
        Assert.Equal(LineKind.Fact, account.Lines.Single(line => line.Words == Account).Kind);
        Assert.Equal(new DateOnly(2026, 11, 20), account.Lines.Single(line => line.Step == "when").TakenFor!.From);
        Assert.Equal("I know 1", account.Lines.First(line => line.Step.StartsWith("ask.", StringComparison.Ordinal)).Words);
        Assert.Equal("Are you all right?", account.Said("asked-the-child"));
        await app.Lead.PressesAsync("Open");
        Assert.True(app.Lead.Newest.IndexOf("Signs that were ticked", StringComparison.Ordinal) < app.Lead.Newest.IndexOf("no signs of harm", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_is_ticked_for_anybody_and_why_shows_the_words_that_it_rests_on_to_a_press_alone()
    {
        await using var app = await TestApp.StartAsync();
        await WalksToTheSignsAsync(app, "She has a second phone and hides heliotrope trainers nobody bought her");
        Assert.Contains("These may be in what you wrote.", app.Reporter.Newest, StringComparison.Ordinal);
        Assert.DoesNotContain("\"value\":\"extra-phones,", app.Reporter.Posted, StringComparison.Ordinal);

        await app.Reporter.PressesAsync("Why?");

        Assert.Contains("second phone", app.Reporter.Newest, StringComparison.Ordinal);
        Assert.DoesNotContain("second phone and", app.Reporter.Posted, StringComparison.Ordinal);
        await app.Reporter.PressesAsync("None of these");
        Assert.Contains("their body or health", app.Reporter.Newest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_children_are_named_one_by_one_each_with_a_part_in_it()
    {
        await using var app = await TestApp.StartAsync();
        await app.Reporter.SaysAsync("raise a concern");
        await app.Reporter.PressesAsync("No");
        await app.Reporter.PressesAsync("Next", ("text", "Robin Vale"), ("class", "9B"), ("role", "may-have-been-harmed"));
        await app.Reporter.PressesAsync("Yes, add a child");
        await app.Reporter.PressesAsync("Next", ("text", "Kit Moss"), ("class", "10C"), ("role", "may-have-caused-harm"));
        await app.Reporter.PressesAsync("Yes, add a child");
        await app.Reporter.PressesAsync("I don't know their name");
        await app.Reporter.PressesAsync("Not one of our pupils");
        await app.Reporter.PressesAsync("They were there");
        await app.Reporter.PressesAsync("No");
        await app.Reporter.PressesAsync("No");
        await app.Reporter.PressesAsync("Send now", ("text", "They fell out over a phone"));
        await app.Reporter.PressesAsync("Nobody: send it");
        await app.SettleAsync();

        var account = (await app.ConcernAsync(app.OnlyReference)).Raised.Account;
        Assert.Equal(
            [new Child("Robin Vale", "9B", "may-have-been-harmed"), new Child("Kit Moss", "10C", "may-have-caused-harm"), new Child(null, null, "was-there")],
            account.Children);
        Assert.Equal("They fell out over a phone", account.Said("what-happened"));
        Assert.Equal([app.OnlyReference], await app.FindAsync(CseBot.Storage.TokenKind.Child, "Moss"));
    }

    [Fact]
    public async Task What_is_in_the_box_when_Send_now_is_pressed_is_sent_too()
    {
        await using var app = await TestApp.StartAsync();
        await app.Reporter.WritesWhatHappenedAsync();
        await app.Reporter.PressesAsync("Send now", ("text", "She said stop"));
        await app.Reporter.PressesAsync("Nobody: send it");
        await app.SettleAsync();

        Assert.Equal("She said stop", (await app.ConcernAsync(app.OnlyReference)).Raised.Account.Said("childs-words"));
    }

    [Fact]
    public async Task Somebody_who_would_rather_answer_more_loses_nothing()
    {
        await using var app = await TestApp.StartAsync();
        await app.Reporter.WritesWhatHappenedAsync();
        await app.Reporter.PressesAsync("Send now", ("text", "She said stop"));
        await app.Reporter.PressesAsync("Answer more first");

        Assert.Contains("Did somebody else tell you any of this?", app.Reporter.Newest, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("No", "9B", Response.SameDay)]
    [InlineData("Not sure", "9B", Response.Today)]
    [InlineData("Yes", "9B", Response.Today)]
    [InlineData("No", "Year 5", Response.Today)]
    public async Task How_soon_follows_from_what_was_answered(string beforeHome, string schoolClass, Response response)
    {
        await using var app = await TestApp.StartAsync();
        await app.Reporter.SaysAsync("raise a concern");
        await app.Reporter.PressesAsync("No");
        await app.Reporter.PressesAsync("Next", ("text", "Robin Vale"), ("class", schoolClass));
        await app.Reporter.PressesAsync("No");
        await app.Reporter.PressesAsync("No");
        await app.Reporter.PressesAsync("Next", ("text", "Robin was quiet"));
        await app.Reporter.PressesAsync("They said nothing, or I don't know");
        await app.Reporter.PressesAsync("Nobody told me");
        await app.Reporter.PressesAsync("I don't know when");
        await app.Reporter.PressesAsync("I don't know where");
        await app.Reporter.PressesAsync(beforeHome);

        if (app.Reporter.Newest.Contains("These may be in what you wrote.", StringComparison.Ordinal))
        {
            await app.Reporter.PressesAsync("None of these");
        }

        await app.Reporter.PressesAsync("Send now", ("ticked", "tired-or-ill"));
        await app.Reporter.PressesAsync("Nobody: send it");
        await app.SettleAsync();

        var raised = (await app.ConcernAsync(app.OnlyReference)).Raised;
        Assert.Equal(response, raised.Response);
        Assert.Equal(schoolClass == "Year 5", raised.Account.Said("today-because") is not null);
    }

    [Fact]
    public async Task FGM_and_honour_bring_what_has_to_be_known_before_the_next_question_and_after_sending()
    {
        await using var app = await TestApp.StartAsync();
        await WalksToTheSignsAsync(app, "Robin was quiet");
        await app.Reporter.SaysAsync(app.Reporter.Newest.Contains("These may be", StringComparison.Ordinal) ? "none" : "enough");
        await app.Reporter.SaysAsync("enough");
        await app.Reporter.PressesAsync("These may be part of it", ("ticked", "fgm-marriage-honour"));

        Assert.Contains("you must ring the police on 101 yourself", app.Reporter.Seen, StringComparison.Ordinal);
        Assert.Contains("do not speak to the family", app.Reporter.Seen, StringComparison.Ordinal);
        await app.Reporter.PressesAsync("Send now");
        await app.Reporter.PressesAsync("Nobody: send it");
        await app.SettleAsync();
        Assert.Contains("you must ring the police on 101 yourself", app.Reporter.Newest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Initials_are_taken_and_gently_asked_about()
    {
        await using var app = await TestApp.StartAsync();
        await app.Reporter.SaysAsync("raise a concern");
        await app.Reporter.SaysAsync("no");
        await app.Reporter.SaysAsync("R.V.");
        Assert.Contains("That looks like initials.", app.Reporter.Newest, StringComparison.Ordinal);

        await app.Reporter.SaysAsync("back");
        Assert.Contains("Who are you worried about?", app.Reporter.Newest, StringComparison.Ordinal);
        await app.Reporter.SaysAsync("Robin Vale");
        Assert.Contains("Which year or class", app.Reporter.Newest, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("why", "Where was it?")]
    [InlineData("help", "Where was it?")]
    [InlineData("who are our DSLs", "Where was it?")]
    [InlineData("my concerns", "Where was it?")]
    [InlineData("is a second phone a sign?", "bottom")]
    [InlineData("back", "When was it?")]
    [InlineData("skip", "before the child goes home")]
    [InlineData("999", "Is a child in danger right now?")]
    [InlineData("send now", "Before it is sent")]
    public async Task A_command_works_in_the_middle_and_comes_back(string command, string then)
    {
        await using var app = await TestApp.StartAsync();
        await app.Reporter.WritesWhatHappenedAsync();
        await app.Reporter.SaysAsync("skip");
        await app.Reporter.SaysAsync("skip");
        await app.Reporter.SaysAsync("yesterday about 3");
        Assert.Contains("Where was it?", app.Reporter.Newest, StringComparison.Ordinal);

        await app.Reporter.SaysAsync(command);

        Assert.Contains(then == "bottom" ? "before the child goes home" : then, app.Reporter.Newest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_skipped_says_so_and_offers_to_send()
    {
        await using var app = await TestApp.StartAsync();
        await app.Reporter.SaysAsync("raise a concern");
        await app.Reporter.SaysAsync("skip");
        Assert.Contains("I need an answer to this one", app.Reporter.Newest, StringComparison.Ordinal);

        await app.Reporter.SaysAsync("back");
        Assert.Contains("Is a child in danger right now?", app.Reporter.Newest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Boxes_can_be_ticked_by_typing_their_numbers()
    {
        await using var app = await TestApp.StartAsync();
        await app.Reporter.WritesWhatHappenedAsync();
        await app.Reporter.SaysAsync("send now");
        await app.Reporter.SaysAsync("2 and 3");
        await app.SettleAsync();

        Assert.Equal([app.Deputy.Person.EntraId, app.Chat("senior").Person.EntraId], (await app.ConcernAsync(app.OnlyReference)).Excluded.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("2 and 9")]
    [InlineData("Lee Ward")]
    public async Task People_are_picked_and_never_matched_by_a_typed_name(string typed)
    {
        await using var app = await TestApp.StartAsync();
        await app.Reporter.WritesWhatHappenedAsync();
        await app.Reporter.SaysAsync("send now");
        await app.Reporter.SaysAsync(typed);

        Assert.Contains("NOT SENT yet.", app.Reporter.Newest, StringComparison.Ordinal);
        Assert.Equal(0, await app.CountAsync(db => db.Concerns));
    }

    [Fact]
    public async Task An_account_typed_as_a_message_is_kept_with_its_time_and_only_then_is_it_said_how_to_delete_it()
    {
        await using var app = await TestApp.StartAsync();
        await app.Reporter.SaysAsync("raise a concern");
        await app.Reporter.SaysAsync("no");
        await app.Reporter.SaysAsync("Robin Vale");
        await app.Reporter.SaysAsync("9B");
        await app.Reporter.SaysAsync("no");
        await app.Reporter.SaysAsync("no");
        await app.Reporter.SaysAsync("A different car every Friday");
        Assert.Contains("Kept word for word, at 10:30.", app.Reporter.Seen, StringComparison.Ordinal);

        await app.Reporter.SaysAsync("he said it was nothing");
        Assert.Equal(1, app.Reporter.Person.Messages.Count(message => message.Text?.Contains("Kept word for word", StringComparison.Ordinal) is true));
        await app.Reporter.SaysAsync("send now");
        await app.Reporter.SaysAsync("nobody");
        await app.SettleAsync();
        Assert.NotNull((await app.ConcernAsync(app.OnlyReference)).Raised.Account.Lines.Single(line => line.Step == "what-happened").WrittenAt);
    }

    [Fact]
    public async Task Words_that_answer_no_question_are_kept_all_the_same()
    {
        await using var app = await TestApp.StartAsync();
        await WalksToTheSignsAsync(app, "Robin was quiet");
        await app.Reporter.SaysAsync("his brother shouts at the gate a lot");
        Assert.Contains("I kept that with what you typed before.", app.Reporter.Newest, StringComparison.Ordinal);
        await app.Reporter.SaysAsync("send now");
        await app.Reporter.SaysAsync("nobody");
        await app.SettleAsync();

        Assert.Contains("his brother shouts at the gate a lot", (await app.ConcernAsync(app.OnlyReference)).Raised.Account.Said("first-words"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData('x')]
    [InlineData('é')]
    [InlineData('語')]
    [InlineData('\u0001')]
    public async Task An_account_of_4000_characters_comes_out_whole_on_cards_that_Teams_takes(char character)
    {
        await using var app = await TestApp.StartAsync();
        var typed = new string(character, 4000);
        await app.Reporter.WritesWhatHappenedAsync(what: typed);
        await app.Reporter.PressesAsync("Next", ("text", typed));
        await app.Reporter.PressesAsync("Send now");
        await app.Reporter.PressesAsync("Nobody: send it");
        await app.SettleAsync();
        List<string> runs = [];
        await app.Lead.PressesAsync("Open");

        while (true)
        {
            var card = app.Lead.Person.Messages.Last(message => message.Own is not null).Own!;
            Assert.InRange(System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(card, _asSent).Length, 1, 25 * 1024);
            runs.AddRange(Support.Cards.Runs(card));

            if (!app.Lead.Sees("Next page"))
            {
                break;
            }

            await app.Lead.PressesAsync("Next page");
        }

        Assert.Equal(8000, runs.Sum(run => run.Count(one => one == character)));
    }

    [Fact]
    public async Task An_account_of_emoji_is_never_cut_within_one()
    {
        await using var app = await TestApp.StartAsync();
        var typed = string.Concat(Enumerable.Repeat("👩\u200d👧🙂", 500));
        await app.Reporter.SendsAConcernAsync(what: typed);
        await app.Lead.PressesAsync("Open");
        var runs = Support.Cards.Runs(app.Lead.Person.Messages.Last(message => message.Own is not null).Own!).ToList();

        while (app.Lead.Sees("Next page"))
        {
            await app.Lead.PressesAsync("Next page");
            runs.AddRange(Support.Cards.Runs(app.Lead.Person.Messages.Last(message => message.Own is not null).Own!));
        }

        Assert.Equal(typed, string.Concat(runs.Where(run => run.All(typed.Contains))));
        Assert.All(runs, run => Assert.False(run.Length > 0 && (char.IsLowSurrogate(run[0]) || char.IsHighSurrogate(run[^1]))));
    }

    [Theory]
    [InlineData("**bold** <b>html</b> <at>all</at> ${$root.secret} [link](http://example.org) \u202Eright to left\u202C 🙂 \"q\" \\ {}")]
    [InlineData("=HYPERLINK(\"x\")\n# heading\n- list\n\t| tab | שלום")]
    public async Task Whatever_is_typed_in_any_field_comes_out_exactly_as_typed_and_is_no_markup(string hostile)
    {
        await using var app = await TestApp.StartAsync();
        List<string> typed = [];

        string Next(string field)
        {
            typed.Add($"{field} {hostile}");

            return typed[^1];
        }

        await app.Reporter.SaysAsync("raise a concern");
        await app.Reporter.PressesAsync("No");
        await app.Reporter.PressesAsync("Next", ("text", Next("name")));
        await app.Reporter.PressesAsync("Next", ("text", hostile[..Math.Min(50, hostile.Length)]));
        await app.Reporter.PressesAsync("No");
        await app.Reporter.PressesAsync("No");

        foreach (var field in new[] { "what", "words", "others", "when", "where" })
        {
            await app.Reporter.PressesAsync("Next", ("text", Next(field)));
        }

        await app.Reporter.PressesAsync("Not sure");

        if (app.Reporter.Newest.Contains("These may be in what you wrote.", StringComparison.Ordinal))
        {
            await app.Reporter.PressesAsync("None of these");
        }

        await app.Reporter.PressesAsync("I have noticed these", ("ticked", "unexplained-injuries"));
        await app.Reporter.PressesAsync("No more lists");
        await app.Reporter.PressesAsync("Nothing else");
        await app.Reporter.PressesAsync("Next", ("text", Next("worry")));

        if (app.Reporter.Newest.Contains("Is the child under 13?", StringComparison.Ordinal))
        {
            await app.Reporter.PressesAsync("I don't know");
        }

        while (app.Reporter.Newest.Contains("Skip this one", StringComparison.Ordinal))
        {
            await app.Reporter.PressesAsync("Next", ("text", Next("asked")));
        }

        await app.Reporter.PressesAsync("None that I know of");

        for (var known = 0; known < 3; known++)
        {
            await app.Reporter.PressesAsync("I don't know");
        }

        await app.Reporter.PressesAsync("Next", ("text", Next("done")));
        await app.Reporter.PressesAsync("Next", ("text", Next("question")));
        await app.Reporter.PressesAsync("Nobody");
        await app.Reporter.PressesAsync("Send");
        await app.SettleAsync();
        List<string> runs = [];
        List<string> marked = [];
        await app.Lead.PressesAsync("Open");

        for (var page = 1; ; page++)
        {
            var card = app.Lead.Person.Messages.Last(message => message.Own is not null).Own!;
            runs.AddRange(Support.Cards.Runs(card));
            marked.AddRange(Support.Cards.MarkedUp(card));

            if (!app.Lead.Sees("Next page"))
            {
                break;
            }

            await app.Lead.PressesAsync("Next page");
        }

        Assert.All(typed, words => Assert.Contains(words, runs));
        Assert.DoesNotContain(marked, text => text.Contains(hostile, StringComparison.Ordinal));
        Assert.DoesNotContain(hostile, string.Concat(app.Stage.Graph.Rows.Select(row => row.ToJsonString())), StringComparison.Ordinal);
    }

    private static readonly System.Text.Json.JsonSerializerOptions _asSent = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static async Task WalksToTheSignsAsync(TestApp app, string what)
    {
        await app.Reporter.WritesWhatHappenedAsync(what: what);

        foreach (var typed in new[] { "skip", "skip", "skip", "skip", "not sure" })
        {
            await app.Reporter.SaysAsync(typed);
        }
    }
}
