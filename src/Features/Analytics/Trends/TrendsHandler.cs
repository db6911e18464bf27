using Rupaya.Infrastructure.Figures;

namespace Rupaya.Features.Analytics.Trends;

internal sealed class TrendsHandler(FigureReader figures, TrendsFigure figure)
{
    public Task<Result<Reply<TrendsAnswer>>> HandleAsync(
        TrendsRequest request,
        Caller caller,
        IfNoneMatch conditional,
        CancellationToken cancellation
    ) =>
        figures.AnswerAsync(
            caller,
            figure,
            head => new CountParameters(request.Months ?? MonthRules.Default, head.Today),
            conditional,
            cancellation
        );
}
