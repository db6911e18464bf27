using Npgsql;
using Rupaya.Domain.Analytics;
using Rupaya.Domain.Rates;
using Rupaya.Infrastructure.Ledger;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Figures;

/// <summary>Sums of a book's journal over a range, exact as of its last commit, with the rates that convert them.</summary>
public sealed class JournalSums(NpgsqlDataSource database, RateTables rates)
{
    /// <param name="book">The book; its seq may already be older than what is read.</param>
    /// <param name="query">What to sum.</param>
    /// <param name="cancellation">Ends the query.</param>
    /// <returns>The sums, and the rates of their days and of those whose balances are asked for.</returns>
    public Task<(SumRows Rows, RateTable Rates)> ReadAsync(BookHead book, SumQuery query, CancellationToken cancellation) =>
        rates.WithAsync(
            book,
            async () =>
            {
                await using var connection = await database.OpenConnectionAsync(cancellation);
                var rows = await ReadRowsAsync(connection, book, query, cancellation);
                return (rows, rows.Label);
            },
            rows => Priced(book, rows, query.Days),
            cancellation
        );

    /// <summary>The same with what was earned and spent converted into the book's currency.</summary>
    internal async Task<(SumRows Rows, ConvertedSums Sums)> ConvertedAsync(BookHead book, SumQuery query, CancellationToken cancellation)
    {
        var (rows, table) = await ReadAsync(book, query, cancellation);
        return (rows, ConvertedSums.Of(rows.Sums, book.Currency, table));
    }

    /// <summary>The sums as they are, within the caller's snapshot.</summary>
    internal static async Task<SumRows> ReadRowsAsync(
        NpgsqlConnection connection,
        BookHead book,
        SumQuery query,
        CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand(query.Shape.Text, connection);
        command.Parameters.Add(Parameter(book.BookId));
        command.Parameters.Add(Parameter(query.Range.Start));
        command.Parameters.Add(Parameter(query.Range.End));
        command.Parameters.Add(Parameter(book.Currency));
        command.Parameters.Add(Column(query.Parts, p => p));
        command.Parameters.Add(Column(query.Days, d => d.AddDays(1)));
        var pieces = query.Pieces();
        command.Parameters.Add(Parameter([.. pieces.Select(p => p.Piece.IsMonths ? "month" : "day")]));
        command.Parameters.Add(Column(pieces, p => p.Piece.Start));
        command.Parameters.Add(Column(pieces, p => p.Piece.End));
        command.Parameters.Add(Column(pieces, p => p.Piece.Sign));
        command.Parameters.Add(Column(pieces, p => p.Part));
        command.Parameters.Add(Parameter(book.Today));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var rows = new SumRows();
        while (await reader.ReadAsync(cancellation))
        {
            rows.Add(reader);
        }
        return rows;
    }

    private static List<(string Currency, DateOnly Day)> Priced(BookHead book, SumRows rows, IReadOnlyList<DateOnly> days)
    {
        var foreign = rows.Sums.Where(s => s.Day is not null).Select(s => (s.Currency, s.Day!.Value));
        var held = rows.Accounts.Where(a => a.Currency != book.Currency).SelectMany(a => days.Select(day => (a.Currency, day)));
        return [.. foreign, .. held];
    }
}
