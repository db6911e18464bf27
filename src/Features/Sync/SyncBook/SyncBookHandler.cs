using System.Data;
using Npgsql;
using Rupaya.Features.Accounts;
using Rupaya.Features.Budgets;
using Rupaya.Features.Categories;
using Rupaya.Features.Transactions;
using Rupaya.Infrastructure.Ledger;
using Rupaya.Infrastructure.Reads;
using static Rupaya.Infrastructure.Ledger.Sql;

namespace Rupaya.Features.Sync.SyncBook;

internal sealed class SyncBookHandler(BookHeads heads, NpgsqlDataSource database)
{
    private const int DefaultLimit = 500;

    private const string Changed = "select distinct subject_id as id from changes where book_id = $1 and seq > $2 and seq <= $3 and kind =";

    private static readonly string Accounts = $"""
        select {AccountSql.OfRow}, a.current_balance - case when a.last_date > $4 then {LaterSums.Of("$4")} else 0 end
          from accounts a where book_id = $1 and deleted_seq is null
           and (last_posting_seq > $2 and (last_posting_seq <= $3 or $5) or account_id in ({Changed} 'account')) order by account_id
        """;

    private const string Categories =
        $"{CategorySql.Select} where book_id = $1 and deleted_seq is null and category_id in ({Changed} 'category') order by category_id";

    private const string Transactions =
        $"select {TransactionSql.Row} from ({Changed} 'transaction') k {TransactionSql.ByKey} where t.deleted_seq is null";

    private const string Budgets =
        $"{BudgetSql.Select} where book_id = $1 and deleted_seq is null and budget_id in ({Changed} 'budget') order by budget_id";

    private const string Deleted = """
        select c.kind, c.subject_id, x.deleted_seq
          from (select distinct kind, subject_id from changes where book_id = $1 and seq > $2 and seq <= $3) c
          cross join lateral (
            select deleted_seq from transactions where c.kind = 'transaction' and book_id = $1 and transaction_id = c.subject_id
            union all select deleted_seq from accounts where c.kind = 'account' and book_id = $1 and account_id = c.subject_id
            union all select deleted_seq from categories where c.kind = 'category' and book_id = $1 and category_id = c.subject_id
            union all select deleted_seq from budgets where c.kind = 'budget' and book_id = $1 and budget_id = c.subject_id) x
         where x.deleted_seq is not null order by x.deleted_seq
        """;

    public async Task<Result<Answer>> HandleAsync(SyncBookRequest request, Caller caller, CancellationToken cancellation)
    {
        var head = await heads.ReadAsync(caller, cancellation);
        if (!head.IsSuccess)
        {
            return head.Error!;
        }
        var since = request.Since ?? 0;
        if (since > head.Value.Seq)
        {
            return Error.Invalid("unknown_seq", $"The book is at {head.Value.Seq}. Start again from 0.", "since");
        }
        var upTo = Math.Min(since + (request.Limit ?? DefaultLimit), head.Value.Seq);
        return Answer.Ok(await ReadAsync(head.Value, since, upTo, cancellation));
    }

    /// <summary>One snapshot, which is at or after the head that was read: everything up to that number is in it.</summary>
    private async Task<SyncPage> ReadAsync(BookHead head, long since, long upTo, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(PlanAfresh());
        foreach (var text in new[] { Accounts, Categories, Transactions, Budgets, Deleted })
        {
            batch.BatchCommands.Add(Command(text, Of(head.BookId), Of(since), Of(upTo)));
        }
        // A balance that somebody moves again and again comes with the page that has caught up, not only when they stop.
        batch.BatchCommands[1].Parameters.Add(Of(head.Today));
        batch.BatchCommands[1].Parameters.Add(Of(upTo == head.Seq));
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        await reader.NextResultAsync(cancellation);
        return new SyncPage(
            upTo,
            upTo < head.Seq,
            await RowsAsync(reader, r => AccountView.From(AccountSql.Read(r), r.GetDecimal(AccountSql.ColumnCount)), cancellation),
            await RowsAsync(reader, r => CategoryView.From(CategorySql.Read(r)), cancellation),
            await RowsAsync(reader, r => TransactionState.From(TransactionSql.Read(r)), cancellation),
            await RowsAsync(reader, r => BudgetView.From(BudgetSql.Read(r), head.Today, head.Calendar), cancellation),
            await RowsAsync(reader, r => new Tombstone(r.GetString(0), r.GetGuid(1), r.GetInt64(2)), cancellation)
        );
    }

    private static async Task<List<T>> RowsAsync<T>(NpgsqlDataReader reader, Func<NpgsqlDataReader, T> read, CancellationToken cancellation)
    {
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellation))
        {
            rows.Add(read(reader));
        }
        await reader.NextResultAsync(cancellation);
        return rows;
    }
}
