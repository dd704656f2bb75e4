using System.Security.Cryptography;
using System.Text;
using CseBot.Concerns;
using Microsoft.EntityFrameworkCore;

namespace CseBot.Storage;

/// <summary>Turns the words leads look for into keyed hashes, so that they can be found without decrypting everything (design 6).</summary>
/// <remarks>What it finds are concerns about children, never about adults. Whether somebody may open them is for whoever asks to find out.</remarks>
internal sealed class BlindIndex(Protection protection)
{
    /// <summary>A single word is looked for only where no more concerns of the school than this have it: a first name that everybody has says nothing.</summary>
    private const int Rare = 3;

    /// <summary>More than this in one concern is a list, and not a hint.</summary>
    private const int MostLookedFor = 40;

    private static readonly TokenKind[] _childOrName = [TokenKind.Child, TokenKind.Name];
    private static readonly TokenKind[] _anyWord = [TokenKind.Child, TokenKind.Name, TokenKind.Place];

    /// <summary>Writes down by what a concern can be found, now that more has happened to it: children, vehicles, places, names, and who raised it.</summary>
    /// <param name="concern">The concern, before or after.</param>
    public async Task WriteAsync(CseBotDb db, Concern concern, IReadOnlyList<ConcernEvent> happened, CancellationToken cancellationToken)
    {
        (TokenKind Kind, string Word)[] words = [.. Words(Findable.In(happened), concern.Raised.Route).Concat(Reporters(happened)).Distinct()];

        if (words.Length == 0)
        {
            return;
        }

        var key = await KeyAsync(db, concern.Raised.School, cancellationToken);
        var known = await db.Tokens.AsNoTracking()
            .Where(row => row.Reference == concern.Reference)
            .Select(row => row.Token)
            .ToListAsync(cancellationToken);
        var written = known.Concat(db.Tokens.Local.Where(row => row.Reference == concern.Reference).Select(row => row.Token)).Select(Convert.ToHexString).ToHashSet(StringComparer.Ordinal);

        db.Tokens.AddRange(words
            .Select(word => new TokenRow { Reference = concern.Reference, Kind = word.Kind, Token = Token(key, word.Kind, word.Word) })
            .Where(row => written.Add(Convert.ToHexString(row.Token))));
    }

    /// <summary>The token of one word, to look for.</summary>
    public async Task<byte[]> TokenAsync(CseBotDb db, string school, TokenKind kind, string word, CancellationToken cancellationToken) => Token(
        await KeyAsync(db, school, cancellationToken),
        kind,
        kind switch
        {
            TokenKind.Reporter => word.ToLowerInvariant(),
            TokenKind.Vehicle => string.Concat(Findable.Plates(word).Take(1)),
            _ => string.Concat(Findable.Words(word).Take(1)),
        });

    /// <summary>The concerns of a school that have what somebody has typed, the newest first: those that have all of it, and then those that have some of it.</summary>
    public async Task<List<string>> SearchAsync(CseBotDb db, string school, string typed, int most, CancellationToken cancellationToken)
    {
        var key = await KeyAsync(db, school, cancellationToken);
        var (vehicles, words) = Findable.Asked(typed);
        byte[][][] asked =
        [
            .. vehicles.Select(plate => new[] { Token(key, TokenKind.Vehicle, plate) }),
            .. words.Take(MostLookedFor).Select(word => _anyWord.Select(kind => Token(key, kind, word)).ToArray()),
        ];

        if (asked.Length == 0)
        {
            return [];
        }

        var all = await NewestAsync(asked.Aggregate(Children(db, school), (concerns, tokens) => Having(db, concerns, tokens)), most);
        var some = all.Count == most || asked.Length == 1 ? [] : await NewestAsync(Having(db, Children(db, school), [.. asked.SelectMany(tokens => tokens)]), most);

        return [.. all.Union(some, StringComparer.Ordinal).Take(most)];

        Task<List<string>> NewestAsync(IQueryable<ConcernRow> concerns, int most) =>
            concerns.OrderByDescending(row => row.RaisedAt).Take(most).Select(row => row.Reference).ToListAsync(cancellationToken);
    }

    /// <summary>The other concerns that share a child, a vehicle, a place or a person's name with one, the newest first, without those that are linked to it.</summary>
    public async Task<IReadOnlyList<SeenBefore>> SeenBeforeAsync(CseBotDb db, Concern concern, int most, CancellationToken cancellationToken)
    {
        if (concern.Raised.Route != ConcernRoute.Child)
        {
            return [];
        }

        var key = await KeyAsync(db, concern.Raised.School, cancellationToken);
        var found = Findable.In(concern.History);
        string[] known = [concern.Reference, .. concern.Linked];
        var others = Children(db, concern.Raised.School).Where(row => !known.Contains(row.Reference));
        var seen = new Dictionary<string, (TokenKind What, DateTimeOffset At)>(StringComparer.Ordinal);

        foreach (var (what, phrase, kinds) in LookedFor(found))
        {
            var words = phrase.Split(' ');
            var isOneOfMany = words.Length == 1 && what is TokenKind.Place or TokenKind.Name;
            var sharing = await words
                .Aggregate(others, (concerns, word) => Having(db, concerns, [.. kinds.Select(kind => Token(key, kind, word))]))
                .OrderByDescending(row => row.RaisedAt)
                .Take(isOneOfMany ? Rare + 1 : most)
                .Select(row => new { row.Reference, row.RaisedAt })
                .ToListAsync(cancellationToken);

            if (!isOneOfMany || sharing.Count <= Rare)
            {
                sharing.ForEach(one => seen.TryAdd(one.Reference, (what, one.RaisedAt)));
            }
        }

        return [.. seen.OrderByDescending(one => one.Value.At).Take(most).Select(one => new SeenBefore(one.Key, one.Value.What))];
    }

    /// <summary>What is looked for in other concerns, what says most first.</summary>
    private static IEnumerable<(TokenKind What, string Phrase, TokenKind[] Kinds)> LookedFor(Findable found) =>
    [
        .. found.Children.Take(MostLookedFor).Select(name => (TokenKind.Child, name, _childOrName)),
        .. found.Vehicles.Take(MostLookedFor).Select(plate => (TokenKind.Vehicle, plate, new[] { TokenKind.Vehicle })),
        .. found.Places.Where(Findable.SaysWhich).Take(MostLookedFor).Select(place => (TokenKind.Place, place, new[] { TokenKind.Place })),
        .. found.Names.Take(MostLookedFor).Select(name => (TokenKind.Name, name, _childOrName)),
    ];

    /// <summary>The words of what was found. Of a concern about an adult, the children alone.</summary>
    private static IEnumerable<(TokenKind Kind, string Word)> Words(Findable found, ConcernRoute route) => route == ConcernRoute.Adult
        ? Each(TokenKind.Child, found.Children)
        :
        [
            .. Each(TokenKind.Child, found.Children),
            .. Each(TokenKind.Vehicle, found.Vehicles),
            .. Each(TokenKind.Place, found.Places),
            .. Each(TokenKind.Name, found.Names),
        ];

    private static IEnumerable<(TokenKind Kind, string Word)> Each(TokenKind kind, IReadOnlyList<string> phrases) =>
        phrases.SelectMany(phrase => phrase.Split(' ')).Select(word => (kind, word));

    private static IEnumerable<(TokenKind Kind, string Word)> Reporters(IReadOnlyList<ConcernEvent> happened) =>
        happened.OfType<ConcernRaised>().Select(raised => (TokenKind.Reporter, raised.Reporter.EntraId.ToLowerInvariant()));

    private static IQueryable<ConcernRow> Children(CseBotDb db, string school) => db.Concerns.Where(row => row.School == school && row.Route == ConcernRoute.Child);

    /// <summary>Those that have one of some tokens. A token is of one kind: saying so is what lets the database find it by its key.</summary>
    private static IQueryable<ConcernRow> Having(CseBotDb db, IQueryable<ConcernRow> concerns, byte[][] tokens) => concerns.Where(row => db.Tokens
        .Where(token => (token.Kind == TokenKind.Child || token.Kind == TokenKind.Name || token.Kind == TokenKind.Place || token.Kind == TokenKind.Vehicle) && tokens.Contains(token.Token))
        .Select(token => token.Reference)
        .Contains(row.Reference));

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
