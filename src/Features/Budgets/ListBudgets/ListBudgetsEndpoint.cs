namespace Rupaya.Features.Budgets.ListBudgets;

internal sealed class ListBudgetsEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet(
                "/budgets",
                (Caller caller, ListBudgetsHandler handler, CancellationToken cancellation) =>
                    handler.HandleAsync(caller, cancellation).ToHttp()
            )
            .WithName("ListBudgets")
            .WithTags("Budgets")
            .WithSummary("All budgets, oldest first")
            .Produces<IReadOnlyList<BudgetView>>()
            .Problems(401, 404, 503);
}
