using Microsoft.Extensions.Logging;
using Npgsql;
using Rupaya.Infrastructure.Ledger.Projections;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Workers.Housekeeping;

/// <summary>Books whose projections are behind although no message is on its way: those from before a projection was added.</summary>
internal sealed partial class LaggingBooks(
    NpgsqlDataSource database,
    TotalsProjector totals,
    SearchProjector search,
    ILogger<LaggingBooks> logger
)
{
    // In no order: one that cannot be folded does not stand before the others for ever.
    [AcrossBooks("A safety net once a minute: nobody has said which books are behind.")]
    private const string Lagging = """
        select b.book_id from books b where exists (select 1 from projection_heads p where p.book_id = b.book_id and p.applied_seq < b.seq)
         order by random() limit 100
        """;

    public async Task CatchUpAsync(CancellationToken cancellation)
    {
        foreach (var bookId in await FindAsync(cancellation))
        {
            try
            {
                await totals.FoldAsync([bookId], cancellation);
                await search.FoldAsync([bookId], cancellation);
            }
            catch (PostgresException e)
            {
                NotFolded(bookId, e.MessageText);
            }
        }
    }

    private async Task<List<Guid>> FindAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await connection.ReadAsync(Command(Lagging), r => r.GetGuid(0), cancellation);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Book {BookId} was not folded and will be tried again: {Reason}")]
    private partial void NotFolded(Guid bookId, string reason);
}
