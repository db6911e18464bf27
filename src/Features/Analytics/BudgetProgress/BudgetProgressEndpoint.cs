using Rupaya.Infrastructure.Reads;

namespace Rupaya.Features.Analytics.BudgetProgress;

internal sealed class BudgetProgressEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet(
                "/analytics/budget-progress",
                (Caller caller, Conditional conditional, BudgetProgressHandler handler, CancellationToken cancellation) =>
                    handler.HandleAsync(caller, conditional, cancellation).ToHttp()
            )
            .WithName("BudgetProgress")
            .WithTags("Analytics")
            .WithSummary("How far each budget is used in its current period")
            .WithDescription(
                "Periods follow the book's calendar. Refunds lower what is spent; projected extends the pace so far to the period's end."
            )
            .Produces<IReadOnlyList<BudgetProgressAnswer>>()
            .Problems(401, 404, 503);
}
