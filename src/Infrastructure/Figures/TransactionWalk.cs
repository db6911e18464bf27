using Rupaya.Infrastructure.Ledger.Rows;

namespace Rupaya.Infrastructure.Figures;

/// <summary>The statements that find transactions in an order by going along an index, from its beginning or a cursor.</summary>
internal static class TransactionWalk
{
    private const int Window = 2000;

    /// <summary>The first rows that meet the common conditions.</summary>
    public static string First(TransactionFilter filter, int limit, int offset = 0)
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

    /// <summary>The matches among the first rows only.</summary>
    public static string AmongFirst(TransactionFilter filter, int limit, int offset) =>
        Named(
            filter,
            $"select * from ({(filter.Order.IsOfChanges ? LastChanged(filter) : First(filter, Window))}) t where {filter.All} "
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

    /// <summary>Rows with the names that are shown beside them.</summary>
    public static string Named(TransactionFilter filter, string rows) =>
        $"""
            select a.name, c.name, {TransactionSql.Row} from ({rows}) t
              join accounts a on a.book_id = $1 and a.account_id = t.account_id
              left join categories c on c.book_id = $1 and c.category_id = t.category_id
             {filter.Order.Sql}
            """;
}
