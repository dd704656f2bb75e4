using CseBot.Concerns;
using CseBot.Practice.Emulators;
using CseBot.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace CseBot.Tests.Graph;

/// <summary>Somebody who cannot be reached in Teams is sent a mail that says nothing but that, once.</summary>
public sealed class A_mail_is_sent
{
    [Fact]
    public async Task Once_to_whoever_could_not_be_reached_with_the_reference_and_the_schools_number_and_nothing_else()
    {
        await using var app = await StartAsync();
        var reference = await app.Reporter.SendsAConcernAsync(who: "Robin Vale", what: "heliotrope", words: "marzipan");
        await app.PassAsync(TimeSpan.FromMinutes(16));

        var mail = Assert.Single(app.Stage.Graph.Mailboxes.Mails);
        Assert.Equal(("lead@rowanhill.example", false), (Assert.Single(mail.To), mail.IsKept));
        Assert.Contains(reference, mail.Subject, StringComparison.Ordinal);
        Assert.Contains("01632 960100", mail.Body, StringComparison.Ordinal);
        Assert.All(new[] { "Robin", "heliotrope", "marzipan", "Rae", "Lee", "exploitation" }, word => Assert.DoesNotContain(word, mail.Subject + mail.Body, StringComparison.Ordinal));
        Assert.True(Assert.Single(await MailedAsync(app, reference)).IsCertain);
    }

    [Fact]
    public async Task Never_where_no_mailbox_is_set_to_send_from()
    {
        await using var app = await TestApp.StartAsync();
        app.Lead.Person.IsReachable = false;
        await app.Reporter.SendsAConcernAsync();

        Assert.DoesNotContain(app.Stage.Wire.Calls, call => call.Path.EndsWith("/sendMail", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Never_to_somebody_without_a_mailbox()
    {
        await using var app = await StartAsync();
        app.Stage.Graph.People.WithoutMail[app.Lead.Person.EntraId] = true;
        await app.Reporter.SendsAConcernAsync();

        Assert.Empty(app.Stage.Graph.Mailboxes.Mails);
    }

    [Theory]
    [InlineData("401")]
    [InlineData("403")]
    [InlineData("404")]
    [InlineData("429")]
    [InlineData("429, wait")]
    [InlineData("503")]
    public async Task Later_where_Graph_has_refused_it(string answer)
    {
        await using var app = await StartAsync();
        GraphAnswers.Begin(app, new Operator(app), answer, IsMail, times: 1);
        var reference = await app.Reporter.SendsAConcernAsync();
        Assert.Empty(app.Stage.Graph.Mailboxes.Mails);

        await app.PassAsync(TimeSpan.FromMinutes(2));
        Assert.Single(app.Stage.Graph.Mailboxes.Mails);
        Assert.True(Assert.Single(await MailedAsync(app, reference)).IsCertain);
    }

    [Theory]
    [InlineData("500", true)]
    [InlineData("502", true)]
    [InlineData("504", true)]
    [InlineData("504", false)]
    [InlineData("slow", true)]
    [InlineData("cut", true)]
    public async Task Never_again_where_nobody_can_say_whether_it_was(string answer, bool wasSent)
    {
        await using var app = await StartAsync();
        GraphAnswers.Begin(app, new Operator(app), answer, IsMail, times: 1, afterwards: wasSent);
        var reference = await app.Reporter.SendsAConcernAsync();
        await app.PassAsync(TimeSpan.FromMinutes(2));
        await app.PassAsync(TimeSpan.FromMinutes(16));

        Assert.Equal(wasSent ? 1 : 0, app.Stage.Graph.Mailboxes.Mails.Count);
        Assert.False(Assert.Single(await MailedAsync(app, reference)).IsCertain);
    }

    [Fact]
    public async Task Never_again_where_the_program_stopped_in_between()
    {
        await using var app = await StartAsync();
        var held = app.Stage.Wire.Hold(IsMail);
        var sending = app.Reporter.SendsAConcernAsync();
        await held.Reached;
        await app.Stage.KillBotAsync();
        held.Drop();
        await Assert.ThrowsAnyAsync<Exception>(() => sending);
        await app.Stage.StartBotAsync();
        await app.PassAsync(TimeSpan.FromMinutes(3));
        await app.PassAsync(TimeSpan.FromMinutes(3));

        Assert.Empty(app.Stage.Graph.Mailboxes.Mails);
        Assert.False(Assert.Single(await MailedAsync(app, app.OnlyReference)).IsCertain);
    }

    private static async Task<TestApp> StartAsync()
    {
        var app = await TestApp.StartAsync(configure: builder => builder.Configuration["Graph:MailSender"] = EmulatedMailboxes.Sender);
        app.Lead.Person.IsReachable = false;

        return app;
    }

    private static async Task<IReadOnlyList<LeadMailed>> MailedAsync(TestApp app, string reference) => [.. (await app.ConcernAsync(reference)).History.OfType<LeadMailed>()];

    private static bool IsMail(HttpRequest request) => request.Path.Value!.EndsWith("/sendMail", StringComparison.Ordinal);
}
