namespace CseBot.Dialogs.Flows;

/// <summary>One of the children that somebody has named.</summary>
/// <param name="Name">As it was typed; nothing where the name is not known.</param>
/// <param name="Class">As it was typed; nothing where it is not known, or the child is not one of the school's pupils.</param>
/// <param name="Role">The child's part in it: one of the options of <see cref="Children.Role"/>.</param>
public sealed record ChildSaid(string? Name, string? Class, bool IsNotOurs, string Role)
{
    /// <summary>The school year, as far as the class or the name says so.</summary>
    public int? Year => SchoolYear.In(Class) ?? (Class is null && !IsNotOurs && Name?.LastIndexOf(',') is > 0 and var comma ? SchoolYear.In(Name[comma..], isBareEnough: false) : null);

    /// <summary>Whether it is somebody who may have come to harm, as far as anybody knows.</summary>
    public bool MayBeHarmed => Role is Children.WorriedAbout or "may-have-been-harmed";
}

/// <summary>What the answers of a concern come to, as far as that decides what is asked, who is told, and how soon.</summary>
public static class WhatIsKnown
{
    /// <summary>Where the ids are kept of the signs that were recognised in what was written. Nobody ticked them.</summary>
    public const string RecognisedIn = "recognised-in-account";

    private const int FirstYearOf13s = 9;
    private const int LastYearUnder13 = 6;

    extension(Answers answers)
    {
        public IReadOnlyList<ChildSaid> ChildrenSaid =>
        [
            .. Enumerable.Range(1, Children.Most)
                .TakeWhile(child => child == 1 || answers.To($"{Children.Another}.{child - 1}")?.Option == RaiseConcern.Yes)
                .Where(child => answers.To($"{Children.Who}.{child}") is not null)
                .Select(child => new ChildSaid(
                    answers.To($"{Children.Who}.{child}")?.Text,
                    answers.To($"{Children.Class}.{child}")?.Text,
                    answers.To($"{Children.Class}.{child}")?.Option == Children.NotOurs,
                    answers.To($"{Children.Role}.{child}")?.Option ?? Children.WorriedAbout)),
        ];

        /// <summary>The signs that were recognised in what was written, to be offered first.</summary>
        public IReadOnlyList<string> RecognisedSigns => Ticks.Ticked(answers.To(RecognisedIn));

        /// <summary>The signs that somebody ticked.</summary>
        public IReadOnlyList<string> Signs => [.. RaiseConcern.SignLists.Prepend("recognised").SelectMany(list => Ticks.Ticked(answers.To(list))).Distinct(StringComparer.Ordinal)];

        public IReadOnlyList<string> OtherHarms => Ticks.Ticked(answers.To(RaiseConcern.Harms));

        public IReadOnlyList<string> KnownVulnerabilities => Ticks.Ticked(answers.To(RaiseConcern.Vulnerabilities));

        /// <summary>Whether somebody has said that there is danger now, or could not say that there is not.</summary>
        public bool IsInDanger => (answers.To(RaiseConcern.InDangerNow)?.Option, answers.To(RaiseConcern.InDangerCheck)?.Option) switch
        {
            (RaiseConcern.Yes or RaiseConcern.AboutSomeoneHere, _) => true,
            (RaiseConcern.Unsure, RaiseConcern.Yes or RaiseConcern.AboutSomeoneHere or RaiseConcern.Unsure) => true,
            _ => false,
        };

        /// <summary>Whether danger now is or may be about somebody who works here.</summary>
        public bool IsDangerAboutSomeoneHere => (answers.To(RaiseConcern.InDangerNow)?.Option, answers.To(RaiseConcern.InDangerCheck)?.Option) switch
        {
            (RaiseConcern.AboutSomeoneHere, _) => true,
            (RaiseConcern.Unsure, RaiseConcern.AboutSomeoneHere) => true,
            _ => false,
        };

        /// <summary>Whether it is or may be about an adult who works or volunteers here. Then it is not for the leads (field (d) 8 and 9).</summary>
        public bool IsAboutSomeoneHere => answers.IsDangerAboutSomeoneHere || answers.To(RaiseConcern.AboutAnAdult)?.Option is "yes-here" or RaiseConcern.AboutMe or RaiseConcern.Unsure;

        public bool IsAboutTheReporter => !answers.IsDangerAboutSomeoneHere && answers.To(RaiseConcern.AboutAnAdult)?.Option == RaiseConcern.AboutMe;

        public bool IsAboutAnAdultElsewhere => !answers.IsAboutSomeoneHere && answers.To(RaiseConcern.AboutAnAdult)?.Option == RaiseConcern.Elsewhere;

        /// <summary>The people of the school whom it is or may be about, as the keys they were offered under.</summary>
        public IReadOnlyList<string> AdultsPicked => answers.IsAboutSomeoneHere
            ? [.. Ticks.Ticked(answers.IsAskedWhichAdult ? answers.To(RaiseConcern.WhichAdult) : null).Union(Ticks.Ticked(answers.IsDangerAboutSomeoneHere ? answers.To(RaiseConcern.WhoseDanger) : null))]
            : [];

        private bool IsAskedWhichAdult => answers.To(RaiseConcern.AboutAnAdult)?.Option is "yes-here" or RaiseConcern.Unsure;

        /// <summary>Whom the reporter wants told where the adult is not one of the named people: <c>head</c>, <c>chair</c> or <c>lado</c>.</summary>
        public string? WhomToTell => (answers.IsDangerAboutSomeoneHere, answers.To(RaiseConcern.WhoseDanger)?.Option, answers.To(RaiseConcern.WhichAdult)?.Option) switch
        {
            (true, RaiseConcern.NotListed, _) => answers.To(RaiseConcern.WhomToTellNow)?.Option,
            (false, _, RaiseConcern.NotListed) when answers.IsAskedWhichAdult => answers.To(RaiseConcern.WhomToTell)?.Option,
            _ => null,
        };

        /// <summary>Whom the adult route leaves out and begins with, so that a change of either is seen.</summary>
        internal string AdultRouteKey => $"{string.Join(',', answers.AdultsPicked)};{answers.WhomToTell};{answers.IsAboutTheReporter}";

        /// <summary>The people who are related or close to those involved, as the keys they were offered under.</summary>
        public IReadOnlyList<string> RelatedPeople => [.. Ticks.Ticked(answers.To(RaiseConcern.Related)).Union(Ticks.Ticked(answers.To(RaiseConcern.RelatedThenSend)))];

        /// <summary>Whether nobody can tell from the classes whether a child who may have come to harm is under 13.</summary>
        internal bool IsAgeWorthAsking =>
            answers.Signs.Count > 0
            && answers.ChildrenSaid.Where(child => child.MayBeHarmed).Any(child => child.Year is not (<= LastYearUnder13 or >= FirstYearOf13s))
            && !answers.IsYearUnder13;

        /// <summary>Whether a child who may have come to harm is under 13, or nobody who was asked could say that they are not.</summary>
        public bool MayBeUnder13 => answers.IsYearUnder13 || answers.To(RaiseConcern.Age)?.Option is RaiseConcern.Yes or RaiseConcern.Unknown;

        private bool IsYearUnder13 => answers.ChildrenSaid.Any(child => child is { MayBeHarmed: true, Year: <= LastYearUnder13 });

        /// <summary>
        /// Why something has to happen today, whatever else was answered: with any sign, a child under 13, one in years 7 and 8 whose age is not
        /// known, or one with a learning disability (field (d) 35 and 39). <c>under-13</c>, <c>age-unknown</c> or <c>learning-disability</c>.
        /// </summary>
        public string? TodayBecause => answers switch
        {
            { Signs.Count: 0 } => null,
            _ when answers.IsYearUnder13 || (answers.IsAgeWorthAsking && answers.To(RaiseConcern.Age)?.Option == RaiseConcern.Yes) => "under-13",
            _ when answers.IsAgeWorthAsking && answers.To(RaiseConcern.Age)?.Option != RaiseConcern.No => "age-unknown",
            _ when answers.KnownVulnerabilities.Contains("disability-or-sen") => "learning-disability",
            _ => null,
        };

        /// <summary>Whether it can wait until later today: somebody has said that nothing has to happen before the child goes home, and nothing else says that it has to.</summary>
        public bool CanWait => answers.To(RaiseConcern.BeforeHome)?.Option == RaiseConcern.No && answers.TodayBecause is null;
    }
}
