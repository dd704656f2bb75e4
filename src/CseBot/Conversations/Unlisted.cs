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
internal sealed class Unlisted(IDirectory directory, Drafts drafts, QuestionCards questions, Notices notices, Accounts accounts, Wording words, TimeProvider clock)
{
    /// <summary>
    /// Whether what they write is heard here: of somebody known to be on no list, unless they are telling of a concern as staff; and of somebody who
    /// was heard here today and is on no list that can be read, although nobody can say so at the moment.
    /// </summary>
    public async Task<bool> HearsAsync(Ledger ledger, Draft? draft, Actor person, Standing standing, CancellationToken cancellationToken) => (standing, draft) switch
    {
        ({ IsStaff: true, IsPresumed: false }, _) => false,
        (_, { IsUnlisted: true } or { IsAChildsAboutAnAdult: true }) => true,
        (_, not null) => false,
        ({ IsStaff: false }, null) => true,
        _ => await HasWrittenTodayAsync(ledger, person, cancellationToken),
    };

    /// <summary>They wrote something.</summary>
    public async Task<Turned> HearAsync(
        Ledger ledger, ConversationRow row, Actor person, Standing standing, string text, bool withFiles, CancellationToken cancellationToken)
    {
        var written = withFiles ? $"{text}\n{words.Say("unlisted.sent-a-file")}".TrimStart() : text;
        Speech[] first = withFiles ? [Line("unlisted.files")] : [];

        switch (drafts.In(row))
        {
            case { IsUnlisted: true } open:
                drafts.KeepMore(row, open, written);
                return new Turned(null, [.. first, Line("unlisted.kept")]);

            case { IsAChildsAboutAnAdult: true } open:
                return new Turned(null, [.. first, .. AskWhom(drafts.KeepMore(row, open, written), standing.Schools, person)]);
        }

        if (await HasWrittenTodayAsync(ledger, person, cancellationToken))
        {
            await TellLeadsAsync(ledger, person, standing, Guid.CreateVersion7(), written, Unverified.SaidNothing, cancellationToken);

            return new Turned(null, first);
        }

        var draft = drafts.BeginUnlisted(row, written, person.Name);

        return new Turned(
            null,
            [
                .. first,
                new Speech.Post(notices.Post(words.Say("unlisted.first"), notices.ForAChild().Skip(1), notices.ChildMayRing())),
                new Speech.Post(questions.Ask(draft, (Question)WhoAreYou.Flow.Start, standing.Schools[0], person.EntraId), WhoAreYou.AreYou),
            ]);
    }

    /// <summary>They say who they are when that is no longer asked: because two minutes are over, or pressed twice.</summary>
    /// <param name="open">What they have written since, and nobody has been told yet.</param>
    public async Task<Turned> HearLateAsync(Exchange exchange, Draft? open, string? option, CancellationToken cancellationToken)
    {
        var firstWords = open?.State.FirstWords;

        if (open is { IsAChildsAboutAnAdult: true } && option is "pupil" or WhoAreYou.AboutAnAdult)
        {
            var schools = (await directory.StandingAsync(exchange.Person.EntraId, cancellationToken)).Schools;

            return new Turned(InvokeAnswer.Message(words.Say("unlisted.adult.heading")), AskWhom(open!, schools, exchange.Person));
        }

        switch (option)
        {
            case "works-here":
                return new Turned(InvokeAnswer.Message(words.Say("draft.reminder.heading")), await BeginWalkAsync(exchange, firstWords, cancellationToken));

            case WhoAreYou.AboutAnAdult:
                return new Turned(InvokeAnswer.Message(words.Say("unlisted.adult.heading")), await BeginAdultRouteAsync(exchange, firstWords, cancellationToken));
        }

        if (open is not null)
        {
            await TellLeadsAsync(exchange.Ledger, exchange.Row, exchange.Person, open, Unverified.SaysPupil, cancellationToken);
        }

        return new Turned(InvokeAnswer.Message(words.Say("unlisted.received.heading")));
    }

    /// <summary>They say that they are a pupil, or have said nothing for two minutes: the leads are told.</summary>
    public async Task TellLeadsAsync(Ledger ledger, ConversationRow row, Actor person, Draft draft, Unverified unverified, CancellationToken cancellationToken)
    {
        var standing = await directory.StandingAsync(person.EntraId, cancellationToken);
        row.Forget();
        await TellLeadsAsync(ledger, person, standing, draft.Id, draft.State.FirstWords ?? string.Empty, unverified, cancellationToken);
    }

    /// <summary>They say that they work here: the walk, which says on the record that they are not on the list. Until a school is chosen, what was promised still holds.</summary>
    public async Task<Speech[]> BeginWalkAsync(Exchange exchange, string? firstWords, CancellationToken cancellationToken)
    {
        var standing = await directory.StandingAsync(exchange.Person.EntraId, cancellationToken);
        exchange.Row.Forget();

        return standing.Schools is [var only]
            ? drafts.Ask(drafts.BeginConcern(exchange.Row, only, firstWords, Unverified.SaysStaff), only, exchange.Person.EntraId)
            : [new Speech.Post(notices.WhichSchool(
                drafts.BeginWaiting(exchange.Row, firstWords, Unverified.SaysStaff, exchange.Person.Name).Id, standing.Schools))];
    }

    /// <summary>They said late that it is about an adult here: nothing more goes to the leads, and they are asked whom we may tell.</summary>
    public async Task<Speech[]> BeginAdultRouteAsync(Exchange exchange, string? firstWords, CancellationToken cancellationToken)
    {
        var (_, row, person, _) = exchange;
        var standing = await directory.StandingAsync(person.EntraId, cancellationToken);
        var begun = drafts.BeginUnlisted(row, firstWords ?? await WrittenTodayAsync(exchange, standing, cancellationToken), person.Name);
        var asked = Dialog.Take(WhoAreYou.Flow, begun.State, new Reply(Answer.Chose(WhoAreYou.AboutAnAdult), WhoAreYou.AreYou)).State;

        return AskWhom(drafts.Keep(row, begun with { State = asked }), standing.Schools, person);
    }

    /// <summary>They have said whom we may tell of an adult here: the headteacher, or the chair of governors. The leads are told nothing.</summary>
    public async Task TellAdultRouteAsync(Ledger ledger, ConversationRow row, Actor person, Draft draft, CancellationToken cancellationToken)
    {
        var standing = await directory.StandingAsync(person.EntraId, cancellationToken);
        var first = draft.State.Answers.To(WhoAreYou.Whom)?.Option == RaiseConcern.Chair ? FirstTold.Chair : FirstTold.Head;
        var id = draft.Id;
        row.Forget();

        foreach (var school in standing.Schools)
        {
            var account = accounts.Free(draft.State.FirstWords ?? string.Empty);
            var raised = await ledger.RaiseAsync(
                ConcernLifecycle.Raise(
                    id, person, school, Response.Today, account, AdultRoute.LeftOut(school, [], first), clock.GetUtcNow(), Unverified.SaysPupil, ConcernRoute.Adult),
                cancellationToken);
            id = Guid.CreateVersion7();
            await RememberTodayAsync(ledger, person, school, raised.Reference, cancellationToken);
        }
    }

    /// <summary>What they write later that day is added to what they said last: once it is about an adult here, the leads hear no more of it.</summary>
    private async Task RememberTodayAsync(Ledger ledger, Actor person, School school, string reference, CancellationToken cancellationToken)
    {
        if (await TodayAsync(ledger, person, school, cancellationToken) is { } today)
        {
            today.Reference = reference;
            return;
        }

        ledger.Add(new UnlistedRow { EntraId = person.EntraId, School = school.Id, Day = School.Day(clock.GetUtcNow()), Reference = reference });
    }

    /// <summary>What they have written today and the leads were told of already.</summary>
    private async Task<string> WrittenTodayAsync(Exchange exchange, Standing standing, CancellationToken cancellationToken)
    {
        foreach (var school in standing.Schools)
        {
            if (await TodayAsync(exchange.Ledger, exchange.Person, school, cancellationToken) is { } today
                && await exchange.Ledger.ConcernAsync(today.Reference, cancellationToken) is { } concern)
            {
                return string.Join('\n', concern.Accounts.SelectMany(account => account.Lines).Select(line => line.Words));
            }
        }

        return string.Empty;
    }

    private Speech[] AskWhom(Draft draft, IReadOnlyList<School> schools, Actor person) =>
    [
        new Speech.Post(notices.AdultRouteForAChild(schools)),
        new Speech.Post(questions.Ask(draft, (Question)WhoAreYou.Flow.Find(WhoAreYou.Whom)!, schools[0], person.EntraId), WhoAreYou.Whom),
    ];

    private Speech.Post Line(string saying) => new(new OutgoingActivity { Text = words.Say(saying) });

    private ValueTask<UnlistedRow?> TodayAsync(Ledger ledger, Actor person, School school, CancellationToken cancellationToken) =>
        ledger.UnlistedAsync(person.EntraId, school.Id, School.Day(clock.GetUtcNow()), cancellationToken);

    private async Task<bool> HasWrittenTodayAsync(Ledger ledger, Actor person, CancellationToken cancellationToken)
    {
        foreach (var school in directory.Configured)
        {
            if (await TodayAsync(ledger, person, school, cancellationToken) is not null)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>One concern a day for each school that it may be about, because a child who does not say which is not to be missed by the right one.</summary>
    private async Task TellLeadsAsync(
        Ledger ledger, Actor person, Standing standing, Guid draft, string text, Unverified unverified, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();

        foreach (var school in standing.Schools)
        {
            if (await TodayAsync(ledger, person, school, cancellationToken) is { } today)
            {
                var concern = (await ledger.ConcernAsync(today.Reference, cancellationToken))!;
                await ledger.WriteAsync(concern, ConcernLifecycle.Add(concern, person, accounts.Free(text), Guid.CreateVersion7(), school, now), cancellationToken);
                continue;
            }

            var raised = await ledger.RaiseAsync(
                ConcernLifecycle.Raise(draft, person, school, Response.Today, accounts.Free(text), [], now, unverified), cancellationToken);
            await RememberTodayAsync(ledger, person, school, raised.Reference, cancellationToken);
            draft = Guid.CreateVersion7();
        }
    }
}
