namespace Rupaya.Features.Goals.GetGoal;

internal sealed class GetGoalEndpoint(GetGoalHandler handler) : ApiEndpoint<GoalView>
{
    public override void Configure()
    {
        Get("/goals/{goalId:guid}");
        Describe("One goal and how far it is");
        InBook();
        Tagged();
    }

    public override Task HandleAsync(CancellationToken cancellation) => ReplyAsync(handler.HandleAsync(Id("goalId"), Caller, cancellation));
}
