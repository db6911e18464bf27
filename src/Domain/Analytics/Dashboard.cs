using Rupaya.Domain.Ledger;
using Rupaya.Domain.Money;
using Rupaya.Domain.Rates;

namespace Rupaya.Domain.Analytics;

/// <summary>A sum of journal lines of one category, currency and flow; in another currency than the book's also of one day.</summary>
/// <param name="CategoryId">The category, or <see cref="Posting.NoCategory"/>.</param>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="Flow">Why money moved.</param>
/// <param name="Amount">Signed sum in major units.</param>
/// <param name="Day">The day whose rate converts it; null in the book's currency.</param>
public sealed record FlowSum(Guid CategoryId, string Currency, Flow Flow, decimal Amount, DateOnly? Day = null);

/// <summary>Spending of one category in the book's currency.</summary>
/// <param name="CategoryId">The category, or <see cref="Posting.NoCategory"/>.</param>
/// <param name="Amount">Expenses less refunds.</param>
/// <param name="Percent">Share of the total expenses, two decimals.</param>
public sealed record CategorySpending(Guid CategoryId, decimal Amount, decimal Percent);

/// <summary>A sum that could not be converted, untouched.</summary>
/// <param name="Currency">Its own currency.</param>
/// <param name="Amount">Signed sum in that currency.</param>
/// <param name="From">The first day without a rate.</param>
/// <param name="To">The last day without a rate.</param>
public sealed record Unconverted(string Currency, decimal Amount, DateOnly From, DateOnly To);

/// <summary>Income, expenses and spending by category of a period, in the book's currency.</summary>
/// <param name="Income">Money earned.</param>
/// <param name="Expenses">Money spent less refunds.</param>
/// <param name="Spending">By category, largest first.</param>
/// <param name="Unconverted">What is in another currency and has no rate: named, never converted at 1.</param>
public sealed record Dashboard(
    decimal Income,
    decimal Expenses,
    IReadOnlyList<CategorySpending> Spending,
    IReadOnlyList<Unconverted> Unconverted
)
{
    /// <summary>Income − expenses.</summary>
    public decimal Savings => Income - Expenses;

    /// <summary>Savings as a percentage of income, two decimals; null when there was no income.</summary>
    public decimal? SavingsRate => Income == 0 ? null : Percentage.Of(Savings, Income);

    /// <summary>
    /// Folds sums into the figures. Transfers, openings and adjustments are in none; refunds lower expenses. Each day's sum in another currency
    /// is converted with that day's rate and rounded at the minor unit.
    /// </summary>
    /// <param name="sums">Of the journal.</param>
    /// <param name="currency">The book's.</param>
    /// <param name="rates">Looked up for every day that has a sum in another currency.</param>
    public static Dashboard From(IEnumerable<FlowSum> sums, string currency, RateTable rates)
    {
        var counted = sums.Where(s => s.Flow is Flow.Income or Flow.Expense or Flow.Refund)
            .Select(s => (Sum: s, Amount: s.Currency == currency ? s.Amount : Convert(s, currency, rates)))
            .ToList();
        var own = counted.Where(c => c.Amount is not null).Select(c => c.Sum with { Amount = c.Amount!.Value }).ToList();
        var income = own.Where(s => s.Flow == Flow.Income).Sum(s => s.Amount);
        var expenses = -own.Where(s => s.Flow != Flow.Income).Sum(s => s.Amount);
        var spending = own.Where(s => s.Flow != Flow.Income)
            .GroupBy(s => s.CategoryId)
            .Select(g => (Category: g.Key, Amount: -g.Sum(s => s.Amount)))
            .Where(c => c.Amount != 0)
            .OrderByDescending(c => c.Amount)
            .ThenBy(c => c.Category)
            .Select(c => new CategorySpending(c.Category, c.Amount, expenses == 0 ? 0 : Percentage.Of(c.Amount, expenses)))
            .ToList();
        var unconverted = counted
            .Where(c => c.Amount is null)
            .GroupBy(c => c.Sum.Currency, c => c.Sum, StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new Unconverted(g.Key, g.Sum(s => s.Amount), g.Min(s => s.Day!.Value), g.Max(s => s.Day!.Value)))
            .ToList();
        return new Dashboard(income, expenses, spending, unconverted);
    }

    private static decimal? Convert(FlowSum sum, string currency, RateTable rates) =>
        rates.Find(sum.Currency, currency, sum.Day!.Value) is { } found ? Money.Currency.Of(currency).Round(sum.Amount * found.Rate) : null;
}
