namespace CseBot.Dialogs;

/// <summary>What kind of thing an entry explains. Signs of harm and vulnerabilities are never mixed.</summary>
public enum GuidanceKind
{
    Sign,
    Vulnerability,
    PullFactor,
    Topic,
    Myth,
}

/// <summary>Where an entry rests: a document and the place in it, shown so that staff can check it.</summary>
public sealed record GuidanceSource(string Document, string Section);

/// <summary>
/// One thing that staff can ask about, as a safeguarding lead wrote it. The id is the taxonomy's and the file's name.
/// Only a sign has a group. <c>Also</c> holds other words that staff use: they help to find the entry and are never shown.
/// <c>Ring</c> says for which situations the entry shows whom to ring now.
/// </summary>
public sealed record GuidanceEntry(
    string Id,
    GuidanceKind Kind,
    string? Group,
    string Title,
    string Answer,
    string WhyItMatters,
    string Notice,
    IReadOnlyList<GuidanceSource> Sources,
    IReadOnlyList<string> Related,
    IReadOnlyList<string> Also,
    IReadOnlyList<Situation> Ring,
    DateOnly ReviewedOn,
    DateOnly ReviewBy);
