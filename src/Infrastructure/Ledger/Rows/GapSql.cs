using Npgsql;
using Rupaya.Domain.Ledger;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Ledger.Rows;

/// <summary>The statement on <c>book_gaps</c>: the numbers that restores left out.</summary>
public static class GapSql
{
    private const string Select = "select after_seq, before_seq from book_gaps where book_id = $1 order by after_seq";

    // A book begins with it, and a restore raises it.
    private const int FirstEpoch = 1;

    /// <summary>In the order of their numbers. A book that never had a restore has none, and its epoch says so.</summary>
    public static async Task<IReadOnlyList<BookGap>> ReadAsync(
        NpgsqlDataSource database,
        Guid bookId,
        int epoch,
        CancellationToken cancellation
    )
    {
        if (epoch == FirstEpoch)
        {
            return [];
        }
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await connection.ReadAsync(Command(Select, Parameter(bookId)), r => new BookGap(r.GetInt64(0), r.GetInt64(1)), cancellation);
    }
}
