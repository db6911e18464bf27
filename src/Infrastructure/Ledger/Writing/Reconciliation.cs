using Npgsql;
using Rupaya.Domain.Ledger;
using Rupaya.Infrastructure.Ledger.Rows;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Ledger.Writing;

/// <param name="Cleared">Opening balance and everything cleared up to the day.</param>
/// <param name="Pending">Sum of what is pending up to the day.</param>
/// <param name="Unlocked">How many cleared transactions up to the day no reconciliation has locked yet.</param>
public sealed record ReconciliationSums(decimal Cleared, decimal Pending, int Unlocked);

/// <summary>The statements of comparing an account with a statement, and of locking what it proves.</summary>
public static class Reconciliation
{
    private const string Unlocked =
        "t.book_id = $1 and t.account_id = $2 and t.date <= $3 and t.deleted_seq is null and t.status = 'cleared' and t.reconciled_seq is null";

    private const string Sums = """
        select coalesce(sum(case t.direction when 'in' then t.amount else -t.amount end) filter (where t.status = 'cleared'), 0),
               coalesce(sum(case t.direction when 'in' then t.amount else -t.amount end) filter (where t.status = 'pending'), 0),
               (count(*) filter (where t.status = 'cleared' and t.reconciled_seq is null))::int
          from transactions t where t.book_id = $1 and t.account_id = $2 and t.date <= $3 and t.deleted_seq is null
        """;

    [RunsInParts("It holds the book's head: nobody else writes to the book meanwhile.")]
    private const string LockText = $"""
        with r as materialized (
            select t.transaction_id, $4 - 1 + row_number() over (order by t.date, t.transaction_id) as seq, {TransactionSql.State} as before
              from transactions t where {Unlocked}),
        c as (
            insert into changes (book_id, seq, at, actor_id, kind, subject_id, op, before)
            select $1, seq, $5, $6, 'transaction', transaction_id, 'update', before from r)
        update transactions t set reconciled_seq = r.seq, version = r.seq, updated_at = $5
          from r where t.book_id = $1 and t.transaction_id = r.transaction_id
        """;

    /// <summary>What an account comes to at the end of a day.</summary>
    public static async Task<ReconciliationSums> SumAsync(LockedBook book, Account account, DateOnly day, CancellationToken cancellation)
    {
        var sums = await book.ReadAsync(
            Command(Sums, Parameter(book.BookId), Parameter(account.AccountId), Parameter(day)),
            r => new ReconciliationSums(r.GetDecimal(0), r.GetDecimal(1), r.GetInt32(2)),
            cancellation
        );
        var opening = account.OpeningDate is null || account.OpeningDate <= day ? account.OpeningBalance : 0;
        return sums[0] with { Cleared = sums[0].Cleared + opening };
    }

    /// <summary>Locks what is cleared and not locked yet; writes one change for each, from <paramref name="firstSeq"/> on.</summary>
    public static NpgsqlBatchCommand Lock(LockedBook book, Guid accountId, DateOnly day, long firstSeq) =>
        Command(
            LockText,
            Parameter(book.BookId),
            Parameter(accountId),
            Parameter(day),
            Parameter(firstSeq),
            Parameter(book.At),
            Parameter(book.ActorId)
        );
}
