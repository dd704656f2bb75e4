using CseBot.Concerns;
using CseBot.Desk;
using CseBot.Dialogs;

namespace CseBot.Tests.Desk;

public sealed class AssessmentTextTests
{
    private static readonly Wording _words = Wording.Load();
    private static readonly GuidanceLibrary _guidance = GuidanceLibrary.Load();
    private static readonly Domains _domains = Domains.Load();
    private static readonly AssessmentText _assessment = new(_words, new RecordWords(_words, _guidance), _domains, AreaLibrary.Load());

    [Fact]
    public void What_is_known_stands_under_the_heading_it_belongs_to_and_a_gap_can_be_seen()
    {
        var text = Text(MadeUpAccounts.First);

        Assert.Equal(
            ["Ticked: Getting into cars with adults nobody knows", "What did the car or the adult look like?: A vermilion stripe."],
            Under(text, "Cars, hotels and other places"));
        Assert.Equal(["Nothing known"], Under(text, "Online"));
        Assert.Equal(["Somebody they love has died"], Under(text, "Vulnerabilities: known about the child, and no signs of harm"));
        Assert.Equal(["Ticked: Something else worries me"], Under(text, "Ticked, and under none of these headings"));
        Assert.Equal(["The writer's own worry: That it is a fuchsia pattern."], Under(text, "The writer's own view"));
    }

    [Fact]
    public void The_headings_stand_in_the_order_of_the_file_and_every_one_is_there()
    {
        var text = Text(Account.Empty);
        var places = _domains.All.Select(domain => text.IndexOf($"\n{_words.Say($"assessment.domain.{domain.Id}")}\n- Nothing known", StringComparison.Ordinal)).ToArray();

        Assert.DoesNotContain(-1, places);
        Assert.Equal(places.Order(), places);
    }

    [Fact]
    public void A_childs_own_words_are_quoted_to_the_letter_and_what_others_said_is_marked()
    {
        var told = string.Join('\n', Under(Text(MadeUpAccounts.First), "What was told"));

        Assert.Contains("“\"He said he'd\nfetch me\" she told me, about Tam's cousin.”", told, StringComparison.Ordinal);
        Assert.Contains("(typed Mon 23 Nov 2026, 10:27)", told, StringComparison.Ordinal);
        Assert.Contains("Said by others. What others said, and who: The caretaker saw the cerise door.", told, StringComparison.Ordinal);
    }

    [Fact]
    public void An_addition_stands_with_its_time_and_its_writer()
    {
        var concern = Concern.From("SC-2026-CCCCC", [MadeUpEvents.Raised(MadeUpAccounts.First), new ConcernAdded(MadeUpEvents.Now.AddMinutes(20), MadeUpEvents.Rae, MadeUpAccounts.Added, 2)]);

        Assert.Contains(
            "What is being added (added Mon 23 Nov 2026, 10:50 by Rae Summers): The puce van came back for OSBORNE.",
            Under(_assessment.Of(concern, MadeUpEvents.School), "What was seen, heard or written"));
    }

    [Fact]
    public void It_names_the_areas_own_tool_or_says_that_it_holds_none()
    {
        Assert.Contains("Greater Manchester Phoenix CSE Measurement Tool", Text(Account.Empty), StringComparison.Ordinal);
        Assert.Contains("I hold no assessment tool", Text(Account.Empty, MadeUpEvents.School with { Area = "nowhere" }), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_sign_and_every_answer_is_there_once()
    {
        var every = new Account
        {
            Signs = [.. _guidance.Entries.Where(entry => entry.Kind == GuidanceKind.Sign).Select(entry => entry.Id)],
            Lines = [.. QuestionBank.Ours.Questions.Select(question => new Line($"ask.{question.Id}", LineKind.Fact, question.Ask, $"heard-{question.Id}"))],
        };
        var lines = Text(every).Split('\n');

        Assert.All(every.Signs, id => Assert.Single(lines, line => line == $"- Ticked: {_guidance.Find(id)!.Title}"));
        Assert.All(every.Lines, line => Assert.Single(lines, one => one.EndsWith($": {line.Words}", StringComparison.Ordinal)));
        Assert.DoesNotContain("Nothing known", string.Join('\n', lines.TakeWhile(line => !line.StartsWith("Vulnerabilities", StringComparison.Ordinal))), StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_of_it_weighs_or_counts() => Assert.All(
        _words.Keys.Where(key => key.StartsWith("assessment.", StringComparison.Ordinal) || key.StartsWith("handover.", StringComparison.Ordinal) || key.StartsWith("record.", StringComparison.Ordinal) || key.StartsWith("history.", StringComparison.Ordinal)),
        key => Assert.DoesNotMatch(@"(?i)\b(low|lower|medium|high|score|scores|level|risk level|at risk)\b", _words.Say(key, ("", ""))));

    private static string Text(Account account, School? school = null) => _assessment.Of(Concern.From("SC-2026-CCCCC", [MadeUpEvents.Raised(account)]), school ?? MadeUpEvents.School);

    private static string[] Under(string text, string heading) =>
        [.. text.Split("\n\n").Single(part => part.StartsWith($"{heading}\n", StringComparison.Ordinal))[(heading.Length + 1)..].TrimEnd('\n').Split("\n- ").Select(line => line.TrimStart('-', ' '))];
}
