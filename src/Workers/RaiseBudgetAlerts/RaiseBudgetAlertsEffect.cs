using System.Text.Json;
using Npgsql;
using Rupaya.Domain.Budgets;
using Rupaya.Infrastructure.Ledger;
using Rupaya.Infrastructure.Reads;
using Rupaya.Infrastructure.Web;
using static Rupaya.Infrastructure.Ledger.Sql;

namespace Rupaya.Workers.RaiseBudgetAlerts;

/// <summary>
/// Tells every member of a book who wants expense alerts, once per budget, period and threshold, that a budget is used to 80 % or 100 %. A jump over both says the
/// higher one only.
/// </summary>
internal sealed class RaiseBudgetAlertsEffect(NpgsqlDataSource database, BookHeads heads, BudgetProgressFigure progress, TimeProvider clock)
    : IEffect<BookChanged>
{
    private const string Kind = "budget.threshold";

    private const string Insert = """
        insert into notifications (book_id, notification_id, user_id, kind, rule, period, subject_id, title, body, data, created_at)
        select $1, gen_random_uuid(), m.user_id, $2, $3, $4, $5, $6, $7, $8, $9 from book_members m
          join users u on u.user_id = m.user_id and u.expense_alerts
         where m.book_id = $1 and not exists (
               select 1 from notifications n
                where n.book_id = $1 and n.user_id = m.user_id and n.rule = any($10) and n.period = $4 and n.subject_id = $5)
        on conflict (book_id, user_id, rule, period, subject_id) do nothing
        """;

    public async Task HandleAsync(BookChanged message, CancellationToken cancellation)
    {
        var head = await heads.ReadForEffectAsync(message.BookId, cancellation);
        if (head is null)
        {
            return;
        }
        var (_, budgets) = await progress.ReadAsync(head, head.Today, cancellation);
        await using var batch = database.CreateBatch();
        foreach (var budget in budgets)
        {
            foreach (var threshold in AlertThreshold.Reached(budget.Progress).Take(1))
            {
                batch.BatchCommands.Add(Alert(head, budget, threshold));
            }
        }
        if (batch.BatchCommands.Count > 0)
        {
            await batch.ExecuteNonQueryAsync(cancellation);
        }
    }

    private NpgsqlBatchCommand Alert(BookHead head, BudgetProgressAnswer budget, int threshold)
    {
        var higher = AlertThreshold.Percentages.Where(p => p > threshold).Select(Rule).ToArray();
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
        return Command(
            Insert,
            Of(head.BookId),
            Of(Kind),
            Of(Rule(threshold)),
            Of(budget.StartDate.ToString("yyyy-MM-dd")),
            Of(budget.BudgetId),
            Of(threshold >= 100 ? $"Budget for {budget.Category} used up" : $"{threshold} % of the budget for {budget.Category} used"),
            Of(
                $"{budget.Spent} of {budget.Limit + budget.RolledOver} {head.Currency} spent from {budget.StartDate:yyyy-MM-dd} to {budget.EndDate:yyyy-MM-dd}."
            ),
            Jsonb(JsonSerializer.Serialize(data, Json.Options)),
            Of(clock.GetUtcNow()),
            Of(higher)
        );
    }

    private static string Rule(int threshold) => $"{Kind}.{threshold}";
}
