using CseBot.Dialogs;

namespace CseBot.Evaluation;

/// <summary>Makes what the bot knows from examples.</summary>
internal static class Teacher
{
    private const int FewestTexts = 3;
    private const int Width = 128;

    /// <summary>What each reader leaves out while it learns.</summary>
    private static readonly float[] _dropped = [0.3f, 0.2f, 0.15f];

    /// <param name="lines">The examples to learn from: all of them, or those of some voices, to measure on the others.</param>
    public static Learned Teach(Examples examples, IReadOnlyList<Example> lines, Action<string> progress)
    {
        progress("reading");
        Head[] heads =
        [
            new(GuidanceMatcher.EntriesHead, [.. examples.EntryIds, GuidanceMatcher.None], IsOneOf: true),
            new(GuidanceMatcher.RoutesHead, [GuidanceMatcher.Calm, "emergency", "disclosure", "staff-allegation", "own-distress"], IsOneOf: true),
            new(SignFinder.SignsHead, [.. examples.SignIds], IsOneOf: false),
        ];
        var features = Features.Ours;
        List<Feature>[] texts = [.. lines.AsParallel().AsOrdered().Select(line => features.In(Token.In(line.Text)))];
        var known = Learning.Features(texts, FewestTexts, examples.Digest);
        Lesson[] lessons = [.. texts.AsParallel().AsOrdered().Select((text, at) => new Lesson(known.Weigh(text), Right(heads, lines[at])))];

        return known.With(heads, [.. _dropped.AsParallel().AsOrdered().Select((dropped, at) =>
            new Learning(heads, known.Rows, Width, seed: at + 1, dropped).Learn(lessons, turn => progress($"reader {at + 1}, turn {turn}")))]);
    }

    private static float[]?[] Right(Head[] heads, Example line) =>
    [
        line.Entries is { } entries ? OneOf(heads[0].Labels, entries.Count == 0 ? [GuidanceMatcher.None] : entries) : null,
        line.Route is { } route ? OneOf(heads[1].Labels, [route]) : null,
        line.Signs is { } signs ? [.. heads[2].Labels.Select(id => signs.Contains(id) ? 1f : 0f)] : null,
    ];

    /// <summary>The first of what is right counts for most of it.</summary>
    private static float[] OneOf(IReadOnlyList<string> labels, IReadOnlyList<string> right)
    {
        var share = new float[labels.Count];
        var first = right.Count switch { 1 => 1f, 2 => 0.65f, _ => 0.5f };

        for (var at = 0; at < right.Count; at++)
        {
            share[labels.ToList().IndexOf(right[at])] += at == 0 ? first : (1 - first) / (right.Count - 1);
        }

        return share;
    }
}
