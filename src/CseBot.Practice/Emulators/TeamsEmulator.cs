using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CseBot.Practice.Emulators;

/// <summary>Microsoft Teams as the bot sees it: the connector it calls, the keys that sign tokens, and people who write and press (protocol 1 to 3).</summary>
public sealed class TeamsEmulator(IReadOnlyList<TeamsPerson> people, Wire wire, TimeProvider clock, string appId, string tenantId) : IDisposable
{
    public const string Issuer = "https://api.botframework.com";

    private const int LargestMessage = 28 * 1024;

    /// <summary>Made once for all stages of a process: making a key takes longer than starting a bot.</summary>
    private static readonly RSA _firstKey = RSA.Create(2048);
    private static readonly RSA _webChat = RSA.Create(2048);

    private RSA _rsa = _firstKey;
    private readonly HttpClient _bot = new() { Timeout = TimeSpan.FromSeconds(30) };
    private string _keyId = Guid.NewGuid().ToString("N");
    private long _lastId = 1_700_000_000_000;

    /// <summary>Raised when anybody's chat changes.</summary>
    public event Action? Changed;

    public IReadOnlyList<TeamsPerson> People => people;

    /// <summary>The channel that the key may speak for.</summary>
    public string Endorsement { get; set; } = "msteams";

    /// <summary>The key of another channel of the same bot: published beside ours, and not endorsed for Teams.</summary>
    public SigningCredentials WebChat => new(new RsaSecurityKey(_webChat) { KeyId = "web-chat" }, SecurityAlgorithms.RsaSha256);

    /// <summary>Where the bot listens.</summary>
    public Uri? Bot { get; set; }

    /// <summary>The address the bot is told to call back.</summary>
    public string ServiceUrl { get; set; } = string.Empty;

    public TeamsPerson Person(string key) => people.Single(person => person.Key == key);

    /// <summary>Begins to sign with a new key, and publishes that one only.</summary>
    public void RollKey()
    {
        (_rsa, _keyId) = (RSA.Create(2048), Guid.NewGuid().ToString("N"));
    }

    public void Dispose() => _bot.Dispose();

    /// <summary>Serves the connector below <c>/teams</c>.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        var teams = routes.MapGroup("/teams");
        teams.MapGet("/.well-known/openidconfiguration", http => wire.CarryAsync(
            http, "Teams", (asked, _) => asked.Response.WriteAsJsonAsync(new { issuer = Issuer, jwks_uri = $"{ServiceUrl}keys" })));
        teams.MapGet("/keys", http => wire.CarryAsync(http, "Teams", (asked, _) => asked.Response.WriteAsJsonAsync(Keys())));
        teams.MapPost("/v3/conversations", http => wire.CarryAsync(http, "Teams", CreateAsync));
        teams.MapPost("/v3/conversations/{conversation}/activities", http => wire.CarryAsync(http, "Teams", SendAsync));
        teams.MapPost("/v3/conversations/{conversation}/activities/{activity}", http => wire.CarryAsync(http, "Teams", SendAsync));
        teams.MapPut("/v3/conversations/{conversation}/activities/{activity}", http => wire.CarryAsync(http, "Teams", UpdateAsync));
        teams.MapGet("/v3/conversations/{conversation}/members", http => wire.CarryAsync(http, "Teams", MembersAsync));
    }

    /// <summary>A person writes to the bot.</summary>
    public async Task<HttpResponseMessage> SayAsync(TeamsPerson person, string text, string? activityId = null)
    {
        var id = activityId ?? NextId();

        if (person.Messages.All(message => message.Id != id))
        {
            person.Add(new ChatMessage(id, FromBot: false, clock.GetUtcNow(), text, Card: null, Summary: null));
            Changed?.Invoke();
        }

        var activity = Activity(person, "message", id);
        (activity["text"], activity["textFormat"]) = (text, "plain");

        return await PostAsync(activity);
    }

    /// <summary>A person presses a button; what is answered is put in the card's place, for them.</summary>
    public async Task<JsonObject?> PressAsync(TeamsPerson person, string messageId, string verb, JsonObject data, string? activityId = null)
    {
        var activity = Activity(person, "invoke", activityId ?? $"f:{Guid.NewGuid()}");
        activity["name"] = "adaptiveCard/action";
        activity["replyToId"] = messageId;
        activity["value"] = new JsonObject
        {
            ["action"] = new JsonObject { ["type"] = "Action.Execute", ["verb"] = verb, ["data"] = data.DeepClone() },
            ["trigger"] = "manual",
        };

        using var response = await PostAsync(activity);
        var answer = await response.Content.ReadAsStringAsync() is { Length: > 0 } body ? JsonNode.Parse(body)?.AsObject() : null;

        if (answer?["type"]?.GetValue<string>() == "application/vnd.microsoft.card.adaptive" && answer["value"] is JsonObject card)
        {
            person.Change(messageId, message => message with { Own = card.DeepClone().AsObject() });
            Changed?.Invoke();
        }

        return answer;
    }

    /// <summary>An old client presses a button: it sends a message with the button's data.</summary>
    public Task<HttpResponseMessage> SubmitAsync(TeamsPerson person, string messageId, JsonObject data)
    {
        var activity = Activity(person, "message", NextId());
        (activity["replyToId"], activity["value"]) = (messageId, data.DeepClone());

        return PostAsync(activity);
    }

    /// <summary>The app is installed for a person.</summary>
    public Task<HttpResponseMessage> InstallAsync(TeamsPerson person)
    {
        person.HasApp = true;
        var activity = Activity(person, "installationUpdate", $"f:{Guid.NewGuid()}");
        activity["action"] = "add";

        return PostAsync(activity);
    }

    /// <summary>An activity as Teams would send it.</summary>
    public JsonObject Activity(TeamsPerson person, string type, string id) => new()
    {
        ["type"] = type,
        ["id"] = id,
        ["timestamp"] = clock.GetUtcNow().ToString("o"),
        ["serviceUrl"] = ServiceUrl,
        ["channelId"] = "msteams",
        ["from"] = new JsonObject { ["id"] = person.TeamsId, ["name"] = person.Name, ["aadObjectId"] = person.EntraId },
        ["recipient"] = new JsonObject { ["id"] = $"28:{appId}", ["name"] = "Safeguarding" },
        ["conversation"] = new JsonObject { ["id"] = person.ConversationId, ["conversationType"] = "personal", ["tenantId"] = tenantId },
        ["channelData"] = new JsonObject { ["tenant"] = new JsonObject { ["id"] = tenantId } },
        ["locale"] = "en-GB",
    };

    public Task<HttpResponseMessage> PostAsync(JsonObject activity) => PostAsync(activity.ToJsonString(), Token());

    public async Task<HttpResponseMessage> PostAsync(string body, string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Bot!, "/api/messages"));
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");

        if (token is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        }

        return await _bot.SendAsync(request);
    }

    /// <summary>A token as Teams signs it (protocol 1.1), with <paramref name="change"/> made to it.</summary>
    public string Token(Action<SecurityTokenDescriptor>? change = null)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var token = new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = appId,
            NotBefore = now,
            IssuedAt = now,
            Expires = now.AddHours(1),
            Claims = new Dictionary<string, object>(StringComparer.Ordinal) { ["serviceurl"] = ServiceUrl },
            SigningCredentials = new SigningCredentials(new RsaSecurityKey(_rsa) { KeyId = _keyId }, SecurityAlgorithms.RsaSha256),
        };
        change?.Invoke(token);

        return new JsonWebTokenHandler().CreateToken(token);
    }

    public string NextId() => Interlocked.Increment(ref _lastId).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static Task RefuseAsync(HttpContext http, int status, string code)
    {
        http.Response.StatusCode = status;

        return http.Response.WriteAsJsonAsync(new { error = new { code, message = code } });
    }

    private static bool HasNull(JsonNode? node) => node switch
    {
        JsonObject part => part.Any(pair => pair.Value is null || HasNull(pair.Value)),
        JsonArray list => list.Any(item => item is null || HasNull(item)),
        _ => false,
    };

    private object Keys() => new { keys = new[] { Published(_rsa, _keyId, Endorsement), Published(_webChat, WebChat.Key.KeyId, "webchat") } };

    private static object Published(RSA rsa, string keyId, string endorsement)
    {
        var key = rsa.ExportParameters(includePrivateParameters: false);

        return new
        {
            kty = "RSA",
            use = "sig",
            kid = keyId,
            n = Base64UrlEncoder.Encode(key.Modulus!),
            e = Base64UrlEncoder.Encode(key.Exponent!),
            endorsements = new[] { endorsement },
        };
    }

    private Task CreateAsync(HttpContext http, string? body)
    {
        var member = JsonNode.Parse(body ?? "{}")?["members"]?[0]?["id"]?.GetValue<string>();
        var person = people.FirstOrDefault(one => one.TeamsId == member || one.EntraId == member);

        if (person is not { IsReachable: true, HasApp: true })
        {
            return RefuseAsync(http, 403, "ForbiddenOperationException");
        }

        http.Response.StatusCode = 201;

        return http.Response.WriteAsJsonAsync(new { id = person.ConversationId });
    }

    private Task SendAsync(HttpContext http, string? body)
    {
        if (Receive(http, body) is not { } received)
        {
            return Task.CompletedTask;
        }

        var (person, activity) = received;
        var card = activity["attachments"]?[0]?["content"]?.AsObject();
        var text = activity["text"]?.GetValue<string>();
        var id = NextId();

        person?.Add(new ChatMessage(
            id, FromBot: true, clock.GetUtcNow(), text, card?.DeepClone().AsObject(), activity["summary"]?.GetValue<string>()));
        Changed?.Invoke();
        http.Response.StatusCode = text is not null && card is not null ? 202 : 201;

        return http.Response.WriteAsJsonAsync(text is not null && card is not null ? new JsonObject() : new JsonObject { ["id"] = id });
    }

    private Task UpdateAsync(HttpContext http, string? body)
    {
        if (Receive(http, body) is not { } received)
        {
            return Task.CompletedTask;
        }

        var (person, activity) = received;
        var id = Uri.UnescapeDataString((string)http.GetRouteValue("activity")!);
        var card = activity["attachments"]?[0]?["content"]?.AsObject();

        if (person is null || !person.Change(id, message => message with { Card = card?.DeepClone().AsObject(), Own = null, Text = activity["text"]?.GetValue<string>() }))
        {
            return RefuseAsync(http, 404, "ActivityNotFoundInConversation");
        }

        Changed?.Invoke();

        return http.Response.WriteAsJsonAsync(new { id });
    }

    private Task MembersAsync(HttpContext http, string? body)
    {
        var conversation = Uri.UnescapeDataString((string)http.GetRouteValue("conversation")!);

        return people.FirstOrDefault(person => person.ConversationId == conversation) switch
        {
            null => RefuseAsync(http, 404, "ConversationNotFound"),
            { HasApp: false } => RefuseAsync(http, 403, "BotNotInConversationRoster"),
            { IsReachable: false } => RefuseAsync(http, 403, "ConversationBlockedByUser"),
            var person => http.Response.WriteAsJsonAsync(new[] { new { id = person.TeamsId, name = person.Name, aadObjectId = person.EntraId, tenantId } }),
        };
    }

    /// <summary>What every send and update has in common: the chat exists, the person can be reached, and the message is one Teams would take.</summary>
    private (TeamsPerson? Person, JsonObject Activity)? Receive(HttpContext http, string? body)
    {
        var conversation = Uri.UnescapeDataString((string)http.GetRouteValue("conversation")!);
        var person = people.FirstOrDefault(one => one.ConversationId == conversation);
        JsonObject? activity;

        try
        {
            activity = JsonNode.Parse(body ?? string.Empty)?.AsObject();
        }
        catch (JsonException)
        {
            activity = null;
        }

        var refusal = (person, activity) switch
        {
            (_, null) => (400, "BadSyntax"),
            (null, _) when conversation.StartsWith("a:", StringComparison.Ordinal) => (404, "ConversationNotFound"),
            ({ HasApp: false }, _) => (403, "BotNotInConversationRoster"),
            ({ IsReachable: false }, _) => (403, "ConversationBlockedByUser"),
            _ when Encoding.Unicode.GetByteCount(body!) > LargestMessage * 2 => (413, "MessageSizeTooBig"),
            _ when HasNull(activity) => (400, "BadSyntax"),
            _ => default((int, string)?),
        };

        if (refusal is var (status, code))
        {
            RefuseAsync(http, status, code).GetAwaiter().GetResult();
            return null;
        }

        return (person, activity!);
    }
}
