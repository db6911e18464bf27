using Npgsql;
using Rupaya.Domain.Ledger;
using Rupaya.Domain.Results;
using Rupaya.Infrastructure.Ledger.Projections;
using Rupaya.Infrastructure.Ledger.Rows;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Figures;

/// <summary>A transaction with the names that are shown beside it.</summary>
/// <param name="Row">The transaction.</param>
/// <param name="AccountName">Its account's.</param>
/// <param name="CategoryName">Its category's; null for Uncategorised, a split or a transfer.</param>
public sealed record NamedTransaction(Transaction Row, string AccountName, string? CategoryName);

/// <summary>What transactions of one currency come to.</summary>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Count">How many transactions.</param>
/// <param name="In">What came in, in major units of the currency.</param>
/// <param name="Out">What went out.</param>
/// <param name="Net">What came in less what went out.</param>
public sealed record TransactionSum(string Currency, long Count, decimal In, decimal Out, decimal Net);

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
            if (!filter.Order.IsIndexed)
            {
                return await ReadAsync(filter, await ByIndexAsync(filter, limit, offset, cancellation), cancellation);
            }
            if (!filter.IsSelective)
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

    /// <returns>What the rows come to by currency, or 503 <c>search_timeout</c>.</returns>
    public async Task<Result<List<TransactionSum>>> SumAsync(TransactionFilter filter, CancellationToken cancellation)
    {
        try
        {
            var text = $"""
                select t.currency, count(*), coalesce(sum(t.amount) filter (where t.direction = 'in'), 0),
                       coalesce(sum(t.amount) filter (where t.direction = 'out'), 0)
                  from {await SourceAsync(filter, cancellation)} where {filter.All} group by t.currency order by t.currency
                """;
            var sums = new List<TransactionSum>();
            await RunAsync(
                filter.Command(text),
                r =>
                    sums.Add(
                        new TransactionSum(
                            r.GetString(0),
                            r.GetInt64(1),
                            r.GetDecimal(2),
                            r.GetDecimal(3),
                            r.GetDecimal(2) - r.GetDecimal(3)
                        )
                    ),
                cancellation
            );
            return sums;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.QueryCanceled)
        {
            return TooSlow;
        }
    }

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
        Named(filter, $"select * from ({Walk(filter, Window)}) t where {filter.All} {filter.Order.Sql} limit {limit} offset {offset}");

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
