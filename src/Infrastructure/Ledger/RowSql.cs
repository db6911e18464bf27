using Npgsql;
using Rupaya.Domain.Ledger;
using Rupaya.Infrastructure.Persistence.Entities;
using static Rupaya.Infrastructure.Ledger.Sql;

namespace Rupaya.Infrastructure.Ledger;

/// <summary>The statements on <c>transactions</c>.</summary>
internal static class TransactionSql
{
    private const string Columns =
        "book_id, transaction_id, account_id, category_id, flow, direction, amount, currency, date, description, merchant, tags, status, "
        + "transfer_id, refund_of, refunded_amount, import_identity, version, created_at, updated_at";

    public const string Select = $"select {Columns} from transactions";

    public static NpgsqlBatchCommand Insert(Transaction t) =>
        Command(
            $"insert into transactions ({Columns}) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,null,null,0,null,$14,$15,$16)",
            Of(t.BookId),
            Of(t.TransactionId),
            Of(t.AccountId),
            Of(t.CategoryId),
            Of(t.Flow),
            Of(t.Direction),
            Of(t.Amount),
            Of(t.Currency),
            Of(t.Date),
            Of(t.Description),
            Of(t.Merchant),
            Of(t.Tags),
            Of(t.Status),
            Of(t.Version),
            Of(t.CreatedAt),
            Of(t.UpdatedAt)
        );

    public static NpgsqlBatchCommand Update(Transaction t) =>
        Command(
            "update transactions set account_id=$3, category_id=$4, flow=$5, direction=$6, amount=$7, currency=$8, date=$9, description=$10, "
                + "merchant=$11, tags=$12, status=$13, version=$14, updated_at=$15, deleted_seq=$16 where book_id=$1 and transaction_id=$2",
            Of(t.BookId),
            Of(t.TransactionId),
            Of(t.AccountId),
            Of(t.CategoryId),
            Of(t.Flow),
            Of(t.Direction),
            Of(t.Amount),
            Of(t.Currency),
            Of(t.Date),
            Of(t.Description),
            Of(t.Merchant),
            Of(t.Tags),
            Of(t.Status),
            Of(t.Version),
            Of(t.UpdatedAt),
            Of(t.DeletedSeq)
        );

    public static Transaction Read(NpgsqlDataReader r) =>
        new()
        {
            BookId = r.GetGuid(0),
            TransactionId = r.GetGuid(1),
            AccountId = r.GetGuid(2),
            CategoryId = r.IsDBNull(3) ? null : r.GetGuid(3),
            Flow = r.GetString(4),
            Direction = r.GetString(5),
            Amount = r.GetDecimal(6),
            Currency = r.GetString(7),
            Date = r.GetFieldValue<DateOnly>(8),
            Description = r.IsDBNull(9) ? null : r.GetString(9),
            Merchant = r.IsDBNull(10) ? null : r.GetString(10),
            Tags = r.GetFieldValue<string[]>(11),
            Status = r.GetString(12),
            TransferId = r.IsDBNull(13) ? null : r.GetGuid(13),
            RefundOf = r.IsDBNull(14) ? null : r.GetGuid(14),
            RefundedAmount = r.GetDecimal(15),
            ImportIdentity = r.IsDBNull(16) ? null : r.GetGuid(16),
            Version = r.GetInt64(17),
            CreatedAt = r.GetFieldValue<DateTimeOffset>(18),
            UpdatedAt = r.GetFieldValue<DateTimeOffset>(19),
        };
}

/// <summary>The statements on <c>accounts</c>.</summary>
internal static class AccountSql
{
    private const string Columns =
        "book_id, account_id, name, type, currency, opening_balance, opening_date, current_balance, overdraft_limit, is_archived, version, "
        + "last_posting_seq, created_at, updated_at";

    public const string Select = $"select {Columns} from accounts";

    public static NpgsqlBatchCommand Insert(Account a) =>
        Command(
            $"insert into accounts ({Columns}) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14)",
            Of(a.BookId),
            Of(a.AccountId),
            Of(a.Name),
            Of(a.Type),
            Of(a.Currency),
            Of(a.OpeningBalance),
            Of(a.OpeningDate),
            Of(a.CurrentBalance),
            Of(a.OverdraftLimit),
            Of(a.IsArchived),
            Of(a.Version),
            Of(a.LastPostingSeq),
            Of(a.CreatedAt),
            Of(a.UpdatedAt)
        );

    /// <summary>Moves a balance; touches no row when the move would break the overdraft limit.</summary>
    public static NpgsqlBatchCommand Move(Guid bookId, BalanceMove move) =>
        Command(
            "update accounts set current_balance = current_balance + $3, last_posting_seq = $4 where book_id = $1 and account_id = $2 "
                + "and ($3 >= 0 or not $5 or current_balance + $3 >= -overdraft_limit)",
            Of(bookId),
            Of(move.AccountId),
            Of(move.Delta),
            Of(move.Seq),
            Of(move.Guarded)
        );

    public static Account Read(NpgsqlDataReader r) =>
        new()
        {
            BookId = r.GetGuid(0),
            AccountId = r.GetGuid(1),
            Name = r.GetString(2),
            Type = r.GetString(3),
            Currency = r.GetString(4),
            OpeningBalance = r.GetDecimal(5),
            OpeningDate = r.IsDBNull(6) ? null : r.GetFieldValue<DateOnly>(6),
            CurrentBalance = r.GetDecimal(7),
            OverdraftLimit = r.GetDecimal(8),
            IsArchived = r.GetBoolean(9),
            Version = r.GetInt64(10),
            LastPostingSeq = r.GetInt64(11),
            CreatedAt = r.GetFieldValue<DateTimeOffset>(12),
            UpdatedAt = r.GetFieldValue<DateTimeOffset>(13),
        };
}

/// <summary>The statements on <c>categories</c>.</summary>
internal static class CategorySql
{
    private const string Columns = "book_id, category_id, name, kind, parent_id, icon, color, is_system, version, created_at, updated_at";

    public const string Select = $"select {Columns} from categories";

    /// <summary>Many at once, alike but for id, name, kind and version: a new book's defaults, an import's new names.</summary>
    public static NpgsqlBatchCommand InsertMany(
        Guid bookId,
        Guid[] ids,
        string[] names,
        string[] kinds,
        long firstVersion,
        bool isSystem,
        DateTimeOffset at
    ) =>
        Command(
            $"insert into categories ({Columns}) select $1, c.id, c.name, c.kind, null, null, null, $6, $5 + c.i - 1, $7, $7 "
                + "from unnest($2, $3, $4) with ordinality as c(id, name, kind, i)",
            Of(bookId),
            Of(ids),
            Of(names),
            Of(kinds),
            Of(firstVersion),
            Of(isSystem),
            Of(at)
        );

    public static Category Read(NpgsqlDataReader r) =>
        new()
        {
            BookId = r.GetGuid(0),
            CategoryId = r.GetGuid(1),
            Name = r.GetString(2),
            Kind = r.GetString(3),
            ParentId = r.IsDBNull(4) ? null : r.GetGuid(4),
            Icon = r.IsDBNull(5) ? null : r.GetString(5),
            Color = r.IsDBNull(6) ? null : r.GetString(6),
            IsSystem = r.GetBoolean(7),
            Version = r.GetInt64(8),
            CreatedAt = r.GetFieldValue<DateTimeOffset>(9),
            UpdatedAt = r.GetFieldValue<DateTimeOffset>(10),
        };
}

/// <summary>The statements on <c>budgets</c>.</summary>
internal static class BudgetSql
{
    public static NpgsqlBatchCommand Insert(Budget b) =>
        Command(
            "insert into budgets (book_id, budget_id, category_id, amount, period, rollover, start_date, version, created_at, updated_at) "
                + "values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10)",
            Of(b.BookId),
            Of(b.BudgetId),
            Of(b.CategoryId),
            Of(b.Amount),
            Of(b.Period),
            Of(b.Rollover),
            Of(b.StartDate),
            Of(b.Version),
            Of(b.CreatedAt),
            Of(b.UpdatedAt)
        );
}

/// <summary>The statements on the journal, which is append-only: <c>entries</c> and <c>changes</c>.</summary>
internal static class JournalSql
{
    public static NpgsqlBatchCommand InsertEntry(Guid bookId, long seq, int line, Guid? transactionId, Entry entry) =>
        Command(
            "insert into entries (book_id, seq, line, transaction_id, account_id, category_id, date, currency, flow, sign, amount) "
                + "values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10::smallint,$11)",
            Of(bookId),
            Of(seq),
            Of(line),
            Of(transactionId),
            Of(entry.What.AccountId),
            Of(entry.What.CategoryId),
            Of(entry.What.Date),
            Of(entry.What.Currency),
            Of(entry.What.Flow.Name()),
            Of(entry.Sign),
            Of(entry.What.Amount)
        );

    public static NpgsqlBatchCommand InsertChange(
        Guid bookId,
        long seq,
        DateTimeOffset at,
        Guid actor,
        string kind,
        Guid subject,
        string op,
        string? before
    ) =>
        Command(
            "insert into changes (book_id, seq, at, actor_id, kind, subject_id, op, before) values ($1,$2,$3,$4,$5,$6,$7,$8)",
            Of(bookId),
            Of(seq),
            Of(at),
            Of(actor),
            Of(kind),
            Of(subject),
            Of(op),
            Jsonb(before)
        );
}
