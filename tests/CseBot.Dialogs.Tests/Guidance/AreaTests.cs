namespace CseBot.Dialogs.Tests.Guidance;

public sealed class AreaTests
{
    private const string Sound = """
        ---
        title: Made-up Shire
        assessment: Made-up Tool
        reviewed: 2026-11-02
        review-by: 2027-11-02
        ---

        Lead: complete it yourself.

        ## Service: children

        - name: Children's services
        - phone: 01632 960200, option 2
        - email: children@example.org
        - hours: Monday to Friday 09:00-17:00; bank holidays 10:00-12:00
        - source: 003 section 7
        - checked: 2026-11-02

        ## Service: night

        - name: Emergency duty team
        - phone: 01632 960201
        - hours: when closed: children
        - source: 003 section 7
        - checked: 2026-11-02

        ## Service: team

        - name: Exploitation team
        - phone: 01632 960202
        - hours: not known
        - source: 003 section 7
        - checked: no
        - note: ask for the new number

        ## Route: open to social care

        - tell: the child's social worker
        - send to: team

        ## Route: not open to social care

        - send to: children; night

        ## Route: outside school

        - send to: children; night

        ## Route: disagreement

        - send to: children

        ## Resources

        - A leaflet
        """;

    private static readonly BankHolidays Holidays = BankHolidays.Load();

    public static TheoryData<string> Held => [.. AreaLibrary.Load().Areas.Select(area => area.Id)];

    [Theory]
    [InlineData("2026-11-27 16:59", "children")]
    [InlineData("2026-11-27 17:00", "night")]
    [InlineData("2026-11-27 17:01", "night")]
    [InlineData("2026-11-27 08:59", "night")]
    [InlineData("2026-11-27 09:00", "children")]
    [InlineData("2026-11-28 12:00", "night")]
    [InlineData("2026-12-25 11:00", "children")]
    [InlineData("2026-12-25 12:00", "night")]
    [InlineData("2026-12-28 13:00", "night")]
    [InlineData("2026-12-29 13:00", "children")]
    public void Whom_to_ring_is_right_to_the_minute(string local, string rings) => Assert.Equal(
        [rings],
        Read(Sound).ToRing(Situation.NotOpenToSocialCare, DateTime.Parse(local, System.Globalization.CultureInfo.InvariantCulture), Holidays).Select(service => service.Id));

    [Fact]
    public void A_number_that_nobody_has_checked_is_never_one_to_ring()
    {
        Assert.Empty(Read(Sound).ToRing(Situation.OpenToSocialCare, new DateTime(2026, 11, 24, 12, 0, 0), Holidays));
        Assert.Empty(Read(Sound.Replace("- checked: 2026-11-02", "- checked: no", StringComparison.Ordinal))
            .ToRing(Situation.NotOpenToSocialCare, new DateTime(2026, 11, 24, 12, 0, 0), Holidays));
    }

    [Fact]
    public void A_sound_file_becomes_an_area()
    {
        var area = Read(Sound);

        Assert.Equal(("made-up", "Made-up Shire", "Made-up Tool", "Lead: complete it yourself."), (area.Id, area.Name, area.Assessment, area.AssessmentNote));
        Assert.Equal("the child's social worker", area.Route(Situation.OpenToSocialCare).Tell);
        Assert.Equal(["A leaflet"], area.Resources);
        Assert.Equal(("01632 960202", null, "ask for the new number"), (area.Services[2].Phone, area.Services[2].CheckedOn, area.Services[2].Note));
    }

    [Theory]
    [InlineData("assessment: Made-up Tool\n", "", "'assessment' is missing")]
    [InlineData("assessment:", "asessment:", "'asessment' is not a key that we know")]
    [InlineData("review-by: 2027-11-02", "review-by: 2026-11-02", "'review-by' is not after 'reviewed'")]
    [InlineData("- phone: 01632 960201", "- phone: ring the office", "'Service: night' has a phone that is not like '01632 960100' or '01632 960100, option 4'")]
    [InlineData("- phone: 01632 960201\n", "", "'Service: night' has no 'phone'")]
    [InlineData("- phone: 01632 960201", "- fone: 01632 960201", "'Service: night' has 'fone', which is not a key that we know")]
    [InlineData("- phone: 01632 960201", "- phone: 01632 960201\n- phone: 01632 960201", "'Service: night' has 'phone' twice")]
    [InlineData("Monday to Friday 09:00-17:00", "Mon-Fri 9-5", "'Service: children' has hours that are not like 'Monday to Friday 09:00-17:00', 'at any time', 'when closed: children' or 'not known'")]
    [InlineData("09:00-17:00", "17:00-09:00", "'Service: children' has hours that are not like 'Monday to Friday 09:00-17:00', 'at any time', 'when closed: children' or 'not known'")]
    [InlineData("when closed: children", "when closed: day", "'Service: night' is open when 'day' is closed, and no service of that name has hours of its own")]
    [InlineData("- hours: not known\n- source: 003 section 7\n- checked: no", "- hours: not known\n- source: 003 section 7\n- checked: 2026-11-02", "'Service: team' was checked, and its hours are not known: find them out before anybody is told to ring it")]
    [InlineData("checked: 2026-11-02\n\n## Service: night", "checked: 2062-11-02\n\n## Service: night", "'Service: children' was checked after 'reviewed': set that to the same day or later")]
    [InlineData("checked: 2026-11-02\n\n## Service: night", "checked: no\n\n## Service: night", "'Service: night' was checked, and 'children', by whose hours it is open, was not")]
    [InlineData("- checked: no", "- checked: yes", "'Service: team' has a 'checked' that is neither 'no' nor a date like 2026-11-22")]
    [InlineData("003 section 7\n- checked: no", "099 section 7\n- checked: no", "'sources' names document '099', which is not in Guidance/sources.md")]
    [InlineData("- send to: team", "- send to: nobody", "'Route: open to social care' sends to 'nobody', and there is no service of that name")]
    [InlineData("- send to: team\n", "", "'Route: open to social care' has no 'send to'")]
    [InlineData("## Route: outside school", "## Route: elsewhere", "'Route: elsewhere' is not one of open to social care, not open to social care, outside school, disagreement")]
    [InlineData("## Route: disagreement\n\n- send to: children\n", "", "'Route: disagreement' has to be there, once")]
    [InlineData("## Service: team", "## Service: night", "'Service: night' is there twice")]
    [InlineData("## Resources", "## Recources", "'Recources' is not a heading that we know")]
    public void A_broken_file_gives_a_sentence_with_the_file_the_key_and_the_fault(string sound, string broken, string fault)
    {
        var text = Sound.ReplaceLineEndings("\n");
        Assert.Contains(sound, text, StringComparison.Ordinal);

        var refusal = Assert.Throws<InvalidDataException>(() => Read(text.Replace(sound, broken, StringComparison.Ordinal)));

        Assert.Equal($"Guidance/areas/made-up.md: {fault}.", refusal.Message);
    }

    [Fact]
    public void The_three_areas_of_the_documents_are_held() =>
        Assert.Equal(["dudley", "manchester", "northamptonshire"], AreaLibrary.Load().Areas.Select(area => area.Id).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Held))]
    public void An_area_of_the_documents_is_looked_at_in_time_and_shows_no_number_before_it_is_checked(string id)
    {
        var area = AreaLibrary.Load().Find(id)!;
        var today = DateOnly.FromDateTime(DateTime.UtcNow);

        Assert.True(area.ReviewBy > today.AddDays(30), $"{id} has to be read again by {area.ReviewBy:yyyy-MM-dd}. Ask a safeguarding lead of the area.");
        Assert.All(area.Services, service => Assert.True(
            service.CheckedOn is null || service.CheckedOn > today.AddYears(-1), $"{service.Name} of {id} was checked more than a year ago. Ring it again."));
        Assert.All(Enum.GetValues<Situation>(), situation => Assert.Equal(
            area.Route(situation).SendTo.Any(service => service.CheckedOn is not null),
            Enumerable.Range(0, 7 * 24).Any(hour => area.ToRing(situation, new DateTime(2026, 11, 23).AddHours(hour), Holidays).Count > 0)));
    }

    [Theory]
    [InlineData("2024-03-29"), InlineData("2025-04-21"), InlineData("2026-04-03"), InlineData("2026-04-06"), InlineData("2026-05-04"), InlineData("2026-05-25")]
    [InlineData("2026-08-31"), InlineData("2026-12-25"), InlineData("2026-12-28"), InlineData("2027-01-01"), InlineData("2027-03-26"), InlineData("2027-12-27"), InlineData("2027-12-28")]
    [InlineData("2028-01-03"), InlineData("2022-06-02"), InlineData("2022-06-03"), InlineData("2023-05-08"), InlineData("2020-05-08"), InlineData("2021-12-28"), InlineData("2022-12-27")]
    public void A_bank_holiday_is_one(string day) => Assert.True(Holidays.Contain(Day(day)));

    [Theory]
    [InlineData("2026-04-02"), InlineData("2026-05-11"), InlineData("2026-12-24"), InlineData("2026-12-29"), InlineData("2022-05-30"), InlineData("2020-05-04"), InlineData("2028-01-04")]
    public void Another_day_is_none(string day) => Assert.False(Holidays.Contain(Day(day)));

    [Theory]
    [InlineData("- extra: tomorrow", "'extra' has 'tomorrow', which is not a date like 2026-12-25")]
    [InlineData("- moved: 2026-05-04", "'moved' is not 'extra: date' or 'moved: date to date'")]
    [InlineData("- gone: 2026-05-04", "'gone' is not 'extra: date' or 'moved: date to date'")]
    public void A_broken_list_of_bank_holidays_is_refused(string line, string fault)
    {
        var refusal = Assert.Throws<InvalidDataException>(() => new BankHolidays(new GuidanceFile("Guidance/bank-holidays.md", $"---\ntitle: x\n---\n\n{line}\n")));

        Assert.Equal($"Guidance/bank-holidays.md: {fault}.", refusal.Message);
    }

    private static Area Read(string text) => AreaLibrary.Load(KeyValuePair.Create("made-up", text)).Find("made-up")!;

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
