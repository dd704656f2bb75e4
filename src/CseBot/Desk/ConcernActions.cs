using System.Text.Json.Nodes;
using CseBot.Alerts;
using CseBot.Concerns;
using CseBot.Dialogs;
using CseBot.Outbox;
using CseBot.Storage;
using CseBot.Teams;

namespace CseBot.Desk;

/// <summary>What a named person can press on a concern's card. Every press is authorised anew, against the concern as it is at that moment (design 2, rule 7).</summary>
internal sealed class ConcernActions(
    Ledgers ledgers, AlertCards cards, ConcernForms forms, FormCards formCards, ConcernPages pages, DeskCards desk, IDirectory directory, Wording words, TimeProvider clock)
{
    public static readonly TimeSpan ReadingTime = TimeSpan.FromMinutes(10);
    public static readonly TimeSpan FormTime = TimeSpan.FromMinutes(60);

    private const string Save = "save-";

    private static readonly string[] _taps =
        ["acknowledge", "open", "shut", "work", "take-over", "accept-hand-over", "decline-hand-over", "called-999", "with-child", "export", "link-it", "assessment", "hand-over-text", "chronology", "disagree"];

    private static readonly string[] _forms =
    [
        "decide", "refer", "ask-reporter", "add-note", "hand-over", "link", "follow-up", "finish-follow-up", "record-elsewhere", "agree", "close", "look-again", "reopen", "hold",
        "lift-hold", "review-date",
    ];

    /// <summary>Everything that can be pressed on a concern's card.</summary>
    public static IReadOnlyList<string> Verbs { get; } = [.. _taps, .. _forms, .. _forms.Select(form => Save + form)];

    /// <summary>Whether a verb belongs to a concern's card.</summary>
    public static bool Has(string verb) => Verbs.Contains(verb, StringComparer.Ordinal);

    public Task<InvokeAnswer> PressAsync(Activity activity, string verb, PressData data, CancellationToken cancellationToken) => ledgers.DoAsync(
        async ledger =>
        {
            var seen = await ledger.SeenAsync(activity.Conversation.Id, activity.Id, cancellationToken);
            var concern = await ledger.ConcernAsync(data["reference"] ?? string.Empty, cancellationToken);

            if (concern is null
                || await directory.SchoolAsync(concern.Raised.School, cancellationToken) is not { } school
                || school.Find(activity.From.AadObjectId) is not { } lead
                || !May(verb, concern, school, lead))
            {
                return await ShutOwnAsync(ledger, activity, verb, cancellationToken) ?? InvokeAnswer.Message(words.Say("not-available"));
            }

            var press = new Press(ledger, concern, school, lead, new Actor(lead.EntraId!, lead.Name, lead.MainRole), data, clock.GetUtcNow());
            var pressed = await ActAsync(press, verb, cancellationToken);

            if (seen is null)
            {
                concern = await WriteAsync(press, pressed, cancellationToken);
                ledger.Add(new SeenRow
                {
                    ConversationId = activity.Conversation.Id,
                    ActivityId = activity.Id,
                    At = press.Now,
                    Verb = verb,
                    Reference = concern.Reference,
                    Result = (pressed.Decision?.Refusal)?.ToString() ?? pressed.View?.ToString(),
                    WasAnswered = true,
                });
            }

            var elsewhere = await RememberViewAsync(ledger, activity, concern.Reference, lead, pressed.View, cancellationToken);

            return pressed switch
            {
                { Refused: { } refused } => InvokeAnswer.Message(refused),
                { Show: { } show } => InvokeAnswer.Card(show(concern)),
                _ => InvokeAnswer.Card(elsewhere ?? cards.Sealed(concern, school, lead)),
            };
        },
        cancellationToken);

    /// <summary>Taking it on is open to the head before reading it is; everything else to whoever may open it.</summary>
    private static bool May(string verb, Concern concern, School school, NamedPerson lead) => verb switch
    {
        "take-over" => ConcernAccess.MayTakeOver(concern, school, lead),
        "accept-hand-over" or "decline-hand-over" or "shut" => ConcernAccess.MayHold(concern, school, lead),
        _ => ConcernAccess.MayOpen(concern, school, lead),
    };

    /// <summary>The whole list of what can be pressed, and what it shows.</summary>
    private async Task<Pressed> ActAsync(Press press, string verb, CancellationToken cancellationToken)
    {
        var (ledger, concern, school, lead, actor, data, now) = press;

        switch (verb)
        {
            case "acknowledge":
                return Acknowledge(press);

            case "open":
                var hints = await HintsAsync(press, cancellationToken);
                return new Pressed(ConcernLifecycle.Open(concern, actor, school, now), AlertView.Open) { Show = opened => cards.Open(opened, school, lead, data.Page, hints) };

            case "shut":
                return new Pressed(null, AlertView.Sealed);

            case "work":
                return Choosing(shown => pages.Work(shown, school, lead));

            case "decide" when data[ConcernForms.Kind] is null:
                return MayBegin(verb, press) is { } no ? Refused(no, concern) : Choosing(shown => pages.Decisions(shown, school, lead, now));

            case "take-over":
                return Done(Handling.TakeOver(concern, actor, school, now), concern);

            case "accept-hand-over":
                return Done(Handling.Accept(concern, actor, school, now), concern);

            case "decline-hand-over":
                return Done(Handling.Decline(concern, actor, school, now), concern);

            case "called-999":
                return Done(Handling.Act(concern, actor, LeadAct.Called999, now), concern);

            case "with-child":
                return Done(Handling.Act(concern, actor, LeadAct.WithTheChild, now), concern);

            case "export":
                return Done(Handling.Export(actor, now), concern);

            case "link-it":
                return await LinkAsync(press, data["other"], cancellationToken) ?? Refused(Refusal.NotThere, concern);

            case "assessment":
                return Reading(press, shown => pages.Assessment(shown, school, data.Page));

            case "hand-over-text":
                return Reading(press, shown => pages.HandOver(shown, school, data.Page));

            case "disagree":
                return Choosing(shown => pages.Disagreement(shown, school, now));

            case "chronology":
                return await ChronologyAsync(press, cancellationToken);

            default:
                return await FillInAsync(press, verb, cancellationToken);
        }
    }

    private Pressed Acknowledge(Press press)
    {
        var decision = ConcernLifecycle.Acknowledge(press.Concern, press.Actor, press.School, press.Now);

        return (decision.Refusal, press.Concern) switch
        {
            (not null, { Holder: { } holder, AcknowledgedAt: { } at }) when holder.EntraId != press.Actor.EntraId =>
                new Pressed(decision, AlertView.Sealed, words.Say("alert.already", ("name", holder.Name), ("time", School.Time(at)))),
            (Refusal.AlreadyAcknowledged, { Status: ConcernStatus.Closed }) => Refused(Refusal.IsClosed, press.Concern),
            _ => new Pressed(decision, AlertView.Sealed),
        };
    }

    /// <summary>Shows a form, or takes what was filled in.</summary>
    private async Task<Pressed> FillInAsync(Press press, string verb, CancellationToken cancellationToken)
    {
        var isSaved = verb.StartsWith(Save, StringComparison.Ordinal);
        var name = isSaved ? verb[Save.Length..] : verb;

        if (isSaved && press.Key is { } key && ConcernLifecycle.IsDone(press.Concern, key))
        {
            return new Pressed(null, AlertView.Sealed);
        }

        if (MayBegin(name, press) is { } no && !(isSaved && name == "decide" && no == Refusal.NotYet))
        {
            return Refused(no, press.Concern);
        }

        var staff = press.Data[ConcernForms.Kind] == nameof(DecisionKind.Meeting) ? await directory.StaffAsync(press.School.Id, cancellationToken) : [];

        if (forms.Of(name, press.Concern, press.School, press.Lead, press.Data[ConcernForms.Kind], press.Data.Guid(ConcernForms.FollowUp), staff, press.Now) is not { } form)
        {
            return new Pressed(null, null, words.Say("not-available"));
        }

        if (!isSaved)
        {
            return form.Quoted.Count == 0 ? Form(press, form) : Form(press, form) with { Decision = ConcernLifecycle.Open(press.Concern, press.Actor, press.School, press.Now) };
        }

        if (press.Key is null)
        {
            return Form(press, form, Filled.Read(form, press.Data));
        }

        var filled = Filled.Read(form, press.Data);

        return filled.Faults.Count > 0 ? Form(press, form, filled) : await TakeAsync(press, filled, cancellationToken);
    }

    /// <summary>What each form comes to once it is filled in.</summary>
    private async Task<Pressed> TakeAsync(Press press, Filled filled, CancellationToken cancellationToken)
    {
        var (_, concern, school, lead, actor, _, now) = press;
        var key = press.Key!.Value;

        switch (filled.Form.Verb)
        {
            case "decide":
                return Decide(press, filled, key);

            case "refer":
                return filled.Moment("referred-on", "referred-at") is not { } at || at > now.AddMinutes(5)
                    ? Form(press, filled.Form, filled.But("referred-on"))
                    : Taken(press, filled, Handling.Refer(concern, actor, new Referred(now, actor, filled.Chosen<ReferredTo>("referred-to")!.Value, at, filled["whom"], filled.Chosen<ReferredBy>("how")!.Value, filled.Has("number") ? filled["number"] : null)
                    {
                        Key = key,
                        Details = [new Detail("reason", formCards.Label(filled.Form.Fields.First(field => field.Id == "reason")), filled["reason"])],
                    }));

            case "ask-reporter":
                return Taken(press, filled, Handling.Ask(concern, actor, filled["question"], key, now));

            case "add-note":
                return Taken(press, filled, Handling.Note(concern, actor, filled["note"], key, now));

            case "hand-over":
                return Taken(press, filled, Handling.HandOver(concern, actor, filled["to"], school, now));

            case "link":
                return await LinkAsync(press, filled["other"], cancellationToken) ?? Form(press, filled.Form, filled, words.Say("refusal.NotThere"));

            case "follow-up":
                return filled.Day("on") < School.Day(now)
                    ? Form(press, filled.Form, filled.But("on"))
                    : Taken(press, filled, Handling.FollowUp(concern, actor, filled.Day("on")!.Value, filled["what"], key, now));

            case "finish-follow-up":
                return Taken(press, filled, Handling.FinishFollowUp(concern, actor, press.Data.Guid(ConcernForms.FollowUp)!.Value, filled["came-of-it"], now));

            case "record-elsewhere":
                return Taken(press, filled, Handling.RecordElsewhere(concern, actor, filled["system"], filled["number"], key, now));

            case "agree":
                return Taken(press, filled, Handling.Agree(concern, actor, press.Data.Guid(ConcernForms.ReadKey) ?? Guid.Empty, filled["agrees"] == "yes", filled["reason"], school, now));

            case "close":
                return filled.Day("born-on") > School.Day(now)
                    ? Form(press, filled.Form, filled.But("born-on"))
                    : Taken(press, filled, Handling.Close(concern, actor, filled.Chosen<ConcernOutcome>("outcome")!.Value, filled["reason"], filled.Day("born-on"), key, school, now));

            case "look-again":
                return Taken(press, filled, Handling.LookAgain(concern, actor, press.Data.Guid(ConcernForms.ReadKey) ?? Guid.Empty, filled["agrees"] == "yes", filled["reason"], school, now));

            case "reopen":
                return Taken(press, filled, Handling.Reopen(concern, actor, filled["reason"], school, now));

            case "hold":
                return Taken(press, filled, Handling.Hold(concern, actor, filled["reason"], now));

            case "lift-hold":
                return Taken(press, filled, Handling.LiftHold(concern, actor, filled["reason"], now));

            case "review-date":
                return filled.Day("born-on") > School.Day(now)
                    ? Form(press, filled.Form, filled.But("born-on"))
                    : Taken(press, filled, Handling.SetReviewDate(concern, actor, filled.Day("born-on")!.Value, now));

            default:
                throw new InvalidOperationException("There is a form that nothing takes.");
        }
    }

    private Pressed Decide(Press press, Filled filled, Guid key)
    {
        var kind = Enum.Parse<DecisionKind>(filled.Form.Data[ConcernForms.Kind]);
        var (deciding, read, refused) = ConcernForms.Read(filled, kind, press.Actor, key, formCards.Label, press.Now);

        return deciding is null
            ? Form(press, filled.Form, read, refused is null ? null : words.Say(refused))
            : Taken(press, filled, Handling.Decide(press.Concern, press.Actor, deciding, press.School, press.Now));
    }

    private static async Task<Pressed?> LinkAsync(Press press, string? reference, CancellationToken cancellationToken)
    {
        var wanted = reference?.Trim().ToUpperInvariant() ?? string.Empty;

        if (wanted == press.Concern.Reference
            || await press.Ledger.ConcernAsync(wanted, cancellationToken) is not { Raised.Route: ConcernRoute.Child } other
            || press.Concern.Raised.Route != ConcernRoute.Child
            || !ConcernAccess.MayOpen(other, press.School, press.Lead))
        {
            return null;
        }

        var (one, also) = Handling.Link(press.Concern, other, press.Actor, press.Now);

        return new Pressed(one, AlertView.Sealed) { Also = [(other, also)] };
    }

    private static async Task<IReadOnlyList<SeenBefore>> HintsAsync(Press press, CancellationToken cancellationToken)
    {
        List<SeenBefore> hints = [];

        foreach (var hint in press.Concern.Raised.Route == ConcernRoute.Child ? await press.Ledger.SeenBeforeAsync(press.Concern, MostHints, cancellationToken) : [])
        {
            if (await press.Ledger.ConcernAsync(hint.Reference, cancellationToken) is { Raised.Route: ConcernRoute.Child } other && ConcernAccess.MayOpen(other, press.School, press.Lead))
            {
                hints.Add(hint);
            }
        }

        return hints;
    }

    /// <summary>More earlier concerns than this are found by looking for them.</summary>
    private const int MostHints = 5;

    private async Task<Pressed> ChronologyAsync(Press press, CancellationToken cancellationToken)
    {
        var linked = (await press.Ledger.ChronologyAsync(press.Concern.Reference, cancellationToken)).Where(concern => ConcernAccess.MayOpen(concern, press.School, press.Lead)).ToDictionary(concern => concern.Reference, StringComparer.Ordinal);
        List<Concern> theirs = [];
        Queue<string> next = new([press.Concern.Reference]);

        // Only through what they may open themselves: what is joined by a concern that leaves them out is not joined for them.
        while (next.TryDequeue(out var reference))
        {
            if (linked.Remove(reference, out var concern))
            {
                theirs.Add(concern);
                concern.Linked.ToList().ForEach(next.Enqueue);
            }
        }

        return Reading(press, shown => pages.Chronology(shown, theirs, press.School, press.Data.Page)) with
        {
            Also = [.. theirs.Where(other => other.Reference != press.Concern.Reference).Select(other => (other, ConcernLifecycle.Open(other, press.Actor, press.School, press.Now)))],
        };
    }

    /// <summary>Whether a form can be begun at this moment. What is saved is asked again.</summary>
    private static Refusal? MayBegin(string form, Press press) => (form, press.Concern) switch
    {
        ("reopen" or "look-again", { Status: not ConcernStatus.Closed }) => Refusal.NotYet,
        ("look-again", { Closing.SecondLookBy: null }) => Refusal.NothingDue,
        ("look-again", { Closing: { } closing }) when !Handling.Seconds(press.Concern, press.School, closing.Lead).Contains(press.Lead) => Refusal.NeedsAnother,
        ("reopen" or "hold" or "lift-hold" or "review-date", _) when !ConcernAccess.IsInCharge(press.Concern, press.School, press.Lead) => Refusal.NeedsAnother,
        ("agree", { Undecided: null }) => Refusal.NothingDue,
        ("agree", { Undecided: { } undecided }) when undecided.Second != press.Lead.Key => Refusal.NeedsAnother,
        ("hold", { IsHeld: true }) or ("lift-hold", { IsHeld: false }) => Refusal.AlreadyDone,
        ("decide" or "ask-reporter" or "hand-over" or "follow-up" or "close", { Status: ConcernStatus.Closed }) => Refusal.IsClosed,
        ("decide" or "ask-reporter" or "hand-over" or "follow-up" or "close" or "refer", { Holder: null }) => Refusal.NotYet,
        ("decide" or "ask-reporter" or "hand-over" or "follow-up" or "close" or "refer", { Holder: { } holder }) when holder.EntraId != press.Actor.EntraId => Refusal.NotTheHolder,
        ("hand-over", { Offer: not null }) => Refusal.AlreadyDone,
        _ => null,
    };

    private Pressed Done(Decision decision, Concern concern) => decision.Refusal is null or Refusal.AlreadyDone ? new Pressed(decision, AlertView.Sealed) : Refused(decision.Refusal.Value, concern);

    /// <summary>What was filled in is taken; or, where it cannot be, stays where it is, with the reason.</summary>
    private Pressed Taken(Press press, Filled filled, Decision decision) => decision.Refusal switch
    {
        null => new Pressed(Keyed(decision, press.Key!.Value), AlertView.Sealed),
        Refusal.AlreadyDone => new Pressed(decision, AlertView.Sealed),
        { } refusal => Form(press, filled.Form, filled, Because(refusal, press.Concern)),
    };

    /// <summary>What a form came to carries the form's key, so that saving it twice does one thing.</summary>
    private static Decision Keyed(Decision decision, Guid key) => decision.Events.Any(happened => happened.Key == key)
        ? decision
        : decision with { Events = [.. decision.Events.Select((happened, number) => number == 0 ? happened with { Key = key } : happened)] };

    private Pressed Refused(Refusal refusal, Concern concern) => new(null, null, Because(refusal, concern));

    private string Because(Refusal refusal, Concern concern) => refusal switch
    {
        Refusal.NotYet when concern.Holder is null => words.Say("alert.acknowledge-first"),
        Refusal.NotTheHolder => words.Say("alert.not-holder"),
        _ => words.Say($"refusal.{refusal}"),
    };

    private Pressed Form(Press press, Form form, Filled? filled = null, string? note = null) => new(null, AlertView.Form)
    {
        Show = concern => formCards.Show(form, concern.Reference, cards.Summary(concern.Reference), filled, note),
    };

    /// <summary>Something that was written is shown: that is an opening, and on the record.</summary>
    private static Pressed Reading(Press press, Func<Concern, JsonObject> show) =>
        new(ConcernLifecycle.Open(press.Concern, press.Actor, press.School, press.Now), AlertView.Open) { Show = show };

    private static Pressed Choosing(Func<Concern, JsonObject> show) => new(null, AlertView.Open) { Show = show };

    private static async Task<Concern> WriteAsync(Press press, Pressed pressed, CancellationToken cancellationToken)
    {
        foreach (var (other, decision) in pressed.Also.Where(also => also.Decision.Refusal is null))
        {
            await press.Ledger.WriteAsync(other, decision, cancellationToken);
        }

        return pressed.Decision is { Refusal: null } accepted ? await press.Ledger.WriteAsync(press.Concern, accepted, cancellationToken) : press.Concern;
    }

    /// <summary>Remembers what is on the card that was pressed, so that it is not replaced while somebody reads it, nor left open for ever.</summary>
    /// <returns>What the card is when it is closed, where it is not an alert of this concern: another one was opened from it, or it is a desk.</returns>
    private async Task<JsonObject?> RememberViewAsync(Ledger ledger, Activity activity, string reference, NamedPerson lead, AlertView? view, CancellationToken cancellationToken)
    {
        if (view is not { } shown || activity.ReplyToId is not { } pressed)
        {
            return null;
        }

        DateTimeOffset? until = shown switch
        {
            AlertView.Open => clock.GetUtcNow() + ReadingTime,
            AlertView.Form => clock.GetUtcNow() + FormTime,
            _ => null,
        };

        if (await ledger.AlertCardAsync(lead.Key, pressed, cancellationToken) is not { } card)
        {
            await OpenDesk.RememberAsync(ledger, activity, pressed, until, cancellationToken);

            return until is null ? desk.Door(await SchoolsAsync(cancellationToken), lead.EntraId!) : null;
        }

        if (shown == AlertView.Sealed && card.View != AlertView.Sealed)
        {
            ledger.Add(OutboxKinds.Row(new Work.RefreshCards(), card.Reference, clock.GetUtcNow()));
        }

        (card.View, card.ViewUntil, card.IsRetired) = (shown, until, card.IsRetired && shown == AlertView.Sealed);

        return shown == AlertView.Sealed
            && card.Reference != reference
            && await ledger.ConcernAsync(card.Reference, cancellationToken) is { } own
            && await directory.SchoolAsync(own.Raised.School, cancellationToken) is var school
            && school.Find(lead.EntraId) is { } person
            && ConcernAccess.MayHold(own, school, person)
            ? cards.Sealed(own, school, person)
            : null;
    }

    /// <summary>Whoever may not open it any more can still close what they have open.</summary>
    private async Task<InvokeAnswer?> ShutOwnAsync(Ledger ledger, Activity activity, string verb, CancellationToken cancellationToken)
    {
        if (verb != "shut"
            || activity is not { ReplyToId: { } pressed, From.AadObjectId: { } entraId }
            || await ledger.AlertCardAsync(entraId.ToLowerInvariant(), pressed, cancellationToken) is not { } card)
        {
            return null;
        }

        (card.View, card.ViewUntil, card.IsRetired) = (AlertView.Sealed, null, true);

        return InvokeAnswer.Card(cards.NoLongerOpen(card.Reference));
    }

    private async Task<IReadOnlyList<School>> SchoolsAsync(CancellationToken cancellationToken)
    {
        List<School> schools = [];

        foreach (var configured in directory.Configured)
        {
            schools.Add(await directory.SchoolAsync(configured.Id, cancellationToken));
        }

        return schools;
    }

    /// <summary>One press: who, on what, with what.</summary>
    private sealed record Press(Ledger Ledger, Concern Concern, School School, NamedPerson Lead, Actor Actor, PressData Data, DateTimeOffset Now)
    {
        public Guid? Key => Data.Guid("key");
    }

    /// <param name="View">What the card shows afterwards; nothing when it stays as it is.</param>
    /// <param name="Refused">What is said instead of showing a card.</param>
    private sealed record Pressed(Decision? Decision, AlertView? View, string? Refused = null)
    {
        /// <summary>What is shown, where that is not the sealed card.</summary>
        public Func<Concern, JsonObject>? Show { get; init; }

        /// <summary>What happens to other concerns with it.</summary>
        public IReadOnlyList<(Concern Concern, Decision Decision)> Also { get; init; } = [];
    }
}
