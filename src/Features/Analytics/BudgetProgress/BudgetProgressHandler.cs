using Rupaya.Infrastructure.Reads;

namespace Rupaya.Features.Analytics.BudgetProgress;

internal sealed class BudgetProgressHandler(BookHeads heads, Figures figures, BudgetProgressFigure progress)
{
    public async Task<Result<Answer>> HandleAsync(Caller caller, Conditional conditional, CancellationToken cancellation)
    {
        var head = await heads.ReadAsync(caller, cancellation);
        if (!head.IsSuccess)
        {
            return head.Error!;
        }
        return await figures.AnswerAsync(
            head.Value,
            progress,
            BudgetProgressFigure.Parameters(head.Value.Today),
            conditional,
            cancellation
        );
    }
}
