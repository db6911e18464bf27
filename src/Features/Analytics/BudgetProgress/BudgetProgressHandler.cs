using Rupaya.Infrastructure.Figures;

namespace Rupaya.Features.Analytics.BudgetProgress;

internal sealed class BudgetProgressHandler(FigureReader figures, BudgetProgressFigure progress)
{
    public Task<Result<Reply<IEnumerable<BudgetProgressAnswer>>>> HandleAsync(
        Caller caller,
        IfNoneMatch conditional,
        CancellationToken cancellation
    ) =>
        figures.AnswerAsync<IEnumerable<BudgetProgressAnswer>>(
            caller,
            progress,
            head => BudgetProgressFigure.Parameters(head.Today),
            conditional,
            cancellation
        );
}
