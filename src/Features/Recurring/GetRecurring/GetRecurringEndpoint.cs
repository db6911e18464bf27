namespace Rupaya.Features.Recurring.GetRecurring;

internal sealed class GetRecurringEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet(
                "/recurring/{recurringId:guid}",
                (Guid recurringId, Caller caller, GetRecurringHandler handler, CancellationToken cancellation) =>
                    handler.HandleAsync(recurringId, caller, cancellation).ToHttp()
            )
            .WithName("GetRecurring")
            .WithTags("Recurring")
            .WithSummary("One schedule")
            .Produces<RecurringView>()
            .Problems(401, 404, 503);
}
