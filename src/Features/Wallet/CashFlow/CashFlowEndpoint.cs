using Rupaya.Infrastructure.Figures;

namespace Rupaya.Features.Wallet.CashFlow;

/// <param name="Interval">day (default), week or month.</param>
/// <param name="StartDate">With <paramref name="EndDate"/>; the last month when both are omitted.</param>
internal sealed record CashFlowRequest(string? Interval, QueryDate? StartDate, QueryDate? EndDate) : IRangeQuery;

internal sealed class CashFlowEndpoint(CashFlowHandler handler) : ApiEndpoint<CashFlowRequest, CashFlowAnswer>
{
    public override void Configure()
    {
        Get("/wallet/cashflow");
        Describe(
            "Income and expenses of each day, week or month of a range",
            "Weeks and months are those of the book's calendar; the first begins with the range. Parts without any postings are zeros."
        );
        InBook();
        Tagged();
    }

    public override Task HandleAsync(CashFlowRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(request, Caller, IfNoneMatch, cancellation));
}
