using CseBot.Concerns;
using CseBot.Practice;
using CseBot.Storage;
using CseBot.Tests.Storage;
using CseBot.Tests.Support;
using Microsoft.AspNetCore.Builder;

namespace CseBot.Tests.Journeys;

/// <summary>Where a lead sees what is open, looks for what was, and reads what belongs together. What lies in the chat says nothing of it.</summary>
public sealed class A_leads_desk
{
    [Fact]
    public async Task Each_list_has_what_is_on_it_and_how_many()
    {
        await using var app = await TestApp.StartAsync();
        var mine = await RaiseAsync(app, "Robin Vale");
        var open = await RaiseAsync(app, "Ash Lowe", Response.Now);
        var closed = await RaiseAsync(app, "Kit Moor");
        await HappensAsync(app, mine, Taken(app.Lead), new FollowUpSet(TestApp.Monday, By(app.Lead), new DateOnly(2026, 11, 23), "Who collects him") { Key = Guid.NewGuid() }, Elsewhere(app.Lead));
        await HappensAsync(app, closed, Taken(app.Deputy), new Closed(TestApp.Monday, By(app.Deputy), ConcernOutcome.NothingFurther, "why", new DateOnly(2026, 11, 30)));

        var overview = await DeskAsync(app.Lead);
        Assert.Contains("Yours and open: 1\nNot acknowledged: 1\nFollow-ups due: 1\nNot yet in the school's system: 2\nSecond looks waiting: 1\nOpen: 2", overview, StringComparison.Ordinal);

        foreach (var (list, there) in new[]
        {
            ("Mine", new[] { mine }), ("Not acknowledged", [open]), ("Follow-ups due", [mine]), ("Not in the school's system", [open, closed]), ("Second looks", [closed]), ("All that is open", [open, mine]),
        })
        {
            await app.Lead.PressesAsync(list);
            Assert.All(new[] { mine, open, closed }, one => Assert.Equal(there.Contains(one), app.Lead.Newest.Contains($"{one}, raised", StringComparison.Ordinal)));
            await app.Lead.PressesAsync("Back to my desk");
        }

        await app.Lead.PressesAsync("Mine");
        Assert.Contains("Robin Vale", app.Lead.Newest, StringComparison.Ordinal);
        Assert.Contains("Follow-up due: 23 Nov", app.Lead.Newest, StringComparison.Ordinal);
        Assert.DoesNotContain("Not yet in the school's system", app.Lead.Newest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_but_numbers_is_ever_posted_and_what_was_pressed_is_not_left_behind()
    {
        await using var app = await TestApp.StartAsync();
        await RaiseAsync(app, "Robin Vale");
        await DeskAsync(app.Lead);
        await app.Lead.PressesAsync("Not acknowledged");
        Assert.Contains("Robin Vale", app.Lead.Newest, StringComparison.Ordinal);

        await app.Lead.PressesAsync("Close");
        Assert.DoesNotContain("Robin Vale", app.Lead.Seen, StringComparison.Ordinal);
        Assert.True(app.Lead.Sees("Open my desk"));
        Assert.DoesNotContain("Robin", app.Lead.Posted, StringComparison.Ordinal);
        Assert.DoesNotContain("SC-", app.Lead.Posted, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_closes_itself_ten_minutes_after_the_last_press()
    {
        await using var app = await TestApp.StartAsync();
        await RaiseAsync(app, "Robin Vale", Response.SameDay);
        await DeskAsync(app.Lead);
        await app.PassAsync(TimeSpan.FromMinutes(6));
        await app.Lead.PressesAsync("Not acknowledged");

        await app.PassAsync(TimeSpan.FromMinutes(9));
        Assert.Contains("Robin Vale", app.Lead.Newest, StringComparison.Ordinal);

        await app.PassAsync(TimeSpan.FromMinutes(1));
        Assert.DoesNotContain("Robin Vale", app.Lead.Seen, StringComparison.Ordinal);
        Assert.True(app.Lead.Sees("Open my desk"));
        await app.PassAsync(TimeSpan.FromMinutes(20));
        Assert.Equal(0, await app.CountAsync(db => db.DeskCards));
    }

    [Fact]
    public async Task It_closes_itself_later_where_Teams_could_not_be_had()
    {
        await using var app = await TestApp.StartAsync();
        await RaiseAsync(app, "Robin Vale");
        await DeskAsync(app.Lead);
        await app.Lead.PressesAsync("Not acknowledged");
        app.Stage.Wire.Fail(request => request.Method == "PUT", 503, times: 1);
        await app.PassAsync(TimeSpan.FromMinutes(10));
        Assert.Contains("Robin Vale", app.Lead.Newest, StringComparison.Ordinal);

        await app.PassAsync(TimeSpan.FromMinutes(2));
        Assert.DoesNotContain("Robin Vale", app.Lead.Seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_concerns_are_turned_over_page_by_page_and_none_is_left_out()
    {
        await using var app = await TestApp.StartAsync();
        List<string> raised = [];

        for (var number = 0; number < 20; number++)
        {
            raised.Add(await RaiseAsync(app, "Robin Vale"));
        }

        await DeskAsync(app.Lead);
        await app.Lead.PressesAsync("Not acknowledged");
        var seen = app.Lead.Newest;
        Assert.False(app.Lead.Sees("Page before"));

        while (app.Lead.Sees("Next page"))
        {
            await app.Lead.PressesAsync("Next page");
            seen += app.Lead.Newest;
            Assert.InRange(app.Lead.Person.Messages[^1].Shown!.ToJsonString().Length, 0, 25 * 1024);
        }

        Assert.All(raised, reference => Assert.Contains(reference, seen, StringComparison.Ordinal));
        await app.Lead.PressesAsync("Page before");
        Assert.Contains("Page 2 of 3", app.Lead.Newest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_is_opened_from_a_list_is_worked_on_there_and_shut_again_leaves_the_closed_desk()
    {
        await using var app = await TestApp.StartAsync();
        var reference = await RaiseAsync(app, "Robin Vale");
        await DeskAsync(app.Lead);
        await app.Lead.PressesAsync("Not acknowledged");
        await app.Lead.PressesAsync("Open");
        Assert.Contains("A silver car", app.Lead.Newest, StringComparison.Ordinal);
        Assert.Single((await app.ConcernAsync(reference)).History.OfType<Opened>());

        await app.Lead.PressesAsync("Acknowledge");
        Assert.True(app.Lead.Sees("Open my desk"));
        Assert.DoesNotContain("Robin Vale", app.Lead.Seen, StringComparison.Ordinal);

        await app.Lead.PressesAsync("Open my desk");
        await app.Lead.PressesAsync("Mine");
        await app.Lead.PressesAsync("Open");
        await app.Lead.PressesAsync("Record a decision");
        await app.Lead.PressesAsync("Early help");
        await app.Lead.PressesAsync("Save", Chat.Filled);
        Assert.Equal(DecisionKind.EarlyHelp, (await app.ConcernAsync(reference)).Decision!.Decision);
        await app.Lead.PressesAsync("Open my desk");
        await app.Lead.PressesAsync("Mine");
        await app.Lead.PressesAsync("Open");
        await app.Lead.PressesAsync("Close");

        Assert.True(app.Lead.Sees("Open my desk"));
        Assert.False(app.Lead.Sees("Record a decision"));
        Assert.DoesNotContain("Robin Vale", app.Lead.Seen, StringComparison.Ordinal);
        Assert.DoesNotContain(reference, app.Lead.Posted, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("reference")]
    [InlineData("Robin Vale")]
    [InlineData("ab12 cde")]
    [InlineData("Mill Road")]
    public async Task What_was_written_is_found_and_that_somebody_looked_is_on_the_schools_chain(string looked)
    {
        await using var app = await TestApp.StartAsync();
        var reference = await RaiseAsync(app, "Robin Vale");
        var other = await RaiseAsync(app, "Ash Lowe", what: "Nothing of the kind", where: "The gym");

        await SearchAsync(app.Lead, looked == "reference" ? reference : looked);

        Assert.Contains($"{reference}, raised", app.Lead.Newest, StringComparison.Ordinal);
        Assert.DoesNotContain(other, app.Lead.Newest, StringComparison.Ordinal);
        Assert.DoesNotContain(reference, app.Lead.Posted, StringComparison.Ordinal);
        Assert.Equal(1, await app.CountAsync(db => db.Events.Where(happened => happened.Reference == "school/rowan-hill")));
        var verified = await app.RunAsync("verify");
        Assert.True(verified.ExitCode == 0, verified.Output + verified.Error);
        Assert.DoesNotContain(looked, verified.Output, StringComparison.OrdinalIgnoreCase);

        await app.Lead.PressesAsync("Open");
        Assert.Contains("A silver car", app.Lead.Newest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_found_that_this_lead_may_not_open_or_that_is_another_schools()
    {
        await using var app = await TestApp.StartAsync();
        var without = await RaiseAsync(app, "Robin Vale");
        await HappensAsync(app, without, new PeopleLeftOut(TestApp.Monday, By(app.Reporter), [app.Lead.Person.EntraId]) { IsWithheld = true });
        await What_leads_look_for.RaiseAsync(app, What_leads_look_for.About("Robin Vale"), school: "elsewhere");

        await SearchAsync(app.Lead, "Robin Vale");
        Assert.Contains("Nothing at the moment.", app.Lead.Newest, StringComparison.Ordinal);
        Assert.Contains("Nothing at the moment.", await DeskAsync(app.Lead), StringComparison.Ordinal);

        await SearchAsync(app.Deputy, "Robin Vale");
        Assert.Contains(without, app.Deputy.Newest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_search_for_nothing_is_asked_again_and_is_no_search()
    {
        await using var app = await TestApp.StartAsync();

        await SearchAsync(app.Lead, " ");

        Assert.Contains("What are you looking for?", app.Lead.Newest, StringComparison.Ordinal);
        Assert.Equal(0, await app.CountAsync(db => db.SchoolChains));
    }

    [Fact]
    public async Task Where_something_was_seen_before_it_says_so_and_links_the_two_and_their_history_is_read_together()
    {
        await using var app = await TestApp.StartAsync();
        var before = await RaiseAsync(app, "Robin Vale", what: "A silver car, AB12 CDE, in March");
        var now = await app.Reporter.SendsAConcernAsync(who: "Robin Vale");
        await app.Lead.PressesAsync("Open");
        Assert.Contains($"{before} has the same child's name in it too. That may be chance.", app.Lead.Newest, StringComparison.Ordinal);
        Assert.DoesNotContain(before, app.Lead.Posted, StringComparison.Ordinal);

        await app.Lead.PressesAsync("Same child: link them");
        await app.SettleAsync();
        Assert.Equal([before], (await app.ConcernAsync(now)).Linked);
        Assert.Equal([now], (await app.ConcernAsync(before)).Linked);

        await app.Lead.PressesAsync("Open");
        Assert.DoesNotContain("Seen before", app.Lead.Newest, StringComparison.Ordinal);
        await app.Lead.PressesAsync("More");
        await app.Lead.PressesAsync("Chronology");
        Assert.Contains("A silver car, AB12 CDE, in March", app.Lead.Newest, StringComparison.Ordinal);
        Assert.Contains("A different car every Friday", app.Lead.Newest, StringComparison.Ordinal);
        Assert.True((await app.RunAsync("verify")).ExitCode == 0);
    }

    [Fact]
    public async Task A_hint_is_never_of_a_concern_that_this_lead_may_not_open_nor_can_it_be_linked()
    {
        await using var app = await TestApp.StartAsync();
        var before = await RaiseAsync(app, "Robin Vale");
        await HappensAsync(app, before, new PeopleLeftOut(TestApp.Monday, By(app.Reporter), [app.Lead.Person.EntraId]) { IsWithheld = true });
        var now = await app.Reporter.SendsAConcernAsync(who: "Robin Vale");
        await app.Deputy.PressesAsync("Open");
        var (_, link) = app.Deputy.Find("Same child: link them");

        await app.Lead.PressesAsync("Open");
        Assert.DoesNotContain("Seen before", app.Lead.Newest, StringComparison.Ordinal);
        Assert.DoesNotContain(before, app.Lead.Newest, StringComparison.Ordinal);
        await app.Lead.PressAsync(app.Lead.Person.Messages[^1], link);
        Assert.Empty((await app.ConcernAsync(now)).Linked);

        await app.Deputy.PressesAsync("Same child: link them");
        await app.Lead.PressesAsync("More");
        await app.Lead.PressesAsync("Chronology");
        Assert.DoesNotContain("A silver car", app.Lead.Newest, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("my desk")]
    [InlineData("search")]
    [InlineData("drill")]
    [InlineData("I'm out")]
    public async Task Somebody_who_is_no_lead_is_told_so_and_a_leads_button_opens_nothing_to_them(string typed)
    {
        await using var app = await TestApp.StartAsync();
        await RaiseAsync(app, "Robin Vale");
        await app.Reporter.SaysAsync(typed);
        Assert.Contains("That is for the school's safeguarding leads.", app.Reporter.Newest, StringComparison.Ordinal);
        await DeskAsync(app.Lead);

        foreach (var title in new[] { "Not acknowledged", "Search", "Close" })
        {
            var (_, action) = app.Lead.Find(title);
            var answer = (await app.Reporter.PressAsync(app.Reporter.Person.Messages[^1], action)).ToJsonString();
            Assert.DoesNotContain("Robin", answer, StringComparison.Ordinal);
            Assert.DoesNotContain("look-for", answer, StringComparison.Ordinal);
            Assert.DoesNotContain("Open my desk", answer, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_lead_of_two_schools_has_both_on_one_desk_and_never_one_in_the_others_list()
    {
        await using var app = await TestApp.StartAsync(configure: WithHazelBank);
        var here = await RaiseAsync(app, "Robin Vale");
        var there = await What_leads_look_for.RaiseAsync(app, What_leads_look_for.About("Robin Vale", "A red van"), school: "hazel-bank");

        var overview = await DeskAsync(app.Lead);
        Assert.Contains("Rowan Hill School", overview, StringComparison.Ordinal);
        Assert.Contains("Hazel Bank School", overview, StringComparison.Ordinal);
        await app.Lead.PressesAsync("All that is open");
        Assert.Equal((true, false), (app.Lead.Newest.Contains(here, StringComparison.Ordinal), app.Lead.Newest.Contains(there, StringComparison.Ordinal)));

        await SearchAsync(app.Lead, "Robin Vale", "hazel-bank");
        Assert.Equal((false, true), (app.Lead.Newest.Contains(here, StringComparison.Ordinal), app.Lead.Newest.Contains(there, StringComparison.Ordinal)));
        Assert.Equal(1, await app.CountAsync(db => db.SchoolChains.Where(chain => chain.Reference == "school/hazel-bank")));
        await app.Lead.PressesAsync("Open");
        Assert.Contains("A red van", app.Lead.Newest, StringComparison.Ordinal);

        Assert.DoesNotContain("Hazel Bank", await DeskAsync(app.Deputy), StringComparison.Ordinal);
        await SearchAsync(app.Deputy, "Robin Vale", "hazel-bank");
        Assert.DoesNotContain(there, app.Deputy.Newest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lead_who_has_left_the_leads_group_has_no_desk_any_more_and_what_was_open_closes()
    {
        await using var app = await TestApp.StartAsync(configure: builder => builder.Configuration["Schools:0:LeadsGroupId"] = MadeUpSchool.LeadsGroupId);
        await RaiseAsync(app, "Robin Vale");
        await DeskAsync(app.Deputy);
        await app.Deputy.PressesAsync("Not acknowledged");
        MadeUpTrust.PutInGroup(app.Stage, MadeUpSchool.LeadsGroupId, "lead");
        app.Stage.Clock.Advance(TimeSpan.FromMinutes(6));

        Assert.Contains("This is not open to you.", (await app.Deputy.PressesAsync("Back to my desk")).ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("This is not open to you.", (await app.Deputy.PressesAsync("Open")).ToJsonString(), StringComparison.Ordinal);
        await app.PassAsync(TimeSpan.FromMinutes(10));
        Assert.DoesNotContain("Robin Vale", app.Deputy.Seen, StringComparison.Ordinal);
        Assert.False(app.Deputy.Sees("Open my desk"));
        await app.Deputy.SaysAsync("my desk");
        Assert.Contains("That is for the school's safeguarding leads.", app.Deputy.Newest, StringComparison.Ordinal);
    }

    private static async Task<string> DeskAsync(Chat lead)
    {
        await lead.SaysAsync("my desk");
        await lead.PressesAsync("Open my desk");

        return lead.Newest;
    }

    private static async Task SearchAsync(Chat lead, string looked, string? school = null)
    {
        await lead.SaysAsync("search");
        await lead.PressesAsync("Search");
        await lead.PressesAsync("Search", [("look-for", looked), .. school is null ? Array.Empty<(string, string)>() : [("school", school)]]);
    }

    /// <summary>A concern that was raised without anybody being told, so that the chats are empty.</summary>
    private static Task<string> RaiseAsync(TestApp app, string child, Response response = Response.Today, string what = "A silver car, AB12 CDE, at the gate", string where = "Mill Road") =>
        What_leads_look_for.RaiseAsync(app, What_leads_look_for.About(child, what, where), response: response, isTold: false);

    private static Task<Concern> HappensAsync(TestApp app, string reference, params ConcernEvent[] events) => app.Get<Ledgers>().DoAsync(
        async ledger => await ledger.WriteAsync((await ledger.ConcernAsync(reference, CancellationToken.None))!, Decision.Accepted(events), CancellationToken.None), CancellationToken.None);

    private static Actor By(Chat person) => new(person.Person.EntraId, person.Person.Name, Role.Lead);

    private static Acknowledged Taken(Chat person) => new(TestApp.Monday, By(person), null);

    private static RecordedElsewhere Elsewhere(Chat person) => new(TestApp.Monday, By(person), "CPOMS", "4711");

    /// <summary>A second school whose only lead is the first one's, too.</summary>
    private static void WithHazelBank(WebApplicationBuilder builder)
    {
        foreach (var (key, value) in new[]
        {
            ("Id", "hazel-bank"), ("Name", "Hazel Bank School"), ("Area", "practice-shire"), ("Phone", "01632 960200"), ("StaffGroupId", MadeUpSchool.StaffGroupId),
            ("Record:SiteId", MadeUpSchool.SiteId), ("Record:ListId", MadeUpTrust.HazelListId),
            ("People:0:Id", "5f3c1d7e-0000-4000-8000-000000000002"), ("People:0:Name", "Lee Ward"), ("People:0:Roles:0", "Lead"), ("People:0:Phone", "01632 960202"),
            ("People:1:Id", "5f3c1d7e-0000-4000-8000-000000000005"), ("People:1:Name", "Hari Stone"), ("People:1:Roles:0", "Headteacher"), ("People:1:Phone", "01632 960205"),
        })
        {
            builder.Configuration[$"Schools:1:{key}"] = value;
        }
    }
}
