using System.Numerics;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;

namespace CseBot.Dialogs;

/// <summary>One of the questions that a text is read for, such as which entry answers it.</summary>
/// <param name="Labels">What it chooses between.</param>
/// <param name="IsOneOf">Whether exactly one label is right, or any number of them.</param>
internal sealed record Head(string Name, IReadOnlyList<string> Labels, bool IsOneOf);

/// <summary>
/// One reader: a small network. What a text's features mean together is <see cref="Width"/> numbers, from which every head's labels are read.
/// </summary>
/// <param name="Meaning">For every row in turn its share in the meaning, as steps from -7 to 7, two to a byte: the first half of the row in the low bits, the second in the high ones.</param>
/// <param name="Step">For every row what a step is worth.</param>
/// <param name="Labels">For every head, for every label in turn, the meaning that it looks for, and last how common it is.</param>
internal sealed record Reader(int Width, sbyte[] Meaning, Half[] Step, IReadOnlyList<float[]> Labels)
{
    public int Half => Width / 2;

    public ReadOnlySpan<sbyte> Row(int row) => Meaning.AsSpan(row * Half, Half);

    public static sbyte Together(int low, int high) => (sbyte)((low & 0xF) | (high << 4));
}

/// <summary>
/// What the bot learned from the examples under <c>Guidance/examples</c>. It is made by <c>tests/Evaluation</c>, read from
/// <c>Guidance/learned.bin</c>, and gives the same answer to the same text in every run.
/// </summary>
internal sealed class Learned
{
    private const string Path = "Guidance/learned.bin";
    private const int Magic = 0x45534343;

    private static readonly Lazy<Learned> _ours = new(Load);
    private static readonly float[] _kindWeights = [1f, 0.6f, 0.8f, 0.5f, 0.4f];

    private readonly Dictionary<ulong, int> _rows;
    private readonly ulong[] _ids;
    private readonly Half[] _rarity;

    /// <param name="from">A digest of everything that it was learned from.</param>
    /// <param name="ids">The features that are known. The first row is none of them: it always counts.</param>
    /// <param name="rarity">How much each of them says.</param>
    public Learned(byte[] from, ulong[] ids, Half[] rarity, IReadOnlyList<Head> heads, IReadOnlyList<Reader> readers)
    {
        (From, _ids, _rarity, Heads, Readers) = (from, ids, rarity, heads, readers);
        _rows = new Dictionary<ulong, int>(ids.Length);

        for (var row = 1; row < ids.Length; row++)
        {
            _rows.Add(ids[row], row);
        }
    }

    /// <summary>What the bot has learned, read once.</summary>
    public static Learned Ours => _ours.Value;

    public byte[] From { get; }

    public int Rows => _ids.Length;

    public IReadOnlyList<Head> Heads { get; }

    public IReadOnlyList<Reader> Readers { get; }

    /// <summary>The same features with others who read them.</summary>
    public Learned With(IReadOnlyList<Head> heads, IReadOnlyList<Reader> readers) => new(From, _ids, _rarity, heads, readers);

    /// <exception cref="InvalidDataException">It was not learned.</exception>
    public int HeadOf(string name) => Heads.ToList().FindIndex(head => head.Name == name) is >= 0 and var head ? head : throw new InvalidDataException($"{Path} does not know '{name}'.");

    /// <summary>A text's features as the rows that are known, each with how much it says in this text.</summary>
    public List<Known> Weigh(IReadOnlyList<Feature> features)
    {
        Dictionary<int, Known> known = new(features.Count);
        Span<float> square = stackalloc float[_kindWeights.Length];

        foreach (var feature in features)
        {
            if (_rows.TryGetValue(feature.Id, out var row))
            {
                ref var one = ref CollectionsMarshal.GetValueRefOrAddDefault(known, row, out var isKnown);
                one = isKnown ? one with { Value = one.Value + 1 } : new Known(row, feature.Kind, feature.First, feature.Last, 1);
            }
        }

        List<Known> weighed = new(known.Count + 1) { new Known(0, FeatureKind.Word, -1, -1, 1) };

        foreach (var one in known.Values)
        {
            var value = (1 + MathF.Log(one.Value)) * (float)_rarity[one.Row];
            square[(int)one.Kind] += value * value;
            weighed.Add(one with { Value = value });
        }

        for (var at = 1; at < weighed.Count; at++)
        {
            var kind = (int)weighed[at].Kind;
            weighed[at] = weighed[at] with { Value = weighed[at].Value * _kindWeights[kind] / MathF.Sqrt(square[kind]) };
        }

        return weighed;
    }

    /// <summary>What the readers make of a text: its meaning to each of them.</summary>
    public IReadOnlyList<float[]> Read(IReadOnlyList<Known> weighed) => [.. Readers.Select(reader => Meaning(reader, weighed))];

    /// <summary>The share of each label of a head, as the readers see it on average.</summary>
    public float[] Shares(int head, IReadOnlyList<float[]> meanings)
    {
        var labels = Heads[head].Labels.Count;
        var shares = new float[labels];
        Span<float> scores = stackalloc float[labels];

        for (var at = 0; at < Readers.Count; at++)
        {
            Score(Readers[at], head, meanings[at], scores);

            if (Heads[head].IsOneOf)
            {
                Dialogs.Shares.OneOf(scores);
            }
            else
            {
                Dialogs.Shares.Each(scores);
            }

            for (var label = 0; label < labels; label++)
            {
                shares[label] += scores[label] / Readers.Count;
            }
        }

        return shares;
    }

    /// <summary>How much each word of a text speaks for a label.</summary>
    public float[] Worth(int head, int label, IReadOnlyList<Known> weighed, IReadOnlyList<float[]> meanings, int words)
    {
        var worth = new float[words];

        for (var at = 0; at < Readers.Count; at++)
        {
            var reader = Readers[at];
            var wanted = reader.Labels[head].AsSpan(label * (reader.Width + 1), reader.Width).ToArray();

            for (var number = 0; number < wanted.Length; number++)
            {
                wanted[number] *= 1 - (meanings[at][number] * meanings[at][number]);
            }

            foreach (var one in weighed.Where(one => one.First >= 0))
            {
                var share = one.Value * (float)reader.Step[one.Row] * Dot(reader.Row(one.Row), wanted) / (one.Last - one.First + 1);

                for (var word = one.First; word <= one.Last; word++)
                {
                    worth[word] += share;
                }
            }
        }

        return worth;
    }

    public static Learned Load()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Path)
            ?? throw new InvalidDataException($"{Path} is missing. Run: dotnet run --project tests/Evaluation -- learn");

        return Read(stream);
    }

    /// <exception cref="InvalidDataException">It was learned from other features than a text has now.</exception>
    public static Learned Read(Stream stream)
    {
        using BinaryReader reader = new(stream, Encoding.UTF8, leaveOpen: true);

        if (reader.ReadInt32() != Magic || reader.ReadInt32() != Features.Version)
        {
            throw new InvalidDataException($"{Path} was learned by another version of this program. Run: dotnet run --project tests/Evaluation -- learn");
        }

        var from = reader.ReadBytes(reader.ReadInt32());
        var ids = Many<ulong>(reader);
        var rarity = Many<Half>(reader);
        var heads = new Head[reader.ReadInt32()];

        for (var head = 0; head < heads.Length; head++)
        {
            var (name, isOneOf, labels) = (reader.ReadString(), reader.ReadBoolean(), new string[reader.ReadInt32()]);

            for (var label = 0; label < labels.Length; label++)
            {
                labels[label] = reader.ReadString();
            }

            heads[head] = new Head(name, labels, isOneOf);
        }

        var readers = new Reader[reader.ReadInt32()];

        for (var at = 0; at < readers.Length; at++)
        {
            readers[at] = new Reader(reader.ReadInt32(), Many<sbyte>(reader), Many<Half>(reader), [.. heads.Select(_ => Many<float>(reader))]);
        }

        if (!BitConverter.IsLittleEndian || readers.Any(one => one.Half % Vector<sbyte>.Count != 0 || one.Meaning.Length != ids.Length * one.Half))
        {
            throw new InvalidDataException($"{Path} cannot be read on this kind of machine, or is not whole.");
        }

        return new Learned(from, ids, rarity, heads, readers);
    }

    public void Write(Stream stream)
    {
        using BinaryWriter writer = new(stream, Encoding.UTF8, leaveOpen: true);
        writer.Write(Magic);
        writer.Write(Features.Version);
        writer.Write(From.Length);
        writer.Write(From);
        Write(writer, _ids);
        Write(writer, _rarity);
        writer.Write(Heads.Count);

        foreach (var head in Heads)
        {
            writer.Write(head.Name);
            writer.Write(head.IsOneOf);
            writer.Write(head.Labels.Count);

            foreach (var label in head.Labels)
            {
                writer.Write(label);
            }
        }

        writer.Write(Readers.Count);

        foreach (var reader in Readers)
        {
            writer.Write(reader.Width);
            Write(writer, reader.Meaning);
            Write(writer, reader.Step);

            foreach (var labels in reader.Labels)
            {
                Write(writer, labels);
            }
        }
    }

    private static float[] Meaning(Reader reader, IReadOnlyList<Known> weighed)
    {
        var meaning = new float[reader.Width];

        foreach (var (row, _, _, _, value) in weighed)
        {
            var worth = new Vector<float>(value * (float)reader.Step[row]);
            var steps = reader.Row(row);

            for (var at = 0; at < steps.Length; at += Vector<sbyte>.Count)
            {
                Vector<sbyte> both = new(steps[at..]);
                Add(worth, Vector.ShiftRightArithmetic(Vector.ShiftLeft(both, 4), 4), meaning.AsSpan(at));
                Add(worth, Vector.ShiftRightArithmetic(both, 4), meaning.AsSpan(reader.Half + at));
            }
        }

        for (var at = 0; at < meaning.Length; at++)
        {
            meaning[at] = MathF.Tanh(meaning[at]);
        }

        return meaning;
    }

    private static void Add(Vector<float> worth, Vector<sbyte> steps, Span<float> to)
    {
        Vector.Widen(steps, out var low, out var high);
        Add(worth, low, to);
        Add(worth, high, to[Vector<short>.Count..]);
    }

    private static void Add(Vector<float> worth, Vector<short> steps, Span<float> to)
    {
        Vector.Widen(steps, out var low, out var high);
        (new Vector<float>(to) + (worth * Vector.ConvertToSingle(low))).CopyTo(to);
        to = to[Vector<float>.Count..];
        (new Vector<float>(to) + (worth * Vector.ConvertToSingle(high))).CopyTo(to);
    }

    private static void Score(Reader reader, int head, float[] meaning, Span<float> scores)
    {
        var labels = reader.Labels[head].AsSpan();

        for (var label = 0; label < scores.Length; label++)
        {
            var wanted = labels.Slice(label * (reader.Width + 1), reader.Width + 1);
            scores[label] = wanted[^1];

            for (var at = 0; at < meaning.Length; at++)
            {
                scores[label] += wanted[at] * meaning[at];
            }
        }
    }

    private static float Dot(ReadOnlySpan<sbyte> steps, ReadOnlySpan<float> wanted)
    {
        var sum = 0f;

        for (var at = 0; at < steps.Length; at++)
        {
            sum += ((sbyte)(steps[at] << 4) >> 4) * wanted[at];
            sum += (steps[at] >> 4) * wanted[steps.Length + at];
        }

        return sum;
    }

    private static T[] Many<T>(BinaryReader reader)
        where T : unmanaged
    {
        var many = new T[reader.ReadInt32()];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(many.AsSpan()));

        return many;
    }

    private static void Write<T>(BinaryWriter writer, T[] many)
        where T : unmanaged
    {
        writer.Write(many.Length);
        writer.Write(MemoryMarshal.AsBytes(many.AsSpan()));
    }
}

/// <summary>A feature that is known: its row, where it was first found, and how much it says.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Known(int Row, FeatureKind Kind, int First, int Last, float Value);
