using Rupaya.Domain.Analytics;
using Rupaya.Domain.Calendars;
using Rupaya.Infrastructure.Ledger;

namespace Rupaya.Infrastructure.Figures;

/// <summary>What was owned and owed at the end of each book month; amounts in <paramref name="Currency"/>, the book's.</summary>
internal sealed record NetWorthAnswer(string Currency, IReadOnlyList<NetWorthPoint> Series, IReadOnlyList<MissingRate> MissingRates);

/// <param name="Date">The last day of the month; today for the one that goes on.</param>
/// <param name="Liabilities">Negative balances, as a positive amount.</param>
internal sealed record NetWorthPoint(DateOnly Date, decimal Assets, decimal Liabilities, decimal NetWorth);

/// <summary>Net worth over the last book months, archived accounts included.</summary>
internal sealed class NetWorthFigure(JournalSums journal) : IFigure<CountParameters, NetWorthAnswer>
{
    public string Name => "net-worth";

    public int AnswerVersion => 2;

    public async Task<Figure<NetWorthAnswer>> ComputeAsync(BookHead book, CountParameters parameters, CancellationToken cancellation)
    {
        var today = parameters.Today;
        var days = BookMonths.UpTo(book, today, parameters.Count).Ends(today);
        var query = new SumQuery(SumShape.Balances, new DateRange(today, today)) { Days = days };
        var (rows, rates) = await journal.ReadAsync(book, query, cancellation);
        var (series, missing) = NetWorth.Over(days, rows.Held(), rows.Moves, book.Currency, rates);
        return new(
            rows.Label,
            new NetWorthAnswer(
                book.Currency,
                [.. series.Select(n => new NetWorthPoint(n.Date, n.Assets, n.Liabilities, n.Net))],
                MissingRate.Of(missing)
            )
        );
    }
}
