using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace CseBot.Tests.Support;

/// <summary>A picture as its pixels; of PNG, only what a browser writes: eight bits a channel, not interlaced.</summary>
internal sealed record Png(int Width, int Height, IReadOnlyList<Pixel> Pixels)
{
    private const int SignatureLength = 8;
    private const int ChunkFrame = 12;

    public static Png Read(byte[] file)
    {
        var chunks = Chunks(file).ToArray();
        var header = chunks.Single(chunk => chunk.Type == "IHDR").Data;
        var (width, height) = (BinaryPrimitives.ReadInt32BigEndian(header), BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(4)));
        var channels = (header[8], header[9], header[12]) switch
        {
            (8, 2, 0) => 3,
            (8, 6, 0) => 4,
            var other => throw new NotSupportedException($"A PNG of the kind {other} is not read here."),
        };

        using var packed = new MemoryStream([.. chunks.Where(chunk => chunk.Type == "IDAT").SelectMany(chunk => chunk.Data)]);
        using var lines = new ZLibStream(packed, CompressionMode.Decompress);
        var pixels = new List<Pixel>(width * height);
        var above = new byte[width * channels];

        for (var y = 0; y < height; y++)
        {
            var filter = lines.ReadByte();
            var line = new byte[width * channels];
            lines.ReadExactly(line);
            Unfilter(filter, line, above, channels);
            pixels.AddRange(line.Chunk(channels).Select(pixel => new Pixel(pixel[0], pixel[1], pixel[2], channels == 4 ? pixel[3] : byte.MaxValue)));
            above = line;
        }

        return new Png(width, height, pixels);
    }

    private static IEnumerable<(string Type, byte[] Data)> Chunks(byte[] file)
    {
        for (var at = SignatureLength; at < file.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            yield return (Encoding.ASCII.GetString(file, at + 4, 4), file[(at + 8)..(at + 8 + length)]);
            at += length + ChunkFrame;
        }
    }

    private static void Unfilter(int filter, byte[] line, byte[] above, int channels)
    {
        for (var i = 0; i < line.Length; i++)
        {
            var (left, up, corner) = i < channels ? (0, above[i], 0) : (line[i - channels], above[i], above[i - channels]);

            line[i] += (byte)(filter switch
            {
                0 => 0,
                1 => left,
                2 => up,
                3 => (left + up) / 2,
                4 => Nearest(left, up, corner),
                _ => throw new NotSupportedException($"There is no filter {filter}."),
            });
        }
    }

    /// <summary>Of the three neighbours, the one nearest to what they foretell together (Paeth).</summary>
    private static int Nearest(int left, int up, int corner)
    {
        var foretold = left + up - corner;

        return new[] { left, up, corner }.MinBy(neighbour => Math.Abs(foretold - neighbour));
    }
}

internal sealed record Pixel(byte Red, byte Green, byte Blue, byte Alpha);
