using Rupaya.Infrastructure.Reads;

namespace Rupaya.Features.Wallet.NetWorthHistory;

internal sealed class NetWorthHistoryHandler(Figures figures, NetWorthFigure figure)
{
    public Task<Result<Answer>> HandleAsync(
        NetWorthHistoryRequest request,
        Caller caller,
        Conditional conditional,
        CancellationToken cancellation
    ) =>
        figures.AnswerAsync(
            caller,
            figure,
            head => NetWorthFigure.Parameters(request.Months ?? MonthRules.Default, head.Today),
            conditional,
            cancellation
        );
}
