using CseBot.Concerns;
using CseBot.Dialogs;
using CseBot.Dialogs.Flows;
using CseBot.Storage;
using CseBot.Teams;

namespace CseBot.Conversations;

/// <summary>What comes before any conversation: whether whoever writes is staff, and which school it is about.</summary>
internal sealed class Reception(IDirectory directory, Conversation conversation, Unlisted unlisted, Drafts drafts, Notices notices, Protection protection, Wording words)
{
    private const string ChooseSchool = "choose-school";

    private static readonly Question _areYou = (Question)WhoAreYou.Flow.Start;

    /// <summary>Whether a verb belongs to the reception or the dialog behind it.</summary>
    public static bool Has(string verb) => verb == ChooseSchool || Conversation.Has(verb);

    /// <summary>Somebody typed something.</summary>
    public async Task<Turned> HearAsync(Ledger ledger, ConversationRow row, Actor person, string text, CancellationToken cancellationToken)
    {
        var standing = await directory.StandingAsync(person.EntraId, cancellationToken);

        if (drafts.In(row) is { IsUnlisted: true } && _areYou is var question && words.For(question).Read(question, text).Option is not null)
        {
            return await conversation.HearAsync(new Exchange(ledger, row, person, standing.Schools[0]), text, cancellationToken);
        }

        if (!standing.IsStaff && !IsInAWalk(row))
        {
            return await unlisted.HearAsync(ledger, row, person, standing, text, cancellationToken);
        }

        return await SchoolOfAsync(row, standing, cancellationToken) is { } school
            ? await conversation.HearAsync(new Exchange(ledger, row, person, school), text, cancellationToken)
            : new Turned(null, new Speech.Post(notices.WhichSchool(standing.Schools, protection.Carry(text))));
    }

    /// <summary>Somebody pressed a button.</summary>
    public async Task<Turned> PressAsync(
        Ledger ledger, ConversationRow row, Actor person, string verb, PressData data, string? pressedActivityId, CancellationToken cancellationToken)
    {
        var standing = await directory.StandingAsync(person.EntraId, cancellationToken);
        var school = await SchoolOfAsync(row, standing, cancellationToken);
        var exchange = new Exchange(ledger, row, person, school ?? standing.Schools[0]);

        return (verb, standing.IsStaff || IsInAWalk(row)) switch
        {
            (ChooseSchool, _) when row.DraftId is null && standing.Schools.FirstOrDefault(one => one.Id == data["school"]) is { } chosen =>
                await ChooseAsync(exchange with { School = chosen }, standing, data, cancellationToken),
            (ChooseSchool, _) => new Turned(InvokeAnswer.Message(words.Say("please-wait"))),
            ("raise", true) when school is null =>
                new Turned(InvokeAnswer.Card(notices.Line(words.Say("draft.reminder.heading"))), new Speech.Post(notices.WhichSchool(standing.Schools, data["carried"], raise: true))),
            ("add", _) => await conversation.PressAsync(exchange, verb, data, pressedActivityId, cancellationToken),
            (_, true) => await conversation.PressAsync(exchange, verb, data, pressedActivityId, cancellationToken),
            ("answer", false) when drafts.In(row) is not null => await conversation.PressAsync(exchange, verb, data, pressedActivityId, cancellationToken),
            ("answer", false) when data["step"] == WhoAreYou.AreYou && data["option"] == "works-here" =>
                new Turned(InvokeAnswer.Message(words.Say("draft.reminder.heading")), await BeginWalkAsync(exchange, cancellationToken)),
            _ => new Turned(InvokeAnswer.Message(words.Say("not-available"))),
        };
    }

    /// <summary>Says again what is to be answered now: for a message that came twice because the first time nothing was said.</summary>
    public async Task<Turned> SayAgainAsync(ConversationRow row, Actor person, CancellationToken cancellationToken)
    {
        var standing = await directory.StandingAsync(person.EntraId, cancellationToken);

        return await SchoolOfAsync(row, standing, cancellationToken) is { } school ? conversation.SayAgain(row, school) : new Turned(null);
    }

    private async Task<Turned> ChooseAsync(Exchange exchange, Standing standing, PressData data, CancellationToken cancellationToken)
    {
        var (_, row, _, school) = exchange;
        row.School = school.Id;
        var line = InvokeAnswer.Card(notices.Line(school.Name));
        var carried = protection.ReadCarried(data["carried"]);

        return (standing.IsStaff, data["then"], carried) switch
        {
            (false, _, _) => new Turned(line, drafts.Ask(drafts.BeginConcern(row, school, carried, Unverified.SaysStaff), school)),
            (true, not "raise", { Length: > 0 }) => await conversation.HearAsync(exchange, carried, cancellationToken) with { Answer = line },
            _ => new Turned(line, drafts.Ask(drafts.BeginConcern(row, school, carried), school)),
        };
    }

    private Task<Speech[]> BeginWalkAsync(Exchange exchange, CancellationToken cancellationToken) =>
        unlisted.BeginWalkAsync(exchange, new Draft(Guid.Empty, Dialog.Begin(WhoAreYou.Flow).State, AddsTo: null), cancellationToken);

    /// <summary>Whether somebody is telling of a concern, or adding to one.</summary>
    private bool IsInAWalk(ConversationRow row) => drafts.In(row) is { IsUnlisted: false };

    /// <summary>The school a conversation is about: the one of what is open, or the only one that it can be.</summary>
    private async Task<School?> SchoolOfAsync(ConversationRow row, Standing standing, CancellationToken cancellationToken) => (row.School, standing.Schools) switch
    {
        ({ } id, _) => await directory.SchoolAsync(id, cancellationToken),
        (_, [var only]) => only,
        _ => null,
    };
}
