namespace Rupaya.Features.Budgets.DeleteBudget;

internal sealed class DeleteBudgetEndpoint(DeleteBudgetHandler handler) : ApiEndpoint<EmptyResponse>
{
    public override void Configure()
    {
        Delete("/budgets/{budgetId:guid}");
        Describe("Give a budget up");
        Refuses(401, 403, 404, 412, 503);
    }

    public override Task HandleAsync(CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(Id("budgetId"), IfMatch, Caller, cancellation));
}
