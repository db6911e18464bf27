using Rupaya.Infrastructure.Figures;

namespace Rupaya.Features.Analytics.BudgetProgress;

internal sealed class BudgetProgressHandler(FigureReader figures, BudgetProgressFigure progress)
{
    public Task<Result<Answer>> HandleAsync(Caller caller, IfNoneMatch conditional, CancellationToken cancellation) =>
        figures.AnswerAsync(caller, progress, head => BudgetProgressFigure.Parameters(head.Today), conditional, cancellation);
}
