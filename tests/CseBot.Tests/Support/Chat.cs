using System.Text.Json.Nodes;
using CseBot.Concerns;
using CseBot.Dialogs;
using CseBot.Practice;
using CseBot.Practice.Emulators;

namespace CseBot.Tests.Support;

/// <summary>Somebody at their Teams: what they see, write and press.</summary>
internal sealed class Chat(TestApp app, TeamsPerson person)
{
    /// <summary>Nobody reads and answers a card faster than this; and Teams takes only so many messages a second.</summary>
    private static readonly TimeSpan _moment = TimeSpan.FromSeconds(2);

    public TeamsPerson Person => person;

    /// <summary>Every word on the cards and messages this person sees now, newest last.</summary>
    public string Seen => string.Join('\n', person.Messages.Where(message => message.FromBot).Select(Words));

    /// <summary>Every word of what the bot has posted to this person, without what only answers a press.</summary>
    public string Posted => string.Join('\n', person.Messages.Where(message => message.FromBot).Select(message => $"{message.Summary} {message.Text} {message.Card?.ToJsonString()}"));

    public string Newest => Words(person.Messages.Last(message => message.FromBot));

    public int Count => person.Messages.Count(message => message.FromBot);

    public IReadOnlyList<ChatMessage> Alerts => [.. person.Messages.Where(message => message.Summary?.StartsWith("Safeguarding alert", StringComparison.Ordinal) is true)];

    public async Task<Chat> SaysAsync(string text, string? activityId = null)
    {
        app.Stage.Clock.Advance(_moment);
        using var response = await app.Stage.Teams.SayAsync(person, text, activityId);
        response.EnsureSuccessStatusCode();

        return this;
    }

    /// <summary>Presses the newest button called <paramref name="title"/>, with the inputs filled in.</summary>
    public async Task<JsonObject> PressesAsync(string title, params (string Input, string Value)[] inputs)
    {
        var (message, action) = Find(title);

        return await PressAsync(message, action, inputs);
    }

    public async Task<JsonObject> PressAsync(ChatMessage message, JsonObject action, (string Input, string Value)[]? inputs = null, string? activityId = null)
    {
        app.Stage.Clock.Advance(_moment);
        var data = action["data"]!.DeepClone().AsObject();

        foreach (var (input, value) in inputs ?? [])
        {
            data[input] = value;
        }

        return (await app.Stage.Teams.PressAsync(person, message.Id, action["verb"]!.GetValue<string>(), data, activityId))!;
    }

    /// <summary>The newest button called <paramref name="title"/>, and the message it is on.</summary>
    public (ChatMessage Message, JsonObject Action) Find(string title) => person.Messages.Reverse()
        .SelectMany(message => Actions(message.Shown).Select(action => (message, action)))
        .FirstOrDefault(found => found.action["title"]?.GetValue<string>() == title) is { message: not null } found
            ? found
            : throw new InvalidOperationException($"{person.Key} sees no button '{title}'. They see:\n{Seen}");

    public bool Sees(string title) => person.Messages.Any(message => Actions(message.Shown).Any(action => action["title"]?.GetValue<string>() == title));

    /// <summary>Walks the whole dialog and stops before Send.</summary>
    public async Task<Chat> WritesAConcernAsync(
        string who = "Robin Vale, 9B", string what = "A different car every Friday", string words = "He's just a mate", string opening = "I'm worried about a child")
    {
        await WritesWhatHappenedAsync(who, what, opening);
        await PressesAsync("Next", ("text", words));
        await AnswersTheRestAsync();
        await PressesAsync("Nobody");

        return this;
    }

    /// <summary>Answers everything between the child's words and the question who is related, as somebody does who knows no more.</summary>
    public async Task AnswersTheRestAsync()
    {
        await AnswersUpToSignsAsync();

        foreach (var title in new[] { "No more lists", "Nothing else", "Nothing to add", "None that I know of", "I don't know", "I don't know", "I don't know", "Nothing yet", "I asked nothing" })
        {
            await PressesAsync(title);
        }
    }

    /// <summary>Sends a concern with a sign ticked, and lets everything happen that follows at once.</summary>
    /// <returns>The reference.</returns>
    public async Task<string> SendsASignAsync(string who = "Robin Vale", string what = "He sleeps in every lesson")
    {
        await WritesWhatHappenedAsync(who, what);
        await PressesAsync("Next", ("text", "He's just a mate"));
        await AnswersUpToSignsAsync();
        await PressesAsync("I have noticed these", ("ticked", "concealing-marks"));
        await PressesAsync("Send now");
        await PressesAsync("Nobody: send it");
        await app.SettleAsync();

        return app.Stage.Graph.Rows[^1]["Reference"]!.GetValue<string>();
    }

    /// <summary>Answers everything between the child's words and the lists of signs.</summary>
    private async Task AnswersUpToSignsAsync()
    {
        foreach (var title in new[] { "Nobody told me", "I don't know when", "I don't know where", "Not sure" })
        {
            await PressesAsync(title);
        }

        if (Newest.Contains("These may be in what you wrote.", StringComparison.Ordinal))
        {
            await PressesAsync("None of these");
        }
    }

    /// <summary>Says that a child is in danger now, and lets everything happen that follows at once.</summary>
    public async Task TellsOfDangerAsync()
    {
        await SaysAsync("raise a concern");
        await PressesAsync("Yes");
        await app.SettleAsync();
    }

    /// <summary>Names one child, and no other.</summary>
    public async Task NamesAChildAsync()
    {
        await PressesAsync("Next", ("text", "Robin Vale"), ("class", "9B"));
        await PressesAsync("No");
    }

    /// <summary>Walks the dialog as far as the account, from where it could be sent.</summary>
    public async Task WritesWhatHappenedAsync(
        string who = "Robin Vale, 9B", string what = "A different car every Friday", string opening = "I'm worried about a child")
    {
        await SaysAsync(opening);
        await PressesAsync("No");
        await PressesAsync("Next", ("text", who), ("class", "9B"));
        await PressesAsync("No");
        await PressesAsync("No");
        await PressesAsync("Next", ("text", what));
    }

    /// <summary>Says what happened and what the child said, sends it from there, and lets everything happen that follows at once.</summary>
    /// <returns>The reference.</returns>
    public async Task<string> SendsAConcernAsync(string who = "Robin Vale, 9B", string what = "A different car every Friday", string words = "He's just a mate")
    {
        await WritesWhatHappenedAsync(who, what);
        await PressesAsync("Next", ("text", words));
        await PressesAsync("Send now");
        await PressesAsync("Nobody: send it");
        await app.SettleAsync();

        return app.Stage.Graph.Rows[^1]["Reference"]!.GetValue<string>();
    }

    /// <summary>Records a decision, with something in everything that has to be filled in.</summary>
    /// <param name="inputs">What is filled in otherwise.</param>
    public async Task<JsonObject> DecidesAsync(DecisionKind kind, params (string Input, string Value)[] inputs)
    {
        await PressesAsync("Record a decision");
        await PressesAsync(Wording.Load().Say($"decision.{kind}"));

        return await PressesAsync("Save", [.. Filled.Where(one => inputs.All(input => input.Input != one.Input)), .. inputs]);
    }

    /// <summary>Something that every required field of a decision takes. What a form does not ask is not read.</summary>
    public static (string Input, string Value)[] Filled =>
    [
        ("reason", "Unknown adults, and a pattern"), ("referred-to", "FrontDoor"), ("referred-on", "2026-11-23"), ("referred-at", "10:30"), ("whom", "The duty worker"), ("how", "Telephone"),
        ("wishes", "Wants it to stop"), ("parents", "told"), ("crime", "unlikely"), ("under-13", "no"), ("who-talks", "The form tutor"), ("meeting-on", "2026-11-24"), ("meeting-at", "09:00"),
        ("minutes", "30"), ("people", MadeUpSchool.People()[0].EntraId), ("follow-up-on", "2026-11-30"), ("follow-up-what", "Who collects them on Fridays"), ("before-investigation", "yes"),
        ("before-telling", "yes"), ("lado-threshold", "yes"), ("log-number", "LL-7"), ("lado-agrees", "yes"),
    ];

    private static string Words(ChatMessage message) => message.Shown is { } card ? string.Join('\n', Texts(card)) : message.Text ?? string.Empty;

    private static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonObject part => part
            .Where(pair => pair.Key is not ("data" or "fallback" or "$schema" or "fallbackText"))
            .SelectMany(pair => pair is { Key: "text" or "title" or "value" or "label", Value: JsonValue value } ? [value.ToString()] : Texts(pair.Value)),
        JsonArray list => list.SelectMany(Texts),
        _ => [],
    };

    private static IEnumerable<JsonObject> Actions(JsonNode? node) => node switch
    {
        JsonObject part when part["type"]?.GetValue<string>() == "Action.Execute" => [part],
        JsonObject part => part.SelectMany(pair => Actions(pair.Value)),
        JsonArray list => list.SelectMany(Actions),
        _ => [],
    };
}
