using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CseBot.Operations;

/// <summary>Builds the Teams app package. Needs no configuration; what is not configured stays a placeholder, and that is said.</summary>
internal sealed class PackageCommand(IConfiguration configuration, TextWriter output, TextWriter error)
{
    public const string DefaultFile = "safeguarding.zip";

    /// <exception cref="ConfigurationFault">Something is configured that Teams would refuse.</exception>
    public async Task<int> RunAsync(FileInfo file, bool asJson, CancellationToken cancellationToken)
    {
        var package = AppPackage.Read(configuration);
        var zip = package.Zip();

        try
        {
            await File.WriteAllBytesAsync(file.FullName, zip, cancellationToken);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync($"{file.FullName} could not be written. With --output, name a file in a folder that exists and that you may write to.");
            return 1;
        }

        foreach (var warning in package.Warnings)
        {
            await error.WriteLineAsync(warning);
        }

        var packaged = new Packaged(file.FullName, Convert.ToHexStringLower(SHA256.HashData(zip)), package.Ids, package.Warnings);
        await output.WriteLineAsync(asJson
            ? JsonSerializer.Serialize(packaged, PackageJson.Default.Packaged)
            : $"{packaged.File} is version {package.Version} of the app, for the bot {package.Ids.Bot}. SHA-256: {packaged.Sha256}");

        return 0;
    }
}

internal sealed record Packaged(string File, string Sha256, AppIds Ids, IReadOnlyList<string> Warnings);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Packaged))]
internal sealed partial class PackageJson : JsonSerializerContext;
