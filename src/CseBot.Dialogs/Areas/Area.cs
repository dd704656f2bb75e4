namespace CseBot.Dialogs;

/// <summary>A service that can be rung, as a document has it. It may be shown to somebody who has to ring only once it has been checked.</summary>
/// <param name="CheckedOn">When somebody last made sure of the number and the hours; nothing when nobody has.</param>
/// <param name="Note">What whoever checks it should know. It is never shown to staff.</param>
public sealed record AreaService(string Id, string Name, string Phone, string? Email, OpeningHours Hours, GuidanceSource Source, DateOnly? CheckedOn, string? Note);

/// <summary>Whom an area wants told in one situation.</summary>
/// <param name="Tell">Somebody to tell first who has no number of their own here, such as the child's social worker.</param>
public sealed record AreaRoute(Situation Situation, string? Tell, IReadOnlyList<AreaService> SendTo, string Text);

/// <summary>A council's services and ways, as a safeguarding lead wrote them. The one that counts is that of the council where the child lives.</summary>
/// <param name="Assessment">What the area calls the tool that a lead assesses exploitation with.</param>
public sealed record Area(
    string Id,
    string Name,
    string Assessment,
    string AssessmentNote,
    IReadOnlyList<AreaService> Services,
    IReadOnlyList<AreaRoute> Routes,
    IReadOnlyList<string> Resources,
    DateOnly ReviewedOn,
    DateOnly ReviewBy)
{
    public AreaRoute Route(Situation situation) => Routes.Single(route => route.Situation == situation);

    /// <summary>Which of a route's services can be rung at a moment: the checked ones that are open, in the area's order. None: 101 is left.</summary>
    /// <param name="local">The time in England.</param>
    public IReadOnlyList<AreaService> ToRing(Situation situation, DateTime local, BankHolidays holidays) =>
        [.. Route(situation).SendTo.Where(service => service.CheckedOn is not null && IsOpen(service, local, holidays))];

    private bool IsOpen(AreaService service, DateTime local, BankHolidays holidays) => service.Hours switch
    {
        OpeningHours.AtAnyTime => true,
        OpeningHours.Weekly weekly => weekly.AreOpen(local, holidays),
        OpeningHours.WhenClosed { Other: var other } => !IsOpen(Services.Single(one => one.Id == other), local, holidays),
        _ => false,
    };
}
