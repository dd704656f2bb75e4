namespace CseBot.Dialogs;

/// <summary>FNV-1a over text and numbers: the same on every machine and in every run, as what was learned has to be.</summary>
internal static class Hash
{
    public const ulong Seed = 14695981039346656037;

    private const ulong Prime = 1099511628211;

    public static ulong Add(ulong hash, ReadOnlySpan<char> text)
    {
        foreach (var letter in text)
        {
            hash = (hash ^ letter) * Prime;
        }

        return (hash ^ 0x1F) * Prime;
    }

    public static ulong Add(ulong hash, int number) => (((hash ^ (uint)number) * Prime) ^ 0x1E) * Prime;
}
