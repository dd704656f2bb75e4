using CseBot.Concerns;
using CseBot.Dialogs;
using CseBot.Outbox;
using CseBot.Storage;
using Microsoft.Graph;
using Microsoft.Graph.Models;
using Microsoft.Graph.Users.Item.SendMail;

namespace CseBot.Graph;

/// <summary>Sends somebody who could not be reached in Teams a mail that says nothing but that, once (protocol 6.1, 6.4). Needs Mail.Send and User.ReadBasic.All.</summary>
/// <remarks>
/// That it is being sent is written down before Graph is called. Where nobody can say whether it was, because there was no answer or the program stopped, it is not
/// sent again. Only what Graph has refused outright is tried again.
/// </remarks>
internal sealed partial class SendMail(
    Ledgers ledgers, IDirectory directory, GraphServiceClient graph, People people, GraphOptions options, Wording words, TimeProvider clock, ILogger<SendMail> logger) : IOutboxHandler
{
    private const string Sending = "sending";

    public string Kind => OutboxKinds.SendMail;

    public async Task<Handled> HandleAsync(OutboxRow row, CancellationToken cancellationToken)
    {
        await using var ledger = ledgers.Open();

        if (options.MailSender is not { Length: > 0 } sender || await ledger.ConcernAsync(row.Reference!, cancellationToken) is not { } concern)
        {
            return Handled.Done;
        }

        if (row.What == Sending)
        {
            return await WriteAsync(row, isCertain: false, cancellationToken);
        }

        var school = await directory.SchoolAsync(concern.Raised.School, cancellationToken);

        if (school.Named(row.Person) is not { EntraId: { } entraId } person || !IsStillWanted(concern, person))
        {
            return Handled.Done;
        }

        try
        {
            if (await people.MailAsync(entraId, cancellationToken) is not { } address)
            {
                Log.NoAddress(logger, concern.Reference);

                return Handled.Done;
            }

            await ledger.MarkAsync(row, Sending, cancellationToken);

            return await SendAsync(row, ledger, sender, Mail(concern, school, address), cancellationToken);
        }
        catch (Exception thrown) when (!cancellationToken.IsCancellationRequested && GraphFault.Of(thrown) is not null)
        {
            return Later(row, GraphFault.Of(thrown)!);
        }
    }

    /// <summary>Whether Graph has said that it did not take it. Anything else may have been sent.</summary>
    private static bool IsRefused(GraphFault fault) => fault switch
    {
        { Kind: GraphFaultKind.NotAnswered or GraphFaultKind.NotUnderstood } => false,
        { Kind: GraphFaultKind.InTrouble, Status: not 503 } => false,
        _ => true,
    };

    private static bool IsStillWanted(Concern concern, NamedPerson person) =>
        concern.Status != ConcernStatus.Closed
        && !concern.Excluded.Contains(person.Key)
        && !concern.History.OfType<LeadMailed>().Any(mailed => mailed.Person == person.Key)
        && (concern.Unreached.Contains(person.Key) || !concern.Alerted.ContainsKey(person.Key));

    private async Task<Handled> SendAsync(OutboxRow row, Ledger ledger, string sender, SendMailPostRequestBody mail, CancellationToken cancellationToken)
    {
        try
        {
            await graph.Users[sender].SendMail.PostAsync(mail, cancellationToken: cancellationToken);
        }
        catch (Exception thrown) when (!cancellationToken.IsCancellationRequested && GraphFault.Of(thrown) is not null)
        {
            var fault = GraphFault.Of(thrown)!;

            if (!IsRefused(fault))
            {
                Log.NotCertain(logger, row.Reference!, fault.Kind, fault.Status ?? 0);

                return await WriteAsync(row, isCertain: false, cancellationToken);
            }

            await ledger.MarkAsync(row, what: null, cancellationToken);

            return Later(row, fault);
        }

        return await WriteAsync(row, isCertain: true, cancellationToken);
    }

    private SendMailPostRequestBody Mail(Concern concern, School school, string address) => new()
    {
        Message = new Message
        {
            Subject = words.Say("mail.subject", ("reference", concern.Reference)),
            Body = new ItemBody { ContentType = BodyType.Text, Content = words.Say("mail.body", ("reference", concern.Reference), ("phone", school.Phone)) },
            ToRecipients = [new Recipient { EmailAddress = new EmailAddress { Address = address } }],
        },
        SaveToSentItems = false,
    };

    private Task<Handled> WriteAsync(OutboxRow row, bool isCertain, CancellationToken cancellationToken) => ledgers.DoAsync(
        async ledger =>
        {
            var concern = (await ledger.ConcernAsync(row.Reference!, cancellationToken))!;

            if (!concern.History.OfType<LeadMailed>().Any(mailed => mailed.Person == row.Person))
            {
                await ledger.WriteAsync(concern, Decision.Accepted([new LeadMailed(clock.GetUtcNow(), row.Person!, isCertain)], new Work.PutListItem()), cancellationToken);
            }

            return Handled.Done;
        },
        cancellationToken);

    private Handled Later(OutboxRow row, GraphFault fault)
    {
        Log.Refused(logger, row.Reference!, fault.Kind, fault.Status ?? 0);

        return Handled.Later(fault.RetryAfter);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Graph did not send a mail about {Reference}: {Fault} {Status}.")]
        public static partial void Refused(ILogger logger, string reference, GraphFaultKind fault, int status);

        [LoggerMessage(LogLevel.Warning, "Nobody can say whether a mail about {Reference} was sent ({Fault} {Status}). It is not sent again.")]
        public static partial void NotCertain(ILogger logger, string reference, GraphFaultKind fault, int status);

        [LoggerMessage(LogLevel.Warning, "No mail was sent about {Reference}: whoever it was for has no mailbox.")]
        public static partial void NoAddress(ILogger logger, string reference);
    }
}
