using Rupaya.Domain.Analytics;
using Rupaya.Domain.Calendars;
using Rupaya.Domain.Ledger;
using Rupaya.Infrastructure.Ledger;

namespace Rupaya.Infrastructure.Figures;

/// <summary>Income and expenses of a range in rows; amounts in <paramref name="Currency"/>, the book's.</summary>
internal sealed record ReportAnswer(
    string Kind,
    string Currency,
    DateOnly StartDate,
    DateOnly EndDate,
    IReadOnlyList<ReportRow> Rows,
    ReportTotals Totals,
    IReadOnlyList<MissingRate> MissingRates
);

/// <param name="Key">An id, a month (<c>YYYY-MM</c>), a merchant or a tag; null for what has none.</param>
/// <param name="Expenses">Less refunds.</param>
/// <param name="Count">How many postings; a split counts as its parts.</param>
internal sealed record ReportRow(string? Key, string Label, decimal Income, decimal Expenses, decimal Net, long Count);

/// <summary>Everything once, whatever the rows show twice.</summary>
internal sealed record ReportTotals(decimal Income, decimal Expenses, decimal Net, long Count)
{
    public static ReportTotals Of(IncomeStatement total) => new(total.Income, total.Expenses, total.Net, total.Count);
}

/// <summary>Reports over a range, exact as of the book's last commit.</summary>
internal sealed class ReportFigure(JournalSums journal) : IFigure<RangeParameters, ReportAnswer>
{
    public string Name => "report";

    public int AnswerVersion => 2;

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
