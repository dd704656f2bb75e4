using System.Runtime.CompilerServices;
using CseBot.Concerns;
using CseBot.Dialogs;
using CseBot.Graph;

namespace CseBot.Operations;

/// <summary>Looks at what the guidance says: whether it is due to be read again, and whether the numbers of the schools' areas have been checked.</summary>
internal sealed class GuidanceChecks(IReadOnlyList<SchoolSetup> schools, GuidanceLibrary guidance, AreaLibrary areas, TimeProvider clock)
{
    public async IAsyncEnumerable<Check> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        cancellationToken.ThrowIfCancellationRequested();

        var today = School.Day(clock.GetUtcNow());
        var due = guidance.Entries.Where(entry => entry.ReviewBy < today).Select(entry => entry.Id).ToArray();

        yield return due.Length == 0
            ? Check.Ok("guidance", $"{guidance.Entries.Count} entries, none due to be read again.")
            : Check.Weak("guidance", $"Due to be read again by a safeguarding lead: {string.Join(", ", due)}.");

        foreach (var school in schools.Select(setup => setup.School).DistinctBy(school => school.Area))
        {
            if (areas.Find(school.Area) is not { } area)
            {
                yield return Check.Weak($"area {school.Area}", $"We hold no area of that name, so staff of {school.Id} have to find the council's numbers themselves. Add Guidance/areas/{school.Area}.md.");
                continue;
            }

            if (area.ReviewBy < today)
            {
                yield return Check.Weak($"area {area.Id}", "It is due to be read again by a safeguarding lead of the area.");
            }

            foreach (var service in area.Services)
            {
                yield return Number(area, service, today);
            }
        }
    }

    private static Check Number(Area area, AreaService service, DateOnly today)
    {
        var what = $"area {area.Id}: {service.Name}";
        var remedy = $"Ring {service.Phone}, ask for the hours, and write the day under '{service.Id}' in Guidance/areas/{area.Id}.md";

        return service.CheckedOn switch
        {
            null => Check.Weak(what, $"Nobody has checked it, so staff are told 101 instead. {remedy}{(service.Note is { } note ? $" ({note})" : string.Empty)}."),
            { } day when day < today.AddYears(-1) => Check.Weak(what, $"It was checked more than a year ago. {remedy}."),
            _ => Check.Ok(what, "It has been checked within a year."),
        };
    }
}
