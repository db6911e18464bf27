using System.Text.Json;
using Npgsql;
using Rupaya.Domain.Budgets;
using Rupaya.Domain.Money;
using Rupaya.Domain.Webhooks;
using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Figures;
using Rupaya.Infrastructure.Ledger;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Workers.RaiseAlerts;

/// <summary>A budget is used to 80 % or 100 %, once per period. A jump over both says the higher one only.</summary>
internal sealed class BudgetRule(NpgsqlDataSource database, BookHeads heads, BudgetProgressFigure progress) : IAlertRule
{
    [AcrossBooks("The books of a batch of messages: which of them have a budget. Each is then looked at by itself.")]
    private const string WithBudgets = "select distinct book_id from budgets where book_id = any($1) and deleted_seq is null";

    public async Task<IReadOnlyList<Alert>> FindAsync(IReadOnlyList<BookChanged> messages, CancellationToken cancellation)
    {
        var alerts = new List<Alert>();
        foreach (var bookId in await BooksAsync(messages, cancellation))
        {
            if (await heads.ReadForEffectAsync(bookId, cancellation) is { } head)
            {
                var (label, budgets) = await progress.ReadAsync(head, head.Today, cancellation);
                alerts.AddRange(
                    budgets.SelectMany(b => AlertThreshold.Reached(b.Progress).Take(1).Select(t => Alert(head, label.Seq, b, t)))
                );
            }
        }
        return alerts;
    }

    private async Task<List<Guid>> BooksAsync(IReadOnlyList<BookChanged> messages, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        Guid[] books = [.. messages.Select(m => m.BookId).Distinct()];
        return await connection.ReadAsync(Command(WithBudgets, Parameter(books)), r => r.GetGuid(0), cancellation);
    }

    private static Alert Alert(BookHead head, long seq, BudgetProgressAnswer budget, int threshold)
    {
        var currency = Currency.Of(head.Currency);
        var data = new
        {
            budget.BudgetId,
            budget.CategoryId,
            budget.Category,
            Threshold = threshold,
            budget.Limit,
            budget.RolledOver,
            budget.Spent,
            budget.Progress,
            head.Currency,
            budget.StartDate,
            budget.EndDate,
        };
        return new Alert(
            head.BookId,
            WebhookEvents.BudgetThreshold,
            Rule(threshold),
            AlertThreshold.Percentages.Where(p => p > threshold).Select(Rule).FirstOrDefault(""),
            budget.StartDate.ToString("yyyy-MM-dd"),
            budget.BudgetId,
            threshold >= 100 ? $"Budget for {budget.Category} used up" : $"{threshold} % of the budget for {budget.Category} used",
            $"{currency.Format(budget.Spent)} of {currency.Format(budget.Limit + budget.RolledOver)} spent from {budget.StartDate:yyyy-MM-dd} to {budget.EndDate:yyyy-MM-dd}.",
            JsonSerializer.Serialize(data, Json.Options),
            seq
        );
    }

    private static string Rule(int threshold) => $"{WebhookEvents.BudgetThreshold}.{threshold}";
}
