using Rupaya.Domain.Calendars;
using Rupaya.Infrastructure.Figures;
using Rupaya.Infrastructure.Ledger;

namespace Rupaya.Features.Analytics.DashboardStats;

internal sealed class DashboardStatsHandler(FigureReader figures, DashboardFigure dashboard)
{
    public Task<Result<Reply<DashboardAnswer>>> HandleAsync(
        DashboardStatsRequest request,
        Caller caller,
        IfNoneMatch conditional,
        CancellationToken cancellation
    ) => figures.AnswerAsync(caller, dashboard, head => Parameters(request, head), conditional, cancellation);

    private static DashboardParameters Parameters(DashboardStatsRequest request, BookHead head)
    {
        if (((IRangeQuery)request).Requested is { } custom)
        {
            return new DashboardParameters("custom", custom, head.Today);
        }
        var period = request.Period ?? "month";
        return new DashboardParameters(period, DateRange.Rolling(period, head.Today)!.Value, head.Today);
    }
}
