using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace CseBot.Storage;

/// <summary>Encrypts what people wrote, under the key ring in the database (design 5).</summary>
internal sealed class Protection(IDataProtectionProvider provider)
{
    private readonly IDataProtector _drafts = provider.CreateProtector("CseBot.Drafts");
    private readonly IDataProtector _events = provider.CreateProtector("CseBot.Events");
    private readonly IDataProtector _schoolKeys = provider.CreateProtector("CseBot.SchoolKeys");
    private readonly IDataProtector _groups = provider.CreateProtector("CseBot.Groups");
    private readonly IDataProtector _carried = provider.CreateProtector("CseBot.Carried");

    public byte[] Draft<T>(T draft) => _drafts.Protect(JsonSerializer.SerializeToUtf8Bytes(draft));

    public T ReadDraft<T>(byte[] draft) => JsonSerializer.Deserialize<T>(_drafts.Unprotect(draft))!;

    public byte[] Event(ReadOnlySpan<byte> saltAndDetail) => _events.Protect(saltAndDetail.ToArray());

    public byte[] ReadEvent(byte[] detail) => _events.Unprotect(detail);

    public byte[] SchoolKey(byte[] key) => _schoolKeys.Protect(key);

    public byte[] ReadSchoolKey(byte[] key) => _schoolKeys.Unprotect(key);

    public byte[] Group<T>(T members) => _groups.Protect(JsonSerializer.SerializeToUtf8Bytes(members));

    public T ReadGroup<T>(byte[] members) => JsonSerializer.Deserialize<T>(_groups.Unprotect(members))!;

    /// <summary>Words that go out in a card's button and come back with the press: nobody else can read them, and nothing is stored here.</summary>
    public string Carry(string words) => _carried.Protect(words);

    public string? ReadCarried(string? carried)
    {
        try
        {
            return carried is null ? null : _carried.Unprotect(carried);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
