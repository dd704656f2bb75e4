#pragma warning disable
using System.Text.Json.Nodes;
using CseBot.Concerns;
using CseBot.Storage;
using CseBot.Teams;

namespace CseBot.Concerns
{
    internal enum DeskList { Mine, Unacknowledged, FollowUpsDue, NotElsewhere, SecondLooks, All }
    internal sealed record SeenBefore(string Reference, TokenKind What);
    internal sealed record Searched(DateTimeOffset At, Actor By, string For, IReadOnlyList<string> Found);
    internal sealed record ChronologyEntry(string Reference, ConcernEvent Event, Line? Line, Moment? Moment) { public DateTimeOffset When => Event.At; public bool IsWholeDay => false; }
    internal static class Chronology { public static IReadOnlyList<ChronologyEntry> Of(IReadOnlyList<Concern> concerns) => []; }
}


namespace CseBot.Desk
{
}

namespace CseBot.Storage
{
    internal static class Stubs
    {
        extension(Ledger ledger)
        {
            public Task<IReadOnlyList<SeenBefore>> SeenBeforeAsync(Concern c, int m, CancellationToken t) => Task.FromResult<IReadOnlyList<SeenBefore>>([]);
            public Task<IReadOnlyList<Concern>> ChronologyAsync(string r, CancellationToken t) => Task.FromResult<IReadOnlyList<Concern>>([]);
            public Task<IReadOnlyList<string>> SearchAsync(string s, string w, int m, CancellationToken t) => Task.FromResult<IReadOnlyList<string>>([]);
            public Task WriteSearchedAsync(string s, Searched w, CancellationToken t) => Task.CompletedTask;
            public Task<(IReadOnlyList<string> References, int Total)> DeskAsync(string school, ConcernRoute route, DeskList list, string entraId, DateOnly today, int skip, int take, CancellationToken t) => Task.FromResult<(IReadOnlyList<string>, int)>(([], 0));
        }
    }
}
