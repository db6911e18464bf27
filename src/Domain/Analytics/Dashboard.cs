using Rupaya.Domain.Ledger;
using Rupaya.Domain.Money;

namespace Rupaya.Domain.Analytics;

/// <summary>Spending of one category in the book's currency.</summary>
/// <param name="CategoryId">The category, or <see cref="Posting.NoCategory"/>.</param>
/// <param name="Amount">Expenses less refunds.</param>
/// <param name="Percent">Share of the total expenses, two decimals; null when refunds outweigh them, for there is nothing to share.</param>
public sealed record CategorySpending(Guid CategoryId, decimal Amount, decimal? Percent);

/// <summary>Income, expenses and spending by category of a period, in the book's currency.</summary>
/// <param name="Income">Money earned.</param>
/// <param name="Expenses">Money spent less refunds.</param>
/// <param name="Spending">By category, largest first.</param>
public sealed record Dashboard(decimal Income, decimal Expenses, IReadOnlyList<CategorySpending> Spending)
{
    /// <summary>Income − expenses.</summary>
    public decimal Savings => Income - Expenses;

    /// <summary>Savings as a percentage of income, two decimals; null when there was no income.</summary>
    public decimal? SavingsRate => Income <= 0 ? null : Percentage.Of(Savings, Income);

    /// <summary>Folds converted sums by category into the figures: refunds lower expenses and their category.</summary>
    public static Dashboard From(IReadOnlyCollection<FlowSum> sums)
    {
        var total = IncomeStatement.Of(sums);
        var spending = sums.Where(s => s.Flow != Flow.Income)
            .GroupBy(s => s.SubjectId)
            .Select(g => (Category: g.Key, Amount: -g.Sum(s => s.Amount)))
            .Where(c => c.Amount != 0)
            .OrderByDescending(c => c.Amount)
            .ThenBy(c => c.Category)
            .Select(c => new CategorySpending(c.Category, c.Amount, total.Expenses <= 0 ? null : Percentage.Of(c.Amount, total.Expenses)))
            .ToList();
        return new Dashboard(total.Income, total.Expenses, spending);
    }
}
