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
        await LeaveOutNowAsync(exchange, kept, cancellationToken);

        switch (turn.Here)
        {
            case Act { Id: RaiseConcern.TellLeadsNow } when kept.Route == ConcernRoute.Adult && !kept.IsOfAdultRoute && draft.State.Answers.IsDangerAboutSomeoneHere:
                return await ArriveAsync(exchange, kept, AsNotAboutSomeoneHere(kept), redraw, cancellationToken);

            case Act { Id: RaiseConcern.TellLeadsNow } when kept.Route == ConcernRoute.Adult:
                return await ArriveAsync(exchange, kept, AsAboutSomeoneHere(kept), redraw, cancellationToken);

            case Act { Id: RaiseConcern.TellLeadsNow or RaiseConcern.TellAdultRouteNow or RaiseConcern.LeaveAdultOut } act:
                return await DoAsync(exchange, kept, act, redraw, note, cancellationToken);

            case Outcome { Id: RaiseConcern.Sent } when await OfThisRouteAsync(exchange, kept, cancellationToken) is { AddsTo: not null } adding:
                return await SendAdditionAsync(exchange, adding, accounts.Of(adding, school), redraw, cancellationToken);

            case Outcome { Id: RaiseConcern.Sent }:
                return await SendAsync(exchange, kept, redraw, cancellationToken);

            case Outcome { Id: AddInformation.Added }:
                return await SendAdditionAsync(exchange, kept, Added(kept), redraw, cancellationToken);

            case Outcome { Id: WhoAreYou.WorksHere }:
                return Answered(redraw, await unlisted.BeginWalkAsync(exchange, kept.State.FirstWords, cancellationToken));

            case Outcome { Id: WhoAreYou.Pupil }:
                await unlisted.TellLeadsAsync(exchange.Ledger, row, person, kept, Unverified.SaysPupil, cancellationToken);
                return Ended(words.Say("unlisted.received.heading"), redraw);

            case Outcome { Id: WhoAreYou.TellAdultRoute }:
                await unlisted.TellAdultRouteAsync(exchange.Ledger, row, person, kept, cancellationToken);
                return Ended(words.Say("unlisted.adult.sent"), redraw);

            case Outcome { Id: RaiseConcern.Discarded or AddInformation.NothingAdded }:
                return Ended(drafts.Discard(row, kept), redraw);

            default:
                return new Turned(null, [.. redraw, .. await DangerAsync(exchange, kept, turn, cancellationToken), .. drafts.Ask(drafts.Keep(row, kept), school, person.EntraId, note)]);
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

    /// <summary>They have just said that danger is not about someone here after all. What they said before of adults does not hold any more, and is asked again.</summary>
    private static Turn AsNotAboutSomeoneHere(Draft draft) =>
        Dialog.Resume(draft.Flow, draft.State with { Answers = new Answers(draft.State.Answers.ByStep.Remove(RaiseConcern.AboutAnAdult)) });

    /// <summary>Whom to ring stands before the question whom it is about, and before the next one where danger is said again.</summary>
    private async Task<IEnumerable<Speech>> DangerAsync(Exchange exchange, Draft draft, Turn turn, CancellationToken cancellationToken)
    {
        var (ledger, _, person, school) = exchange;

        return turn switch
        {
            { Here.Id: RaiseConcern.WhoseDanger or RaiseConcern.WhichAdult } => [new Speech.Post(notices.AboutAnAdultHere(draft, [school], person.EntraId))],
            { Answered.Id: RaiseConcern.InDangerNow or RaiseConcern.InDangerCheck, State.Answers.IsInDanger: true }
                when draft.AddsTo is { } reference && await ledger.ConcernAsync(reference, cancellationToken) is { } concern =>
                [new Speech.Post(notices.EmergencySent(await SayAgainAsync(exchange, draft, concern, cancellationToken), school))],
            _ => [],
        };
    }

    /// <summary>Danger is said again, of something that was told of: everybody is told again, from the top.</summary>
    private async Task<Concern> SayAgainAsync(Exchange exchange, Draft draft, Concern concern, CancellationToken cancellationToken)
    {
        var (ledger, _, person, school) = exchange;
        var again = accounts.Of(draft, school).Lines.Where(line => line.Step is RaiseConcern.InDangerNow or RaiseConcern.InDangerCheck);
        var decision = ConcernLifecycle.SayAgain(concern, person, Account.Empty with { Lines = [.. again] }, school, clock.GetUtcNow());

        return await ledger.WriteAsync(concern, decision, cancellationToken);
    }

    /// <summary>Something that cannot wait for the end of the walk: the right people are told with what is known, and whatever else comes is an addition.</summary>
    private async Task<Turned> DoAsync(Exchange exchange, Draft draft, Act act, IReadOnlyList<Speech> redraw, string? note, CancellationToken cancellationToken)
    {
        var (ledger, _, person, school) = exchange;
        List<Speech> said = [];
        draft = await OfThisRouteAsync(exchange, draft, cancellationToken);

        if (draft is { AddsTo: null, State.Answers.IsInDanger: true })
        {
            var decision = ConcernLifecycle.Raise(
                Guid.CreateVersion7(),
                person,
                school,
                Response.Now,
                accounts.Of(draft, school, everything: true),
                draft.Excluded(school, person.EntraId),
                clock.GetUtcNow(),
                UnverifiedNow(exchange, draft),
                draft.Route);
            var concern = await ledger.RaiseAsync(decision, cancellationToken);
            draft = draft with { AddsTo = concern.Reference };
            said.Add(new Speech.Post(notices.EmergencySent(concern, school)));
        }

        await LeaveOutNowAsync(exchange, draft, cancellationToken);
        var turned = await ArriveAsync(exchange, draft, Dialog.Done(draft.Flow, draft.State, act), redraw, cancellationToken, note);

        return turned.SayingFirst(said);
    }

    /// <summary>
    /// What a draft adds to is about a child, or about an adult here, and leaves out nobody else, as the draft is now. Where that has changed since somebody was told,
    /// everything else goes to another reference: whoever was left out of the first by mistake hears of it by that.
    /// </summary>
    private static async Task<Draft> OfThisRouteAsync(Exchange exchange, Draft draft, CancellationToken cancellationToken)
    {
        if (draft.AddsTo is not { } now)
        {
            return draft;
        }

        string[] told = [now, .. draft.AlsoTold];
        var excluded = draft.Excluded(exchange.School, exchange.Person.EntraId);

        foreach (var reference in told)
        {
            if (await exchange.Ledger.ConcernAsync(reference, cancellationToken) is { } concern && concern.Raised.Route == draft.Route && concern.Excluded.IsSubsetOf(excluded))
            {
                return draft with { AddsTo = reference, AlsoTold = [.. told.Where(other => other != reference)] };
            }
        }

        return draft with { AddsTo = null, AlsoTold = told };
    }

    /// <summary>Somebody who is left out is left out of everything that was told of already, from this moment.</summary>
    private async Task LeaveOutNowAsync(Exchange exchange, Draft draft, CancellationToken cancellationToken)
    {
        var (ledger, _, person, school) = exchange;
        var excluded = draft.Excluded(school, person.EntraId);

        foreach (var reference in new[] { draft.AddsTo }.Concat(draft.AlsoTold).OfType<string>())
        {
            if (await ledger.ConcernAsync(reference, cancellationToken) is not { } concern)
            {
                continue;
            }

            IReadOnlyList<string> people = concern.Raised.Route == ConcernRoute.Child && draft.State.Answers.WhomToTell == RaiseConcern.Lado
                ? [.. draft.State.Answers.RelatedPeople, .. draft.About(school, person.EntraId)]
                : excluded;

            if (ConcernLifecycle.LeaveOut(concern, person, people, school, clock.GetUtcNow()) is { Refusal: null } left)
            {
                await ledger.WriteAsync(concern, left, cancellationToken);
            }
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
        row.Forget(concern.Reference);

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
        row.Forget(concern.Reference);

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
