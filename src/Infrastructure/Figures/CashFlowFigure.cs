using Rupaya.Domain.Analytics;
using Rupaya.Domain.Calendars;
using Rupaya.Infrastructure.Ledger;

namespace Rupaya.Infrastructure.Figures;

/// <summary>What came in and went out over time; amounts in <paramref name="Currency"/>, the book's.</summary>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Series">One for each part of the range.</param>
/// <param name="MissingRates">What is in another currency without a rate: it is in none of the sums.</param>
public sealed record CashFlowAnswer(string Currency, IReadOnlyList<CashFlowPoint> Series, IReadOnlyList<MissingRate> MissingRates);

/// <summary>A day, week or month of the range.</summary>
/// <param name="Date">The first day of the part.</param>
/// <param name="Income">What was earned.</param>
/// <param name="Expenses">What was spent, less refunds.</param>
/// <param name="Net">Income − expenses.</param>
public sealed record CashFlowPoint(DateOnly Date, decimal Income, decimal Expenses, decimal Net);

/// <summary>Income and expenses of each day, week or month of a range.</summary>
public sealed class CashFlowFigure(JournalSums journal) : IFigure<RangeParameters, CashFlowAnswer>
{
    /// <inheritdoc/>
    public string Name => "cash-flow";

    /// <inheritdoc/>
    public int AnswerVersion => 2;

    /// <inheritdoc/>
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
