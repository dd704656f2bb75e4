using System.Globalization;
using CseBot.Concerns;
using CseBot.Dialogs;

namespace CseBot.Alerts;

/// <summary>What has happened to a concern, each event in one plain line. It repeats nothing that was typed.</summary>
internal static class Chronicle
{
    private static readonly CultureInfo _english = CultureInfo.GetCultureInfo("en-GB");

    public static string Say(ConcernEvent happened, School school, Wording words) => happened switch
    {
        ReporterRang rang => words.Say("history.ReporterRang", ("name", school.Named(rang.Whom)?.Name ?? words.Say($"service.{rang.Whom}"))),
        LeadAlerted alerted => words.Say("history.LeadAlerted", ("name", Name(alerted.Person, school, words))),
        DeliveryFailed failed => words.Say("history.DeliveryFailed", ("name", Name(failed.Person, school, words))),
        LeadMailed mailed => words.Say(mailed.IsCertain ? "history.LeadMailed" : "history.LeadMailed.perhaps", ("name", Name(mailed.Person, school, words))),
        RungReached { StartsAgain: true } => words.Say("history.StartsAgain"),
        RungReached { OnlyCover: true } => words.Say("history.OnlyCover"),
        RungReached reached => words.Say("history.RungReached", ("rung", reached.Rung.ToString(CultureInfo.InvariantCulture))),
        Acknowledged acknowledged => words.Say("history.Acknowledged", ("name", acknowledged.Lead.Name)),
        TakenOver taken => words.Say("history.TakenOver", ("name", taken.Lead.Name)),
        HandedOver offer => words.Say("history.HandedOver", ("name", offer.Lead.Name), ("to", Name(offer.To, school, words))),
        HandOverAccepted accepted => words.Say("history.HandOverAccepted", ("name", accepted.Lead.Name)),
        Opened opened => words.Say("history.Opened", ("name", opened.Lead.Name)),
        Exported exported => words.Say("history.Exported", ("name", exported.Lead.Name)),
        ReporterAsked asked => words.Say("history.ReporterAsked", ("name", asked.Lead.Name)),
        NoteAdded note => words.Say("history.NoteAdded", ("name", note.Lead.Name)),
        Acted acted => words.Say($"history.Acted.{acted.Act}", ("name", acted.Lead.Name)),
        ChildrenLinked linked => words.Say("history.ChildrenLinked", ("name", linked.Lead.Name), ("reference", linked.Other)),
        Decided { Second: { } second } decided => words.Say("history.Decided.second", ("name", decided.Lead.Name), ("second", Name(second, school, words))),
        Decided decided => words.Say("history.Decided", ("name", decided.Lead.Name)),
        SecondAgreed agreed => words.Say(agreed.Agrees ? "history.SecondAgreed" : "history.SecondAgreed.not", ("name", agreed.Lead.Name)),
        Referred referred => words.Say("history.Referred", ("name", referred.Lead.Name), ("to", words.Say($"record.to.{referred.To}"))),
        MeetingCalled called => words.Say("history.MeetingCalled", ("name", called.Lead.Name), ("time", School.DayAndTime(called.StartsAt))),
        FollowUpSet set => words.Say("history.FollowUpSet", ("name", set.Lead.Name), ("day", Day(set.On))),
        FollowUpDone done => words.Say("history.FollowUpDone", ("name", done.Lead.Name)),
        RecordedElsewhere elsewhere => words.Say("history.RecordedElsewhere", ("name", elsewhere.Lead.Name)),
        Closed closed => words.Say("history.Closed", ("name", closed.Lead.Name), ("outcome", words.Say($"record.outcome.{closed.Outcome}"))),
        SecondReviewed looked => words.Say(looked.Agrees ? "history.SecondReviewed" : "history.SecondReviewed.not", ("name", looked.Lead.Name)),
        Reopened reopened => words.Say("history.Reopened", ("name", reopened.Lead.Name)),
        HoldSet set => words.Say("history.HoldSet", ("name", set.Lead.Name)),
        HoldLifted lifted => words.Say("history.HoldLifted", ("name", lifted.Lead.Name)),
        ReviewDateSet review => words.Say("history.ReviewDateSet", ("day", Day(review.On))),
        _ => words.Say($"history.{happened.Kind}"),
    };

    /// <summary>The name of one of the school's people by their key, or that they are none of them any more.</summary>
    public static string Name(string key, School school, Wording words) => (school.Named(key) ?? school.Find(key))?.Name ?? words.Say("history.somebody");

    /// <summary>A day in full, such as Monday 23 November 2026.</summary>
    public static string Day(DateOnly day) => day.ToString("dddd d MMMM yyyy", _english);
}
