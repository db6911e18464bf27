using Rupaya.Domain.Analytics;
using Rupaya.Domain.Money;
using Rupaya.Infrastructure.Ledger;

namespace Rupaya.Infrastructure.Figures;

/// <summary>A wallet at a glance; amounts in <paramref name="Currency"/>, the book's.</summary>
/// <param name="Currency">ISO 4217.</param>
/// <param name="TotalBalance">What all accounts hold today, archived ones included, at today's rates.</param>
/// <param name="BalanceToday">The same, by the name that accounts have for it.</param>
/// <param name="CurrentBalance">What all accounts hold with everything that is dated later.</param>
/// <param name="TotalIncome">Of the last twelve book months, the present one included.</param>
/// <param name="TotalExpenses">Likewise, less refunds.</param>
/// <param name="TopCategories">Up to five with the largest spending of those months.</param>
/// <param name="MonthlyTrend">The balance at the end of each of those months; today's for the present one.</param>
/// <param name="MissingRates">One for each currency: what its accounts hold or, where they hold nothing, what was earned and spent in it.</param>
public sealed record WalletSummaryAnswer(
    string Currency,
    decimal TotalBalance,
    decimal BalanceToday,
    decimal CurrentBalance,
    decimal TotalIncome,
    decimal TotalExpenses,
    IReadOnlyList<NamedAmount> TopCategories,
    IReadOnlyList<MonthBalance> MonthlyTrend,
    IReadOnlyList<MissingRate> MissingRates
);

/// <summary>What was held at the end of a book month.</summary>
/// <param name="Month"><c>YYYY-MM</c>: the month whose start day begins it.</param>
/// <param name="Balance">At the rates of that day.</param>
public sealed record MonthBalance(string Month, decimal Balance);

/// <summary>Balances and the last twelve book months of a book.</summary>
public sealed class WalletSummaryFigure(JournalSums journal) : IFigure<TodayParameters, WalletSummaryAnswer>
{
    private const int Months = 12;
    private const int Top = 5;

    /// <inheritdoc/>
    public string Name => "wallet-summary";

    /// <inheritdoc/>
    public int AnswerVersion => 3;

    /// <inheritdoc/>
    public bool IsWatched => true;

    /// <inheritdoc/>
    public async Task<Figure<WalletSummaryAnswer>> ComputeAsync(BookHead book, TodayParameters parameters, CancellationToken cancellation)
    {
        var today = parameters.Today;
        var period = BookMonths.UpTo(book, today, Months);
        var days = period.Ends(today);
        var query = new SumQuery(SumShape.CategoriesAndBalances, period.Range) { Parts = period.Starts, Days = days };
        var (rows, rates) = await journal.ReadAsync(book with { Today = today }, query, cancellation);
        var earned = ConvertedSums.Of(rows.Sums, book.Currency, rates);
        var total = IncomeStatement.Of(earned.Sums);
        var (series, unpriced) = NetWorth.Over(days, rows.Held(), rows.Moves, book.Currency, rates);
        var own = Currency.Of(book.Currency);
        decimal Total(Func<SumAccount, decimal> held) =>
            rows.Accounts.Sum(a => rates.Find(a.Currency, book.Currency, today)?.Convert(held(a), own) ?? 0m);
        var balanceToday = Total(a => a.Today);
        return new(
            rows.Label,
            new WalletSummaryAnswer(
                book.Currency,
                balanceToday,
                balanceToday,
                Total(a => a.Balance),
                total.Income,
                total.Expenses,
                [.. NamedAmount.Of(earned.Sums, rows).Take(Top)],
                [.. period.Months.Select((month, i) => new MonthBalance(month.Name, series[i].Net))],
                MissingRate.OncePerCurrency(unpriced, earned.Missing)
            )
        );
    }
}
