using System.Security.Cryptography;
using System.Text;
using CseBot.Concerns;

namespace CseBot.Storage;

/// <summary>Turns the words leads look for into keyed hashes, so that they can be found without decrypting everything (design 6).</summary>
internal sealed class BlindIndex(Protection protection)
{
    /// <summary>The tokens of a new concern: each word of the children's names, and who raised it.</summary>
    public async Task<IReadOnlyList<TokenRow>> TokensAsync(CseBotDb db, string reference, ConcernRaised raised, CancellationToken cancellationToken)
    {
        var key = await KeyAsync(db, raised.School, cancellationToken);
        var child = Words(string.Join(' ', raised.Account.Children.Select(child => child.Name))).Select(word => (Kind: TokenKind.Child, Word: word));

        return [.. child
            .Append((TokenKind.Reporter, raised.Reporter.EntraId.ToLowerInvariant()))
            .Select(token => new TokenRow { Reference = reference, Kind = token.Item1, Token = Token(key, token.Item1, token.Item2) })];
    }

    /// <summary>The token of one word, to look for.</summary>
    public async Task<byte[]> TokenAsync(CseBotDb db, string school, TokenKind kind, string word, CancellationToken cancellationToken) =>
        Token(await KeyAsync(db, school, cancellationToken), kind, kind == TokenKind.Reporter ? word.ToLowerInvariant() : string.Concat(Words(word).Take(1)));

    /// <summary>The words of <paramref name="text"/> without case or accents, each once.</summary>
    public static IReadOnlyList<string> Words(string text)
    {
        var letters = text.Normalize(NormalizationForm.FormKD).Where(character => !char.IsBetween(character, '\u0300', '\u036f'))
            .Select(character => char.IsLetterOrDigit(character) ? char.ToLowerInvariant(character) : character is '\'' or '’' ? '\0' : ' ')
            .Where(character => character != '\0');

        return [.. string.Concat(letters).Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(word => word.Length > 1).Distinct(StringComparer.Ordinal)];
    }

    private static byte[] Token(byte[] key, TokenKind kind, string word) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{kind}\n{word}"));

    private async Task<byte[]> KeyAsync(CseBotDb db, string school, CancellationToken cancellationToken)
    {
        if (await db.SchoolKeys.FindAsync([school], cancellationToken) is { } row)
        {
            return protection.ReadSchoolKey(row.Key);
        }

        var key = RandomNumberGenerator.GetBytes(32);
        db.SchoolKeys.Add(new SchoolKeyRow { School = school, Key = protection.SchoolKey(key) });

        return key;
    }
}
