using Npgsql;
using Rupaya.Infrastructure.Persistence.Entities;
using static Rupaya.Infrastructure.Ledger.Sql;

namespace Rupaya.Infrastructure.Ledger;

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
