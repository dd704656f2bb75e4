using System.Net;
using Azure.Identity;
using CseBot.Outbox;
using CseBot.Storage;
using Microsoft.Graph.Models.ODataErrors;
using Microsoft.Kiota.Abstractions;

namespace CseBot.Graph;

/// <summary>Brings the school's record up to date, in its own time: Graph away for a day holds nothing up and loses nothing.</summary>
/// <remarks>A concern about an adult, and one that leaves somebody out, goes to a list of its own, because others may be able to open the record. Where there is none, it stays in the database, and health counts it (design 5).</remarks>
internal sealed partial class PutListItem(Ledgers ledgers, SchoolRecord record, IReadOnlyList<SchoolSetup> schools, ILogger<PutListItem> logger) : IOutboxHandler
{
    public string Kind => OutboxKinds.PutListItem;

    public async Task<Handled> HandleAsync(OutboxRow row, CancellationToken cancellationToken)
    {
        await using var ledger = ledgers.Open();

        if (await ledger.ConcernAsync(row.Reference!, cancellationToken) is not { } concern || await ledger.LeaveToLaterAsync(row, cancellationToken))
        {
            return Handled.Done;
        }

        var setup = schools.Single(one => one.School.Id == concern.Raised.School);

        var (events, chainHead) = await ledger.ChainAsync(concern.Reference, cancellationToken);

        try
        {
            if (setup.RecordBefore(concern) is { } before)
            {
                await record.TakeOffAsync(before, concern.Reference, cancellationToken);
            }

            if (setup.RecordFor(concern.Raised.Route, concern.IsWithheld) is not { } location)
            {
                return Handled.Done;
            }

            await record.PutAsync(location, setup.School, concern, events, chainHead, cancellationToken);

            return Handled.Done;
        }
        catch (ApiException fault) when (fault.ResponseStatusCode == (int)HttpStatusCode.PreconditionFailed)
        {
            return Handled.Later(TimeSpan.Zero);
        }
        catch (Exception fault) when (fault is ApiException or HttpRequestException or AuthenticationFailedException
            || (fault is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            Log.Refused(logger, row.Reference!, (fault as ApiException)?.ResponseStatusCode ?? 0, fault.GetType().Name);

            return Handled.Later(GraphFault.WaitIn((fault as ODataError)?.ResponseHeaders));
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Graph did not take the list item of {Reference}: {Status} {Fault}.")]
        public static partial void Refused(ILogger logger, string reference, int status, string fault);
    }
}
