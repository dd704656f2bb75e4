using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CseBot.Concerns;

namespace CseBot.Storage;

/// <summary>The chains that make the history of a concern, and of what was read at a school, provable: each link is a hash over the one before, the clear columns, and a salted digest of the detail (design 6).</summary>
/// <remarks>The digest is of the plain detail, so keys can rotate; the salt is encrypted with it, so an erased detail cannot be guessed from its digest.</remarks>
internal sealed class AuditChain(Protection protection)
{
    private const int SaltLength = 32;

    public static byte[] Start { get; } = new byte[32];

    /// <summary>The next link of a concern's chain. Its row counts it from now on.</summary>
    public EventRow Next(ConcernRow row, ConcernEvent happened) =>
        Next(row, happened.Kind, happened.At, JsonSerializer.SerializeToUtf8Bytes(happened, ConcernJson.Default.ConcernEvent));

    /// <summary>The next link of a school's chain. Its row counts it from now on.</summary>
    public EventRow Next(SchoolChainRow row, SchoolEvent happened) =>
        Next(row, happened.Kind, happened.At, JsonSerializer.SerializeToUtf8Bytes(happened, SchoolJson.Default.SchoolEvent));

    /// <exception cref="InvalidOperationException">The detail has been erased.</exception>
    public ConcernEvent Read(EventRow link) => JsonSerializer.Deserialize(Detail(link), ConcernJson.Default.ConcernEvent)!;

    /// <exception cref="InvalidOperationException">The detail has been erased.</exception>
    public SchoolEvent ReadOfSchool(EventRow link) => JsonSerializer.Deserialize(Detail(link), SchoolJson.Default.SchoolEvent)!;

    /// <summary>Everything about a chain that is not as it was written; nothing when it is whole.</summary>
    /// <param name="links">All its events, by their numbers.</param>
    public IReadOnlyList<ChainFault> Faults(IChainRow row, IReadOnlyList<EventRow> links)
    {
        if (links.Count == 0)
        {
            return [new ChainFault(null, ChainFaultKind.NoEvents)];
        }

        ChainFault[] faults = [.. new[] { FirstBroken(row, links) }.Concat(links.Select(DetailFault)).OfType<ChainFault>().Distinct()];

        return faults.Length > 0 || Follows(row, links) ? faults : [new ChainFault(null, ChainFaultKind.RowDiffers)];
    }

    /// <summary>The first link that is not where or what it was, or <see langword="null"/> when the chain is whole. It needs no detail, and so no key.</summary>
    public static ChainFault? FirstBroken(IChainRow row, IReadOnlyList<EventRow> links)
    {
        var head = Start;

        for (var number = 1; number <= links.Count; number++)
        {
            var link = links[number - 1];

            if (link.Number != number || !Follows(head, row.Reference, number, link))
            {
                return new ChainFault(number, link.Number switch
                {
                    _ when links.Any(other => Follows(head, row.Reference, number, other)) => ChainFaultKind.OutOfOrder,
                    var stored when stored < number || stored > row.Events => ChainFaultKind.Added,
                    var stored when stored > number => ChainFaultKind.Missing,
                    _ => ChainFaultKind.Changed,
                });
            }

            head = link.Hash;
        }

        return (row.Events - links.Count) switch
        {
            > 0 => new ChainFault(links.Count + 1, ChainFaultKind.CutShort),
            < 0 => new ChainFault(row.Events + 1, ChainFaultKind.Added),
            _ => head.AsSpan().SequenceEqual(row.ChainHead) ? null : new ChainFault(null, ChainFaultKind.RowDiffers),
        };
    }

    private EventRow Next(IChainRow row, string kind, DateTimeOffset at, byte[] detail)
    {
        byte[] salted = [.. RandomNumberGenerator.GetBytes(SaltLength), .. detail];
        var digest = SHA256.HashData(salted);
        var number = row.Events + 1;
        var link = new EventRow
        {
            Reference = row.Reference,
            Number = number,
            Kind = kind,
            At = at,
            Detail = protection.Event(salted),
            Digest = digest,
            Hash = Hash(row.Events == 0 ? Start : row.ChainHead, row.Reference, number, kind, at, digest),
        };
        (row.Events, row.ChainHead) = (number, link.Hash);

        return link;
    }

    private ReadOnlySpan<byte> Detail(EventRow link) =>
        protection.ReadEvent(link.Detail ?? throw new InvalidOperationException("This event has been erased.")).AsSpan(SaltLength);

    private static bool Follows(byte[] head, string reference, int number, EventRow link) =>
        Hash(head, reference, number, link.Kind, link.At, link.Digest).AsSpan().SequenceEqual(link.Hash);

    private ChainFault? DetailFault(EventRow link)
    {
        if (link.Detail is null)
        {
            return new ChainFault(link.Number, ChainFaultKind.Erased);
        }

        try
        {
            return SHA256.HashData(protection.ReadEvent(link.Detail)).AsSpan().SequenceEqual(link.Digest) ? null : new ChainFault(link.Number, ChainFaultKind.Changed);
        }
        catch (CryptographicException)
        {
            return new ChainFault(link.Number, ChainFaultKind.Unreadable);
        }
    }

    /// <summary>Whether the columns that the program goes by are what the events say: a ladder that was stopped in the database alone is found here.</summary>
    private bool Follows(IChainRow row, IReadOnlyList<EventRow> links)
    {
        try
        {
            return row switch
            {
                ConcernRow concern => concern.Says(Concern.From(row.Reference, [.. links.Select(Read)])),
                _ => links.All(link => ReadOfSchool(link).Kind == link.Kind),
            };
        }
        catch (Exception fault) when (fault is InvalidOperationException or JsonException or NotSupportedException)
        {
            return false;
        }
    }

    private static byte[] Hash(byte[] head, string reference, int number, string kind, DateTimeOffset at, byte[] digest)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> numbers = stackalloc byte[12];
        BinaryPrimitives.WriteInt32BigEndian(numbers, number);
        BinaryPrimitives.WriteInt64BigEndian(numbers[4..], at.UtcTicks);

        hash.AppendData(head);
        hash.AppendData(numbers);
        hash.AppendData(Encoding.UTF8.GetBytes($"{reference}\n{kind}\n"));
        hash.AppendData(digest);

        return hash.GetHashAndReset();
    }
}

/// <summary>Something that is not as it was written.</summary>
/// <param name="Event">The number of the event, unless it is about the whole concern.</param>
internal sealed record ChainFault(int? Event, ChainFaultKind How);

internal enum ChainFaultKind
{
    Changed,
    Missing,
    OutOfOrder,

    /// <summary>There are events that the program did not write.</summary>
    Added,

    /// <summary>The concern's row tells of more events than there are.</summary>
    CutShort,

    /// <summary>The detail is gone. Nothing in the program does that.</summary>
    Erased,

    /// <summary>The detail cannot be decrypted.</summary>
    Unreadable,

    /// <summary>The concern's row does not say what its events do.</summary>
    RowDiffers,
    NoEvents,

    /// <summary>There are events, and no concern that they belong to.</summary>
    NoConcern,
}
