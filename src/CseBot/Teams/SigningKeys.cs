using System.Text.Json;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace CseBot.Teams;

/// <summary>A key that signs Teams' tokens, and the channels it may speak for (protocol 1.2).</summary>
internal sealed record SigningKey(SecurityKey Key, IReadOnlyList<string> Endorsements);

/// <summary>The keys that sign Teams' tokens, fetched at least daily, and at most hourly for a key nobody has seen before (protocol 1.1).</summary>
internal sealed partial class SigningKeys(HttpClient http, BotOptions bot, TimeProvider clock, ILogger<SigningKeys> logger) : IDisposable
{
    private static readonly TimeSpan _daily = TimeSpan.FromHours(24);
    private static readonly TimeSpan _hourly = TimeSpan.FromHours(1);
    private static readonly TimeSpan _betweenFailures = TimeSpan.FromSeconds(10);

    /// <summary>How long a fetch may take: well within the 15 seconds that Teams waits for us, who wait for it (protocol 3.7).</summary>
    private static readonly TimeSpan _longestFetch = TimeSpan.FromSeconds(5);

    /// <summary>How long keys serve when no newer ones can be had. After that nobody is let in: they may have been withdrawn.</summary>
    private static readonly TimeSpan _oldest = TimeSpan.FromDays(3);

    private readonly SemaphoreSlim _one = new(1, 1);
    private Fetched _fetched = new([], DateTimeOffset.MinValue);
    private DateTimeOffset _failed = DateTimeOffset.MinValue;

    /// <summary>Whether there are keys young enough to let anybody in, as health tells it.</summary>
    public bool AreUsable => Age <= _oldest;

    /// <summary>Whether they could not be had when they were last wanted, as health tells it.</summary>
    public bool AreAway => _failed > _fetched.At;

    /// <summary>How old the keys are. Keys from the future were fetched by a clock that was wrong, and are as old as can be.</summary>
    private TimeSpan Age => clock.GetUtcNow() - _fetched.At is var age && age >= TimeSpan.Zero ? age : TimeSpan.MaxValue;

    public async Task<SigningKey?> FindAsync(string keyId, CancellationToken cancellationToken)
    {
        if (Age > _daily || (!_fetched.Keys.ContainsKey(keyId) && Age > _hourly))
        {
            await RefreshAsync(keyId).WaitAsync(cancellationToken);
        }

        return AreUsable ? _fetched.Keys.GetValueOrDefault(keyId) : null;
    }

    public void Dispose() => _one.Dispose();

    /// <summary>Fetches the keys, one fetch at a time. It goes on when the caller hangs up, or each who does would begin another.</summary>
    private async Task RefreshAsync(string keyId)
    {
        await _one.WaitAsync();

        try
        {
            var now = clock.GetUtcNow();
            var wanted = Age > _daily || (!_fetched.Keys.ContainsKey(keyId) && Age > _hourly);

            if (wanted && now - _failed > _betweenFailures)
            {
                using var late = new CancellationTokenSource(_longestFetch, clock);
                _fetched = new Fetched(await FetchAsync(late.Token), now);
            }
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException or InvalidOperationException
            or ArgumentException or FormatException or JsonException)
        {
            _failed = clock.GetUtcNow();
            Log.NotFetched(logger, fault.GetType().Name);
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task<Dictionary<string, SigningKey>> FetchAsync(CancellationToken cancellationToken)
    {
        var metadata = new OpenIdConnectConfiguration(await http.GetStringAsync(bot.OpenIdMetadata, cancellationToken));
        var address = new Uri(metadata.JwksUri);

        if (address.GetLeftPart(UriPartial.Authority) != bot.OpenIdMetadata.GetLeftPart(UriPartial.Authority))
        {
            throw new InvalidOperationException("The keys are not where their address is published.");
        }

        var keys = new JsonWebKeySet(await http.GetStringAsync(address, cancellationToken)).Keys
            .Where(key => key is { Kid.Length: > 0, Kty: JsonWebAlgorithmsKeyTypes.RSA })
            .ToDictionary(key => key.Kid, key => new SigningKey(key, Endorsements(key)), StringComparer.Ordinal);

        return keys.Count > 0 ? keys : throw new InvalidOperationException("There are no keys where they are published.");
    }

    private static string[] Endorsements(JsonWebKey key) =>
        key.AdditionalData.TryGetValue("endorsements", out var value) && value is JsonElement { ValueKind: JsonValueKind.Array } list
            ? [.. list.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)]
            : [];

    private sealed record Fetched(Dictionary<string, SigningKey> Keys, DateTimeOffset At);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "The keys that sign Teams' tokens could not be fetched ({Fault}); the ones held go on serving for a while.")]
        public static partial void NotFetched(ILogger logger, string fault);
    }
}
