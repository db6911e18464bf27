using Rupaya.Domain.Calendars;
using Rupaya.Infrastructure.Figures;

namespace Rupaya.Features.Wallet.CashFlow;

internal sealed class CashFlowHandler(FigureReader figures, CashFlowFigure figure)
{
    public Task<Result<Reply<CashFlowAnswer>>> HandleAsync(
        CashFlowRequest request,
        Caller caller,
        IfNoneMatch conditional,
        CancellationToken cancellation
    ) =>
        figures.AnswerAsync(
            caller,
            figure,
            head => new RangeParameters(
                request.Interval ?? "day",
                ((IRangeQuery)request).Requested ?? DateRange.Rolling("month", head.Today)!.Value
            ),
            conditional,
            cancellation
        );
}
