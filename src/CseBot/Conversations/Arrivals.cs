using CseBot.Concerns;
using CseBot.Dialogs;
using CseBot.Dialogs.Flows;
using CseBot.Teams;

namespace CseBot.Conversations;

/// <summary>What happens where a dialog comes to: the next question, something that cannot wait, or the end. This switch is the complete list.</summary>
internal sealed class Arrivals(Drafts drafts, Unlisted unlisted, Notices notices, Accounts accounts, Wording words, TimeProvider clock)
{
    /// <param name="exchange">Who, where, and what it is written in.</param>
    /// <param name="draft">The draft as it was.</param>
    /// <param name="turn">What came of the answer.</param>
    /// <param name="redraw">Cards that change because of it.</param>
    /// <param name="note">Something to say with the next question.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<Turned> ArriveAsync(
        Exchange exchange, Draft draft, Turn turn, IReadOnlyList<Speech> redraw, CancellationToken cancellationToken, string? note = null)
    {
        var (_, row, person, school) = exchange;
        var kept = draft with { State = turn.State };
        await LeaveOutNowAsync(exchange, kept, kept.State.Answers.RelatedPeople, cancellationToken);

        switch (turn.Here)
        {
            case Act { Id: RaiseConcern.TellLeadsNow } when kept.State.Answers.IsAboutSomeoneHere:
                return await ArriveAsync(exchange, kept, AsAboutSomeoneHere(kept), redraw, cancellationToken);

            case Act { Id: RaiseConcern.TellLeadsNow or RaiseConcern.TellAdultRouteNow or RaiseConcern.LeaveAdultOut } act:
                return await DoAsync(exchange, kept, act, redraw, note, cancellationToken);

            case Outcome { Id: RaiseConcern.Sent } when kept.AddsTo is not null:
                return await SendAdditionAsync(exchange, kept, accounts.Of(kept, school), redraw, cancellationToken);

            case Outcome { Id: RaiseConcern.Sent }:
                return await SendAsync(exchange, kept, redraw, cancellationToken);

            case Outcome { Id: AddInformation.Added }:
                return await SendAdditionAsync(exchange, kept, Added(kept), redraw, cancellationToken);

            case Outcome { Id: AddInformation.NothingAdded }:
                row.Forget();
                return Ended(words.Say("check.not-added", ("reference", kept.AddsTo ?? string.Empty)), redraw);

            case Outcome { Id: WhoAreYou.WorksHere }:
                return Answered(redraw, await unlisted.BeginWalkAsync(exchange, kept.State.FirstWords, cancellationToken));

            case Outcome { Id: WhoAreYou.Pupil }:
                await unlisted.TellLeadsAsync(exchange.Ledger, row, person, kept, Unverified.SaysPupil, cancellationToken);
                return Ended(words.Say("unlisted.received.heading"), redraw);

            case Outcome { Id: WhoAreYou.TellAdultRoute }:
                await unlisted.TellAdultRouteAsync(exchange.Ledger, row, person, kept, cancellationToken);
                return Ended(words.Say("unlisted.adult.sent"), redraw);

            case Outcome { Id: RaiseConcern.Discarded }:
                row.Forget();
                return Ended(kept.AddsTo is { } reference ? words.Say("check.not-added", ("reference", reference)) : words.Say("draft.discarded"), redraw);

            default:
                return new Turned(null, [.. redraw, .. Danger(kept, turn, school), .. drafts.Ask(drafts.Keep(row, kept), school, person.EntraId, note)]);
        }
    }

    /// <summary>What is known of the reporter when it is sent: they may have begun while nobody could say who they are.</summary>
    private static Unverified? UnverifiedNow(Exchange exchange, Draft draft) => draft.Unverified ?? (exchange.IsStaff ? null : Unverified.SaysStaff);

    /// <summary>It was said before that it is or may be about someone here. Then danger now is too, and is not for the leads.</summary>
    private static Turn AsAboutSomeoneHere(Draft draft)
    {
        var answers = draft.State.Answers.With(RaiseConcern.InDangerNow, Answer.Chose(RaiseConcern.AboutSomeoneHere));

        foreach (var (from, to) in new[] { (RaiseConcern.WhichAdult, RaiseConcern.WhoseDanger), (RaiseConcern.WhomToTell, RaiseConcern.WhomToTellNow) })
        {
            answers = answers.To(to) is null && answers.To(from) is { } known ? answers.With(to, known) : answers;
        }

        return Dialog.Resume(draft.Flow, draft.State with { Answers = answers });
    }

    /// <summary>Whom to ring stands before the question whom it is about.</summary>
    private IEnumerable<Speech> Danger(Draft draft, Turn turn, School school) =>
        turn.Here.Id is RaiseConcern.WhoseDanger or RaiseConcern.WhichAdult ? [new Speech.Post(notices.AboutAnAdultHere([school]))] : [];

    /// <summary>Something that cannot wait for the end of the walk: the right people are told with what is known, and whatever else comes is an addition.</summary>
    private async Task<Turned> DoAsync(Exchange exchange, Draft draft, Act act, IReadOnlyList<Speech> redraw, string? note, CancellationToken cancellationToken)
    {
        var (ledger, _, person, school) = exchange;
        List<Speech> said = [];
        var excluded = draft.Excluded(school, person.EntraId);

        if (draft.Route == ConcernRoute.Adult && draft.AddsTo is not null)
        {
            var fromBefore = draft.State.Answers.WhomToTell == RaiseConcern.Lado ? [.. draft.About(school, person.EntraId)] : excluded;
            await LeaveOutNowAsync(exchange, draft, fromBefore, cancellationToken);

            if (await ledger.ConcernAsync(draft.AddsTo, cancellationToken) is not { Raised.Route: ConcernRoute.Adult } about)
            {
                draft = draft with { AddsTo = null };
            }
            else if (ConcernLifecycle.LeaveOut(about, person, excluded, school, clock.GetUtcNow()) is { Refusal: null } left)
            {
                await ledger.WriteAsync(about, left, cancellationToken);
            }
        }

        if (draft is { AddsTo: null, State.Answers.IsInDanger: true })
        {
            var decision = ConcernLifecycle.Raise(
                Guid.CreateVersion7(), person, school, Response.Now, accounts.Of(draft, school, everything: true), excluded, clock.GetUtcNow(), UnverifiedNow(exchange, draft), draft.Route);
            var concern = await ledger.RaiseAsync(decision, cancellationToken);
            draft = draft with { AddsTo = concern.Reference };
            said.Add(new Speech.Post(notices.EmergencySent(concern, school)));
        }

        var turned = await ArriveAsync(exchange, draft, Dialog.Done(draft.Flow, draft.State, act), redraw, cancellationToken, note);

        return turned with { Say = [.. turned.Say.OfType<Speech.Redraw>(), .. said, .. turned.Say.Where(speech => speech is not Speech.Redraw)] };
    }

    /// <summary>Somebody who is left out of a concern that was told of already is left out of it from this moment.</summary>
    private async Task LeaveOutNowAsync(Exchange exchange, Draft draft, IReadOnlyList<string> people, CancellationToken cancellationToken)
    {
        if (people.Count > 0
            && draft.AddsTo is { } reference
            && await exchange.Ledger.ConcernAsync(reference, cancellationToken) is { } concern
            && ConcernLifecycle.LeaveOut(concern, exchange.Person, people, exchange.School, clock.GetUtcNow()) is { Refusal: null } left)
        {
            await exchange.Ledger.WriteAsync(concern, left, cancellationToken);
        }
    }

    private async Task<Turned> SendAsync(Exchange exchange, Draft draft, IReadOnlyList<Speech> redraw, CancellationToken cancellationToken)
    {
        var (ledger, row, person, school) = exchange;
        var decision = ConcernLifecycle.Raise(
            draft.Id,
            person,
            school,
            draft.Response,
            accounts.Of(draft, school),
            draft.Excluded(school, person.EntraId),
            clock.GetUtcNow(),
            UnverifiedNow(exchange, draft),
            draft.Route);
        var concern = await ledger.RaiseAsync(decision, cancellationToken);
        row.Forget();

        return Ended(words.Say("check.sent", ("reference", concern.Reference)), redraw);
    }

    private Account Added(Draft draft) => accounts.Free(
        string.Join('\n', new[] { draft.State.FirstWords, draft.State.Answers.To(AddInformation.WhatElse)!.Text }.OfType<string>()));

    private async Task<Turned> SendAdditionAsync(Exchange exchange, Draft draft, Account account, IReadOnlyList<Speech> redraw, CancellationToken cancellationToken)
    {
        var (ledger, row, person, school) = exchange;
        var concern = await ledger.ConcernAsync(draft.AddsTo!, cancellationToken)
            ?? throw new InvalidOperationException("A draft adds to a concern that is not there.");
        var besides = Accounts.Besides(account, concern);
        row.Forget();

        if (besides.Lines.Count == 0)
        {
            return Ended(words.Say("check.not-added", ("reference", concern.Reference)), redraw);
        }

        var decision = ConcernLifecycle.Add(concern, person, besides, draft.Id, school, clock.GetUtcNow());

        if (decision.Refusal is null)
        {
            await ledger.WriteAsync(concern, decision, cancellationToken);
        }

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
}
