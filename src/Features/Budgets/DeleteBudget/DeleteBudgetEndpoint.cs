namespace Rupaya.Features.Budgets.DeleteBudget;

internal sealed class DeleteBudgetEndpoint(DeleteBudgetHandler handler) : ApiEndpoint<EmptyResponse>
{
    public override void Configure()
    {
        Delete("/budgets/{budgetId:guid}");
        Describe("Give a budget up");
        InBook();
        Versioned();
    }

    public override Task HandleAsync(CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(Id("budgetId"), IfMatch, Caller, cancellation));
}
