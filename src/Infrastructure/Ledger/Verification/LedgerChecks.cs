using Rupaya.Infrastructure.Ledger.Projections;
using Rupaya.Infrastructure.Postgres;

namespace Rupaya.Infrastructure.Ledger.Verification;

/// <param name="Name">What must hold.</param>
/// <param name="Sql">Each row is a difference: the book and a sentence. As many as are told.</param>
internal sealed record LedgerCheck(string Name, string Sql);

/// <summary>What must hold of every book at any moment, recomputed from the journal and from the current rows.</summary>
internal sealed class LedgerChecks
{
    /// <summary>How many differences of each check are told.</summary>
    public const int First = 10;

    /// <summary>The checks of the book <c>$1</c>.</summary>
    public static readonly LedgerChecks OfBook = new(isOne: true);

    /// <summary>The checks of all books; they have no parameter.</summary>
    public static readonly LedgerChecks OfAll = new(isOne: false);

    [AcrossBooks("An operator verifies all books, in one snapshot.")]
    private static readonly IReadOnlyList<string> TextsOfAll = [.. OfAll.All.Select(c => c.Sql)];

    private readonly bool _isOne;

    private LedgerChecks(bool isOne)
    {
        _isOne = isOne;
        All = [.. Checks.Select(c => c with { Sql = $"select * from ({c.Sql}) x limit {First}" })];
    }

    public IReadOnlyList<LedgerCheck> All { get; }

    /// <summary>What the live transactions and accounts say the journal must come to.</summary>
    public string Standing =>
        $"""
            select t.book_id, t.date, t.account_id, coalesce(s.category_id, t.category_id, '00000000-0000-0000-0000-000000000000') as category_id, t.currency,
                   t.flow, case t.direction when 'in' then 1 else -1 end * coalesce(s.amount, t.amount) as amount
              from transactions t left join transaction_splits s on {Of(
                "s"
            )} and s.book_id = t.book_id and s.transaction_id = t.transaction_id
             where {Of("t")} and t.deleted_seq is null
            union all
            select a.book_id, coalesce(a.opening_date, '-infinity'), a.account_id, '00000000-0000-0000-0000-000000000000', a.currency, 'opening',
                   a.opening_balance
              from accounts a where {Of("a")} and a.deleted_seq is null and a.opening_balance <> 0
            """;

    private IReadOnlyList<LedgerCheck> Checks =>
        [
            new(
                "balance = sum of entries",
                $"""
                select a.book_id, format('account %s shows %s, its entries sum to %s', a.account_id, a.current_balance, coalesce(e.amount, 0))
                  from accounts a left join (select e.book_id, e.account_id, sum(e.amount) as amount from entries e where {Of(
                    "e"
                )} group by 1, 2) e
                    using (book_id, account_id)
                 where {Of("a")} and a.current_balance <> coalesce(e.amount, 0)
                """
            ),
            new(
                "no posting is later than its account knows",
                $"""
                select a.book_id, format('account %s has a posting of %s, and knows of none after %s', a.account_id, e.last, a.last_date)
                  from accounts a join (select e.book_id, e.account_id, max(e.date) as last from entries e where {Of("e")} group by 1, 2) e
                    using (book_id, account_id)
                 where {Of("a")} and (a.last_date is null or a.last_date < e.last)
                """
            ),
            new(
                "entries = current transactions",
                $"""
                select book_id, format('%s %s category %s %s %s: the journal has %s in %s postings, the transactions %s in %s',
                                       date, account_id, category_id, flow, currency, coalesce(j.amount, 0), coalesce(j.n, 0), coalesce(c.amount, 0), coalesce(c.n, 0))
                  from (select e.book_id, e.date, e.account_id, e.category_id, e.currency, e.flow, sum(e.amount) as amount, sum(e.sign) as n
                          from entries e where {Of("e")} group by 1, 2, 3, 4, 5, 6) j
                  full join (select book_id, date, account_id, category_id, currency, flow, sum(amount) as amount, count(*) as n
                               from ({Standing}) x group by 1, 2, 3, 4, 5, 6) c
                    using (book_id, date, account_id, category_id, currency, flow)
                 where coalesce(j.amount, 0) <> coalesce(c.amount, 0) or coalesce(j.n, 0) <> coalesce(c.n, 0)
                """
            ),
            new(
                "totals = entries that were folded",
                $"""
                select book_id, format('%s %s category %s %s %s: totals have %s in %s, the journal %s in %s',
                                       date, account_id, category_id, flow, currency, coalesce(t.amount, 0), coalesce(t.n, 0), coalesce(j.amount, 0), coalesce(j.n, 0))
                  from (select e.book_id, e.date, e.account_id, e.category_id, e.currency, e.flow, sum(e.amount) as amount, sum(e.sign) as n
                          from entries e join projection_heads p on {Of(
                    "p"
                )} and p.book_id = e.book_id and p.projection = 'totals' and e.seq <= p.applied_seq
                         where {Of("e")} group by 1, 2, 3, 4, 5, 6) j
                  full join (select * from book_totals t where {Of("t")}) t using (book_id, date, account_id, category_id, currency, flow)
                 where coalesce(j.amount, 0) <> coalesce(t.amount, 0) or coalesce(j.n, 0) <> coalesce(t.n, 0)
                """
            ),
            new(
                "flows are the totals of days and months",
                $"""
                select book_id, format('%s %s category %s %s %s: flows have %s in %s, totals %s in %s',
                                       unit, start, category_id, flow, currency, coalesce(f.amount, 0), coalesce(f.n, 0), coalesce(j.amount, 0), coalesce(j.n, 0))
                  from (select t.book_id, u.unit, u.start, t.category_id, t.currency, t.flow, sum(t.amount) as amount, sum(t.n) as n
                          from book_totals t cross join lateral (values ('day', t.date), ('month', date_trunc('month', t.date)::date)) u (unit, start)
                         where {Of("t")} and t.flow in ('income', 'expense', 'refund') group by 1, 2, 3, 4, 5, 6) j
                  full join (select * from book_flows f where {Of("f")}) f using (book_id, unit, start, category_id, currency, flow)
                 where coalesce(j.amount, 0) <> coalesce(f.amount, 0) or coalesce(j.n, 0) <> coalesce(f.n, 0)
                """
            ),
            new(
                "changes without gaps",
                $"""
                select b.book_id, format('the head is at %s, but there are %s changes from %s to %s', b.seq, coalesce(c.n, 0), c.first, c.last)
                  from books b left join (select c.book_id, count(*) as n, min(c.seq) as first, max(c.seq) as last from changes c where {Of(
                    "c"
                )} group by 1) c using (book_id)
                 where {Of("b")} and (b.seq <> coalesce(c.n, 0) or c.first <> 1 or c.last <> b.seq)
                """
            ),
            new(
                "versions are changes",
                $"""
                select x.book_id, format('%s %s has version %s, which is no change of it', x.kind, x.id, x.version)
                  from (select t.book_id, 'transaction' as kind, t.transaction_id as id, t.version from transactions t where {Of("t")}
                        union all select a.book_id, 'account', a.account_id, a.version from accounts a where {Of("a")}
                        union all select c.book_id, 'category', c.category_id, c.version from categories c where {Of(
                    "c"
                )} and c.kind <> 'none'
                        union all select b.book_id, 'budget', b.budget_id, b.version from budgets b where {Of("b")}
                        union all select g.book_id, 'goal', g.goal_id, g.version from goals g where {Of("g")}
                        union all select s.book_id, 'recurring', s.recurring_id, s.version from recurring s where {Of("s")}
                        union all select r.book_id, 'rate', r.rate_id, r.version from book_rates r where {Of("r")}) x
                  left join changes c on {Of(
                    "c"
                )} and c.book_id = x.book_id and c.seq = x.version and c.kind = x.kind and c.subject_id = x.id
                 where c.seq is null
                """
            ),
            new(
                "entries belong to changes",
                $"""
                select e.book_id, format('entry %s.%s is of no change of its subject', e.seq, e.line) from entries e
                  left join changes c on {Of("c")} and c.book_id = e.book_id and c.seq = e.seq
                    and case when e.transaction_id is null then c.kind = 'account' and c.subject_id = e.account_id
                             else c.kind = 'transaction' and c.subject_id = e.transaction_id end
                 where {Of("e")} and c.seq is null
                """
            ),
            new(
                "entries belong to transactions",
                $"""
                select e.book_id, format('entry %s.%s is of transaction %s, which is not there', e.seq, e.line, e.transaction_id) from entries e
                  left join transactions t on {Of("t")} and t.book_id = e.book_id and t.transaction_id = e.transaction_id
                 where {Of("e")} and e.transaction_id is not null and t.transaction_id is null
                """
            ),
            new(
                "staged rows belong to imports",
                $"""
                select r.book_id, format('row %s is of import %s, which is not there', r.line, r.import_id) from import_rows r
                  left join imports i on {Of("i")} and i.book_id = r.book_id and i.import_id = r.import_id
                 where {Of("r")} and i.import_id is null
                """
            ),
            new(
                "splits sum to the amount",
                $"""
                select t.book_id, format('transaction %s of %s has parts of %s', t.transaction_id, t.amount, s.amount)
                  from transactions t join (select s.book_id, s.transaction_id, sum(s.amount) as amount from transaction_splits s where {Of(
                    "s"
                )} group by 1, 2) s
                    using (book_id, transaction_id)
                 where {Of("t")} and (t.amount <> s.amount or t.category_id is not null or t.flow = 'transfer')
                """
            ),
            new(
                "transfers have two legs",
                $"""
                select t.book_id, format('transfer %s has %s legs out, %s in, on %s accounts and %s days, %s within a currency', t.transfer_id,
                                         count(*) filter (where t.direction = 'out'), count(*) filter (where t.direction = 'in'), count(distinct t.account_id),
                                         count(distinct t.date), sum(case t.direction when 'in' then t.amount else -t.amount end))
                  from transactions t where {Of("t")} and t.transfer_id is not null and t.deleted_seq is null
                 group by t.book_id, t.transfer_id
                having count(*) <> 2 or count(distinct t.direction) <> 2 or count(distinct t.account_id) <> 2 or count(distinct t.date) <> 1
                    or (count(distinct t.currency) = 1 and sum(case t.direction when 'in' then t.amount else -t.amount end) <> 0)
                """
            ),
            new(
                "refunds add up",
                $"""
                select o.book_id, format('expense %s of %s says %s was refunded, its refunds sum to %s', o.transaction_id, o.amount, o.refunded_amount, coalesce(r.amount, 0))
                  from transactions o
                  left join (select r.book_id, r.refund_of, sum(r.amount) as amount, bool_and(r.flow = 'refund') as fits, min(r.currency) as a, max(r.currency) as b
                               from transactions r where {Of("r")} and r.refund_of is not null and r.deleted_seq is null group by 1, 2) r
                    on r.book_id = o.book_id and r.refund_of = o.transaction_id
                 where {Of("o")} and (o.refunded_amount <> coalesce(r.amount, 0) or o.refunded_amount > o.amount
                    or (r.amount is not null and (o.deleted_seq is not null or o.flow <> 'expense' or not r.fits or r.a <> o.currency or r.b <> o.currency)))
                """
            ),
            new(
                "refunds are in the category of what was paid",
                $"""
                select r.book_id, format('refund %s of %s is in category %s, where %s was paid and %s refunded', r.transaction_id, r.refund_of, r.category_id, p.amount, r.amount)
                  from (select r.book_id, r.refund_of, r.category_id, min(r.transaction_id::text) as transaction_id, sum(r.amount) as amount from transactions r
                         where {Of("r")} and r.refund_of is not null and r.deleted_seq is null group by 1, 2, 3) r
                  left join lateral (
                    select sum(coalesce(s.amount, o.amount)) as amount from transactions o
                      left join transaction_splits s on {Of("s")} and s.book_id = o.book_id and s.transaction_id = o.transaction_id
                     where {Of(
                    "o"
                )} and o.book_id = r.book_id and o.transaction_id = r.refund_of and coalesce(s.category_id, o.category_id) is not distinct from r.category_id) p on true
                 where p.amount is null or p.amount < r.amount
                """
            ),
            new(
                "search knows the texts",
                $"""
                select t.book_id, format('the words of transaction %s are not those of its texts', t.transaction_id)
                  from transactions t join projection_heads p on {Of(
                    "p"
                )} and p.book_id = t.book_id and p.projection = '{SearchProjector.Projection}' and t.version <= p.applied_seq
                  left join search_documents d on {Of("d")} and d.book_id = t.book_id and d.transaction_id = t.transaction_id
                 where {Of("t")} and coalesce(d.words, array[]::text[])
                       is distinct from case when t.deleted_seq is null then {SearchProjector.Words} else array[]::text[] end
                """
            ),
            new(
                "currencies are the accounts'",
                $"""
                select t.book_id, format('transaction %s is in %s, its account in %s', t.transaction_id, t.currency, a.currency)
                  from transactions t join accounts a using (book_id, account_id) where {Of("t")} and {Of("a")} and t.currency <> a.currency
                """
            ),
            new(
                "live rows point to live rows",
                $"""
                select t.book_id, format('transaction %s is on an account or in a category that is deleted', t.transaction_id)
                  from transactions t join accounts a using (book_id, account_id)
                  left join transaction_splits s on {Of("s")} and s.book_id = t.book_id and s.transaction_id = t.transaction_id
                  left join categories c on {Of("c")} and c.book_id = t.book_id and c.category_id = coalesce(s.category_id, t.category_id)
                 where {Of("t")} and {Of("a")} and t.deleted_seq is null and (a.deleted_seq is not null or c.deleted_seq is not null)
                """
            ),
            new(
                "projections are not ahead",
                $"""
                select b.book_id, format('%s is at %s, the head at %s', p.projection, p.applied_seq, b.seq)
                  from books b join projection_heads p using (book_id) where {Of("b")} and {Of("p")} and p.applied_seq > b.seq
                """
            ),
            new(
                "foreign keys are enforced",
                """
                select null::uuid, format('%s on %s is not valid', conname, conrelid::regclass) from pg_constraint
                 where contype = 'f' and not convalidated
                union all
                select null::uuid, format('a trigger on %s is disabled', tgrelid::regclass) from pg_trigger
                 where tgenabled = 'D' and tgrelid in (select oid from pg_class where relnamespace = 'public'::regnamespace)
                """
            ),
            new(
                "the outbox is young",
                "select null::uuid, format('%s messages wait, the oldest since %s', count(*), min(created_at)) from outbox having min(created_at) < now() - interval '10 minutes'"
            ),
        ];

    private string Of(string table) => _isOne ? $"{table}.book_id = $1" : "true";
}
