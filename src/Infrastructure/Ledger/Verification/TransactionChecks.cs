namespace Rupaya.Infrastructure.Ledger.Verification;

/// <summary>What must hold of transactions, their parts, transfers and refunds.</summary>
internal static class TransactionChecks
{
    public static readonly IReadOnlyList<LedgerCheck> All =
    [
        new(
            "splits sum to the amount",
            """
            select t.book_id, format('transaction %s of %s has parts of %s', t.transaction_id, t.amount, s.amount)
              from transactions t join (select s.book_id, s.transaction_id, sum(s.amount) as amount from transaction_splits s where of(s) group by 1, 2) s
                using (book_id, transaction_id)
             where of(t) and (t.amount <> s.amount or t.category_id is not null or t.flow = 'transfer')
            """
        ),
        new(
            "transfers have two legs",
            """
            select t.book_id, format('transfer %s has %s legs out, %s in, on %s accounts and %s days, %s within a currency', t.transfer_id,
                                     count(*) filter (where t.direction = 'out'), count(*) filter (where t.direction = 'in'), count(distinct t.account_id),
                                     count(distinct t.date), sum(case t.direction when 'in' then t.amount else -t.amount end))
              from transactions t where of(t) and t.transfer_id is not null and t.deleted_seq is null
             group by t.book_id, t.transfer_id
            having count(*) <> 2 or count(distinct t.direction) <> 2 or count(distinct t.account_id) <> 2 or count(distinct t.date) <> 1
                or (count(distinct t.currency) = 1 and sum(case t.direction when 'in' then t.amount else -t.amount end) <> 0)
            """
        ),
        new(
            "refunds add up",
            """
            select o.book_id, format('expense %s of %s says %s was refunded, its refunds sum to %s', o.transaction_id, o.amount, o.refunded_amount, coalesce(r.amount, 0))
              from transactions o
              left join (select r.book_id, r.refund_of, sum(r.amount) as amount, bool_and(r.flow = 'refund') as fits, min(r.currency) as a, max(r.currency) as b
                           from transactions r where of(r) and r.refund_of is not null and r.deleted_seq is null group by 1, 2) r
                on r.book_id = o.book_id and r.refund_of = o.transaction_id
             where of(o) and (o.refunded_amount <> coalesce(r.amount, 0) or o.refunded_amount > o.amount
                or (r.amount is not null and (o.deleted_seq is not null or o.flow <> 'expense' or not r.fits or r.a <> o.currency or r.b <> o.currency)))
            """
        ),
        new(
            "refunds are in the category of what was paid",
            """
            select r.book_id, format('refund %s of %s is in category %s, where %s was paid and %s refunded', r.transaction_id, r.refund_of, r.category_id, p.amount, r.amount)
              from (select r.book_id, r.refund_of, r.category_id, min(r.transaction_id::text) as transaction_id, sum(r.amount) as amount from transactions r
                     where of(r) and r.refund_of is not null and r.deleted_seq is null group by 1, 2, 3) r
              left join lateral (
                select sum(coalesce(s.amount, o.amount)) as amount from transactions o
                  left join transaction_splits s on of(s) and s.book_id = o.book_id and s.transaction_id = o.transaction_id
                 where of(o) and o.book_id = r.book_id and o.transaction_id = r.refund_of and coalesce(s.category_id, o.category_id) is not distinct from r.category_id) p on true
             where p.amount is null or p.amount < r.amount
            """
        ),
        new(
            "currencies are the accounts'",
            """
            select t.book_id, format('transaction %s is in %s, its account in %s', t.transaction_id, t.currency, a.currency)
              from transactions t join accounts a using (book_id, account_id) where of(t) and of(a) and t.currency <> a.currency
            """
        ),
        new(
            "live rows point to live rows",
            """
            select t.book_id, format('transaction %s is on an account or in a category that is deleted', t.transaction_id)
              from transactions t join accounts a using (book_id, account_id)
              left join transaction_splits s on of(s) and s.book_id = t.book_id and s.transaction_id = t.transaction_id
              left join categories c on of(c) and c.book_id = t.book_id and c.category_id = coalesce(s.category_id, t.category_id)
             where of(t) and of(a) and t.deleted_seq is null and (a.deleted_seq is not null or c.deleted_seq is not null)
            """
        ),
    ];
}
