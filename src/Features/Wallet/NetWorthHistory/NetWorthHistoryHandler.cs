using Rupaya.Infrastructure.Figures;

namespace Rupaya.Features.Wallet.NetWorthHistory;

internal sealed class NetWorthHistoryHandler(FigureReader figures, NetWorthFigure figure)
{
    public Task<Result<Reply<NetWorthAnswer>>> HandleAsync(
        NetWorthHistoryRequest request,
        Caller caller,
        IfNoneMatch conditional,
        CancellationToken cancellation
    ) =>
        figures.AnswerAsync(
            caller,
            figure,
            head => new CountParameters(request.Months ?? MonthRules.Default, head.Today),
            conditional,
            cancellation
        );
}
