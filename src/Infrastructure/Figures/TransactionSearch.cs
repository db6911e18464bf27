using Npgsql;
using Rupaya.Domain.Analytics;
using Rupaya.Domain.Ledger;
using Rupaya.Domain.Results;
using Rupaya.Infrastructure.Ledger;
using Rupaya.Infrastructure.Ledger.Projections;
using Rupaya.Infrastructure.Ledger.Rows;
using Rupaya.Infrastructure.Ledger.Writing;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Figures;

/// <summary>A transaction with the names that are shown beside it.</summary>
/// <param name="Row">The transaction.</param>
/// <param name="AccountName">Its account's.</param>
/// <param name="CategoryName">Its category's; null for Uncategorised, a split or a transfer.</param>
public sealed record NamedTransaction(Transaction Row, string AccountName, string? CategoryName);

/// <summary>
/// Finds transactions. What many rows meet is found by walking the newest rows. What few rows meet is looked for there first, and
/// then through the indexes: words by the projection of <see cref="SearchProjector"/> and, for what that has not folded yet, the tail of changes;
/// tags by theirs. Amounts have none, for every write would pay for it: a range that few rows meet reads the book, within the second there is.
/// Every row found is held against the conditions itself, so the answer is exact however far the projection lags.
/// </summary>
public sealed class TransactionSearch(NpgsqlDataSource database)
{
    private const int Window = 2000;

    // A part of a word that more words contain than this is no help: what has it is found by reading the book.
    private const int MaxExpansions = 2000;

    private const string SlowerThanASecond = "select set_config('statement_timeout', '1000', true)";

    private static readonly string Expand = $"""
        select p.applied_seq, array(select word from search_words where book_id = $1 and word like fold_text(w.pattern) limit {MaxExpansions
            + 1})
          from projection_heads p, unnest($2) as w(pattern) where p.book_id = $1 and p.projection = '{SearchProjector.Projection}'
        """;

    private static readonly Error TooSlow = Problems.SearchTimeout.Error;

    /// <returns>Up to <paramref name="limit"/> rows after <paramref name="offset"/>, or 503 <c>search_timeout</c>.</returns>
    public async Task<Result<List<NamedTransaction>>> FindAsync(
        TransactionFilter filter,
        int limit,
        int offset,
        CancellationToken cancellation
    )
    {
        try
        {
            if (filter.Order is { IsIndexed: false, IsOfChanges: false })
            {
                return await ReadAsync(filter, await ByIndexAsync(filter, limit, offset, cancellation), cancellation);
            }
            if (filter.Order.IsIndexed && !filter.IsSelective)
            {
                return await ReadAsync(filter, Named(filter, Walk(filter, limit, offset)), cancellation);
            }
            if (await ReadAsync(filter, Newest(filter, limit, offset), cancellation) is { } found && found.Count == limit)
            {
                return found;
            }
            return await ReadAsync(filter, await ByIndexAsync(filter, limit, offset, cancellation), cancellation);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.QueryCanceled)
        {
            return TooSlow;
        }
    }

    /// <summary>The ids of up to so many matches, the newest first, within a write: nothing of them changes before its commit.</summary>
    public static Task<List<Guid>> MatchAsync(LockedBook book, TransactionFilter filter, int limit, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(filter);
        var text = $"select t.transaction_id from transactions t where {filter.All} {filter.Order.Sql} limit {limit}";
        return book.ReadAsync(filter.Command(text), r => r.GetGuid(0), cancellation);
    }

    /// <summary>What the rows come to: by currency as they are, and of other currencies than the book's by the days that convert them.</summary>
    /// <returns>The sums with the state of the book that the statement saw, or 503 <c>search_timeout</c>.</returns>
    internal async Task<Result<(List<MovedSum> Sums, BookLabel Label)>> SumAsync(
        TransactionFilter filter,
        string currency,
        CancellationToken cancellation
    )
    {
        try
        {
            var own = filter.Add(Parameter(currency));
            var source = await SourceAsync(filter, cancellation);
            var (sums, label) = (new List<MovedSum>(), default(BookLabel));
            await RunAsync(
                filter.Command(Sums(filter, source, own)),
                r =>
                {
                    if (r.IsDBNull(1))
                    {
                        label = new BookLabel(r.GetInt64(5), (int)r.GetInt64(6), (long)r.GetDecimal(4));
                        return;
                    }
                    sums.Add(
                        new MovedSum(
                            r.GetString(0),
                            Flows.Parse(r.GetString(1)),
                            Directions.Parse(r.GetString(2)),
                            r.GetDecimal(4),
                            r.IsDBNull(3) ? null : r.GetFieldValue<DateOnly>(3),
                            r.GetInt64(5)
                        )
                    );
                },
                cancellation
            );
            return (sums, label);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.QueryCanceled)
        {
            return TooSlow;
        }
    }

    // What is in the book's currency is read once; what a day's rate converts is grouped as the journal's sums are, so that both round alike.
    private static string Sums(TransactionFilter filter, string source, string currency) =>
        $"""
            select null::text, null::text, null::text, null::date, ({ExactRead.RatesVersion})::numeric, b.seq, b.epoch::bigint
              from books b where b.book_id = $1
            union all
            select t.currency, t.flow, t.direction, null, sum(t.amount), count(*), 0
              from {source} where {filter.All} group by t.currency, t.flow, t.direction
            union all
            select x.currency, x.flow, x.direction, x.date, sum(x.amount), 0, 0 from (
                select t.currency, t.flow, t.direction, t.date, t.account_id, coalesce(s.category_id, t.category_id) as category_id,
                       coalesce(s.amount, t.amount) as amount
                  from {source}
                  left join transaction_splits s on s.book_id = $1 and s.transaction_id = t.transaction_id and t.category_id is null
                 where {filter.All} and t.currency <> {currency}
                   and exists (select 1 from accounts a where a.book_id = $1 and a.currency <> {currency})) x
             group by x.currency, x.flow, x.direction, x.date, x.account_id, x.category_id
            """;

    /// <summary>The first rows that meet the common conditions.</summary>
    private static string Walk(TransactionFilter filter, int limit, int offset = 0)
    {
        var page = $"{filter.Order.Sql} limit {limit} offset {offset}";
        if (filter.Categories is null)
        {
            return $"select t.* from transactions t where {filter.Common} {page}";
        }
        // A walk for each category and one for parts, each along an index, instead of one that an "or" keeps from all of them.
        var (all, some) = (
            $"{filter.Order.Sql} limit {limit + offset}",
            $"t.transaction_id in (select s.transaction_id from transaction_splits s where s.book_id = $1 and s.category_id in ({filter.Categories}))"
        );
        return $"""
            select * from (
                (select t.* from ({filter.Categories}) k
                  cross join lateral (select t.* from transactions t where {filter.Common} and t.category_id = k.id {all}) t)
                union all
                (select t.* from transactions t where {filter.Common} and t.category_id is null and {some} {all})) t {page}
            """;
    }

    /// <summary>The matches among the newest rows only.</summary>
    private static string Newest(TransactionFilter filter, int limit, int offset) =>
        Named(
            filter,
            $"select * from ({(filter.Order.IsOfChanges ? LastChanged(filter) : Walk(filter, Window))}) t where {filter.All} "
                + $"{filter.Order.Sql} limit {limit} offset {offset}"
        );

    /// <summary>The rows that the next changes have left as they are: of each, only the last change counts.</summary>
    private static string LastChanged(TransactionFilter filter) =>
        $"""
            select t.* from (
                select c.seq, c.subject_id as id from changes c
                 where c.book_id = $1 and c.kind = 'transaction'{(filter.ChangesAfter is { } after ? $" and {after}" : "")}
                 {filter.Order.ChangesSql} limit {Window}) k
            {TransactionSql.ByKey} where t.version = k.seq
            """;

    /// <summary>All matches, sorted: the fence keeps the planner from walking the whole book in the order of its dates.</summary>
    private async Task<string> ByIndexAsync(TransactionFilter filter, int limit, int offset, CancellationToken cancellation) =>
        Named(
            filter,
            $"select * from (select t.* from {await SourceAsync(filter, cancellation)} where {filter.All} offset 0) t "
                + $"{filter.Order.Sql} limit {limit} offset {offset}"
        );

    /// <summary>Rows <c>t</c> among which all matches are.</summary>
    private async Task<string> SourceAsync(TransactionFilter filter, CancellationToken cancellation)
    {
        if (filter.Words.Count > 0 && await ExpandAsync(filter, cancellation) is { Matches.Count: > 0 } vocabulary)
        {
            var known = string.Join(" and ", vocabulary.Matches.Select(words => $"d.words && {filter.Add(Parameter(words))}"));
            return $"""
                (select d.transaction_id as id from search_documents d where d.book_id = $1 and {known}
                 union
                 select subject_id from changes where book_id = $1 and kind = 'transaction' and seq > {filter.Add(
                    Parameter(vocabulary.AppliedSeq)
                )}) k
                {TransactionSql.ByKey}
                """;
        }
        return "transactions t";
    }

    /// <summary>
    /// For each word looked for that helps, the words of the book that contain it, and the change up to which these are known: the projector may
    /// go on before the matches are read, so the tail starts here.
    /// </summary>
    private async Task<(long AppliedSeq, List<string[]> Matches)> ExpandAsync(TransactionFilter filter, CancellationToken cancellation)
    {
        var (applied, matches) = (0L, new List<string[]>());
        var expand = Command(Expand, Parameter(filter.BookId), Parameter(filter.Words.Select(TransactionFilter.Pattern).ToArray()));
        await RunAsync(
            expand,
            r =>
            {
                applied = r.GetInt64(0);
                matches.Add(r.GetFieldValue<string[]>(1));
            },
            cancellation
        );
        return (applied, matches.FindAll(words => words.Length <= MaxExpansions));
    }

    private static string Named(TransactionFilter filter, string rows) =>
        $"""
            select a.name, c.name, {TransactionSql.Row} from ({rows}) t
              join accounts a on a.book_id = $1 and a.account_id = t.account_id
              left join categories c on c.book_id = $1 and c.category_id = t.category_id
             {filter.Order.Sql}
            """;

    private async Task<List<NamedTransaction>> ReadAsync(TransactionFilter filter, string text, CancellationToken cancellation)
    {
        var rows = new List<NamedTransaction>();
        await RunAsync(
            filter.Command(text),
            r => rows.Add(new NamedTransaction(TransactionSql.Read(r, 2), r.GetString(0), r.IsDBNull(1) ? null : r.GetString(1))),
            cancellation
        );
        return rows;
    }

    /// <summary>Runs a statement for at most a second.</summary>
    private async Task RunAsync(NpgsqlBatchCommand command, Action<NpgsqlDataReader> read, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(UseCustomPlans());
        batch.BatchCommands.Add(new NpgsqlBatchCommand(SlowerThanASecond));
        batch.BatchCommands.Add(command);
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        await reader.NextResultAsync(cancellation);
        await reader.NextResultAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            read(reader);
        }
    }
}
