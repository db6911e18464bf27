using Npgsql;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Ledger;

/// <summary>When things of a book were last changed, by the numbers of their changes.</summary>
public sealed class ChangeTimes(NpgsqlDataSource database)
{
    private const string Since = "select c.seq from changes c where c.book_id = $1 and c.seq = any($2) and c.at >= $3";

    /// <summary>Those of the rows that were changed at an instant or later; all of them for none.</summary>
    /// <param name="bookId">The book.</param>
    /// <param name="rows">Each of a kind that a book has few of.</param>
    /// <param name="changed">The number of its last change.</param>
    /// <param name="since">UTC.</param>
    /// <param name="cancellation">Ends the query.</param>
    public async Task<IReadOnlyList<T>> SinceAsync<T>(
        Guid bookId,
        IReadOnlyList<T> rows,
        Func<T, long> changed,
        DateTimeOffset? since,
        CancellationToken cancellation
    )
    {
        if (since is null || rows.Count == 0)
        {
            return rows;
        }
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var found = await connection.ReadAsync(
            Command(Since, Parameter(bookId), Column(rows, changed), Parameter(since.Value)),
            r => r.GetInt64(0),
            cancellation
        );
        var numbers = found.ToHashSet();
        return [.. rows.Where(r => numbers.Contains(changed(r)))];
    }
}
