using Npgsql;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Ledger.Projections;

/// <summary>
/// Keeps the words of books' transactions behind their changes, so that no write pays for the indexes of the search. What is not there yet is
/// found in the tail of changes.
/// </summary>
public sealed class SearchProjector(NpgsqlDataSource database) : Projector(database)
{
    /// <summary>The name of the projection.</summary>
    internal const string Projection = "search";

    /// <summary>The words of a row <c>t</c>. Split only where every client splits as well: a word of a query never spans two of these.</summary>
    internal const string Words = $"""
        case when length(concat_ws(' ', t.description, t.merchant, t.reference)) <= {LongWord} then {Split}
             else (select coalesce(array_agg(left(w, {LongWord})), array[]::text[]) from unnest({Split}) as w) end
        """;

    private const string Split =
        @"array_remove(string_to_array(translate(fold_text(concat_ws(' ', t.description, t.merchant, t.reference)), E'\t\n\r\f\x0b', '     '), ' '), '')";

    // An entry of the index holds no longer one. Nobody can look for more than two hundred characters.
    private const string LongWord = "600";

    // A million changes at once would hold memory and lock for minutes.
    private const int AtOnce = 50_000;

    private static readonly string LockOne = Lock(BookScope.One);

    [AcrossBooks(Batch)]
    private static readonly string LockMany = Lock(BookScope.Many);

    [RunsInParts(HoldsHead)]
    private static readonly string FoldOne = Fold(BookScope.One);

    [AcrossBooks(Batch), RunsInParts(HoldsHead)]
    private static readonly string FoldMany = Fold(BookScope.Many);

    // Words that nothing has any more are dropped but not counted: folding leaves them behind.
    [RunsInParts(HoldsHead)]
    private const string MendText = $"""
        with docs as materialized (
            select t.transaction_id, {Words} as words from transactions t where t.book_id = $1 and t.deleted_seq is null),
        documents as materialized (
            select transaction_id, t.words from (select * from docs where words <> array[]::text[]) t
              full join (select * from search_documents where book_id = $1) d using (transaction_id)
             where d.words is distinct from t.words),
        documents_gone as (
            delete from search_documents d using documents x
             where d.book_id = $1 and x.words is null and d.transaction_id = x.transaction_id),
        documents_set as (
            insert into search_documents (book_id, transaction_id, words)
            select $1, transaction_id, words from documents where words is not null
            on conflict (book_id, transaction_id) do update set words = excluded.words),
        words as materialized (
            select word, t.word is null as is_gone from (select distinct word from docs, unnest(docs.words) as word) t
              full join (select * from search_words where book_id = $1) w using (word)
             where w.word is null or t.word is null),
        words_gone as (
            delete from search_words w using words x where w.book_id = $1 and x.is_gone and w.word = x.word),
        words_set as (
            insert into search_words (book_id, word) select $1, word from words where not is_gone),
        head as (
            update projection_heads set applied_seq = (select seq from books where book_id = $1)
             where book_id = $1 and projection = '{Projection}')
        select (select count(*) from documents) + (select count(*) from words where not is_gone)
        """;

    /// <inheritdoc/>
    internal override string Name => Projection;

    /// <inheritdoc/>
    internal override string Mend => MendText;

    /// <inheritdoc/>
    internal override async Task<IReadOnlyCollection<Guid>> FoldSomeAsync(
        NpgsqlConnection connection,
        IReadOnlyCollection<Guid> books,
        CancellationToken cancellation
    )
    {
        await using var batch = new NpgsqlBatch(connection) { Timeout = CommandTimeoutSeconds };
        batch.BatchCommands.Add(UseCustomPlans());
        batch.BatchCommands.Add(Command(books.Count == 1 ? LockOne : LockMany, Named(books)));
        // Of its own snapshot, taken after the wait for the lock.
        batch.BatchCommands.Add(Command(books.Count == 1 ? FoldOne : FoldMany, Named(books), Parameter(Math.Max(1, AtOnce / books.Count))));
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

    private static string Lock(BookScope books) =>
        $"select 1 from projection_heads where book_id {books.Given} and projection = '{Projection}' order by book_id for update";

    // Changes are counted, not numbers: a restore leaves out more of them than could be gone through (ADR 19).
    private static string UpTo(BookScope books) =>
        $"coalesce((select n.seq from changes n where n.book_id = {books.Of("b")} and n.seq > p.applied_seq order by n.seq offset $2 - 1 limit 1), b.seq)";

    // The fences (offset 0) keep each book, and each of its transactions, on its index.
    private static string Fold(BookScope books) =>
        $"""
            with h as materialized (
                select b.book_id, case when b.seq - p.applied_seq <= $2 then b.seq else {UpTo(
                books
            )} end as upto, b.seq, p.applied_seq from books b
                  join projection_heads p on p.book_id = {books.Of("b")} and p.projection = '{Projection}'
                 where b.book_id {books.Given} and p.applied_seq < b.seq),
            changed as materialized (
                select distinct {books.Of("c")} as book_id, c.subject_id as id from h cross join lateral (
                       select * from changes c where c.book_id = {books.Of("h")} and c.seq > h.applied_seq and c.seq <= h.upto offset 0) c
                 where c.kind = 'transaction'),
            docs as materialized (
                select {books.Of("k")} as book_id, k.id, case when t.deleted_seq is null then {Words} else array[]::text[] end as words
                  from changed k cross join lateral (
                       select * from transactions t where t.book_id = {books.Of("k")} and t.transaction_id = k.id offset 0) t),
            w as (
                insert into search_words (book_id, word)
                select distinct book_id, word from docs, unnest(words) as word order by book_id, word on conflict do nothing),
            gone as (
                delete from search_documents d using docs
                 where d.book_id = {books.Of("docs")} and d.transaction_id = docs.id and docs.words = array[]::text[]),
            kept as (
                insert into search_documents as d (book_id, transaction_id, words)
                select book_id, id, words from docs where words <> array[]::text[]
                on conflict (book_id, transaction_id) do update set words = excluded.words where d.words <> excluded.words)
            update projection_heads p set applied_seq = h.upto from h
             where p.book_id = {books.Of("h")} and p.projection = '{Projection}' and p.applied_seq < h.upto
            returning p.book_id, h.upto < h.seq
            """;
}
