using Rupaya.Infrastructure.Figures;

namespace Rupaya.Features.Wallet.WalletSummary;

internal sealed class WalletSummaryHandler(FigureReader figures, WalletSummaryFigure figure)
{
    public Task<Result<Reply<WalletSummaryAnswer>>> HandleAsync(Caller caller, IfNoneMatch conditional, CancellationToken cancellation) =>
        figures.AnswerAsync(caller, figure, head => new TodayParameters(head.Today), conditional, cancellation);
}
