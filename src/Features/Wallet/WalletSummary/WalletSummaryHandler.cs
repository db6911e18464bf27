using Rupaya.Infrastructure.Figures;

namespace Rupaya.Features.Wallet.WalletSummary;

internal sealed class WalletSummaryHandler(FigureReader figures, WalletSummaryFigure figure)
{
    public Task<Result<Reply<WalletSummaryAnswer>>> HandleAsync(Caller caller, IfNoneMatch conditional, CancellationToken cancellation) =>
        figures.AnswerAsync<WalletSummaryAnswer>(
            caller,
            figure,
            head => WalletSummaryFigure.Parameters(head.Today),
            conditional,
            cancellation
        );
}
