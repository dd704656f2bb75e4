using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CseBot.Concerns;

namespace CseBot.Storage;

/// <summary>The chain that makes a concern's history provable: each link is a hash over the one before, the clear columns, and a salted digest of the detail (design 6).</summary>
/// <remarks>The digest is of the plain detail, so keys can rotate; the salt is encrypted with it, so an erased detail cannot be guessed from its digest.</remarks>
internal sealed class AuditChain(Protection protection)
{
    private const int SaltLength = 32;

    public static byte[] Start { get; } = new byte[32];

    /// <summary>The next link of a chain whose last is <paramref name="head"/>.</summary>
    public EventRow Link(string reference, int number, byte[] head, ConcernEvent happened)
    {
        var detail = JsonSerializer.SerializeToUtf8Bytes(happened, ConcernJson.Default.ConcernEvent);
        byte[] salted = [.. RandomNumberGenerator.GetBytes(SaltLength), .. detail];
        var digest = SHA256.HashData(salted);

        return new EventRow
        {
            Reference = reference,
            Number = number,
            Kind = happened.Kind,
            At = happened.At,
            Detail = protection.Event(salted),
            Digest = digest,
            Hash = Hash(head, reference, number, happened.Kind, happened.At, digest),
        };
    }

    /// <exception cref="InvalidOperationException">The detail has been erased.</exception>
    public ConcernEvent Read(EventRow link)
    {
        var salted = protection.ReadEvent(link.Detail ?? throw new InvalidOperationException("This event has been erased."));

        return JsonSerializer.Deserialize(salted.AsSpan(SaltLength), ConcernJson.Default.ConcernEvent)!;
    }

    /// <summary>The number of the first link that is not as it was written, or <see langword="null"/> when the chain is whole.</summary>
    public int? FirstBroken(ConcernRow concern, IReadOnlyList<EventRow> links)
    {
        var head = Start;

        for (var index = 0; index < links.Count; index++)
        {
            var link = links[index];
            var hash = Hash(head, concern.Reference, index + 1, link.Kind, link.At, link.Digest);

            if (link.Number != index + 1 || !hash.AsSpan().SequenceEqual(link.Hash) || (link.Detail is not null && !HasItsDigest(link)))
            {
                return index + 1;
            }

            head = hash;
        }

        return concern.Events == links.Count && head.AsSpan().SequenceEqual(concern.ChainHead) ? null : links.Count + 1;
    }

    private bool HasItsDigest(EventRow link)
    {
        try
        {
            return SHA256.HashData(protection.ReadEvent(link.Detail!)).AsSpan().SequenceEqual(link.Digest);
        }
        catch (CryptographicException)
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
