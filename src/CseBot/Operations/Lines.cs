namespace CseBot.Operations;

/// <summary>A line that was given, or else each line of standard input.</summary>
internal static class Lines
{
    public static async Task<int> EachAsync(string? given, TextReader input, Func<string, Task> answer)
    {
        if (given is not null)
        {
            await answer(given);
            return 0;
        }

        while (await input.ReadLineAsync() is { } line)
        {
            await answer(line);
        }

        return 0;
    }
}
