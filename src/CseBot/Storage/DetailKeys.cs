using Microsoft.AspNetCore.DataProtection.KeyManagement;

namespace CseBot.Storage;

/// <summary>Says which key it takes to read what cannot be read: one that is gone, or whose certificate is.</summary>
internal sealed class DetailKeys(IKeyManager ring)
{
    private const int IdLength = 16;

    /// <summary>What Data Protection begins everything with that it encrypts. The id of the key follows.</summary>
    private static readonly byte[] _magic = [0x09, 0xF0, 0xC9, 0xF0];

    private readonly Dictionary<Guid, bool> _known = [];

    /// <summary>The key that is missing, or <see langword="null"/> when a key is not what is wrong.</summary>
    public Guid? MissingFor(byte[] detail) =>
        detail.AsSpan().StartsWith(_magic) && detail.Length >= _magic.Length + IdLength && new Guid(detail.AsSpan(_magic.Length, IdLength)) is var id && !Opens(id) ? id : null;

    private bool Opens(Guid id)
    {
        if (!_known.TryGetValue(id, out var opens))
        {
            _known[id] = opens = ring.GetAllKeys().Any(key => key.KeyId == id && Opens(key));
        }

        return opens;
    }

    private static bool Opens(IKey key)
    {
        try
        {
            return key.CreateEncryptor() is not null;
        }
#pragma warning disable CA1031 // However it fails, the key is not to be had: the decryptors throw what they like.
        catch (Exception)
#pragma warning restore CA1031
        {
            return false;
        }
    }
}
