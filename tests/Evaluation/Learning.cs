using System.Numerics;
using CseBot.Dialogs;

namespace CseBot.Evaluation;

/// <summary>What is right about one example.</summary>
/// <param name="Text">Its features, weighed.</param>
/// <param name="Right">For every head the share of each label that is right; nothing where nobody said.</param>
internal sealed record Lesson(List<Known> Text, IReadOnlyList<float[]?> Right);

/// <summary>Trains a reader by stochastic gradient descent (AdaGrad, one rate for each feature), the same in every run.</summary>
/// <param name="seed">Where it begins: readers who begin elsewhere make other mistakes, and are right together more often.</param>
/// <param name="dropped">The share of features that is left out of an example at each turn, so that no single word is relied on.</param>
internal sealed class Learning(IReadOnlyList<Head> heads, int rows, int width, int seed, float dropped)
{
    private const int Turns = 8;
    private const float Rate = 0.5f;
    private const float RateOfLabels = 0.25f;
    private const int Steps = 7;

    private readonly float[] _meaning = new float[rows * width];
    private readonly float[] _moved = new float[rows];
    private readonly float[][] _labels = [.. heads.Select(head => new float[head.Labels.Count * (width + 1)])];
    private readonly float[][] _labelsMoved = [.. heads.Select(head => new float[head.Labels.Count * 2])];

    /// <summary>The features that occur in so many texts and more, and how rare each is; nobody reads them yet.</summary>
    public static Learned Features(IReadOnlyList<List<Feature>> texts, int fewest, byte[] from)
    {
        var counts = new Dictionary<ulong, int>();

        foreach (var id in texts.SelectMany(text => text.Select(feature => feature.Id).Distinct()))
        {
            counts[id] = counts.GetValueOrDefault(id) + 1;
        }

        ulong[] ids = [0, .. counts.Where(pair => pair.Value >= fewest).Select(pair => pair.Key).Order()];
        Half[] rarity = [(Half)1, .. ids.Skip(1).Select(id => (Half)MathF.Log((texts.Count + 1f) / (counts[id] + 0.5f)))];

        return new Learned(from, ids, rarity, [], []);
    }

    public Reader Learn(IReadOnlyList<Lesson> lessons, Action<int> progress)
    {
        var random = new Random(seed);
        Begin(random);
        var order = Enumerable.Range(0, lessons.Count).ToArray();
        var (meaning, wrong, seen) = (new float[width], new float[width], new List<Known>());

        for (var turn = 0; turn < Turns; turn++)
        {
            random.Shuffle(order);
            var slower = 1 - ((float)turn / Turns);

            foreach (var at in order)
            {
                seen.Clear();
                seen.AddRange(lessons[at].Text.Where(one => one.Row == 0 || random.NextSingle() >= dropped));
                Read(seen, meaning);
                Array.Clear(wrong);

                for (var head = 0; head < heads.Count; head++)
                {
                    if (lessons[at].Right[head] is { } right)
                    {
                        Correct(head, right, meaning, wrong, slower);
                    }
                }

                Correct(seen, meaning, wrong, slower);
            }

            progress(turn + 1);
        }

        return Packed();
    }

    private void Begin(Random random)
    {
        for (var at = 0; at < _meaning.Length; at++)
        {
            _meaning[at] = (random.NextSingle() - 0.5f) * 0.1f;
        }

        foreach (var labels in _labels)
        {
            for (var at = 0; at < labels.Length; at++)
            {
                labels[at] = at % (width + 1) == width ? 0 : (random.NextSingle() - 0.5f) * 2 / MathF.Sqrt(width);
            }
        }
    }

    private void Read(List<Known> seen, float[] meaning)
    {
        Array.Clear(meaning);

        foreach (var (row, _, _, _, value) in seen)
        {
            Add(value, _meaning.AsSpan(row * width, width), meaning);
        }

        for (var at = 0; at < width; at++)
        {
            meaning[at] = MathF.Tanh(meaning[at]);
        }
    }

    /// <summary>Corrects what a head's labels look for, and adds up what is wrong about the meaning.</summary>
    private void Correct(int head, float[] right, float[] meaning, float[] wrong, float slower)
    {
        var (labels, moved) = (_labels[head], _labelsMoved[head]);
        Span<float> scores = stackalloc float[right.Length];
        var much = Dot(meaning, meaning) / width;

        for (var label = 0; label < right.Length; label++)
        {
            scores[label] = labels[(label * (width + 1)) + width] + Dot(labels.AsSpan(label * (width + 1), width), meaning);
        }

        if (heads[head].IsOneOf)
        {
            Shares.OneOf(scores);
        }
        else
        {
            Shares.Each(scores);
        }

        for (var label = 0; label < right.Length; label++)
        {
            var off = scores[label] - right[label];

            if (MathF.Abs(off) < 1e-5f)
            {
                continue;
            }

            var wanted = labels.AsSpan(label * (width + 1), width);
            Add(off, wanted, wrong);
            moved[2 * label] += off * off * much;
            moved[(2 * label) + 1] += off * off;
            Add(-RateOfLabels * Rate * slower * off / MathF.Sqrt(moved[2 * label] + 1e-2f), meaning, wanted);
            labels[(label * (width + 1)) + width] -= RateOfLabels * Rate * slower * off / MathF.Sqrt(moved[(2 * label) + 1] + 1e-2f);
        }
    }

    private void Correct(List<Known> seen, float[] meaning, float[] wrong, float slower)
    {
        for (var at = 0; at < width; at++)
        {
            wrong[at] *= 1 - (meaning[at] * meaning[at]);
        }

        var much = Dot(wrong, wrong);

        foreach (var (row, _, _, _, value) in seen)
        {
            _moved[row] += value * value * much;
            Add(-Rate * slower * value / MathF.Sqrt(_moved[row] + 1e-3f), wrong, _meaning.AsSpan(row * width, width));
        }
    }

    private static void Add(float times, ReadOnlySpan<float> from, Span<float> to)
    {
        var factor = new Vector<float>(times);

        for (var at = 0; at < to.Length; at += Vector<float>.Count)
        {
            (new Vector<float>(to[at..]) + (factor * new Vector<float>(from[at..]))).CopyTo(to[at..]);
        }
    }

    private static float Dot(ReadOnlySpan<float> one, ReadOnlySpan<float> other)
    {
        var sum = Vector<float>.Zero;

        for (var at = 0; at < one.Length; at += Vector<float>.Count)
        {
            sum += new Vector<float>(one[at..]) * new Vector<float>(other[at..]);
        }

        return Vector.Sum(sum);
    }

    private static int Rounded(float value, Half step) => step == (Half)0 ? 0 : (int)Math.Clamp(MathF.Round(value / (float)step), -Steps, Steps);

    private Reader Packed()
    {
        var half = width / 2;
        var steps = new sbyte[rows * half];
        var step = new Half[rows];

        for (var row = 0; row < rows; row++)
        {
            var of = _meaning.AsSpan(row * width, width);
            var most = 0f;

            foreach (var value in of)
            {
                most = MathF.Max(most, MathF.Abs(value));
            }

            step[row] = (Half)(most / Steps);

            for (var at = 0; at < half; at++)
            {
                steps[(row * half) + at] = Reader.Together(Rounded(of[at], step[row]), Rounded(of[half + at], step[row]));
            }
        }

        return new Reader(width, steps, step, _labels);
    }
}
