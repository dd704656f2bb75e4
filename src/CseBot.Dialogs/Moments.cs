using System.Globalization;

namespace CseBot.Dialogs;

/// <summary>Says a day and a time as they are read back.</summary>
public static class Moments
{
    private static readonly CultureInfo _english = CultureInfo.GetCultureInfo("en-GB");

    public static string Say(this Wording words, SpokenTime taken) => words.Say(Key(taken.From == taken.To, taken.At is not null, taken.IsAbout), Values(taken.From, taken.To, taken.At));

    private static string Key(bool isOneDay, bool hasTime, bool isAbout) => (isOneDay, hasTime, isAbout) switch
    {
        (false, _, _) => "moment.days",
        (_, true, true) => "moment.about-time",
        (_, true, _) => "moment.time",
        (_, _, true) => "moment.about-day",
        _ => "moment.day",
    };

    private static (string, string)[] Values(DateOnly from, DateOnly to, TimeOnly? at) =>
    [
        ("from", from.ToString("dddd d MMMM yyyy", _english)),
        ("to", to.ToString("dddd d MMMM yyyy", _english)),
        ("at", at?.ToString("HH:mm", CultureInfo.InvariantCulture) ?? string.Empty),
    ];
}
