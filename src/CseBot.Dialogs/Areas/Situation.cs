namespace CseBot.Dialogs;

/// <summary>Where a worry stands, as far as it decides whom the council wants told.</summary>
public enum Situation
{
    OpenToSocialCare,
    NotOpenToSocialCare,
    OutsideSchool,
    Disagreement,
}

/// <summary>The situations as the guidance names them.</summary>
internal static class Situations
{
    private static readonly Dictionary<string, Situation> _byName = new(StringComparer.Ordinal)
    {
        ["open to social care"] = Situation.OpenToSocialCare,
        ["not open to social care"] = Situation.NotOpenToSocialCare,
        ["outside school"] = Situation.OutsideSchool,
        ["disagreement"] = Situation.Disagreement,
    };

    public static IReadOnlyCollection<string> Names => _byName.Keys;

    public static Situation? Read(string name) => _byName.TryGetValue(name, out var situation) ? situation : null;
}
