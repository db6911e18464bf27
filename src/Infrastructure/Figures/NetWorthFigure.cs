using Rupaya.Domain.Analytics;
using Rupaya.Domain.Calendars;
using Rupaya.Infrastructure.Ledger;

namespace Rupaya.Infrastructure.Figures;

/// <summary>What was owned and owed at the end of each book month; amounts in <paramref name="Currency"/>, the book's.</summary>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Series">One for each month, the oldest first.</param>
/// <param name="MissingRates">Balances in another currency without a rate: they are in none of the sums.</param>
public sealed record NetWorthAnswer(string Currency, IReadOnlyList<NetWorthPoint> Series, IReadOnlyList<MissingRate> MissingRates);

/// <summary>What was owned and owed on a day.</summary>
/// <param name="Date">The last day of the month; today for the one that goes on.</param>
/// <param name="Assets">Positive balances.</param>
/// <param name="Liabilities">Negative balances, as a positive amount.</param>
/// <param name="NetWorth">Assets − liabilities.</param>
public sealed record NetWorthPoint(DateOnly Date, decimal Assets, decimal Liabilities, decimal NetWorth);

/// <summary>Net worth over the last book months, archived accounts included.</summary>
public sealed class NetWorthFigure(JournalSums journal) : IFigure<CountParameters, NetWorthAnswer>
{
    /// <inheritdoc/>
    public string Name => "net-worth";

    /// <inheritdoc/>
    public int AnswerVersion => 2;

    /// <inheritdoc/>
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
