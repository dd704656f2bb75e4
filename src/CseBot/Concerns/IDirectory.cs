namespace CseBot.Concerns;

/// <summary>Who is who at this moment: the schools with their people as configuration and their groups in Entra have them, and what somebody who writes is to them.</summary>
internal interface IDirectory
{
    /// <summary>The schools as configured, which can be had when nothing else can.</summary>
    IReadOnlyList<School> Configured { get; }

    /// <summary>A school and its people, at most five minutes old, or as last known while Graph is away.</summary>
    /// <exception cref="InvalidOperationException">No such school is configured.</exception>
    ValueTask<School> SchoolAsync(string id, CancellationToken cancellationToken);

    /// <summary>The school's staff as its group in Entra has them; nobody where there is no group, or it is not known.</summary>
    ValueTask<IReadOnlyList<GroupMember>> StaffAsync(string school, CancellationToken cancellationToken);

    ValueTask<Standing> StandingAsync(string entraId, CancellationToken cancellationToken);
}

/// <summary>A school, and who is on its staff list.</summary>
/// <param name="Staff">The Entra ids on the list; nothing where there is no list, or nobody knows what is on it.</param>
internal sealed record StaffList(School School, IReadOnlySet<string>? Staff);

/// <summary>What somebody who writes is to the schools.</summary>
/// <param name="Schools">The schools they may be writing about: those they belong to, or, where nobody can say, every one that it could be.</param>
/// <param name="IsStaff">Whether they count as staff. Only somebody who is known to be on no list, and is not named, does not.</param>
internal sealed record Standing(IReadOnlyList<School> Schools, bool IsStaff)
{
    /// <summary>Whether they count as staff only because nobody can say that they are not.</summary>
    public bool IsPresumed { get; init; }

    public static Standing Of(string entraId, IReadOnlyList<StaffList> lists)
    {
        IReadOnlyList<School> theirs = [.. lists.Where(list => list.School.Find(entraId) is not null || list.Staff?.Contains(entraId) is true).Select(list => list.School)];
        IReadOnlyList<School> possible = [.. lists.Where(list => list.Staff is null).Select(list => list.School)];

        return (theirs, possible) switch
        {
            ({ Count: > 0 }, _) => new Standing(theirs, IsStaff: true),
            (_, { Count: > 0 }) => new Standing(possible, IsStaff: true) { IsPresumed = true },
            _ => new Standing([.. lists.Select(list => list.School)], IsStaff: false),
        };
    }
}
