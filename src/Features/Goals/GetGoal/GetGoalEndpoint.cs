namespace Rupaya.Features.Goals.GetGoal;

internal sealed class GetGoalEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet(
                "/goals/{goalId:guid}",
                (Guid goalId, Caller caller, GetGoalHandler handler, CancellationToken cancellation) =>
                    handler.HandleAsync(goalId, caller, cancellation).ToHttp()
            )
            .WithName("GetGoal")
            .WithTags("Goals")
            .WithSummary("One goal and how far it is")
            .Produces<GoalView>()
            .Problems(401, 404, 503);
}
