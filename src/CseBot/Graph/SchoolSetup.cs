using CseBot.Concerns;

namespace CseBot.Graph;

/// <summary>A list and a library on SharePoint.</summary>
/// <param name="DriveId">The library, where there is one.</param>
internal sealed record RecordLocation(string SiteId, string ListId, string? DriveId);

/// <summary>A school as configured, and where what belongs to it is found through Graph (design 7).</summary>
/// <param name="StaffGroupId">The group whose members are the school's staff. Nothing: everybody in the tenant counts as staff.</param>
/// <param name="LeadsGroupId">The group whose members are its leads.</param>
/// <param name="AdultRecord">Where concerns about adults go, which the leads cannot open.</param>
/// <param name="WithheldRecord">Where a concern goes that leaves somebody out who could open the record.</param>
internal sealed record SchoolSetup(
    School School, string? StaffGroupId, string? LeadsGroupId, RecordLocation Record, RecordLocation? AdultRecord, RecordLocation? WithheldRecord)
{
    /// <summary>Where a concern goes; nothing where there is no list for it. One that leaves somebody out never lies where they might open it (design 5).</summary>
    public RecordLocation? RecordFor(ConcernRoute route, bool isWithheld) => (route, isWithheld) switch
    {
        (_, true) => WithheldRecord,
        (ConcernRoute.Adult, _) => AdultRecord,
        _ => Record,
    };

    /// <summary>Where a concern lay before somebody was left out of it; nothing where it never did.</summary>
    public RecordLocation? RecordBefore(Concern concern) => concern.IsWithheld && !concern.Raised.IsWithheld ? RecordFor(concern.Raised.Route, isWithheld: false) : null;
}
