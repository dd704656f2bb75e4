using System.Runtime.CompilerServices;
using CseBot.Concerns;
using CseBot.Graph;

namespace CseBot.Operations;

/// <summary>Looks at the groups in Entra that say who is staff and who is a lead.</summary>
internal sealed class GroupChecks(IReadOnlyList<SchoolSetup> schools, Groups groups, GraphLine line)
{
    public async IAsyncEnumerable<Check> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var setup in schools)
        {
            yield return setup.StaffGroupId is { } staff
                ? await CheckAsync($"{setup.School.Id}: staff", "StaffGroupId", staff, [], cancellationToken)
                : Check.Weak($"{setup.School.Id}: staff", "No StaffGroupId is set, so everybody in the tenant counts as staff, pupils too. Set it.");

            yield return setup.LeadsGroupId is { } leads
                ? await CheckAsync($"{setup.School.Id}: leads", "LeadsGroupId", leads, [.. setup.School.People.Where(person => person is { IsLead: true, EntraId: not null })], cancellationToken)
                : Check.Ok($"{setup.School.Id}: leads", "No LeadsGroupId is set: the leads are those in People.");
        }
    }

    private async Task<Check> CheckAsync(string what, string key, string groupId, IReadOnlyList<NamedPerson> expected, CancellationToken cancellationToken)
    {
        var answer = await line.AskAsync(asking => groups.MembersAsync(groupId, asking), cancellationToken);

        if (answer.Value is not { } members)
        {
            return Check.Wrong(what, answer.Fault is { Kind: GraphFaultKind.NotAllowed }
                ? "We may not read the group (403). In Entra, give the app the application permissions GroupMember.Read.All and User.ReadBasic.All, and grant admin consent."
                : GraphSentences.Say(answer.Fault!, $"The group of {key}"));
        }

        var gone = expected.Where(person => members.All(member => member.EntraId != person.EntraId)).Select(person => person.Name).ToArray();

        return (members.Count, gone) switch
        {
            (0, _) => Check.Wrong(what, $"The group of {key} has nobody in it, and so is not believed. Put the people in, or correct the id."),
            (_, { Length: > 0 }) => Check.Weak(what, $"Named as leads and not in the group, so they are not told: {string.Join(", ", gone)}. Put them in the group, or take them out of People."),
            (var count, _) => Check.Ok(what, $"The group can be read; people in it: {count}."),
        };
    }
}
