using CseBot.Concerns;

namespace CseBot.Storage;

/// <summary>What is on each list of the desk, by clear columns alone. Every one of them is found by an index that begins with the school and the route.</summary>
internal static class DeskLists
{
    extension(IQueryable<ConcernRow> concerns)
    {
        public IQueryable<ConcernRow> On(DeskList list, string entraId, DateOnly today) => list switch
        {
            DeskList.Mine => concerns.Where(row => row.Status == ConcernStatus.Acknowledged && row.Holder == entraId),
            DeskList.Unacknowledged => concerns.Where(row => row.Status == ConcernStatus.Raised),
            DeskList.FollowUpsDue => concerns.Where(row => row.FollowUpOn <= today),
            DeskList.NotElsewhere => concerns.Where(row => !row.IsElsewhere),
            DeskList.SecondLooks => concerns.Where(row => row.SecondLookBy != null),
            _ => concerns.Where(row => row.Status == ConcernStatus.Raised || row.Status == ConcernStatus.Acknowledged),
        };

        public IOrderedQueryable<ConcernRow> MostUrgentFirst(DeskList list) => (list switch
        {
            DeskList.Mine => concerns.OrderBy(row => row.DueAt == null).ThenBy(row => row.DueAt).ThenBy(row => row.FollowUpOn == null).ThenBy(row => row.FollowUpOn).ThenBy(row => row.RaisedAt),
            DeskList.FollowUpsDue => concerns.OrderBy(row => row.FollowUpOn).ThenBy(row => row.RaisedAt),
            DeskList.SecondLooks => concerns.OrderBy(row => row.SecondLookBy).ThenBy(row => row.RaisedAt),
            DeskList.NotElsewhere => concerns.OrderBy(row => row.RaisedAt),
            _ => concerns.OrderBy(row => row.Status == ConcernStatus.Raised ? 0 : 1)
                .ThenBy(row => row.Response == Response.Now ? 0 : row.Response == Response.Today ? 1 : 2)
                .ThenBy(row => row.RaisedAt),
        }).ThenBy(row => row.Reference);
    }
}
