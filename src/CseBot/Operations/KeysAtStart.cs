using System.Security.Cryptography;
using System.Xml.Linq;
using CseBot.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;

namespace CseBot.Operations;

/// <summary>Before anybody is served: everything that was ever encrypted here can be read, or the program does not start.</summary>
/// <remarks>Left alone, Data Protection makes a new key when it cannot read the old ones, and nobody would know until an old concern is opened.</remarks>
internal sealed class KeysAtStart(IDbContextFactory<CseBotDb> databases, IKeyManager keys, IDataProtectionProvider protection)
{
    /// <exception cref="ConfigurationFault">Something that was encrypted cannot be read.</exception>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);

        // Nodes that start at once would each make a first key, and hold on to a ring without the other's.
        await using var alone = await db.AloneAsync(cancellationToken);
        var ring = keys.GetAllKeys();

        if (ring.Count > 0)
        {
            await CheckAsync(db, ring, cancellationToken);
        }
        else if (await db.Events.AnyAsync(cancellationToken))
        {
            throw new ConfigurationFault(["The database holds concerns and no keys to read them with: restore it whole from a backup, with its table RingKeys."]);
        }
        else
        {
            protection.CreateProtector("CseBot.FirstKey").Protect([]);
        }
    }

    private static async Task CheckAsync(CseBotDb db, IReadOnlyCollection<IKey> ring, CancellationToken cancellationToken)
    {
        var unreadable = ring.Where(key => !CanBeRead(key)).Select(key => key.KeyId).ToHashSet();

        if (unreadable.Count == 0)
        {
            return;
        }

        var stored = await db.RingKeys.AsNoTracking().Select(key => key.Xml).ToListAsync(cancellationToken);
        var thumbprints = stored.Select(XElement.Parse)
            .Where(key => (Guid?)key.Attribute("id") is { } id && unreadable.Contains(id))
            .SelectMany(KeyRing.OpenedBy)
            .Distinct(StringComparer.Ordinal);

        throw new ConfigurationFault(
        [
            $"DataProtection:Certificate: give the certificate with the thumbprint {string.Join(" and ", thumbprints)}: the keys in this database are protected by it, and without it nothing that was written can be read.",
        ]);
    }

    private static bool CanBeRead(IKey key)
    {
        try
        {
            return key.CreateEncryptor() is not null;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
