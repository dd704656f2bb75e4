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

    /// <summary>Everything about a concern that is not as it was written; nothing when it is whole.</summary>
    /// <param name="links">All its events, by their numbers.</param>
    public IReadOnlyList<ChainFault> Faults(ConcernRow concern, IReadOnlyList<EventRow> links)
    {
        if (links.Count == 0)
        {
            return [new ChainFault(null, ChainFaultKind.NoEvents)];
        }

        ChainFault[] faults = [.. new[] { FirstBroken(concern, links) }.Concat(links.Select(DetailFault)).OfType<ChainFault>().Distinct()];

        return faults.Length > 0 || Follows(concern, links) ? faults : [new ChainFault(null, ChainFaultKind.RowDiffers)];
    }

    /// <summary>The first link that is not where or what it was, or <see langword="null"/> when the chain is whole. It needs no detail, and so no key.</summary>
    public static ChainFault? FirstBroken(ConcernRow concern, IReadOnlyList<EventRow> links)
    {
        var head = Start;

        for (var number = 1; number <= links.Count; number++)
        {
            var link = links[number - 1];

            if (link.Number != number || !Follows(head, concern.Reference, number, link))
            {
                return new ChainFault(number, link.Number switch
                {
                    _ when links.Any(other => Follows(head, concern.Reference, number, other)) => ChainFaultKind.OutOfOrder,
                    var stored when stored < number || stored > concern.Events => ChainFaultKind.Added,
                    var stored when stored > number => ChainFaultKind.Missing,
                    _ => ChainFaultKind.Changed,
                });
            }

            head = link.Hash;
        }

        return (concern.Events - links.Count) switch
        {
            > 0 => new ChainFault(links.Count + 1, ChainFaultKind.CutShort),
            < 0 => new ChainFault(concern.Events + 1, ChainFaultKind.Added),
            _ => head.AsSpan().SequenceEqual(concern.ChainHead) ? null : new ChainFault(null, ChainFaultKind.RowDiffers),
        };
    }

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
    private bool Follows(ConcernRow row, IReadOnlyList<EventRow> links)
    {
        try
        {
            var concern = Concern.From(row.Reference, [.. links.Select(Read)]);
            var raised = concern.Raised;

            return (row.Draft, row.School, row.Response, row.Route, row.RaisedAt) == (raised.Draft, raised.School, raised.Response, raised.Route, raised.At)
                && (row.IsWithheld, row.WaitsForACall, row.Status, row.DueAt) == (concern.IsWithheld, concern.WaitsForACall, concern.Status, concern.DueAt)
                && (row.Rung, row.IsPastLastRung) == (concern.Rung, concern.IsPastLastRung);
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
