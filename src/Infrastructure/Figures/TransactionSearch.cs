using Npgsql;
using Rupaya.Domain.Analytics;
using Rupaya.Domain.Ledger;
using Rupaya.Domain.Results;
using Rupaya.Infrastructure.Ledger;
using Rupaya.Infrastructure.Ledger.Projections;
using Rupaya.Infrastructure.Ledger.Rows;
using Rupaya.Infrastructure.Ledger.Writing;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Figures;

/// <summary>A transaction with the names that are shown beside it.</summary>
/// <param name="Row">The transaction.</param>
/// <param name="AccountName">Its account's.</param>
/// <param name="CategoryName">Its category's; null for Uncategorised, a split or a transfer.</param>
public sealed record NamedTransaction(Transaction Row, string AccountName, string? CategoryName);

/// <summary>
/// Finds transactions. What many rows meet is found by walking the first rows in the order that is asked for. What few rows meet is looked for there
/// first, and then through the indexes: words by the projection of <see cref="SearchProjector"/> and, for what that has not folded yet, the tail of
/// changes; tags by theirs. Amounts have none, for every write would pay for it: a range that few rows meet reads the book, within the second there is.
/// Every row found is held against the conditions itself, so the answer is exact however far the projection lags.
/// </summary>
public sealed class TransactionSearch(NpgsqlDataSource database)
{
    /// <returns>Up to <paramref name="limit"/> rows after <paramref name="offset"/>, or 503 <c>search_timeout</c>.</returns>
    public Task<Result<List<NamedTransaction>>> FindAsync(
        TransactionFilter filter,
        int limit,
        int offset,
        CancellationToken cancellation
    ) =>
        BoundedRead.WithinASecondAsync(async () =>
        {
            if (filter.Order is { IsIndexed: false, IsOfChanges: false })
            {
                return await ReadAsync(filter, await ByIndexAsync(filter, limit, offset, cancellation), cancellation);
            }
            if (!filter.Order.IsOfChanges && !filter.IsSelective)
            {
                return await ReadAsync(filter, TransactionWalk.Named(filter, TransactionWalk.First(filter, limit, offset)), cancellation);
            }
            var found = await ReadAsync(filter, TransactionWalk.AmongFirst(filter, limit, offset), cancellation);
            return found.Count == limit
                ? found
                : await ReadAsync(filter, await ByIndexAsync(filter, limit, offset, cancellation), cancellation);
        });

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
    internal Task<Result<(List<MovedSum> Sums, BookLabel Label)>> SumAsync(
        TransactionFilter filter,
        string currency,
        CancellationToken cancellation
    ) =>
        BoundedRead.WithinASecondAsync(async () =>
        {
            var own = filter.Add(Parameter(currency));
            var source = await TransactionSource.OfAsync(database, filter, cancellation);
            var (sums, label) = (new List<MovedSum>(), default(BookLabel));
            await BoundedRead.RunAsync(
                database,
                filter.Command(TransactionSumSql.Text(filter, source, own)),
                r =>
                {
                    if (TransactionSumSql.IsLabel(r))
                    {
                        label = TransactionSumSql.Label(r);
                        return;
                    }
                    sums.Add(TransactionSumSql.Sum(r));
                },
                cancellation
            );
            return (sums, label);
        });

    /// <summary>All matches, sorted: the fence keeps the planner from walking the whole book in the order of its dates.</summary>
    private async Task<string> ByIndexAsync(TransactionFilter filter, int limit, int offset, CancellationToken cancellation) =>
        TransactionWalk.Named(
            filter,
            $"select * from (select t.* from {await TransactionSource.OfAsync(database, filter, cancellation)} where {filter.All} offset 0) t "
                + $"{filter.Order.Sql} limit {limit} offset {offset}"
        );

    private async Task<List<NamedTransaction>> ReadAsync(TransactionFilter filter, string text, CancellationToken cancellation)
    {
        var rows = new List<NamedTransaction>();
        await BoundedRead.RunAsync(
            database,
            filter.Command(text),
            r => rows.Add(new NamedTransaction(TransactionSql.Read(r, 2), r.GetString(0), r.IsDBNull(1) ? null : r.GetString(1))),
            cancellation
        );
        return rows;
    }
}
