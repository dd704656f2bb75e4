using System.Text.Json.Nodes;
using CseBot.Concerns;
using CseBot.Conversations;
using CseBot.Dialogs;
using CseBot.Outbox;
using CseBot.Storage;
using CseBot.Teams;

namespace CseBot.Desk;

/// <summary>What somebody can press at their desk: lists, a search, a drill, being out. Every press is authorised anew, and shows what they may open and nothing else.</summary>
internal sealed class DeskActions(Ledgers ledgers, DeskCards cards, FormCards forms, IDirectory directory, Wording words, TimeProvider clock) : IDeskDoor
{
    /// <summary>As many as anybody looks through.</summary>
    private const int Most = 200;
    private const int MostFound = 20;
    private const int AtOnce = 8;

    private static readonly TimeSpan _betweenDrills = TimeSpan.FromMinutes(10);

    public static IReadOnlyList<string> Verbs { get; } = ["desk", "desk-list", "desk-shut", "search", "save-search", "out", "save-out", "back-in", "drill", "drill-results"];

    public static bool Has(string verb) => Verbs.Contains(verb, StringComparer.Ordinal);

    public async ValueTask<OutgoingActivity> AnswerAsync(string command, Actor person, CancellationToken cancellationToken)
    {
        var named = await SchoolsAsync(person.EntraId, cancellationToken);

        return named.Any(school => MayUse(command, school, school.Find(person.EntraId)!)) ? cards.Post(cards.Door(named, person.EntraId)) : new OutgoingActivity { Text = words.Say("desk.not-yours") };
    }

    public Task<InvokeAnswer> PressAsync(Activity activity, string verb, PressData data, CancellationToken cancellationToken) => ledgers.DoAsync(
        async ledger =>
        {
            var entraId = activity.From.AadObjectId?.ToLowerInvariant() ?? string.Empty;
            var schools = await SchoolsAsync(entraId, cancellationToken);
            var press = new Press(ledger, schools, entraId, data, clock.GetUtcNow());
            var shown = await ShowAsync(press, verb, cancellationToken);

            if (shown.Card is not null)
            {
                await RememberAsync(ledger, activity, verb, cancellationToken);
            }

            return shown.Card is { } card ? InvokeAnswer.Card(card) : InvokeAnswer.Message(shown.Line ?? words.Say("not-available"));
        },
        cancellationToken);

    /// <summary>Everything of somebody's that waits, by school and route.</summary>
    public static async Task<IReadOnlyList<DeskPile>> PilesAsync(Ledger ledger, IReadOnlyList<School> schools, string entraId, DateOnly today, CancellationToken cancellationToken)
    {
        List<DeskPile> piles = [];

        foreach (var school in schools)
        {
            var person = school.Find(entraId)!;

            foreach (var route in DeskAccess.Routes(school, person))
            {
                List<(DeskList, int)> counts = [];

                foreach (var list in Enum.GetValues<DeskList>())
                {
                    counts.Add((list, (await ListAsync(ledger, school, person, route, list, today, cancellationToken)).Count));
                }

                piles.Add(new DeskPile(school, route, counts));
            }
        }

        return piles;
    }

    /// <summary>When the last drill of a school was held, where that is too short a while before something was asked for.</summary>
    public static async Task<DateTimeOffset?> JustHeldAsync(Ledger ledger, School school, DateTimeOffset asked, CancellationToken cancellationToken) =>
        await ledger.LastDrillAsync([school.Id], cancellationToken) is { } last
        && await ledger.DrillAsync(last, [school.Id], cancellationToken) is [var row, ..]
        && asked - row.SentAt < _betweenDrills
            ? row.SentAt
            : null;

    /// <summary>Who may use which of the desk's commands at a school.</summary>
    private static bool MayUse(string command, School school, NamedPerson person) => command switch
    {
        "figures" => FiguresAccess.MaySee(school, person),
        "search" or "drill" or "out" => person.IsLead,
        _ => DeskAccess.Routes(school, person).Count > 0,
    };

    private async Task<Shown> ShowAsync(Press press, string verb, CancellationToken cancellationToken)
    {
        var today = School.Day(press.Now);

        switch (verb)
        {
            case "desk" when press.Schools.Any(school => MayUse(verb, school, press.Person(school))):
                return cards.Overview(await PilesAsync(press.Ledger, press.Schools, press.EntraId, today, cancellationToken), press.Data.Page);

            case "desk-list" when press.School is { } school
                && Enum.GetNames<ConcernRoute>().Contains(press.Data["route"], StringComparer.Ordinal)
                && Enum.GetNames<DeskList>().Contains(press.Data["list"], StringComparer.Ordinal)
                && Enum.Parse<ConcernRoute>(press.Data["route"]!) is var route
                && DeskAccess.Routes(school, press.Person(school)).Contains(route):
                var list = Enum.Parse<DeskList>(press.Data["list"]!);
                return await ListedAsync(
                    press,
                    school,
                    words.Say($"desk.list.{list}"),
                    await ListAsync(press.Ledger, school, press.Person(school), route, list, today, cancellationToken),
                    verb,
                    new JsonObject { ["school"] = school.Id, ["route"] = $"{route}", ["list"] = $"{list}" },
                    cancellationToken);

            case "desk-shut":
                return cards.Door(press.Schools, press.EntraId);

            case "search" or "save-search" when press.Leads.Count > 0:
                return await SearchAsync(press, verb == "save-search", cancellationToken);

            case "out" or "save-out" when press.Leads.Count > 0:
                return await OutAsync(press, verb == "save-out", cancellationToken);

            case "back-in" when press.Leads.Count > 0:
                foreach (var school in press.Leads)
                {
                    await press.Ledger.EndAbsenceAsync(school.Id, press.Person(school).Key, cancellationToken);
                }

                return cards.Line(words.Say("out.back"));

            case "drill" when press.School is { } school && press.Person(school).IsLead:
                return await HoldDrillAsync(press, school, cancellationToken);

            case "drill-results" when press.School is { } school && press.Person(school).IsLead:
                return await press.Ledger.LastDrillAsync([school.Id], cancellationToken) is { } drill && await press.Ledger.DrillAsync(drill, [school.Id], cancellationToken) is { Count: > 0 } rows
                    ? cards.Drill(school, rows)
                    : cards.DrillBegun(school);

            default:
                return words.Say("not-available");
        }
    }

    /// <summary>The references on a list that somebody may open. Only what leaves somebody out has to be read for that; and of second looks, who closed it.</summary>
    private static async Task<IReadOnlyList<string>> ListAsync(Ledger ledger, School school, NamedPerson person, ConcernRoute route, DeskList list, DateOnly today, CancellationToken cancellationToken)
    {
        var references = (await ledger.DeskAsync(school.Id, route, list, person.EntraId!, today, 0, Most, cancellationToken)).References;
        var withheld = await ledger.WithheldAsync(school.Id, route, cancellationToken);
        List<string> theirs = [];

        foreach (var reference in references)
        {
            var isToBeRead = route == ConcernRoute.Adult || list == DeskList.SecondLooks || withheld.Contains(reference);

            if (!isToBeRead
                || (await ledger.ConcernAsync(reference, cancellationToken) is { } concern
                    && ConcernAccess.MayOpen(concern, school, person)
                    && (list != DeskList.SecondLooks || concern.Closing?.Lead.EntraId != person.EntraId)))
            {
                theirs.Add(reference);
            }
        }

        return theirs;
    }

    /// <summary>Those of some concerns that somebody may open. What they may not is not counted either.</summary>
    private static async Task<IReadOnlyList<Concern>> TheirsAsync(Ledger ledger, IEnumerable<string> references, School school, NamedPerson person, CancellationToken cancellationToken)
    {
        List<Concern> theirs = [];

        foreach (var reference in references)
        {
            if (await ledger.ConcernAsync(reference, cancellationToken) is { } concern && ConcernAccess.MayOpen(concern, school, person))
            {
                theirs.Add(concern);
            }
        }

        return theirs;
    }

    private async Task<Shown> SearchAsync(Press press, bool isSent, CancellationToken cancellationToken)
    {
        var form = new Form(
            "search",
            "form.search",
            [
                new Field.Words("look-for", 100),
                .. press.Leads.Count > 1 ? [new Field.Choice("school", [.. press.Leads.Select(school => (school.Id, school.Name))]) { Value = press.Leads[0].Id }] : Array.Empty<Field>(),
            ])
        { Back = "desk-shut", Save = "action.search" };
        var filled = isSent ? Filled.Read(form, press.Data) : null;

        if (filled is not { Faults.Count: 0 })
        {
            return forms.Show(form, reference: null, words.Say("summary.bot"), filled);
        }

        var school = press.Leads.FirstOrDefault(one => one.Id == press.Data["school"]) ?? press.Leads[0];
        var person = press.Person(school);
        var found = await TheirsAsync(press.Ledger, await press.Ledger.SearchAsync(school.Id, filled["look-for"], MostFound, cancellationToken), school, person, cancellationToken);
        var searched = new Searched(press.Now, new Actor(person.EntraId!, person.Name, person.MainRole), filled["look-for"], [.. found.Select(concern => concern.Reference)]);
        await press.Ledger.WriteSearchedAsync(school.Id, searched, cancellationToken);

        return await ListedAsync(
            press,
            school,
            words.Say("search.found"),
            searched.Found,
            "save-search",
            new JsonObject { ["look-for"] = filled["look-for"], ["school"] = school.Id },
            cancellationToken);
    }

    /// <summary>One page of some concerns: as many as are read at once.</summary>
    private async Task<Shown> ListedAsync(Press press, School school, string heading, IReadOnlyList<string> references, string verb, JsonObject data, CancellationToken cancellationToken)
    {
        var pages = Math.Max(1, (references.Count + AtOnce - 1) / AtOnce);
        var number = Math.Clamp(press.Data.Page, 1, pages);
        var shown = await TheirsAsync(press.Ledger, references.Skip((number - 1) * AtOnce).Take(AtOnce), school, press.Person(school), cancellationToken);

        return cards.List(heading, shown, school, School.Day(press.Now), (number, pages), verb, data);
    }

    private async Task<Shown> OutAsync(Press press, bool isSent, CancellationToken cancellationToken)
    {
        var colleagues = press.Leads
            .SelectMany(school => school.People.Where(person => person.EntraId is not null && person.EntraId != press.EntraId && (person.IsLead || person.Roles.Intersect(school.Ladders.Today.Roles.Append(Role.Cover)).Any())))
            .DistinctBy(person => person.Key);
        var form = new Form(
            "out",
            "form.out",
            new Field.Day("out-until"),
            new Field.Choice("covered-by", [.. colleagues.Select(person => (person.Key, words.Say("phone.person", ("name", person.Name), ("role", words.Say($"role.{person.MainRole}")))))]) { IsOptional = true })
        { Back = "desk-shut" };
        var filled = isSent ? Filled.Read(form, press.Data) : null;

        if (filled is { Faults.Count: 0 } && filled.Day("out-until") <= School.Day(press.Now))
        {
            filled = filled.But("out-until");
        }

        if (filled is not { Faults.Count: 0 })
        {
            return forms.Show(form, reference: null, words.Say("summary.bot"), filled);
        }

        foreach (var school in press.Leads)
        {
            var until = School.At(filled.Day("out-until")!.Value, school.Calendar.Opens);
            var absence = new Absence(press.Person(school).Key, press.Now, until, filled.Has("covered-by") && school.Named(filled["covered-by"]) is not null ? filled["covered-by"] : null);
            await press.Ledger.SetAbsenceAsync(school.Id, absence, cancellationToken);
            var then = school with { Absences = [.. school.Absences.Where(one => one.Person != absence.Person), absence] };

            foreach (var person in WhoHasToKnow(school, then, press.Now))
            {
                press.Ledger.Add(OutboxKinds.Tell(person, school.Id, OutboxKinds.NobodyCovers, press.Now));
            }
        }

        return cards.Line(words.Say(filled.Has("covered-by") ? "out.covered" : "out.not-covered", ("day", School.DayAndTime(School.At(filled.Day("out-until")!.Value, press.Leads[0].Calendar.Opens)))));
    }

    /// <summary>Senior leaders and the trust lead, from the moment on from which no lead is in and nobody who is in covers for any of them (design 6).</summary>
    private static IEnumerable<string> WhoHasToKnow(School before, School then, DateTimeOffset now) => then.AllLeadsAreOut([], now) && !before.AllLeadsAreOut([], now)
        ? then.People.Where(person => person.EntraId is not null && person.Roles.Any(role => role is Role.SeniorLeader or Role.TrustLead)).Select(person => person.Key)
        : [];

    private async Task<Shown> HoldDrillAsync(Press press, School school, CancellationToken cancellationToken)
    {
        if (await JustHeldAsync(press.Ledger, school, press.Now, cancellationToken) is { } at)
        {
            return words.Say("drill.just-held", ("time", School.Time(at)));
        }

        press.Ledger.Add(OutboxKinds.HoldDrillAt(school.Id, press.Now));

        return cards.DrillBegun(school);
    }

    private async Task<IReadOnlyList<School>> SchoolsAsync(string entraId, CancellationToken cancellationToken)
    {
        List<School> named = [];

        foreach (var configured in directory.Configured)
        {
            if (await directory.SchoolAsync(configured.Id, cancellationToken) is var school && school.Find(entraId) is not null)
            {
                named.Add(school);
            }
        }

        return named;
    }

    /// <summary>Remembers that a card shows more than a door, so that it does not go on doing so.</summary>
    private async Task RememberAsync(Ledger ledger, Activity activity, string verb, CancellationToken cancellationToken)
    {
        if (activity.ReplyToId is { } pressed)
        {
            await OpenDesk.RememberAsync(ledger, activity, pressed, verb == "desk-shut" ? null : clock.GetUtcNow() + ConcernActions.ReadingTime, cancellationToken);
        }
    }

    private sealed record Press(Ledger Ledger, IReadOnlyList<School> Schools, string EntraId, PressData Data, DateTimeOffset Now)
    {
        /// <summary>The school that was pressed, if they are one of its people.</summary>
        public School? School => Schools.FirstOrDefault(school => school.Id == Data["school"]);

        /// <summary>The schools whose lead they are.</summary>
        public IReadOnlyList<School> Leads => [.. Schools.Where(school => Person(school).IsLead)];

        public NamedPerson Person(School school) => school.Find(EntraId)!;
    }

    private readonly record struct Shown(JsonObject? Card, string? Line)
    {
        public static implicit operator Shown(JsonObject card) => new(card, null);

        public static implicit operator Shown(string line) => new(null, line);
    }
}
