namespace Rupaya.Features.Budgets.GetBudget;

internal sealed class GetBudgetEndpoint(GetBudgetHandler handler) : ApiEndpoint<BudgetView>
{
    public override void Configure()
    {
        Get("/budgets/{budgetId:guid}");
        Describe("One budget");
        InBook();
        Tagged();
    }

    public override Task HandleAsync(CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(Id("budgetId"), Caller, cancellation));
}
