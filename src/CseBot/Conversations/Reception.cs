using CseBot.Concerns;
using CseBot.Dialogs;
using CseBot.Dialogs.Flows;
using CseBot.Storage;
using CseBot.Teams;

namespace CseBot.Conversations;

/// <summary>What comes before any conversation: whether whoever writes is staff, and which school it is about.</summary>
internal sealed class Reception(IDirectory directory, Conversation conversation, Unlisted unlisted, Drafts drafts, OwnConcerns own, Notices notices, Protection protection, Wording words)
{
    private const string ChooseSchool = "choose-school";

    /// <summary>Whether a verb belongs to the reception or the dialog behind it.</summary>
    public static bool Has(string verb) => verb == ChooseSchool || Conversation.Has(verb);

    /// <summary>Somebody typed something, or sent a file, or both.</summary>
    public async Task<Turned> HearAsync(Ledger ledger, ConversationRow row, Actor person, string text, bool withFiles, CancellationToken cancellationToken)
    {
        var standing = await directory.StandingAsync(person.EntraId, cancellationToken);
        var draft = drafts.In(row);

        if (draft is { State.Asked: WhoAreYou.AreYou or WhoAreYou.Whom } && WhoAreYou.Flow.Find(draft.State.Asked) is Question asked && words.For(asked).Read(asked, text).Option is not null)
        {
            return await conversation.HearAsync(In(standing, ledger, row, person, standing.Schools[0]), text, cancellationToken);
        }

        if (await unlisted.HearsAsync(ledger, draft, person, standing, cancellationToken))
        {
            return await unlisted.HearAsync(ledger, row, person, standing, text, withFiles, cancellationToken);
        }

        Speech[] first = withFiles ? [new Speech.Post(new OutgoingActivity { Text = words.Say("files") })] : [];

        if (string.IsNullOrWhiteSpace(text))
        {
            return new Turned(null, first);
        }

        var turned = await HearStaffAsync(ledger, row, draft, person, standing, text, cancellationToken);

        return turned with { Say = [.. first, .. turned.Say] };
    }

    /// <summary>Somebody pressed a button.</summary>
    public async Task<Turned> PressAsync(
        Ledger ledger, ConversationRow row, Actor person, string verb, PressData data, string? pressedActivityId, CancellationToken cancellationToken)
    {
        var standing = await directory.StandingAsync(person.EntraId, cancellationToken);
        var draft = drafts.In(row);
        var school = await SchoolOfAsync(row, draft, standing, cancellationToken);
        var exchange = In(standing, ledger, row, person, school);
        var isPressedLate = verb == "answer" && data["step"] == WhoAreYou.AreYou && draft?.Id != data.Guid("draft");
        var mayTalk = draft is not null || !await unlisted.HearsAsync(ledger, draft, person, standing, cancellationToken);

        return (verb, mayTalk) switch
        {
            _ when isPressedLate && draft is { IsUnlisted: false, IsAChildsAboutAnAdult: false } => new Turned(InvokeAnswer.Message(words.Say("draft.reminder.heading")), drafts.Ask(draft, exchange.School, person.EntraId)),
            _ when isPressedLate => await unlisted.HearLateAsync(exchange, draft, data["option"], cancellationToken),
            ("carry-on", _) when draft is { IsWaitingForSchool: true } => new Turned(
                InvokeAnswer.Card(notices.Line(words.Say("draft.reminder.heading"))), Which(draft, standing)),
            (ChooseSchool, _) => await ChooseAsync(exchange, draft, standing, data, cancellationToken),
            ("raise", true) when draft is { IsWaitingForSchool: true } => new Turned(
                InvokeAnswer.Card(notices.Line(words.Say("draft.reminder.heading"))),
                Which(drafts.Keep(row, draft.WithWords(protection.ReadCarried(data["carried"]))), standing)),
            ("raise", true) when school is null && draft is null => new Turned(
                InvokeAnswer.Card(notices.Line(words.Say("draft.reminder.heading"))), AskWhich(row, standing, protection.ReadCarried(data["carried"]))),
            _ when mayTalk || OwnConcerns.Has(verb) => await conversation.PressAsync(exchange, verb, data, pressedActivityId, cancellationToken),
            _ => new Turned(InvokeAnswer.Message(words.Say("not-available"))),
        };
    }

    /// <summary>Somebody changed a message that they had sent: what was written stands, and they may add to it.</summary>
    public async Task<Turned> HearEditedAsync(Ledger ledger, ConversationRow row, Actor person, CancellationToken cancellationToken)
    {
        var standing = await directory.StandingAsync(person.EntraId, cancellationToken);
        var draft = drafts.In(row);

        if (draft is not null)
        {
            return new Turned(null, new Speech.Post(notices.Post(words.Say("edited.heading"), [words.Say("edited.draft")])));
        }

        return standing.IsStaff && await own.ListAsync(In(standing, ledger, row, person, school: null), words.Say("edited.heading"), words.Say("edited.sent"), cancellationToken) is { } mine
            ? new Turned(null, new Speech.Post(mine))
            : new Turned(null);
    }

    /// <summary>Says again what is to be answered now: for a message that came twice because the first time nothing was said.</summary>
    public async Task<Turned> SayAgainAsync(ConversationRow row, Actor person, CancellationToken cancellationToken)
    {
        var standing = await directory.StandingAsync(person.EntraId, cancellationToken);

        return drafts.In(row) is { IsWaitingForSchool: true } draft
            ? new Turned(null, Which(draft, standing))
            : conversation.SayAgain(row, await SchoolOfAsync(row, drafts.In(row), standing, cancellationToken) ?? standing.Schools[0]);
    }

    private static Exchange In(Standing standing, Ledger ledger, ConversationRow row, Actor person, School? school) =>
        new(ledger, row, person, school ?? standing.Schools[0]) { IsStaff = standing.IsStaff, Schools = school is null ? standing.Schools : [school] };

    private async Task<Turned> HearStaffAsync(
        Ledger ledger, ConversationRow row, Draft? draft, Actor person, Standing standing, string text, CancellationToken cancellationToken)
    {
        var school = await SchoolOfAsync(row, draft, standing, cancellationToken);
        var exchange = In(standing, ledger, row, person, school);

        switch (draft)
        {
            case { IsWaitingForSchool: true } when words.Command(text) is "discard" or "stop":
                return await conversation.HearAsync(exchange, text, cancellationToken);

            case { IsWaitingForSchool: true } when words.Command(text) is "emergency":
                return new Turned(null, new Speech.Post(notices.EmergencyOffer(standing.Schools, [])), Which(draft, standing));

            case { IsWaitingForSchool: true } when words.Command(text) is not null:
                return new Turned(null, Which(draft, standing));

            case { IsWaitingForSchool: true } when standing.Schools.FirstOrDefault(one => string.Equals(one.Name, text.Trim(), StringComparison.OrdinalIgnoreCase)) is { } named:
                return await BeginAsync(exchange with { School = named, Schools = [named] }, draft, cancellationToken);

            case { IsWaitingForSchool: true }:
                return new Turned(null, Which(drafts.KeepMore(row, draft, text), standing));

            case { IsAddition: true, WrittenInAddition: null } when standing.Schools.Count > 1 && words.Command(text) is "raise" or "emergency":
                row.Forget(draft.AddsTo);
                return new Turned(null, new Speech.Post(notices.EmergencyOffer(standing.Schools, draft.AlwaysOut)), AskWhich(row, standing, text: null));

            case null when school is null && conversation.Begins(text):
                return new Turned(null, AskWhich(row, standing, text));

            default:
                return await conversation.HearAsync(exchange, text, cancellationToken);
        }
    }

    private Speech.Post AskWhich(ConversationRow row, Standing standing, string? text) => Which(drafts.BeginWaiting(row, text), standing);

    private Speech.Post Which(Draft waiting, Standing standing) => new(notices.WhichSchool(waiting.Id, standing.Schools));

    private async Task<Turned> ChooseAsync(Exchange exchange, Draft? draft, Standing standing, PressData data, CancellationToken cancellationToken)
    {
        if (draft is not { IsWaitingForSchool: true }
            || draft.Id != data.Guid("draft")
            || standing.Schools.FirstOrDefault(one => one.Id == data["school"]) is not { } chosen)
        {
            return new Turned(InvokeAnswer.Message(words.Say("please-wait")));
        }

        return await BeginAsync(exchange with { School = chosen, Schools = [chosen] }, draft, cancellationToken) with { Answer = InvokeAnswer.Card(notices.Line(chosen.Name)) };
    }

    /// <summary>The school is known: what was kept is heard as if it were written now.</summary>
    private async Task<Turned> BeginAsync(Exchange exchange, Draft waiting, CancellationToken cancellationToken)
    {
        var (_, row, _, school) = exchange;
        row.Forget();

        if (waiting is { Unverified: null, Copied.Count: 0, State.FirstWords: { } text } && conversation.Begins(text))
        {
            return await conversation.HearAsync(exchange, text, cancellationToken);
        }

        return new Turned(null, drafts.Ask(drafts.BeginConcern(row, school, waiting.State.FirstWords, waiting.Unverified, waiting.Copied), school, exchange.Person.EntraId));
    }

    /// <summary>The school a conversation is about: the one of what is open, or the only one that it can be.</summary>
    private async Task<School?> SchoolOfAsync(ConversationRow row, Draft? draft, Standing standing, CancellationToken cancellationToken) => (draft, row.School, standing.Schools) switch
    {
        ({ IsWaitingForSchool: false }, { } id, _) when directory.Configured.Any(one => one.Id == id) => await directory.SchoolAsync(id, cancellationToken),
        (_, _, [var only]) => only,
        _ => null,
    };
}
