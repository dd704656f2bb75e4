using System.Runtime.InteropServices;

namespace CseBot.Concerns;

/// <summary>How often something was so, as it may be shown: a number, or the numbers between which it lies.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Count(int Least, int Most)
{
    /// <summary>The smallest number, apart from none, that is shown as it is.</summary>
    public const int Smallest = 5;

    public static Count None { get; }

    /// <summary>It is 1 to 4, and nobody is told which.</summary>
    public static Count Few { get; } = new(1, Smallest - 1);

    public bool IsExact => Least == Most;

    public static Count operator +(Count one, Count other) => new(one.Least + other.Least, one.Most + other.Most);

    public static Count Add(Count one, Count other) => one + other;

    /// <summary>A number that nothing else follows from, and that follows from nothing else.</summary>
    public static Count Of(int number) => number is 0 or >= Smallest ? new(number, number) : Few;

    /// <summary>A part of a whole that is shown too. Where all but 1 to 4 are in the part, or the whole is a range, it is shown as a range: those who are not in it are as few.</summary>
    public static Count Of(int number, Count whole) => number < Smallest || number <= whole.Least - Smallest
        ? Of(number)
        : new(Math.Max(Smallest, whole.Least - Smallest + 1), whole.Most);
}
