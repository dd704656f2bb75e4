using System.Text.Json.Nodes;
using CseBot.Cards;
using CseBot.Concerns;
using CseBot.Dialogs;

namespace CseBot.Conversations;

/// <summary>Whom the council wants rung now. The council that counts is the one where the child lives; we know only the school's.</summary>
internal sealed class Contacts(AreaLibrary areas, BankHolidays holidays, Wording words, TimeProvider clock)
{
    /// <summary>The services that can be rung at this moment. A number that nobody has checked is never among them.</summary>
    public IReadOnlyList<JsonObject> Now(IReadOnlyList<School> schools, IEnumerable<Situation> situations) => AreaOf(schools) is { } area
        ? [.. situations.SelectMany(situation => area.ToRing(situation, School.Local(clock.GetUtcNow()).DateTime, holidays)).DistinctBy(service => service.Id).Select(Fact)]
        : [];

    /// <summary>What goes with them: for whom they are, whom the area wants told besides, and how to find those of another council.</summary>
    public IEnumerable<string> Ways(IReadOnlyList<School> schools, IReadOnlyList<Situation> situations)
    {
        if (AreaOf(schools) is not { } area)
        {
            return [words.Say("area.not-held")];
        }

        var listed = Now(schools, situations).Count > 0;

        return
        [
            listed ? words.Say("area.lives-here", ("area", area.Name)) : words.Say("area.nobody-now", ("area", area.Name)),
            .. situations.Select(area.Route).Where(route => route.Tell is not null).Select(route => words.Say($"area.tell.{route.Situation}", ("who", route.Tell!))),
            .. situations.Contains(Situation.OpenToSocialCare) ? [words.Say("area.assessment", ("tool", area.Assessment))] : Array.Empty<string>(),
            words.Say("area.home-council"),
        ];
    }

    /// <summary>The area that all the schools are in. Where they are in several, nobody knows which council it would be.</summary>
    private Area? AreaOf(IReadOnlyList<School> schools) => schools.Select(school => school.Area).Distinct(StringComparer.Ordinal).ToArray() is [var only] ? areas.Find(only) : null;

    private static JsonObject Fact(AreaService service) => CardData.Choice(service.Name, service.Phone);
}
