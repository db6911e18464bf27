using Rupaya.Domain.Analytics;
using Rupaya.Domain.Calendars;
using Rupaya.Infrastructure.Ledger;

namespace Rupaya.Infrastructure.Figures;

/// <summary>What came in and went out over time; amounts in <paramref name="Currency"/>, the book's.</summary>
internal sealed record CashFlowAnswer(string Currency, IReadOnlyList<CashFlowPoint> Series, IReadOnlyList<MissingRate> MissingRates);

/// <param name="Date">The first day of the part.</param>
/// <param name="Net">Income − expenses.</param>
internal sealed record CashFlowPoint(DateOnly Date, decimal Income, decimal Expenses, decimal Net);

/// <summary>Income and expenses of each day, week or month of a range.</summary>
internal sealed class CashFlowFigure(JournalSums journal) : IFigure<RangeParameters, CashFlowAnswer>
{
    public string Name => "cash-flow";

    public int AnswerVersion => 2;

    public async Task<Figure<CashFlowAnswer>> ComputeAsync(BookHead book, RangeParameters parameters, CancellationToken cancellation)
    {
        var (interval, range) = parameters;
        var starts = book.Calendar.Starts(interval, range);
        var query = new SumQuery(SumShape.CategoriesOverTime, range) { Parts = starts };
        var (rows, converted) = await journal.ConvertedAsync(book, query, cancellation);
        var ofPart = converted.Sums.ToLookup(s => s.Bucket);
        var series = starts.Select(
            (start, i) =>
            {
                var total = IncomeStatement.Of(ofPart[i + 1]);
                return new CashFlowPoint(start, total.Income, total.Expenses, total.Net);
            }
        );
        return new(rows.Label, new CashFlowAnswer(book.Currency, [.. series], MissingRate.Of(converted.Missing)));
    }
}
