using Rupaya.Infrastructure.Figures;
using Rupaya.Infrastructure.Ledger;

namespace Rupaya.Features.Rates.LookUpRate;

internal sealed class LookUpRateHandler(BookHeads heads, RateTables rates)
{
    private const int Decimals = 12;

    public async Task<Result<Reply<FoundRateView>>> HandleAsync(LookUpRateRequest request, Caller caller, CancellationToken cancellation)
    {
        var head = await heads.ReadAsync(caller, cancellation);
        if (!head.IsSuccess)
        {
            return head.Error!;
        }
        var (from, to, date) = (request.Base!, request.Quote!, request.Date?.Day ?? head.Value.Today);
        var (table, _) = await rates.LoadAsync(head.Value.BookId, head.Value.Currency, date, date, [], cancellation);
        if (table.Find(from, to, date) is not { } found)
        {
            return Problems.RateMissing.Because($"There is no rate from {from} to {to} for {date:yyyy-MM-dd}.");
        }
        var rounded = decimal.Round(found.Rate, Decimals, MidpointRounding.AwayFromZero);
        return Reply.Ok<FoundRateView>(new FoundRateView(from, to, date, rounded, found.AsOf, found.Source));
    }
}
