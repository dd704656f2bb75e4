using CseBot.Concerns;
using CseBot.Teams;

namespace CseBot.Conversations;

/// <summary>Begins a concern, and asks about danger again in one that is open.</summary>
internal sealed class Openings(Drafts drafts, Notices notices)
{
    /// <summary>Begins a concern at its first question, with what has been typed already.</summary>
    public Turned Begin(Exchange exchange, string? firstWords, params IReadOnlyList<Speech> first) =>
        new(null, [.. first, .. drafts.Ask(drafts.BeginConcern(exchange.Row, exchange.School, firstWords), exchange.School, exchange.Person.EntraId)]);

    /// <summary>An emergency is recognised, or said: whom to ring, and the question about danger. It sends nothing by itself.</summary>
    public Turned OfferEmergency(Exchange exchange, Draft? draft, string? firstWords)
    {
        if (draft is null or { IsAddition: true })
        {
            var begun = drafts.BeginConcern(exchange.Row, exchange.School, firstWords ?? draft?.WrittenInAddition, from: draft);

            return new Turned(null, [Post(WhomToRing(exchange, begun)), .. drafts.Ask(begun, exchange.School, exchange.Person.EntraId)]);
        }

        var asked = drafts.Keep(exchange.Row, draft.AskedAboutDanger());

        return new Turned(null, [Post(WhomToRing(exchange, draft)), .. drafts.Ask(asked, exchange.School, exchange.Person.EntraId)]);
    }

    /// <summary>Whom to ring now: about someone here, never one of those it may be about.</summary>
    public OutgoingActivity WhomToRing(Exchange exchange, Draft draft) => draft.Route == ConcernRoute.Adult
        ? notices.AboutAnAdultHere(draft, [exchange.School], exchange.Person.EntraId)
        : notices.EmergencyOffer([exchange.School], draft.LeftOut(exchange.School, exchange.Person.EntraId), draft.AddsTo);

    private static Speech.Post Post(OutgoingActivity activity) => new(activity);
}
