using Rupaya.Infrastructure.Reads;

namespace Rupaya.Features.Analytics.Trends;

internal sealed class TrendsHandler(Figures figures, TrendsFigure figure)
{
    public Task<Result<Answer>> HandleAsync(
        TrendsRequest request,
        Caller caller,
        Conditional conditional,
        CancellationToken cancellation
    ) =>
        figures.AnswerAsync(
            caller,
            figure,
            head => TrendsFigure.Parameters(request.Months ?? MonthRules.Default, head.Today),
            conditional,
            cancellation
        );
}
