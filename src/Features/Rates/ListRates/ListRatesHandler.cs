using Npgsql;
using Rupaya.Infrastructure.Ledger;
using Rupaya.Infrastructure.Reads;
using static Rupaya.Infrastructure.Ledger.Sql;

namespace Rupaya.Features.Rates.ListRates;

internal sealed class ListRatesHandler(BookHeads heads, NpgsqlDataSource database)
{
    private const string Text =
        $"{RateSql.Select} where book_id = $1 and ($2::text is null or base = $2) and ($3::text is null or quote = $3) "
        + "and ($4::date is null or date = $4) order by date desc, base, quote limit $5 offset $6";

    public async Task<Result<Answer>> HandleAsync(ListRatesRequest request, Caller caller, CancellationToken cancellation)
    {
        var head = await heads.ReadAsync(caller, cancellation);
        if (!head.IsSuccess)
        {
            return head.Error!;
        }
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var rates = await connection.ReadAsync(
            Command(
                Text,
                Of(head.Value.BookId),
                Of(request.Base),
                Of(request.Quote),
                Of(request.Date?.Day),
                Of(request.Limit ?? 50),
                Of(request.Offset ?? 0)
            ),
            RateSql.Read,
            cancellation
        );
        return Answer.Ok(rates.Select(RateView.From));
    }
}
