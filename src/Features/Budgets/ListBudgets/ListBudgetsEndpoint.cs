namespace Rupaya.Features.Budgets.ListBudgets;

internal sealed class ListBudgetsEndpoint(ListBudgetsHandler handler) : ApiEndpoint<IEnumerable<BudgetView>>
{
    public override void Configure()
    {
        Get("/budgets");
        Describe("All budgets, oldest first");
        InBook();
    }

    public override Task HandleAsync(CancellationToken cancellation) => ReplyAsync(handler.HandleAsync(Caller, cancellation));
}
