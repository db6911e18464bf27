using Npgsql;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Chaos;

/// <summary>Holds what actors were told against the ledger.</summary>
internal static class ToldCheck
{
    private const string Rows = """
        select t.book_id, t.transaction_id, t.description, t.amount, t.deleted_seq is not null, t.transfer_id is not null
          from transactions t where t.book_id = any($1)
        """;

    /// <summary>Every acknowledged write is there as it was told, and nothing is there that nobody meant, or twice.</summary>
    public static async Task<(int Lost, int Doubled)> RunAsync(
        NpgsqlConnection connection,
        IReadOnlyList<Actor> actors,
        List<string> problems
    )
    {
        var (lost, doubled) = (0, 0);
        Guid[] books = [.. actors.Select(a => a.BookId)];
        var rows = await connection.ReadAsync(
            Command(Rows, Parameter(books)),
            r =>
                (
                    Book: r.GetGuid(0),
                    Id: r.GetGuid(1),
                    Key: r.GetString(2),
                    Amount: r.GetDecimal(3),
                    Gone: r.GetBoolean(4),
                    Pair: r.GetBoolean(5)
                ),
            CancellationToken.None
        );
        var byId = rows.ToDictionary(r => r.Id);
        foreach (var actor in actors)
        {
            foreach (var (id, told) in actor.Ledger)
            {
                if (
                    !byId.TryGetValue(id, out var row)
                    || row.Gone != told.Amount is null
                    || (told.Amount is not null && row.Amount != told.Amount)
                )
                {
                    lost++;
                    problems.Add(
                        $"{told.Key} was told as {told.Amount}, but is {(row.Key is null ? "missing" : $"{row.Amount}, deleted {row.Gone}")}"
                    );
                }
            }
        }
        var intents = actors.SelectMany(a => a.Intents.Keys).ToHashSet(StringComparer.Ordinal);
        foreach (var key in rows.GroupBy(r => r.Key, StringComparer.Ordinal))
        {
            if (key.Count() > (key.First().Pair ? 2 : 1) || !intents.Contains(key.Key))
            {
                doubled++;
                problems.Add($"{key.Count()} rows for {key.Key}");
            }
        }
        return (lost, doubled);
    }
}
