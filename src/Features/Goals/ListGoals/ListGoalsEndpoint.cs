using Rupaya.Infrastructure.Http.Lists;

namespace Rupaya.Features.Goals.ListGoals;

/// <param name="Sort"><c>name</c>, <c>targetAmount</c>, <c>targetDate</c>, <c>progress</c>, <c>createdAt</c> or <c>updatedAt</c> (of the goal, not of what is saved); with <c>-</c> before it the other way round.</param>
internal sealed record ListGoalsRequest(int? Limit, string? Cursor, string? Sort, QueryInstant? UpdatedSince) : IListQuery;

internal sealed class ListGoalsEndpoint(ListGoalsHandler handler) : ApiEndpoint<ListGoalsRequest, IEnumerable<GoalView>>
{
    public override void Configure()
    {
        Get("/goals");
        Describe("All goals and how far they are, oldest first or in another order");
        InBook();
        Paged();
        Refuses(Problems.CursorMismatch, Problems.InvalidCursor);
    }

    public override Task HandleAsync(ListGoalsRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(request, List, Caller, cancellation));
}
