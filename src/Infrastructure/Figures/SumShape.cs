using Rupaya.Infrastructure.Ledger;
using Rupaya.Infrastructure.Ledger.Rows;

namespace Rupaya.Infrastructure.Figures;

/// <summary>What a statement sums, and by what.</summary>
public sealed class SumShape
{
    /// <summary>Income, expenses and refunds by category, the whole range as one.</summary>
    internal static readonly SumShape Categories = new(ByCategory(CategoryNames, "1"));

    /// <summary>The same with children in their parents.</summary>
    internal static readonly SumShape TopCategories = new(ByCategory(TopNames, "1"));

    /// <summary>By category, for each part of the range.</summary>
    public static readonly SumShape CategoriesOverTime = new(ByCategory(CategoryNames, Parts), byParts: true);

    /// <summary>Income, expenses and refunds by account, the whole range as one.</summary>
    internal static readonly SumShape Accounts = new(ByAccount);

    /// <summary>Whatever moved accounts after some days.</summary>
    internal static readonly SumShape Balances = new(Moves);

    /// <summary>Both, for what shows spending and balances.</summary>
    internal static readonly SumShape CategoriesAndBalances = new(ByCategory(CategoryNames, Parts) + Moves, byParts: true);

    /// <summary>By category, and by merchant by their <see cref="Domain.Text.NameKey"/>.</summary>
    internal static readonly SumShape Merchants = new(
        ByCategory(CategoryNames, "1")
            + Labels($"select btrim({Owner("merchant")}) as label, nullif(name_key({Owner("merchant")}), '') as key")
    );

    /// <summary>By category, and by tag by their <see cref="Domain.Text.NameKey"/>: what has two tags is in both, once.</summary>
    internal static readonly SumShape Tags = new(
        ByCategory(CategoryNames, "1")
            + Labels($"select min(btrim(tag)) as label, name_key(tag) as key from unnest({Owner("tags")}) as tag group by 2")
    );

    private const string Parts = "width_bucket(date, $5)";
    private const string CategoryNames =
        "join (select category_id as own, category_id as id, parent_id, name from categories where book_id = $1) k on k.own = s.id";
    private const string TopNames = """
        join (select c.category_id as own, t.category_id as id, t.parent_id, t.name from categories c
                join categories t on t.book_id = $1 and t.category_id = coalesce(c.parent_id, c.category_id) where c.book_id = $1) k on k.own = s.id
        """;
    private const string AccountNames =
        "join (select account_id as own, account_id as id, null::uuid as parent_id, name from accounts where book_id = $1) k on k.own = s.id";

    private const string Moves = $"""

        union all
        select 3, account_id, null, null, currency, 'transfer', width_bucket(date, $6), null, sum(amount), 0, null, null from (
            select account_id, currency, date, amount from book_totals where book_id = $1 and date >= ($6)[1]
            union all
            select account_id, currency, date, amount from entries where {ExactRead.Tail} and date >= ($6)[1]) m
         group by account_id, currency, width_bucket(date, $6) having sum(amount) <> 0
        """;

    private SumShape(string sums, bool byParts = false)
    {
        IsByParts = byParts;
        // One statement, one snapshot: the head, the sums of totals and tail, and the balances. Part tells the rows apart.
        Text = $"""
            with h as materialized (
                select b.epoch, {ExactRead.RatesVersion} as rates_version, x.seq, x.applied_seq from books b, ({ExactRead.Head}) x where b.book_id = $1)
            select 0 as part, null::uuid as id, null::uuid as parent_id, null::text as name, null::text as currency, null::text as flow,
                   epoch as bucket, null::date as day, rates_version::numeric as amount, seq as n, null::numeric as more, null::numeric as today from h
            union all
            select 2, account_id, null, name, currency, null, is_archived::int, null, current_balance, 0, overdraft_limit,
                   current_balance - case when last_date > $12 then {LaterSums.Of("$12")} else 0 end
              from accounts a where book_id = $1 and deleted_seq is null
            {sums}
            """;
    }

    /// <summary>True when each part of the range is summed by itself.</summary>
    internal bool IsByParts { get; }

    /// <summary>
    /// $1 book, $2 and $3 the range, $4 the book's currency, $5 the first days of the range's parts, $6 the days after those whose balances are
    /// asked for, $7 to $11 the pieces of the range: unit, first, last, sign and the part, 0 for that of each day; $12 today.
    /// </summary>
    internal string Text { get; }

    /// <summary>A refund belongs to whom and to what its original belongs to, as it does to its category, whatever it was given itself.</summary>
    private static string Owner(string column) => $"case when t.refund_of is null then t.{column} else o.{column} end";

    /// <param name="labels">Each label of a transaction <c>t</c>, refunding <c>o</c> or nothing, with the key that makes labels one.</param>
    private static string Labels(string labels) =>
        $"""

            union all
            select 4, id, null, min(min(label)) over (partition by id), currency, flow, 1, day, sum(effect), count(*), null, null from (
                select coalesce(md5(g.key)::uuid, '00000000-0000-0000-0000-000000000000') as id, coalesce(g.label, '') as label, t.currency, t.flow,
                       case when t.currency <> $4 then t.date end as day, case when t.currency <> $4 then t.account_id end as account,
                       case when t.currency <> $4 then coalesce(s.category_id, t.category_id) end as category,
                       case t.direction when 'in' then 1 else -1 end * coalesce(s.amount, t.amount) as effect
                  from transactions t left join transaction_splits s on s.book_id = $1 and s.transaction_id = t.transaction_id
                  left join transactions o on o.book_id = $1 and o.transaction_id = t.refund_of
                  left join lateral ({labels}) g on true
                 where t.book_id = $1 and t.deleted_seq is null and t.date between $2 and $3 and t.flow in ('income', 'expense', 'refund')) l
             group by id, currency, flow, day, account, category
            """;

    /// <summary>
    /// In the book's currency from the pieces $7 to $11 of the range; in others from the days of accounts. What has to be converted is never coarser than
    /// a row of the totals: else the same money would round differently in two figures.
    /// </summary>
    private static string ByCategory(string names, string part) =>
        $"""
            union all
            select 1, k.id, k.parent_id, k.name, s.currency, s.flow, s.bucket, s.day, s.amount, s.n, null, null
              from (select category_id as id, $4 as currency, flow, bucket, null::date as day, sum(amount) as amount, sum(n)::bigint as n from (
                        select f.category_id, f.flow, case p.bucket when 0 then width_bucket(f.start, $5) else p.bucket end as bucket,
                               p.sign * f.amount as amount, p.sign * f.n as n
                          from unnest($7, $8, $9, $10, $11) as p (unit, first, last, sign, bucket) cross join lateral (
                               select category_id, flow, start, amount, n from book_flows
                                where book_id = $1 and unit = p.unit and start between p.first and p.last and currency = $4 offset 0) f
                        union all
                        select category_id, flow, {part}, amount, sign from entries
                         where {ExactRead.Tail} and date between $2 and $3 and {Earnings} and currency = $4) x
                     group by category_id, flow, bucket having sum(amount) <> 0 or sum(n) <> 0
                    union all
                    select category_id, currency, flow, {part}, date, sum(amount), sum(n)::bigint
                      from ({Lines} and currency <> $4 and exists (select 1 from accounts where book_id = $1 and currency <> $4)) y
                     group by category_id, currency, flow, date, account_id having sum(amount) <> 0 or sum(n) <> 0) s
              {names}
            """;

    private const string Earnings = "flow in ('income', 'expense', 'refund')";

    private const string Lines = $"""
        select * from (
            select account_id, category_id, currency, flow, date, amount, n from book_totals
             where book_id = $1 and date between $2 and $3 and {Earnings}
            union all
            select account_id, category_id, currency, flow, date, amount, sign from entries
             where {ExactRead.Tail} and date between $2 and $3 and {Earnings}) l
         where true
        """;

    private const string ByAccount = $"""
        union all
        select 1, k.id, k.parent_id, k.name, s.currency, s.flow, 1, s.day, s.amount, s.n, null, null
          from (select account_id as id, currency, flow, case when currency <> $4 then date end as day, sum(amount) as amount, sum(n)::bigint as n
                  from ({Lines}) x group by 1, 2, 3, 4, case when currency <> $4 then category_id end having sum(amount) <> 0 or sum(n) <> 0) s
          {AccountNames}
        """;
}
