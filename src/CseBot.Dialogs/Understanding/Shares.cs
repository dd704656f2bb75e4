namespace CseBot.Dialogs;

/// <summary>Turns scores into shares between 0 and 1.</summary>
internal static class Shares
{
    /// <summary>One of the labels is right: the shares add up to 1.</summary>
    public static void OneOf(Span<float> scores)
    {
        var (most, sum) = (float.MinValue, 0f);

        foreach (var score in scores)
        {
            most = MathF.Max(most, score);
        }

        for (var at = 0; at < scores.Length; at++)
        {
            scores[at] = MathF.Exp(scores[at] - most);
            sum += scores[at];
        }

        for (var at = 0; at < scores.Length; at++)
        {
            scores[at] /= sum;
        }
    }

    /// <summary>Each label is right or not, whatever the others are.</summary>
    public static void Each(Span<float> scores)
    {
        for (var at = 0; at < scores.Length; at++)
        {
            scores[at] = 1 / (1 + MathF.Exp(-scores[at]));
        }
    }
}
