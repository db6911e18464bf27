namespace Rupaya.Features.Recurring.ListRecurring;

internal sealed class ListRecurringEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet(
                "/recurring",
                (Caller caller, ListRecurringHandler handler, CancellationToken cancellation) =>
                    handler.HandleAsync(caller, cancellation).ToHttp()
            )
            .WithName("ListRecurring")
            .WithTags("Recurring")
            .WithSummary("All schedules, oldest first")
            .Produces<IReadOnlyList<RecurringView>>()
            .Problems(401, 404, 503);
}
