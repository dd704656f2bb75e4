using CseBot.Concerns;
using CseBot.Dialogs;
using CseBot.Outbox;
using CseBot.Storage;
using CseBot.Teams;

namespace CseBot.Conversations;

/// <summary>One turn of a conversation: in order, once, written in one transaction, and then said.</summary>
internal sealed partial class Turns(
    Reception reception,
    IDirectory directory,
    ConversationLocks locks,
    Ledgers ledgers,
    ConnectorClient connector,
    Notices notices,
    Wording words,
    TimeProvider clock,
    ILogger<Turns> logger)
{
    /// <summary>How long somebody who answers faster than Teams lets us speak is kept waiting. Teams itself waits 15 seconds (protocol 3.7).</summary>
    private static readonly TimeSpan _longestPause = TimeSpan.FromSeconds(3);

    /// <summary>A message in the one-to-one chat.</summary>
    public Task HearAsync(Activity activity, CancellationToken cancellationToken) => TakeAsync(
        activity,
        verb: null,
        (ledger, row, person) => activity switch
        {
            { Value: not null } => Task.FromResult(new Turned(null, new Speech.Post(new OutgoingActivity { Text = words.Say("newer-teams") }))),
            _ when !string.IsNullOrWhiteSpace(activity.Text) || HasFiles(activity) =>
                reception.HearAsync(ledger, row, person, activity.Text ?? string.Empty, HasFiles(activity), cancellationToken),
            _ => reception.SayAgainAsync(row, person, cancellationToken),
        },
        cancellationToken);

    /// <summary>Somebody changed a message that they had sent. What was written stands; they are told how to add to it.</summary>
    public Task HearEditedAsync(Activity activity, CancellationToken cancellationToken) =>
        TakeAsync(activity, verb: null, (ledger, row, person) => reception.HearEditedAsync(ledger, row, person, cancellationToken), cancellationToken);

    /// <summary>Something that is done in another conversation than the person's own, and is not answered there. It is written with their one-to-one chat.</summary>
    /// <returns>What came of it, for the caller to show; nothing when there is no chat of theirs to keep it with.</returns>
    public async Task<Turned?> TakeElsewhereAsync(
        Activity activity, string? verb, Func<Ledger, ConversationRow, Actor, Task<Turned>> decide, CancellationToken cancellationToken)
    {
        if (activity.From.AadObjectId?.ToLowerInvariant() is not { Length: > 0 } entraId || await OwnChatAsync(activity, entraId, cancellationToken) is not { } chat)
        {
            return null;
        }

        using var turn = await locks.EnterAsync(chat.ConversationId, cancellationToken);

        return await ledgers.DoAsync(
            async ledger =>
            {
                var person = await ledger.PersonAsync(entraId, cancellationToken);

                if (person is null)
                {
                    person = new PersonRow { EntraId = entraId, ConversationId = chat.ConversationId, ServiceUrl = chat.ServiceUrl, HeardAt = clock.GetUtcNow() };
                    ledger.Add(person);
                }

                var seen = await ledger.SeenAsync(chat.ConversationId, activity.Id, cancellationToken);
                var row = await ConversationAsync(ledger, chat.ConversationId, person, cancellationToken);
                var result = await decide(ledger, row, new Actor(entraId, activity.From.Name ?? string.Empty));

                if (seen is null)
                {
                    ledger.Add(new SeenRow { ConversationId = chat.ConversationId, ActivityId = activity.Id, At = clock.GetUtcNow(), Verb = verb, WasAnswered = true });
                }

                return result;
            },
            cancellationToken);
    }

    /// <summary>The one-to-one chat of somebody who does something elsewhere. Where there is none yet, one is opened.</summary>
    private async Task<ConversationReference?> OwnChatAsync(Activity activity, string entraId, CancellationToken cancellationToken)
    {
        await using var ledger = ledgers.Open();

        if (await ledger.PersonAsync(entraId, cancellationToken) is { } person)
        {
            return new ConversationReference(person.ServiceUrl, person.ConversationId);
        }

        var created = await connector.CreateConversationAsync(activity.ServiceUrl, entraId, cancellationToken);

        return created.Id is { } id ? new ConversationReference(activity.ServiceUrl, id) : null;
    }

    /// <summary>A press on a card of the dialog.</summary>
    public async Task<InvokeAnswer> PressAsync(Activity activity, string verb, PressData data, CancellationToken cancellationToken) =>
        await TakeAsync(
            activity,
            verb,
            (ledger, row, person) => reception.PressAsync(ledger, row, person, verb, data, activity.ReplyToId, cancellationToken),
            cancellationToken)
        ?? InvokeAnswer.Message(words.Say("please-wait"));

    /// <summary>The bot was installed, removed, or heard from somebody for the first time.</summary>
    public async Task RememberAsync(Activity activity, CancellationToken cancellationToken)
    {
        using var turn = await locks.EnterAsync(activity.Conversation.Id, cancellationToken);
        var isNew = await ledgers.DoAsync(
            async ledger =>
            {
                var person = await RememberAsync(ledger, activity, cancellationToken);

                if (person is null)
                {
                    return false;
                }

                person.IsInstalled = activity is not { Type: "installationUpdate", Action: "remove" };

                if (!person.IsInstalled || person.WelcomedAt is not null)
                {
                    return false;
                }

                person.WelcomedAt = clock.GetUtcNow();
                return true;
            },
            cancellationToken);

        if (isNew)
        {
            var standing = await directory.StandingAsync(activity.From.AadObjectId!, cancellationToken);
            var welcome = standing.IsStaff ? notices.Welcome(standing.Schools) : notices.WelcomeUnlisted(standing.Schools);
            await connector.SendAsync(Reference(activity), welcome, cancellationToken);
        }
    }

    private static ConversationReference Reference(Activity activity) => new(activity.ServiceUrl, activity.Conversation.Id);

    /// <summary>Whether a message brings anything but the formatted twin of its own text (protocol 3.2).</summary>
    private static bool HasFiles(Activity activity) =>
        activity.Attachments?.Any(attachment => attachment.ContentType is { } type && !type.StartsWith("text/html", StringComparison.OrdinalIgnoreCase)) is true;

    private async Task<InvokeAnswer?> TakeAsync(
        Activity activity, string? verb, Func<Ledger, ConversationRow, Actor, Task<Turned>> decide, CancellationToken cancellationToken)
    {
        using var turn = await locks.EnterAsync(activity.Conversation.Id, cancellationToken);
        var turned = await ledgers.DoAsync(
            async ledger =>
            {
                var seen = await ledger.SeenAsync(activity.Conversation.Id, activity.Id, cancellationToken);
                var person = await RememberAsync(ledger, activity, cancellationToken);

                if (person is null)
                {
                    return new Turned(InvokeAnswer.Message(words.Say("not-known")), verb is null ? [new Speech.Post(notices.NotKnown(directory.Configured))] : []);
                }

                var row = await ConversationAsync(ledger, activity.Conversation.Id, person, cancellationToken);

                if (seen is not null && verb is null)
                {
                    return seen.WasAnswered
                        ? new Turned(null)
                        : await reception.SayAgainAsync(row, new Actor(person.EntraId, activity.From.Name ?? string.Empty), cancellationToken);
                }

                var result = await decide(ledger, row, new Actor(person.EntraId, activity.From.Name ?? string.Empty));

                if (seen is null)
                {
                    ledger.Add(new SeenRow
                    {
                        ConversationId = activity.Conversation.Id,
                        ActivityId = activity.Id,
                        At = clock.GetUtcNow(),
                        Verb = verb,
                        WasAnswered = result.Say.Count == 0,
                    });
                }

                return seen is { WasAnswered: true } ? result with { Say = [] } : result;
            },
            cancellationToken);

        try
        {
            await SpeakAsync(activity, turned.Say, cancellationToken);
        }
        catch (Exception fault)
        {
            // The turn is written, and nobody may be told that it was not. What was not said is said when Teams asks again, or after a restart.
            Log.NotSpoken(logger, fault.GetType().Name);
        }

        return turned.Answer;
    }

    private async Task<PersonRow?> RememberAsync(Ledger ledger, Activity activity, CancellationToken cancellationToken)
    {
        if (activity.From.AadObjectId?.ToLowerInvariant() is not { Length: > 0 } entraId)
        {
            return null;
        }

        var person = await ledger.PersonAsync(entraId, cancellationToken);

        if (person is null)
        {
            person = new PersonRow
            {
                EntraId = entraId,
                ConversationId = activity.Conversation.Id,
                ServiceUrl = activity.ServiceUrl,
                HeardAt = clock.GetUtcNow(),
            };
            ledger.Add(person);
        }
        else
        {
            (person.ConversationId, person.ServiceUrl) = (activity.Conversation.Id, activity.ServiceUrl);
            (person.IsInstalled, person.HeardAt) = (true, clock.GetUtcNow());
        }

        return person;
    }

    private static async Task<ConversationRow> ConversationAsync(Ledger ledger, string id, PersonRow person, CancellationToken cancellationToken)
    {
        if (await ledger.ConversationAsync(id, cancellationToken) is { } row)
        {
            return row;
        }

        row = new ConversationRow { Id = id, EntraId = person.EntraId };
        ledger.Add(row);

        return row;
    }

    /// <summary>Says what a turn came to. What cannot be said now is asked again through the outbox.</summary>
    private async Task SpeakAsync(Activity activity, IReadOnlyList<Speech> say, CancellationToken cancellationToken)
    {
        if (say.Count == 0)
        {
            return;
        }

        var to = Reference(activity);
        string? asked = null;
        string? askedStep = null;
        var unsaid = false;

        foreach (var speech in say)
        {
            var answer = await SayAsync(to, speech, cancellationToken);

            if (answer.Fault is { Status: null, RetryAfter: { } pause } && pause <= _longestPause)
            {
                await Task.Delay(pause, clock, cancellationToken);
                answer = await SayAsync(to, speech, cancellationToken);
            }

            if (speech is Speech.Post { Asks: { } step })
            {
                (asked, askedStep) = (answer.Id, step);
            }

            unsaid |= speech is Speech.Post && answer.Fault is { Kind: ConnectorFaultKind.Later or ConnectorFaultKind.Uncertain or ConnectorFaultKind.Rejected };
        }

        if (unsaid)
        {
            Log.Unsaid(logger);
        }

        await ledgers.DoAsync(
            async ledger =>
            {
                if (await ledger.SeenAsync(activity.Conversation.Id, activity.Id, cancellationToken) is { } seen)
                {
                    seen.WasAnswered = true;
                }

                if (askedStep is not null && await ledger.ConversationAsync(activity.Conversation.Id, cancellationToken) is { } row)
                {
                    (row.AskedActivityId, row.AskedStep) = (asked, askedStep);
                }

                if (unsaid)
                {
                    ledger.Add(OutboxKinds.Tell(activity.Conversation.Id, OutboxKinds.AskAgain, clock.GetUtcNow()));
                }

                return true;
            },
            cancellationToken);
    }

    private Task<ConnectorAnswer> SayAsync(ConversationReference to, Speech speech, CancellationToken cancellationToken) => speech switch
    {
        Speech.Post post => connector.SendAsync(to, post.Activity, cancellationToken),
        Speech.Redraw redraw => connector.UpdateAsync(
            to, redraw.ActivityId, OutgoingActivity.Card(redraw.Card, words.Say("summary.bot")), cancellationToken),
        _ => throw new InvalidOperationException("There is no such speech."),
    };

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "A turn was written, and could not be said; it will be.")]
        public static partial void Unsaid(ILogger logger);

        [LoggerMessage(LogLevel.Error, "A turn was written, and saying it failed: {Fault}.")]
        public static partial void NotSpoken(ILogger logger, string fault);
    }
}
