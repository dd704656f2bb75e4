using System.Text.Json.Nodes;
using CseBot.Concerns;
using CseBot.Dialogs;
using CseBot.Dialogs.Flows;
using CseBot.Teams;

namespace CseBot.Conversations;

/// <summary>What happens where a dialog comes to: the next question, or the end of it. This switch is the complete list.</summary>
internal sealed class Arrivals(Drafts drafts, Unlisted unlisted, Notices notices, Wording words, TimeProvider clock)
{
    public async Task<Turned> ArriveAsync(Exchange exchange, Draft draft, Turn turn, IReadOnlyList<Speech> redraw, CancellationToken cancellationToken)
    {
        var (_, row, _, school) = exchange;
        var kept = draft with { State = turn.State };

        switch (turn.Here.Id)
        {
            case RaiseConcern.Emergency when kept.IsAboutSomeoneHere:
            case RaiseConcern.AdultRoute:
                drafts.Keep(row, kept with { State = turn.State with { Asked = RaiseConcern.AdultRoute } });
                return new Turned(null, [.. redraw, new Speech.Post(notices.AdultRoute([school], Change(kept, turn.Answered!)))]);

            case RaiseConcern.Emergency:
                return await SendEmergencyAsync(exchange, kept, redraw, cancellationToken);

            case RaiseConcern.Sent:
                return await SendAsync(exchange, kept, redraw, cancellationToken);

            case AddInformation.Added:
                return await SendAdditionAsync(exchange, kept, redraw, cancellationToken);

            case AddInformation.NothingAdded:
            {
                var line = words.Say("check.not-added", ("reference", kept.AddsTo ?? string.Empty));
                row.Forget();
                return Ended(line, redraw);
            }

            case WhoAreYou.WorksHere:
                return Answered(redraw, await unlisted.BeginWalkAsync(exchange, kept.State.FirstWords, cancellationToken));

            case WhoAreYou.Pupil:
                await unlisted.TellLeadsAsync(exchange.Ledger, row, exchange.Person, kept, Unverified.SaysPupil, cancellationToken);
                return Ended(words.Say("unlisted.received.heading"), redraw);

            case WhoAreYou.AboutAnAdultHere:
                return Answered(redraw, await unlisted.BeginAdultRouteAsync(exchange, kept.State.FirstWords, cancellationToken));

            case RaiseConcern.Discarded:
                row.Forget();
                return Ended(words.Say("draft.discarded"), redraw);

            default:
                return new Turned(null, [.. redraw, .. drafts.Ask(drafts.Keep(row, kept), school)]);
        }
    }

    /// <summary>What is known of the reporter when it is sent: they may have begun while nobody could say who they are.</summary>
    private static Unverified? UnverifiedNow(Exchange exchange, Draft draft) => draft.Unverified ?? (exchange.IsStaff ? null : Unverified.SaysStaff);

    /// <summary>There is danger now: the leads are told with what is known, and whatever else comes is an addition.</summary>
    private async Task<Turned> SendEmergencyAsync(Exchange exchange, Draft draft, IReadOnlyList<Speech> redraw, CancellationToken cancellationToken)
    {
        var (ledger, row, person, school) = exchange;
        var decision = ConcernLifecycle.Raise(draft.Id, person, school, Response.Now, draft.Account(everything: true), draft.Excluded(), clock.GetUtcNow(), UnverifiedNow(exchange, draft));
        var concern = await ledger.RaiseAsync(decision, cancellationToken);
        row.Forget();
        var more = drafts.BeginAddition(row, school.Id, concern.Reference);

        return new Turned(null, [.. redraw, new Speech.Post(notices.EmergencySent(concern, school)), .. drafts.Ask(more, school)]);
    }

    private async Task<Turned> SendAsync(Exchange exchange, Draft draft, IReadOnlyList<Speech> redraw, CancellationToken cancellationToken)
    {
        var (ledger, row, person, school) = exchange;
        var decision = ConcernLifecycle.Raise(draft.Id, person, school, Response.Today, draft.Account(everything: false), draft.Excluded(), clock.GetUtcNow(), UnverifiedNow(exchange, draft));
        var concern = await ledger.RaiseAsync(decision, cancellationToken);
        row.Forget();

        return Ended(words.Say("check.sent", ("reference", concern.Reference)), redraw);
    }

    private async Task<Turned> SendAdditionAsync(Exchange exchange, Draft draft, IReadOnlyList<Speech> redraw, CancellationToken cancellationToken)
    {
        var (ledger, row, person, school) = exchange;
        var concern = await ledger.ConcernAsync(draft.AddsTo!, cancellationToken)
            ?? throw new InvalidOperationException("A draft adds to a concern that is not there.");
        var text = string.Join('\n', new[] { draft.State.FirstWords, draft.State.Answers.To(AddInformation.WhatElse)!.Text }.OfType<string>());
        var decision = ConcernLifecycle.Add(concern, person, text, draft.Id, school, clock.GetUtcNow());

        if (decision.Refusal is null)
        {
            await ledger.WriteAsync(concern, decision, cancellationToken);
        }

        row.Forget();

        return Ended(words.Say("check.added", ("reference", concern.Reference)), redraw);
    }

    /// <summary>Who they are has been answered, and is not asked again: the card becomes a line, and something else begins.</summary>
    private Turned Answered(IReadOnlyList<Speech> redraw, params IReadOnlyList<Speech> next)
    {
        var line = words.For((Question)WhoAreYou.Flow.Start).Line;

        return new Turned(InvokeAnswer.Card(notices.Line(line)), [.. Lines(redraw, line), .. next]);
    }

    private IEnumerable<Speech> Lines(IReadOnlyList<Speech> redraw, string line) =>
        redraw.OfType<Speech.Redraw>().Select(speech => speech with { Card = notices.Line(line) });

    /// <summary>The draft is over: the card that ended it says how, whoever looks at it later.</summary>
    private Turned Ended(string line, IReadOnlyList<Speech> redraw)
    {
        IReadOnlyList<Speech> say = redraw.Count > 0 ? [.. Lines(redraw, line)] : [new Speech.Post(notices.Post(line, []))];

        return new Turned(InvokeAnswer.Card(notices.Line(line)), say);
    }

    private JsonObject Change(Draft draft, Question question) =>
        notices.Button("change", new() { ["draft"] = draft.Id, ["step"] = question.Id });
}
