using CseBot.Concerns;
using CseBot.Dialogs;

namespace CseBot.Desk;

/// <summary>
/// What is known of a concern under the headings that assessment tools use, as plain text to be copied into the area's own. A heading about which nothing is known says so,
/// so that it can be asked. It weighs nothing and counts nothing: what it means is for a person to say (design 2, rule 2).
/// </summary>
internal sealed class AssessmentText(Wording words, RecordWords record, Domains domains, AreaLibrary areas)
{
    /// <summary>The heading that a child's own words stand under, and what others said.</summary>
    private const string Told = "told";

    public string Of(Concern concern, School school)
    {
        Written[] written = [.. Written.In(concern)];
        var ticked = concern.Accounts.SelectMany(account => account.Signs.Concat(account.Harms)).Distinct().ToArray();
        var elsewhere = ticked.Except(domains.All.SelectMany(domain => domain.Signs));

        return PlainText.Of(
            Top(concern, school),
            [
                (words.Say("assessment.who"), [.. concern.Children.Select(record.Child), .. Of(written, LineKind.People).Where(IsNoChild).Select(one => record.Text(one))]),
                (words.Say("assessment.account"), [.. Of(written, LineKind.Fact).Where(one => DomainOf(one) is null).Select(one => record.Text(one)), .. record.Asked(concern)]),
                .. domains.All.Select(domain => (words.Say($"assessment.domain.{domain.Id}"), Known(domain, ticked, written))),
                (words.Say("assessment.elsewhere"), [.. elsewhere.Select(Ticked)]),
                (words.Say("assessment.vulnerabilities"), Vulnerabilities(concern, written)),
                (words.Say("assessment.view"), [.. Of(written, LineKind.Worry).Select(one => record.Text(one))]),
                (words.Say("assessment.context"), [.. Of(written, LineKind.Context).Select(one => record.Text(one)), .. ElsewhereToo(concern)]),
            ]);
    }

    private string Top(Concern concern, School school) => string.Join(
        '\n',
        new[]
        {
            words.Say("assessment.title", ("reference", concern.Reference)),
            words.Say("assessment.raised", ("time", School.DayAndTime(concern.Raised.At)), ("school", school.Name), ("by", record.Reporter(concern.Raised))),
            areas.Find(school.Area) is { } area ? words.Say("assessment.tool", ("tool", area.Assessment), ("area", area.Name), ("note", area.AssessmentNote)) : words.Say("assessment.tool.none"),
            words.Say("assessment.no-verdict"),
        });

    private string[] Known(Domain domain, IReadOnlyList<string> ticked, IReadOnlyList<Written> written)
    {
        string[] known =
        [
            .. domain.Signs.Where(ticked.Contains).Select(Ticked),
            .. written.Where(one => DomainOf(one) == domain.Id).Select(one => record.Text(one)),
        ];

        return known.Length > 0 ? known : [words.Say("assessment.nothing")];
    }

    private string[] Vulnerabilities(Concern concern, IReadOnlyList<Written> written)
    {
        var known = concern.Accounts.SelectMany(account => account.Vulnerabilities).Distinct().Select(record.Title).ToArray();

        return known.Length > 0 ? known : [.. Of(written, LineKind.Vulnerabilities).Select(one => record.Text(one)).DefaultIfEmpty(words.Say("assessment.nothing"))];
    }

    private IEnumerable<string> ElsewhereToo(Concern concern) => concern.IsAboutAnAdultElsewhere ? [words.Say("record.adult-elsewhere")] : [];

    private string Ticked(string id) => words.Say("assessment.ticked", ("title", record.Title(id)));

    private string? DomainOf(Written written) => written switch
    {
        { Line.Kind: LineKind.ChildsWords or LineKind.SaidByOthers } => Told,
        { Question: { } question } => domains.All.FirstOrDefault(domain => domain.Questions.Contains(question))?.Id,
        _ => null,
    };

    private static IEnumerable<Written> Of(IEnumerable<Written> written, LineKind kind) => written.Where(one => one.Line.Kind == kind);

    /// <summary>The lines that say who the children are come with the children.</summary>
    private static bool IsNoChild(Written written) => !Child.Says(written.Line);
}
