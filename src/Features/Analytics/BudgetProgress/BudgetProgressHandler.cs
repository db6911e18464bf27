using Rupaya.Infrastructure.Figures;

namespace Rupaya.Features.Analytics.BudgetProgress;

internal sealed class BudgetProgressHandler(FigureReader figures, BudgetProgressFigure progress)
{
    public Task<Result<Reply<IEnumerable<BudgetProgressAnswer>>>> HandleAsync(
        Caller caller,
        IfNoneMatch conditional,
        CancellationToken cancellation
    ) => figures.AnswerAsync(caller, progress, head => new TodayParameters(head.Today), conditional, cancellation);
}
