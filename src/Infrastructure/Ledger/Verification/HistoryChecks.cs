namespace Rupaya.Infrastructure.Ledger.Verification;

/// <summary>What must hold of the numbered changes and what they explain.</summary>
internal static class HistoryChecks
{
    public static readonly IReadOnlyList<LedgerCheck> All =
    [
        new(
            "changes without gaps",
            """
            select b.book_id, format('the head is at %s, but there are %s changes from %s to %s, and %s numbers that a restore left out',
                                     b.seq, coalesce(c.n, 0), c.first, c.last, coalesce(g.n, 0))
              from books b left join (select c.book_id, count(*) as n, min(c.seq) as first, max(c.seq) as last from changes c where of(c) group by 1) c using (book_id)
              left join (select g.book_id, sum(g.before_seq - g.after_seq) as n, max(g.before_seq) as last from book_gaps g where of(g) group by 1) g using (book_id)
             where of(b) and (b.seq <> coalesce(c.n, 0) + coalesce(g.n, 0) or c.first <> 1 or greatest(c.last, g.last) <> b.seq)
            union all
            select g.book_id, format('there is a change among the numbers %s to %s that a restore left out', g.after_seq + 1, g.before_seq)
              from book_gaps g where of(g) and exists (
                   select 1 from changes c where of(c) and c.book_id = g.book_id and c.seq > g.after_seq and c.seq <= g.before_seq)
            """
        ),
        new(
            "versions are changes",
            """
            select x.book_id, format('%s %s has version %s, which is no change of it', x.kind, x.id, x.version)
              from (select t.book_id, 'transaction' as kind, t.transaction_id as id, t.version from transactions t where of(t)
                    union all select a.book_id, 'account', a.account_id, a.version from accounts a where of(a)
                    union all select c.book_id, 'category', c.category_id, c.version from categories c where of(c) and c.kind <> 'none'
                    union all select b.book_id, 'budget', b.budget_id, b.version from budgets b where of(b)
                    union all select g.book_id, 'goal', g.goal_id, g.version from goals g where of(g)
                    union all select s.book_id, 'recurring', s.recurring_id, s.version from recurring s where of(s)
                    union all select r.book_id, 'rate', r.rate_id, r.version from book_rates r where of(r)) x
              left join changes c on of(c) and c.book_id = x.book_id and c.seq = x.version and c.kind = x.kind and c.subject_id = x.id
             where c.seq is null
            """
        ),
        new(
            "entries belong to changes",
            """
            select e.book_id, format('entry %s.%s is of no change of its subject', e.seq, e.line) from entries e
              left join changes c on of(c) and c.book_id = e.book_id and c.seq = e.seq
                and case when e.transaction_id is null then c.kind = 'account' and c.subject_id = e.account_id
                         else c.kind = 'transaction' and c.subject_id = e.transaction_id end
             where of(e) and c.seq is null
            """
        ),
        new(
            "staged rows belong to imports",
            """
            select r.book_id, format('row %s is of import %s, which is not there', r.line, r.import_id) from import_rows r
              left join imports i on of(i) and i.book_id = r.book_id and i.import_id = r.import_id
             where of(r) and i.import_id is null
            """
        ),
    ];
}
