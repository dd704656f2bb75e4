using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using CseBot.Dialogs.Flows;

namespace CseBot.Dialogs;

/// <summary>The words of one option: what its button says, and what people type instead of pressing it.</summary>
public sealed record OptionWords(string Title, IReadOnlyList<string> Typed);

/// <summary>The words of one question.</summary>
/// <param name="Ask">The question.</param>
/// <param name="Help">A line under it: why it is asked, and to say only what is already known.</param>
/// <param name="Line">What its card becomes once answered. It repeats nothing of the answer.</param>
/// <param name="NotUnderstood">What is said when an answer could not be accepted.</param>
/// <param name="Label">The label of its input, where it has one.</param>
/// <param name="Button">The button that sends the input.</param>
/// <param name="Why">Why it is asked, for somebody who wants to know.</param>
public sealed record QuestionWords(
    string Ask,
    string Help,
    string Why,
    string Line,
    string NotUnderstood,
    string? Label,
    string? Button,
    IReadOnlyDictionary<string, OptionWords> Options)
{
    /// <summary>The answer that leaves a question out, where it has one.</summary>
    private static readonly string[] _waysPast = [RaiseConcern.Skip, RaiseConcern.Unknown, RaiseConcern.None];

    /// <summary>What is answered by somebody who types <c>skip</c>; nothing where the question has to be answered.</summary>
    public Answer? Skipped => _waysPast.FirstOrDefault(Options.ContainsKey) is { } past ? Answer.Chose(past) : null;

    /// <summary>Reads a typed message as an answer: a button's words count only as the whole message.</summary>
    public Answer Read(Question question, string typed)
    {
        var said = Phrase.Normal(typed);

        foreach (var option in question.Options)
        {
            if (Options.TryGetValue(option.Value, out var words) && words.Typed.Append(words.Title).Any(phrase => Phrase.Normal(phrase) == said))
            {
                return Answer.Chose(option.Value);
            }
        }

        return Answer.Wrote(typed);
    }
}

/// <summary>What stands beside a box to tick.</summary>
/// <param name="Name">A few words that name it.</param>
/// <param name="Line">One line that explains it.</param>
public sealed record TickWords(string Name, string Line);

/// <summary>Every sentence the bot says, read once from data. A missing word stops the program rather than a conversation.</summary>
public sealed class Wording
{
    private const string Folder = "Wording/en-GB/";

    private readonly FrozenDictionary<string, string> _sayings;
    private readonly FrozenDictionary<string, QuestionWords> _questions;
    private readonly FrozenDictionary<string, string> _commands;
    private readonly string[] _worries;
    private readonly OrderedDictionary<string, TickWords> _ticks;

    private Wording(
        Dictionary<string, string> sayings, Dictionary<string, QuestionWords> questions, Dictionary<string, string> commands, string[] worries, OrderedDictionary<string, TickWords> ticks)
    {
        _ticks = ticks;
        _sayings = sayings.ToFrozenDictionary(StringComparer.Ordinal);
        _questions = questions.ToFrozenDictionary(StringComparer.Ordinal);
        _commands = commands.ToFrozenDictionary(StringComparer.Ordinal);
        _worries = worries;
    }

    public IReadOnlyCollection<string> Keys => _sayings.Keys;

    /// <exception cref="InvalidDataException">A question has no words, words have no question, or a file cannot be read.</exception>
    public static Wording Load()
    {
        var sayings = Read<Dictionary<string, string>>("says.json");
        var questions = new Dictionary<string, QuestionWords>(StringComparer.Ordinal);

        foreach (var flow in AllFlows.All)
        {
            var words = Read<Dictionary<string, QuestionWords>>($"{flow.Name}.json");

            foreach (var question in flow.Questions)
            {
                if (!words.Remove(question.Name, out var asked))
                {
                    throw new InvalidDataException($"{Folder}{flow.Name}.json has no words for the step '{question.Name}'.");
                }

                if (question.Options.FirstOrDefault(option => !asked.Options.ContainsKey(option.Value)) is { } wordless)
                {
                    throw new InvalidDataException($"{Folder}{flow.Name}.json: the step '{question.Name}' has no words for '{wordless.Value}'.");
                }

                questions.Add(question.Name, asked);
            }

            if (words.Keys.FirstOrDefault() is { } stray)
            {
                throw new InvalidDataException($"{Folder}{flow.Name}.json has words for '{stray}', which is not a step.");
            }
        }

        var heard = Read<Heard>("heard.json");
        var commands = heard.Commands
            .SelectMany(command => command.Value.Select(phrase => (Phrase: Phrase.Normal(phrase), command.Key)))
            .ToDictionary(pair => pair.Phrase, pair => pair.Key, StringComparer.Ordinal);

        var frame = questions[Targeted.Asks];

        foreach (var asked in QuestionBank.Ours.Questions)
        {
            questions.Add($"{Targeted.Asks}.{asked.Id}", frame with { Ask = asked.Ask, Help = $"{asked.Help} {frame.Help}", Why = asked.Why });
        }

        return new Wording(sayings, questions, commands, [.. heard.Worries.Select(Phrase.Normal)], Read<OrderedDictionary<string, TickWords>>("ticks.json"));
    }

    public QuestionWords For(Question question) => _questions.TryGetValue(question.Id, out var own) ? own : _questions[question.Name];

    /// <summary>What can be ticked besides people, in the order it is shown.</summary>
    public IReadOnlyList<string> Tickable => _ticks.Keys;

    /// <summary>The words beside a box; nothing where there is no such box any more.</summary>
    public TickWords? Tick(string id) => _ticks.GetValueOrDefault(id);

    /// <summary>The sentence called <paramref name="key"/> with each <c>{name}</c> filled in.</summary>
    /// <exception cref="KeyNotFoundException">There is no such sentence: a fault in the program, found by a test.</exception>
    /// <exception cref="ArgumentException">A name in the sentence was not given.</exception>
    public string Say(string key, params ReadOnlySpan<(string Name, string Value)> values)
    {
        var said = new StringBuilder(_sayings.TryGetValue(key, out var saying)
            ? saying
            : throw new KeyNotFoundException($"There are no words called '{key}'."));

        foreach (var (name, value) in values)
        {
            said.Replace($"{{{name}}}", value);
        }

        return saying.Contains('{', StringComparison.Ordinal) && values.IsEmpty
            ? throw new ArgumentException($"The words called '{key}' have names that were not given.", nameof(values))
            : said.ToString();
    }

    /// <summary>The command that a whole message is, such as <c>help</c> or <c>emergency</c>; <see langword="null"/> when it is none.</summary>
    public string? Command(string typed) => _commands.GetValueOrDefault(Phrase.Normal(typed));

    /// <summary>Whether a message says outright that somebody wants to raise a concern.</summary>
    public bool SoundsWorried(string typed)
    {
        var said = Phrase.Normal(typed);

        return _worries.Any(worry => $" {said} ".Contains($" {worry} ", StringComparison.Ordinal));
    }

    private static T Read<T>(string file)
    {
        using var stream = typeof(Wording).Assembly.GetManifestResourceStream(Folder + file)
            ?? throw new InvalidDataException($"{Folder}{file} is missing.");

        try
        {
            return JsonSerializer.Deserialize<T>(stream, _reading) ?? throw new InvalidDataException($"{Folder}{file} is empty.");
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException($"{Folder}{file} cannot be read at {fault.Path}, line {fault.LineNumber + 1}.", fault);
        }
    }

    private static readonly JsonSerializerOptions _reading = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.KebabCaseLower,
        RespectRequiredConstructorParameters = false,
        RespectNullableAnnotations = true,
        AllowDuplicateProperties = false,
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
    };

    private sealed record Heard(Dictionary<string, string[]> Commands, string[] Worries);
}

/// <summary>Makes what people type comparable: case, quotes and punctuation do not matter.</summary>
internal static class Phrase
{
    public static string Normal(string typed)
    {
        var letters = new StringBuilder(typed.Length);

        foreach (var character in typed.Normalize(NormalizationForm.FormKC).ToLowerInvariant())
        {
            if (char.IsLetterOrDigit(character))
            {
                letters.Append(character);
            }
            else if (character is not ('\'' or '’') && letters.Length > 0 && letters[^1] != ' ')
            {
                letters.Append(' ');
            }
        }

        return letters.ToString().TrimEnd();
    }
}
