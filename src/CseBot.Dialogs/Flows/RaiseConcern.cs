namespace CseBot.Dialogs.Flows;

/// <summary>How a member of staff tells the right people that they are worried about a child.</summary>
/// <remarks>
/// Danger comes first, then who it is about and whether it may be about somebody who works here, because that decides who is told; then
/// what happened, from where it can be sent at any time; then what helps the lead (design 2; field (d)).
/// </remarks>
public static class RaiseConcern
{
    public const string InDangerNow = "in-danger-now";
    public const string InDangerCheck = "in-danger-check";
    public const string TellLeadsNow = "tell-leads-now";
    public const string WhoseDanger = "which-adult-now";
    public const string WhomToTellNow = "whom-to-tell-now";
    public const string TellAdultRouteNow = "tell-adult-route-now";
    public const string Who = "who";
    public const string WhoBesides = "who-besides";
    public const string AboutAnAdult = "about-an-adult";
    public const string WhichAdult = "which-adult";
    public const string WhomToTell = "whom-to-tell";
    public const string LeaveAdultOut = "leave-adult-out";
    public const string WhatHappened = "what-happened";
    public const string SendNow = "send-now";

    /// <summary>In an emergency that was told of, what is known can be added at any time.</summary>
    public const string SendKnown = "send-known";
    public const string SendKnownOfAdult = "send-known-of-adult";
    public const string ChildsWords = "childs-words";
    public const string WhoElseTold = "who-else-told";
    public const string When = "when";
    public const string Where = "where";
    public const string BeforeHome = "before-home";
    public const string Recognised = "signs-recognised";
    public const string Harms = "other-harms";
    public const string Worry = "your-worry";
    public const string Age = "under-13";
    public const string Questions = "questions";
    public const string Vulnerabilities = "vulnerabilities";
    public const string MoreQuestions = "more-questions";
    public const string OnSystem = "on-system";
    public const string SocialCare = "social-care";
    public const string Parents = "parents";
    public const string DoneSoFar = "done-so-far";
    public const string AskedChild = "asked-the-child";
    public const string Related = "related";
    public const string RelatedThenSend = "related-then-send";
    public const string Check = "check";
    public const string Sent = "sent";
    public const string Discarded = "discarded";

    public const string Yes = "yes";
    public const string No = "no";
    public const string Unsure = "not-sure";
    public const string AboutSomeoneHere = "yes-about-someone-here";
    public const string Elsewhere = "yes-elsewhere";
    public const string AboutMe = "me";
    public const string NotListed = "not-listed";
    public const string Head = "head";
    public const string Chair = "chair";
    public const string Lado = "lado";
    public const string Skip = "skip";
    public const string Unknown = "dont-know";
    public const string None = "none";
    public const string Enough = "enough";
    public const string Send = "send";
    public const string Discard = "discard";

    /// <summary>The lists of signs, in the order they are shown.</summary>
    public static IReadOnlyList<string> SignLists { get; } = ["signs-physical", "signs-psychological", "signs-behavioural", "signs-online"];

    private static readonly Sometimes _age = new(
        "age", new Choice(Age, new Option(Yes, Then: Questions), new Option(No, Then: Questions), new Option(Unknown, Then: Questions)), IsAgeAsked, Then: Questions);

    private static readonly Targeted _questions = new(
        Questions, QuestionBank.Ours, answers => [.. answers.Signs, .. answers.OtherHarms], answers => [.. _age.Questions(answers)], answers => answers.KnownVulnerabilities, Then: Vulnerabilities);

    public static Flow Flow { get; } = new(
        "raise-a-concern",
        [
            new Part(
                "danger",
                new Choice(
                    InDangerNow,
                    new Option(Yes, Then: TellLeadsNow),
                    new Option(AboutSomeoneHere, Then: WhoseDanger),
                    new Option(Unsure, Then: InDangerCheck),
                    new Option(No, Then: Who)),
                new Choice(
                    InDangerCheck,
                    new Option(Yes, Then: TellLeadsNow),
                    new Option(AboutSomeoneHere, Then: WhoseDanger),
                    new Option(Unsure, Then: TellLeadsNow),
                    new Option(No, Then: Who)),
                new Act(TellLeadsNow, Then: SendKnown, Of: answers => answers.IsAboutSomeoneHere ? "about-someone-here" : "told"),
                new Shortcut(SendKnown, Then: RelatedThenSend, Otherwise: Who),
                new Ticks(WhoseDanger, TickList.People, then: TellAdultRouteNow, new Option(NotListed, Then: WhomToTellNow)),
                ChooseWhom(WhomToTellNow, then: TellAdultRouteNow),
                new Act(TellAdultRouteNow, Then: SendKnownOfAdult, Of: answers => answers.AdultRouteKey),
                new Shortcut(SendKnownOfAdult, Then: RelatedThenSend, Otherwise: WhoBesides)),
            new Part("who", new Children(Who, Then: AboutAnAdult), new Children(WhoBesides, Then: WhatHappened)),
            new Part(
                "adult",
                new Choice(
                    AboutAnAdult,
                    new Option(No, Then: WhatHappened),
                    new Option("yes-here", Then: WhichAdult),
                    new Option(Elsewhere, Then: WhatHappened),
                    new Option(AboutMe, Then: LeaveAdultOut),
                    new Option(Unsure, Then: WhichAdult)),
                new Ticks(WhichAdult, TickList.People, then: LeaveAdultOut, new Option(NotListed, Then: WhomToTell)),
                ChooseWhom(WhomToTell, then: LeaveAdultOut),
                new Act(LeaveAdultOut, Then: WhatHappened, Of: answers => answers.AdultRouteKey)),
            new Part(
                "what-happened",
                new FreeText(WhatHappened, then: SendNow),
                new Shortcut(SendNow, Then: RelatedThenSend, Otherwise: ChildsWords),
                new FreeText(ChildsWords, then: WhoElseTold, new Option(Skip, Then: WhoElseTold)),
                new FreeText(WhoElseTold, then: When, new Option(Skip, Then: When)) { MaxLength = 2000 },
                new FreeText(When, then: Where, new Option(Unknown, Then: Where)) { MaxLength = 200, AsksWhen = true },
                new FreeText(Where, then: BeforeHome, new Option(Unknown, Then: BeforeHome)) { MaxLength = 200 },
                new Choice(BeforeHome, new Option(Yes, Then: Recognised), new Option(Unsure, Then: Recognised), new Option(No, Then: Recognised))),
            new Part(
                "signs",
                new Sometimes(
                    Recognised,
                    new Ticks("recognised", TickList.Recognised, then: SignLists[0], new Option(None, Then: SignLists[0])),
                    answers => answers.RecognisedSigns.Count > 0 || answers.To("recognised") is not null,
                    Then: SignLists[0]),
                Signs(0, TickList.Physical, then: SignLists[1]),
                Signs(1, TickList.Psychological, then: SignLists[2]),
                Signs(2, TickList.Behavioural, then: SignLists[3]),
                Signs(3, TickList.Online, then: Harms),
                new Ticks(Harms, TickList.Harms, then: Worry, new Option(None, Then: Worry)),
                new FreeText(Worry, then: _age.Id, new Option(Skip, Then: _age.Id)) { MaxLength = 2000 }),
            new Part("questions", _age, _questions),
            new Part(
                "school",
                new Ticks(Vulnerabilities, TickList.Vulnerabilities, then: MoreQuestions, new Option(None, Then: MoreQuestions), new Option(Unknown, Then: MoreQuestions)),
                new Targeted(
                    MoreQuestions,
                    QuestionBank.Ours,
                    answers => answers.KnownVulnerabilities,
                    answers => [.. _age.Questions(answers), .. _questions.Questions(answers)],
                    _ => [],
                    Then: OnSystem),
                Known(OnSystem, then: SocialCare),
                Known(SocialCare, then: Parents),
                Known(Parents, then: DoneSoFar),
                new FreeText(DoneSoFar, then: AskedChild, new Option(Skip, Then: AskedChild)) { MaxLength = 2000 },
                new FreeText(AskedChild, then: Related, new Option(Skip, Then: Related)) { MaxLength = 2000 }),
            new Part(
                "check",
                new Ticks(Related, TickList.People, then: Check, new Option("nobody", Then: Check)),
                new Ticks(RelatedThenSend, TickList.People, then: Sent, new Option("nobody", Then: Sent)),
                new Choice(Check, new Option(Send, Then: Sent), new Option(Discard, Then: Discarded)),
                new Outcome(Sent),
                new Outcome(Discarded)),
        ]);

    /// <summary>The way to Send that is open to somebody who is asked <paramref name="question"/>: from the account on, except where Send is asked anyway.</summary>
    public static Shortcut? SendNowFrom(Question question, Answers answers) => question.Id switch
    {
        Related or Check => null,
        WhatHappened => Flow.ShortcutFrom(question, answers) ?? (Shortcut)Flow.Find(SendNow)!,
        _ => Flow.ShortcutFrom(question, answers),
    };

    /// <summary>It never comes as an eighth. Not knowing means today, so nothing is lost by that.</summary>
    private static bool IsAgeAsked(Answers answers) => answers.IsAgeWorthAsking && Targeted.Answered(QuestionBank.Ours, answers) < Targeted.Most;

    private static Ticks Signs(int list, TickList of, string then) =>
        new(SignLists[list], of, then, new Option(None, Then: then), new Option(Enough, Then: Harms));

    private static Choice ChooseWhom(string id, string then) => new(id, new Option(Head, Then: then), new Option(Chair, Then: then), new Option(Lado, Then: then));

    private static Choice Known(string id, string then) => new(id, new Option(Yes, Then: then), new Option(No, Then: then), new Option(Unknown, Then: then));
}
