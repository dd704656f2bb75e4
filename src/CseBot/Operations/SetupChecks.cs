using System.Globalization;
using CseBot.Teams;
using Microsoft.Extensions.Configuration.Json;

namespace CseBot.Operations;

/// <summary>Looks at the machine's side of a deployment: environment, addresses, files and certificate.</summary>
internal sealed class SetupChecks(Settings settings, IConfiguration configuration, IHostEnvironment environment, TimeProvider clock)
{
    private static readonly TimeSpan _soon = TimeSpan.FromDays(60);

    public async IAsyncEnumerable<Check> RunAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        cancellationToken.ThrowIfCancellationRequested();

        yield return environment.IsDevelopment()
            ? Check.Weak("environment", "This is Development, where checks on addresses and tokens can be turned off. Take ASPNETCORE_ENVIRONMENT out before a school relies on it.")
            : Check.Ok("environment", $"{environment.EnvironmentName}.");

        yield return Listening.IsInTheClearBeyondLoopback(configuration)
            ? Check.Weak("listening", "It listens on http beyond this machine. Let it listen on https or on localhost only, behind something that speaks https.")
            : Check.Ok("listening", "Nothing that staff write crosses a network in the clear.");

        yield return Secret();
        yield return RingCertificate();

        if (settings.Bot is { Credential: BotCredential.Certificate, CertificatePath: { } path } && IsReadByOthers(path))
        {
            yield return Check.Weak("bot certificate", "Others on this machine can read the file of Bot:CertificatePath. Let only the program's own account read it (chmod 600).");
        }
    }

    private Check Secret()
    {
        var files = (configuration as IConfigurationRoot)?.Providers.OfType<JsonConfigurationProvider>()
            .Where(provider => provider.TryGet("Bot:ClientSecret", out var secret) && !string.IsNullOrEmpty(secret))
            .Select(provider => provider.Source.FileProvider?.GetFileInfo(provider.Source.Path ?? string.Empty).PhysicalPath)
            .OfType<string>()
            .Where(IsReadByOthers)
            .Select(Path.GetFileName)
            .ToArray() ?? [];

        return files.Length > 0
            ? Check.Weak("secret", $"Bot:ClientSecret is in {string.Join(", ", files)}, which others on this machine can read. Let only the program's own account read it (chmod 600), and renew the secret.")
            : Check.Ok("secret", "No secret is in a settings file that others on this machine can read.");
    }

    private Check RingCertificate()
    {
        const string What = "key certificate";

        if (settings.RingCertificate is not { } certificate)
        {
            return Check.Weak(What, "There is none, so whoever has the database can read it. Name one in DataProtection:Certificate.");
        }

        var until = certificate.NotAfter.ToUniversalTime().ToString("d MMMM yyyy", CultureInfo.GetCultureInfo("en-GB"));
        var left = certificate.NotAfter.ToUniversalTime() - clock.GetUtcNow().UtcDateTime;

        return left switch
        {
            _ when IsReadByOthers(configuration["DataProtection:Certificate"]!) => Check.Weak(What, "Others on this machine can read its file. Let only the program's own account read it (chmod 600)."),
            _ when left < TimeSpan.Zero => Check.Weak(What, $"It expired on {until}. What it protects can still be read with it: keep it, and plan how to replace it."),
            _ when left < _soon => Check.Weak(What, $"It expires on {until}. Plan how to replace it; keep this one, or what it protects cannot be read any more."),
            _ => Check.Ok(What, $"It has its private key and expires on {until}."),
        };
    }

    private static bool IsReadByOthers(string path) =>
        !OperatingSystem.IsWindows() && File.Exists(path) && File.GetUnixFileMode(path).HasFlag(UnixFileMode.OtherRead);
}
