using CseBot.Concerns;
using CseBot.Storage;
using CseBot.Tests.Support;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.AspNetCore.DataProtection;

namespace CseBot.Tests.Storage;

public sealed class AuditChainTests
{
    private static readonly AuditChain _chain = new(new Protection(new EphemeralDataProtectionProvider()));

    [Fact]
    public void A_chain_that_nobody_touched_is_whole()
    {
        var (concern, links) = Chain(6);

        Assert.Null(AuditChain.FirstBroken(concern, links));
    }

    [Fact]
    public void Any_change_behind_the_programs_back_is_found()
    {
        var edits = from length in Gen.Choose(2, 12)
                    from at in Gen.Choose(0, length - 1)
                    from how in Gen.Choose(0, 8)
                    select (length, at, how);

        Prop.ForAll(edits.ToArbitrary(), edit =>
        {
            var (concern, whole) = Chain(edit.length);
            var links = whole.ToList();
            var link = links[edit.at];

            switch (edit.how)
            {
                case 0: links.RemoveAt(edit.at); break;
                case 1: links.Insert(edit.at, link); break;
                case 2: (links[edit.at], links[(edit.at + 1) % links.Count]) = (links[(edit.at + 1) % links.Count], link); break;
                case 3: links[edit.at] = With(link, kind: "Decidedly"); break;
                case 4: links[edit.at] = With(link, at: link.At.AddTicks(1)); break;
                case 5: links[edit.at] = With(link, detail: Chain(2).Links[1].Detail); break;
                case 6: links[edit.at] = With(link, digest: [.. link.Digest.Select(part => (byte)~part)]); break;
                case 7: links.RemoveRange(edit.at, links.Count - edit.at); break;
                default: concern.ChainHead = [.. concern.ChainHead.Select(part => (byte)~part)]; break;
            }

            Assert.Contains(_chain.Faults(concern, links), fault => fault.How != ChainFaultKind.RowDiffers || edit.how == 8);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void An_erased_detail_leaves_the_chain_whole()
    {
        var (concern, links) = Chain(3);

        Assert.Null(AuditChain.FirstBroken(concern, [links[0], Erased(links[1]), links[2]]));
    }

    [Fact]
    public void The_same_detail_never_has_the_same_digest_so_it_cannot_be_guessed()
    {
        var (_, links) = Chain(8);

        Assert.Equal(8, links.Select(link => Convert.ToHexString(link.Digest)).Distinct().Count());
    }

    private static (ConcernRow Concern, IReadOnlyList<EventRow> Links) Chain(int length)
    {
        var concern = new ConcernRow { Reference = "SC-2026-CCCCC", Draft = Guid.NewGuid(), School = "rowan", ChainHead = AuditChain.Start };
        var links = Enumerable.Range(1, length).Select(_ => _chain.Next(concern, new LeadAlerted(TestApp.Monday, "lee", 1))).ToArray();

        return (concern, links);
    }

    private static EventRow Erased(EventRow link) => new()
    {
        Reference = link.Reference, Number = link.Number, Kind = link.Kind, At = link.At, Detail = null, Digest = link.Digest, Hash = link.Hash,
    };

    private static EventRow With(EventRow link, string? kind = null, DateTimeOffset? at = null, byte[]? detail = null, byte[]? digest = null) => new()
    {
        Reference = link.Reference,
        Number = link.Number,
        Kind = kind ?? link.Kind,
        At = at ?? link.At,
        Detail = detail ?? link.Detail,
        Digest = digest ?? link.Digest,
        Hash = link.Hash,
    };
}
