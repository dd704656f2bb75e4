using CseBot.Conversations;
using CseBot.Desk;
using CseBot.Tests.Support;
using static CseBot.Tests.Support.EveryRole;

namespace CseBot.Tests.Journeys;

/// <summary>
/// Everything that can be pressed on a concern, by everybody, whatever it is about and however far it has got. The tables are what is agreed, and follow from nothing in the program.
/// </summary>
public sealed class Who_may_press_what(EveryRole roles) : IClassFixture<EveryRole>
{
    /// <summary>
    /// What somebody is to a concern. H acts on it, once anybody does. D is the one it is offered to, and who is asked to agree. O may open it too.
    /// S is a senior leader who was told, and decides nothing that is a lead's. T is the head, who was told and may take it over. R raised it. To everybody else there is no such concern. Where there is a dot, it is as in the first column.
    /// </summary>
    private const string Everybody = """
                      Child  WithoutRelated  Climbed  Adult  Elsewhere
        reporter      R      R               R        R      -
        lead          H      H               .        -      -
        deputy        D      D               .        -      -
        related       O      -               .        -      -
        subject       O      O               .        -      -
        senior        -      -               S        -      -
        head          -      -               T        H      -
        acting        -      -               -        D      -
        chair         -      -               -        O      -
        governor      -      -               -        -      -
        trust         -      -               -        -      -
        hazel-lead    -      -               -        -      H
        hazel-teacher -      -               -        -      R
        tess          -      -               -        -      -
        colleague     -      -               -        -      -
        operator      -      -               -        -      -
        stranger      -      -               -        -      -
        pupil         -      -               -        -      -
        """;

    /// <summary>
    /// What comes of pressing it: four signs, for when it is raised, acknowledged, decided and closed. A plus: it is done. A circle: something is shown, and nothing changes. A dash: there is
    /// no such concern. Anything else is a reason (see <see cref="_reasons"/>).
    /// </summary>
    private const string Verbs = """
                                H     D     O     S     T     R
        acknowledge             +ooc  +ttt  +ttt  +ttt  ----  ----
        open                    ++++  ++++  ++++  ++++  ----  ----
        shut                    oooo  oooo  oooo  oooo  oooo  ----
        work                    oooo  oooo  oooo  oooo  ----  ----
        take-over               +ooc  +++c  +++c  +---  +++c  ----
        accept-hand-over        nnnn  n+nn  nnnn  nnnn  nnnn  ----
        decline-hand-over       n+nn  n+nn  nnnn  nnnn  nnnn  ----
        called-999              +++c  +++c  +++c  +++c  ----  ----
        with-child              +++c  +++c  +++c  +++c  ----  ----
        export                  ++++  ++++  ++++  ++++  ----  ----
        link-it                 ++++  ++++  ++++  mmmm  ----  ----
        assessment              ++++  ++++  ++++  ++++  ----  ----
        hand-over-text          ++++  ++++  ++++  ++++  ----  ----
        chronology              ++++  ++++  ++++  ++++  ----  ----
        disagree                oooo  oooo  oooo  oooo  ----  ----
        decide                  aooc  ahhc  ahhc  ahhc  ----  ----
        refer                   aooo  ahhh  ahhh  ahhh  ----  ----
        ask-reporter            aooc  ahhc  ahhc  ahhc  ----  ----
        add-note                oooo  oooo  oooo  oooo  ----  ----
        hand-over               adoc  ahhc  ahhc  ahhc  ----  ----
        link                    oooo  oooo  oooo  oooo  ----  ----
        follow-up               aooc  ahhc  ahhc  ahhc  ----  ----
        finish-follow-up        -+--  -+--  -+--  -+--  ----  ----
        record-elsewhere        oooo  oooo  oooo  oooo  ----  ----
        agree                   nxnn  n+nn  nxnn  nxnn  ----  ----
        close                   aooc  ahhc  ahhc  ahhc  ----  ----
        look-again              ayyx  ayy+  ayy+  ayyx  ----  ----
        reopen                  ayyo  ayyo  ayyo  ayyx  ----  ----
        hold                    oooo  oooo  oooo  xxxx  ----  ----
        lift-hold               dddd  dddd  dddd  xxxx  ----  ----
        review-date             oooo  oooo  oooo  xxxx  ----  ----
        save-decide             +o+c  +hhc  +hhc  +hhc  ----  ----
        save-refer              a+++  ahhh  ahhh  ahhh  ----  ----
        save-ask-reporter       a++c  ahhc  ahhc  ahhc  ----  ----
        save-add-note           ++++  ++++  ++++  ++++  ----  ----
        save-hand-over          ad+c  ahhc  ahhc  ahhc  ----  ----
        save-link               ++++  ++++  ++++  mmmm  ----  ----
        save-follow-up          a++c  ahhc  ahhc  ahhc  ----  ----
        save-finish-follow-up   -+--  -+--  -+--  -+--  ----  ----
        save-record-elsewhere   ++++  ++++  ++++  ++++  ----  ----
        save-agree              nxnn  n+nn  nxnn  nxnn  ----  ----
        save-close              au+c  ahhc  ahhc  ahhc  ----  ----
        save-look-again         ayyx  ayy+  ayy+  ayyx  ----  ----
        save-reopen             ayy+  ayy+  ayy+  ayyx  ----  ----
        save-hold               ++++  ++++  ++++  xxxx  ----  ----
        save-lift-hold          dddd  dddd  dddd  xxxx  ----  ----
        save-review-date        ++++  ++++  ++++  xxxx  ----  ----
        read-question           ----  ----  ----  ----  ----  -o--
        save-answer             ----  ----  ----  ----  ----  -+--
        shut-question           ----  ----  ----  ----  ----  -o--
        add                     ----  ----  ----  ----  ----  oooo
        rang                    ----  ----  ----  ----  ----  +sss
        """;

    /// <summary>What is otherwise about an adult: no other concern is about the same child, and nobody looks again.</summary>
    private const string VerbsAboutAnAdult = """
                                H     D     O     R
        link-it                 mmmm  mmmm  mmmm  ----
        save-link               mmmm  mmmm  mmmm  ----
        look-again              ayyn  ayyn  ayyn  ----
        save-look-again         ayyn  ayyn  ayyn  ----
        save-decide             +++c  +hhc  +hhc  ----
        """;

    private static readonly Known _nothing = new("SC-2026-CCCCC", Guid.NewGuid(), Guid.NewGuid());

    private static readonly Dictionary<char, string> _reasons = new()
    {
        ['a'] = "Please acknowledge it first",
        ['c'] = "It is closed. Open it again first.",
        ['d'] = "That has been done already.",
        ['h'] = "Only the person who acknowledged this",
        ['m'] = "I know of no such concern that is open to you.",
        ['n'] = "There is nothing to answer here any more.",
        ['s'] = "has been seen meanwhile",
        ['t'] = " acknowledged this at ",
        ['u'] = "Record a decision first.",
        ['x'] = "This is for another lead than you.",
        ['y'] = "That comes later",
        ['q'] = "Nothing is saved yet",
    };

    public static TheoryData<string, About> EachOfThem
    {
        get
        {
            TheoryData<string, About> each = [];

            foreach (var (who, about) in Read(Everybody).Keys.SelectMany(who => Enum.GetValues<About>().Select(about => (who, about))).Where(one => Read(Everybody)[one.who][$"{one.about}"] != "."))
            {
                each.Add(who, about);
            }

            return each;
        }
    }

    [Fact]
    public void Every_verb_of_the_program_is_in_the_table_and_no_other() => Assert.Equal(
        new[] { ConcernActions.Verbs, AskReporter.Verbs, OwnConcerns.Verbs }.SelectMany(verbs => verbs).Order(StringComparer.Ordinal),
        Read(Verbs).Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(EachOfThem))]
    public async Task Each_of_them_gets_what_the_table_says_and_leaves_no_trace_where_there_is_nothing_for_them(string who, About about)
    {
        var standing = Read(Everybody)[who][$"{about}"];
        List<string> wrong = [];

        foreach (var (index, verb) in Read(Verbs).Keys.Index())
        {
            var nothing = await PressAsync(who, verb, about, _nothing);
            var expected = Expected(verb, about, standing);
            Assert.StartsWith("This is not open to you.", nothing.Answer.Line, StringComparison.Ordinal);

            // Where there is never anything for them, how far it has got is taken by turns.
            foreach (var got in expected == "----" ? [(Got)(index % 4)] : Enum.GetValues<Got>())
            {
                var pressed = await PressAsync(who, verb, about, await roles.AnyAsync(about, got));
                var sign = Sign(pressed, nothing.Answer);

                if (sign != expected[(int)got] || (sign == '-' && (pressed.Calls, pressed.Work) != (nothing.Calls, nothing.Work)))
                {
                    wrong.Add($"{verb} when {got}: {sign}, not {expected[(int)got]} {pressed} {nothing}");
                }

                if (pressed.Events > 0)
                {
                    roles.Change(about, got);
                }
            }
        }

        Assert.Empty(wrong);
    }

    private static char Sign(Pressed pressed, Answered nothing) => pressed switch
    {
        { Answer.Status: not 200 } or { Answer.Code: not 200 } => '!',
        { Events: > 0 } => '+',
        _ when pressed.Answer.Body == nothing.Body => '-',
        _ => _reasons.FirstOrDefault(reason => pressed.Answer.Says(reason.Value)) is { Value: not null } why ? why.Key : 'o',
    };

    private static string Expected(string verb, About about, string standing) => standing switch
    {
        "-" => "----",
        _ when about == About.Adult && Read(VerbsAboutAnAdult).TryGetValue(verb, out var row) => row[standing],
        _ => Read(Verbs)[verb][standing],
    };

    private async Task<Pressed> PressAsync(string who, string verb, About about, Known known)
    {
        var data = await roles.DataAsync(about, known);
        var (asked, calls) = (roles.Asked, roles.Calls);
        var (queries, events, work) = (asked.Queries, asked.Events, asked.Work);
        var answer = await roles.PressAsync(who, verb, data);

        return new Pressed(answer, asked.Queries - queries, asked.Events - events, asked.Work - work, roles.Calls - calls);
    }

    /// <summary>A table as it is written above: what is in a row, by the name of its column.</summary>
    private static Dictionary<string, Dictionary<string, string>> Read(string table)
    {
        string[][] rows = [.. table.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))];

        return rows[1..].ToDictionary(row => row[0], row => rows[0].Zip(row[1..]).ToDictionary(cell => cell.First, cell => cell.Second, StringComparer.Ordinal), StringComparer.Ordinal);
    }

    private sealed record Pressed(Answered Answer, int Queries, int Events, int Work, int Calls);
}
