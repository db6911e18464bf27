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
internal sealed class NetWorthFigure(JournalSums journal) : IFigure
{
    public string Name => "net-worth";

    public int AnswerVersion => 2;

    public static string Parameters(int months, DateOnly today) => $"{months}&{FigureText.Of(today)}";

    public async Task<FigureAnswer> ComputeAsync(BookHead book, string parameters, CancellationToken cancellation)
    {
        var parts = parameters.Split('&');
        var today = FigureText.Day(parts[1]);
        var days = BookMonths.UpTo(book, today, int.Parse(parts[0])).Ends(today);
        var query = new SumQuery(SumShape.Balances, new DateRange(today, today)) { Days = days };
        var (rows, rates) = await journal.ReadAsync(book, query, cancellation);
        var (series, missing) = NetWorth.Over(days, rows.Held(), rows.Moves, book.Currency, rates);
        return FigureText.Answer(
            rows,
            new NetWorthAnswer(
                book.Currency,
                [.. series.Select(n => new NetWorthPoint(n.Date, n.Assets, n.Liabilities, n.Net))],
                MissingRate.Of(missing)
            )
        );
    }
}
