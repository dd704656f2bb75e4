using System.Runtime.CompilerServices;
using CseBot.Concerns;
using CseBot.Graph;
using CseBot.Storage;
using CseBot.Teams;
using Microsoft.EntityFrameworkCore;

namespace CseBot.Operations;

/// <summary>Looks at the people each school has named: whether they can be told, and rung, and whether anybody has each role. It writes to nobody.</summary>
internal sealed class PeopleChecks(
    IReadOnlyList<SchoolSetup> schools, IDbContextFactory<CseBotDb> databases, ConnectorClient connector, TimeProvider clock)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);

    public async IAsyncEnumerable<Check> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var isAway = false;

        foreach (var school in schools.Select(setup => setup.School))
        {
            foreach (var check in Named(school))
            {
                yield return check;
            }

            foreach (var person in school.People)
            {
                var (reach, didNotAnswer) = await ReachAsync(school, person, isAway, cancellationToken);
                isAway |= didNotAnswer;

                yield return reach;
                yield return Telephone(school, person);
            }
        }
    }

    private IEnumerable<Check> Named(School school)
    {
        string[] nobody =
        [
            .. Missing(school, Role.Deputy, "no Deputy"),
            .. Missing(school, Role.ChairOfGovernors, "no ChairOfGovernors, who is told about the headteacher"),
            .. Missing(school, Role.Lado, "no Lado, whom staff ring about an adult"),
            .. school.People.Any(person => person.Roles.Contains(Role.Cover)) || school.Calendar.Cover.Count > 0 ? [] : new[] { "nobody on Cover while the school is closed" },
            .. school.People.Count(person => person is { IsLead: true, EntraId: not null }) == 1 ? ["only one lead"] : Array.Empty<string>(),
        ];

        yield return nobody.Length == 0
            ? Check.Ok($"{school.Id}: roles", "Everybody who may be needed is named.")
            : Check.Weak($"{school.Id}: roles", $"There is {string.Join("; ", nobody)}. Name them in the school's People.");

        var today = School.Day(clock.GetUtcNow());

        yield return school.Calendar.Terms switch
        {
            [] => Check.Weak($"{school.Id}: terms", "None are set, so every weekday counts as a school day. Set Calendar:Terms, each half by itself."),
            var terms when terms.All(term => term.To < today) => Check.Weak($"{school.Id}: terms", "All are over, so the school counts as closed every day. Set the next in Calendar:Terms."),
            _ => Check.Ok($"{school.Id}: terms", "They are set."),
        };

        foreach (var (record, means) in new[] { ("AdultRecord", "concerns about adults have no list"), ("WithheldRecord", "concerns that leave somebody out stay in the database") })
        {
            var setup = schools.Single(one => one.School == school);

            if ((record == "AdultRecord" ? setup.AdultRecord : setup.WithheldRecord) is null)
            {
                yield return Check.Weak($"{school.Id}: {record}", $"None is set: {means}. Set its SiteId and run the provision command.");
            }
        }
    }

    private static IEnumerable<string> Missing(School school, Role role, string says) => school.People.Any(person => person.Roles.Contains(role)) ? [] : [says];

    private async Task<(Check Check, bool DidNotAnswer)> ReachAsync(School school, NamedPerson person, bool isAway, CancellationToken cancellationToken)
    {
        var what = $"{school.Id}: {person.Name}";

        if (person.EntraId is not { } id)
        {
            return (person.Phone is null
                ? Check.Weak(what, "They are outside the tenant and no telephone number is set: nobody can tell them. Set their Phone.")
                : Check.Ok(what, "They are outside the tenant and are told by telephone."), false);
        }

        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var known = await db.People.AsNoTracking().FirstOrDefaultAsync(row => row.EntraId == id, cancellationToken);

        return known switch
        {
            null => (Check.Weak(what, "They have never been met in Teams. The drill command finds out whether they can be written to."), false),
            { IsInstalled: false } => (Check.Wrong(what, "They have taken the app out of their Teams, and no alert reaches them. Install it for them again, by an app setup policy."), false),
            _ when isAway => (Check.Wrong(what, "Not asked, because Teams did not answer before. Run this again."), false),
            _ => await AskAsync(what, new ConversationReference(known.ServiceUrl, known.ConversationId), cancellationToken),
        };
    }

    private async Task<(Check Check, bool DidNotAnswer)> AskAsync(string what, ConversationReference chat, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(_patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        ConnectorFault? fault;

        try
        {
            fault = (await connector.MembersAsync(chat, either.Token)).Fault;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            fault = new ConnectorFault(ConnectorFaultKind.Uncertain, Status: null);
        }

        return fault switch
        {
            null => (Check.Ok(what, "Their chat is there."), false),
            { Kind: ConnectorFaultKind.Unreachable } => (Check.Wrong(what, "They have blocked the app or do not have it (403), and no alert reaches them. Ask them to unblock it, or install it for them again."), false),
            { Kind: ConnectorFaultKind.NotThere } => (Check.Wrong(what, "Their chat is gone (404). Install the app for them again, and run the drill command."), false),
            { Status: System.Net.HttpStatusCode.Unauthorized } => (Check.Wrong(what, "Teams refused our token (401). See that Bot:AppId and Bot:TenantId are those of the bot's registration."), false),
            { Status: { } status } => (Check.Wrong(what, $"Teams could not say ({(int)status}). Run this again in a few minutes."), false),
            { Kind: ConnectorFaultKind.Later } => (Check.Weak(what, "Not asked: no token could be had, or too much was asked at once. Run this again in a minute."), false),
            { Kind: ConnectorFaultKind.Rejected } => (Check.Wrong(what, "Their chat is at an address that may not be called. Let them write to the bot once, or list its host in Bot:ServiceHosts."), false),
            _ => (Check.Wrong(what, "Teams did not answer in time. See that this machine can reach smba.trafficmanager.net over https, and run this again."), true),
        };
    }

    private Check Telephone(School school, NamedPerson person)
    {
        var what = $"{school.Id}: number of {person.Name}";

        return person switch
        {
            { Phone: null } => Check.Weak(what, "None is set, so nobody who worries can be told to ring them. Set their Phone."),
            { CheckedOn: null } => Check.Weak(what, "Nobody has checked it. Ring it, and write the day in CheckedOn."),
            { CheckedOn: { } day } when day < School.Day(clock.GetUtcNow()).AddYears(-1) => Check.Weak(what, "It was checked more than a year ago. Ring it, and write the day in CheckedOn."),
            _ => Check.Ok(what, "It has been checked within a year."),
        };
    }
}
