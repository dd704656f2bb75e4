using System.Globalization;
using CseBot.Concerns;
using CseBot.Dialogs;

namespace CseBot.Desk;

/// <summary>Every form that a lead, or the head about an adult, can fill in on a concern. This is the complete list.</summary>
internal sealed class ConcernForms(Wording words, AreaLibrary areas, BankHolidays holidays)
{
    public const string Kind = "kind";
    public const string FollowUp = "follow-up";

    /// <summary>The key of what somebody has read before they answer: their answer is to that, and to nothing that came since.</summary>
    public const string ReadKey = "read";

    /// <summary>More children than this are planned for in the account of the decision.</summary>
    private const int MostPlans = 4;

    private const int Short = 200;

    private static readonly Role[] _notInMeetings = [Role.ChairOfGovernors, Role.SafeguardingGovernor, Role.TrustLead, Role.Lado, Role.Cover];
    private static readonly string[] _crime = ["unlikely", "possible", "not-sure"];
    private static readonly string[] _parents = ["told", "disagree", "not-told", "awaiting-advice"];

    /// <summary>The form of a verb; nothing where the verb has none.</summary>
    public Form? Of(string verb, Concern concern, School school, NamedPerson lead, string? kind, Guid? followUp, IReadOnlyList<GroupMember> staff, DateTimeOffset now) => verb switch
    {
        "decide" when Enum.TryParse<DecisionKind>(kind, out var decision) && MayDecide(concern, decision) => Decide(decision, concern, school, lead, staff, now),
        "refer" => new Form(verb, "form.refer", [.. Referral(concern, now), Words("reason")]) { Ring = Ring(concern, school, now), Lines = Ways(concern, school) },
        "ask-reporter" => new Form(verb, "form.ask-reporter", Words("question", 1000)),
        "add-note" => new Form(verb, "form.add-note", Words("note")),
        "hand-over" => new Form(verb, "form.hand-over", new Field.Choice("to", [.. Colleagues(concern, school, lead).Select(person => (person.Key, Named(person)))])),
        "link" => new Form(verb, "form.link", Words("other", 20)),
        "follow-up" => new Form(verb, "form.follow-up", new Field.Day("on"), Words("what", 500)),
        "finish-follow-up" when concern.FollowUps.FirstOrDefault(one => one.Key == followUp) is { } open =>
            new Form(verb, "form.finish-follow-up", Words("came-of-it")) { Quoted = [(words.Say("field.what"), open.What)], Data = With(FollowUp, followUp!.Value.ToString()) },
        "record-elsewhere" => new Form(verb, "form.record-elsewhere", Words("system", 60) with { Value = "CPOMS" }, Words("number", 100)),
        "agree" when concern.Undecided is { } undecided => new Form(verb, "form.agree", new Field.Choice("agrees", YesOrNo("agrees")), Words("reason"))
        {
            Lines = [words.Say("form.agree.what", ("decision", words.Say($"decision.{undecided.Decision}")), ("name", undecided.Lead.Name))],
            Quoted = [(words.Say("field.reason"), undecided.Reason)],
            Data = With(ReadKey, $"{undecided.Key}"),
        },
        "close" => new Form(verb, "form.close", new Field.Choice("outcome", [.. Outcomes(concern).Select(outcome => ($"{outcome}", words.Say($"outcome.{outcome}")))]), Words("reason"), new Field.Day("born-on") { IsOptional = true }),
        "look-again" => new Form(verb, "form.look-again-at-it", new Field.Choice("agrees", YesOrNo("agrees")) { Saying = "agrees-with-closing" }, Words("reason")) { Lines = [.. Closing(concern)], Quoted = concern.Closing is { } closing ? [(words.Say("field.reason"), closing.Reason)] : [], Data = With(ReadKey, $"{concern.Closing?.Key}") },
        "reopen" => new Form(verb, "form.reopen", Words("reason")),
        "hold" => new Form(verb, "form.hold", Words("reason")),
        "lift-hold" => new Form(verb, "form.lift-hold", Words("reason")),
        "review-date" => new Form(verb, "form.review-date", new Field.Day("born-on")),
        _ => null,
    };

    /// <summary>What can be decided: about a child, and about an adult. The two never mix.</summary>
    public static IReadOnlyList<DecisionKind> Decisions(Concern concern) => concern.Raised.Route == ConcernRoute.Adult
        ? [DecisionKind.MadeSafe, DecisionKind.PoliceTold, DecisionKind.LadoConsulted, DecisionKind.LowLevel, DecisionKind.AgencyTold]
        : [DecisionKind.Refer, DecisionKind.Emergency, DecisionKind.TalkWithChild, DecisionKind.Meeting, DecisionKind.EarlyHelp, DecisionKind.Monitor, DecisionKind.NoFurtherAction];

    /// <summary>Who can be chosen as the second lead, or to hand it over to.</summary>
    public static IEnumerable<NamedPerson> Colleagues(Concern concern, School school, NamedPerson lead) =>
        school.People.Where(person => person.EntraId is not null && person.Key != lead.Key && ConcernAccess.MayHold(concern, school, person));

    /// <summary>What a form of a decision came to; or, as another filled form, what is the matter with it.</summary>
    public static (Deciding? Deciding, Filled Filled, string? Refused) Read(Filled filled, DecisionKind kind, Actor lead, Guid key, Func<Field, string> label, DateTimeOffset now)
    {
        if (filled.Has("crime") && filled["crime"] != "unlikely")
        {
            return (null, filled, kind == DecisionKind.TalkWithChild ? "decide.talk.not-now" : "decide.crime.refer");
        }

        if (filled["lado-threshold"] == "no" || filled["lado-agrees"] == "no")
        {
            return (null, filled, "decide.lado.first");
        }

        if (filled.Moment("referred-on", "referred-at") is { } written && written > now.AddMinutes(5))
        {
            return (null, filled.But("referred-on"), null);
        }

        if (filled.Has("parents") && filled["parents"] != "told" && !filled.Has("parents-why"))
        {
            return (null, filled.But("parents-why"), null);
        }

        List<ConcernEvent> with = [];

        if (Referred(filled, kind) is { } to)
        {
            if (filled.Moment("referred-on", "referred-at") is not { } at || at > now.AddMinutes(5))
            {
                return (null, filled.But("referred-on"), null);
            }

            with.Add(new Referred(now, lead, to, at, filled["whom"], filled.Chosen<ReferredBy>("how") ?? ReferredBy.Telephone, Optional(filled, "number")) { Key = Guid.CreateVersion7(), Details = Details(filled, label, "contacted") });
        }

        if (kind == DecisionKind.Meeting)
        {
            if (filled.Moment("meeting-on", "meeting-at") is not { } at || at < now)
            {
                return (null, filled.But("meeting-on"), null);
            }

            with.Add(new MeetingCalled(now, lead, at, int.Parse(filled["minutes"], CultureInfo.InvariantCulture), filled.Many("people")) { Key = Guid.CreateVersion7() });
        }

        if (filled.Day("follow-up-on") is { } on)
        {
            if (on < School.Day(now))
            {
                return (null, filled.But("follow-up-on"), null);
            }

            with.Add(new FollowUpSet(now, lead, on, filled.Has("follow-up-what") ? filled["follow-up-what"] : filled["reason"]) { Key = Guid.CreateVersion7() });
        }

        return (
            new Deciding(kind, filled["reason"], key, Details(filled, label), with) { MayBeUnder13 = filled["under-13"] == "yes", Second = Optional(filled, "second") },
            filled,
            null);
    }

    /// <summary>Everything that a form asked and that was filled in, as it is kept, with what was asked.</summary>
    private static IReadOnlyList<Detail> Details(Filled filled, Func<Field, string> label, params string[] only) =>
    [
        .. filled.Form.Fields
            .Where(field => field.Id != "reason" && filled.Has(field.Id) && (only.Length == 0 || only.Contains(field.Id)))
            .Select(field => new Detail(field.Id, label(field), Said(field, filled[field.Id]))),
    ];

    private static string Said(Field field, string value) => field is Field.Choice choice
        ? string.Join('\n', choice.Chosen(value).Select(one => choice.Choices.First(known => known.Value == one).Title))
        : value;

    private static string? Optional(Filled filled, string field) => filled.Has(field) ? filled[field] : null;

    private static ReferredTo? Referred(Filled filled, DecisionKind kind) => kind switch
    {
        DecisionKind.Refer => filled.Chosen<ReferredTo>("referred-to"),
        DecisionKind.Emergency or DecisionKind.PoliceTold => ReferredTo.Police,
        DecisionKind.LadoConsulted => ReferredTo.Lado,
        _ => null,
    };

    private static bool MayDecide(Concern concern, DecisionKind kind) => Enum.IsDefined(kind) && Decisions(concern).Contains(kind);

    private Form Decide(DecisionKind kind, Concern concern, School school, NamedPerson lead, IReadOnlyList<GroupMember> staff, DateTimeOffset now)
    {
        IEnumerable<Field> fields = kind switch
        {
            DecisionKind.Emergency => [.. When("called", now), Words("whom", Short) with { Saying = "police-whom", IsOptional = true }, Words("number", 100) with { IsOptional = true }, new Field.Time("head-told-at") { IsOptional = true }, Words("reason") with { Saying = "danger" }],
            DecisionKind.Refer => [.. Referral(concern, now), Words("reason"), Wishes(), .. Parents(), .. LaterOn(isOptional: true)],
            DecisionKind.TalkWithChild => [.. Crime(concern), Words("who-talks", Short), Words("reason"), .. LaterOn(isOptional: true)],
            DecisionKind.Meeting => [.. Crime(concern), new Field.Day("meeting-on"), new Field.Time("meeting-at"), Choice("minutes", ("30", "30"), ("45", "45"), ("60", "60")), Invited(concern, school, lead, staff), Words("reason")],
            DecisionKind.EarlyHelp => [.. Crime(concern), Words("whom", Short) with { Saying = "early-help-whom" }, Words("reason"), Wishes(), .. Parents(), .. LaterOn(isOptional: false)],
            DecisionKind.Monitor => [.. Crime(concern), Words("follow-up-what", 500) with { Saying = "watch-for" }, new Field.Day("follow-up-on"), Words("reason"), Wishes(), .. Parents()],
            DecisionKind.NoFurtherAction => [.. Crime(concern), Words("reason"), Wishes(), .. Parents()],
            DecisionKind.MadeSafe => [Words("reason") with { Saying = "made-safe-how" }, .. LaterOn(isOptional: true)],
            DecisionKind.PoliceTold => [.. When("referred", now), Words("whom", Short) with { Saying = "police-whom" }, How(), Words("number", 100) with { IsOptional = true }, Words("reason")],
            DecisionKind.LadoConsulted => [.. When("referred", now), Words("whom", Short) with { Saying = "lado-whom" }, How(), Words("number", 100) with { IsOptional = true }, YesNo("before-investigation"), YesNo("before-telling"), Words("reason") with { Saying = "lado-advice" }, .. LaterOn(isOptional: true)],
            DecisionKind.LowLevel => [YesNo("lado-threshold"), Words("log-number", 100), Words("reason")],
            DecisionKind.AgencyTold => [.. When("told", now), Words("whom", Short) with { Saying = "agency-whom" }, YesNo("lado-agrees"), Words("reason")],
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };

        return new Form("decide", $"decision.{kind}", [.. fields, .. BetweenChildren(kind, concern), .. Under13(kind, concern, school, lead)])
        {
            Data = With(Kind, $"{kind}"),
            Lines = [words.Say($"decide.help.{kind}"), .. kind == DecisionKind.Refer ? Ways(concern, school) : [], .. kind == DecisionKind.Meeting ? [words.Say("form.meeting")] : Array.Empty<string>()],
            Ring = kind is DecisionKind.Refer ? Ring(concern, school, now) : [],
        };
    }

    private IEnumerable<Field> Referral(Concern concern, DateTimeOffset now) =>
    [
        new Field.Choice("referred-to", [.. Enum.GetValues<ReferredTo>().Where(to => to != ReferredTo.Lado || concern.IsAboutAnAdultElsewhere || concern.Raised.Route == ConcernRoute.Adult).Select(to => ($"{to}", words.Say($"referred-to.{to}")))])
        {
            Value = concern.Referral is { } before ? $"{before.To}" : string.Empty,
        },
        .. When("referred", now),
        Words("whom", Short) with { Value = concern.Referral?.Whom ?? string.Empty },
        How(),
        Words("number", 100) with { IsOptional = true },
    ];

    private static IEnumerable<Field> When(string what, DateTimeOffset now) =>
    [
        new Field.Day("referred-on") { Saying = $"{what}-on", Value = Field.Day.Write(School.Day(now)) },
        new Field.Time("referred-at") { Saying = $"{what}-at", Value = School.Time(now) },
    ];

    private Field.Choice How() => new("how", [.. Enum.GetValues<ReferredBy>().Select(how => ($"{how}", words.Say($"referred-by.{how}")))]);

    /// <summary>Asked until it is referred: then children's services or the police have a say in what the school does.</summary>
    private IEnumerable<Field> Crime(Concern concern) => concern.IsReferred ? [] : [new Field.Choice("crime", [.. _crime.Select(answer => (answer, words.Say($"crime.{answer}")))])];

    private static Field.Words Wishes() => Words("wishes", 2000);

    private IEnumerable<Field> Parents() =>
    [
        new Field.Choice("parents", [.. _parents.Select(answer => (answer, words.Say($"parents.{answer}")))]),
        Words("parents-why", 1000) with { IsOptional = true },
    ];

    private static IEnumerable<Field> LaterOn(bool isOptional) =>
        [new Field.Day("follow-up-on") { IsOptional = isOptional }, Words("follow-up-what", 500) with { IsOptional = true }];

    /// <summary>Where children may have harmed one another: how they are kept apart, and a plan for each of them.</summary>
    private static IEnumerable<Field> BetweenChildren(DecisionKind kind, Concern concern) => concern.IsBetweenChildren && kind is not DecisionKind.Emergency
        ? [Words("apart", 1000), .. concern.Children.Take(MostPlans).Index().Select(child => Words(string.Create(CultureInfo.InvariantCulture, $"plan-{child.Index + 1}"), 1000) with { Saying = "plan", About = Plain(child.Item) })]
        : [];

    /// <summary>A child in a label, which is shown with markup: letters, digits and what stands in names, and nothing else that was typed.</summary>
    private static string Plain(Child child) => child.Name is { } name && string.Concat(name.Where(letter => char.IsLetterOrDigit(letter) || letter is ' ' or '-' or '\'' or '’')).Trim() is { Length: > 0 } plain
        ? plain
        : "?";

    private IEnumerable<Field> Under13(DecisionKind kind, Concern concern, School school, NamedPerson lead)
    {
        if (concern.Raised.Route == ConcernRoute.Adult || kind is DecisionKind.Refer or DecisionKind.Emergency || concern.IsReferred)
        {
            return [];
        }

        var seconds = Handling.Seconds(concern, school, new Actor(lead.EntraId!, lead.Name));

        return
        [
            new Field.Choice("under-13", YesOrNo("under-13")) { Value = concern is { MayBeUnder13: true, HasSignsOfHarm: true } ? "yes" : string.Empty },
            .. seconds.Count > 0 ? [new Field.Choice("second", [.. seconds.Select(person => (person.Key, Named(person)))]) { IsOptional = true }] : Array.Empty<Field>(),
        ];
    }

    private Field.Choice Invited(Concern concern, School school, NamedPerson lead, IReadOnlyList<GroupMember> staff)
    {
        var known = school.People.Where(person => person.EntraId is not null && person.Roles.Except(_notInMeetings).Any()).Select(person => (Id: person.EntraId!, Title: Named(person)));
        var others = staff.Select(member => (Id: member.EntraId, Title: member.Name));

        return new Field.Choice("people", [.. known.Concat(others.OrderBy(one => one.Title, StringComparer.CurrentCulture)).DistinctBy(one => one.Id).Where(one => one.Id != lead.EntraId && !concern.Excluded.Contains(one.Id)).Take(MostInvited)]) { IsMany = true };
    }

    /// <summary>More than this do not fit on a card. Others are added in the calendar.</summary>
    private const int MostInvited = 120;

    private static IEnumerable<ConcernOutcome> Outcomes(Concern concern) => Enum.GetValues<ConcernOutcome>().Where(outcome => concern.Raised.Route == ConcernRoute.Adult
        ? outcome is ConcernOutcome.WithLado or ConcernOutcome.InLowLevelLog or ConcernOutcome.WithPolice or ConcernOutcome.NothingFurther
        : outcome is not (ConcernOutcome.WithLado or ConcernOutcome.InLowLevelLog));

    private IEnumerable<string> Closing(Concern concern) => concern.Closing is { } closing
        ? [words.Say("form.look-again-at-it.what", ("name", closing.Lead.Name), ("outcome", words.Say($"outcome.{closing.Outcome}")))]
        : [];

    /// <summary>The numbers that can be rung at this moment to refer. One that nobody has checked is never among them (design 2, rule 16).</summary>
    private IReadOnlyList<(string Whom, string Phone)> Ring(Concern concern, School school, DateTimeOffset now) => areas.Find(school.Area) is not { } area
        ? [(words.Say("phone.police-advice"), "101")]
        : [
            .. Situations(concern).SelectMany(situation => area.ToRing(situation, School.Local(now).DateTime, holidays)).DistinctBy(service => service.Id).Select(service => (service.Name, service.Phone)),
            (words.Say("phone.police-advice"), "101"),
        ];

    private IReadOnlyList<string> Ways(Concern concern, School school) => areas.Find(school.Area) is not { } area
        ? [words.Say("area.not-held"), words.Say("area.home-council")]
        : [
            .. Situations(concern).Select(area.Route).Where(route => route.Tell is not null).Select(route => words.Say($"area.tell.{route.Situation}", ("who", route.Tell!))),
            words.Say("area.assessment", ("tool", area.Assessment)),
            words.Say("area.home-council"),
        ];

    private static IReadOnlyList<Situation> Situations(Concern concern) => concern.Raised.Route == ConcernRoute.Adult ? [Situation.NotOpenToSocialCare] : [Situation.OpenToSocialCare, Situation.NotOpenToSocialCare, Situation.OutsideSchool];

    private Field.Choice YesNo(string id) => new(id, YesOrNo(id));

    private IReadOnlyList<(string Value, string Title)> YesOrNo(string id) => [("yes", words.Say($"choice.{id}.yes")), ("no", words.Say($"choice.{id}.no"))];

    private static Field.Choice Choice(string id, params IReadOnlyList<(string Value, string Title)> choices) => new(id, choices);

    private static Field.Words Words(string id, int most = 4000) => new(id, most);

    private static Dictionary<string, string> With(string name, string value) => new(StringComparer.Ordinal) { [name] = value };

    private string Named(NamedPerson person) => words.Say("phone.person", ("name", person.Name), ("role", words.Say($"role.{person.MainRole}")));
}
