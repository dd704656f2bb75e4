using System.Text.Json.Nodes;
using CseBot.Cards;
using CseBot.Concerns;
using CseBot.Dialogs;
using CseBot.Storage;
using CseBot.Teams;

namespace CseBot.Conversations;

/// <summary>What somebody has raised themself: its reference and where it stands, and nothing of what is in it.</summary>
internal sealed class OwnConcerns(IDirectory directory, Notices notices, Wording words, TimeProvider clock)
{
    private const int Most = 6;

    /// <summary>Everything that somebody can press about a concern that they raised, besides a question they were asked.</summary>
    public static IReadOnlyList<string> Verbs { get; } = ["add", "rang"];

    public static bool Has(string verb) => Verbs.Contains(verb, StringComparer.Ordinal);

    /// <summary>A concern, if this person raised it. That there is one is told to nobody else.</summary>
    public static async Task<Concern?> FindAsync(Ledger ledger, Actor person, string? reference, CancellationToken cancellationToken) =>
        reference is not null
        && await ledger.ConcernAsync(reference, cancellationToken) is { } concern
        && string.Equals(concern.Raised.Reporter.EntraId, person.EntraId, StringComparison.OrdinalIgnoreCase)
            ? concern
            : null;

    public async Task<OutgoingActivity> ListAsync(Exchange exchange, CancellationToken cancellationToken) =>
        await ListAsync(exchange, words.Say("mine.heading"), words.Say("mine.what"), cancellationToken) ?? notices.Post(words.Say("mine.none"), [], buttons: notices.Raise);

    /// <summary>What they have raised, under a heading; nothing where there is nothing.</summary>
    public async Task<OutgoingActivity?> ListAsync(Exchange exchange, string heading, string what, CancellationToken cancellationToken)
    {
        List<Concern> mine = [];

        foreach (var school in exchange.Schools)
        {
            foreach (var reference in await exchange.Ledger.RaisedByAsync(school.Id, exchange.Person.EntraId, Most, cancellationToken))
            {
                mine.Add((await exchange.Ledger.ConcernAsync(reference, cancellationToken))!);
            }
        }

        Concern[] newest = [.. mine.OrderByDescending(concern => concern.Raised.At).Take(Most)];

        return newest.Length == 0
            ? null
            : notices.Post(
                heading,
                [what],
                [.. newest.Select(concern => CardData.Choice(concern.Reference, Status(concern)))],
                buttons: newest.Select(concern => CardData.Button(words.Say("action.add-to", ("reference", concern.Reference)), "add", new JsonObject { ["reference"] = concern.Reference })));
    }

    /// <summary>The reporter says whom they rang, because nobody could be told in Teams, or the school was closed.</summary>
    public async Task<Turned> RangAsync(Exchange exchange, string? reference, string? whom, CancellationToken cancellationToken)
    {
        if (await FindAsync(exchange.Ledger, exchange.Person, reference, cancellationToken) is not { } concern
            || whom is null
            || !Callable.IsOne(whom, await directory.SchoolAsync(concern.Raised.School, cancellationToken)))
        {
            return new Turned(InvokeAnswer.Message(words.Say("not-available")));
        }

        var decision = ConcernLifecycle.Ring(concern, exchange.Person, whom, clock.GetUtcNow());

        if (decision.Refusal is null)
        {
            await exchange.Ledger.WriteAsync(concern, decision, cancellationToken);
        }

        return new Turned(InvokeAnswer.Card(notices.Line(decision.Refusal is Refusal.NothingDue ? words.Say("rang.seen", ("reference", concern.Reference)) : words.Say("rang.thanks", ("reference", concern.Reference), ("time", School.Time(clock.GetUtcNow()))))));
    }

    /// <summary>Where it stands, in the words of design 6. Never detail.</summary>
    private string Status(Concern concern) => concern switch
    {
        { Status: ConcernStatus.Closed } => words.Say("mine.closed"),
        { HasActed: true } => words.Say("mine.acting"),
        { Holder: { } holder, AcknowledgedAt: { } at, IsHandedOn: true } => words.Say("mine.handed-on", ("role", notices.RoleName(holder.Role ?? Role.Lead)), ("time", School.DayAndTime(at))),
        { Holder: { } holder, AcknowledgedAt: { } at } => words.Say("mine.seen", ("role", notices.RoleName(holder.Role ?? Role.Lead)), ("time", School.DayAndTime(at))),
        _ => words.Say("mine.received", ("time", School.DayAndTime(concern.Raised.At))),
    };
}
