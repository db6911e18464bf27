namespace Rupaya.Infrastructure.Ledger.Verification;

/// <summary>What must hold of balances, the journal and what is summed from it.</summary>
internal static class JournalChecks
{
    /// <summary>What the live transactions and accounts say the journal must come to.</summary>
    public const string Standing = """
        select t.book_id, t.date, t.account_id, coalesce(s.category_id, t.category_id, '00000000-0000-0000-0000-000000000000') as category_id, t.currency,
               t.flow, case t.direction when 'in' then 1 else -1 end * coalesce(s.amount, t.amount) as amount
          from transactions t left join transaction_splits s on of(s) and s.book_id = t.book_id and s.transaction_id = t.transaction_id
         where of(t) and t.deleted_seq is null
        union all
        select a.book_id, coalesce(a.opening_date, '-infinity'), a.account_id, '00000000-0000-0000-0000-000000000000', a.currency, 'opening',
               a.opening_balance
          from accounts a where of(a) and a.deleted_seq is null and a.opening_balance <> 0
        """;

    public static readonly IReadOnlyList<LedgerCheck> All =
    [
        new(
            "balance = sum of entries",
            """
            select a.book_id, format('account %s shows %s, its entries sum to %s', a.account_id, a.current_balance, coalesce(e.amount, 0))
              from accounts a left join (select e.book_id, e.account_id, sum(e.amount) as amount from entries e where of(e) group by 1, 2) e
                using (book_id, account_id)
             where of(a) and a.current_balance <> coalesce(e.amount, 0)
            """
        ),
        new(
            "no posting is later than its account knows",
            """
            select a.book_id, format('account %s has a posting of %s, and knows of none after %s', a.account_id, e.last, a.last_date)
              from accounts a join (select e.book_id, e.account_id, max(e.date) as last from entries e where of(e) group by 1, 2) e
                using (book_id, account_id)
             where of(a) and (a.last_date is null or a.last_date < e.last)
            """
        ),
        new(
            "entries = current transactions",
            $"""
            select book_id, format('%s %s category %s %s %s: the journal has %s in %s postings, the transactions %s in %s',
                                   date, account_id, category_id, flow, currency, coalesce(j.amount, 0), coalesce(j.n, 0), coalesce(c.amount, 0), coalesce(c.n, 0))
              from (select e.book_id, e.date, e.account_id, e.category_id, e.currency, e.flow, sum(e.amount) as amount, sum(e.sign) as n
                      from entries e where of(e) group by 1, 2, 3, 4, 5, 6) j
              full join (select book_id, date, account_id, category_id, currency, flow, sum(amount) as amount, count(*) as n
                           from ({Standing}) x group by 1, 2, 3, 4, 5, 6) c
                using (book_id, date, account_id, category_id, currency, flow)
             where coalesce(j.amount, 0) <> coalesce(c.amount, 0) or coalesce(j.n, 0) <> coalesce(c.n, 0)
            """
        ),
        new(
            "totals = entries that were folded",
            """
            select book_id, format('%s %s category %s %s %s: totals have %s in %s, the journal %s in %s',
                                   date, account_id, category_id, flow, currency, coalesce(t.amount, 0), coalesce(t.n, 0), coalesce(j.amount, 0), coalesce(j.n, 0))
              from (select e.book_id, e.date, e.account_id, e.category_id, e.currency, e.flow, sum(e.amount) as amount, sum(e.sign) as n
                      from entries e join projection_heads p on of(p) and p.book_id = e.book_id and p.projection = 'totals' and e.seq <= p.applied_seq
                     where of(e) group by 1, 2, 3, 4, 5, 6) j
              full join (select * from book_totals t where of(t)) t using (book_id, date, account_id, category_id, currency, flow)
             where coalesce(j.amount, 0) <> coalesce(t.amount, 0) or coalesce(j.n, 0) <> coalesce(t.n, 0)
            """
        ),
        new(
            "flows are the totals of days and months",
            """
            select book_id, format('%s %s category %s %s %s: flows have %s in %s, totals %s in %s',
                                   unit, start, category_id, flow, currency, coalesce(f.amount, 0), coalesce(f.n, 0), coalesce(j.amount, 0), coalesce(j.n, 0))
              from (select t.book_id, u.unit, u.start, t.category_id, t.currency, t.flow, sum(t.amount) as amount, sum(t.n) as n
                      from book_totals t cross join lateral (values ('day', t.date), ('month', date_trunc('month', t.date)::date)) u (unit, start)
                     where of(t) and t.flow in ('income', 'expense', 'refund') group by 1, 2, 3, 4, 5, 6) j
              full join (select * from book_flows f where of(f)) f using (book_id, unit, start, category_id, currency, flow)
             where coalesce(j.amount, 0) <> coalesce(f.amount, 0) or coalesce(j.n, 0) <> coalesce(f.n, 0)
            """
        ),
        new(
            "entries belong to transactions",
            """
            select e.book_id, format('entry %s.%s is of transaction %s, which is not there', e.seq, e.line, e.transaction_id) from entries e
              left join transactions t on of(t) and t.book_id = e.book_id and t.transaction_id = e.transaction_id
             where of(e) and e.transaction_id is not null and t.transaction_id is null
            """
        ),
    ];
}
