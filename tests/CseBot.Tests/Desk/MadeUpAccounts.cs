using CseBot.Concerns;
using CseBot.Tests.Support;

namespace CseBot.Tests.Desk;

/// <summary>Accounts in words that occur nowhere else, so that they can be found again.</summary>
internal static class MadeUpAccounts
{
    public static readonly Child Kay = new("Kay Linden", "9B", "worried-about");
    public static readonly Child Tam = new("Tam Osborne-Reeve", "10C", Child.MayHaveCausedHarm);
    public static readonly Child Nobody = new(null, null, "was-there");

    /// <summary>An account with a line of every kind.</summary>
    public static readonly Account First = new()
    {
        Lines =
        [
            new Line("who.1", LineKind.People, "Child: worried about", "Kay Linden"),
            new Line("class.1", LineKind.People, "Year or class", "9B"),
            new Line("about-an-adult", LineKind.People, "About an adult who works with children", "No"),
            new Line("what-happened", LineKind.Fact, "What happened, word for word", "Kay got into a heliotrope van with Tam."),
            new Line("when", LineKind.Fact, "When it happened (taken for Friday 20 November 2026, about 15:30)", "Fri after school") { TakenFor = new Moment(new DateOnly(2026, 11, 20), new DateOnly(2026, 11, 20), new TimeOnly(15, 30), IsAbout: true) },
            new Line("ask.vehicle", LineKind.Fact, "What did the car or the adult look like?", "A vermilion stripe."),
            new Line("childs-words", LineKind.ChildsWords, "The child's exact words", "\"He said he'd\nfetch me\" she told me, about Tam's cousin.") { WrittenAt = TestApp.Monday.AddMinutes(-3) },
            new Line("who-else-told", LineKind.SaidByOthers, "What others said, and who", "The caretaker saw the cerise door."),
            new Line("signs-behavioural", LineKind.Signs, "Signs in what they do", "In cars with unknown adults"),
            new Line("your-worry", LineKind.Worry, "The writer's own worry", "That it is a fuchsia pattern."),
            new Line("vulnerabilities", LineKind.Vulnerabilities, "Known about the child, and no signs", "Somebody they love has died"),
            new Line("parents", LineKind.Context, "The parents have been spoken to", "I don't know"),
        ],
        Children = [Kay, Tam, Nobody],
        Signs = ["cars-of-unknown-adults"],
        Harms = ["something-else"],
        Vulnerabilities = ["bereaved"],
        MayBeUnder13 = true,
    };

    public static readonly Account Added = Account.Of(new Line("what-else", LineKind.Fact, "What is being added", "The puce van came back for OSBORNE."));
}
