using System.IO.Compression;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;

namespace CseBot.Tests.Teams;

/// <summary>What refuses a forgery.</summary>
/// <param name="Name">As the threat model tells it.</param>
/// <param name="Logged">What our log says of it, which shows that it was refused for this reason and not by chance for another.</param>
internal sealed record Refusal(string Name, int Status, string Logged);

/// <summary>One way to pretend to be Teams.</summary>
internal sealed record Forgery(string Way, Refusal Refusal, Action<Attempt> Make);

/// <summary>Every way to pretend to be Teams that we know of. The tests run this table, and the threat model shows it.</summary>
internal static class Forgeries
{
    private static readonly RSA _theirs = RSA.Create(2048);

    private static readonly Refusal _noToken = new("there is no token where one has to be", 401, string.Empty);
    private static readonly Refusal _form = new("the form of a token", 401, "A token was refused: malformed");
    private static readonly Refusal _key = new("the keys that Teams publishes", 401, "A token was refused: unknown key");
    private static readonly Refusal _signature = new("the signature", 401, "A token was refused: SecurityTokenInvalidSignatureException");
    private static readonly Refusal _lifetime = new("the token's life", 401, "A token was refused: SecurityTokenInvalidLifetimeException");
    private static readonly Refusal _audience = new("the audience", 401, "A token was refused: SecurityTokenInvalidAudienceException");
    private static readonly Refusal _issuer = new("the issuer", 401, "A token was refused: SecurityTokenInvalidIssuerException");
    private static readonly Refusal _endorsement = new("the key's endorsement", 403, "its endorsement is not right");
    private static readonly Refusal _serviceUrl = new("the token's service address", 403, "its service url is not right");
    private static readonly Refusal _host = new("the hosts that may be called", 403, "its service host is not right");
    private static readonly Refusal _recipient = new("the recipient", 403, "its recipient is not right");
    private static readonly Refusal _channel = new("the channel", 403, "its channel is not right");
    private static readonly Refusal _tenant = new("the tenant", 403, "its tenant is not right");
    private static readonly Refusal _notAnActivity = new("the form of an activity", 400, "bytes was not an activity");
    private static readonly Refusal _tooLarge = new("the limit on the body", 413, string.Empty);
    private static readonly Refusal _headersTooLarge = new("the limit on headers", 431, string.Empty);
    private static readonly Refusal _method = new("only POST is served", 405, string.Empty);

    public static IReadOnlyList<Forgery> All { get; } =
    [
        new("no token", _noToken, sent => sent.Authorization = _ => null),
        new("two Authorization headers, each with a true token", _noToken, sent => sent.Headers.Add($"Authorization: Bearer {sent.Token}")),
        new("a true token in the query string only", _noToken, sent => (sent.Target, sent.Authorization) = ($"/api/messages?access_token={sent.Token}", _ => null)),
        new("a true token in a cookie only", _noToken, sent => sent.Authorization = token => $"Cookie: Authorization={token}"),
        new("a true token under another header's name", _noToken, sent => sent.Authorization = token => $"X-Authorization: Bearer {token}"),
        new("nothing after Bearer", _form, sent => sent.Authorization = _ => "Authorization: Bearer "),
        new("another scheme than Bearer", _form, sent => sent.Authorization = token => $"Authorization: Basic {token}"),
        new("no scheme", _form, sent => sent.Authorization = token => $"Authorization: {token}"),
        new("two tokens in one header", _form, sent => sent.Authorization = token => $"Authorization: Bearer {token}, Bearer {token}"),
        new("two spaces before the token", _form, sent => sent.Authorization = token => $"Authorization: Bearer  {token}"),
        new("a tab before the token", _form, sent => sent.Authorization = token => $"Authorization: Bearer\t{token}"),
        new("a space within the token", _form, sent => sent.Replace(2, signature => signature.Insert(20, " "))),
        new("a token of more than 8 KB", _form, sent => sent.Claim(token => token.Claims["padding"] = new string('x', 9000))),
        new("a header of more than 32 KB", _headersTooLarge, sent => sent.Claim(token => token.Claims["padding"] = new string('x', 30_000))),

        new("a word for a token", _form, sent => sent.Token = Attempt.Typed),
        new("three parts that are not base64", _form, sent => sent.Token = "%%%%.%%%%.%%%%"),
        new("three parts that are not JSON", _form, sent => sent.Token = "aGVsaW90cm9wZQ.aGVsaW90cm9wZQ.aGVsaW90cm9wZQ"),
        new("a token without a third part", _form, sent => sent.Token = sent.Token[..sent.Token.LastIndexOf('.')]),
        new("a token of four parts", _form, sent => sent.Token += ".aGVsaW90cm9wZQ"),
        new("an encrypted token (JWE)", _form, Encrypted),
        new("a token within a token", _form, sent => sent.Sign(sent.HeaderWith("cty", "JWT"), claims: sent.Token)),
        new("a header that names the key twice", _form, sent => sent.Sign($$"""{"kid":"web-chat",{{sent.TokenHeader.ToJsonString()[1..]}}""")),
        new("claims that name the service address twice", _form, sent => sent.Sign(claims: $$"""{"serviceurl":"https://smba.trafficmanager.net/teams/",{{sent.Claims.ToJsonString()[1..]}}""")),
        new("claims that are cut off", _form, sent => sent.Sign(claims: sent.Claims.ToJsonString()[..^5])),
        new("claims that are a list", _form, sent => sent.Sign(claims: "[]")),
        new("claims that are nested deeply", _form, sent => sent.Sign(claims: sent.ClaimsWith("deep", Deep(20)))),
        new("a critical header that we do not know", _form, sent => sent.Sign(sent.HeaderWith("crit", new JsonArray("exp")))),

        new("no algorithm (none), no signature", _form, sent => sent.Token = $"{Base64UrlEncoder.Encode(sent.HeaderWith("alg", "none"))}.{sent.Token.Split('.')[1]}."),
        new("no algorithm (None), the signature left on", _signature, sent => sent.Replace(0, _ => Base64UrlEncoder.Encode(sent.HeaderWith("alg", "None")))),
        new("no signature", _form, sent => sent.Replace(2, _ => string.Empty)),
        new("a signature that is cut off", _signature, sent => sent.Replace(2, signature => signature[..^8])),
        new("a signature with one bit changed", _signature, sent => sent.Replace(2, Flipped)),
        new("the signature of another token", _signature, sent => sent.Replace(2, _ => SignatureOfAnother(sent))),
        new("claims that were changed after signing", _signature, sent => sent.Replace(1, _ => Base64UrlEncoder.Encode(sent.ClaimsWith("exp", sent.Claims["exp"]!.GetValue<long>() + 3600)))),
        new("HS256 with the public key as its secret", _signature, sent => Hs256(sent, "HS256", Encoding.UTF8.GetBytes(sent.Key.Rsa.ExportSubjectPublicKeyInfoPem()))),
        new("HS256 with the modulus as its secret", _signature, sent => Hs256(sent, "HS256", sent.Key.Rsa.ExportParameters(includePrivateParameters: false).Modulus!)),
        new("RS256 in the header, signed with HS256", _signature, sent => Hs256(sent, "RS256", Encoding.UTF8.GetBytes(sent.Key.Rsa.ExportSubjectPublicKeyInfoPem()))),
        new("PS256, with Teams' own key", _signature, sent => sent.Claim(token => token.SigningCredentials = new SigningCredentials(token.SigningCredentials.Key, SecurityAlgorithms.RsaSsaPssSha256))),
        new("ES256, with a key of their own", _signature, sent => sent.Claim(token => token.SigningCredentials =
            new SigningCredentials(new ECDsaSecurityKey(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = sent.Key.KeyId }, SecurityAlgorithms.EcdsaSha256))),

        new("a key of their own under our key's name", _signature, sent => sent.Sign(by: _theirs)),
        new("a key of their own under its own name", _key, sent => sent.Sign(sent.HeaderWith("kid", "theirs"), by: _theirs)),
        new("a key of their own within the token (jwk)", _signature, sent => sent.Sign(sent.HeaderWith("jwk", Jwk()), by: _theirs)),
        new("a key of their own at an address in the token (jku)", _key, sent => sent.Sign(Under(sent, "jku", "https://evil.example/keys"), by: _theirs)),
        new("a certificate of their own within the token (x5c)", _signature, sent => sent.Sign(sent.HeaderWith("x5c", new JsonArray(Certificate())), by: _theirs)),
        new("a certificate of their own at an address in the token (x5u)", _key, sent => sent.Sign(Under(sent, "x5u", "https://evil.example/certificate"), by: _theirs)),
        new("no key's name", _form, sent => sent.Sign(Without(sent.TokenHeader, "kid"))),
        new("a number for a key's name", _form, sent => sent.Sign(sent.HeaderWith("kid", 1))),
        new("a path for a key's name", _key, sent => sent.Sign(sent.HeaderWith("kid", "../../../../dev/null"))),
        new("SQL for a key's name", _key, sent => sent.Sign(sent.HeaderWith("kid", "' or '1'='1"))),
        new("an address for a key's name", _key, sent => sent.Sign(sent.HeaderWith("kid", "https://evil.example/key"))),
        new("a key of the same bot's web chat, which is not endorsed for Teams", _endorsement, sent => sent.Token = sent.WebChat),

        new("a token that has expired", _lifetime, sent => sent.Claim(token => (token.NotBefore, token.IssuedAt, token.Expires) = (Now(token).AddHours(-2), Now(token).AddHours(-2), Now(token).AddMinutes(-6)))),
        new("a token that is not valid yet", _lifetime, sent => sent.Claim(token => (token.NotBefore, token.Expires) = (Now(token).AddMinutes(6), Now(token).AddHours(1)))),
        new("a token without an end", _lifetime, sent => sent.Sign(claims: Without(sent.Claims, "exp"))),
        new("a token that says its end in words", _form, sent => sent.Sign(claims: sent.ClaimsWith("exp", "tomorrow"))),
        new("a token whose end is nothing", _form, sent => sent.Sign(claims: sent.ClaimsWith("exp", null))),
        new("a token that ends in more than a day", _lifetime, sent => sent.Claim(token => token.Expires = Now(token).AddDays(2))),
        new("a token that ends after the end of time", _lifetime, sent => sent.Sign(claims: sent.ClaimsWith("exp", long.MaxValue))),
        new("a token that ended before the beginning of time", _lifetime, sent => sent.Sign(claims: sent.ClaimsWith("exp", long.MinValue))),

        new("another audience", _audience, sent => sent.Claim(token => token.Audience = Guid.NewGuid().ToString())),
        new("our audience and another", _audience, sent => sent.Sign(claims: sent.ClaimsWith("aud", new JsonArray(sent.Claims["aud"]!.DeepClone(), "another")))),
        new("our audience as an address (api://)", _audience, sent => sent.Claim(token => token.Audience = $"api://{token.Audience}")),
        new("no audience", _audience, sent => sent.Claim(token => token.Audience = null)),
        new("another issuer", _issuer, sent => sent.Claim(token => token.Issuer = "https://evil.example")),
        new("our issuer with a slash at its end", _issuer, sent => sent.Claim(token => token.Issuer += "/")),
        new("our issuer over http", _issuer, sent => sent.Claim(token => token.Issuer = "http://api.botframework.com")),
        new("Entra for an issuer (sts.windows.net)", _issuer, sent => sent.Claim(token => token.Issuer = $"https://sts.windows.net/{Practice.MadeUpSchool.TenantId}/")),
        new("Entra for an issuer (login.microsoftonline.com)", _issuer, sent => sent.Claim(token => token.Issuer = $"https://login.microsoftonline.com/{Practice.MadeUpSchool.TenantId}/v2.0")),
        new("no issuer", _issuer, sent => sent.Sign(claims: Without(sent.Claims, "iss"))),

        new("no service address in the token", _serviceUrl, sent => sent.Claim(token => token.Claims.Clear())),
        new("two service addresses in the token", _serviceUrl, sent => sent.Sign(claims: sent.ClaimsWith("serviceurl", new JsonArray(Address(sent), "https://smba.trafficmanager.net/teams/")))),
        new("two service addresses in the token, by names of different case", _serviceUrl, sent => sent.Sign(claims: sent.ClaimsWith("serviceUrl", "https://smba.trafficmanager.net/teams/"))),
        new("a service address with another host than the token's", _serviceUrl, sent => sent.Activity["serviceUrl"] = Address(sent).Replace("127.0.0.1", "localhost", StringComparison.Ordinal)),
        new("a service address with another scheme than the token's", _serviceUrl, sent => sent.Activity["serviceUrl"] = Address(sent).Replace("http:", "https:", StringComparison.Ordinal)),
        new("a service address with another port than the token's", _serviceUrl, sent => sent.Activity["serviceUrl"] = "http://127.0.0.1:9/teams/"),
        new("a service address with another path than the token's", _serviceUrl, sent => sent.Activity["serviceUrl"] = $"{Address(sent)}elsewhere/"),
        new("another host", _host, sent => sent.CallBack("https://evil.example/teams/")),
        new("a Teams host as the beginning of another", _host, sent => sent.CallBack("https://smba.trafficmanager.net.evil.example/teams/")),
        new("a Teams host as the end of another", _host, sent => sent.CallBack("https://evilsmba.trafficmanager.net/teams/")),
        new("a host below a Teams host", _host, sent => sent.CallBack("https://evil.smba.trafficmanager.net/teams/")),
        new("a neighbour of a Teams host", _host, sent => sent.CallBack("https://evil.trafficmanager.net/teams/")),
        new("a Teams host with a letter that looks alike", _host, sent => sent.CallBack("https://smba.tr\u0430fficmanager.net/teams/")),
        new("the same in punycode", _host, sent => sent.CallBack("https://smba.xn--trfficmanager-x1k.net/teams/")),
        new("a Teams host with a letter that folds to the same", _host, sent => sent.CallBack("https://\u017fmba.trafficmanager.net/teams/")),
        new("a Teams host with a dot at its end", _host, sent => sent.CallBack("https://smba.trafficmanager.net./teams/")),
        new("a Teams host as the user of another", _host, sent => sent.CallBack("https://smba.trafficmanager.net@evil.example/teams/")),
        new("a Teams host with a user", _host, sent => sent.CallBack("https://evil@smba.trafficmanager.net/teams/")),
        new("a Teams host behind a backslash", _host, sent => sent.CallBack("https://evil.example\\@smba.trafficmanager.net/teams/")),
        new("a Teams host before a backslash", _host, sent => sent.CallBack("https://smba.trafficmanager.net\\@evil.example/teams/")),
        new("a Teams host on another port", _host, sent => sent.CallBack("https://smba.trafficmanager.net:8443/teams/")),
        new("a Teams host without https", _host, sent => sent.CallBack("http://smba.trafficmanager.net/teams/")),
        new("a Teams host with a query", _host, sent => sent.CallBack("https://smba.trafficmanager.net/teams/?to=evil.example")),
        new("a number for a host", _host, sent => sent.CallBack("https://192.0.2.1/teams/")),
        new("no host", _host, sent => sent.CallBack("/teams/")),

        new("another bot as the recipient", _recipient, sent => sent.Activity["recipient"] = new JsonObject { ["id"] = "28:another-bot" }),
        new("ourselves as the recipient, without the prefix of a bot", _recipient, sent => sent.Activity["recipient"] = new JsonObject { ["id"] = Practice.MadeUpSchool.AppId }),
        new("another channel", _channel, sent => sent.Activity["channelId"] = "webchat"),
        new("a channel in capitals", _channel, sent => sent.Activity["channelId"] = "MSTEAMS"),
        new("no channel", _channel, sent => sent.Activity.Remove("channelId")),
        new("another tenant in both places", _tenant, sent => (sent.Activity["conversation"]!["tenantId"], sent.Activity["channelData"]!["tenant"]!["id"]) = ("another", "another")),
        new("another tenant in the conversation", _tenant, sent => sent.Activity["conversation"]!["tenantId"] = "another"),
        new("another tenant in the channel's data", _tenant, sent => sent.Activity["channelData"]!["tenant"]!["id"] = "another"),
        new("no tenant", _tenant, sent => (sent.Activity["conversation"]!["tenantId"], sent.Activity["channelData"]) = (null, null)),

        new("an empty body", _notAnActivity, sent => sent.Body = []),
        new("a list for a body", _notAnActivity, sent => sent.Body = Encoding.UTF8.GetBytes($"[{sent.Activity.ToJsonString()}]")),
        new("a number for a body", _notAnActivity, sent => sent.Body = "42"u8.ToArray()),
        new("a body that is cut off", _notAnActivity, sent => sent.Body = Json(sent)[..^1]),
        new("a body with something after it", _notAnActivity, sent => sent.Body = [.. Json(sent), .. "{}"u8]),
        new("a body that says a thing twice", _notAnActivity, sent => sent.Body = [.. "{\"from\":{\"id\":\"29:lead\"},"u8, .. Json(sent)[1..]]),
        new("a body that says a thing twice further in", _notAnActivity, sent => sent.Body = [.. "{\"value\":{\"a\":1,\"a\":2},"u8, .. Json(sent)[1..]]),
        new("a body that is nested deeply", _notAnActivity, sent => sent.Activity["value"] = Deep(60)),
        new("a body that is not UTF-8", _notAnActivity, sent => sent.Body = [.. "{\"name\":\""u8, 0xff, .. "\","u8, .. Json(sent)[1..]]),
        new("a body that is not UTF-8 where nobody reads", _notAnActivity, sent => sent.Body = [.. "{\"entities\":\""u8, 0xff, .. "\","u8, .. Json(sent)[1..]]),
        new("a body in UTF-16", _notAnActivity, sent => sent.Body = Encoding.Unicode.GetBytes(sent.Activity.ToJsonString())),
        new("a body that is compressed", _notAnActivity, sent =>
        {
            sent.Headers.Add("Content-Encoding: gzip");
            sent.Body = Gzip(Json(sent));
        }),
        new("a body of more than 256 KB, as it says", _tooLarge, sent => sent.Length = (256 * 1024) + 1),
        new("a body of more than 256 KB, in chunks", _tooLarge, sent =>
        {
            sent.IsChunked = true;
            sent.Activity["text"] = new string('h', 256 * 1024);
        }),

        new("GET", _method, sent => sent.Method = "GET"),
        new("HEAD", _method, sent => sent.Method = "HEAD"),
        new("PUT", _method, sent => sent.Method = "PUT"),
        new("DELETE", _method, sent => sent.Method = "DELETE"),
    ];

    private static DateTime Now(SecurityTokenDescriptor token) => token.IssuedAt!.Value;

    private static string Address(Attempt sent) => sent.Activity["serviceUrl"]!.GetValue<string>();

    private static byte[] Json(Attempt sent) => Encoding.UTF8.GetBytes(sent.Activity.ToJsonString());

    private static string Without(JsonObject part, string name)
    {
        part.Remove(name);

        return part.ToJsonString();
    }

    private static JsonObject Deep(int levels) => Enumerable.Range(0, levels).Aggregate(new JsonObject(), (inner, _) => new JsonObject { ["deep"] = inner });

    private static string Flipped(string signature)
    {
        var bytes = Base64UrlEncoder.DecodeBytes(signature);
        bytes[^1] ^= 1;

        return Base64UrlEncoder.Encode(bytes);
    }

    private static string SignatureOfAnother(Attempt sent)
    {
        var own = sent.Token;
        sent.Sign(claims: sent.ClaimsWith("nbf", 0));
        var signature = sent.Token.Split('.')[2];
        sent.Token = own;

        return signature;
    }

    private static void Hs256(Attempt sent, string algorithm, byte[] secret)
    {
        var signed = $"{Base64UrlEncoder.Encode(sent.HeaderWith("alg", algorithm))}.{sent.Token.Split('.')[1]}";
        sent.Token = $"{signed}.{Base64UrlEncoder.Encode(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(signed)))}";
    }

    private static void Encrypted(Attempt sent) => sent.Claim(token =>
        token.EncryptingCredentials = new EncryptingCredentials(token.SigningCredentials.Key, SecurityAlgorithms.RsaOAEP, SecurityAlgorithms.Aes256CbcHmacSha512));

    /// <summary>The header of a token that names a key of theirs, and says where it may be had.</summary>
    private static string Under(Attempt sent, string name, string address)
    {
        var header = sent.TokenHeader;
        (header["kid"], header[name]) = ("theirs", address);

        return header.ToJsonString();
    }

    private static JsonObject Jwk()
    {
        var key = _theirs.ExportParameters(includePrivateParameters: false);

        return new JsonObject { ["kty"] = "RSA", ["n"] = Base64UrlEncoder.Encode(key.Modulus!), ["e"] = Base64UrlEncoder.Encode(key.Exponent!) };
    }

    private static string Certificate()
    {
        var request = new CertificateRequest("CN=theirs", _theirs, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));

        return Convert.ToBase64String(certificate.RawData);
    }

    private static byte[] Gzip(byte[] body)
    {
        using var compressed = new MemoryStream();

        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
        {
            gzip.Write(body);
        }

        return compressed.ToArray();
    }
}
