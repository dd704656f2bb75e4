using System.Globalization;
using CseBot.Concerns;
using CseBot.Dialogs;
using CseBot.Outbox;
using CseBot.Storage;
using Microsoft.Graph;
using Microsoft.Graph.Models;

namespace CseBot.Graph;

/// <summary>Puts a meeting that a lead has called into their calendar, with a place to meet in Teams (protocol 6.1). Needs Calendars.ReadWrite and User.ReadBasic.All.</summary>
/// <remarks>It is private and says nothing but the reference. The event's key makes it one meeting, however often it is asked for.</remarks>
internal sealed partial class CreateMeeting(
    Ledgers ledgers, GraphServiceClient graph, People people, Wording words, TimeProvider clock, ILogger<CreateMeeting> logger) : IOutboxHandler
{
    private const string Zone = "Europe/London";

    public string Kind => OutboxKinds.CreateMeeting;

    public async Task<Handled> HandleAsync(OutboxRow row, CancellationToken cancellationToken)
    {
        await using var ledger = ledgers.Open();
        var key = Guid.Parse(row.What!);

        if (await ledger.ConcernAsync(row.Reference!, cancellationToken) is not { } concern || concern.History.OfType<MeetingCalled>().FirstOrDefault(one => one.Key == key) is not { } called)
        {
            return Handled.Done;
        }

        if (called.StartsAt <= clock.GetUtcNow() || concern.Excluded.Contains(called.Lead.EntraId))
        {
            return Handled.Done;
        }

        try
        {
            var invited = await InvitedAsync(concern, called, cancellationToken);

            if (await graph.Users[called.Lead.EntraId].Events.PostAsync(Meeting(concern, called, key, invited), cancellationToken: cancellationToken) is not { Id.Length: > 0 })
            {
                throw new HttpRequestException("Graph took a meeting, and did not say which one it made.");
            }

            return Handled.Done;
        }
        catch (Exception thrown) when (!cancellationToken.IsCancellationRequested && GraphFault.Of(thrown) is not null)
        {
            var fault = GraphFault.Of(thrown)!;
            Log.Refused(logger, concern.Reference, fault.Kind, fault.Status ?? 0);

            if (row.Attempts == 0 && fault.Kind is GraphFaultKind.NotAllowed or GraphFaultKind.TokenRefused or GraphFaultKind.NotThere or GraphFaultKind.NotAccepted)
            {
                await ledgers.DoAsync(writing => TellAsync(writing, concern, cancellationToken), cancellationToken);
            }

            return Handled.Later(fault.RetryAfter);
        }
    }

    /// <summary>Whoever is acting on it is told once that nobody has been invited.</summary>
    private Task<bool> TellAsync(Ledger ledger, Concern concern, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();

        if (concern.Holder is { } holder)
        {
            ledger.Add(OutboxKinds.Row(new Work.TellLead(holder.EntraId, LeadTold.MeetingNotMade), concern.Reference, clock.GetUtcNow()));
        }

        return Task.FromResult(true);
    }

    /// <summary>The addresses of whoever is invited and has one. Nobody who must not hear of it is among them.</summary>
    private async Task<List<string>> InvitedAsync(Concern concern, MeetingCalled called, CancellationToken cancellationToken)
    {
        List<string> addresses = [];

        foreach (var person in called.People.Where(person => person != called.Lead.EntraId && !concern.Excluded.Contains(person)).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            try
            {
                if (await people.MailAsync(person, cancellationToken) is { } address)
                {
                    addresses.Add(address);
                }
            }
            catch (Exception thrown) when (GraphFault.Of(thrown) is { Kind: GraphFaultKind.NotThere })
            {
                // Whoever has left the tenant since is not invited.
            }
        }

        return addresses;
    }

    private Event Meeting(Concern concern, MeetingCalled called, Guid key, List<string> invited) => new()
    {
        Subject = words.Say("meeting.subject", ("reference", concern.Reference)),
        Body = new ItemBody { ContentType = BodyType.Text, Content = words.Say("meeting.body", ("reference", concern.Reference)) },
        Start = At(called.StartsAt),
        End = At(called.StartsAt.AddMinutes(called.Minutes)),
        Attendees = invited.ConvertAll(address => new Attendee { EmailAddress = new EmailAddress { Address = address }, Type = AttendeeType.Required }),
        IsOnlineMeeting = true,
        OnlineMeetingProvider = OnlineMeetingProviderType.TeamsForBusiness,
        Sensitivity = Sensitivity.Private,
        ShowAs = FreeBusyStatus.Busy,
        TransactionId = key.ToString(),
    };

    private static DateTimeTimeZone At(DateTimeOffset at) => new() { DateTime = School.Local(at).ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture), TimeZone = Zone };

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Graph did not take the meeting about {Reference}: {Fault} {Status}.")]
        public static partial void Refused(ILogger logger, string reference, GraphFaultKind fault, int status);
    }
}
