using System.Data;
using Npgsql;
using Rupaya.Domain.Rates;
using Rupaya.Infrastructure.Ledger;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Figures;

/// <summary>Reads the rates that look-ups on some days need.</summary>
public sealed class RateTables(NpgsqlDataSource database)
{
    private const int MaxAttempts = 5;

    private const string Own = "select base, quote, date, rate from book_rates where book_id = $1 and date between $2 and $3";

    private const string Provider =
        "select base, quote, date, rate from provider_rates where date between $1 and $2 and ($3 = '{}' or quote = any($3))";

    private const string VersionText = $"select {ExactRead.RatesVersion} from books b where b.book_id = $1";

    /// <summary>The rates with their version, in one snapshot.</summary>
    /// <param name="bookId">Whose own rates come first.</param>
    /// <param name="bookCurrency">What rates are crossed through.</param>
    /// <param name="start">The first day to look up.</param>
    /// <param name="end">The last day to look up.</param>
    /// <param name="currencies">What the provider's rates are needed for; empty for all.</param>
    /// <param name="cancellation">Ends the query.</param>
    public async Task<(RateTable Table, long Version)> LoadAsync(
        Guid bookId,
        string bookCurrency,
        DateOnly start,
        DateOnly end,
        IReadOnlyCollection<string> currencies,
        CancellationToken cancellation
    )
    {
        var since = DateOnly.FromDayNumber(Math.Max(start.DayNumber - RateTable.MaxAgeDays, 0));
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
        var version = (long)(await connection.ScalarAsync(Command(VersionText, Parameter(bookId)), cancellation))!;
        var own = await connection.ReadAsync(Command(Own, Parameter(bookId), Parameter(since), Parameter(end)), Read, cancellation);
        string[] needed = currencies.Count == 0 ? [] : [.. currencies, bookCurrency];
        var provider = await connection.ReadAsync(
            Command(Provider, Parameter(since), Parameter(end), Parameter(needed)),
            Read,
            cancellation
        );
        return (new RateTable(bookCurrency, own, provider), version);
    }

    /// <summary>
    /// Reads something, and the rates that what it found needs. Rates that changed in between belong to a later state of the book: both are read
    /// again.
    /// </summary>
    /// <param name="book">The book.</param>
    /// <param name="read">One statement, which also tells the state that it saw.</param>
    /// <param name="needed">Currencies and days to be converted.</param>
    /// <param name="cancellation">Ends the queries.</param>
    internal async Task<(T Found, RateTable Rates)> WithAsync<T>(
        BookHead book,
        Func<Task<(T Found, BookLabel Label)>> read,
        Func<T, IReadOnlyCollection<(string Currency, DateOnly Day)>> needed,
        CancellationToken cancellation
    )
    {
        for (var attempt = 1; ; attempt++)
        {
            var (found, label) = await read();
            if (needed(found) is not { Count: > 0 } days)
            {
                return (found, new RateTable(book.Currency, [], []));
            }
            var (table, version) = await LoadAsync(
                book.BookId,
                book.Currency,
                days.Min(d => d.Day),
                days.Max(d => d.Day),
                [.. days.Select(d => d.Currency).Distinct(StringComparer.Ordinal)],
                cancellation
            );
            if (version == label.RatesVersion || attempt == MaxAttempts)
            {
                return (found, table);
            }
        }
    }

    private static RateQuote Read(NpgsqlDataReader r) => new(r.GetString(0), r.GetString(1), r.GetFieldValue<DateOnly>(2), r.GetDecimal(3));
}
