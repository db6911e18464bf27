using Npgsql;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Ledger.Projections;

/// <summary>
/// Keeps the words of books' transactions behind their changes, so that no write pays for the indexes of the search. What is not there yet is
/// found in the tail of changes.
/// </summary>
internal sealed class SearchProjector(NpgsqlDataSource database) : Projector(database)
{
    /// <summary>The name of the projection.</summary>
    public const string Projection = "search";

    /// <summary>The words of a row <c>t</c>. Split only where every client splits as well: a word of a query never spans two of these.</summary>
    public const string Words = $"""
        case when length(concat_ws(' ', t.description, t.merchant, t.reference)) <= {LongWord} then {Split}
             else (select coalesce(array_agg(left(w, {LongWord})), array[]::text[]) from unnest({Split}) as w) end
        """;

    private const string Split =
        @"array_remove(string_to_array(translate(fold_text(concat_ws(' ', t.description, t.merchant, t.reference)), E'\t\n\r\f\x0b', '     '), ' '), '')";

    // An entry of the index holds no longer one. Nobody can look for more than two hundred characters.
    private const string LongWord = "600";

    // A million changes at once would hold memory and lock for minutes.
    private const int Batch = 50_000;

    private const string Lock =
        $"select 1 from projection_heads where book_id = any($1) and projection = '{Projection}' order by book_id for update";

    // The fences (offset 0) keep each book, and each of its transactions, on its index.
    private const string Fold = $"""
        with h as materialized (
            select b.book_id, least(b.seq, p.applied_seq + $2) as upto, b.seq, p.applied_seq from books b
              join projection_heads p on p.book_id = b.book_id and p.projection = '{Projection}'
             where b.book_id = any($1) and p.applied_seq < b.seq),
        changed as materialized (
            select distinct c.book_id, c.subject_id as id from h cross join lateral (
                   select * from changes c where c.book_id = h.book_id and c.seq > h.applied_seq and c.seq <= h.upto offset 0) c
             where c.kind = 'transaction'),
        docs as materialized (
            select k.book_id, k.id, case when t.deleted_seq is null then {Words} else array[]::text[] end as words
              from changed k cross join lateral (
                   select * from transactions t where t.book_id = k.book_id and t.transaction_id = k.id offset 0) t),
        w as (
            insert into search_words (book_id, word)
            select distinct book_id, word from docs, unnest(words) as word order by book_id, word on conflict do nothing),
        gone as (
            delete from search_documents d using docs
             where d.book_id = docs.book_id and d.transaction_id = docs.id and docs.words = array[]::text[]),
        kept as (
            insert into search_documents as d (book_id, transaction_id, words)
            select book_id, id, words from docs where words <> array[]::text[]
            on conflict (book_id, transaction_id) do update set words = excluded.words where d.words <> excluded.words)
        update projection_heads p set applied_seq = h.upto from h
         where p.book_id = h.book_id and p.projection = '{Projection}' and p.applied_seq < h.upto
        returning p.book_id, h.upto < h.seq
        """;

    public override string Name => Projection;

    // Words that nothing has any more are dropped but not counted: folding leaves them behind.
    public override string Mend =>
        $"""
            with docs as materialized (
                select t.transaction_id as id, {Words} as words from transactions t where t.book_id = $1 and t.deleted_seq is null),
            documents as materialized (
                select d.ctid as wrong, t.id, t.words from (select * from docs where words <> array[]::text[]) t
                  full join (select ctid, * from search_documents where book_id = $1) d on d.transaction_id = t.id
                 where d.words is distinct from t.words),
            documents_gone as (
                delete from search_documents d using documents where d.book_id = $1 and documents.id is null and d.ctid = documents.wrong),
            documents_set as (
                insert into search_documents (book_id, transaction_id, words)
                select $1, id, words from documents where id is not null
                on conflict (book_id, transaction_id) do update set words = excluded.words),
            words as materialized (
                select w.ctid as wrong, t.word from (select distinct word from docs, unnest(docs.words) as word) t
                  full join (select ctid, * from search_words where book_id = $1) w on w.word = t.word
                 where w.word is null or t.word is null),
            words_gone as (
                delete from search_words w using words where w.book_id = $1 and words.word is null and w.ctid = words.wrong),
            words_set as (
                insert into search_words (book_id, word) select $1, word from words where word is not null),
            head as (
                update projection_heads set applied_seq = (select seq from books where book_id = $1)
                 where book_id = $1 and projection = '{Projection}')
            select (select count(*) from documents) + (select count(*) from words where word is not null)
            """;

    public override async Task<IReadOnlyCollection<Guid>> FoldSomeAsync(
        NpgsqlConnection connection,
        IReadOnlyCollection<Guid> books,
        CancellationToken cancellation
    )
    {
        await using var batch = new NpgsqlBatch(connection) { Timeout = CommandTimeoutSeconds };
        batch.BatchCommands.Add(UseCustomPlans());
        batch.BatchCommands.Add(Command(Lock, Parameter([.. books])));
        // Of its own snapshot, taken after the wait for the lock.
        batch.BatchCommands.Add(Command(Fold, Parameter([.. books]), Parameter(Math.Max(1, Batch / books.Count))));
        var more = new List<Guid>();
        await using (var reader = await batch.ExecuteReaderAsync(cancellation))
        {
            await reader.NextResultAsync(cancellation);
            await reader.NextResultAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
            {
                if (reader.GetBoolean(1))
                {
                    more.Add(reader.GetGuid(0));
                }
            }
        }
        return more;
    }
}
