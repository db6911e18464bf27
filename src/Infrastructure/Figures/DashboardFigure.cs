using Rupaya.Domain.Analytics;
using Rupaya.Domain.Calendars;
using Rupaya.Domain.Ledger;
using Rupaya.Infrastructure.Ledger;

namespace Rupaya.Infrastructure.Figures;

/// <summary>The dashboard's answer. Amounts are in <paramref name="Currency"/>, the book's, but for account balances.</summary>
/// <param name="Period">week, month, year, or custom for given dates.</param>
/// <param name="StartDate">The first day of the period.</param>
/// <param name="EndDate">The last day of the period.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Income">What was earned.</param>
/// <param name="Expenses">What was spent, less refunds.</param>
/// <param name="Savings">Income − expenses.</param>
/// <param name="SavingsRate">Percent with two decimals; null when there was no income.</param>
/// <param name="SpendingByCategory">Largest first.</param>
/// <param name="Accounts">Those that are not archived.</param>
/// <param name="MissingRates">What is in another currency without a rate: named with its untouched sum and left out of the totals.</param>
public sealed record DashboardAnswer(
    string Period,
    DateOnly StartDate,
    DateOnly EndDate,
    string Currency,
    decimal Income,
    decimal Expenses,
    decimal Savings,
    decimal? SavingsRate,
    IReadOnlyList<CategoryAmount> SpendingByCategory,
    IReadOnlyList<AccountBalance> Accounts,
    IReadOnlyList<MissingRate> MissingRates
);

/// <summary>What was spent in a category.</summary>
/// <param name="CategoryId">Null for Uncategorised.</param>
/// <param name="ParentId">The category above it; null for none.</param>
/// <param name="Category">Its name.</param>
/// <param name="Amount">Expenses less refunds, in the book's currency.</param>
/// <param name="Percent">Of all expenses, two decimals; null when they are not above 0.</param>
public sealed record CategoryAmount(Guid? CategoryId, Guid? ParentId, string Category, decimal Amount, decimal? Percent);

/// <summary>What an account holds.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Balance">In the account's own currency, everything that was ever posted included.</param>
/// <param name="BalanceToday">What of it is dated up to today.</param>
public sealed record AccountBalance(Guid AccountId, string Name, string Currency, decimal Balance, decimal BalanceToday);

/// <summary>Income, expenses, spending by category and balances of a period, exact as of the book's last commit.</summary>
public sealed class DashboardFigure(JournalSums journal) : IFigure<DashboardParameters, DashboardAnswer>
{
    /// <inheritdoc/>
    public string Name => "dashboard";

    /// <inheritdoc/>
    public int AnswerVersion => 5;

    /// <inheritdoc/>
    public bool IsWatched => true;

    /// <inheritdoc/>
    public async Task<Figure<DashboardAnswer>> ComputeAsync(BookHead book, DashboardParameters parameters, CancellationToken cancellation)
    {
        var (period, range, today) = parameters;
        var then = book with { Today = today };
        var (rows, converted) = await journal.ConvertedAsync(then, new SumQuery(SumShape.Categories, range), cancellation);
        var figures = Dashboard.From(converted.Sums);
        return new(
            rows.Label,
            new DashboardAnswer(
                period,
                range.Start,
                range.End,
                book.Currency,
                figures.Income,
                figures.Expenses,
                figures.Savings,
                figures.SavingsRate,
                [.. figures.Spending.Select(s => Named(s, rows))],
                [
                    .. rows
                        .Accounts.Where(a => !a.IsArchived)
                        .OrderBy(a => a.AccountId)
                        .Select(a => new AccountBalance(a.AccountId, a.Name, a.Currency, a.Balance, a.Today)),
                ],
                MissingRate.Of(converted.Missing)
            )
        );
    }

    private static CategoryAmount Named(CategorySpending spending, SumRows rows)
    {
        if (spending.CategoryId == Posting.NoCategory)
        {
            return new CategoryAmount(null, null, NamedAmount.Uncategorised, spending.Amount, spending.Percent);
        }
        var (name, parent) = rows.Names[spending.CategoryId];
        return new CategoryAmount(spending.CategoryId, parent, name, spending.Amount, spending.Percent);
    }
}
