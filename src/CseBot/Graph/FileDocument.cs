using CseBot.Concerns;
using CseBot.Outbox;
using CseBot.Storage;
using Microsoft.Graph;

namespace CseBot.Graph;

/// <summary>Files the full record of a concern in the school's restricted library, a new version each time (protocol 6.1). Needs the role write on its site, or Files.SelectedOperations.Selected.</summary>
/// <remarks>It lies where the list item lies, or nowhere: a concern that leaves somebody out is taken out of the library that they may be able to open.</remarks>
internal sealed partial class FileDocument(
    Ledgers ledgers, IDirectory directory, GraphServiceClient graph, IRecordDocument document, IReadOnlyList<SchoolSetup> schools, ILogger<FileDocument> logger) : IOutboxHandler
{
    public string Kind => OutboxKinds.FileDocument;

    public async Task<Handled> HandleAsync(OutboxRow row, CancellationToken cancellationToken)
    {
        await using var ledger = ledgers.Open();

        if (await ledger.ConcernAsync(row.Reference!, cancellationToken) is not { } concern || await ledger.LeaveToLaterAsync(row, cancellationToken))
        {
            return Handled.Done;
        }

        var setup = schools.Single(one => one.School.Id == concern.Raised.School);

        try
        {
            if (setup.RecordBefore(concern)?.DriveId is { Length: > 0 } before)
            {
                await TakeOutAsync(before, concern.Reference, cancellationToken);
            }

            if (setup.RecordFor(concern.Raised.Route, concern.IsWithheld)?.DriveId is { Length: > 0 } library)
            {
                await PutAsync(library, concern, await directory.SchoolAsync(setup.School.Id, cancellationToken), cancellationToken);
            }

            return Handled.Done;
        }
        catch (Exception thrown) when (!cancellationToken.IsCancellationRequested && GraphFault.Of(thrown) is not null)
        {
            var fault = GraphFault.Of(thrown)!;
            Log.Refused(logger, concern.Reference, fault.Kind, fault.Status ?? 0);

            return Handled.Later(fault.RetryAfter);
        }
    }

    private static string Name(string reference) => $"{reference}.docx";

    private async Task PutAsync(string library, Concern concern, School school, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream(document.Of(concern, school));

        if (await graph.Drives[library].Root.ItemWithPath(Name(concern.Reference)).Content.PutAsync(content, cancellationToken: cancellationToken) is not { Id.Length: > 0 })
        {
            throw new HttpRequestException("Graph took a document, and did not say which one it made.");
        }
    }

    private async Task TakeOutAsync(string library, string reference, CancellationToken cancellationToken)
    {
        try
        {
            await graph.Drives[library].Root.ItemWithPath(Name(reference)).DeleteAsync(cancellationToken: cancellationToken);
        }
        catch (Exception thrown) when (GraphFault.Of(thrown) is { Kind: GraphFaultKind.NotThere })
        {
            // It is not there, which is what was wanted.
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Graph did not take the document of {Reference}: {Fault} {Status}.")]
        public static partial void Refused(ILogger logger, string reference, GraphFaultKind fault, int status);
    }
}
