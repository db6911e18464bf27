namespace Rupaya.Features.Budgets.ListBudgets;

internal sealed class ListBudgetsEndpoint(ListBudgetsHandler handler) : ApiEndpoint<IReadOnlyList<BudgetView>>
{
    public override void Configure()
    {
        Get("/budgets");
        Describe("All budgets, oldest first");
        Refuses(401, 404, 503);
    }

    public override Task HandleAsync(CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(Caller, cancellation));
}
