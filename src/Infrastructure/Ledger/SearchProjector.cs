using Npgsql;
using Rupaya.Infrastructure.Reads;
using static Rupaya.Infrastructure.Ledger.Sql;

namespace Rupaya.Infrastructure.Ledger;

/// <summary>
/// Keeps the words of a book's transactions behind its changes, so that no write pays for the indexes of the search. What is not there yet is
/// found in the tail of changes: see <see cref="TransactionSearch"/>.
/// </summary>
internal sealed class SearchProjector(NpgsqlDataSource database)
{
    /// <summary>The name of the projection.</summary>
    public const string Projection = "search";

    /// <summary>The words of a row <c>t</c>. Split only where every client splits as well: a word of a query never spans two of these.</summary>
    public const string Words =
        @"array_remove(string_to_array(translate(lower(concat_ws(' ', t.description, t.merchant)), E'\t\n\r\f\x0b', '     '), ' '), '')";

    // A million changes at once would hold memory and lock for minutes.
    private const int Batch = 50_000;

    private const string Lock = $"select 1 from projection_heads where book_id = $1 and projection = '{Projection}' for update";

    private const string Fold = $"""
        with h as materialized (
            select least(b.seq, p.applied_seq + $2) as upto, b.seq, p.applied_seq from books b
              join projection_heads p on p.book_id = b.book_id and p.projection = '{Projection}' where b.book_id = $1),
        changed as materialized (
            select distinct subject_id as id from changes
             where book_id = $1 and kind = 'transaction' and seq > (select applied_seq from h) and seq <= (select upto from h)),
        docs as materialized (
            select k.id, case when t.deleted_seq is null then {Words} else array[]::text[] end as words
              from changed k {TransactionSql.ByKey}),
        w as (
            insert into search_words (book_id, word) select distinct $1, word from docs, unnest(words) as word on conflict do nothing),
        gone as (
            delete from search_documents d using docs where d.book_id = $1 and d.transaction_id = docs.id and docs.words = array[]::text[]),
        kept as (
            insert into search_documents as d (book_id, transaction_id, words) select $1, id, words from docs where words <> array[]::text[]
            on conflict (book_id, transaction_id) do update set words = excluded.words where d.words <> excluded.words)
        update projection_heads p set applied_seq = h.upto from h
         where p.book_id = $1 and p.projection = '{Projection}' and p.applied_seq < h.upto
        returning h.upto < h.seq
        """;

    public async Task FoldAsync(Guid bookId, CancellationToken cancellation)
    {
        while (await FoldSomeAsync(bookId, cancellation))
        {
            // There is more.
        }
    }

    private async Task<bool> FoldSomeAsync(Guid bookId, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using var batch = new NpgsqlBatch(connection) { Timeout = 300 };
        batch.BatchCommands.Add(PlanAfresh());
        batch.BatchCommands.Add(Command(Lock, Of(bookId)));
        // Of its own snapshot, taken after the wait for the lock.
        batch.BatchCommands.Add(Command(Fold, Of(bookId), Of(Batch)));
        bool more;
        await using (var reader = await batch.ExecuteReaderAsync(cancellation))
        {
            await reader.NextResultAsync(cancellation);
            await reader.NextResultAsync(cancellation);
            more = await reader.ReadAsync(cancellation) && reader.GetBoolean(0);
        }
        await transaction.CommitAsync(CancellationToken.None);
        return more;
    }
}
