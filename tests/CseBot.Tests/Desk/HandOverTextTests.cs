using CseBot.Concerns;
using CseBot.Desk;
using CseBot.Dialogs;
using FsCheck;
using FsCheck.Fluent;

namespace CseBot.Tests.Desk;

public sealed class HandOverTextTests
{
    private const string Another = "another child (their name is withheld)";

    private static readonly Wording _words = Wording.Load();
    private static readonly HandOverText _handOver = new(_words, new RecordWords(_words, GuidanceLibrary.Load()));
    private static readonly Concern _concern = MadeUpEvents.Concern(MadeUpAccounts.First, MadeUpAccounts.Added);

    [Fact]
    public void Each_child_has_a_text_one_whose_name_nobody_knows_as_well() => Assert.Equal(
        [MadeUpAccounts.Kay, MadeUpAccounts.Tam, MadeUpAccounts.Nobody],
        _handOver.Of(_concern, MadeUpEvents.School).Select(one => one.Child));

    [Fact]
    public void It_has_facts_concern_risk_action_and_justification_in_that_order()
    {
        var text = Of(MadeUpAccounts.Kay);
        int[] places = [.. new[] { "\nFACTS\n", "\nCONCERN\n", "\nRISK: ", "\nACTION\n", "\nJUSTIFICATION\n" }.Select(heading => text.IndexOf(heading, StringComparison.Ordinal))];

        Assert.DoesNotContain(-1, places);
        Assert.Equal(places.Order(), places);
    }

    [Fact]
    public void It_says_whose_it_is_who_wrote_it_and_when()
    {
        var text = Of(MadeUpAccounts.Kay);

        Assert.StartsWith("Safeguarding concern SC-2026-CCCCC\nSchool: Rowan Hill School\nChild: Kay Linden\nYear or class: 9B\n", text, StringComparison.Ordinal);
        Assert.Contains("Raised: Mon 23 Nov 2026, 10:30, Rae Summers, member of staff", text, StringComparison.Ordinal);
        Assert.Contains("(Lee Ward, designated safeguarding lead)", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_other_children_are_withheld_wherever_they_are_named()
    {
        var text = Of(MadeUpAccounts.Kay);

        Assert.Contains($"Kay got into a heliotrope van with {Another}.", text, StringComparison.Ordinal);
        Assert.Contains("“\"He said he'd\nfetch me\" she told me, about another child's (their name is withheld) cousin.”", text, StringComparison.Ordinal);
        Assert.Contains($"The puce van came back for {Another}.", text, StringComparison.Ordinal);
        Assert.Contains($"- {Another}: may have caused harm, and needs help too", text, StringComparison.Ordinal);
        Assert.DoesNotMatch("(?i)tam|osborne|reeve|10C", text);
    }

    [Fact]
    public void What_was_done_and_why_is_in_it()
    {
        var text = Of(MadeUpAccounts.Kay);

        Assert.All(
            ["Mo Lane, duty worker", "REF-77", "Told at the indigo gate.", "by telephone", "Ring the silver nurse", "The nurse has seen the amber arm.", "Spoke with the form tutor, purple.", "CPOMS. C-4711"],
            said => Assert.Contains(said, Under(text, "ACTION"), StringComparison.Ordinal));
        Assert.All(
            ["We wait for the crimson answer.", "I see it the same ochre way.", "The teal plan holds.", "The maroon sign was not looked at.", "It was the maroon sign."],
            said => Assert.Contains(said, Under(text, "JUSTIFICATION"), StringComparison.Ordinal));
    }

    [Fact]
    public void Risk_is_what_was_ticked_and_how_soon_and_never_a_level()
    {
        var risk = Under(Of(MadeUpAccounts.Kay), "RISK: what could happen, and what makes the child easier to harm");

        Assert.Contains("Signs of harm that were ticked: Getting into cars with adults nobody knows", risk, StringComparison.Ordinal);
        Assert.Contains("Known about the child, and no signs of harm: Somebody they love has died", risk, StringComparison.Ordinal);
        Assert.Contains("How soon something had to happen: before the child went home", risk, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"(?i)\b(low|high|score|level)\b", risk);
    }

    [Fact]
    public void A_concern_about_an_adult_here_goes_into_no_childs_file() =>
        Assert.Empty(_handOver.Of(MadeUpEvents.Concern(MadeUpAccounts.First, MadeUpAccounts.Added, ConcernRoute.Adult), MadeUpEvents.School));

    [Fact]
    public void A_child_about_whom_nothing_is_known_has_a_text_too() =>
        Assert.Contains("Child: a child whose name is not known", Assert.Single(_handOver.Of(Concern.From("SC-2026-CCCCC", [MadeUpEvents.Raised(Account.Empty)]), MadeUpEvents.School)).Text, StringComparison.Ordinal);

    [Fact]
    public void A_child_who_is_named_again_with_more_is_one_child()
    {
        var more = new Account { Children = [new Child("kay linden ", "9B", "may-have-been-harmed")] };
        var concern = Concern.From("SC-2026-CCCCC", [MadeUpEvents.Raised(new Account { Children = [new Child("Kay Linden", null, "worried-about")] }), new ConcernAdded(MadeUpEvents.Now, MadeUpEvents.Rae, more, 2)]);

        Assert.Contains("Year or class: 9B\nTheir part in it: somebody is worried about them; may have been harmed\n", Assert.Single(_handOver.Of(concern, MadeUpEvents.School)).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Ben Carter", "I saw BEN CARTER, then ben's bag.", "I saw {0}, then {1} bag.")]
    [InlineData("Ben Carter", "Bens phone and Carter’s phone", "{1} phone and {1} phone")]
    [InlineData("Ben Carter", "The bench, a carterpillar and @ben_carter09", "The bench, a carterpillar and @{0}_{0}09")]
    [InlineData("Ben Linden", "Ben Linden and Kay Linden are Lindens", "{0} and Kay Linden are Lindens")]
    [InlineData("Zoë O'Brien-Hall", "zoe, O’Brien Hall's mum", "{0}, {1} mum")]
    [InlineData("Will Page", "Will will turn a page", "{0} turn a {0}")]
    [InlineData("the boy with red hair", "The boy ran. the boy with red hair hid.", "The boy ran. {0} hid.")]
    [InlineData("Sam B", "B hid, I'm sure. b is a letter", "{0} hid, I'm sure. b is a letter")]
    [InlineData("an older boy", "An older child and an older boy's dog", "An older child and {1} dog")]
    [InlineData("the girl", "The girl sat by the girl", "The girl sat by {0}")]
    [InlineData("Kay", "Kay sat", "Kay sat")]
    [InlineData("James", "James' and James's", "{0}' and {1}")]
    [InlineData("?", "Why?", "Why?")]
    public void A_name_is_found_as_people_write_it(string other, string text, string left) => Assert.Equal(
        left.Replace("{0}", Another, StringComparison.Ordinal).Replace("{1}", "another child's (their name is withheld)", StringComparison.Ordinal),
        new WithheldNames(_words, "Kay Linden", [other]).From(text));

    [Fact]
    public void No_word_of_another_childs_name_is_in_a_childs_text_whatever_was_written()
    {
        var names = Gen.Elements("Quillon", "Vexley", "Zorbin", "Yrsa", "Ömür", "D'Arzo", "Fjell-Kveldulf", "Xanthe").ListOf(2).Select(parts => string.Join(' ', parts));
        var pieces = Gen.OneOf(names, names.Select(name => name.ToUpperInvariant()), names.Select(name => $"{name}'s"), Gen.Elements(" ", ", ", "'", "_", "-", "7", "s ", "\n"), ArbMap.Default.ArbFor<string?>().Generator.Select(text => text ?? string.Empty));
        var texts = pieces.ListOf(12).Select(string.Concat).ListOf(4);

        Prop.ForAll(names.ListOf(3).ToArbitrary(), texts.ToArbitrary(), (called, said) =>
        {
            Child[] children = [.. called.Select(name => new Child(name, null, "was-there"))];
            var account = new Account
            {
                Lines = [new Line("what-happened", LineKind.Fact, said[0], said[1]), new Line("childs-words", LineKind.ChildsWords, "words", said[2]), new Line("your-worry", LineKind.Worry, "worry", said[3])],
                Children = children,
            };
            var lead = MadeUpEvents.Lee;
            var concern = Concern.From(
                "SC-2026-CCCCC",
                [
                    MadeUpEvents.Raised(account),
                    new Acknowledged(MadeUpEvents.Now, lead, null),
                    new NoteAdded(MadeUpEvents.Now, lead, said[0]),
                    new Decided(MadeUpEvents.Now, lead, DecisionKind.Refer, said[1]) { Details = [new Detail("wishes", said[2], said[3])] },
                    new Referred(MadeUpEvents.Now, lead, ReferredTo.FrontDoor, MadeUpEvents.Now, said[0], ReferredBy.Email, said[3]),
                ]);

            foreach (var (child, text) in _handOver.Of(concern, MadeUpEvents.School))
            {
                var own = Parts(child.Name!);

                Assert.All(
                    children.SelectMany(other => Parts(other.Name!)).Where(part => part.Length > 1 && !own.Contains(part, StringComparer.OrdinalIgnoreCase)),
                    part => Assert.DoesNotMatch($@"(?i)(?<![\p{{L}}\p{{M}}]){part}(?![\p{{L}}\p{{M}}])", text));
            }
        }).QuickCheckThrowOnFailure();

        static string[] Parts(string name) => name.Split(' ', '-', '\'');
    }

    private static string Of(Child child) => _handOver.Of(_concern, MadeUpEvents.School).Single(one => one.Child == child).Text;

    private static string Under(string text, string heading) => text.Split("\n\n").Single(part => part.StartsWith($"{heading}\n", StringComparison.Ordinal));
}
