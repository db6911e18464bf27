using Rupaya.Infrastructure.Figures;

namespace Rupaya.Features.Analytics.DashboardStats;

/// <param name="Period">week, month (default) or year, ending today in the book's zone.</param>
/// <param name="StartDate">With <paramref name="EndDate"/> instead of a period.</param>
internal sealed record DashboardStatsRequest(string? Period, QueryDate? StartDate, QueryDate? EndDate) : IRangeQuery;

internal sealed class DashboardStatsEndpoint(DashboardStatsHandler handler) : ApiEndpoint<DashboardStatsRequest, DashboardAnswer>
{
    public override void Configure()
    {
        Get("/analytics/dashboard");
        Describe(
            "Income, expenses, savings, spending by category and balances",
            "Exact as of the last commit, however far the workers lag. Transfers and openings are in neither income nor expenses; refunds "
                + "lower expenses. The ETag is valid until the book, the rates or the day change."
        );
        InBook();
        Tagged();
    }

    public override Task HandleAsync(DashboardStatsRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(request, Caller, IfNoneMatch, cancellation));
}
