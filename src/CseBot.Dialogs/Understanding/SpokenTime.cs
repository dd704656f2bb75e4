namespace CseBot.Dialogs;
public sealed record SpokenTime(DateOnly From, DateOnly To, TimeOnly? At, bool IsAbout)
{
    public static SpokenTime? Read(string typed, DateTime now) => typed.Contains("yesterday", StringComparison.Ordinal) ? new SpokenTime(DateOnly.FromDateTime(now).AddDays(-1), DateOnly.FromDateTime(now).AddDays(-1), null, false) : null;
}
