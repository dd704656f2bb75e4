using System.Text.RegularExpressions;
using CseBot.Dialogs;

namespace CseBot.Tests.House;

public sealed partial class Words
{
    private static readonly string[] _spoken = [.. Source.Files("src", "CseBot").Append(Source.PathTo("src", "CseBot.Dialogs", "Moments.cs")).Select(File.ReadAllText)];

    [Fact]
    public void Every_sentence_is_said_somewhere()
    {
        var code = string.Concat(_spoken);
        var said = Saying().Matches(code).Select(match => match.Groups["key"].Value).ToHashSet(StringComparer.Ordinal);
        var prefixes = said.Where(key => key.Contains('{', StringComparison.Ordinal)).Select(key => key[..key.IndexOf('{', StringComparison.Ordinal)]).Where(prefix => prefix.Length > 0).ToArray();

        Assert.All(Wording.Load().Keys, key => Assert.True(
            code.Contains($"\"{key}\"", StringComparison.Ordinal) || prefixes.Any(prefix => key.StartsWith(prefix, StringComparison.Ordinal)), key));
    }

    [Fact]
    public void Every_sentence_that_is_said_exists()
    {
        var keys = Wording.Load().Keys;
        var said = _spoken.SelectMany(code => Saying().Matches(code)).Select(match => match.Groups["key"].Value).Where(key => !key.Contains('{', StringComparison.Ordinal));

        Assert.All(said, key => Assert.Contains(key, keys));
    }

    [Fact]
    public void No_sentence_that_a_person_reads_in_Teams_is_in_code()
    {
        var sentences = from file in Source.Files("src", "CseBot").Concat(Source.Files("src", "CseBot.Dialogs"))
                        where !file.Contains($"{Path.DirectorySeparatorChar}Operations{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
                            && !Path.GetFileName(file).StartsWith("Guidance", StringComparison.Ordinal)
                            && Path.GetFileName(file) != "QuestionBank.cs"
                        from line in File.ReadLines(file)
                        let code = line.TrimStart()
                        where !code.StartsWith("//", StringComparison.Ordinal)
                            && !code.StartsWith("[LoggerMessage", StringComparison.Ordinal)
                            && !line.Contains("Exception(", StringComparison.Ordinal)
                            && !line.Contains("Fault(", StringComparison.Ordinal)
                        from Match text in Sentence().Matches(line)
                        select $"{Path.GetFileName(file)}: {text.Value}";

        Assert.Empty(sentences);
    }

    [Theory]
    [InlineData("low risk")]
    [InlineData("user")]
    [InlineData("ticket")]
    [InlineData("incident")]
    [InlineData("promiscuous")]
    [InlineData("put themselves at risk")]
    public void Words_that_nobody_should_use_are_not_used(string word) => Assert.All(
        Directory.EnumerateFiles(Path.Combine(Source.Root, "src", "CseBot.Dialogs", "Wording"), "*.json", SearchOption.AllDirectories),
        file => Assert.DoesNotMatch($@"(?i)\b{word}\b", File.ReadAllText(file)));

    [GeneratedRegex("(?:Say|Fact|CardData\\.Section)\\(\\s*(?:words\\.Say\\()?\\$?\"(?<key>[a-z][^\"]*)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Saying();

    [GeneratedRegex("\"[A-Z][a-z']+ [a-z' ]+[a-z][^\"]{8,}\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Sentence();
}
