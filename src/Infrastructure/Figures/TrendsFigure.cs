using Rupaya.Domain.Analytics;
using Rupaya.Infrastructure.Ledger;

namespace Rupaya.Infrastructure.Figures;

/// <summary>Book months side by side; amounts in <paramref name="Currency"/>, the book's.</summary>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Series">One for each month, the oldest first.</param>
/// <param name="MissingRates">What is in another currency without a rate: it is in none of the sums.</param>
public sealed record TrendsAnswer(string Currency, IReadOnlyList<TrendMonth> Series, IReadOnlyList<MissingRate> MissingRates);

/// <summary>A book month.</summary>
/// <param name="Month"><c>YYYY-MM</c>: the month whose start day begins it.</param>
/// <param name="Income">What was earned.</param>
/// <param name="Expenses">What was spent, less refunds.</param>
/// <param name="Savings">Income − expenses.</param>
/// <param name="Categories">Spending, largest first.</param>
public sealed record TrendMonth(string Month, decimal Income, decimal Expenses, decimal Savings, IReadOnlyList<NamedAmount> Categories);

/// <summary>Income, expenses and spending by category of each of the last book months.</summary>
public sealed class TrendsFigure(JournalSums journal) : IFigure<CountParameters, TrendsAnswer>
{
    /// <inheritdoc/>
    public string Name => "trends";

    /// <inheritdoc/>
    public int AnswerVersion => 2;

    /// <inheritdoc/>
    public async Task<Figure<TrendsAnswer>> ComputeAsync(BookHead book, CountParameters parameters, CancellationToken cancellation)
    {
        var period = BookMonths.UpTo(book, parameters.Today, parameters.Count);
        var query = new SumQuery(SumShape.CategoriesOverTime, period.Range) { Parts = period.Starts };
        var (rows, converted) = await journal.ConvertedAsync(book, query, cancellation);
        var ofMonth = converted.Sums.ToLookup(s => s.Bucket);
        var series = period.Months.Select(
            (month, i) =>
            {
                FlowSum[] sums = [.. ofMonth[i + 1]];
                var total = IncomeStatement.Of(sums);
                return new TrendMonth(month.Name, total.Income, total.Expenses, total.Net, NamedAmount.Of(sums, rows));
            }
        );
        return new(rows.Label, new TrendsAnswer(book.Currency, [.. series], MissingRate.Of(converted.Missing)));
    }
}
