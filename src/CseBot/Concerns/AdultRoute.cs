namespace CseBot.Concerns;

/// <summary>Who may hear of a concern about an adult who works or volunteers at the school: the headteacher; about the headteacher, the chair of governors (field (d) 8 and 9).</summary>
internal static class AdultRoute
{
    /// <summary>The people of the school who can be on it, apart from the LADO, who is rung.</summary>
    public static IReadOnlyList<Role> People { get; } = [Role.Headteacher, Role.ActingHead, Role.ChairOfGovernors];

    private static readonly Role[] _heads = [Role.Headteacher, Role.ActingHead];

    /// <summary>The keys of the people who are left out. Whoever stands in for the headteacher is not asked to look into them.</summary>
    /// <param name="about">The keys of the people whom it is or may be about.</param>
    /// <param name="first">Whom the reporter chose, where it is about nobody who is named.</param>
    public static IReadOnlyList<string> LeftOut(School school, IReadOnlyCollection<string> about, FirstTold? first)
    {
        var isAboutTheHead = school.People.Any(person => about.Contains(person.Key) && person.Roles.Contains(Role.Headteacher));
        Role[] roles = (first, isAboutTheHead) switch
        {
            (FirstTold.Nobody, _) => [.. People],
            (FirstTold.Chair, _) or (_, true) => _heads,
            _ => [],
        };

        return [.. about.Union(school.People.Where(person => person.Roles.Intersect(roles).Any()).Select(person => person.Key))];
    }
}

/// <summary>Whom a reporter wants told of a concern about an adult who is none of the named people, or whom they do not want to name.</summary>
internal enum FirstTold
{
    Head,
    Chair,

    /// <summary>Nobody at the school: the reporter rings the council's officer for allegations.</summary>
    Nobody,
}
