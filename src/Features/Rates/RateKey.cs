using Rupaya.Infrastructure.Ledger.Rows;
using Rupaya.Infrastructure.Ledger.Writing;
using Rupaya.Infrastructure.Postgres;
using Rupaya.Infrastructure.Postgres.Entities;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Features.Rates;

/// <summary>A rate of a locked book by what names it.</summary>
internal static class RateKey
{
    public static async Task<BookRate?> FindAsync(LockedBook book, string from, string to, DateOnly date, CancellationToken cancellation)
    {
        var found = await book.ReadAsync(
            Command(
                $"{RateSql.Select} where book_id = $1 and base = $2 and quote = $3 and date = $4",
                Parameter(book.BookId),
                Parameter(from),
                Parameter(to),
                Parameter(date)
            ),
            RateSql.Read,
            cancellation
        );
        return found.SingleOrDefault();
    }
}
