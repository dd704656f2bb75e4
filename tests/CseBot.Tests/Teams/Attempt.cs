using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using CseBot.Practice.Emulators;
using CseBot.Tests.Support;
using Microsoft.IdentityModel.Tokens;

namespace CseBot.Tests.Teams;

/// <summary>A message as Teams would send it, right in every part; a forgery makes one of them wrong.</summary>
internal sealed class Attempt
{
    /// <summary>What the message says, and what may be seen nowhere.</summary>
    public const string Typed = "heliotrope";

    private readonly TeamsEmulator _teams;

    public Attempt(TeamsEmulator teams, TeamsPerson person)
    {
        _teams = teams;
        Activity = teams.Activity(person, "message", teams.NextId());
        Activity["text"] = Typed;
        Token = teams.Token();
        Headers = ["Content-Type: application/json; charset=utf-8"];
    }

    public JsonObject Activity { get; }

    public string Token { get; set; }

    /// <summary>The Authorization header in full; nothing when there is none.</summary>
    public Func<string, string?> Authorization { get; set; } = token => $"Authorization: Bearer {token}";

    public List<string> Headers { get; }

    public string Method { get; set; } = "POST";

    public string Target { get; set; } = "/api/messages";

    /// <summary>The body, where it is not the activity.</summary>
    public byte[]? Body { get; set; }

    /// <summary>The length that the body is said to have, where that is not so.</summary>
    public long? Length { get; set; }

    public bool IsChunked { get; set; }

    /// <summary>The key that the emulator signs with.</summary>
    public RsaSecurityKey Key
    {
        get
        {
            SecurityKey? key = null;
            _teams.Token(token => key = token.SigningCredentials.Key);

            return (RsaSecurityKey)key!;
        }
    }

    public JsonObject TokenHeader => JsonNode.Parse(Base64UrlEncoder.Decode(Token.Split('.')[0]))!.AsObject();

    public JsonObject Claims => JsonNode.Parse(Base64UrlEncoder.Decode(Token.Split('.')[1]))!.AsObject();

    public string WebChat => _teams.Token(token => token.SigningCredentials = _teams.WebChat);

    public RawRequest ToRequest()
    {
        var body = Method == "POST" ? Body ?? Encoding.UTF8.GetBytes(Activity.ToJsonString()) : [];
        var framing = IsChunked ? "Transfer-Encoding: chunked" : string.Create(CultureInfo.InvariantCulture, $"Content-Length: {Length ?? body.Length}");
        byte[] sent = IsChunked ? [.. Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{body.Length:x}\r\n")), .. body, .. "\r\n0\r\n\r\n"u8] : body;

        return new RawRequest(Method, Target, [.. Headers, .. new[] { Authorization(Token) }.OfType<string>(), framing], sent);
    }

    /// <summary>Has the token signed by Teams with these claims changed.</summary>
    public void Claim(Action<SecurityTokenDescriptor> change) => Token = _teams.Token(change);

    /// <summary>Has the token signed, by Teams' own key unless another is given, over these very words.</summary>
    public void Sign(string? header = null, string? claims = null, RSA? by = null)
    {
        var signed = $"{Base64UrlEncoder.Encode(header ?? TokenHeader.ToJsonString())}.{Base64UrlEncoder.Encode(claims ?? Claims.ToJsonString())}";
        var signature = (by ?? Key.Rsa).SignData(Encoding.UTF8.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        Token = $"{signed}.{Base64UrlEncoder.Encode(signature)}";
    }

    /// <summary>Changes the header of the token and leaves the rest, or signs it anew.</summary>
    public string HeaderWith(string name, JsonNode? value)
    {
        var header = TokenHeader;
        header[name] = value;

        return header.ToJsonString();
    }

    public string ClaimsWith(string name, JsonNode? value)
    {
        var claims = Claims;
        claims[name] = value;

        return claims.ToJsonString();
    }

    /// <summary>The token with one of its three parts replaced.</summary>
    public void Replace(int part, Func<string, string> with)
    {
        var parts = Token.Split('.');
        parts[part] = with(parts[part]);
        Token = string.Join('.', parts);
    }

    /// <summary>Names another service address, in the token too, so that nothing but the address itself is wrong.</summary>
    public void CallBack(string address)
    {
        Activity["serviceUrl"] = address;
        Claim(token => token.Claims["serviceurl"] = address);
    }
}
