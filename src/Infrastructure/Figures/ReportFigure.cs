using Rupaya.Domain.Analytics;
using Rupaya.Domain.Calendars;
using Rupaya.Domain.Ledger;
using Rupaya.Infrastructure.Ledger;

namespace Rupaya.Infrastructure.Figures;

/// <summary>Income and expenses of a range in rows; amounts in <paramref name="Currency"/>, the book's.</summary>
/// <param name="Kind">What the rows are: categories, accounts, months, merchants or tags.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="StartDate">The first day of the range.</param>
/// <param name="EndDate">The last day of the range.</param>
/// <param name="Rows">What earned most first, then what cost most; months in their order.</param>
/// <param name="Totals">Of the whole range.</param>
/// <param name="MissingRates">What is in another currency without a rate: it is in none of the sums.</param>
public sealed record ReportAnswer(
    string Kind,
    string Currency,
    DateOnly StartDate,
    DateOnly EndDate,
    IReadOnlyList<ReportRow> Rows,
    ReportTotals Totals,
    IReadOnlyList<MissingRate> MissingRates
);

/// <summary>A row of a report.</summary>
/// <param name="Key">An id, a month (<c>YYYY-MM</c>), a merchant or a tag; null for what has none.</param>
/// <param name="Label">What it is called.</param>
/// <param name="Income">What was earned.</param>
/// <param name="Expenses">Less refunds.</param>
/// <param name="Net">Income − expenses.</param>
/// <param name="Count">How many postings; a split counts as its parts.</param>
public sealed record ReportRow(string? Key, string Label, decimal Income, decimal Expenses, decimal Net, long Count);

/// <summary>Everything once, whatever the rows show twice.</summary>
/// <param name="Income">What was earned.</param>
/// <param name="Expenses">What was spent, less refunds.</param>
/// <param name="Net">Income − expenses.</param>
/// <param name="Count">How many postings; a split counts as its parts.</param>
public sealed record ReportTotals(decimal Income, decimal Expenses, decimal Net, long Count)
{
    internal static ReportTotals Of(IncomeStatement total) => new(total.Income, total.Expenses, total.Net, total.Count);
}

/// <summary>Reports over a range, exact as of the book's last commit.</summary>
public sealed class ReportFigure(JournalSums journal) : IFigure<RangeParameters, ReportAnswer>
{
    /// <inheritdoc/>
    public string Name => "report";

    /// <inheritdoc/>
    public int AnswerVersion => 2;

    /// <inheritdoc/>
    public async Task<Figure<ReportAnswer>> ComputeAsync(BookHead book, RangeParameters parameters, CancellationToken cancellation)
    {
        var (kind, range) = parameters;
        var starts = kind == ReportKinds.YearInReview ? book.Calendar.Starts("month", range) : [];
        var (rows, rates) = await journal.ReadAsync(book, new SumQuery(ShapeOf(kind), range) { Parts = starts }, cancellation);
        var sums = ConvertedSums.Of(rows.Sums, book.Currency, rates);
        var table = kind switch
        {
            ReportKinds.YearInReview => Months(sums.Sums, starts, book.Calendar),
            ReportKinds.ByMerchant => Named(ConvertedSums.Of(rows.Labelled, book.Currency, rates).Sums, rows, byName: true, "No merchant"),
            ReportKinds.ByTag => Named(ConvertedSums.Of(rows.Labelled, book.Currency, rates).Sums, rows, byName: true, "Untagged"),
            _ => Named(sums.Sums, rows, byName: false, NamedAmount.Uncategorised),
        };
        var totals = ReportTotals.Of(IncomeStatement.Of(sums.Sums));
        var answer = new ReportAnswer(kind, book.Currency, range.Start, range.End, table, totals, MissingRate.Of(sums.Missing));
        return new(rows.Label, answer);
    }

    private static SumShape ShapeOf(string kind) =>
        kind switch
        {
            ReportKinds.YearInReview => SumShape.CategoriesOverTime,
            ReportKinds.IncomeStatement => SumShape.TopCategories,
            ReportKinds.ByAccount => SumShape.Accounts,
            ReportKinds.ByMerchant => SumShape.Merchants,
            ReportKinds.ByTag => SumShape.Tags,
            _ => SumShape.Categories,
        };

    private static ReportRow Row(string? key, string label, IEnumerable<FlowSum> sums)
    {
        var total = IncomeStatement.Of(sums);
        return new ReportRow(key, label, total.Income, total.Expenses, total.Net, total.Count);
    }

    private static IReadOnlyList<ReportRow> Months(IEnumerable<FlowSum> sums, IReadOnlyList<DateOnly> starts, BookCalendar calendar)
    {
        var ofMonth = sums.ToLookup(s => s.Bucket);
        return [.. starts.Select((start, i) => (calendar.MonthOf(start).Name, i)).Select(m => Row(m.Name, m.Name, ofMonth[m.i + 1]))];
    }

    /// <summary>What earned most first, then what cost most.</summary>
    private static IReadOnlyList<ReportRow> Named(IEnumerable<FlowSum> sums, SumRows rows, bool byName, string none) =>
        [
            .. sums.GroupBy(s => s.SubjectId)
                .Select(g =>
                    g.Key == Posting.NoCategory
                        ? Row(null, none, g)
                        : Row(byName ? rows.Names[g.Key].Name : $"{g.Key}", rows.Names[g.Key].Name, g)
                )
                .OrderByDescending(r => r.Income)
                .ThenByDescending(r => r.Expenses)
                .ThenBy(r => r.Key, StringComparer.Ordinal),
        ];
}
