using Npgsql;
using Rupaya.Domain.Budgets;
using Rupaya.Domain.Results;
using Rupaya.Infrastructure.Ledger.Writing;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Ledger.Rows;

/// <summary>The statements on <c>budgets</c>.</summary>
public static class BudgetSql
{
    /// <summary>Reads budgets; what is read starts with the columns of <see cref="Read"/>.</summary>
    public const string Select =
        "select book_id, budget_id, category_id, amount, period, rollover, start_date, version, created_at, updated_at, deleted_seq, end_date, later_from, later_amounts from budgets";

    /// <summary>The live budgets of a book whose head is held.</summary>
    public static Task<List<Budget>> AllAsync(LockedBook book, CancellationToken cancellation) =>
        book.ReadAsync(Command($"{Select} where book_id = $1 and deleted_seq is null", Parameter(book.BookId)), Read, cancellation);

    /// <summary>The budget of that id, or 404.</summary>
    public static async Task<Result<Budget>> FindAsync(LockedBook book, Guid budgetId, CancellationToken cancellation)
    {
        var command = Command(
            $"{Select} where book_id = $1 and budget_id = $2 and deleted_seq is null",
            Parameter(book.BookId),
            Parameter(budgetId)
        );
        return await book.ReadAsync(command, Read, cancellation) is [var found] ? found : Error.NotFound("Budget");
    }

    internal static NpgsqlBatchCommand Insert(Budget b) =>
        Command(
            "insert into budgets (book_id, budget_id, category_id, amount, period, rollover, start_date, version, created_at, updated_at, end_date, later_from, later_amounts) "
                + "values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13)",
            Parameter(b.BookId),
            Parameter(b.BudgetId),
            Parameter(b.CategoryId),
            Parameter(b.Amount),
            Parameter(b.Period),
            Parameter(b.Rollover),
            Parameter(b.StartDate),
            Parameter(b.Version),
            Parameter(b.CreatedAt),
            Parameter(b.UpdatedAt),
            Parameter(b.EndDate),
            Column(b.LaterFrom, d => d),
            Column(b.LaterAmounts, a => a)
        );

    internal static NpgsqlBatchCommand Update(Budget b) =>
        Command(
            "update budgets set category_id = $3, amount = $4, period = $5, rollover = $6, start_date = $7, version = $8, updated_at = $9, "
                + "deleted_seq = $10, end_date = $11, later_from = $12, later_amounts = $13 where book_id = $1 and budget_id = $2",
            Parameter(b.BookId),
            Parameter(b.BudgetId),
            Parameter(b.CategoryId),
            Parameter(b.Amount),
            Parameter(b.Period),
            Parameter(b.Rollover),
            Parameter(b.StartDate),
            Parameter(b.Version),
            Parameter(b.UpdatedAt),
            Parameter(b.DeletedSeq),
            Parameter(b.EndDate),
            Column(b.LaterFrom, d => d),
            Column(b.LaterAmounts, a => a)
        );

    /// <summary>The budget that starts at the first column.</summary>
    public static Budget Read(NpgsqlDataReader r) =>
        new()
        {
            BookId = r.GetGuid(0),
            BudgetId = r.GetGuid(1),
            CategoryId = r.GetGuid(2),
            Amount = r.GetDecimal(3),
            Period = r.GetString(4),
            Rollover = r.GetString(5),
            StartDate = r.GetFieldValue<DateOnly>(6),
            Version = r.GetInt64(7),
            CreatedAt = r.GetFieldValue<DateTimeOffset>(8),
            UpdatedAt = r.GetFieldValue<DateTimeOffset>(9),
            DeletedSeq = r.IsDBNull(10) ? null : r.GetInt64(10),
            EndDate = r.IsDBNull(11) ? null : r.GetFieldValue<DateOnly>(11),
            LaterFrom = r.GetFieldValue<DateOnly[]>(12),
            LaterAmounts = r.GetFieldValue<decimal[]>(13),
        };
}
