using Rupaya.Infrastructure.Reads;

namespace Rupaya.Features.Wallet.WalletSummary;

internal sealed class WalletSummaryHandler(Figures figures, WalletSummaryFigure figure)
{
    public Task<Result<Answer>> HandleAsync(Caller caller, Conditional conditional, CancellationToken cancellation) =>
        figures.AnswerAsync(caller, figure, head => WalletSummaryFigure.Parameters(head.Today), conditional, cancellation);
}
