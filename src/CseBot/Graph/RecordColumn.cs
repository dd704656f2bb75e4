namespace CseBot.Graph;

/// <summary>A column of the school's list (design 6).</summary>
/// <param name="IsKey">Whether it is indexed, and no two items may have the same in it.</param>
internal sealed record RecordColumn(string Name, ColumnKind Kind, bool IsKey = false)
{
    public const string Reference = "Reference";

    /// <summary>All of them, in the order in which a person reads them.</summary>
    public static IReadOnlyList<RecordColumn> All { get; } =
    [
        new(Reference, ColumnKind.Text, IsKey: true),
        new("School", ColumnKind.Text),
        new("RaisedAt", ColumnKind.Text),
        new("Response", ColumnKind.Text),
        new("Status", ColumnKind.Text),
        new("ActBy", ColumnKind.Text),
        new("AcknowledgedBy", ColumnKind.Text),
        new("AcknowledgedAt", ColumnKind.Text),
        new("Decision", ColumnKind.Text),
        new("Reason", ColumnKind.Lines),
        new("ReferredTo", ColumnKind.Text),
        new("ReferredAt", ColumnKind.Text),
        new("ReferralReference", ColumnKind.Text),
        new("FollowUpAt", ColumnKind.Text),
        new("Outcome", ColumnKind.Text),
        new("ClosedAt", ColumnKind.Text),
        new("ReviewAt", ColumnKind.Text),
        new("Hold", ColumnKind.Text),
        new("Events", ColumnKind.Number),
        new("ChainHead", ColumnKind.Text),
    ];
}

internal enum ColumnKind
{
    Text,

    /// <summary>Text of several lines.</summary>
    Lines,

    Number,

    /// <summary>Anything that we do not make.</summary>
    Other,
}
