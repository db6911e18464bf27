using Npgsql;
using Rupaya.Infrastructure.Ledger;
using static Rupaya.Infrastructure.Ledger.Sql;

namespace Rupaya.Workers.Housekeeping;

/// <summary>Books whose projections are behind although no message is on its way: those from before a projection was added.</summary>
internal sealed class LaggingBooks(NpgsqlDataSource database, TotalsProjector totals, SearchProjector search)
{
    private const string Lagging = """
        select b.book_id from books b where exists (select 1 from projection_heads p where p.book_id = b.book_id and p.applied_seq < b.seq) limit 100
        """;

    public async Task CatchUpAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        foreach (var bookId in await connection.ReadAsync(Command(Lagging), r => r.GetGuid(0), cancellation))
        {
            await totals.FoldAsync(bookId, cancellation);
            await search.FoldAsync(bookId, cancellation);
        }
    }
}
