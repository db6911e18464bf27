using Npgsql;
using Rupaya.Infrastructure.Postgres.Entities;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Ledger.Rows;

/// <summary>The statements on <c>book_rates</c>: every one raises the book's rates version, which answers are tagged with.</summary>
public static class RateSql
{
    /// <summary>Reads rates; what is read starts with the columns of <see cref="Read"/>.</summary>
    public const string Select = "select book_id, rate_id, base, quote, date, rate, version, created_at, updated_at from book_rates";

    /// <param name="before">Null for a new rate.</param>
    /// <param name="after">Null for one that is removed.</param>
    internal static IEnumerable<NpgsqlBatchCommand> Write(BookRate? before, BookRate? after)
    {
        var row = (after ?? before)!;
        yield return Command("update books set rates_version = rates_version + 1 where book_id = $1", Parameter(row.BookId));
        yield return (before, after) switch
        {
            (null, _) => Command(
                "insert into book_rates (book_id, rate_id, base, quote, date, rate, version, created_at, updated_at) values ($1,$2,$3,$4,$5,$6,$7,$8,$8)",
                Parameter(row.BookId),
                Parameter(row.RateId),
                Parameter(row.Base),
                Parameter(row.Quote),
                Parameter(row.Date),
                Parameter(row.Rate),
                Parameter(row.Version),
                Parameter(row.CreatedAt)
            ),
            (_, null) => Command(
                "delete from book_rates where book_id = $1 and rate_id = $2",
                Parameter(row.BookId),
                Parameter(row.RateId)
            ),
            _ => Command(
                "update book_rates set rate = $3, version = $4, updated_at = $5 where book_id = $1 and rate_id = $2",
                Parameter(row.BookId),
                Parameter(row.RateId),
                Parameter(row.Rate),
                Parameter(row.Version),
                Parameter(row.UpdatedAt)
            ),
        };
    }

    /// <summary>The rate that starts at the first column.</summary>
    public static BookRate Read(NpgsqlDataReader r) =>
        new()
        {
            BookId = r.GetGuid(0),
            RateId = r.GetGuid(1),
            Base = r.GetString(2),
            Quote = r.GetString(3),
            Date = r.GetFieldValue<DateOnly>(4),
            Rate = r.GetDecimal(5),
            Version = r.GetInt64(6),
            CreatedAt = r.GetFieldValue<DateTimeOffset>(7),
            UpdatedAt = r.GetFieldValue<DateTimeOffset>(8),
        };
}
