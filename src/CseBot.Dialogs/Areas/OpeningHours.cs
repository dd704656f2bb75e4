using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace CseBot.Dialogs;

/// <summary>When somebody answers, in the time of England's clocks.</summary>
public abstract partial record OpeningHours
{
    private OpeningHours()
    {
    }

    public sealed record AtAnyTime : OpeningHours;

    /// <summary>Open whenever another service of the area is not.</summary>
    public sealed record WhenClosed(string Other) : OpeningHours;

    public sealed record NotKnown : OpeningHours;

    /// <summary>Hours by the day of the week. A bank holiday has its own, or none.</summary>
    public sealed record Weekly(IReadOnlyList<Opening> Openings, IReadOnlyList<Opening> OnBankHolidays) : OpeningHours
    {
        public bool AreOpen(DateTime local, BankHolidays holidays)
        {
            var openings = holidays.Contain(DateOnly.FromDateTime(local)) ? OnBankHolidays : Openings;
            var time = TimeOnly.FromDateTime(local);

            return openings.Any(opening => opening.Days.Contains(local.DayOfWeek) && time >= opening.From && time < opening.To);
        }
    }

    /// <summary>The hours on some days; the end is not within.</summary>
    [StructLayout(LayoutKind.Auto)]
    public readonly record struct Opening(IReadOnlyList<DayOfWeek> Days, TimeOnly From, TimeOnly To);

    /// <summary>Reads hours as people write them: <c>Monday to Friday 09:00-17:00; Saturday 10:00-12:00; bank holidays 10:00-12:00</c>,
    /// <c>at any time</c>, <c>when closed: another service</c>, or <c>not known</c>.</summary>
    /// <returns>Nothing where it is none of these.</returns>
    public static OpeningHours? Read(string text)
    {
        if (text is "at any time")
        {
            return new AtAnyTime();
        }

        if (text is "not known")
        {
            return new NotKnown();
        }

        if (text.StartsWith("when closed: ", StringComparison.Ordinal))
        {
            return new WhenClosed(text["when closed: ".Length..].Trim());
        }

        List<Opening> usual = [];
        List<Opening> onBankHolidays = [];

        foreach (var part in text.Split(';', StringSplitOptions.TrimEntries))
        {
            if (Part().Match(part) is not { Success: true } match || Time(match, "from") is not { } from || Time(match, "to") is not { } to || to <= from)
            {
                return null;
            }

            if (match.Groups["holidays"].Success)
            {
                onBankHolidays.Add(new Opening(Enum.GetValues<DayOfWeek>(), from, to));
            }
            else if (Days(match) is { } days)
            {
                usual.Add(new Opening(days, from, to));
            }
            else
            {
                return null;
            }
        }

        return new Weekly(usual, onBankHolidays);
    }

    private static TimeOnly? Time(Match match, string group) =>
        TimeOnly.TryParseExact(match.Groups[group].Value, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;

    private static IReadOnlyList<DayOfWeek>? Days(Match match)
    {
        if (!Enum.TryParse<DayOfWeek>(match.Groups["first"].Value, out var first))
        {
            return null;
        }

        if (!match.Groups["last"].Success)
        {
            return [first];
        }

        return Enum.TryParse<DayOfWeek>(match.Groups["last"].Value, out var last)
            ? [.. Enumerable.Range(0, ((last - first + 7) % 7) + 1).Select(days => (DayOfWeek)(((int)first + days) % 7))]
            : null;
    }

    [GeneratedRegex(@"^(?:(?<holidays>bank holidays)|(?<first>[A-Z][a-z]+)(?: to (?<last>[A-Z][a-z]+))?) (?<from>\d\d:\d\d)-(?<to>\d\d:\d\d)$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Part();
}
