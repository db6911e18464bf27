using Rupaya.Domain.Calendars;
using Rupaya.Infrastructure.Reads;

namespace Rupaya.Features.Analytics.DashboardStats;

internal sealed class DashboardStatsHandler(BookHeads heads, Figures figures, DashboardFigure dashboard)
{
    public async Task<Result<Answer>> HandleAsync(
        DashboardStatsRequest request,
        Caller caller,
        Conditional conditional,
        CancellationToken cancellation
    )
    {
        var head = await heads.ReadAsync(caller, cancellation);
        if (!head.IsSuccess)
        {
            return head.Error!;
        }
        var custom = request.StartDate is not null;
        var period = custom ? "custom" : request.Period ?? "month";
        var range = custom
            ? new DateRange(request.StartDate!.Value.Day, request.EndDate!.Value.Day)
            : DateRange.Rolling(period, head.Value.Today)!.Value;
        return await figures.AnswerAsync(head.Value, dashboard, DashboardFigure.Parameters(period, range), conditional, cancellation);
    }
}
