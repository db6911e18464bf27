using Rupaya.Infrastructure.Ledger.Projections;

namespace Rupaya.Infrastructure.Ledger.Verification;

/// <summary>What must hold of projections, keys and the outbox.</summary>
internal static class ServerChecks
{
    public static readonly IReadOnlyList<LedgerCheck> All =
    [
        new(
            "search knows the texts",
            $"""
            select t.book_id, format('the words of transaction %s are not those of its texts', t.transaction_id)
              from transactions t join projection_heads p on of(p) and p.book_id = t.book_id and p.projection = '{SearchProjector.Projection}' and t.version <= p.applied_seq
              left join search_documents d on of(d) and d.book_id = t.book_id and d.transaction_id = t.transaction_id
             where of(t) and coalesce(d.words, array[]::text[])
                   is distinct from case when t.deleted_seq is null then {SearchProjector.Words} else array[]::text[] end
            """
        ),
        new(
            "projections are not ahead",
            """
            select b.book_id, format('%s is at %s, the head at %s', p.projection, p.applied_seq, b.seq)
              from books b join projection_heads p using (book_id) where of(b) and of(p) and p.applied_seq > b.seq
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
}
