using CseBot.Concerns;
using CseBot.Dialogs;
using CseBot.Outbox;
using CseBot.Storage;
using CseBot.Teams;

namespace CseBot.Alerts;

/// <summary>What a lead can press. Every press is authorised anew, against the concern as it is at that moment (design 2, rule 7).</summary>
internal sealed class AlertActions(Ledgers ledgers, AlertCards cards, IDirectory directory, Wording words, TimeProvider clock)
{
    public static readonly TimeSpan ReadingTime = TimeSpan.FromMinutes(10);
    public static readonly TimeSpan FormTime = TimeSpan.FromMinutes(60);

    /// <summary>Whether a verb belongs to alert cards.</summary>
    public static bool Has(string verb) => verb is "acknowledge" or "open" or "shut" or "decide" or "record-decision";

    public Task<InvokeAnswer> PressAsync(Activity activity, string verb, PressData data, CancellationToken cancellationToken) => ledgers.DoAsync(
        async ledger =>
        {
            var seen = await ledger.SeenAsync(activity.Conversation.Id, activity.Id, cancellationToken);
            var concern = await ledger.ConcernAsync(data["reference"] ?? string.Empty, cancellationToken);

            if (concern is null
                || await directory.SchoolAsync(concern.Raised.School, cancellationToken) is not { } school
                || school.Find(activity.From.AadObjectId) is not { } lead
                || !ConcernAccess.MayOpen(concern, school, lead))
            {
                return InvokeAnswer.Message(words.Say("not-available"));
            }

            var actor = new Actor(lead.EntraId!, lead.Name, lead.MainRole);
            var (decision, view, refusal) = seen is null ? Act(concern, actor, school, verb, data) : Repeat(concern, actor, verb);

            if (decision is { Refusal: null })
            {
                concern = await ledger.WriteAsync(concern, decision, cancellationToken);
            }

            if (seen is null)
            {
                ledger.Add(new SeenRow
                {
                    ConversationId = activity.Conversation.Id,
                    ActivityId = activity.Id,
                    At = clock.GetUtcNow(),
                    Verb = verb,
                    Reference = concern.Reference,
                    Result = (decision?.Refusal)?.ToString() ?? view.ToString(),
                    WasAnswered = true,
                });
            }

            await RememberViewAsync(ledger, activity, concern.Reference, view, cancellationToken);

            return refusal is not null ? InvokeAnswer.Message(refusal) : InvokeAnswer.Card(Show(concern, school, lead, view, data));
        },
        cancellationToken);

    /// <summary>The whole list of what a lead can press, and what it shows them.</summary>
    private Pressed Act(Concern concern, Actor lead, School school, string verb, PressData data) => verb switch
    {
        "acknowledge" => Acknowledge(concern, lead, school),
        "open" => new Pressed(ConcernLifecycle.Open(concern, lead, school, clock.GetUtcNow()), AlertView.Open),
        "shut" => new Pressed(null, AlertView.Sealed),
        "decide" when concern.Status == ConcernStatus.Raised => new Pressed(null, null, words.Say("alert.acknowledge-first")),
        "decide" when concern.Holder?.EntraId != lead.EntraId => new Pressed(null, null, words.Say("alert.not-holder")),
        "decide" => new Pressed(null, AlertView.Form),
        "record-decision" => RecordDecision(concern, lead, school, data),
        _ => new Pressed(null, null, words.Say("not-available")),
    };

    private Pressed Acknowledge(Concern concern, Actor lead, School school)
    {
        var decision = ConcernLifecycle.Acknowledge(concern, lead, school, clock.GetUtcNow());

        return (decision.Refusal, concern) switch
        {
            (null, _) => new Pressed(decision, AlertView.Sealed),
            (_, { Holder: { } holder, AcknowledgedAt: { } at }) when holder.EntraId != lead.EntraId =>
                new Pressed(decision, AlertView.Sealed, words.Say("alert.already", ("name", holder.Name), ("time", School.Time(at)))),
            _ => new Pressed(decision, AlertView.Sealed),
        };
    }

    private Pressed RecordDecision(Concern concern, Actor lead, School school, PressData data)
    {
        if (!Enum.TryParse<DecisionKind>(data["decision"], out var kind)
            || !Enum.IsDefined(kind)
            || data["reason"] is not { } reason
            || string.IsNullOrWhiteSpace(reason)
            || data.Guid("key") is not { } key)
        {
            return new Pressed(null, null, words.Say("alert.form-gone"));
        }

        var decision = Handling.Decide(concern, lead, new Deciding(kind, reason, key, [], []), school, clock.GetUtcNow());

        return decision.Refusal switch
        {
            Refusal.NotTheHolder => new Pressed(decision, AlertView.Sealed, words.Say("alert.not-holder")),
            _ => new Pressed(decision, AlertView.Sealed),
        };
    }

    /// <summary>A press that has been dealt with before shows what it would show now, and does nothing.</summary>
    private static Pressed Repeat(Concern concern, Actor lead, string verb) => verb switch
    {
        "open" => new Pressed(null, AlertView.Open),
        "decide" when concern.Holder?.EntraId == lead.EntraId => new Pressed(null, AlertView.Form),
        _ => new Pressed(null, AlertView.Sealed),
    };

    private System.Text.Json.Nodes.JsonObject Show(Concern concern, School school, NamedPerson lead, AlertView? view, PressData data) => view switch
    {
        AlertView.Open => cards.Open(concern, school, lead, data.Page),
        AlertView.Form => cards.DecisionForm(concern),
        _ => cards.Sealed(concern, school, lead),
    };

    /// <summary>Remembers what is on the card that was pressed, so that it is not replaced while somebody reads it, nor left open for ever.</summary>
    private async Task RememberViewAsync(Ledger ledger, Activity activity, string reference, AlertView? view, CancellationToken cancellationToken)
    {
        if (view is not { } shown
            || activity.ReplyToId is not { } pressed
            || await ledger.AlertCardAsync(activity.Conversation.Id, pressed, reference, cancellationToken) is not { } card)
        {
            return;
        }

        if (shown == AlertView.Sealed && card.View != AlertView.Sealed)
        {
            ledger.Add(OutboxKinds.Row(new Work.RefreshCards(), reference, clock.GetUtcNow()));
        }

        card.View = shown;
        card.ViewUntil = shown switch
        {
            AlertView.Open => clock.GetUtcNow() + ReadingTime,
            AlertView.Form => clock.GetUtcNow() + FormTime,
            _ => null,
        };
    }

    /// <param name="View">What the card shows afterwards; nothing when it stays as it is.</param>
    /// <param name="Refused">What is said instead of showing a card.</param>
    private sealed record Pressed(Decision? Decision, AlertView? View, string? Refused = null);
}
