using System.Data;
using Npgsql;
using Rupaya.Domain.Ledger;
using Rupaya.Features.Accounts;
using Rupaya.Features.Books;
using Rupaya.Features.Budgets;
using Rupaya.Features.Categories;
using Rupaya.Features.Goals;
using Rupaya.Features.Rates;
using Rupaya.Features.Recurring;
using Rupaya.Features.Transactions;
using Rupaya.Infrastructure.Ledger;
using Rupaya.Infrastructure.Ledger.Rows;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

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

    private static readonly string Goals =
        $"{GoalSql.Select} where g.book_id = $1 and g.deleted_seq is null and g.goal_id in ({Changed} 'goal') order by g.goal_id";

    // What a schedule posts is a change of the transaction; the schedule moves on to its next day with it.
    private static readonly string Recurring = $"""
        {RecurringSql.Select} where book_id = $1 and deleted_seq is null and (recurring_id in ({Changed} 'recurring') or recurring_id in (
            select recurring_id from recurring_occurrences where book_id = $1 and transaction_id in ({Changed} 'transaction'))) order by recurring_id
        """;

    private const string Rates = $"{RateSql.Select} where book_id = $1 and rate_id in ({Changed} 'rate') order by rate_id";

    private const string Book = $"select {BookSql.Columns} from books b where b.book_id = $1 and b.book_id in ({Changed} 'book')";

    private const string Members = $"""
        select m.user_id, u.name, u.email, m.role, m.joined_at from book_members m join users u on u.user_id = m.user_id
         where m.book_id = $1 and m.user_id in ({Changed} 'member') order by m.user_id
        """;

    private static readonly Dictionary<string, string> Texts = new(StringComparer.Ordinal)
    {
        ["accounts"] = Accounts,
        ["categories"] = Categories,
        ["transactions"] = Transactions,
        ["budgets"] = Budgets,
        ["goals"] = Goals,
        ["recurring"] = Recurring,
        ["rates"] = Rates,
        ["book"] = Book,
        ["members"] = Members,
    };

    private const string Deleted = """
        select c.kind, c.subject_id, x.deleted_seq
          from (select kind, subject_id, max(seq) as seq from changes
                 where book_id = $1 and seq > $2 and seq <= $3 and kind = any($4) group by kind, subject_id) c
          cross join lateral (
            select deleted_seq from transactions where c.kind = 'transaction' and book_id = $1 and transaction_id = c.subject_id
            union all select deleted_seq from accounts where c.kind = 'account' and book_id = $1 and account_id = c.subject_id
            union all select deleted_seq from categories where c.kind = 'category' and book_id = $1 and category_id = c.subject_id
            union all select deleted_seq from budgets where c.kind = 'budget' and book_id = $1 and budget_id = c.subject_id
            union all select deleted_seq from goals where c.kind = 'goal' and book_id = $1 and goal_id = c.subject_id
            union all select deleted_seq from recurring where c.kind = 'recurring' and book_id = $1 and recurring_id = c.subject_id
            union all select c.seq where c.kind = 'member' and not exists (
                select 1 from book_members where book_id = $1 and user_id = c.subject_id)
            union all select c.seq where c.kind = 'rate' and not exists (select 1 from book_rates where book_id = $1 and rate_id = c.subject_id)) x
         where x.deleted_seq is not null order by x.deleted_seq
        """;

    public async Task<Result<Reply<SyncPage>>> HandleAsync(SyncBookRequest request, Caller caller, CancellationToken cancellation)
    {
        var head = await heads.ReadAsync(caller, cancellation);
        if (!head.IsSuccess)
        {
            return head.Error!;
        }
        var since = request.Since ?? 0;
        var gaps = await GapSql.ReadAsync(database, head.Value.BookId, head.Value.Epoch, cancellation);
        if (SyncStart.RefusalOf(head.Value, gaps, since) is { } refused)
        {
            return refused;
        }
        var upTo = BookGap.PageEnd(gaps, since, request.Limit ?? DefaultLimit, head.Value.Seq);
        return Reply.Ok<SyncPage>(await ReadAsync(head.Value, [.. Texts.Keys.Where(request.Lists.Contains)], since, upTo, cancellation));
    }

    /// <summary>One snapshot, which is at or after the head that was read: everything up to that number is in it.</summary>
    /// <param name="lists">In the order of their statements.</param>
    private async Task<SyncPage> ReadAsync(
        BookHead head,
        IReadOnlyList<string> lists,
        long since,
        long upTo,
        CancellationToken cancellation
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(UseCustomPlans());
        foreach (var list in lists)
        {
            var command = Command(Texts[list], Parameter(head.BookId), Parameter(since), Parameter(upTo));
            if (list == "accounts")
            {
                // A balance that somebody moves again and again comes with the page that has caught up, not only when they stop.
                command.Parameters.Add(Parameter(head.Today));
                command.Parameters.Add(Parameter(upTo == head.Seq));
            }
            batch.BatchCommands.Add(command);
        }
        batch.BatchCommands.Add(
            Command(Deleted, Parameter(head.BookId), Parameter(since), Parameter(upTo), Parameter(lists.Select(SyncKinds.KindOf).ToArray()))
        );
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        await reader.NextResultAsync(cancellation);
        return new SyncPage(
            upTo,
            upTo < head.Seq,
            await ListAsync("accounts", r => AccountView.From(AccountSql.Read(r), r.GetDecimal(AccountSql.ColumnCount))),
            await ListAsync("categories", r => CategoryView.From(CategorySql.Read(r))),
            await ListAsync("transactions", r => TransactionState.From(TransactionSql.Read(r))),
            await ListAsync("budgets", r => BudgetView.From(BudgetSql.Read(r), head.Today, head.Calendar)),
            await ListAsync("goals", r => GoalPlan.From(GoalSql.Read(r), head.Currency)),
            await ListAsync("recurring", r => RecurringView.From(RecurringSql.Read(r))),
            await ListAsync("rates", r => RateView.From(RateSql.Read(r))),
            (await ListAsync("book", r => BookView.From(BookSql.Read(r), head.Role)))?.FirstOrDefault(),
            await ListAsync(
                "members",
                r => new MemberView(r.GetGuid(0), r.GetString(1), r.GetString(2), r.GetString(3), r.GetFieldValue<DateTimeOffset>(4))
            ),
            await RowsAsync(reader, r => new Tombstone(r.GetString(0), r.GetGuid(1), r.GetInt64(2)), cancellation)
        );

        async Task<List<T>?> ListAsync<T>(string list, Func<NpgsqlDataReader, T> read) =>
            lists.Contains(list) ? await RowsAsync(reader, read, cancellation) : null;
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
