namespace CseBot.Dialogs.Flows;

/// <summary>The few questions that add most to what has been ticked, at most <see cref="Most"/> in all.</summary>
/// <param name="Triggers">What has been ticked that this passage asks about.</param>
/// <param name="Before">Those that have been asked already, elsewhere.</param>
/// <param name="Later">What has been ticked that another passage asks about, later.</param>
public sealed record Targeted(
    string Id,
    QuestionBank Bank,
    Func<Answers, IReadOnlyList<string>> Triggers,
    Func<Answers, IReadOnlyList<Question>> Before,
    Func<Answers, IReadOnlyList<string>> Later,
    string Then)
    : Passage(Id, Then)
{
    public const int Most = 7;
    public const string Asks = "ask";

    public override IReadOnlyList<Question> Kinds => [Question(string.Empty)];

    /// <summary>How many of them have been answered.</summary>
    public static int Answered(QuestionBank bank, Answers answers) => bank.Questions.Count(one => answers.To($"{Asks}.{one.Id}") is not null);

    /// <summary>Those that were answered stay, whatever is ticked since: nothing that somebody wrote goes away by itself.</summary>
    public override IEnumerable<Question> Questions(Answers answers)
    {
        var before = Before(answers);
        var asked = before.Select(question => question.Id).ToHashSet(StringComparer.Ordinal);
        Question[] worthAsking =
        [
            .. Bank.For(Triggers(answers))
                .Concat(Bank.Questions.Where(one => answers.To($"{Asks}.{one.Id}") is not null && !one.For.Intersect(Later(answers)).Any()))
                .DistinctBy(one => one.Id)
                .Select(one => Question(one.Id))
                .Where(question => !asked.Contains(question.Id)),
        ];
        var answered = worthAsking.Count(question => answers.To(question.Id) is not null);
        var elsewhere = Bank.Questions.Select(one => $"{Asks}.{one.Id}").Count(id => answers.To(id) is not null && !asked.Contains(id) && worthAsking.All(question => question.Id != id));
        var left = Most - before.Count - answered - elsewhere;

        foreach (var question in worthAsking)
        {
            if (answers.To(question.Id) is not null || left-- > 0)
            {
                yield return question;
            }
        }
    }

    public override Question? Find(string id) => id.StartsWith($"{Asks}.", StringComparison.Ordinal) && Bank.Find(id[(Asks.Length + 1)..]) is not null ? Question(id[(Asks.Length + 1)..]) : null;

    private FreeText Question(string id) => new FreeText($"{Asks}.{id}", then: Id, new Option(RaiseConcern.Unknown, Then: Id), new Option(RaiseConcern.Skip, Then: Id)) { MaxLength = 1000 };
}
