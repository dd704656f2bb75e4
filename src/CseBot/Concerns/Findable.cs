using System.Buffers;
using System.Collections.Frozen;
using System.Text;
using System.Text.RegularExpressions;

namespace CseBot.Concerns;

/// <summary>What can be looked for in what was written: children, vehicles, places, and other people by their names. Each is one or more words, as <see cref="Words"/> writes them.</summary>
/// <remarks>What is found too much costs a hint that leads nowhere; what is missed may be the same car outside another school gate. So when in doubt it is found.</remarks>
internal sealed partial record Findable
{
    /// <summary>A vehicle's number is no longer than this, and has no more parts.</summary>
    private const int LongestPlate = 7;

    private const int MostParts = 4;

    /// <summary>What can stand before the first word of a sentence, a line or what somebody said.</summary>
    private static readonly SearchValues<char> _ends = SearchValues.Create(".!?:;\n\r\"“”'‘•…*");

    private static readonly FrozenDictionary<string, FrozenSet<string>> _common = Read();

    public static Findable Nothing { get; } = new();

    /// <summary>The whole names of the children it is about.</summary>
    public IReadOnlyList<string> Children { get; init; } = [];

    /// <summary>The numbers of vehicles, in the one form they are kept in.</summary>
    public IReadOnlyList<string> Vehicles { get; init; } = [];

    public IReadOnlyList<string> Places { get; init; } = [];

    /// <summary>The names of other people, or what is written like one.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>What can be looked for in something that happened: nothing, where nobody wrote anything.</summary>
    public static Findable In(ConcernEvent happened) => happened switch
    {
        ConcernRaised raised => In(raised.Account),
        ConcernAdded added => In(added.Account),
        NoteAdded note => In(note.Words),
        ReporterAnswered answered => In(answered.Words),
        _ => Nothing,
    };

    /// <summary>What can be looked for in all that has happened.</summary>
    public static Findable In(IEnumerable<ConcernEvent> history) => history.Select(In).Aggregate(Nothing, (one, other) => one.And(other));

    public static Findable In(Account account) => account.Lines
        .Select(In)
        .Aggregate(new Findable { Children = [.. account.Children.SelectMany(child => WholeNames(child.Name ?? string.Empty)).Distinct(StringComparer.Ordinal)] }, (one, other) => one.And(other));

    /// <summary>What can be looked for in a note or an answer.</summary>
    public static Findable In(string text)
    {
        var runs = Runs(text);

        return new Findable
        {
            Vehicles = Plates(text),
            Places = [.. runs.Where(run => run.IsPlace).Select(run => run.Words).Distinct(StringComparer.Ordinal)],
            Names = [.. runs.Where(run => run.IsName).Select(run => run.Words).Distinct(StringComparer.Ordinal)],
        };
    }

    /// <summary>What somebody has typed to look for: the vehicles, and the other words, without those that say little unless there are no others.</summary>
    public static (IReadOnlyList<string> Vehicles, IReadOnlyList<string> Words) Asked(string typed)
    {
        var vehicles = PlatesWithParts(typed);
        var parts = vehicles.SelectMany(plate => plate.Parts).ToHashSet(StringComparer.Ordinal);
        string[] words = [.. Words(typed).Where(word => !parts.Contains(word))];
        string[] telling = [.. words.Where(word => !Is("small", word))];

        return ([.. vehicles.Select(plate => plate.Number).Distinct(StringComparer.Ordinal)], telling.Length > 0 || vehicles.Count > 0 ? telling : words);
    }

    /// <summary>Whether one of a place's words says which place it is: a bus stop is a kind of place.</summary>
    public static bool SaysWhich(string place) => place.Split(' ').Any(word => !Is("kind of place", word));

    /// <summary>The words of <paramref name="text"/> without case, accents or a possessive, each once.</summary>
    public static IReadOnlyList<string> Words(string text)
    {
        var letters = Possessive().Replace(text, string.Empty).Normalize(NormalizationForm.FormKD).Where(character => !char.IsBetween(character, '\u0300', '\u036f'))
            .Select(character => char.IsLetterOrDigit(character) ? char.ToLowerInvariant(character) : character is '\'' or '’' ? '\0' : ' ')
            .Where(character => character != '\0');

        return [.. string.Concat(letters).Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(word => word.Length > 1).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The numbers of vehicles: now AB12 CDE, before that A123 BCD and ABC 123D, in Northern Ireland ABZ 1234, however they are spaced. An O is a nought and an I is a one.</summary>
    public static IReadOnlyList<string> Plates(string text) => [.. PlatesWithParts(text).Select(plate => plate.Number).Distinct(StringComparer.Ordinal)];

    /// <summary>What is in this and in another. A child's name is nobody else's.</summary>
    public Findable And(Findable other)
    {
        string[] children = [.. Children.Union(other.Children, StringComparer.Ordinal)];
        var theirs = children.SelectMany(name => name.Split(' ')).ToHashSet(StringComparer.Ordinal);

        return new Findable
        {
            Children = children,
            Vehicles = [.. Vehicles.Union(other.Vehicles, StringComparer.Ordinal)],
            Places = [.. Places.Union(other.Places, StringComparer.Ordinal)],
            Names = [.. Names.Union(other.Names, StringComparer.Ordinal).Where(name => !name.Split(' ').All(theirs.Contains))],
        };
    }

    private static Findable In(Line line) => line switch
    {
        { Step: Account.Where } => At(line.Words, In(line.Words)),
        { Kind: LineKind.Signs or LineKind.Vulnerabilities } => Nothing,
        { Kind: LineKind.People } => new Findable { Vehicles = Plates(line.Words) },
        _ => In(line.Words),
    };

    /// <summary>What somebody answered when they were asked where it was: all of it is a place, and so is whatever is capitalised in it.</summary>
    private static Findable At(string text, Findable found)
    {
        var whole = string.Join(' ', Words(text).Where(word => !Is("small", word)));

        return found with { Places = [.. new[] { whole }.Where(place => place.Length > 0).Union(found.Places, StringComparer.Ordinal).Union(found.Names, StringComparer.Ordinal)], Names = [] };
    }

    /// <summary>A name without the class that was typed beside it. Two children typed as one are two.</summary>
    private static IEnumerable<string> WholeNames(string typed) => Besides().Split(typed)
        .Select(name => string.Join(' ', Words(name).Where(word => !word.Any(char.IsDigit) && !Is("child's name", word) && !Is("small", word))))
        .Where(name => name.Length > 0);

    /// <summary>Capitalised words beside one another that are no everyday words. The first word of a sentence is capitalised anyway: alone it says nothing.</summary>
    private static List<Run> Runs(string text)
    {
        var runs = new List<Run>();
        var words = Written(text);

        for (var at = 0; at < words.Count; at++)
        {
            if (!words[at].IsName)
            {
                continue;
            }

            var from = at;

            while (at + 1 < words.Count && !words[at].IsPossessive && words[at + 1] is { IsBeside: true, IsName: true })
            {
                at++;
            }

            var names = words[from..(at + 1)];
            var isBeforeAKind = at + 1 < words.Count && words[at + 1] is { IsBeside: true, IsCapital: false } next && IsStreet(next.Words);
            var isAfterWhere = from > 0 && words[from].IsBeside && !names[^1].IsPossessive && words[from - 1].Words is "in" or "near" or "outside" or "behind" or "opposite" or "towards" or "around";
            var isPlace = isBeforeAKind || isAfterWhere || (names.Count > 1 && IsStreet(names[^1].Words));

            if (isBeforeAKind)
            {
                runs.Add(new Run(Join(words[from..(at + 2)]), IsName: false, IsPlace: true));
            }

            if (names is [{ StartsSentence: true, IsPossessive: false }])
            {
                continue;
            }

            runs.Add(new Run(Join(names), IsName: true, isPlace));

            if (names is [{ StartsSentence: true }, _, ..])
            {
                runs.Add(new Run(Join(names[1..]), IsName: true, isPlace));
            }
        }

        return runs;
    }

    private static string Join(IEnumerable<Word> words) => string.Join(' ', words.SelectMany(word => word.Words.Split(' ')).Distinct(StringComparer.Ordinal));

    private static bool IsStreet(string word) => Is("kind of place", word);

    private static List<Word> Written(string text)
    {
        var words = new List<Word>();
        var end = 0;
        var before = string.Empty;

        foreach (Match match in WrittenWord().Matches(text))
        {
            var gap = text[end..match.Index];
            var isAbbreviated = before.Length == 1 || before is "mr" or "mrs" or "ms" or "dr" or "st";
            var starts = words.Count == 0 || (gap.AsSpan().ContainsAny(_ends) && !(isAbbreviated && gap.AsSpan().Trim() is "."));
            var written = string.Join(' ', Words(match.Value));
            var isCapital = char.IsUpper(match.ValueSpan[0]) && match.Value.Any(char.IsLower) && !match.Value.Any(char.IsDigit);

            words.Add(new Word(
                written,
                isCapital,
                IsName: isCapital && written.Length > 1 && !Is("never a name", written) && !Is("small", written),
                StartsSentence: starts,
                IsBeside: !starts && gap.AsSpan().Trim() is "" or "-" or ".",
                IsPossessive: Possessive().IsMatch(match.Value)));
            (end, before) = (match.Index + match.Length, match.Value.ToLowerInvariant());
        }

        return words;
    }

    private static List<Plate> PlatesWithParts(string text)
    {
        var plates = new List<Plate>();
        Match[] parts = [.. Part().Matches(text).Cast<Match>()];

        for (var from = 0; from < parts.Length; from++)
        {
            for (var to = from; to < Math.Min(parts.Length, from + MostParts); to++)
            {
                if (to > from && !IsGap(text.AsSpan()[(parts[to - 1].Index + parts[to - 1].Length)..parts[to].Index]))
                {
                    break;
                }

                string[] written = [.. parts[from..(to + 1)].Select(part => part.Value)];
                var joined = string.Concat(written);

                if (joined.Length > LongestPlate)
                {
                    break;
                }

                if (IsPlate(joined, written))
                {
                    plates.Add(new Plate(joined.ToUpperInvariant().Replace('O', '0').Replace('I', '1'), [.. written.SelectMany(Words)]));
                }
            }
        }

        return plates;
    }

    /// <summary>Whether it has a vehicle number's shape. Where it is written apart, everyday words and years are not taken for one: "Y9 boy", "is 15 and".</summary>
    private static bool IsPlate(string joined, string[] written)
    {
        var upper = joined.ToUpperInvariant();

        if (!upper.Any(char.IsDigit) || upper.All(char.IsDigit))
        {
            return false;
        }

        var isApart = written.Length > 1;

        if (isApart && written.Any(part => part.All(char.IsLetter) && part.Length > 1 && IsEveryday(part)))
        {
            return false;
        }

        var looksWritten = !isApart || written.All(part => !part.Any(char.IsLower));

        return Current().IsMatch(upper)
            || (Prefix().Match(upper) is { Success: true } prefix && (looksWritten || prefix.Groups["number"].Length == 3))
            || (Suffix().Match(upper) is { Success: true } suffix && (looksWritten || suffix.Groups["number"].Length == 3))
            || (Northern().Match(upper) is { Success: true } northern && (looksWritten || northern.Groups["number"].Length >= 3));
    }

    private static bool IsEveryday(string part) => part.ToLowerInvariant() is var word && (Is("small", word) || Is("never a name", word));

    private static bool IsGap(ReadOnlySpan<char> gap) => gap.Length is > 0 and <= 3 && gap.ContainsAnyExcept(" \t\u00a0-.") is false;

    private static bool Is(string section, string word) => _common[section].Contains(word);

    private static FrozenDictionary<string, FrozenSet<string>> Read()
    {
        using var file = new StreamReader(typeof(Findable).Assembly.GetManifestResourceStream("concerns/common-words.txt")!);
        var sections = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        var section = new List<string>();

        while (file.ReadLine() is { } line)
        {
            if (line.StartsWith('['))
            {
                sections[line.Trim('[', ']')] = section = [];
            }
            else if (!line.StartsWith('#'))
            {
                section.AddRange(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
            }
        }

        return sections.ToFrozenDictionary(pair => pair.Key, pair => pair.Value.ToFrozenSet(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    [GeneratedRegex(@"['’]s\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Possessive();

    [GeneratedRegex(@"\band\b|[&/\n]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Besides();

    [GeneratedRegex(@"[\p{L}\p{N}\p{M}]+(?:['’]\p{L}+)*", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex WrittenWord();

    [GeneratedRegex(@"[\p{L}\p{N}]+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Part();

    [GeneratedRegex(@"\A(?=.*[A-Z].*[A-Z])[A-Z01]{2}(?=[OI]?[0-9])[0-9OI]{2}[A-Z01]{3}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Current();

    [GeneratedRegex(@"\A[A-Z](?=[OI]{0,2}[0-9])(?<number>[0-9OI]{1,3})[A-Z01]{3}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Prefix();

    [GeneratedRegex(@"\A[A-Z01]{3}(?=[OI]{0,2}[0-9])(?<number>[0-9OI]{1,3})[A-Z]\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Suffix();

    /// <summary>Three letters, of which the second or third is an I or a Z, and a number; or the oldest, two letters and a long one.</summary>
    [GeneratedRegex(@"\A(?:(?:[A-Z]{2}[IZ]|[A-Z][IZ1][A-Z])(?<number>[0-9OI]{1,4})|(?:[A-Z][IZ]|[IZ][A-Z])(?<number>[0-9OI]{3,4}))(?<=[0-9][OI]{0,3})\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Northern();

    /// <param name="Words">As <see cref="Findable.Words(string)"/> writes it.</param>
    /// <param name="IsBeside">Whether there is nothing but a space or a hyphen between it and the word before.</param>
    private sealed record Word(string Words, bool IsCapital, bool IsName, bool StartsSentence, bool IsBeside, bool IsPossessive);

    private sealed record Run(string Words, bool IsName, bool IsPlace);

    /// <param name="Parts">The words it was written in.</param>
    private sealed record Plate(string Number, IReadOnlyList<string> Parts);
}
