using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using CseBot.Practice;
using CseBot.Practice.Emulators;
using CseBot.Tests.Support;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CseBot.Tests.Teams;

/// <summary>Ways to be wrong, over real HTTP. Each is refused, and none is an error of ours.</summary>
public sealed class Forged_tokens(OneApp shared) : IClassFixture<OneApp>
{
    private static readonly Dictionary<string, Func<TeamsEmulator, string?>> _tokens = new(StringComparer.Ordinal)
    {
        ["none at all"] = _ => null,
        ["empty"] = _ => string.Empty,
        ["not a token"] = _ => "heliotrope",
        ["three dots"] = _ => "a.b.c",
        ["another issuer"] = teams => teams.Token(token => token.Issuer = "https://login.microsoftonline.com/common/v2.0"),
        ["another audience"] = teams => teams.Token(token => token.Audience = Guid.NewGuid().ToString()),
        ["no audience"] = teams => teams.Token(token => token.Audience = null),
        ["expired"] = teams => teams.Token(token => (token.NotBefore, token.IssuedAt, token.Expires) = (Now(token).AddHours(-2), Now(token).AddHours(-2), Now(token).AddMinutes(-6))),
        ["not yet valid"] = teams => teams.Token(token => (token.NotBefore, token.Expires) = (Now(token).AddMinutes(6), Now(token).AddHours(1))),
        ["no service address"] = teams => teams.Token(token => token.Claims.Clear()),
        ["another service address"] = teams => teams.Token(token => token.Claims["serviceurl"] = "https://smba.trafficmanager.net/emea/"),
        ["signed by a key of its own under our key's name"] = teams => Resign(teams, key => new SigningCredentials(key, SecurityAlgorithms.RsaSha256)),
        ["a key nobody knows"] = teams => Resign(teams, key => new SigningCredentials(new RsaSecurityKey(key.Rsa) { KeyId = "unknown" }, SecurityAlgorithms.RsaSha256)),
        ["signed with PS256"] = teams => Resign(teams, key => new SigningCredentials(key, SecurityAlgorithms.RsaSsaPssSha256)),
        ["algorithm none"] = teams => WithHeader(teams, header => header["alg"] = "none", signature: string.Empty),
        ["algorithm None, with the signature left on"] = teams => WithHeader(teams, header => header["alg"] = "None"),
        ["HS256 with the public key as its secret"] = Hs256,
        ["no key id"] = teams => WithHeader(teams, header => header.Remove("kid")),
        ["a payload that was changed"] = Tampered,
        ["too long"] = teams => teams.Token(token => token.Claims["padding"] = new string('x', 9000)),
    };

    public static TheoryData<string> Kinds => [.. _tokens.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Are_refused(string kind)
    {
        var teams = shared.App.Stage.Teams;
        var activity = teams.Activity(shared.App.Reporter.Person, "message", teams.NextId());
        activity["text"] = "heliotrope";
        var before = shared.App.Reporter.Count;

        using var response = await teams.PostAsync(activity.ToJsonString(), _tokens[kind](teams));

        Assert.True(response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden);
        Assert.Equal(before, shared.App.Reporter.Count);
        Assert.DoesNotContain("heliotrope", shared.App.Logs.Everything, StringComparison.Ordinal);
    }

    public static TheoryData<string, string, string> Activities => new()
    {
        { "channelId", "\"webchat\"", "another channel" },
        { "channelId", "null", "no channel" },
        { "serviceUrl", "\"https://evil.example/\"", "another service" },
        { "serviceUrl", "\"https://smba.trafficmanager.net.evil.example/teams/\"", "a host that looks alike" },
        { "serviceUrl", "\"https://smba.trafficmanager.net@evil.example/teams/\"", "user information" },
        { "serviceUrl", "\"http://smba.trafficmanager.net/teams/\"", "no https" },
        { "serviceUrl", "\"https://smba.trafficmanager.net:8443/teams/\"", "another port" },
        { "serviceUrl", "\"/teams/\"", "no host" },
        { "recipient", "{\"id\":\"28:another-bot\"}", "another bot" },
        { "recipient", $$"""{"id":"{{MadeUpSchool.AppId}}"}""", "no prefix" },
        { "conversation", "{\"id\":\"a:reporter\",\"conversationType\":\"personal\",\"tenantId\":\"another\"}", "another tenant" },
        { "channelData", "{\"tenant\":{\"id\":\"another\"}}", "two tenants that differ" },
    };

    [Theory]
    [MemberData(nameof(Activities))]
    public async Task Do_not_speak_for_an_activity_that_is_not_theirs(string field, string value, string because)
    {
        var teams = shared.App.Stage.Teams;
        var activity = teams.Activity(shared.App.Reporter.Person, "message", teams.NextId());
        activity[field] = JsonNode.Parse(value);
        var token = teams.Token(claims => claims.Claims["serviceurl"] = activity["serviceUrl"]!.GetValue<string>());

        using var response = await teams.PostAsync(activity.ToJsonString(), token);

        Assert.True(response.StatusCode == HttpStatusCode.Forbidden, because);
    }

    [Fact]
    public async Task Two_authorization_headers_are_refused()
    {
        var teams = shared.App.Stage.Teams;
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(teams.Bot!, "/api/messages"));
        request.Content = new StringContent(teams.Activity(shared.App.Reporter.Person, "typing", "1").ToJsonString());
        request.Headers.TryAddWithoutValidation("Authorization", [$"Bearer {teams.Token()}", $"Bearer {teams.Token()}"]);

        using var response = await http.SendAsync(request);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task The_true_one_is_let_in_and_five_minutes_of_difference_between_clocks_are_forgiven()
    {
        var teams = shared.App.Stage.Teams;
        var activity = teams.Activity(shared.App.Reporter.Person, "typing", teams.NextId()).ToJsonString();

        using var exact = await teams.PostAsync(activity, teams.Token());
        using var late = await teams.PostAsync(activity, teams.Token(token =>
            (token.NotBefore, token.IssuedAt, token.Expires) = (Now(token).AddHours(-2), Now(token).AddHours(-2), Now(token).AddMinutes(-4))));

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK], [exact.StatusCode, late.StatusCode]);
    }

    private static DateTime Now(SecurityTokenDescriptor token) => token.IssuedAt!.Value;

    private static string Resign(TeamsEmulator teams, Func<RsaSecurityKey, SigningCredentials> sign)
    {
        var keyId = new JsonWebToken(teams.Token()).Kid;

        return teams.Token(token => token.SigningCredentials = sign(new RsaSecurityKey(RSA.Create(2048)) { KeyId = keyId }));
    }

    private static string WithHeader(TeamsEmulator teams, Action<JsonObject> change, string? signature = null)
    {
        var parts = teams.Token().Split('.');
        var header = JsonNode.Parse(Base64UrlEncoder.Decode(parts[0]))!.AsObject();
        change(header);

        return $"{Base64UrlEncoder.Encode(header.ToJsonString())}.{parts[1]}.{signature ?? parts[2]}";
    }

    private static string Hs256(TeamsEmulator teams)
    {
        var unsigned = WithHeader(teams, header => header["alg"] = "HS256", string.Empty).TrimEnd('.');
        var secret = Encoding.UTF8.GetBytes(new JsonWebToken(teams.Token()).Kid.PadRight(64, 'x'));

        return $"{unsigned}.{Base64UrlEncoder.Encode(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(unsigned)))}";
    }

    private static string Tampered(TeamsEmulator teams)
    {
        var parts = teams.Token().Split('.');
        var payload = JsonNode.Parse(Base64UrlEncoder.Decode(parts[1]))!.AsObject();
        payload["exp"] = payload["exp"]!.GetValue<long>() + 3600;

        return $"{parts[0]}.{Base64UrlEncoder.Encode(payload.ToJsonString())}.{parts[2]}";
    }
}
