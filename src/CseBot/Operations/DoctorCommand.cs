using System.Runtime.CompilerServices;

namespace CseBot.Operations;

/// <summary>Looks at everything a deployment needs and says what is weak or wrong, and what to do. It changes nothing, and nothing listens.</summary>
/// <param name="build">Puts the program's parts together.</param>
internal sealed class DoctorCommand(Func<WebApplication> build, TextWriter output)
{
    public async Task<int> RunAsync(bool asJson, CancellationToken cancellationToken)
    {
        WebApplication app;

        try
        {
            app = build();
        }
        catch (ConfigurationFault wrong)
        {
            return await CheckReport.WriteAsync(wrong.Faults.Select(fault => Check.Wrong("configuration", fault)).ToAsyncEnumerable(), output, asJson);
        }

        await using (app)
        {
            return await CheckReport.WriteAsync(RunAsync(app.Services, cancellationToken), output, asJson);
        }
    }

    private static async IAsyncEnumerable<Check> RunAsync(IServiceProvider parts, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return Check.Ok("configuration", "Every setting can be read.");

        (string What, Func<CancellationToken, IAsyncEnumerable<Check>> Look)[] looks =
        [
            ("setup", parts.GetRequiredService<SetupChecks>().RunAsync),
            ("database", parts.GetRequiredService<DatabaseChecks>().RunAsync),
            ("Teams and Graph", parts.GetRequiredService<FarSideChecks>().RunAsync),
            ("people", parts.GetRequiredService<PeopleChecks>().RunAsync),
            ("guidance", parts.GetRequiredService<GuidanceChecks>().RunAsync),
            ("groups", parts.GetRequiredService<GroupChecks>().RunAsync),
            ("record", parts.GetRequiredService<RecordChecks>().InspectAsync),
        ];

        foreach (var (what, look) in looks)
        {
            await using var checks = look(cancellationToken).GetAsyncEnumerator(cancellationToken);

            while (await NextAsync(what, checks, cancellationToken) is { } next)
            {
                yield return next.Check;

                if (next.IsLast)
                {
                    break;
                }
            }
        }
    }

    /// <summary>The next of some checks. One that fails itself must not stop the others.</summary>
    private static async Task<(Check Check, bool IsLast)?> NextAsync(string what, IAsyncEnumerator<Check> checks, CancellationToken cancellationToken)
    {
        try
        {
            return await checks.MoveNextAsync() ? (checks.Current, IsLast: false) : null;
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            return (Check.Wrong(what, "This could not be looked at to its end. Mend what else is wrong and run this again; if it stays so, tell whoever maintains this program."), IsLast: true);
        }
    }
}
