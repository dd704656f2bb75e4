namespace CseBot.Operations;

/// <summary>Makes or checks the SharePoint lists and libraries of every school, and proves each list with a probe. Nothing listens.</summary>
/// <param name="build">Puts the program's parts together, whether or not its lists are configured yet.</param>
internal sealed class ProvisionCommand(Func<WebApplication> build, TextWriter output)
{
    /// <exception cref="ConfigurationFault">The configuration is wrong in something else than the lists.</exception>
    public async Task<int> RunAsync(bool asJson, CancellationToken cancellationToken)
    {
        await using var app = build();

        return await CheckReport.WriteAsync(app.Services.GetRequiredService<RecordChecks>().ProvisionAsync(cancellationToken), output, asJson);
    }
}
