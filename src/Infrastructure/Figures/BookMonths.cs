using Rupaya.Domain.Calendars;
using Rupaya.Infrastructure.Ledger;

namespace Rupaya.Infrastructure.Figures;

/// <summary>Consecutive months of a book's calendar.</summary>
internal sealed record BookMonths(IReadOnlyList<BookMonth> Months)
{
    public DateRange Range => new(Months[0].Range.Start, Months[^1].Range.End);

    public IReadOnlyList<DateOnly> Starts => [.. Months.Select(m => m.Range.Start)];

    /// <summary>The last day of each, but today for the one that goes on.</summary>
    public IReadOnlyList<DateOnly> Ends(DateOnly today) => [.. Months.Select(m => m.Range.End < today ? m.Range.End : today)];

    public static BookMonths UpTo(BookHead book, DateOnly today, int count) => new(book.Calendar.MonthsUpTo(today, count));
}
