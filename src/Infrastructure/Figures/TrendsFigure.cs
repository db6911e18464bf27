using Rupaya.Domain.Analytics;
using Rupaya.Infrastructure.Ledger;

namespace Rupaya.Infrastructure.Figures;

/// <summary>Book months side by side; amounts in <paramref name="Currency"/>, the book's.</summary>
internal sealed record TrendsAnswer(string Currency, IReadOnlyList<TrendMonth> Series, IReadOnlyList<MissingRate> MissingRates);

/// <param name="Month"><c>YYYY-MM</c>: the month whose start day begins it.</param>
/// <param name="Categories">Spending, largest first.</param>
internal sealed record TrendMonth(string Month, decimal Income, decimal Expenses, decimal Savings, IReadOnlyList<NamedAmount> Categories);

/// <summary>Income, expenses and spending by category of each of the last book months.</summary>
internal sealed class TrendsFigure(JournalSums journal) : IFigure<CountParameters, TrendsAnswer>
{
    public string Name => "trends";

    public int AnswerVersion => 2;

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
