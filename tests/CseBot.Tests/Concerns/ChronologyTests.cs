using CseBot.Concerns;
using CseBot.Tests.Support;
using FsCheck;
using FsCheck.Fluent;

namespace CseBot.Tests.Concerns;

public sealed class ChronologyTests
{
    private static readonly Actor _rae = new("rae", "Rae");

    [Fact]
    public void What_happened_stands_on_the_day_on_which_it_happened_and_not_on_which_it_was_written()
    {
        var friday = new Moment(new DateOnly(2026, 11, 20), new DateOnly(2026, 11, 20), null, IsAbout: true);
        var concern = Raised("SC-2026-CCCCC", TestApp.Monday, friday);

        var entries = Chronology.Of([concern]);

        Assert.Equal(["A car", "Mill Road", "last Friday, I think"], entries.Take(3).Select(entry => entry.Line!.Words).Order(StringComparer.Ordinal));
        Assert.All(entries.Take(3), entry => Assert.True(entry is { IsWholeDay: true, IsAbout: true } && entry.When == new DateTimeOffset(2026, 11, 20, 0, 0, 0, TimeSpan.Zero)));
        Assert.Equal(["He's a mate"], entries.Skip(3).Select(entry => entry.Line?.Words).OfType<string>());
        Assert.Equal(TestApp.Monday, entries[^1].When);
    }

    [Fact]
    public void Every_event_is_there_once_and_everything_is_in_the_order_in_which_it_happened()
    {
        var histories = (from count in Gen.Choose(1, 6)
                         from day in Gen.Choose(-30, 0)
                         from minutes in Gen.Choose(0, 5000).ListOf(count)
                         select (day, minutes)).NonEmptyListOf();

        Prop.ForAll(histories.ToArbitrary(), histories =>
        {
            Concern[] concerns = [.. histories.Take(8).Select((history, index) => history.minutes.Order().Aggregate(
                Raised($"SC-2026-CCC{Reference.Alphabet[index]}C", TestApp.Monday.AddDays(-index), new Moment(DayOf(history.day), DayOf(history.day), null, false)),
                (concern, minute) => concern.After(new NoteAdded(TestApp.Monday.AddMinutes(minute), _rae, "A note"))))];

            var entries = Chronology.Of(concerns);

            Assert.Equal(concerns.Sum(concern => concern.History.Length), entries.Count(entry => entry.Line is null));
            Assert.All(concerns, concern => Assert.All(concern.History, happened =>
                Assert.Single(entries, entry => entry.Line is null && entry.Reference == concern.Reference && ReferenceEquals(entry.Event, happened))));
            Assert.Equal(entries.Select(entry => entry.When).Order(), entries.Select(entry => entry.When));
            Assert.Equal(entries, Chronology.Of([.. concerns.Reverse(), .. concerns]));
        }).QuickCheckThrowOnFailure();

        static DateOnly DayOf(int day) => DateOnly.FromDateTime(TestApp.Monday.DateTime).AddDays(day);
    }

    private static Concern Raised(string reference, DateTimeOffset at, Moment moment) => Concern.From(reference, [new ConcernRaised(
        at,
        Guid.NewGuid(),
        _rae,
        "rowan-hill",
        Response.Today,
        new Account
        {
            Lines =
            [
                new Line("who.1", LineKind.People, "Who", "Robin Vale"),
                new Line(Account.WhatHappened, LineKind.Fact, "What", "A car"),
                new Line(Account.When, LineKind.Fact, "When", "last Friday, I think") { TakenFor = moment },
                new Line(Account.Where, LineKind.Fact, "Where", "Mill Road"),
                new Line("childs-words", LineKind.ChildsWords, "The child's words", "He's a mate"),
            ],
        },
        [],
        at.AddMinutes(15))]);
}
