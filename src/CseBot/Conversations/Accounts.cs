using System.Globalization;
using CseBot.Concerns;
using CseBot.Dialogs;
using CseBot.Dialogs.Flows;

namespace CseBot.Conversations;

/// <summary>Makes of a draft what goes on the record: exactly what its writer reads back before sending.</summary>
internal sealed class Accounts(Wording words)
{
    /// <summary>The step that what was typed before the first question goes by.</summary>
    public const string FirstWords = "first-words";

    /// <summary>The step that somebody else's message goes by.</summary>
    public const string Copied = "copied";

    /// <summary>The step that the reason for today goes by.</summary>
    public const string TodayBecause = "today-because";

    /// <summary>What was passed over, and so says nothing.</summary>
    private static readonly string[] _saysNothing = [RaiseConcern.Skip, RaiseConcern.None, RaiseConcern.Enough];

    /// <summary>Questions that are about the sending, and not about what is sent.</summary>
    private static readonly string[] _notSent = [RaiseConcern.Related, RaiseConcern.RelatedThenSend, RaiseConcern.Check, Children.Role, Children.Another];

    /// <summary>Whom it is about is said to the adult route alone: what was taken back must not reach those whom it named.</summary>
    private static readonly string[] _aboutAnAdult = [RaiseConcern.WhichAdult, RaiseConcern.WhoseDanger, RaiseConcern.WhomToTell, RaiseConcern.WhomToTellNow];

    /// <summary>What is sent.</summary>
    /// <param name="everything">Whether answers count that are not on the way any more, as in an emergency, which is told of with all that is known.</param>
    public Account Of(Draft draft, School school, bool everything = false)
    {
        var answers = draft.State.Answers;

        return new Account
        {
            Lines = [.. Lines(draft, school, everything).Where(line => !SaysNothing(answers.To(line.Step)))],
            Children = [.. answers.ChildrenSaid.Select(child => new Child(child.Name, child.Class, child.Role))],
            Signs = answers.Signs,
            Harms = answers.OtherHarms,
            Vulnerabilities = answers.KnownVulnerabilities,
            AdultElsewhere = answers.IsAboutAnAdultElsewhere,
            MayBeUnder13 = answers.MayBeUnder13,
        };
    }

    /// <summary>What has been added since: what is on the record already is not said twice.</summary>
    public static Account Besides(Account account, Concern concern)
    {
        var known = concern.Accounts.SelectMany(before => before.Lines).Select(line => (line.Step, line.Asked, line.Words)).ToHashSet();

        return account with { Lines = [.. account.Lines.Where(line => !known.Contains((line.Step, line.Asked, line.Words)))] };
    }

    /// <summary>What somebody has written besides a dialog.</summary>
    public Account Free(string text) => Account.Of(new Line(FirstWords, LineKind.Fact, words.Say("line.first-words"), text));

    /// <summary>What has been answered, line by line, each of its own kind, in the order in which they are read.</summary>
    public IReadOnlyList<Line> Lines(Draft draft, School school, bool everything = false)
    {
        var answers = draft.State.Answers;
        var questions = everything
            ? draft.Flow.Applying(answers).Concat(answers.ByStep.Keys.Order(StringComparer.Ordinal).Select(draft.Flow.Find).OfType<Question>()).DistinctBy(question => question.Id)
            : draft.Flow.Applying(answers);

        return
        [
            .. Before(draft)
                .Concat(questions.Where(question => question is not Shortcut && !_notSent.Contains(question.Name) && (draft.Route == ConcernRoute.Adult || !_aboutAnAdult.Contains(question.Name))).Select(question => Of(question, answers, school)).OfType<Line>())
                .Concat(After(draft))
                .OrderBy(line => line.Kind),
        ];
    }

    private IEnumerable<Line> Before(Draft draft)
    {
        foreach (var (copied, number) in draft.Copied.Select((copied, index) => (copied, index + 1)))
        {
            yield return new Line(string.Create(CultureInfo.InvariantCulture, $"{Copied}.{number}"), LineKind.SaidByOthers, words.Say("line.copied", ("sender", copied.Sender ?? words.Say("line.copied.nobody"))), copied.Text);
        }

        if (draft.State.FirstWords is { } first)
        {
            yield return new Line(FirstWords, LineKind.Fact, words.Say("line.first-words"), first);
        }
    }

    private IEnumerable<Line> After(Draft draft)
    {
        if (draft.State.Answers.TodayBecause is { } because)
        {
            yield return new Line(TodayBecause, LineKind.Context, words.Say("line.today-because"), words.Say($"today.{because}"));
        }
    }

    private Line? Of(Question question, Answers answers, School school) => answers.To(question.Id) is not { } answer || question.After(answer) is null
        ? null
        : new Line(question.Id, KindOf(question), Label(question, answers), Words(question, answer, school)) { WrittenAt = answer.At, TakenFor = Moment(answer.TakenFor) };

    private string Label(Question question, Answers answers) => question.Name switch
    {
        Children.Who => words.Say($"line.child.{answers.To($"{Children.Role}.{question.Id[(Children.Who.Length + 1)..]}")?.Option ?? Children.WorriedAbout}"),
        Targeted.Asks => words.For(question).Ask,
        RaiseConcern.When when answers.To(question.Id)?.TakenFor is { } taken => words.Say("line.when.taken", ("moment", words.Say(taken))),
        var name => words.Say($"line.{name}"),
    };

    private string Words(Question question, Answer answer, School school) => (question, answer) switch
    {
        (_, { Option: { } option }) => words.For(question).Options[option].Title,
        (Ticks { Of: TickList.People }, _) => string.Join('\n', Ticks.Ticked(answer).Select(key => school.Named(key)?.Name).OfType<string>()),
        (Ticks, _) => string.Join('\n', Ticks.Ticked(answer).Select(id => words.Tick(id)?.Name).OfType<string>()),
        _ => answer.Text!,
    };

    private static LineKind KindOf(Question question) => question.Name switch
    {
        Children.Who or Children.Class or RaiseConcern.AboutAnAdult or RaiseConcern.WhichAdult or RaiseConcern.WhoseDanger or RaiseConcern.WhomToTell or RaiseConcern.WhomToTellNow => LineKind.People,
        RaiseConcern.ChildsWords => LineKind.ChildsWords,
        RaiseConcern.WhoElseTold => LineKind.SaidByOthers,
        RaiseConcern.Worry => LineKind.Worry,
        RaiseConcern.Vulnerabilities => LineKind.Vulnerabilities,
        RaiseConcern.OnSystem or RaiseConcern.SocialCare or RaiseConcern.Parents or RaiseConcern.DoneSoFar or RaiseConcern.AskedChild or RaiseConcern.Age or RaiseConcern.BeforeHome
            or RaiseConcern.InDangerNow or RaiseConcern.InDangerCheck => LineKind.Context,
        _ => question is Ticks ? LineKind.Signs : LineKind.Fact,
    };

    private static Moment? Moment(SpokenTime? taken) => taken is null ? null : new Moment(taken.From, taken.To, taken.At, taken.IsAbout);

    private static bool SaysNothing(Answer? answer) => answer?.Option is { } option && _saysNothing.Contains(option);
}
