using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace CseBot.Dialogs.Tests.Understanding;

/// <summary>Understood is written <c>2026-11-17 15:00 about</c>, with a second day where there are several.</summary>
public sealed class SpokenTimeTests
{
    private static readonly DateTime _wednesday = At("2026-11-18 10:40");

    [Theory]
    [InlineData("today", "2026-11-18")]
    [InlineData("Yesterday!", "2026-11-17")]
    [InlineData("day before yesterday", "2026-11-16")]
    [InlineData("the day before yesterday, about 3", "2026-11-16 15:00 about")]
    [InlineData("now", "2026-11-18 10:40")]
    [InlineData("just now", "2026-11-18 10:40 about")]
    [InlineData("mon", "2026-11-16")]
    [InlineData("TUE", "2026-11-17")]
    [InlineData("on tues.", "2026-11-17")]
    [InlineData("wed", "2026-11-18")]
    [InlineData("weds", "2026-11-18")]
    [InlineData("thu", "2026-11-12")]
    [InlineData("thur", "2026-11-12")]
    [InlineData("thurs", "2026-11-12")]
    [InlineData("fri", "2026-11-13")]
    [InlineData("sat", "2026-11-14")]
    [InlineData("sun", "2026-11-15")]
    [InlineData("on sat afternoon", "2026-11-14 14:30 about")]
    [InlineData("last friday", "2026-11-13")]
    [InlineData("last wednesday", "2026-11-11")]
    [InlineData("friday last week", "2026-11-13")]
    [InlineData("last week on Tuesday", "2026-11-10")]
    [InlineData("Monday morning last week", "2026-11-09 10:00 about")]
    [InlineData("after Friday's lesson", "2026-11-13")]
    public void A_day_is_understood_by_its_name(string typed, string understood) => Understands(typed, understood, _wednesday);

    [Theory]
    [InlineData("17/11", "2026-11-17")]
    [InlineData("19/11", "2025-11-19")]
    [InlineData("17/11/26", "2026-11-17")]
    [InlineData("17.11.2026", "2026-11-17")]
    [InlineData("17-11-2026", "2026-11-17")]
    [InlineData("2026-11-17", "2026-11-17")]
    [InlineData("17/11 about 3", "2026-11-17 15:00 about")]
    [InlineData("17th November", "2026-11-17")]
    [InlineData("the 17th of November at half 3", "2026-11-17 15:30")]
    [InlineData("Nov 17", "2026-11-17")]
    [InlineData("November 17, 2025", "2025-11-17")]
    [InlineData("17 nov 2026", "2026-11-17")]
    [InlineData("17 nov 25", "2025-11-17")]
    [InlineData("17 nov 12 boys", "2026-11-17")]
    [InlineData("the 17th", "2026-11-17")]
    [InlineData("the 20th", "2026-10-20")]
    [InlineData("on the 31st", "2026-10-31")]
    [InlineData("20 nov", "2025-11-20")]
    [InlineData("2 May", "2026-05-02")]
    [InlineData("from 10/11/26 until 12/11/26", "2026-11-10 2026-11-12 about")]
    [InlineData("13/11 and 14/11", "2026-11-13 2026-11-14 about")]
    [InlineData("13th and 14th November", "2026-11-13 2026-11-14 about")]
    [InlineData("13-14 Nov 2026", "2026-11-13 2026-11-14 about")]
    [InlineData("13/11-14/11", "2026-11-13 2026-11-14 about")]
    [InlineData("Monday 9th November", "2026-11-09")]
    [InlineData("Tuesday (17/11)", "2026-11-17")]
    public void A_date_is_understood(string typed, string understood) => Understands(typed, understood, _wednesday);

    [Theory]
    [InlineData("a week ago", "2026-11-11 about")]
    [InlineData("a week ago today", "2026-11-11")]
    [InlineData("2 weeks ago", "2026-11-04 about")]
    [InlineData("two weeks ago", "2026-11-04 about")]
    [InlineData("2 weeks ago on a Monday", "2026-11-04 about")]
    [InlineData("2 weeks ago on Monday", "2026-11-02 about")]
    [InlineData("a fortnight ago", "2026-11-04 about")]
    [InlineData("3 days ago", "2026-11-15")]
    [InlineData("about 3 days ago", "2026-11-15 about")]
    [InlineData("a couple of days ago", "2026-11-16 about")]
    [InlineData("A few days ago", "2026-11-15 about")]
    [InlineData("a month ago", "2026-10-18 about")]
    [InlineData("an hour or so ago", "2026-11-18 09:40 about")]
    [InlineData("an hour ago", "2026-11-18 09:40 about")]
    [InlineData("20 minutes ago", "2026-11-18 10:20 about")]
    [InlineData("half an hour ago", "2026-11-18 10:10 about")]
    public void What_was_some_time_ago_is_counted_back(string typed, string understood) => Understands(typed, understood, _wednesday);

    [Theory]
    [InlineData("last week", "2026-11-09 2026-11-15")]
    [InlineData("some time this week", "2026-11-16 2026-11-18")]
    [InlineData("over the weekend", "2026-11-14 2026-11-15")]
    [InlineData("at the weekend", "2026-11-14 2026-11-15")]
    [InlineData("the past few days", "2026-11-15 2026-11-18 about")]
    [InlineData("in the last 2 weeks", "2026-11-04 2026-11-18 about")]
    [InlineData("2 or 3 days ago", "2026-11-15 2026-11-16 about")]
    [InlineData("2-3 days ago", "2026-11-15 2026-11-16 about")]
    [InlineData("a day or two ago", "2026-11-16 2026-11-17 about")]
    [InlineData("Monday and Wednesday", "2026-11-16 2026-11-18 about")]
    [InlineData("Sat and Sun", "2026-11-14 2026-11-15 about")]
    [InlineData("Friday and sat", "2026-11-13 2026-11-14 about")]
    [InlineData("yesterday, Monday", "2026-11-16 2026-11-17 about")]
    [InlineData("last week and again on Monday", "2026-11-09 2026-11-16 about")]
    [InlineData("yesterday at 3 and today at 9", "2026-11-17 2026-11-18 about")]
    public void Several_days_are_told_from_the_first_to_the_last(string typed, string understood) => Understands(typed, understood, _wednesday);

    [Theory]
    [InlineData("yesterday about 3", "2026-11-17 15:00 about")]
    [InlineData("yesterday at 3", "2026-11-17 15:00")]
    [InlineData("yesterday 3", "2026-11-17 15:00")]
    [InlineData("3 yesterday", "2026-11-17 15:00")]
    [InlineData("yesterday 3ish", "2026-11-17 15:00 about")]
    [InlineData("yesterday, 3-ish", "2026-11-17 15:00 about")]
    [InlineData("yesterday around three", "2026-11-17 15:00 about")]
    [InlineData("yesterday at half 3", "2026-11-17 15:30")]
    [InlineData("yesterday half past 3", "2026-11-17 15:30")]
    [InlineData("yesterday quarter to 4", "2026-11-17 15:45")]
    [InlineData("yesterday at ten past 2", "2026-11-17 14:10")]
    [InlineData("yesterday at twenty five to 2", "2026-11-17 13:35")]
    [InlineData("yesterday 3.15", "2026-11-17 15:15")]
    [InlineData("yesterday 15:15", "2026-11-17 15:15")]
    [InlineData("yesterday 3pm", "2026-11-17 15:00")]
    [InlineData("yesterday 3 p.m.", "2026-11-17 15:00")]
    [InlineData("yesterday 3am", "2026-11-17 03:00")]
    [InlineData("yesterday 3 o'clock", "2026-11-17 15:00")]
    [InlineData("yesterday 3 oclock", "2026-11-17 15:00")]
    [InlineData("yesterday 1430", "2026-11-17 14:30")]
    [InlineData("yesterday 9", "2026-11-17 09:00")]
    [InlineData("9.15 this morning", "2026-11-18 09:15")]
    [InlineData("yesterday at 3 in the playground", "2026-11-17 15:00")]
    [InlineData("yesterday evening at 8", "2026-11-17 20:00")]
    [InlineData("yesterday at 3 or 4", "2026-11-17 about")]
    [InlineData("yesterday 2-3pm", "2026-11-17")]
    [InlineData("yesterday 3 to 3.30", "2026-11-17")]
    [InlineData("yesterday 10 to 11", "2026-11-17")]
    [InlineData("12 noon yesterday", "2026-11-17 12:00 about")]
    [InlineData("10% of them yesterday", "2026-11-17")]
    [InlineData("3 on Monday", "2026-11-16 15:00")]
    [InlineData("yesterday 3pm or half 3", "2026-11-17 about")]
    [InlineData("at 9", "2026-11-18 09:00")]
    [InlineData("about 3", "2026-11-17 15:00 about")]
    public void A_time_of_the_clock_is_understood_as_a_school_says_it(string typed, string understood) => Understands(typed, understood, _wednesday);

    [Theory]
    [InlineData("before school", "2026-11-18 08:30 about")]
    [InlineData("this morning", "2026-11-18 10:00 about")]
    [InlineData("in the morning", "2026-11-18 10:00 about")]
    [InlineData("yesterday morning break", "2026-11-17 10:45 about")]
    [InlineData("yesterday at break", "2026-11-17 10:45 about")]
    [InlineData("yesterday lunchtime", "2026-11-17 12:30 about")]
    [InlineData("Monday lunch", "2026-11-16 12:30 about")]
    [InlineData("after lunch", "2026-11-17 13:30 about")]
    [InlineData("lunch on Monday", "2026-11-16 12:30 about")]
    [InlineData("yesterday's lunch", "2026-11-17 12:30 about")]
    [InlineData("this am", "2026-11-18 10:00 about")]
    [InlineData("early hours of this morning", "2026-11-18")]
    [InlineData("late afternoon on Monday", "2026-11-16")]
    [InlineData("tues pm", "2026-11-17 14:30 about")]
    [InlineData("Friday afternoon", "2026-11-13 14:30 about")]
    [InlineData("yesterday after school", "2026-11-17 15:30 about")]
    [InlineData("Monday home time", "2026-11-16 15:30 about")]
    [InlineData("yesterday evening", "2026-11-17 19:00 about")]
    [InlineData("last night", "2026-11-17 22:00 about")]
    [InlineData("last night at 10", "2026-11-17 22:00")]
    [InlineData("last night at 1", "2026-11-17 2026-11-18 01:00 about")]
    [InlineData("Friday night", "2026-11-13 22:00 about")]
    [InlineData("first thing yesterday", "2026-11-17 08:45 about")]
    [InlineData("midnight", "2026-11-18 00:00 about")]
    [InlineData("Monday period 3", "2026-11-16")]
    [InlineData("yesterday lesson 4 about 2", "2026-11-17 14:00 about")]
    [InlineData("yesterday morning before school", "2026-11-17 08:30 about")]
    [InlineData("Wednesday after lunch", "2026-11-11 13:30 about")]
    public void A_part_of_the_school_day_is_understood(string typed, string understood) => Understands(typed, understood, _wednesday);

    [Theory]
    [InlineData("it was on Tues after lunch I think", "2026-11-17 13:30 about")]
    [InlineData("He told me about it on Monday", "2026-11-16")]
    [InlineData("maybe Monday", "2026-11-16 about")]
    [InlineData("not sure, Monday?", "2026-11-16 about")]
    [InlineData("It wasn't Monday, it was Tuesday", "2026-11-17")]
    [InlineData("She sat by the sun dial on Tuesday with 2 boys from 9B", "2026-11-17")]
    [InlineData("We'd seen him yesterday in room 12", "2026-11-17")]
    [InlineData("Miss Friday saw it yesterday", "2026-11-17")]
    [InlineData("the first thing he said on Monday", "2026-11-16")]
    [InlineData("Good morning, it was yesterday", "2026-11-17")]
    [InlineData("his lunch money was taken yesterday", "2026-11-17")]
    [InlineData("yesterday 3 boys", "2026-11-17")]
    [InlineData("yesterday, about 2 boys", "2026-11-17")]
    [InlineData("room 12 yesterday", "2026-11-17")]
    [InlineData("Mum called on Monday, she saw one yesterday", "2026-11-16 2026-11-17 about")]
    [InlineData("they hit each other on Monday", "2026-11-16")]
    [InlineData("on the 5th floor yesterday", "2026-11-17")]
    [InlineData("yesterday for about 10 minutes", "2026-11-17")]
    [InlineData("One Friday last week", "2026-11-09 2026-11-15")]
    public void Other_words_around_it_do_not_matter(string typed, string understood) => Understands(typed, understood, _wednesday);

    [Theory]
    [InlineData("yesteday", "2026-11-17")]
    [InlineData("yesterady", "2026-11-17")]
    [InlineData("tusday", "2026-11-17")]
    [InlineData("wendesday", "2026-11-18")]
    [InlineData("Munday", "2026-11-16")]
    [InlineData("thrusday", "2026-11-12")]
    [InlineData("17 Novemer", "2026-11-17")]
    [InlineData("3 Febuary", "2026-02-03")]
    public void One_wrong_letter_does_not_matter(string typed, string understood) => Understands(typed, understood, _wednesday);

    [Theory]
    [InlineData("")]
    [InlineData(" ,. ")]
    [InlineData("don't know")]
    [InlineData("not sure")]
    [InlineData("every week")]
    [InlineData("every Friday")]
    [InlineData("most Mondays")]
    [InlineData("Fridays")]
    [InlineData("always")]
    [InlineData("24/7")]
    [InlineData("in half term")]
    [InlineData("the Friday before half-term")]
    [InlineData("the Friday before the trip")]
    [InlineData("2 years ago")]
    [InlineData("the Friday before last")]
    [InlineData("a week last Tuesday")]
    [InlineData("it was a Tuesday at 3")]
    [InlineData("this Friday")]
    [InlineData("Friday coming")]
    [InlineData("tomorrow, Thursday")]
    [InlineData("next week on Friday")]
    [InlineData("week commencing Monday 9 November")]
    [InlineData("w/c 9/11")]
    [InlineData("the weekend before")]
    [InlineData("9/10 times")]
    [InlineData("in October at 3")]
    [InlineData("this week Friday at 9")]
    [InlineData("17 December 2026 at 9")]
    [InlineData("the other day after lunch")]
    [InlineData("yesterdays, every Friday")]
    [InlineData("17 November last year")]
    [InlineData("17 December 2026")]
    [InlineData("25/12/2026")]
    [InlineData("next Monday")]
    [InlineData("tomorrow at lunch time it will be told")]
    [InlineData("not on Monday")]
    [InlineData("it was a Tuesday")]
    [InlineData("after Friday")]
    [InlineData("since Monday")]
    [InlineData("born 17/11/2012")]
    [InlineData("today at 3")]
    [InlineData("this afternoon")]
    [InlineData("3")]
    [InlineData("9B")]
    [InlineData("room 12")]
    [InlineData("2 boys")]
    [InlineData("period 3")]
    [InlineData("at 3 shops")]
    [InlineData("a girl aged about 12")]
    [InlineData("2 may be hurt")]
    [InlineData("he sat down")]
    [InlineData("in the sun")]
    [InlineData("31/11")]
    [InlineData("£3.15")]
    [InlineData("10.10.100")]
    [InlineData("01632 960200")]
    [InlineData("he is in Year 9")]
    public void What_cannot_be_told_is_not_guessed(string typed) => Understands(typed, null, _wednesday);

    [Theory]
    [InlineData("Friday", "2026-11-22 12:00", "2026-11-20")]
    [InlineData("last Friday", "2026-11-22 12:00", "2026-11-20")]
    [InlineData("sunday", "2026-11-22 12:00", "2026-11-22")]
    [InlineData("this Friday", "2026-11-22 12:00", "2026-11-20")]
    [InlineData("last Sunday", "2026-11-22 12:00", "2026-11-15")]
    [InlineData("at the weekend", "2026-11-22 12:00", "2026-11-21 2026-11-22")]
    [InlineData("last weekend", "2026-11-22 12:00", "2026-11-14 2026-11-15")]
    [InlineData("Tuesday at 9", "2026-11-17 10:00", "2026-11-17 09:00")]
    [InlineData("Tuesday at 3", "2026-11-17 10:00", "2026-11-10 15:00")]
    [InlineData("last Tuesday", "2026-11-17 10:00", "2026-11-10")]
    [InlineData("this morning", "2026-11-17 09:00", "2026-11-17 about")]
    [InlineData("at lunch", "2026-11-17 12:10", "2026-11-17 about")]
    [InlineData("yesterday", "2027-01-01 09:00", "2026-12-31")]
    [InlineData("31/12", "2027-01-01 09:00", "2026-12-31")]
    [InlineData("1st Jan", "2027-01-01 09:00", "2027-01-01")]
    [InlineData("the 2nd", "2027-01-01 09:00", "2026-12-02")]
    [InlineData("2 hours ago", "2027-01-01 01:00", "2026-12-31 23:00 about")]
    [InlineData("today", "2028-02-29 16:00", "2028-02-29")]
    [InlineData("29/2", "2028-02-29 16:00", "2028-02-29")]
    [InlineData("29 Feb", "2027-11-01 16:00", "2024-02-29")]
    [InlineData("Tuesday after lunch", "2028-02-29 16:00", "2028-02-29 13:30 about")]
    [InlineData("a month ago", "2028-03-31 16:00", "2028-02-29 about")]
    [InlineData("after lunch", "2028-02-29 16:00", "2028-02-29 13:30 about")]
    public void A_day_is_never_after_the_one_on_which_it_is_said(string typed, string now, string understood) => Understands(typed, understood, At(now));

    [Fact]
    public void Nothing_that_is_typed_is_understood_as_in_the_future()
    {
        var vocabulary = """
            today yesterday tomorrow the day before last next this past week weekend month monday mon tues weds sat sunday friday morning afternoon evening night
            tonight lunch lunchtime break school after at about in on a few couple of ago days weeks hours minutes half quarter past to until 1 2 3 9 12 17 31
            17th nov november feb may 17/11 29/2 31.12.2026 30/12/27 2026 3.15 15:15 23:59 1430 pm am ish or and since now just midnight period first thing , .
            """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

        var said = from words in Gen.Elements(vocabulary).ListOf()
                   from now in Gen.Elements("2026-11-18 10:40", "2026-11-22 00:00", "2027-01-01 23:59", "2028-02-29 12:00")
                   select (string.Join(' ', words), At(now));

        Prop.ForAll(said.ToArbitrary(), one => IsPast(one.Item1, one.Item2)).Check(Config.QuickThrowOnFailure.WithMaxTest(5000));
    }

    [Fact]
    public void Anything_at_all_can_be_typed() =>
        Prop.ForAll<string>(typed => IsPast(typed ?? string.Empty, _wednesday)).Check(Config.QuickThrowOnFailure.WithMaxTest(5000));

    private static bool IsPast(string typed, DateTime now)
    {
        var (today, time) = (DateOnly.FromDateTime(now), TimeOnly.FromDateTime(now));

        return SpokenTime.Read(typed, now) is not { } spoken
            || (spoken.From <= spoken.To && spoken.To <= today && (spoken.From < today || spoken.At is null || spoken.At <= time));
    }

    private static void Understands(string typed, string? understood, DateTime now) => Assert.Equal(understood, Written(SpokenTime.Read(typed, now)));

    private static string? Written(SpokenTime? time) => time is null ? null : string.Join(' ', new[]
    {
        Text(time.From, "yyyy-MM-dd"),
        time.To == time.From ? null : Text(time.To, "yyyy-MM-dd"),
        time.At is { } at ? Text(at, "HH:mm") : null,
        time.IsAbout ? "about" : null,
    }.OfType<string>());

    private static string Text(IFormattable value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    private static DateTime At(string text) => DateTime.ParseExact(text, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
