using CseBot.Dialogs.Flows;

namespace CseBot.Dialogs.Tests.Flows;

public sealed class RaiseConcernTests
{
    /// <summary>Somebody who has something to say to every question that can come after the account.</summary>
    private static readonly (string Step, string Said)[] _muchToSay =
    [
        ("who.1", "Robin Vale"), ("anyone-else.1", "yes"), ("who.2", "Rowan Hill"), ("what-happened", "A different car every Friday"), ("childs-words", "He's just a mate"),
        (WhatIsKnown.RecognisedIn, "unknown-adults"), ("recognised", "unknown-adults"), ("signs-online", "image-threats"), ("ask.person", "Somebody in his thirties"),
        ("vulnerabilities", "bereaved"),
    ];

    public static TheoryData<string, string, string> Options => new()
    {
        { "in-danger-now", "yes", "tell-leads-now" },
        { "in-danger-now", "yes-about-someone-here", "which-adult-now" },
        { "in-danger-now", "not-sure", "in-danger-check" },
        { "in-danger-now", "no", "who" },
        { "in-danger-check", "yes", "tell-leads-now" },
        { "in-danger-check", "yes-about-someone-here", "which-adult-now" },
        { "in-danger-check", "not-sure", "tell-leads-now" },
        { "in-danger-check", "no", "who" },
        { "which-adult-now", "not-listed", "whom-to-tell-now" },
        { "whom-to-tell-now", "head", "tell-adult-route-now" },
        { "whom-to-tell-now", "chair", "tell-adult-route-now" },
        { "whom-to-tell-now", "lado", "tell-adult-route-now" },
        { "who.1", "dont-know", "who" },
        { "class.1", "not-ours", "who" },
        { "class.1", "dont-know", "who" },
        { "role.1", "worried-about", "who" },
        { "role.1", "may-have-been-harmed", "who" },
        { "role.1", "may-have-caused-harm", "who" },
        { "role.1", "saw-or-heard", "who" },
        { "role.1", "was-there", "who" },
        { "anyone-else.1", "no", "who" },
        { "anyone-else.1", "yes", "who" },
        { "about-an-adult", "no", "what-happened" },
        { "about-an-adult", "yes-here", "which-adult" },
        { "about-an-adult", "yes-elsewhere", "what-happened" },
        { "about-an-adult", "me", "leave-adult-out" },
        { "about-an-adult", "not-sure", "which-adult" },
        { "which-adult", "not-listed", "whom-to-tell" },
        { "whom-to-tell", "head", "leave-adult-out" },
        { "whom-to-tell", "chair", "leave-adult-out" },
        { "whom-to-tell", "lado", "leave-adult-out" },
        { "childs-words", "skip", "who-else-told" },
        { "who-else-told", "skip", "when" },
        { "when", "dont-know", "where" },
        { "where", "dont-know", "before-home" },
        { "before-home", "yes", "signs-recognised" },
        { "before-home", "not-sure", "signs-recognised" },
        { "before-home", "no", "signs-recognised" },
        { "recognised", "none", "signs-physical" },
        { "signs-physical", "none", "signs-psychological" },
        { "signs-physical", "enough", "other-harms" },
        { "signs-psychological", "none", "signs-behavioural" },
        { "signs-psychological", "enough", "other-harms" },
        { "signs-behavioural", "none", "signs-online" },
        { "signs-behavioural", "enough", "other-harms" },
        { "signs-online", "none", "other-harms" },
        { "signs-online", "enough", "other-harms" },
        { "other-harms", "none", "your-worry" },
        { "your-worry", "skip", "age" },
        { "under-13", "yes", "questions" },
        { "under-13", "no", "questions" },
        { "under-13", "dont-know", "questions" },
        { "ask.person", "dont-know", "questions" },
        { "ask.person", "skip", "questions" },
        { "vulnerabilities", "none", "more-questions" },
        { "vulnerabilities", "dont-know", "more-questions" },
        { "on-system", "yes", "social-care" },
        { "on-system", "no", "social-care" },
        { "on-system", "dont-know", "social-care" },
        { "social-care", "yes", "parents" },
        { "social-care", "no", "parents" },
        { "social-care", "dont-know", "parents" },
        { "parents", "yes", "done-so-far" },
        { "parents", "no", "done-so-far" },
        { "parents", "dont-know", "done-so-far" },
        { "done-so-far", "skip", "asked-the-child" },
        { "asked-the-child", "skip", "related" },
        { "related", "nobody", "check" },
        { "related-then-send", "nobody", "sent" },
        { "check", "send", "sent" },
        { "check", "discard", "discarded" },
    };

    public static TheoryData<string, string, int> Words => new()
    {
        { "who.1", "who", 200 },
        { "class.1", "who", 60 },
        { "what-happened", "send-now", 4000 },
        { "childs-words", "who-else-told", 4000 },
        { "who-else-told", "when", 2000 },
        { "when", "where", 200 },
        { "where", "before-home", 200 },
        { "your-worry", "age", 2000 },
        { "ask.person", "questions", 1000 },
        { "done-so-far", "asked-the-child", 2000 },
        { "asked-the-child", "related", 2000 },
    };

    [Theory]
    [MemberData(nameof(Options))]
    public void Each_option_leads_where_it_should(string step, string option, string then) => Assert.Equal(then, Question(step).After(Answer.Chose(option)));

    [Fact]
    public void Every_option_is_in_the_table_above() => Assert.Equal(
        RaiseConcern.Flow.Questions.SelectMany(question => question.Options.Select(option => (question.Name, option.Value))).Order(),
        Options.Select(row => (Question((string)row[0]).Name, (string)row[1])).Order());

    [Theory]
    [MemberData(nameof(Words))]
    public void Words_lead_on_and_emptiness_and_too_many_do_not(string step, string then, int most)
    {
        Assert.Equal(then, Question(step).After(Answer.Wrote("something")));
        Assert.Equal(then, Question(step).After(Answer.Wrote(new string('x', most))));
        Assert.Null(Question(step).After(Answer.Wrote(new string('x', most + 1))));
        Assert.Null(Question(step).After(Answer.Wrote(" \n ")));
    }

    [Fact]
    public void Every_question_that_takes_words_is_in_the_table_above() => Assert.Equal(
        RaiseConcern.Flow.Questions.OfType<FreeText>().Select(question => question.Name), Words.Select(row => Question((string)row[0]).Name));

    [Theory]
    [InlineData("which-adult-now", "tell-adult-route-now")]
    [InlineData("which-adult", "leave-adult-out")]
    [InlineData("recognised", "signs-physical")]
    [InlineData("signs-physical", "signs-psychological")]
    [InlineData("signs-psychological", "signs-behavioural")]
    [InlineData("signs-behavioural", "signs-online")]
    [InlineData("signs-online", "other-harms")]
    [InlineData("other-harms", "your-worry")]
    [InlineData("vulnerabilities", "more-questions")]
    [InlineData("related", "check")]
    [InlineData("related-then-send", "sent")]
    public void Ticks_lead_on_and_no_ticks_do_not(string step, string then)
    {
        Assert.Equal(then, Question(step).After(Ticks.Tick(["one", "another"])));
        Assert.Null(Question(step).After(Ticks.Tick([])));
        Assert.Null(Question(step).After(Answer.Wrote(" , ")));
    }

    [Fact]
    public void The_question_about_danger_is_always_the_first() => Assert.Equal("in-danger-now", RaiseConcern.Flow.Start.Id);

    [Fact]
    public void Step_ids_are_permanent_names() => Assert.Equal(
        [
            "in-danger-now", "in-danger-check", "tell-leads-now", "send-known", "which-adult-now", "whom-to-tell-now", "tell-adult-route-now", "send-known-of-adult", "who", "who-besides",
            "about-an-adult", "which-adult", "whom-to-tell", "leave-adult-out", "what-happened", "send-now", "childs-words", "who-else-told", "when", "where",
            "before-home", "signs-recognised", "signs-physical", "signs-psychological", "signs-behavioural", "signs-online", "other-harms", "your-worry", "age",
            "questions", "vulnerabilities", "more-questions", "on-system", "social-care", "parents", "done-so-far", "asked-the-child", "related",
            "related-then-send", "check", "sent", "discarded",
        ],
        RaiseConcern.Flow.Steps.Select(step => step.Id));

    [Fact]
    public void Names_of_questions_within_a_passage_are_permanent_too() => Assert.Equal(
        ["who", "class", "role", "anyone-else", "recognised", "under-13", "ask"],
        RaiseConcern.Flow.Steps.OfType<Passage>().SelectMany(passage => passage.Kinds).Select(question => question.Name).Distinct());

    [Theory]
    [InlineData("no", "in-danger-now who.1 class.1 anyone-else.1 about-an-adult what-happened")]
    [InlineData("yes", "in-danger-now tell-leads-now send-known who.1 class.1 anyone-else.1 about-an-adult what-happened")]
    [InlineData("not-sure yes", "in-danger-now in-danger-check tell-leads-now send-known who.1 class.1 anyone-else.1 about-an-adult what-happened")]
    [InlineData("not-sure not-sure", "in-danger-now in-danger-check tell-leads-now send-known who.1 class.1 anyone-else.1 about-an-adult what-happened")]
    [InlineData("not-sure no", "in-danger-now in-danger-check who.1 class.1 anyone-else.1 about-an-adult what-happened")]
    [InlineData("not-sure yes-about-someone-here", "in-danger-now in-danger-check which-adult-now tell-adult-route-now send-known-of-adult who.1 class.1 anyone-else.1 what-happened")]
    [InlineData("yes-about-someone-here", "in-danger-now which-adult-now tell-adult-route-now send-known-of-adult who.1 class.1 anyone-else.1 what-happened")]
    public void The_way_of_danger_up_to_the_account(string danger, string way)
    {
        var said = danger.Split(' ');

        Assert.Equal(way, string.Join(' ', Walk.To("what-happened", ("in-danger-now", said[0]), ("in-danger-check", said[^1])).Way()));
    }

    [Theory]
    [InlineData("no", "about-an-adult what-happened")]
    [InlineData("yes-elsewhere", "about-an-adult what-happened")]
    [InlineData("yes-here", "about-an-adult which-adult leave-adult-out what-happened")]
    [InlineData("not-sure", "about-an-adult which-adult leave-adult-out what-happened")]
    [InlineData("me", "about-an-adult leave-adult-out what-happened")]
    public void The_way_about_an_adult_up_to_the_account(string adult, string way) =>
        Assert.Equal($"in-danger-now who.1 class.1 anyone-else.1 {way}", string.Join(' ', Walk.To("what-happened", ("about-an-adult", adult)).Way()));

    [Fact]
    public void Whoever_names_nobody_says_whom_to_tell()
    {
        var slowly = Walk.To("what-happened", ("about-an-adult", "not-sure"), ("which-adult", "not-listed"), ("whom-to-tell", "lado"));
        var atOnce = Walk.To("what-happened", ("in-danger-now", "yes-about-someone-here"), ("which-adult-now", "not-listed"), ("whom-to-tell-now", "chair"));

        Assert.Equal(["in-danger-now", "who.1", "class.1", "anyone-else.1", "about-an-adult", "which-adult", "whom-to-tell", "leave-adult-out", "what-happened"], slowly.Way());
        Assert.Equal(["in-danger-now", "which-adult-now", "whom-to-tell-now", "tell-adult-route-now", "send-known-of-adult", "who.1", "class.1", "anyone-else.1", "what-happened"], atOnce.Way());
    }

    [Fact]
    public void The_way_from_the_account_to_the_end_for_somebody_who_knows_no_more() => Assert.Equal(
        [
            "what-happened", "send-now", "childs-words", "who-else-told", "when", "where", "before-home", "signs-physical", "signs-psychological", "signs-behavioural",
            "signs-online", "other-harms", "your-worry", "vulnerabilities", "on-system", "social-care", "parents", "done-so-far", "asked-the-child", "related", "check", "sent",
        ],
        Walk.To("sent").Way().SkipWhile(step => step != "what-happened"));

    [Fact]
    public void What_was_ticked_brings_questions_about_it() => Assert.Equal(
        [
            "before-home", "recognised", "signs-physical", "signs-psychological", "signs-behavioural", "signs-online", "other-harms", "your-worry", "under-13",
            "ask.safe-now", "ask.vehicle", "ask.online", "ask.person", "vulnerabilities", "ask.trusted-adult", "on-system",
        ],
        Walk.Through(_muchToSay).Select(turn => turn.Here.Id).SkipWhile(step => step != "before-home").TakeWhile(step => step != "social-care"));

    [Fact]
    public void Back_asks_what_was_asked_before()
    {
        Turn[] asked = [.. Walk.Through(_muchToSay).Where(turn => turn.Here is Question)];

        Assert.Equal("in-danger-now", Dialog.Back(RaiseConcern.Flow, asked[0].State).Here.Id);
        Assert.Equal(asked.SkipLast(1).Select(turn => turn.Here.Id), asked.Skip(1).Select(turn => Dialog.Back(RaiseConcern.Flow, turn.State).Here.Id));
    }

    [Fact]
    public void Whoever_has_enough_of_lists_sees_no_more_of_them() => Assert.Equal(
        ["before-home", "signs-physical", "signs-psychological", "other-harms"],
        Walk.To("other-harms", ("signs-psychological", "enough")).Way().SkipWhile(step => step != "before-home"));

    [Fact]
    public void Danger_that_is_said_later_is_told_of_at_once_and_then_one_is_where_one_was()
    {
        var writing = Walk.To("what-happened");

        var told = Dialog.Take(RaiseConcern.Flow, writing, new Reply(Answer.Chose("yes"), "in-danger-now"));

        Assert.Equal("tell-leads-now", told.Here.Id);
        Assert.Equal("what-happened", Dialog.Done(RaiseConcern.Flow, told.State, (Act)told.Here).Here.Id);
    }

    [Fact]
    public void Whoever_is_left_out_is_left_out_again_when_that_changes_and_not_otherwise()
    {
        var writing = Walk.To("what-happened", ("about-an-adult", "yes-here"), ("which-adult", "sam"));

        Assert.Equal("what-happened", Dialog.Take(RaiseConcern.Flow, writing, new Reply(Answer.Wrote("sam"), "which-adult")).Here.Id);
        Assert.Equal("leave-adult-out", Dialog.Take(RaiseConcern.Flow, writing, new Reply(Answer.Wrote("sam,lee"), "which-adult")).Here.Id);
    }

    [Fact]
    public void Send_now_can_be_taken_from_the_account_on_and_from_no_question_before_nor_where_send_is_asked_anyway()
    {
        string[] fromHere =
        [
            "what-happened", "childs-words", "who-else-told", "when", "where", "before-home",
            "recognised", "signs-physical", "signs-psychological", "signs-behavioural", "signs-online",
            "other-harms", "your-worry", "under-13", "vulnerabilities", "on-system", "social-care", "parents", "done-so-far", "asked-the-child", "ask.person", "ask.trusted-adult",
        ];

        Question[] questions = [.. RaiseConcern.Flow.Questions.Where(question => question.Name != "ask"), Question("ask.person"), Question("ask.trusted-adult")];

        foreach (var turn in Walk.Through(_muchToSay))
        {
            var open = questions.Where(question => RaiseConcern.SendNowFrom(question, turn.State.Answers) is not null).Select(question => question.Id);

            Assert.Equal(turn.State.Answers.To("what-happened") is null ? ["what-happened"] : fromHere, open);
        }
    }

    [Fact]
    public void Nothing_is_sent_without_an_account()
    {
        var sending = Dialog.Take(RaiseConcern.Flow, Walk.To("what-happened"), new Reply(Answer.Chose(Shortcut.Taken), "send-now"));

        Assert.Equal("what-happened", sending.Here.Id);
        Assert.Equal("related-then-send", Dialog.Take(RaiseConcern.Flow, sending.State, new Reply(Answer.Wrote("A different car every Friday"))).Here.Id);
    }

    [Fact]
    public void Send_now_asks_only_who_is_related_and_then_it_is_sent()
    {
        foreach (var state in WhereSendNowIsOpen())
        {
            var asked = Dialog.Take(RaiseConcern.Flow, state, new Reply(Answer.Chose(Shortcut.Taken), "send-now"));

            Assert.Equal("related-then-send", asked.Here.Id);
            Assert.Equal(new Outcome("sent"), Dialog.Take(RaiseConcern.Flow, asked.State, new Reply(Answer.Chose("nobody"))).Here);
            Assert.Equal(new Outcome("sent"), Dialog.Take(RaiseConcern.Flow, asked.State, new Reply(Ticks.Tick(["lee"]))).Here);
        }
    }

    [Fact]
    public void Whoever_goes_on_after_all_is_where_they_were_and_nothing_is_lost()
    {
        foreach (var state in WhereSendNowIsOpen())
        {
            var asked = Dialog.Take(RaiseConcern.Flow, state, new Reply(Answer.Chose(Shortcut.Taken), "send-now")).State;
            var turn = Dialog.Take(RaiseConcern.Flow, asked, new Reply(Answer.Chose(Shortcut.NotTaken), "send-now"));

            Assert.Equal(state.Asked, turn.Here.Id);
            Assert.Equal(state.Answers.With("send-now", Answer.Chose(Shortcut.NotTaken)), turn.State.Answers);
            Assert.NotNull(RaiseConcern.SendNowFrom((Question)turn.Here, turn.State.Answers));
            Assert.Equal(state.Asked, Dialog.Back(RaiseConcern.Flow, asked).Here.Id);
        }
    }

    [Fact]
    public void What_was_answered_after_the_account_is_sent_too_by_somebody_who_sends_now()
    {
        foreach (var state in WhereSendNowIsOpen())
        {
            var sending = Dialog.Take(RaiseConcern.Flow, state, new Reply(Answer.Chose(Shortcut.Taken), "send-now")).State;

            Assert.Empty(Answered(state).Except(Answered(sending)));
        }

        static IEnumerable<string> Answered(DialogState state) =>
            RaiseConcern.Flow.Walked(state.Answers).Select(question => question.Id).Where(step => state.Answers.To(step) is not null);
    }

    /// <summary>Everywhere that Send now is open once the account has been given.</summary>
    private static DialogState[] WhereSendNowIsOpen() =>
    [
        .. Walk.Through(_muchToSay)
            .Where(turn => turn.State.Answers.To("what-happened") is not null)
            .Where(turn => turn.Here is Question question && RaiseConcern.SendNowFrom(question, turn.State.Answers) is not null)
            .Select(turn => turn.State),
    ];

    private static Question Question(string step) => (Question)RaiseConcern.Flow.Find(step)!;
}
