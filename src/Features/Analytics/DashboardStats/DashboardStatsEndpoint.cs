using Rupaya.Infrastructure.Reads;

namespace Rupaya.Features.Analytics.DashboardStats;

/// <param name="Period">week, month (default) or year, ending today in the book's zone.</param>
/// <param name="StartDate">With <paramref name="EndDate"/> instead of a period.</param>
internal sealed record DashboardStatsRequest(string? Period, QueryDate? StartDate, QueryDate? EndDate) : IRangeQuery;

internal sealed class DashboardStatsEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet(
                "/analytics/dashboard",
                (
                    [AsParameters] DashboardStatsRequest request,
                    Caller caller,
                    Conditional conditional,
                    DashboardStatsHandler handler,
                    CancellationToken cancellation
                ) => handler.HandleAsync(request, caller, conditional, cancellation).ToHttp()
            )
            .WithName("DashboardStats")
            .WithTags("Analytics")
            .WithSummary("Income, expenses, savings, spending by category and balances")
            .WithDescription(
                "Exact as of the last commit, however far the workers lag. Transfers and openings are in neither income nor expenses; refunds "
                    + "lower expenses. The ETag is valid until the book, the rates or the day change."
            )
            .Produces<DashboardAnswer>()
            .Problems(400, 401, 404, 503);
}
