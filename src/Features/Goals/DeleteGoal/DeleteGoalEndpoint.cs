namespace Rupaya.Features.Goals.DeleteGoal;

internal sealed class DeleteGoalEndpoint(DeleteGoalHandler handler) : ApiEndpoint<EmptyResponse>
{
    public override void Configure()
    {
        Delete("/goals/{goalId:guid}");
        Describe("Give a goal up; its contributions stay with it");
        InBook();
        Versioned();
    }

    public override Task HandleAsync(CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(Id("goalId"), IfMatch, Caller, cancellation));
}
