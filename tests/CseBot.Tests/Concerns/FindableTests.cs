using CseBot.Concerns;
using FsCheck;
using FsCheck.Fluent;

namespace CseBot.Tests.Concerns;

public sealed class FindableTests
{
    [Theory]
    [InlineData("It was AB12 CDE.", "AB12CDE")]
    [InlineData("a black car, ab12cde", "AB12CDE")]
    [InlineData("ab 12 cde again", "AB12CDE")]
    [InlineData("AB12-CDE", "AB12CDE")]
    [InlineData("ABI2 CDE", "AB12CDE")]
    [InlineData("OV12 IJK", "0V121JK")]
    [InlineData("0V12 1JK", "0V121JK")]
    [InlineData("an old van, A123 BCD", "A123BCD")]
    [InlineData("a123 bcd", "A123BCD")]
    [InlineData("A1 BCD", "A1BCD")]
    [InlineData("abc 123d", "ABC123D")]
    [InlineData("ABC1D", "ABC1D")]
    [InlineData("from Derry, abz 1234", "ABZ1234")]
    [InlineData("AIZ 1234", "A1Z1234")]
    [InlineData("IA 1234", "1A1234")]
    public void A_vehicle_is_known_however_its_number_is_written(string text, string plate) => Assert.Contains(plate, Findable.Plates(text));

    [Theory]
    [InlineData("the Y9 boy and a Y10 girl")]
    [InlineData("she is 15 and he is 19")]
    [InlineData("it was on the A127 and then the M25")]
    [InlineData("he has many choices at 10 to 12")]
    [InlineData("call 01632 960100 before 12 noon")]
    [InlineData("Robin, 9B, and Alex, 10C")]
    public void Not_everything_with_a_number_in_it_is_a_vehicle(string text) => Assert.Empty(Findable.Plates(text));

    [Fact]
    public void A_vehicle_is_the_same_in_any_case_and_spacing()
    {
        // No vowels, so that the last three are no word.
        var letter = Gen.Elements("BCDFGHJKNPQTVWXYZ".ToCharArray());
        var plates = from head in letter.ArrayOf(2)
                     from number in Gen.Choose(2, 99)
                     from tail in letter.ArrayOf(3)
                     from isLower in Gen.Elements(true, false)
                     from gap in Gen.Elements(string.Empty, " ", "  ", "-")
                     let written = $"{new string(head)}{number:00}{gap}{new string(tail)}"
                     select (Written: isLower ? written.ToLowerInvariant() : written, Plain: $"{new string(head)}{number:00}{new string(tail)}");

        Prop.ForAll(plates.ToArbitrary(), plate => Assert.Equal([plate.Plain], Findable.Plates($"({plate.Written})"))).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("She was with Danny Marsh again.", "danny marsh")]
    [InlineData("He says Kyle's flat is fine.", "kyle")]
    [InlineData("Danny Marsh waited outside.", "danny marsh")]
    [InlineData("Danny's car was there.", "danny")]
    [InlineData("I saw Élodie O’Vale-Ray.", "elodie ovale ray")]
    [InlineData("It was Mr. Marsh who rang.", "marsh")]
    public void Somebody_who_is_named_is_known(string text, string name) => Assert.Contains(name, Findable.In(text).Names);

    [Theory]
    [InlineData("Every Friday in November she leaves English early.")]
    [InlineData("She messages on Snapchat. Then She told Mum and the DSL.")]
    [InlineData("Came in late.\nHungry again.\n- Tired")]
    [InlineData("HE WAS WAITING IN THE CAR")]
    public void What_everybody_writes_is_nobodys_name(string text) => Assert.Empty(Findable.In(text).Names);

    [Theory]
    [InlineData("Waiting behind the shops on Mill Road.", "mill road")]
    [InlineData("They meet by Mill lane.", "mill lane")]
    [InlineData("He took her to a flat in Millbrook", "millbrook")]
    public void A_street_or_a_town_is_a_place(string text, string place) => Assert.Contains(place, Findable.In(text).Places);

    [Fact]
    public void Where_it_was_is_a_place_as_a_whole_and_in_its_parts()
    {
        var found = Findable.In(Account.Of(new Line(Account.Where, LineKind.Fact, "Where", "Outside the kebab shop on Mill Road")));

        Assert.Equal(["kebab shop mill road", "mill road"], found.Places.Order(StringComparer.Ordinal));
        Assert.Empty(found.Names);
        Assert.Empty(Findable.In(Account.Of(new Line(Account.Where, LineKind.Fact, "Where", "I don't know where"))).Places);
    }

    [Fact]
    public void A_bus_stop_says_not_which_and_Mill_Road_does()
    {
        Assert.False(Findable.SaysWhich("bus stop"));
        Assert.True(Findable.SaysWhich("mill road"));
    }

    [Fact]
    public void A_childs_name_is_known_without_its_class_and_is_nobody_elses()
    {
        var found = Findable.In(new Account
        {
            Children = [new Child("Robin O'Vale, 9B", "9B", "worried-about"), new Child("Alex Ash and Kit Rowe (Year 10)", null, "saw-or-heard")],
            Lines = [new Line("what-happened", LineKind.Fact, "What", "I saw Robin with Danny.")],
        });

        Assert.Equal(["robin ovale", "alex ash", "kit rowe"], found.Children);
        Assert.Equal(["danny"], found.Names);
    }

    [Fact]
    public void What_was_only_ticked_names_nobody() =>
        Assert.Empty(Findable.In(Account.Of(new Line("signs-recognised", LineKind.Signs, "Signs", "Goes to Blackpool with Danny Marsh"))).Names);

    [Fact]
    public void Whatever_is_typed_is_taken_in() =>
        Prop.ForAll<string>(text => Assert.DoesNotContain(Findable.In(text ?? string.Empty).Names, name => name.Length == 0)).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
}
