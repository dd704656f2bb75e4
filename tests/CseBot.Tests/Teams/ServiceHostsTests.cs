using CseBot.Teams;

namespace CseBot.Tests.Teams;

public sealed class ServiceHostsTests
{
    [Theory]
    [InlineData("https://smba.trafficmanager.net/teams/")]
    [InlineData("https://SMBA.trafficmanager.net:443/emea/5f3c1d7e/")]
    [InlineData("https://smba.infra.gcc.teams.microsoft.com/teams")]
    [InlineData("https://smba.infra.gov.teams.microsoft.us/teams/")]
    [InlineData("https://smba.infra.dod.teams.microsoft.us/teams/")]
    [InlineData("https://smba.rowanhill.example/teams/")]
    public void Outside_Development_Teams_and_what_is_configured_may_be_called(string address) => Assert.True(Hosts(development: false).Allow(address));

    [Theory]
    [InlineData("http://localhost/teams/")]
    [InlineData("https://localhost/teams/")]
    [InlineData("http://127.0.0.1:3978/teams/")]
    [InlineData("https://127.1/teams/")]
    [InlineData("https://2130706433/teams/")]
    [InlineData("https://[::1]/teams/")]
    [InlineData("https://[::ffff:127.0.0.1]/teams/")]
    [InlineData("http://smba.rowanhill.example/teams/")]
    [InlineData("https://smba.rowanhill.example.evil.example/teams/")]
    [InlineData("file:///etc/passwd")]
    public void And_nothing_else_not_even_this_machine(string address) => Assert.False(Hosts(development: false).Allow(address));

    [Fact]
    public void In_Development_this_machine_may_be_called_over_http() => Assert.True(Hosts(development: true).Allow("http://127.0.0.1:3978/teams/"));

    private static ServiceHosts Hosts(bool development)
    {
        var bot = new BotOptions();
        bot.ServiceHosts.Add("smba.rowanhill.example");

        return new ServiceHosts(bot, development);
    }
}
