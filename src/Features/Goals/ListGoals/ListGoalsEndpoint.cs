namespace Rupaya.Features.Goals.ListGoals;

internal sealed class ListGoalsEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet(
                "/goals",
                (Caller caller, ListGoalsHandler handler, CancellationToken cancellation) =>
                    handler.HandleAsync(caller, cancellation).ToHttp()
            )
            .WithName("ListGoals")
            .WithTags("Goals")
            .WithSummary("All goals and how far they are, oldest first")
            .Produces<IReadOnlyList<GoalView>>()
            .Problems(401, 404, 503);
}
