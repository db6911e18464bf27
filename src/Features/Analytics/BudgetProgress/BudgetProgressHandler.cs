using Rupaya.Infrastructure.Reads;

namespace Rupaya.Features.Analytics.BudgetProgress;

internal sealed class BudgetProgressHandler(Figures figures, BudgetProgressFigure progress)
{
    public Task<Result<Answer>> HandleAsync(Caller caller, Conditional conditional, CancellationToken cancellation) =>
        figures.AnswerAsync(caller, progress, head => BudgetProgressFigure.Parameters(head.Today), conditional, cancellation);
}
