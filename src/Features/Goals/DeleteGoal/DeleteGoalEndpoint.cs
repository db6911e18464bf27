namespace Rupaya.Features.Goals.DeleteGoal;

internal sealed class DeleteGoalEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapDelete(
                "/goals/{goalId:guid}",
                (Guid goalId, IfMatch ifMatch, Caller caller, DeleteGoalHandler handler, CancellationToken cancellation) =>
                    handler.HandleAsync(goalId, ifMatch, caller, cancellation).ToHttp()
            )
            .WithName("DeleteGoal")
            .WithTags("Goals")
            .WithSummary("Give a goal up; its contributions stay with it")
            .Produces(StatusCodes.Status204NoContent)
            .Problems(401, 403, 404, 412, 503);
}
