using System.Text.Json.Nodes;
using CseBot.Concerns;
using CseBot.Practice.Emulators;
using CseBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace CseBot.Tests.Support;

/// <summary>One bot for two schools of a trust, for all tests of a class: somebody in every role, and concerns that are each open to somebody else.</summary>
public sealed class EveryRole : IAsyncLifetime
{
    /// <summary>What a made-up concern is about.</summary>
    public enum About
    {
        /// <summary>A child of Rowan Hill. Its leads were told.</summary>
        Child,

        /// <summary>The same, and one of the deputies is left out, because they are related.</summary>
        WithoutRelated,

        /// <summary>The same, and nobody acknowledged it for so long that a senior leader and the head were told.</summary>
        Climbed,

        /// <summary>One of the deputies of Rowan Hill. The head was told.</summary>
        Adult,

        /// <summary>A child of the other school.</summary>
        Elsewhere,
    }

    /// <summary>How far a made-up concern has got.</summary>
    public enum Got
    {
        Raised,

        /// <summary>Somebody acts on it, has offered it to another, has decided what that other has to agree with, has asked the reporter something, and has something to follow up.</summary>
        Acknowledged,
        Decided,
        Closed,
    }

    private const string Id = "5f3c1d7e-0000-4000-8000-0000000000";

    private static readonly (string Key, string Number, string Name, string? Role)[] _more =
    [
        ("chair", "20", "Cal Brook", "ChairOfGovernors"),
        ("related", "21", "Ira Lowe", "Deputy"),
        ("subject", "22", "Jo Penn", "Deputy"),
        ("acting", "23", "Val Crane", "ActingHead"),
        ("governor", "24", "Gil Moss", "SafeguardingGovernor"),
        ("trust", "25", "Tam Reed", "TrustLead"),
        ("colleague", "26", "Ola Birch", null),
        ("operator", "27", "Kit Hurst", null),
        ("stranger", "28", "Uma Thorn", null),
    ];

    private readonly Dictionary<(About, Got), Known> _known = [];
    private string _token = string.Empty;

    internal TestApp App { get; private set; } = null!;

    internal Asked Asked { get; } = new();

    /// <summary>A word that is in no other concern than those about this.</summary>
    public static string Word(About about) => about switch
    {
        About.Child => "periwinkle",
        About.WithoutRelated => "umbrageous",
        About.Climbed => "vellichor",
        About.Adult => "quixotry",
        _ => "zephyrine",
    };

    public async Task InitializeAsync()
    {
        App = await MadeUpTrust.StartAsync(
            [.. _more.Select(one => new TeamsPerson(one.Key, Id + one.Number, one.Name, one.Role ?? "Staff"))],
            builder =>
            {
                foreach (var (index, (_, number, name, role)) in _more.Where(one => one.Role is not null).Index())
                {
                    var person = $"Schools:0:People:{index + 4}";
                    (builder.Configuration[$"{person}:Id"], builder.Configuration[$"{person}:Name"], builder.Configuration[$"{person}:Roles:0"]) = (Id + number, name, role);
                }
            },
            Asked.AddTo,
            [.. _more.Where(one => one.Key != "stranger").Select(one => one.Key)]);
        _token = App.Stage.Teams.Token();
    }

    public async Task DisposeAsync() => await App.DisposeAsync();

    /// <summary>What can be linked with, at each of the schools.</summary>
    private Known? _other;
    private Known? _otherElsewhere;

    /// <summary>One concern of its kind, the same until somebody has changed it.</summary>
    internal async Task<Known> AnyAsync(About about, Got got) => _known.TryGetValue((about, got), out var known) ? known : _known[(about, got)] = await RaiseAsync(about, got);

    /// <summary>From now on there is another of this kind.</summary>
    internal void Change(About about, Got got) => _known.Remove((about, got));

    /// <summary>A new concern.</summary>
    internal async Task<Known> RaiseAsync(About about, Got got)
    {
        var known = new Known(string.Empty, FollowUp: Guid.NewGuid(), Question: Guid.NewGuid());
        var raised = await App.Get<Ledgers>().DoAsync(ledger => ledger.RaiseAsync(Decision.Accepted([.. History(about, got, known)]), CancellationToken.None), CancellationToken.None);

        return known with { Reference = raised.Reference };
    }

    /// <summary>Somebody presses something, as Teams sends it.</summary>
    internal Task<Answered> PressAsync(string who, string verb, JsonObject data) => PressAsync(who, verb, data.ToJsonString());

    internal async Task<Answered> PressAsync(string who, string verb, string data, Action<JsonObject>? change = null)
    {
        var activity = App.Stage.Teams.Activity(App.Stage.Teams.Person(who), "invoke", $"f:{Guid.NewGuid()}");
        (activity["name"], activity["replyToId"]) = ("adaptiveCard/action", "1");
        activity["value"] = new JsonObject { ["action"] = new JsonObject { ["type"] = "Action.Execute", ["verb"] = verb, ["data"] = "DATA" }, ["trigger"] = "manual" };
        change?.Invoke(activity);

        // Teams takes only so many messages in a moment.
        App.Stage.Clock.Advance(verb == "add" ? TimeSpan.FromSeconds(2) : TimeSpan.Zero);
        using var response = await App.Stage.Teams.PostAsync(activity.ToJsonString().Replace("\"DATA\"", data, StringComparison.Ordinal), _token);

        return new Answered((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>What has happened to a concern.</summary>
    internal async Task<int> EventsAsync(string reference)
    {
        await using var db = await App.Get<IDbContextFactory<CseBotDb>>().CreateDbContextAsync();

        return await db.Events.CountAsync(link => link.Reference == reference);
    }

    /// <summary>How often anybody was written to.</summary>
    internal int Calls => App.Stage.Wire.Calls.Count(call => call.To == "Teams");

    /// <summary>Everything that any press on a concern could bring along, filled in so that it can be taken.</summary>
    internal async Task<JsonObject> DataAsync(About about, Known known)
    {
        var data = new JsonObject
        {
            ["reference"] = known.Reference,
            ["key"] = Guid.NewGuid(),
            ["kind"] = about == About.Adult ? "MadeSafe" : "NoFurtherAction",
            ["follow-up"] = known.FollowUp,
            ["question"] = known.Question,
            ["read"] = known.Question,
            ["other"] = (about == About.Elsewhere ? _otherElsewhere ??= await RaiseAsync(About.Elsewhere, Got.Decided) : _other ??= await RaiseAsync(About.Child, Got.Decided)).Reference,
            ["whom"] = "lado",
            ["answer"] = "He was collected again",
            ["note"] = "Rang home",
            ["to"] = Person(about switch { About.Adult => "acting", About.Elsewhere => "hazel-head", _ => "deputy" }).EntraId,
            ["on"] = "2026-11-30",
            ["what"] = "Who collects him",
            ["came-of-it"] = "His aunt does",
            ["system"] = "CPOMS",
            ["number"] = "C-1",
            ["agrees"] = "yes",
            ["outcome"] = "NothingFurther",
            ["born-on"] = "2013-05-01",
        };

        foreach (var (input, value) in Chat.Filled.Where(one => one.Input is not "people"))
        {
            data[input] ??= value;
        }

        return data;
    }

    private TeamsPerson Person(string key) => App.Stage.Teams.Person(key);

    private Actor Actor(string key, Role? role = null) => new(Person(key).EntraId, Person(key).Name, role);

    private IEnumerable<ConcernEvent> History(About about, Got got, Known known)
    {
        var now = App.Stage.Clock.GetUtcNow();
        var (holder, second) = about switch
        {
            About.Adult => (Actor("head", Role.Headteacher), "acting"),
            About.Elsewhere => (Actor("hazel-lead", Role.Lead), "hazel-head"),
            _ => (Actor("lead", Role.Lead), "deputy"),
        };
        string[] told = about switch
        {
            About.Adult => ["head"],
            About.Elsewhere => ["hazel-lead", "hazel-head"],
            About.Climbed => ["lead", "deputy", "related", "subject", "senior", "head"],
            About.WithoutRelated => ["lead", "deputy", "subject"],
            _ => ["lead", "deputy", "related", "subject"],
        };
        string[] leftOut = about switch
        {
            About.Adult => ["subject"],
            About.WithoutRelated => ["related"],
            _ => [],
        };
        var account = new Account
        {
            Lines = [new Line("what-happened", LineKind.Fact, "What was seen or heard", $"Robin in a {Word(about)} car"), new Line("childs-words", LineKind.ChildsWords, "What the child said", Word(about))],
            Children = [new Child($"Robin {Word(about)}", "9B", Child.WorriedAbout)],
        };

        yield return new ConcernRaised(
            now,
            Guid.NewGuid(),
            Actor(about == About.Elsewhere ? "hazel-teacher" : "reporter"),
            about == About.Elsewhere ? "hazel-bank" : "rowan-hill",
            Response.Today,
            account,
            [.. leftOut.Select(key => Person(key).EntraId)],
            now.AddMinutes(15))
        {
            Route = about == About.Adult ? ConcernRoute.Adult : ConcernRoute.Child,
        };

        foreach (var key in told)
        {
            yield return new LeadAlerted(now, Person(key).EntraId, 1);
        }

        if (got == Got.Raised)
        {
            yield break;
        }

        yield return new Acknowledged(now, holder, now.AddMinutes(15));
        yield return new Decided(now, holder, about == About.Adult ? DecisionKind.MadeSafe : DecisionKind.NoFurtherAction, Word(about)) { Key = known.Question, Second = got == Got.Acknowledged ? Person(second).EntraId : null };

        if (got == Got.Acknowledged)
        {
            yield return new FollowUpSet(now, holder, School.Day(now).AddDays(7), Word(about)) { Key = known.FollowUp };
            yield return new ReporterAsked(now, holder, Word(about)) { Key = known.Question };
            yield return new HandedOver(now, holder, Person(second).EntraId, now.AddMinutes(10));
        }

        if (got == Got.Closed)
        {
            yield return new Closed(now, holder, ConcernOutcome.NothingFurther, Word(about), about == About.Adult ? null : School.Day(now).AddDays(7)) { Key = known.Question };
        }
    }

    /// <summary>A made-up concern, and what can be pressed on it.</summary>
    internal sealed record Known(string Reference, Guid FollowUp, Guid Question);

    /// <summary>What a press was answered with.</summary>
    internal sealed record Answered(int Status, string Body)
    {
        private readonly JsonNode? _answer = Body.Length > 0 ? JsonNode.Parse(Body) : null;

        /// <summary>The status that Teams is told inside of what it is told.</summary>
        public int Code => _answer?["statusCode"]?.GetValue<int>() ?? Status;

        public bool IsCard => _answer?["type"]?.GetValue<string>() == "application/vnd.microsoft.card.adaptive";

        /// <summary>The line, where there is no card.</summary>
        public string Line => IsCard ? string.Empty : _answer?["value"]?.ToString() ?? string.Empty;

        public bool Says(string words) => Body.Contains(words, StringComparison.Ordinal);
    }
}
