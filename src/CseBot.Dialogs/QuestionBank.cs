namespace CseBot.Dialogs;

/// <summary>A question that is worth asking where something has been ticked.</summary>
/// <param name="For">The signs, vulnerabilities and harms it is asked for; for the first of them it adds most.</param>
/// <param name="IsFirst">Whether it is about safety now, and so comes before all others.</param>
public sealed record BankQuestion(string Id, string Ask, string Help, string Why, IReadOnlyList<string> For, bool IsFirst);

/// <summary>The questions under <c>Guidance/questions/</c>, as a safeguarding lead wrote them.</summary>
public sealed class QuestionBank
{
    private const string Folder = "Guidance/questions/";
    private const string WithoutQuestion = $"{Folder}none.md";

    /// <summary>How much less a question adds for each later one of the things it is asked for.</summary>
    private const double Less = 0.05;

    private readonly Dictionary<string, BankQuestion> _byId;

    internal QuestionBank(IEnumerable<GuidanceFile> files)
    {
        var all = files.ToArray();
        Questions = [.. all.Where(file => file.Path != WithoutQuestion).Select(Read)];
        _byId = Questions.ToDictionary(question => question.Id, StringComparer.Ordinal);
        None = all.Where(file => file.Path == WithoutQuestion)
            .SelectMany(file => file.Parts.SelectMany(part => part.Values(file)))
            .ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
    }

    public static QuestionBank Ours { get; } = new(GuidanceFile.EmbeddedIn(Folder));

    public IReadOnlyList<BankQuestion> Questions { get; }

    /// <summary>What nothing is asked about, and why.</summary>
    public IReadOnlyDictionary<string, string> None { get; }

    public BankQuestion? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>The questions worth asking about what was ticked: safety first, then whichever adds most to those before it.</summary>
    public IReadOnlyList<BankQuestion> For(IReadOnlyList<string> ticked)
    {
        List<BankQuestion> open = [.. Questions.Where(question => question.For.Intersect(ticked).Any())];
        List<BankQuestion> chosen = [];
        var asked = ticked.Distinct(StringComparer.Ordinal).ToDictionary(id => id, _ => 0, StringComparer.Ordinal);

        while (open.Count > 0)
        {
            var next = open.Find(question => question.IsFirst)
                ?? open.MaxBy(question => question.For.Index().Where(one => asked.ContainsKey(one.Item)).Sum(one => Adds(one.Index, one.Item)))!;
            chosen.Add(next);
            open.Remove(next);

            foreach (var id in next.For.Where(asked.ContainsKey))
            {
                asked[id]++;
            }
        }

        return chosen;

        double Adds(int place, string id) => (1 - Math.Min(0.5, place * Less)) / (1 + asked[id]);
    }

    private static BankQuestion Read(GuidanceFile file)
    {
        file.AllowOnly(["title", "for", "adds", "first", "reviewed", "review-by"]);
        file.ReviewBy();

        return new BankQuestion(
            file.Path[Folder.Length..^".md".Length], file.Value("title"), file.Text("answer"), file.Text("Why it is asked"), file.List("for"), file.Keys.GetValueOrDefault("first") == "yes");
    }
}
