using Npgsql;
using Rupaya.Infrastructure.Ledger;
using Rupaya.Infrastructure.Ledger.Rows;
using Rupaya.Infrastructure.Postgres;
using Rupaya.Infrastructure.Postgres.Entities;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Features.Rates.ListRates;

internal sealed class ListRatesHandler(BookHeads heads, NpgsqlDataSource database)
{
    private const int DefaultLimit = 50;

    private const string Text =
        $"{RateSql.Select} where book_id = $1 and ($2::text is null or base = $2) and ($3::text is null or quote = $3) "
        + "and ($4::date is null or date = $4) and ($5::date is null or (date, rate_id) < ($5, $6)) order by date desc, rate_id desc limit $7";

    public async Task<Result<Page<RateView>>> HandleAsync(ListRatesRequest request, Caller caller, CancellationToken cancellation)
    {
        var cursor = Cursor.Parse(request.Cursor);
        if (!cursor.IsSuccess)
        {
            return cursor.Error!;
        }
        var head = await heads.ReadAsync(caller, cancellation);
        if (!head.IsSuccess)
        {
            return head.Error!;
        }
        var limit = request.Limit ?? DefaultLimit;
        var command = Command(
            Text,
            Parameter(head.Value.BookId),
            Parameter(request.Base),
            Parameter(request.Quote),
            Parameter(request.Date?.Day),
            Parameter(cursor.Value?.Date),
            Parameter(cursor.Value?.Id),
            Parameter(limit + 1)
        );
        await using var connection = await database.OpenConnectionAsync(cancellation);
        List<BookRate> rates = await connection.ReadAsync(command, RateSql.Read, cancellation);
        var next = rates.Count > limit ? new Cursor(rates[limit - 1].Date, rates[limit - 1].RateId) : null;
        return new Page<RateView>([.. rates.Take(limit).Select(RateView.From)], next?.ToString());
    }
}
