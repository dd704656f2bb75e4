using CseBot.Dialogs;
using Microsoft.Data.Sqlite;

namespace CseBot.Evaluation;

/// <summary>What words alone can do: SQLite's full-text index over the entries' own words (FTS5, Porter stems, BM25).</summary>
internal sealed class PlainIndex : IDisposable
{
    private readonly SqliteConnection _database = new("Data Source=:memory:");

    public PlainIndex(GuidanceLibrary library)
    {
        SQLitePCL.Batteries_V2.Init();
        _database.Open();
        Run("create virtual table entries using fts5(id unindexed, title, text, tokenize = 'porter')");

        foreach (var entry in library.Entries)
        {
            Run("insert into entries values ($a, $b, $c)", entry.Id, entry.Title, entry.Answer);
        }
    }

    public IReadOnlyList<string> Match(string question)
    {
        var words = Token.In(question).Select(token => $"\"{token.Word}\"").Distinct().ToList();

        if (words.Count == 0)
        {
            return [];
        }

        using var command = Command("select id from entries where entries match $a order by rank limit 5", string.Join(" OR ", words));
        using var reader = command.ExecuteReader();
        List<string> ids = [];

        while (reader.Read())
        {
            ids.Add(reader.GetString(0));
        }

        return ids;
    }

    public static Measured Measure(GuidanceLibrary library, Questions questions)
    {
        using PlainIndex index = new(library);
        var asked = questions.Asked.Select(one => (One: one, Ids: index.Match(one.Q))).ToList();
        var ours = asked.Where(one => one.One.Accept.Count > 0).ToList();

        return new Measured(
            Rate.Count(ours, one => one.Ids.Take(1).Any(one.One.Accept.Contains)),
            Rate.Count(ours, one => one.Ids.Take(3).Any(one.One.Accept.Contains)),
            ours.GroupBy(one => one.One.Kind).ToDictionary(kind => kind.Key, kind => Rate.Count([.. kind], one => one.Ids.Take(1).Any(one.One.Accept.Contains))),
            Rate.Count([.. asked.Where(one => one.One.Accept.Count == 0)], one => one.Ids.Count > 0),
            new Dictionary<string, Rate>(),
            default,
            default,
            default,
            default,
            default);
    }

    public void Dispose() => _database.Dispose();

    private void Run(string sql, params IReadOnlyList<string> values)
    {
        using var command = Command(sql, values);
        command.ExecuteNonQuery();
    }

    private SqliteCommand Command(string sql, params IReadOnlyList<string> values)
    {
        var command = _database.CreateCommand();
        command.CommandText = sql;

        for (var at = 0; at < values.Count; at++)
        {
            command.Parameters.AddWithValue($"${(char)('a' + at)}", values[at]);
        }

        return command;
    }
}
