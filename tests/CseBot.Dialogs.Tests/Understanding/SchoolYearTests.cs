namespace CseBot.Dialogs.Tests.Understanding;

public sealed class SchoolYearTests
{
    [Theory]
    [InlineData("9B", 9)]
    [InlineData("9 b", 9)]
    [InlineData("Y9", 9)]
    [InlineData("y9b", 9)]
    [InlineData("year 9", 9)]
    [InlineData("Year9", 9)]
    [InlineData("yr 10", 10)]
    [InlineData("Yr10", 10)]
    [InlineData("Year 13", 13)]
    [InlineData("7C Robins", 7)]
    [InlineData("11", 11)]
    [InlineData("1", 1)]
    [InlineData("Reception", 0)]
    [InlineData("nursery, mornings", 0)]
    [InlineData("9B, in year 9", 9)]
    public void The_year_is_read_out_of_the_name_of_a_class(string written, int year) => Assert.Equal(year, SchoolYear.In(written));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Robins")]
    [InlineData("year")]
    [InlineData("room 204")]
    [InlineData("Year 14")]
    [InlineData("0")]
    [InlineData("2 classes: 7A and 8B")]
    [InlineData("Year 7 or 8")]
    [InlineData("Reception or Year 1")]
    public void Words_that_name_no_year_or_several_tell_none(string? written) => Assert.Null(SchoolYear.In(written));

    [Theory]
    [InlineData("aged 12")]
    [InlineData("9 years old")]
    [InlineData("she's about 11 years old")]
    public void An_age_is_not_a_year(string written) => Assert.Null(SchoolYear.In(written));
}
