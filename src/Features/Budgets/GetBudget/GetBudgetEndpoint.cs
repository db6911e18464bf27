namespace Rupaya.Features.Budgets.GetBudget;

internal sealed class GetBudgetEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet(
                "/budgets/{budgetId:guid}",
                (Guid budgetId, Caller caller, GetBudgetHandler handler, CancellationToken cancellation) =>
                    handler.HandleAsync(budgetId, caller, cancellation).ToHttp()
            )
            .WithName("GetBudget")
            .WithTags("Budgets")
            .WithSummary("One budget")
            .Produces<BudgetView>()
            .Problems(401, 404, 503);
}
