using Npgsql;
using Rupaya.Domain.Ledger;
using Rupaya.Infrastructure.Ledger.Writing;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Ledger.Rows;

/// <summary>The statements on <c>accounts</c>.</summary>
public static class AccountSql
{
    private const string Columns =
        "book_id, account_id, name, type, currency, opening_balance, opening_date, current_balance, overdraft_limit, is_archived, version, "
        + "last_posting_seq, created_at, updated_at, last_date, reconciled_on";

    /// <summary>How many columns <see cref="Select"/> reads.</summary>
    public const int ColumnCount = 16;

    /// <summary>The columns of a row <c>a</c>.</summary>
    public static readonly string OfRow = string.Join(", ", Columns.Split(", ").Select(c => $"a.{c}"));

    /// <summary>Reads accounts; what is read starts with the columns of <see cref="Read"/>.</summary>
    public const string Select = $"select {Columns} from accounts";

    internal static NpgsqlBatchCommand Insert(Account a) =>
        Command(
            $"insert into accounts ({Columns}) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16)",
            Parameter(a.BookId),
            Parameter(a.AccountId),
            Parameter(a.Name),
            Parameter(a.Type),
            Parameter(a.Currency),
            Parameter(a.OpeningBalance),
            Parameter(a.OpeningDate),
            Parameter(a.CurrentBalance),
            Parameter(a.OverdraftLimit),
            Parameter(a.IsArchived),
            Parameter(a.Version),
            Parameter(a.LastPostingSeq),
            Parameter(a.CreatedAt),
            Parameter(a.UpdatedAt),
            Parameter(a.LastDate),
            Parameter(a.ReconciledOn)
        );

    /// <summary>Its attributes and its end; the balance moves by itself.</summary>
    internal static NpgsqlBatchCommand Update(Account a) =>
        Command(
            "update accounts set name = $3, overdraft_limit = $4, is_archived = $5, version = $6, updated_at = $7, deleted_seq = $8, "
                + "opening_balance = $9, opening_date = $10, reconciled_on = $11 where book_id = $1 and account_id = $2",
            Parameter(a.BookId),
            Parameter(a.AccountId),
            Parameter(a.Name),
            Parameter(a.OverdraftLimit),
            Parameter(a.IsArchived),
            Parameter(a.Version),
            Parameter(a.UpdatedAt),
            Parameter(a.DeletedSeq),
            Parameter(a.OpeningBalance),
            Parameter(a.OpeningDate),
            Parameter(a.ReconciledOn)
        );

    /// <summary>Moves a balance.</summary>
    internal static NpgsqlBatchCommand Move(Guid bookId, BalanceMove move) =>
        Command(
            "update accounts set last_posting_seq = $4, current_balance = current_balance + $3, last_date = greatest(last_date, $5) "
                + "where book_id = $1 and account_id = $2",
            Parameter(bookId),
            Parameter(move.AccountId),
            Parameter(move.Delta),
            Parameter(move.Seq),
            Parameter(move.LastDate)
        );

    /// <summary>The account that starts at the first column.</summary>
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
            LastDate = r.IsDBNull(14) ? null : r.GetFieldValue<DateOnly>(14),
            ReconciledOn = r.IsDBNull(15) ? null : r.GetFieldValue<DateOnly>(15),
        };
}
