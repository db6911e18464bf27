using Rupaya.Domain.Calendars;
using Rupaya.Infrastructure.Figures;

namespace Rupaya.Features.Analytics.Report;

internal sealed class ReportHandler(FigureReader figures, ReportFigure figure)
{
    public Task<Result<Reply<ReportAnswer>>> HandleAsync(
        ReportRequest request,
        Caller caller,
        IfNoneMatch conditional,
        CancellationToken cancellation
    ) =>
        figures.AnswerAsync(
            caller,
            figure,
            head => new RangeParameters(request.Kind!, ((IRangeQuery)request).Requested ?? DateRange.Rolling("year", head.Today)!.Value),
            conditional,
            cancellation
        );
}
