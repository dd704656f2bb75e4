using CseBot.Concerns;
using CseBot.Dialogs;
using CseBot.Dialogs.Flows;
using CseBot.Storage;
using CseBot.Teams;

namespace CseBot.Conversations;

/// <summary>
/// Somebody writes who is on no school's staff list and is not named. It may be a pupil, so it is kept, they are told of 999 and Childline, and unless they
/// say otherwise the leads are told that they wrote. Nothing is looked up for them.
/// </summary>
internal sealed class Unlisted(IDirectory directory, Drafts drafts, QuestionCards questions, Notices notices, Protection protection, Wording words, TimeProvider clock)
{
    /// <summary>They wrote something.</summary>
    public async Task<Turned> HearAsync(Ledger ledger, ConversationRow row, Actor person, Standing standing, string text, CancellationToken cancellationToken)
    {
        if (drafts.In(row) is { IsUnlisted: true } open)
        {
            drafts.Keep(row, open with { State = open.State with { FirstWords = $"{open.State.FirstWords}\n{text}" } });

            return new Turned(null, new Speech.Post(new OutgoingActivity { Text = words.Say("unlisted.kept") }));
        }

        if (await HasWrittenTodayAsync(ledger, person, standing, cancellationToken))
        {
            await TellLeadsAsync(ledger, person, standing, text, Unverified.SaidNothing, cancellationToken);

            return new Turned(null);
        }

        return AskWho(drafts.BeginUnlisted(row, text, person.Name), standing);
    }

    /// <summary>Asks who they are, below what a child has to know first.</summary>
    public Turned AskWho(Draft draft, Standing standing) => new(
        null,
        new Speech.Post(notices.Post(words.Say("unlisted.first"), notices.ForAChild().Skip(1), notices.ChildMayRing())),
        new Speech.Post(questions.Ask(draft, (Question)WhoAreYou.Flow.Start, standing.Schools[0]), WhoAreYou.AreYou));

    /// <summary>They say that they are a pupil, or have said nothing for two minutes: the leads are told.</summary>
    public async Task TellLeadsAsync(Ledger ledger, ConversationRow row, Actor person, Draft draft, Unverified unverified, CancellationToken cancellationToken)
    {
        var standing = await directory.StandingAsync(person.EntraId, cancellationToken);
        row.Forget();
        await TellLeadsAsync(ledger, person, standing, draft.State.FirstWords ?? string.Empty, unverified, cancellationToken);
    }

    /// <summary>They say that they work here: the walk, which says on the record that they are not on the list.</summary>
    public async Task<Speech[]> BeginWalkAsync(Exchange exchange, Draft draft, CancellationToken cancellationToken)
    {
        var standing = await directory.StandingAsync(exchange.Person.EntraId, cancellationToken);
        exchange.Row.Forget();

        return standing.Schools is [var only]
            ? drafts.Ask(drafts.BeginConcern(exchange.Row, only, draft.State.FirstWords, Unverified.SaysStaff), only)
            : [new Speech.Post(notices.WhichSchool(standing.Schools, protection.Carry(draft.State.FirstWords ?? string.Empty)))];
    }

    /// <summary>It is about an adult here: nothing is sent, and they are told whom to ring.</summary>
    public async Task<Speech> BeginAdultRouteAsync(Exchange exchange, Draft draft, CancellationToken cancellationToken)
    {
        var standing = await directory.StandingAsync(exchange.Person.EntraId, cancellationToken);
        var begun = drafts.BeginConcern(exchange.Row, exchange.School, draft.State.FirstWords, Unverified.SaidNothing);
        var answers = begun.State.Answers.With(RaiseConcern.AboutAnAdult, Answer.Chose("yes-here"));
        drafts.Keep(exchange.Row, begun with { State = begun.State with { Answers = answers, Asked = RaiseConcern.AdultRoute } });

        return new Speech.Post(notices.AdultRoute(standing.Schools));
    }

    private async Task<bool> HasWrittenTodayAsync(Ledger ledger, Actor person, Standing standing, CancellationToken cancellationToken)
    {
        var today = School.Day(clock.GetUtcNow());

        foreach (var school in standing.Schools)
        {
            if (await ledger.UnlistedAsync(person.EntraId, school.Id, today, cancellationToken) is not null)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>One concern a day for each school that it may be about, because a child who does not say which is not to be missed by the right one.</summary>
    private async Task TellLeadsAsync(
        Ledger ledger, Actor person, Standing standing, string text, Unverified unverified, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();

        foreach (var school in standing.Schools)
        {
            if (await ledger.UnlistedAsync(person.EntraId, school.Id, School.Day(now), cancellationToken) is { } today)
            {
                var concern = (await ledger.ConcernAsync(today.Reference, cancellationToken))!;
                await ledger.WriteAsync(concern, ConcernLifecycle.Add(concern, person, text, Guid.CreateVersion7(), school, now), cancellationToken);
                continue;
            }

            var account = new Account(text, Who: null, WhatHappened: null, ChildsWords: null, AdultElsewhere: false);
            var raised = await ledger.RaiseAsync(
                ConcernLifecycle.Raise(Guid.CreateVersion7(), person, school, Response.Today, account, [], now, unverified), cancellationToken);
            ledger.Add(new UnlistedRow { EntraId = person.EntraId, School = school.Id, Day = School.Day(now), Reference = raised.Reference });
        }
    }
}
