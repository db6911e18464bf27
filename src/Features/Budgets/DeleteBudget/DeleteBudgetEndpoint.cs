namespace Rupaya.Features.Budgets.DeleteBudget;

internal sealed class DeleteBudgetEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapDelete(
                "/budgets/{budgetId:guid}",
                (Guid budgetId, IfMatch ifMatch, Caller caller, DeleteBudgetHandler handler, CancellationToken cancellation) =>
                    handler.HandleAsync(budgetId, ifMatch, caller, cancellation).ToHttp()
            )
            .WithName("DeleteBudget")
            .WithTags("Budgets")
            .WithSummary("Give a budget up")
            .Produces(StatusCodes.Status204NoContent)
            .Problems(401, 403, 404, 412, 503);
}
