using Rupaya.Infrastructure.Persistence.Entities;

namespace Rupaya.Features.Budgets;

/// <summary>A budget as clients see it.</summary>
/// <param name="Amount">Per period, in the book's currency.</param>
/// <param name="Period"><c>week</c>, <c>month</c> or <c>year</c> of the book's calendar.</param>
/// <param name="Rollover"><c>none</c>, <c>surplus</c> or <c>both</c>.</param>
internal sealed record BudgetView(
    Guid BudgetId,
    Guid CategoryId,
    decimal Amount,
    string Period,
    string Rollover,
    DateOnly StartDate,
    long Version,
    DateTimeOffset CreatedAt
)
{
    public static BudgetView From(Budget b) =>
        new(b.BudgetId, b.CategoryId, b.Amount, b.Period, b.Rollover, b.StartDate, b.Version, b.CreatedAt);
}
